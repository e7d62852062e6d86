namespace Dubbing.Readings.Korean;

/// <summary>The tables that are built in beside the code: a row a line, tab-separated, # begins a comment.</summary>
internal static class EmbeddedTable
{
    /// <summary>The rows of a table.</summary>
    public static IEnumerable<string[]> Rows(string file)
    {
        using var stream = typeof(EmbeddedTable).Assembly.GetManifestResourceStream("Dubbing.Readings.Korean." + file)
            ?? throw new InvalidOperationException(file);
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
                yield return line.Split('\t');
        }
    }
}
