using System.Text;
using Dubbing.Readings.Japanese;

namespace Dubbing.Readings.Correction;

/// <summary>Text in the spelling in which the readers look at it, so that a dictionary entry meets its word however either was typed.</summary>
internal static class TextFold
{
    /// <summary>Composed Hangul, Latin letters and digits in their narrow form.</summary>
    public static string Korean(string text)
    {
        var composed = Normalize(text, NormalizationForm.FormC);
        return string.Create(composed.Length, composed, static (to, from) =>
        {
            for (var i = 0; i < from.Length; i++)
                to[i] = from[i] is >= '！' and <= '～' ? (char)(from[i] - '！' + '!') : from[i] == '　' ? ' ' : from[i];
        });
    }

    /// <summary>The dictionary's spelling: full-width letters and digits, composed kana.</summary>
    public static string Japanese(string text) => NormalizedText.Of(text).Text;

    /// <summary>In a language's spelling.</summary>
    public static string For(Language language, string text) => language == Language.Korean ? Korean(text) : Japanese(text);

    /// <summary>Half-width kana and full-width signs in their usual width.</summary>
    public static string Compatible(string text) => Normalize(text, NormalizationForm.FormKC);

    private static string Normalize(string text, NormalizationForm form)
    {
        try
        {
            return text.Normalize(form);
        }
        catch (ArgumentException)
        {
            // A lone surrogate cannot be normalized.
            return text;
        }
    }
}
