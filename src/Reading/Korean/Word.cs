namespace Dubbing.Readings.Korean;

/// <summary>A word (어절) between spaces and marks, with its morphemes.</summary>
internal sealed class Word
{
    /// <summary>Its syllables before any rule.</summary>
    public required string Text { get; init; }

    /// <summary>Its syllables, to be pronounced.</summary>
    public required List<Syllable> Syllables { get; init; }

    /// <summary>Its parts in order.</summary>
    public required List<Morpheme> Parts { get; init; }

    /// <summary>The mark after it.</summary>
    public PhraseEnd End { get; set; }

    /// <summary>Whether it begins with digits, letters or signs that were put into words.</summary>
    public bool IsSaid { get; init; }

    /// <summary>Whether it may be a modifier in ㄹ, although it looks more like something else (날 수 있다).</summary>
    public bool MayModify { get; init; }

    /// <summary>What its last part is.</summary>
    public Kind Last => Parts[^1].Kind;

    /// <summary>What its first part is.</summary>
    public Kind First => Parts[0].Kind;

    /// <summary>The text of its first part.</summary>
    public ReadOnlySpan<char> FirstText => Text.AsSpan(0, Parts[0].Length);
}
