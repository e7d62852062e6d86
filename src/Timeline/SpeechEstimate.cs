using Dubbing.Readings;

namespace Dubbing.Timeline;

/// <summary>How long a line will be spoken, told from its reading alone: close enough to warn before anything is rendered.</summary>
public static class SpeechEstimate
{
    private const double Pause = 0.25;

    /// <summary>Seconds at rate 1.</summary>
    public static double Seconds(Reading reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        var units = reading.Phrases.Sum(p => p.Units);
        var pauses = reading.Phonemes.Skip(1).SkipLast(1).Where(p => p.Symbol == PhonemeInventory.Pause).Sum(p => p.PauseSeconds ?? Pause);
        return units * LanguageFacts.Of(reading.Language).UnitSeconds + pauses;
    }

    /// <summary>The characters of a line that nothing is said for: emoji, letters of other scripts.</summary>
    public static string Unread(Reading reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        var said = new bool[reading.Text.Length];
        foreach (var phoneme in reading.Phonemes.Where(p => p.Phrase >= 0))
        {
            for (var i = phoneme.Source.Start; i < phoneme.Source.End && i < said.Length; i++)
                said[i] = true;
        }

        var unread = new List<string>();
        for (var i = 0; i < reading.Text.Length;)
        {
            var rune = System.Text.Rune.TryGetRuneAt(reading.Text, i, out var whole) ? whole : System.Text.Rune.ReplacementChar;
            if (!said[i] && IsToBeSaid(rune))
                unread.Add(rune.ToString());
            i += rune.Utf16SequenceLength;
        }

        return string.Concat(unread.Distinct());
    }

    private static bool IsToBeSaid(System.Text.Rune rune) => System.Text.Rune.IsLetterOrDigit(rune)
        || System.Text.Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.OtherSymbol or System.Globalization.UnicodeCategory.OtherNotAssigned;
}
