using System.Text;
using Dubbing.Export;
using Dubbing.Studio.Hosting;
using Dubbing.Studio.Projects;

namespace Dubbing.Studio.Exporting;

/// <summary>The script as captions: where a line is spoken, else where the script puts it.</summary>
internal static class Captions
{
    /// <summary>Shown at least this long, in seconds, so that a short word can be read.</summary>
    private const double Shortest = 1;

    public static IReadOnlyList<Caption> Of(IEnumerable<ScriptLine> lines)
    {
        var placed = lines
            .Where(l => !string.IsNullOrWhiteSpace(l.Text))
            .Select(l => (Start: l.ClipStart ?? l.StartSeconds, Length: l.TakeSeconds ?? (l.EndSeconds - l.StartSeconds), l.Text))
            .Where(l => l.Start is not null)
            .OrderBy(l => l.Start)
            .ToList();
        return
        [
            .. placed.Select((l, i) =>
            {
                var end = l.Start!.Value + Math.Max(Shortest, l.Length ?? Shortest);
                var next = i + 1 < placed.Count ? placed[i + 1].Start!.Value : double.MaxValue;
                return new Caption(l.Start.Value, next > l.Start ? Math.Min(end, next) : end, l.Text);
            }),
        ];
    }

    /// <summary>Maps <c>/projects/{id}/captions.srt</c> and <c>.vtt</c>.</summary>
    public static IEndpointRouteBuilder MapCaptions(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/projects/{id:guid}/captions.srt", (Guid id, IProjectStore store, CancellationToken cancel) =>
            FileAsync(id, store, ".srt", "application/x-subrip; charset=utf-8", CaptionWriter.ToSubRip, cancel));
        routes.MapGet("/projects/{id:guid}/captions.vtt", (Guid id, IProjectStore store, CancellationToken cancel) =>
            FileAsync(id, store, ".vtt", "text/vtt; charset=utf-8", CaptionWriter.ToWebVtt, cancel));
        return routes;
    }

    private static async Task<IResult> FileAsync(Guid id, IProjectStore store, string ending, string type, Func<IReadOnlyList<Caption>, string> write, CancellationToken cancel) =>
        await store.LoadAsync(id, cancel) is { } content
            ? Results.File(Encoding.UTF8.GetBytes(write(Of(content.Lines))), type, FileNames.Clean(content.Project.Name + ending))
            : Results.NotFound();
}
