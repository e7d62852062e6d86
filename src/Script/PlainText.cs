namespace Dubbing.Script;

/// <summary>Running text: a line each row, each paragraph or each sentence.</summary>
internal static class PlainText
{
    public static void Parse(string[] lines, ScriptBuilder script)
    {
        if (script.Options.Split == TextSplit.Rows)
        {
            for (var i = 0; i < lines.Length; i++)
                script.Add(i + 1, lines[i].Trim());
            return;
        }

        foreach (var (first, rows) in Paragraphs(lines))
        {
            if (script.Options.Split == TextSplit.BlankLines)
            {
                script.Add(first, string.Join('\n', rows));
                continue;
            }

            foreach (var (row, sentence) in Sentences.Split(rows))
                script.Add(first + row, sentence);
        }
    }

    private static IEnumerable<(int First, List<string> Rows)> Paragraphs(string[] lines)
    {
        for (var i = 0; i < lines.Length; i++)
        {
            if (string.IsNullOrWhiteSpace(lines[i]))
                continue;
            var (first, rows) = (i + 1, new List<string>());
            for (; i < lines.Length && !string.IsNullOrWhiteSpace(lines[i]); i++)
                rows.Add(lines[i].Trim());
            yield return (first, rows);
        }
    }
}
