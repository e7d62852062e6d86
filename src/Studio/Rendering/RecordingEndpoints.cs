using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using Dubbing.Media;
using Dubbing.Readings.Correction;
using Dubbing.Speech.Sound;
using Dubbing.Studio.Projects;
using Microsoft.AspNetCore.Http.Features;

namespace Dubbing.Studio.Rendering;

/// <summary>Takes recordings of lines in, and gives them out as training material for a voice of one's own.</summary>
public static class RecordingEndpoints
{
    /// <summary>Ten minutes of any codec that browsers record with.</summary>
    private const long MostBytes = 60 << 20;

    /// <summary>Maps <c>/projects/{project}/lines/{line}/recording</c> and <c>/projects/{project}/recordings</c>.</summary>
    public static IEndpointRouteBuilder MapRecordings(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/projects/{project:guid}/lines/{line:guid}/recording", TakeAsync).RequireRateLimiting(Lanes.Speech).DisableAntiforgery();
        routes.MapGet("/projects/{project:guid}/recordings", FolderAsync);
        return routes;
    }

    /// <summary>The body is what the browser recorded. 200 with a remark or nothing; 422 with what is wrong; 404 where there is no such line.</summary>
    private static async Task<IResult> TakeAsync(HttpContext http, Guid project, Guid line, Guid? origin, IMediaTool tool, MediaProbe probe, DataFolder data, IServiceProvider services)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = MostBytes;
        var cancel = http.RequestAborted;
        var file = data.WorkFile(".recording");
        try
        {
            await using (var to = File.Create(file))
                await http.Request.Body.CopyToAsync(to, cancel);
            var info = await probe.ProbeAsync(file, Messages.Recording().Text(), cancel: cancel);
            if (info.Audio is null)
                return Refused(Messages.RecordingSilent());
            using var bytes = new MemoryStream();
            await tool.ReadAsync(SourceStreams.Samples(file, info, LineSpeech.SampleRate, 1), s => s.CopyToAsync(bytes, cancel), null, cancel);
            var (sound, flaw) = RecordedSpeech.Clean(MemoryMarshal.Cast<byte, float>(bytes.GetBuffer().AsSpan(0, (int)bytes.Length / sizeof(float) * sizeof(float))));
            if (flaw == RecordingFlaw.Silent)
                return Refused(Messages.RecordingSilent());
            if (!await services.GetRequiredService<Recordings>().KeepAsync(line, sound, origin ?? Guid.Empty, cancel))
                return Results.NotFound();
            return Results.Text(flaw == RecordingFlaw.Clipped ? Messages.RecordingClipped().Text() : "");
        }
        catch (DubbingException e)
        {
            return Refused(e.UserMessage);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>A ZIP of <c>NNN.wav</c> and <c>NNN.txt</c>: unpacked it is a folder that <c>voices/recipe/own_voice.py</c> learns from.</summary>
    private static async Task<IResult> FolderAsync(HttpContext http, Guid project, IProjectStore store, DataFolder data, IServiceProvider services)
    {
        if (await store.LoadAsync(project, http.RequestAborted) is not { } content)
            return Results.NotFound();
        var recorded = (await services.GetRequiredService<Recordings>().ListAsync(project, http.RequestAborted)).Where(r => File.Exists(data.TakeOf(r.Take.Key))).ToList();
        if (recorded.Count == 0)
            return Refused(Messages.RecordingsNone());
        // Made before it is sent: archives are written in steps that a response does not take.
        var file = new FileStream(data.WorkFile(".zip"), new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous });
        try
        {
            await using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8))
            {
                foreach (var (line, take) in recorded)
                {
                    var name = $"{line.Position + 1:0000}{(line.Language is { } further ? "-" + further.Code() : "")}";
                    await zip.CreateEntryFromFileAsync(data.TakeOf(take.Key), name + ".wav", CompressionLevel.Fastest, http.RequestAborted);
                    await using var text = await zip.CreateEntry(name + ".txt").OpenAsync(http.RequestAborted);
                    await text.WriteAsync(Encoding.UTF8.GetBytes(MarkedText.Of(take.Text, line.Language ?? content.Project.Language).Written), http.RequestAborted);
                }
            }
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }

        file.Position = 0;
        return Results.Stream(file, "application/zip", FileNames.Clean(Messages.RecordingsName(content.Project.Name).Text() + ".zip"));
    }

    private static IResult Refused(Message why) => Results.Text(why.Text(), "text/plain", Encoding.UTF8, StatusCodes.Status422UnprocessableEntity);
}
