namespace Dubbing.Script;

/// <summary>
/// Whether a line can be read as a caption. Rows as streaming services ask of their subtitlers: Korean 16 characters, Japanese 13, in at
/// most two rows. Speed: Korean 12 characters per second; Japanese 7, since these captions repeat what is heard (the 4 that are asked of
/// translations are passed by any natural speech). Half-width characters count half.
/// </summary>
/// <param name="Rows">How many rows it needs.</param>
/// <param name="Longest">Characters of its longest row, where the text breaks its rows itself; else 0.</param>
/// <param name="Speed">Characters a second; null for a line without a length.</param>
/// <param name="Limits">What is asked for.</param>
public sealed record CaptionCheck(int Rows, double Longest, double? Speed, CaptionLimits Limits)
{
    /// <summary>Rows that a caption may have.</summary>
    public const int MostRows = 2;

    /// <summary>Whether it needs more rows than captions have, or has a row that is too long.</summary>
    public bool IsTooLong => Rows > MostRows || Longest > Limits.Characters;

    /// <summary>Whether it is gone before it can be read.</summary>
    public bool IsTooFast => Speed > Limits.CharactersASecond;

    /// <summary>Checks a line.</summary>
    /// <param name="text">What is shown.</param>
    /// <param name="seconds">For how long; null when that is not known.</param>
    /// <param name="language">Whose limits hold.</param>
    public static CaptionCheck Of(string text, double? seconds, Language language)
    {
        ArgumentNullException.ThrowIfNull(text);
        var limits = CaptionLimits.Of(language);
        var rows = text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Width).ToList();
        return new CaptionCheck(
            rows.Sum(w => (int)Math.Ceiling(w / limits.Characters)),
            rows.Count > 1 ? rows.Max() : 0,
            seconds > 0 ? rows.Sum() / seconds : null,
            limits);
    }

    private static double Width(string row) => row.EnumerateRunes().Sum(r => r.Value < 0x80 || r.Value is >= 0xFF61 and <= 0xFF9F ? 0.5 : 1);
}

/// <summary>What captions of a language may have.</summary>
/// <param name="Characters">Characters a row.</param>
/// <param name="CharactersASecond">Characters a second.</param>
public readonly record struct CaptionLimits(int Characters, double CharactersASecond)
{
    /// <summary>The limits of a language.</summary>
    public static CaptionLimits Of(Language language) => new(LanguageFacts.Of(language).CaptionRow, LanguageFacts.Of(language).CaptionSpeed);
}
