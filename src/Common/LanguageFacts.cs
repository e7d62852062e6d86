using System.Collections.Immutable;
using System.Text;

namespace Dubbing;

/// <summary>
/// What can be said of a language without reading it: codes, names, limits. Nothing outside asks which language it is; a language that
/// is missing here is an error and never taken for another.
/// </summary>
/// <param name="Language">Which it is.</param>
/// <param name="Code">ISO 639-1, as scripts, packs and the command line write it.</param>
/// <param name="Iso639">ISO 639-2, as MP4 and Matroska write it.</param>
/// <param name="NativeName">What it calls itself.</param>
/// <param name="Names">What a column of its texts may be called in a table, in lower case.</param>
/// <param name="CaptionRow">Full-width characters in a row of a caption.</param>
/// <param name="CaptionSpeed">Full-width characters of a caption per second.</param>
/// <param name="WordSeparator">What stands between two texts that become one.</param>
/// <param name="UnitSeconds">How long a syllable or mora lasts at rate 1, on average.</param>
/// <param name="Font">The font of captions in the picture.</param>
public sealed record LanguageFacts(Language Language, string Code, string Iso639, string NativeName, IReadOnlyList<string> Names, int CaptionRow, double CaptionSpeed, string WordSeparator, double UnitSeconds, string Font)
{
    private static ImmutableSortedDictionary<Language, LanguageFacts> known = new LanguageFacts[]
    {
        // Caption limits: see CaptionCheck. Seconds: measured with `dub speak` on the sentences of `dub bench speech`.
        new(Language.Korean, "ko", "kor", "한국어", ["korean", "ko", "kor", "kr", "kokr", "한국어", "한글", "국문", "국어", "韓国語"], 16, 12, " ", 0.165, "Noto Sans CJK KR")
        {
            IsOwnLetter = r => r.Value is >= 0xAC00 and <= 0xD7A3 or >= 0x1100 and <= 0x11FF or >= 0x3130 and <= 0x318F,
        },
        new(Language.Japanese, "ja", "jpn", "日本語", ["japanese", "ja", "jpn", "jp", "jajp", "일본어", "일어", "일문", "日本語", "和文"], 13, 7, "", 0.123, "Noto Sans CJK JP")
        {
            IsOwnLetter = r => r.Value is >= 0x3041 and <= 0x30FF or >= 0xFF66 and <= 0xFF9D,
            // Han characters alone are Japanese; Korean reads them too.
            IsSharedLetter = r => r.Value is >= 0x4E00 and <= 0x9FFF,
        },
    }.ToImmutableSortedDictionary(f => f.Language, f => f);

    /// <summary>Whether a letter belongs to its script and to no other language's.</summary>
    public Func<Rune, bool> IsOwnLetter { get; init; } = _ => false;

    /// <summary>Whether a letter is of its script and may also stand in another language's.</summary>
    public Func<Rune, bool> IsSharedLetter { get; init; } = _ => false;

    /// <summary>All languages, in the order of <see cref="Dubbing.Language"/>.</summary>
    public static IEnumerable<LanguageFacts> All => known.Values;

    /// <summary>The facts of a language.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Nobody has registered it: a mistake in the program.</exception>
    public static LanguageFacts Of(Language language) => known.TryGetValue(language, out var facts) ? facts : throw new ArgumentOutOfRangeException(nameof(language), language, null);

    /// <summary>Adds a language, or puts other facts in the place of those that were registered for it.</summary>
    public static void Register(LanguageFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ImmutableInterlocked.Update(ref known, (all, one) => all.SetItem(one.Language, one), facts);
    }

    /// <summary>The language that most letters of some texts are written in; the first where none are. Its own letters and shared ones count alike.</summary>
    public static Language Guess(IEnumerable<string> texts)
    {
        var letters = All.ToDictionary(f => f.Language, _ => 0);
        foreach (var rune in texts.SelectMany(t => t.EnumerateRunes()))
        {
            foreach (var facts in All.Where(f => f.IsOwnLetter(rune) || f.IsSharedLetter(rune)))
                letters[facts.Language]++;
        }

        return letters.MaxBy(l => l.Value).Key;
    }

    /// <summary>The language in whose script alone a text is written, where that is another than the one it is to be read in; null where it can be read.</summary>
    public Language? OtherScript(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        LanguageFacts? other = null;
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsOwnLetter(rune) || IsSharedLetter(rune))
                return null;
            other ??= All.FirstOrDefault(f => f.Language != Language && f.IsOwnLetter(rune));
        }

        return other?.Language;
    }
}
