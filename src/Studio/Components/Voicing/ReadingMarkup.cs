using System.Text.RegularExpressions;
using Dubbing.Readings;
using Dubbing.Readings.Correction;

namespace Dubbing.Studio.Components.Voicing;

/// <summary>Writes what is corrected in the ribbon into the line, as markup that stays visible: <c>{word|reading}</c>.</summary>
internal static partial class ReadingMarkup
{
    /// <summary>The word around a span of the line as typed, marked words whole: in Korean all Hangul or all Latin letters and digits around it, in Japanese the span itself.</summary>
    public static SourceSpan WordAt(Reading reading, SourceSpan span)
    {
        var text = reading.Text;
        var (start, end) = (span.Start, span.End);
        if (reading.Language == Language.Korean)
        {
            // In "GPU가" the abbreviation is the word, and the particle another.
            while (start > 0 && start < text.Length && Together(text[start - 1], text[start]))
                start--;
            while (end > 0 && end < text.Length && Together(text[end - 1], text[end]))
                end++;
        }

        foreach (Match marked in Marked().Matches(text))
        {
            if (marked.Index < end && marked.Index + marked.Length > start)
                (start, end) = (Math.Min(start, marked.Index), Math.Max(end, marked.Index + marked.Length));
        }

        return new SourceSpan(start, end - start);
    }

    /// <summary>The word as people see it.</summary>
    public static string Written(Reading reading, SourceSpan word) => MarkedText.Of(reading.Text.Substring(word.Start, word.Length), reading.Language).Written;

    /// <summary>How a word is read now: Hangul, or katakana with <c>]</c> behind the nucleus.</summary>
    public static string Said(RibbonModel model, SourceSpan word) =>
        string.Concat(model.Units.Where(u => u.Phrase >= 0 && u.Source.Start < word.End && u.Source.End > word.Start).Select(u => u.Nucleus ? u.Text + "]" : u.Text));

    /// <summary>The line with a word read otherwise.</summary>
    /// <param name="reading">The line's reading now.</param>
    /// <param name="word">From <see cref="WordAt"/>.</param>
    /// <param name="said">How it is to be read: Hangul, or kana with <c>]</c> behind the nucleus (<c>[</c> in front: flat). Empty to take the markup away.</param>
    public static string Say(Reading reading, SourceSpan word, string said)
    {
        var written = MarkedText.Escape(Written(reading, word));
        var plain = string.Concat(said.Where(c => !@"{}|\｛｝｜".Contains(c, StringComparison.Ordinal))).Trim();
        return string.Concat(reading.Text.AsSpan(0, word.Start), plain.Length == 0 ? written : $"{{{written}|{plain}}}", reading.Text.AsSpan(word.End));
    }

    /// <summary>The line with the nucleus of a Japanese accent phrase moved; on the present nucleus, the phrase becomes flat.</summary>
    /// <param name="model">The line.</param>
    /// <param name="phrase">Which phrase.</param>
    /// <param name="place">The mora, from 1.</param>
    public static string Accent(RibbonModel model, int phrase, int place)
    {
        var accent = model.Reading.Phrases[phrase];
        var moras = model.Units.Where(u => u.Phrase == phrase).Select(u => u.Text).ToArray();
        var said = accent.Nucleus == place ? "[" + string.Concat(moras) : string.Concat(moras.Take(place)) + "]" + string.Concat(moras.Skip(place));
        return Say(model.Reading, WordAt(model.Reading, accent.Source), said);
    }

    private static bool Together(char before, char after) =>
        char.IsLetterOrDigit(before) && char.IsLetterOrDigit(after) && char.IsAscii(before) == char.IsAscii(after);

    [GeneratedRegex(@"[{｛](?:\\.|[^{}｛｝])*[}｝]")]
    private static partial Regex Marked();
}
