namespace Dubbing.Readings.Korean;

/// <summary>What a morpheme is, and for verbs what its form ends in; decides what may follow it.</summary>
internal enum Kind
{
    /// <summary>Before the first morpheme.</summary>
    Start,
    Noun,

    /// <summary>Syllables that the vocabulary does not know: mostly names.</summary>
    Unknown,
    Number,

    /// <summary>Adverbs, determiners, exclamations.</summary>
    Adverb,

    /// <summary>A verb or adjective stem, also with 시, 겠, 았, 었: an ending must follow.</summary>
    Stem,

    /// <summary>A modifier in ㄴ (간, 먹은) or 는, 던.</summary>
    ModifierN,

    /// <summary>A modifier in ㄹ (갈, 먹을).</summary>
    ModifierL,

    /// <summary>A stem with ㅂ of -ㅂ니다.</summary>
    FormB,

    /// <summary>A verb made a noun: 감, 먹음, 하기.</summary>
    Nominal,

    /// <summary>A verb with 아/어: 가, 먹어, 해.</summary>
    FormA,

    /// <summary>A word-final ending.</summary>
    Ending,
    Particle,

    /// <summary>A suffix that makes a noun of a noun: 성, 용, 들.</summary>
    Suffix,
}

/// <summary>What the vocabulary says about the border before a syllable.</summary>
internal enum Border : byte
{
    None,

    /// <summary>The onset is tensed (물'고기).</summary>
    Tense,

    /// <summary>ㄴ is inserted (솜+이불).</summary>
    InsertN,

    /// <summary>The final before it sounds as at a word's end (겉|옷).</summary>
    Cut,

    /// <summary>ㄴㄹ is said ㄴㄴ (온^라인).</summary>
    KeepN,

    /// <summary>사이시옷: the ㅅ before it is silent, the onset tensed (냇가).</summary>
    SilentS,
}

/// <summary>One entry of the vocabulary.</summary>
/// <param name="Text">As written.</param>
/// <param name="Kind">What it is.</param>
/// <param name="After">After which kinds it may stand: a bit each.</param>
/// <param name="Cost">The dearer, the less likely.</param>
/// <param name="Rule">Why it is said as it is; null when the rules alone tell.</param>
/// <param name="Borders">The border before each syllable; null when there is nothing special.</param>
/// <param name="Said">The whole pronunciation where marks do not suffice.</param>
internal sealed record Entry(string Text, Kind Kind, int After, int Cost, string? Rule = null, Border[]? Borders = null, string? Said = null);

/// <summary>A part of a word.</summary>
/// <param name="Start">Its first syllable in the word.</param>
/// <param name="Length">How many.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Entry">Where the vocabulary has it; null for unknown parts.</param>
internal readonly record struct Morpheme(int Start, int Length, Kind Kind, Entry? Entry);
