namespace Dubbing.Readings.Korean;

/// <summary>A syllable on its way from spelling to sound; initial and final change, the vowel hardly.</summary>
internal sealed class Syllable(char written, SourceSpan source, IReadOnlyCollection<ReadingStep> steps, int word)
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

    /// <summary>Index of its accentual phrase.</summary>
    public int Phrase { get; set; }

    /// <summary>Index of its morpheme within the word.</summary>
    public int Part { get; init; }

    /// <summary>What its morpheme is.</summary>
    public Kind Kind { get; init; }

    /// <summary>The vocabulary's word on the border before it.</summary>
    public Border Border { get; set; }

    /// <summary>Why there is that border; null when the entry tells.</summary>
    public string? BorderRule { get; set; }

    /// <summary>Sets the border for a reason that the neighbouring words gave.</summary>
    public void SetBorder(Border border, string rule) => (Border, BorderRule) = (border, rule);

    /// <summary>The entry of its morpheme and its place in it.</summary>
    public (Entry? Entry, int At) Of { get; init; }

    /// <summary>Whether the vocabulary settles the pronunciation of its whole morpheme: no rule changes anything inside.</summary>
    public bool Settled => Of.Entry?.Said is not null;

    /// <summary>Whether a number stands before this counter in the same typed word (30분).</summary>
    public bool Counts { get; init; }

    public char Said => Hangul.Compose(Initial, Vowel, Final);

    public void SetFinal(string rule, char final) => Set(rule, Initial, Vowel, final);

    public void SetInitial(string rule, char initial) => Set(rule, initial, Vowel, Final);

    public void SetVowel(string rule, char vowel) => Set(rule, Initial, vowel, Final);

    private void Set(string rule, char initial, char vowel, char final)
    {
        var before = Said;
        (Initial, Vowel, Final) = (initial, vowel, final);
        if (Said != before)
            Steps.Add(new ReadingStep(rule, before.ToString(), Said.ToString()));
    }
}
