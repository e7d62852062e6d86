using Dubbing.Export;
using Dubbing.Readings.Correction;

namespace Dubbing.Session;

/// <summary>A line that may be shown.</summary>
/// <param name="Text">Its text, with markup.</param>
/// <param name="Speaker">Who says it.</param>
/// <param name="Start">Where it begins, in seconds; null when it has no place.</param>
/// <param name="Seconds">How long it lasts; null when that is not known.</param>
public sealed record CaptionLine(string Text, string? Speaker, double? Start, double? Seconds);

/// <summary>What is shown while the video plays.</summary>
public static class DubCaptions
{
    /// <summary>Shown at least this long, in seconds, so that a short word can be read.</summary>
    public const double ShortestSeconds = 1;

    /// <summary>The captions of a script, in the order of time: each until its line is over, long enough to be read, and gone when the next comes.</summary>
    public static IReadOnlyList<Caption> Of(IEnumerable<CaptionLine> lines, Language language)
    {
        var placed = lines
            .Where(l => l.Start is not null && !string.IsNullOrWhiteSpace(l.Text))
            .Select(l => (Start: l.Start!.Value, l.Seconds, Text: MarkedText.Of(l.Text, language).Written, l.Speaker))
            .Where(l => !string.IsNullOrWhiteSpace(l.Text))
            .OrderBy(l => l.Start)
            .ToList();
        return
        [
            .. placed.Select((l, i) =>
            {
                var end = l.Start + Math.Max(ShortestSeconds, l.Seconds ?? ShortestSeconds);
                var next = i + 1 < placed.Count ? placed[i + 1].Start : double.MaxValue;
                return new Caption(l.Start, next > l.Start ? Math.Min(end, next) : end, l.Text, l.Speaker);
            }),
        ];
    }
}
