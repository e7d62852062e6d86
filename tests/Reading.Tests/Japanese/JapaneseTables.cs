namespace Dubbing.Readings.Tests.Japanese;

/// <summary>The tables beside the tests, which a Japanese reader can check without reading C#.</summary>
internal static class JapaneseTables
{
    public static IEnumerable<string[]> Rows(string name)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Japanese", name);
        return File.ReadLines(path).Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split('\t'));
    }

    /// <summary>The first two columns, for theories.</summary>
    public static TheoryData<string, string> Pairs(string name)
    {
        var data = new TheoryData<string, string>();
        foreach (var row in Rows(name))
            data.Add(row[0], row[1]);
        return data;
    }
}
