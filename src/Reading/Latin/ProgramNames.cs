namespace Dubbing.Readings.Latin;

/// <summary>Names of programs and files that are a word and letters run together: bash|rc, system|d, node|js.</summary>
internal static class ProgramNames
{
    private const int ShortestWord = 3;

    private static readonly string[] Tails = ["rc", "js", "db", "ctl", "cfg", "tmp", "sql", "src", "md", "ml", "mq", "fs", "vm", "gpt", "tls", "ssl", "ssh", "ftp", "dns", "css", "xml", "pdf", "png", "jpg", "csv", "api", "ui", "cli", "sdk", "gl", "d"];

    /// <summary>The word and the letters after it; null for anything else.</summary>
    /// <param name="name">Small letters a to z; others are no such names.</param>
    /// <param name="isWord">Whether a language has a word of its own for some letters, beside those of the lexicon.</param>
    public static (string Word, string Letters)? Split(string name, Func<string, bool> isWord)
    {
        if (name.Length <= ShortestWord || !name.All(char.IsAsciiLetterLower) || EnglishPronunciation.Of(name) is not null)
            return null;
        foreach (var tail in Tails)
        {
            if (name.Length - tail.Length >= ShortestWord && name.EndsWith(tail, StringComparison.Ordinal) && name[..^tail.Length] is var word && (isWord(word) || EnglishPronunciation.Of(word) is not null))
                return (word, tail);
        }

        return null;
    }
}
