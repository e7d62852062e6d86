using System.Text;

namespace Dubbing.Readings.Correction;

/// <summary>Text in the spelling in which the readers look at it, so that a dictionary entry meets its word however either was typed.</summary>
internal static class TextFold
{
    /// <summary>In a language's spelling.</summary>
    public static string For(Language language, string text) => Languages.Of<IWordForms>(language).Fold(text);

    /// <summary>Half-width kana and full-width signs in their usual width.</summary>
    public static string Compatible(string text) => Normalize(text, NormalizationForm.FormKC);

    /// <summary>In a Unicode normalization form; as it is where it is no valid Unicode.</summary>
    public static string Normalize(string text, NormalizationForm form)
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
