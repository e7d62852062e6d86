using System.Globalization;
using System.Text;
using Dubbing.Readings.Correction;

namespace Dubbing.Readings;

/// <summary>Letters that a voice has no sounds for (Thai, Arabic, Cyrillic, a Han character that nobody here can read): told rather than dropped in silence.</summary>
internal static class UnspokenLetters
{
    // Runs that a warning names.
    private const int MostNamed = 6;

    /// <summary>A reading with what it leaves out, and a warning that names it.</summary>
    public static Reading Mark(Reading reading)
    {
        var spans = Find(reading);
        if (spans.Count == 0)
            return reading;
        var names = spans.Select(s => reading.Text.Substring(s.Start, s.Length)).Distinct().ToList();
        var named = string.Join(", ", names.Take(MostNamed)) + (names.Count > MostNamed ? " …" : "");
        var warning = reading.IsSpeakable ? Messages.NotSpoken(named) : Messages.NothingSpoken(named);
        return reading with { Unspoken = spans, Warnings = [.. reading.Warnings, warning] };
    }

    private static List<SourceSpan> Find(Reading reading)
    {
        var text = reading.Text;
        var spans = new List<SourceSpan>();
        bool[]? said = null;
        for (var i = 0; i < text.Length;)
        {
            Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var length);
            if (Foreign(rune) && !(said ??= Said(reading))[i])
            {
                // Marks and spaces between the words of one text belong to it.
                if (spans.Count > 0 && spans[^1].End == i)
                    spans[^1] = spans[^1] with { Length = i + length - spans[^1].Start };
                else
                    spans.Add(new SourceSpan(i, length));
            }
            else if (spans.Count > 0 && spans[^1].End == i && Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark)
                spans[^1] = spans[^1] with { Length = i + length - spans[^1].Start };
            i += length;
        }

        return spans;
    }

    private static bool[] Said(Reading reading)
    {
        var said = new bool[reading.Text.Length];
        foreach (var phoneme in reading.Phonemes)
        {
            if (phoneme.Phrase >= 0 || phoneme.PauseSeconds is not null)
                said.AsSpan(phoneme.Source.Start, Math.Min(phoneme.Source.Length, said.Length - phoneme.Source.Start)).Fill(true);
        }

        return said;
    }

    /// <summary>A letter outside the scripts that both readers know; of those they leave out on purpose (tags, glosses) nothing need be said.</summary>
    private static bool Foreign(Rune rune)
    {
        if (!Rune.IsLetter(rune))
            return false;
        return rune.Value switch
        {
            < 0x0250 => false, // Latin
            >= 0x0370 and <= 0x03FF or >= 0x1F00 and <= 0x1FFF => false, // Greek
            >= 0x1100 and <= 0x11FF or >= 0x3130 and <= 0x318F or >= 0xA960 and <= 0xA97F or >= 0xAC00 and <= 0xD7FF => false, // Hangul
            >= 0x3040 and <= 0x30FF or >= 0x31F0 and <= 0x31FF or >= 0xFF61 and <= 0xFF9F => false, // kana
            0x3005 or 0x3006 or 0x3007 => false,
            >= 0x1D00 and <= 0x1DBF or >= 0x1E00 and <= 0x1EFF or >= 0x2070 and <= 0x209F or >= 0x2100 and <= 0x214F => false, // Latin, raised and lowered letters, letterlike signs
            >= 0xFF21 and <= 0xFF5A => false,
            >= 0x1D400 and <= 0x1D7FF => false, // mathematical letters
            _ => true,
        };
    }
}
