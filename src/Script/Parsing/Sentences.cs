using System.Text;

namespace Dubbing.Script;

/// <summary>
/// Cuts running text at the ends of sentences. What is quoted stays with the sentence that quotes it, and a point in a
/// number, after a list's number or after a title (Mr.) ends nothing.
/// </summary>
internal static class Sentences
{
    private const string Opening = "「『（(“‘《〈[【";
    private const string Closing = "」』）)”’》〉]】";
    private static readonly string[] Titles = ["Mr", "Mrs", "Ms", "Dr", "Prof", "St", "vs", "No", "etc", "e.g", "i.e"];

    /// <summary>Cuts the rows of one paragraph.</summary>
    /// <returns>Each sentence with the row (from 0) in which it begins.</returns>
    public static IEnumerable<(int Row, string Sentence)> Split(IReadOnlyList<string> rows)
    {
        var sentence = new StringBuilder();
        var (begun, depth) = (0, 0);
        for (var row = 0; row < rows.Count; row++)
        {
            if (sentence.Length == 0)
                begun = row;
            else if (NeedsSpace(sentence[^1]))
                sentence.Append(' ');
            var text = rows[row];
            for (var i = 0; i < text.Length; i++)
            {
                if (sentence.Length == 0 && char.IsWhiteSpace(text[i]))
                    continue;
                if (sentence.Length == 0)
                    begun = row;
                sentence.Append(text[i]);
                depth = Math.Max(0, depth + (Opening.Contains(text[i]) ? 1 : Closing.Contains(text[i]) ? -1 : 0));
                if (depth > 0 || !Ends(text, i, sentence))
                    continue;
                // A closing quote or a second mark still belongs to the sentence.
                while (i + 1 < text.Length && (IsMark(text[i + 1]) || text[i + 1] is '"' or '\'' || Closing.Contains(text[i + 1])))
                    sentence.Append(text[++i]);
                yield return (begun, sentence.ToString().Trim());
                sentence.Clear();
            }
        }

        if (sentence.Length > 0)
            yield return (begun, sentence.ToString().Trim());
    }

    private static bool Ends(string text, int i, StringBuilder before)
    {
        if (text[i] is '。' or '！' or '？' or '!' or '?')
            return true;
        if (text[i] is not ('.' or '…'))
            return false;
        var next = i + 1 < text.Length ? text[i + 1] : ' ';
        if (!char.IsWhiteSpace(next) && next is not ('"' or '\'') && !Closing.Contains(next))
            return false;
        if (text[i] == '…')
            return false; // A pause more often than an end.
        var start = i;
        while (start > 0 && !char.IsWhiteSpace(text[start - 1]))
            start--;
        var word = text[start..i];
        var listed = word.All(char.IsDigit) && (word.Length <= 2 || before.Length == word.Length + 1);
        return !listed && !Titles.Contains(word, StringComparer.OrdinalIgnoreCase);
    }

    private static bool IsMark(char c) => c is '。' or '！' or '？' or '!' or '?' or '.' or '…';

    /// <summary>Japanese is written without spaces; a row's end there is none.</summary>
    private static bool NeedsSpace(char last) => last is not (>= '\u3000' and <= '\u30FF' or >= '\u3400' and <= '\u9FFF' or >= '\uFF01' and <= '\uFF60');
}
