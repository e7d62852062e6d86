using System.Text;

namespace Dubbing.Readings;

public static partial class ReadingFormat
{
    /// <summary>A Korean reading as pronounced Hangul, with spaces between words and the marks that end phrases.</summary>
    public static string ToHangul(Reading reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        var text = new StringBuilder();
        foreach (var phrase in reading.Phrases)
        {
            if (text.Length > 0)
                text.Append(' ');
            text.Append(phrase.Spelling).Append(phrase.End switch
            {
                PhraseEnd.Comma => ",",
                PhraseEnd.Period => ".",
                PhraseEnd.Question => "?",
                PhraseEnd.Exclamation => "!",
                _ => "",
            });
        }

        return text.ToString();
    }
}
