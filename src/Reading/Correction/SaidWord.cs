namespace Dubbing.Readings.Correction;

/// <summary>A stretch of a line whose reading the user has settled, by markup or by the user dictionary.</summary>
/// <param name="Span">Where it stands in the line that the reader gets.</param>
/// <param name="Parts">How it is said: Hangul for Korean, katakana moras for Japanese, a part for each accent phrase.</param>
/// <param name="Step">What to tell when someone asks why.</param>
/// <param name="Class">Its word class.</param>
internal sealed record SaidWord(SourceSpan Span, IReadOnlyList<SaidPart> Parts, ReadingStep Step, WordClass Class)
{
    /// <summary>Whether one of some words, in order, shares a unit with a stretch.</summary>
    public static bool Overlap(List<SaidWord> words, SourceSpan span)
    {
        var (low, high) = (0, words.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (words[middle].Span.End <= span.Start)
                low = middle + 1;
            else
                high = middle;
        }

        return low < words.Count && words[low].Span.Start < span.End;
    }
}

/// <summary>A part of a settled reading.</summary>
/// <param name="Said">Hangul (with spaces between words) or katakana.</param>
/// <param name="Accent">Japanese: the nucleus, 0 for flat; null where the user leaves it to the reader. Korean: null.</param>
public sealed record SaidPart(string Said, int? Accent);

/// <summary>What kind of word a dictionary entry is: it decides where the entry may stand.</summary>
public enum WordClass
{
    /// <summary>A noun: particles follow it (챗봇은, 챗봇에게).</summary>
    Noun,

    /// <summary>A name of a person, place, firm or product; as a noun, and titles follow it too (민수 씨, 田中さん).</summary>
    Name,

    /// <summary>A verb or adjective in the form that is entered; any ending may follow.</summary>
    Verb,

    /// <summary>An adverb, interjection or anything else that stands alone.</summary>
    Adverb,

    /// <summary>A whole phrase or a part of a word: it is matched wherever its letters stand.</summary>
    Phrase,
}
