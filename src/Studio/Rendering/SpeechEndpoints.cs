using System.Runtime.InteropServices;
using Dubbing.Speech.Sound;
using Dubbing.Studio.Projects;
using Microsoft.EntityFrameworkCore;

namespace Dubbing.Studio.Rendering;

/// <summary>A line to the ear and to the eye, as it is now and before it is rendered.</summary>
public static class SpeechEndpoints
{
    /// <summary>Characters of a text that are spoken to choose a voice by.</summary>
    private const int LongestAudition = 200;

    /// <summary>What of a text is spoken to choose a voice by: its beginning.</summary>
    public static string AuditionOf(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length > LongestAudition ? text[..LongestAudition] : text;
    }

    /// <summary>Maps <c>/projects/{project}/lines/{line}/speech</c> and <c>/spectrogram</c>.</summary>
    public static IEndpointRouteBuilder MapSpeech(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/projects/{project:guid}/lines/{line:guid}/speech", SpeechAsync).RequireRateLimiting(Lanes.Speech);
        routes.MapGet("/projects/{project:guid}/audition", AuditionAsync).RequireRateLimiting(Lanes.Speech);
        routes.MapGet("/projects/{project:guid}/lines/{line:guid}/spectrogram", SpectrogramAsync).RequireRateLimiting(Lanes.Speech);
        return routes;
    }

    /// <summary>Mono sound at 24 kHz as 32-bit floats, little-endian, sent part by part while it is made, in the line's voice or in the one asked for; 422 with the reason when the line can't be spoken.</summary>
    private static Task SpeechAsync(HttpContext http, Guid project, Guid line, string? voice, IDbContextFactory<StudioDb> databases, LineSpeech speech, DataFolder data) =>
        AnswerAsync(http, project, line, databases, async (stored, settings) =>
        {
            // To choose by: the same line in another voice, which changes nothing.
            var own = string.IsNullOrEmpty(voice) || voice == (stored.VoiceId ?? settings.VoiceId);
            if (!own)
                stored.VoiceId = voice;
            // A take that says what the line says is heard at once.
            if (own && stored is { TakeKey: { } key, IsStale: false } && File.Exists(data.TakeOf(key)))
            {
                var (samples, _) = await WaveFile.ReadAsync(data.TakeOf(key), http.RequestAborted);
                await http.Response.Body.WriteAsync(MemoryMarshal.AsBytes(samples.AsSpan()).ToArray(), http.RequestAborted);
                return;
            }

            await StreamAsync(http, speech, stored, settings);
        });

    /// <summary>A text that is no line yet, in a voice to choose by: sound as of a line.</summary>
    private static async Task AuditionAsync(HttpContext http, Guid project, string voice, string text, string? lang, IDbContextFactory<StudioDb> databases, LineSpeech speech)
    {
        await using var db = await databases.CreateDbContextAsync(http.RequestAborted);
        var line = new ScriptLine { Id = Guid.NewGuid(), ProjectId = project, Text = AuditionOf(text), VoiceId = voice, Language = LanguageCodes.TryParse(lang ?? "", out var language) ? language : null, Position = -1 };
        await AnswerAsync(http, line, await db.Projects.AsNoTracking().SingleOrDefaultAsync(p => p.Id == project && p.Deleted == null, http.RequestAborted), (stored, settings) => StreamAsync(http, speech, stored, settings));
    }

    private static async Task StreamAsync(HttpContext http, LineSpeech speech, ScriptLine line, Project settings)
    {
        var planned = await speech.PlanAsync(line, settings, http.RequestAborted);
        await foreach (var part in speech.StreamAsync(planned, http.RequestAborted))
        {
            await http.Response.Body.WriteAsync(MemoryMarshal.AsBytes(part.AsSpan()).ToArray(), http.RequestAborted);
            await http.Response.Body.FlushAsync(http.RequestAborted);
        }
    }

    /// <summary>A byte a band (0 for silence), frame after frame; the header <c>X-Bands</c> says how many bands.</summary>
    private static Task SpectrogramAsync(HttpContext http, Guid project, Guid line, IDbContextFactory<StudioDb> databases, LineSpeech speech) =>
        AnswerAsync(http, project, line, databases, async (stored, settings) =>
        {
            var planned = await speech.PlanAsync(stored, settings, http.RequestAborted);
            var mel = await speech.SpectrogramAsync(planned, http.RequestAborted);
            http.Response.Headers["X-Bands"] = $"{mel.Bands}";
            // From the floor of the logarithm (ln 0.00001) to a loud vowel.
            await http.Response.Body.WriteAsync(Array.ConvertAll(mel.Values, v => (byte)Math.Clamp((v + 11.5) / 12.5 * 255, 0, 255)), http.RequestAborted);
        });

    private static async Task AnswerAsync(HttpContext http, Guid projectId, Guid lineId, IDbContextFactory<StudioDb> databases, Func<ScriptLine, Project, Task> answer)
    {
        await using var db = await databases.CreateDbContextAsync(http.RequestAborted);
        var line = await db.Lines.AsNoTracking().SingleOrDefaultAsync(l => l.Id == lineId && l.ProjectId == projectId, http.RequestAborted);
        await AnswerAsync(http, line, await db.Projects.AsNoTracking().SingleOrDefaultAsync(p => p.Id == projectId && p.Deleted == null, http.RequestAborted), answer);
    }

    private static async Task AnswerAsync(HttpContext http, ScriptLine? line, Project? project, Func<ScriptLine, Project, Task> answer)
    {
        if (line is null || project is null)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        http.Response.Headers.CacheControl = "no-store";
        http.Response.ContentType = "application/octet-stream";
        try
        {
            await answer(line, project);
        }
        catch (DubbingException e) when (!http.Response.HasStarted)
        {
            http.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            http.Response.ContentType = "text/plain; charset=utf-8";
            await http.Response.WriteAsync(e.UserMessage.Text(), http.RequestAborted);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Somebody stopped listening.
        }
    }
}
