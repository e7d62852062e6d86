using Dubbing.Readings;

namespace Dubbing.CommandLine;

/// <summary>A reading as a table for a terminal: word by word what is said, the text it came from, and why.</summary>
internal static class ReadingTable
{
    private const int TextWidth = 10;
    private const int SoundWidth = 12;

    public static void Write(Reading reading, TextWriter to)
    {
        var words = Explanation.Of(reading);
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            // The silence at the edges is no news unless it was asked for.
            if (word.Units.Count == 0)
            {
                if (word.PauseSeconds is { } seconds)
                    to.WriteLine($"{TextOf(word.Source)} → {Messages.PauseOf(seconds).Text()}");
                else if (i > 0 && i < words.Count - 1)
                    to.WriteLine($"({Messages.Pause().Text()})");
                continue;
            }

            to.WriteLine($"{TextOf(word.Source)} → {word.Said}{Accent(word)}");
            foreach (var step in word.Steps)
                to.WriteLine("    " + Told(step));
            foreach (var unit in word.Units)
                to.WriteLine($"  {Pad(unit.Said, 4)} {Pad(TextOf(unit.Source), TextWidth)} {Pad(string.Join(' ', unit.Symbols), SoundWidth)} {string.Join("; ", unit.Steps.Select(Told))}".TrimEnd());
        }

        string TextOf(SourceSpan span) => span.Length == 0 ? "·" : reading.Text.Substring(span.Start, span.Length);

        // The first word of an accent phrase tells its tune.
        string Accent(ExplainedWord word) => reading.Language == Language.Japanese && word.Units[0].Unit == 0
            ? $"   ({(reading.Phrases[word.Phrase] is { Nucleus: > 0 } phrase ? Messages.PhraseFalls(phrase.Spelling, phrase.Nucleus) : Messages.PhraseFlat(reading.Phrases[word.Phrase].Spelling)).Text()})"
            : "";
    }

    private static string Told(ReadingStep step) => $"{RuleNames.Of(step)}: {step.Before} → {step.After}";

    /// <summary>Hangul, kana and Han characters take two columns of a terminal.</summary>
    private static string Pad(string text, int columns)
    {
        var width = text.Sum(c => c is >= '\u1100' and <= '\u115F' or >= '\u2E80' and <= '\uA4CF' or >= '\uAC00' and <= '\uD7A3' or >= '\uF900' and <= '\uFAFF' or >= '\uFF00' and <= '\uFF60' ? 2 : 1);
        return text + new string(' ', Math.Max(0, columns - width));
    }
}
