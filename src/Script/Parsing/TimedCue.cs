namespace Dubbing.Script.Parsing;

/// <summary>A caption as it stands in a file.</summary>
/// <param name="Line">The line of its times.</param>
/// <param name="Start">When it begins.</param>
/// <param name="End">When it ends; null when that is not said.</param>
/// <param name="Raw">Its text with markup.</param>
/// <param name="Text">Its text.</param>
/// <param name="Speaker">Who says it.</param>
internal sealed record TimedCue(int Line, TimeSpan Start, TimeSpan? End, string Raw, string Text, string? Speaker = null)
{
    public string[] Rows => Text.Split('\n');
}

/// <summary>Captions that repeat themselves on the screen and are said once.</summary>
internal static class Repeats
{
    private static readonly TimeSpan Touching = TimeSpan.FromSeconds(0.1);

    /// <summary>
    /// Takes out what was shown before: rolling captions (each caption has the row of the one before it above its own), captions that grow
    /// word by word, and captions that come again for each word with another one marked.
    /// </summary>
    public static List<TimedCue> Without(List<TimedCue> cues)
    {
        cues = Remarked(cues);
        var (rolling, growing) = (0, 0);
        for (var i = 1; i < cues.Count; i++)
        {
            if (!Follows(cues[i - 1], cues[i]))
                continue;
            rolling += Shared(cues[i - 1].Rows, cues[i].Rows) > 0 ? 1 : 0;
            growing += cues[i].Text.Length > cues[i - 1].Text.Length && cues[i].Text.StartsWith(cues[i - 1].Text, StringComparison.Ordinal) ? 1 : 0;
        }

        var pairs = cues.Count - 1;
        if (growing >= Math.Max(3, 0.5 * pairs) && growing >= rolling)
            return Grown(cues);
        return rolling >= Math.Max(2, 0.4 * pairs) ? Unrolled(cues) : cues;
    }

    private static bool Follows(TimedCue before, TimedCue cue) => before.End is { } end && cue.Start >= before.Start && cue.Start - end <= Touching;

    /// <summary>How many rows at the end of one caption begin the next.</summary>
    private static int Shared(string[] before, string[] rows)
    {
        for (var n = Math.Min(before.Length, rows.Length); n > 0; n--)
        {
            if (before.AsSpan(before.Length - n).SequenceEqual(rows.AsSpan(0, n)))
                return n;
        }

        return 0;
    }

    /// <summary>The same text one after another with other markup: karaoke of recognisers (<c>--highlight_words</c>).</summary>
    private static List<TimedCue> Remarked(List<TimedCue> cues)
    {
        var kept = new List<TimedCue>();
        foreach (var cue in cues)
        {
            if (kept.Count > 0 && kept[^1] is var before && Follows(before, cue) && before.Text == cue.Text && before.Raw != cue.Raw && before.Speaker == cue.Speaker)
                kept[^1] = before with { End = cue.End > before.End ? cue.End : before.End, Raw = cue.Raw };
            else
                kept.Add(cue);
        }

        return kept;
    }

    private static List<TimedCue> Unrolled(List<TimedCue> cues)
    {
        var kept = new List<TimedCue>();
        for (var i = 0; i < cues.Count; i++)
        {
            var shown = i > 0 && Follows(cues[i - 1], cues[i]) ? Shared(cues[i - 1].Rows, cues[i].Rows) : 0;
            var fresh = cues[i].Rows[shown..];
            if (fresh.Length > 0)
                kept.Add(cues[i] with { Text = string.Join('\n', fresh) });
            // Nothing new: it is still being said.
            else if (kept.Count > 0)
                kept[^1] = kept[^1] with { End = cues[i].End };
        }

        return kept;
    }

    private static List<TimedCue> Grown(List<TimedCue> cues)
    {
        var kept = new List<TimedCue>();
        for (var i = 0; i < cues.Count; i++)
        {
            if (i > 0 && Follows(cues[i - 1], cues[i]) && cues[i].Text.StartsWith(cues[i - 1].Text, StringComparison.Ordinal))
                kept[^1] = cues[i] with { Start = kept[^1].Start, Line = kept[^1].Line };
            else
                kept.Add(cues[i]);
        }

        return kept;
    }
}
