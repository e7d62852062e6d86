using Dubbing.Export;
using Dubbing.Readings.Correction;
using Dubbing.Script;
using Dubbing.Script.Formats;
using Dubbing.Studio.Projects;

namespace Dubbing.Studio.Exporting;

/// <summary>Which times a script is written with.</summary>
public enum CaptionTimes
{
    /// <summary>Where each line is spoken, else its slot.</summary>
    Clips,

    /// <summary>The slots of the script, else where the line is spoken.</summary>
    Slots,
}

/// <summary>The script as captions and as files.</summary>
internal static class Captions
{
    /// <summary>The script to be written to a file: every line with a text, in the script's order.</summary>
    /// <param name="lines">The script.</param>
    /// <param name="times">Which times to write.</param>
    /// <param name="shown">What of a line's text to write: people read no markup.</param>
    public static IReadOnlyList<Cue> Cues(IEnumerable<ScriptLine> lines, CaptionTimes times, Func<string, string> shown) =>
    [
        .. lines.Where(l => !string.IsNullOrWhiteSpace(l.Text)).Select((l, i) =>
        {
            var clip = l.ClipStart is { } at && l.TakeSeconds is { } length ? (at, (double?)(at + length)) : ((double, double?)?)null;
            var slot = l.StartSeconds is { } start ? (start, l.EndSeconds) : ((double, double?)?)null;
            var (from, to) = (times == CaptionTimes.Clips ? clip ?? slot : slot ?? clip) ?? (double.NaN, null);
            return new Cue(i + 1, shown(l.Text), double.IsNaN(from) ? null : TimeSpan.FromSeconds(from), to is { } end ? TimeSpan.FromSeconds(end) : null, l.Speaker);
        }),
    ];

    /// <summary>Maps <c>/projects/{id}/captions.srt</c> and so on for each format that can be written; <c>?times=slots</c> for the script's own times, <c>?lang=ja</c> for a further language.</summary>
    public static IEndpointRouteBuilder MapCaptions(this IEndpointRouteBuilder routes)
    {
        foreach (var format in ScriptFormats.Written)
            routes.MapGet("/projects/{id:guid}/captions" + format.Extensions[0], (Guid id, string? times, string? lang, IProjectStore store, CancellationToken cancel) => FileAsync(id, store, format, times, lang, cancel));
        return routes;
    }

    private static async Task<IResult> FileAsync(Guid id, IProjectStore store, ScriptFormat format, string? times, string? lang, CancellationToken cancel)
    {
        if (await store.LoadAsync(id, LanguageCodes.TryParse(lang, out var language) ? language : null, cancel) is not { } content)
            return Results.NotFound();
        var cues = Cues(content.Lines, "slots".Equals(times, StringComparison.OrdinalIgnoreCase) ? CaptionTimes.Slots : CaptionTimes.Clips, Shown);
        return Results.File(ScriptWriter.Write(cues, format), format.ContentType, FileNames.Clean(content.Project.Name + (content.Languages.Count > 0 ? "." + content.Project.Language.Code() : "") + format.Extensions[0]));

        // A table is the script itself: it comes back with its markup when it is imported.
        string Shown(string text) => format.KeepsMarkup ? text : MarkedText.Of(text, content.Project.Language).Written;
    }
}
