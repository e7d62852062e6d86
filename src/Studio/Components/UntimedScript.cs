using Dubbing.Script;

namespace Dubbing.Studio.Components;

/// <summary>Where the lines of a script without times go; asked once, when it comes in.</summary>
internal enum UntimedWay
{
    /// <summary>One after the other, as long as each is spoken.</summary>
    InTurn,

    /// <summary>Over the whole video, by the lengths of their texts.</summary>
    Spread,

    /// <summary>As spread, but with the first line of each slide where the slide begins.</summary>
    Slides,
}

/// <summary>Gives the lines of a script times.</summary>
internal static class UntimedScript
{
    /// <summary>Room between two lines, in seconds.</summary>
    private const double Room = 0.3;

    /// <summary>What a line needs beside its characters, in characters.</summary>
    private const int Least = 4;

    /// <summary>Times for lines that have none.</summary>
    /// <param name="cues">The lines.</param>
    /// <param name="way">How.</param>
    /// <param name="seconds">How long the video is.</param>
    /// <param name="shots">Where its picture changes.</param>
    public static IReadOnlyList<Cue> Place(IReadOnlyList<Cue> cues, UntimedWay way, double seconds, IReadOnlyList<double> shots)
    {
        if (way == UntimedWay.InTurn || cues.Count == 0 || seconds <= 0)
            return cues;
        var spread = Between(cues, 0, seconds);
        if (way == UntimedWay.Spread)
            return spread;
        double[] edges = [0, .. shots.Where(s => s > 0 && s < seconds).Order(), seconds];
        return
        [
            .. spread.GroupBy(c => Array.FindLastIndex(edges, edges.Length - 2, e => e <= c.Start!.Value.TotalSeconds + 0.001))
                .SelectMany(slide => Between([.. slide], edges[slide.Key], edges[slide.Key + 1])),
        ];
    }

    private static List<Cue> Between(IReadOnlyList<Cue> cues, double from, double to)
    {
        var whole = (double)cues.Sum(c => c.Text.Length + Least);
        var placed = new List<Cue>(cues.Count);
        foreach (var cue in cues)
        {
            var length = (to - from) * ((cue.Text.Length + Least) / whole);
            var start = placed.Count == 0 ? from : placed[^1].End!.Value.TotalSeconds + Math.Min(Room, length / 2);
            var end = from + (to - from) * (cues.Take(placed.Count + 1).Sum(c => c.Text.Length + Least) / whole);
            placed.Add(cue with { Start = TimeSpan.FromSeconds(Math.Round(start, 3)), End = TimeSpan.FromSeconds(Math.Round(Math.Max(end - Math.Min(Room, length / 2), start + 0.1), 3)) });
        }

        return placed;
    }
}
