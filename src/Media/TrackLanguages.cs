using System.Globalization;

namespace Dubbing.Media;

/// <summary>Languages as files name them: ISO 639-1, ISO 639-2 in both of its spellings, or with a region (<c>ja-JP</c>).</summary>
public static class TrackLanguages
{
    // Twenty languages have two codes in ISO 639-2: Matroska writes the bibliographic one, MP4 the other, which .NET knows.
    private static readonly Dictionary<string, string> Bibliographic = new(StringComparer.OrdinalIgnoreCase)
    {
        ["alb"] = "sqi", ["arm"] = "hye", ["baq"] = "eus", ["bur"] = "mya", ["chi"] = "zho", ["cze"] = "ces", ["dut"] = "nld", ["fre"] = "fra", ["geo"] = "kat", ["ger"] = "deu",
        ["gre"] = "ell", ["ice"] = "isl", ["mac"] = "mkd", ["mao"] = "mri", ["may"] = "msa", ["per"] = "fas", ["rum"] = "ron", ["slo"] = "slk", ["tib"] = "bod", ["wel"] = "cym",
    };

    private static readonly Lazy<CultureInfo[]> Known = new(() => CultureInfo.GetCultures(CultureTypes.NeutralCultures));

    /// <summary>Whether a file's tag means the language that somebody asks for, by code or by name.</summary>
    public static bool Same(string tag, string asked)
    {
        var (one, other) = (Plain(tag), Plain(asked));
        return one.Equals(other, StringComparison.OrdinalIgnoreCase)
            || Known.Value.Any(c => Names(c) is var names && names.Contains(one, StringComparer.OrdinalIgnoreCase) && names.Contains(other, StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>What a tag's language is called in the user's language; the tag itself where it means none.</summary>
    public static string Name(string tag)
    {
        var plain = Plain(tag);
        return Known.Value.FirstOrDefault(c => c.TwoLetterISOLanguageName.Equals(plain, StringComparison.OrdinalIgnoreCase) || c.ThreeLetterISOLanguageName.Equals(plain, StringComparison.OrdinalIgnoreCase))?.DisplayName ?? tag;
    }

    private static string Plain(string text)
    {
        var code = text.Trim();
        var end = code.IndexOfAny(['-', '_']);
        if (end is 2 or 3)
            code = code[..end];
        return Bibliographic.GetValueOrDefault(code, code);
    }

    private static string[] Names(CultureInfo c) => [c.TwoLetterISOLanguageName, c.ThreeLetterISOLanguageName, c.EnglishName, c.NativeName, c.DisplayName];
}
