namespace Dubbing.Readings;

/// <summary>
/// How one line of script is spoken: phonemes in order, each with the text it came from, grouped in accent phrases.
/// The same for Korean and Japanese. Text → editable reading → sound; nothing after this stage looks at the text again.
/// </summary>
/// <param name="Language">Whose rules read it.</param>
/// <param name="Text">The line as the user typed it; all spans count UTF-16 units in it.</param>
/// <param name="Phonemes">
/// Starts and ends with <see cref="PhonemeInventory.Pause"/>. <see cref="PhonemeInventory.Pause"/> also stands at pauses inside the line,
/// <see cref="PhonemeInventory.WordBoundary"/> between Korean words (띄어쓰기) and between Japanese accent phrases that no pause parts.
/// </param>
/// <param name="Phrases">Korean accentual phrases (강세구) or Japanese accent phrases (アクセント句), in order.</param>
public sealed record Reading(Language Language, string Text, IReadOnlyList<Phoneme> Phonemes, IReadOnlyList<AccentPhrase> Phrases)
{
    /// <summary>Markup that was not understood and was read as it stands, and letters that are not spoken; empty when all is well.</summary>
    public IReadOnlyList<Message> Warnings { get; init; } = [];

    /// <summary>Letters of the line that no voice has sounds for (other scripts), in order; a warning names them.</summary>
    public IReadOnlyList<SourceSpan> Unspoken { get; init; } = [];

    /// <summary>False when nothing in the line can be spoken (only signs, or only the other language's script).</summary>
    public bool IsSpeakable => Phonemes.Any(p => p.Phrase >= 0);
}

/// <summary>A part of the typed line.</summary>
/// <param name="Start">First UTF-16 unit.</param>
/// <param name="Length">Number of UTF-16 units; 0 for a sound that no letter stands for (a pause at the edge).</param>
public readonly record struct SourceSpan(int Start, int Length)
{
    /// <summary>The unit after the last.</summary>
    public int End => Start + Length;
}

/// <summary>One sound of a reading.</summary>
/// <param name="Symbol">One of <see cref="PhonemeInventory.Symbols"/>.</param>
/// <param name="Source">The text it came from.</param>
/// <param name="Phrase">Index into <see cref="Reading.Phrases"/>; −1 for pauses and boundaries.</param>
/// <param name="Unit">Which syllable (Korean) or mora (Japanese) of its phrase it belongs to, from 0; −1 for pauses and boundaries.</param>
/// <param name="Steps">Why it is so, in the order in which it happened; empty where nothing but the letter itself made it.</param>
public sealed record Phoneme(string Symbol, SourceSpan Source, int Phrase, int Unit, IReadOnlyList<ReadingStep> Steps)
{
    /// <summary>How long a pause mark asks this pause to be, in seconds at rate 1; null where none does, and the model decides.</summary>
    public double? PauseSeconds { get; init; }
}

/// <summary>One reason for a sound: a normalisation, a dictionary entry or a pronunciation rule.</summary>
/// <param name="Rule">The rule's short stable name: <c>표준 발음법 제18항</c>, <c>number</c>, <c>dictionary</c> …</param>
/// <param name="Before">What stood there before.</param>
/// <param name="After">What it became.</param>
public sealed record ReadingStep(string Rule, string Before, string After);

/// <summary>One accent phrase: the stretch that carries one tune.</summary>
/// <param name="Units">Number of syllables (Korean) or moras (Japanese).</param>
/// <param name="Nucleus">Japanese: the mora after which the pitch falls, counted from 1; 0 for flat. Korean: always 0.</param>
/// <param name="End">What follows the phrase: no mark, or a pause with its tune.</param>
/// <param name="Source">The text it came from.</param>
/// <param name="Spelling">As pronounced: Hangul syllables (words parted by spaces) or katakana.</param>
public sealed record AccentPhrase(int Units, int Nucleus, PhraseEnd End, SourceSpan Source, string Spelling);

/// <summary>What follows an accent phrase.</summary>
public enum PhraseEnd
{
    /// <summary>The next phrase, without a pause.</summary>
    None,

    /// <summary>A pause inside the sentence (comma).</summary>
    Comma,

    /// <summary>The end of a statement; also of a line without a mark.</summary>
    Period,

    /// <summary>The end of a question: the tune rises.</summary>
    Question,

    /// <summary>The end of an exclamation.</summary>
    Exclamation,
}
