using System.Text.RegularExpressions;
using Dubbing.Media;
using Dubbing.Speech;
using Dubbing.Speech.Sound;
using Dubbing.Studio.Jobs;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace Dubbing.Studio.Media;

/// <summary>Videos, sounds and finished files by address; all of them in pieces (range requests) where the browser asks for that.</summary>
public static partial class MediaEndpoints
{
    /// <summary>Maps <c>/media</c>, <c>/takes</c>, <c>/voices</c> and <c>/exports</c>.</summary>
    public static IEndpointRouteBuilder MapMedia(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/media/{id:guid}/source", Reading, SourceAsync);
        routes.MapMethods("/media/{id:guid}/proxy", Reading, (Guid id, DataFolder data) => Piecewise(data.ProxyOf(id), "video/mp4"));
        routes.MapMethods("/media/{id:guid}/waveform", Reading, (Guid id, DataFolder data) => Piecewise(data.WaveformOf(id), "application/octet-stream"));
        routes.MapMethods("/media/{id:guid}/shots", Reading, (Guid id, DataFolder data) => Piecewise(data.ShotsOf(id), "application/json"));
        routes.MapMethods("/media/{id:guid}/thumbnails/{index:int}.jpg", Reading, (Guid id, int index, DataFolder data) => Piecewise(data.ThumbnailOf(id, index), "image/jpeg"));
        routes.MapMethods("/takes/{key}.wav", Reading, Take);
        routes.MapGet("/takes/{key}/peaks", TakePeaksAsync);
        routes.MapMethods("/voices/{id}/sample", Reading, Sample);
        routes.MapMethods("/exports/{id:guid}/download", Reading, ExportAsync);
        return routes;
    }

    private static readonly string[] Reading = ["GET", "HEAD"];

    private static async Task<IResult> SourceAsync(Guid id, IDbContextFactory<StudioDb> databases, DataFolder data, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var type = await db.Media.Where(m => m.Id == id).Select(m => m.ContentType).SingleOrDefaultAsync(cancel);
        return type is null ? Results.NotFound() : Piecewise(data.SourceOf(id), type);
    }

    /// <summary>The key is the hash of what made the sound: it never changes.</summary>
    private static IResult Take(HttpContext http, string key, DataFolder data)
    {
        if (!TakeKeys().IsMatch(key) || !File.Exists(data.TakeOf(key)))
            return Results.NotFound();
        http.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
        return Results.File(data.TakeOf(key), "audio/wav", entityTag: new EntityTagHeaderValue($"\"{key}\""), enableRangeProcessing: true);
    }

    /// <summary>The waveform of a take, as that of a video (<see cref="MediaParts.WriteWaveformAsync"/>).</summary>
    private static async Task<IResult> TakePeaksAsync(HttpContext http, string key, DataFolder data, CancellationToken cancel)
    {
        if (!TakeKeys().IsMatch(key) || !File.Exists(data.TakeOf(key)))
            return Results.NotFound();
        var (samples, rate) = await WaveFile.ReadAsync(data.TakeOf(key), cancel);
        http.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
        return Results.Bytes(MediaParts.Peaks(samples, rate), "application/octet-stream");
    }

    private static IResult Sample(HttpContext http, string id, string? lang, IVoiceCatalogue voices)
    {
        if (voices.Voices.FirstOrDefault(v => v.Id == id) is not { SamplePath.Count: > 0 } voice)
            return Results.NotFound();
        var path = lang is not null && voice.SamplePath.TryGetValue(lang, out var wanted) ? wanted : voice.SamplePath.Values.First();
        http.Response.Headers.CacheControl = "private, max-age=3600";
        return Piecewise(path, new FileExtensionContentTypeProvider().TryGetContentType(path, out var type) ? type : "audio/wav");
    }

    private static async Task<IResult> ExportAsync(Guid id, IJobQueue jobs, DataFolder data, CancellationToken cancel)
    {
        if (await jobs.FindAsync(id, cancel) is not { Kind: JobKind.Export, State: JobState.Done, ResultName: { } name })
            return Results.NotFound();
        var path = data.ExportFile(id, name);
        var type = Path.GetExtension(name) switch { ".mp4" => "video/mp4", ".m4a" => "audio/mp4", _ => "application/octet-stream" };
        // With a name, the answer is an attachment; it is given in UTF-8 too (RFC 6266).
        return File.Exists(path) ? Results.File(path, type, name, File.GetLastWriteTimeUtc(path), Tag(path), enableRangeProcessing: true) : Results.NotFound();
    }

    private static IResult Piecewise(string path, string type) => File.Exists(path)
        ? Results.File(path, type, lastModified: File.GetLastWriteTimeUtc(path), entityTag: Tag(path), enableRangeProcessing: true)
        : Results.NotFound();

    private static EntityTagHeaderValue Tag(string path)
    {
        var file = new FileInfo(path);
        return new($"\"{file.Length:x}-{file.LastWriteTimeUtc.Ticks:x}\"");
    }

    [GeneratedRegex("^[0-9a-z]{16,128}$")]
    private static partial Regex TakeKeys();
}
