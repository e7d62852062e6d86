namespace Dubbing;

/// <summary>A language the studio can read and speak.</summary>
public enum Language
{
    /// <summary>Korean, read by the rules of 표준 발음법.</summary>
    Korean,

    /// <summary>Japanese (Tokyo), read with the Open JTalk dictionary.</summary>
    Japanese,
}

/// <summary>The two-letter codes that scripts, packs and the command line use.</summary>
public static class LanguageCodes
{
    /// <summary>The ISO 639-1 code: <c>ko</c> or <c>ja</c>.</summary>
    public static string Code(this Language language) => LanguageFacts.Of(language).Code;

    /// <summary>Finds the language of an ISO 639-1 code, in any letter case; false when there is none.</summary>
    public static bool TryParse(string? code, out Language language)
    {
        var facts = LanguageFacts.All.FirstOrDefault(f => f.Code.Equals(code?.Trim(), StringComparison.OrdinalIgnoreCase));
        language = facts?.Language ?? default;
        return facts is not null;
    }
}
