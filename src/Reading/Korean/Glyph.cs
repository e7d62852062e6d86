using System.Collections.Immutable;

namespace Dubbing.Readings.Korean;

/// <summary>One spoken character after normalisation: a Hangul syllable, a space, or one of the marks <c>, . ? !</c>.</summary>
/// <param name="Char">The character.</param>
/// <param name="Source">The typed text it stands for.</param>
/// <param name="Steps">Why it differs from what was typed.</param>
internal readonly record struct Glyph(char Char, SourceSpan Source, ImmutableArray<ReadingStep> Steps)
{
    public bool IsSyllable => Hangul.IsSyllable(Char);

    /// <summary>Whether the user settled how it is said: the lexicon and guesses about words leave it alone, the rules between sounds apply.</summary>
    public bool IsSettled { get; init; }

    /// <summary>Whether it is a Korean word that stands for a sign, to be analysed like one that was typed.</summary>
    public bool IsWord { get; init; }

    /// <summary>Whether it belongs to a number inside something else (a formula, an address).</summary>
    public bool IsNumber { get; init; }
}
