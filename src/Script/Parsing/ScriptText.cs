namespace Dubbing.Script.Parsing;

/// <summary>A decoded text file, cut into lines.</summary>
internal sealed class ScriptText
{
    /// <summary>How many lines are looked at to know a format.</summary>
    private const int HeadLines = 60;

    /// <param name="text">The text.</param>
    /// <param name="fileName">The file's name; empty for pasted text.</param>
    public ScriptText(string text, string fileName)
    {
        (Text, FileName) = (Normal(text), fileName);
        Extension = Path.GetExtension(fileName).ToLowerInvariant();
        Lines = Text.Split('\n');
        if (Fence() is { } fence)
        {
            (Lines[fence.First], Lines[fence.Last]) = ("", "");
            Text = string.Join('\n', Lines);
        }

        Head = [.. Lines.Select(l => l.Trim()).Where(l => l.Length > 0).Take(HeadLines)];
    }

    /// <summary>The text; its lines end with a line feed.</summary>
    public string Text { get; }

    public string FileName { get; }

    /// <summary>With the point, in lower case; empty when there is none.</summary>
    public string Extension { get; }

    /// <summary>Its lines, from the first; line n of the file is <c>Lines[n - 1]</c>.</summary>
    public string[] Lines { get; }

    /// <summary>The first lines that have anything in them, trimmed.</summary>
    public IReadOnlyList<string> Head { get; }

    /// <summary>How many of the head's lines are so, and how many there are.</summary>
    public double Share(Func<string, bool> isSo) => Head.Count == 0 ? 0 : (double)Head.Count(isSo) / Head.Count;

    /// <summary>The lines of the marks between which a chat gives a file (<c>```srt</c> … <c>```</c>); null when there are none.</summary>
    private (int First, int Last)? Fence()
    {
        var (first, last) = (Array.FindIndex(Lines, l => l.Trim().Length > 0), Array.FindLastIndex(Lines, l => l.Trim().Length > 0));
        return first >= 0 && last > first && Lines[first].TrimStart().StartsWith("```", StringComparison.Ordinal) && Lines[first].Trim().Length < 20 && Lines[last].Trim() == "```" ? (first, last) : null;
    }

    /// <summary>
    /// Line feeds for all ends of lines: CR LF, CR, and the CR CR LF that a text becomes which is written in text mode twice. Unicode's own
    /// separators (U+2028) are not ends of lines: they stand inside a text. Byte order marks in the middle come from files put together.
    /// </summary>
    private static string Normal(string text)
    {
        if (text.AsSpan().IndexOfAny('\r', '\uFEFF', '\0') < 0)
            return Composed(text);
        var normal = new System.Text.StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '\uFEFF' or '\0')
                continue;
            if (text[i] != '\r')
            {
                normal.Append(text[i]);
                continue;
            }

            var end = i;
            while (end + 1 < text.Length && text[end + 1] == '\r')
                end++;
            // A run of them is looked at once: each of its signs again would be as many steps as its length squared.
            var fed = end + 1 < text.Length && text[end + 1] == '\n';
            normal.Append('\n', fed ? 1 : end - i + 1);
            i = fed ? end + 1 : end;
        }

        return Composed(normal.ToString());
    }

    /// <summary>Hangul and kana in parts, as macOS writes them, are put together; all else stays as it is.</summary>
    private static string Composed(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\u1100', '\u11FF') && !text.AsSpan().ContainsAnyInRange('\u3099', '\u309A'))
            return text;
        try
        {
            return text.Normalize();
        }
        catch (ArgumentException)
        {
            return text; // Half a surrogate pair.
        }
    }
}
