namespace Dubbing.Readings.Korean;

/// <summary>A syllable on its way from spelling to sound; initial and final change, the vowel hardly.</summary>
internal sealed class Syllable(char written, SourceSpan source, IEnumerable<ReadingStep> steps, int word)
{
    public char Initial { get; set; } = Hangul.Initial(written);

    public char Vowel { get; set; } = Hangul.Vowel(written);

    /// <summary>Final as written, then as sounded; a space for none.</summary>
    public char Final { get; set; } = Hangul.Final(written);

    /// <summary>Where the initial's letter stands when it moved here from the syllable before.</summary>
    public SourceSpan? InitialSource { get; set; }

    public SourceSpan Source { get; } = source;

    public List<ReadingStep> Steps { get; } = [.. steps];

    /// <summary>The syllable as it came in.</summary>
    public char Written { get; } = written;

    /// <summary>Index of its word (어절).</summary>
    public int Word { get; } = word;

    /// <summary>Number of the lexicon's entry that settled it, from 1; 0 for none. Inside one entry no rule changes anything.</summary>
    public int Settled { get; init; }

    public char Said => Hangul.Compose(Initial, Vowel, Final);

    public void Change(string rule, Action change)
    {
        var before = Said;
        change();
        if (Said != before)
            Steps.Add(new ReadingStep(rule, before.ToString(), Said.ToString()));
    }
}
