namespace Dubbing.Script.Parsing;

/// <summary>
/// Captions of one word each, as recognisers give them for karaoke (whisper.cpp <c>-ml 1</c>, <c>--max_words_per_line 1</c>): what is said are the sentences.
/// </summary>
internal static class WordCues
{
    /// <summary>Fewer are titles or exclamations.</summary>
    private const int Fewest = 6;

    private const int LongestLine = 90;
    private static readonly TimeSpan LongestWord = TimeSpan.FromSeconds(1.2);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.8);

    /// <summary>Words as sentences, where nearly all captions are words that follow one another; else the captions as they are.</summary>
    public static List<TimedCue> Joined(List<TimedCue> cues, ScriptBuilder script)
    {
        if (cues.Count < Fewest || cues.Count(IsWord) < 0.95 * cues.Count || cues.Zip(cues.Skip(1)).Count(p => p.First.End <= p.Second.Start && p.Second.Start - p.First.End < TimeSpan.FromSeconds(0.2)) < 0.7 * (cues.Count - 1))
            return cues;
        var lines = new List<TimedCue>();
        foreach (var cue in cues)
        {
            if (lines.Count > 0 && lines[^1] is var line && line.Speaker == cue.Speaker && cue.Start - line.End <= Pause && line.Text.Length < LongestLine && line.Text[^1] is not ('.' or '?' or '!' or '。' or '？' or '！' or '…'))
            {
                var spaced = Tracks.LanguageOf(line.Text) is "ja" or "zh" || cue.Text.All(char.IsPunctuation);
                lines[^1] = line with { End = cue.End, Text = $"{line.Text}{(spaced ? "" : " ")}{cue.Text}", Raw = "" };
            }
            else
                lines.Add(cue);
        }

        script.Report(0, Messages.WordsJoined(cues.Count, lines.Count));
        return lines;
    }

    private static bool IsWord(TimedCue cue) => cue.Text.Length is > 0 and <= 25 && cue.End - cue.Start <= LongestWord && !cue.Text.AsSpan().ContainsAny(' ', '\n', '\u3000');
}
