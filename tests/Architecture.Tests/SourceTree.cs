using System.Text.RegularExpressions;

namespace Dubbing.Architecture.Tests;

/// <summary>The folders of a C# source tree, and which of them mention types that others declare.</summary>
/// <remarks>
/// Read from the text, so that mentions count that leave no trace in an assembly (constants, nameof). A mention counts when the type
/// is declared in one folder only and its namespace can be seen from the file.
/// </remarks>
internal sealed partial class SourceTree
{
    private readonly string root;
    private readonly Dictionary<string, string> texts = [];
    private readonly Dictionary<string, string> spaces = [];
    private readonly Dictionary<string, string> homes = [];

    public SourceTree(string root)
    {
        this.root = root;
        foreach (var path in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Where(IsSource))
        {
            var text = Noise().Replace(File.ReadAllText(path), " ");
            texts[path] = text;
            if (Space().Match(text) is { Success: true } space)
                spaces[path] = space.Groups[1].Value;
        }

        foreach (var folder in spaces.Where(s => s.Key.EndsWith(".cs", StringComparison.Ordinal)).GroupBy(s => FolderOf(s.Key), s => s.Value))
            homes[folder.Key] = folder.GroupBy(s => s).MaxBy(g => g.Count())!.Key;
    }

    /// <summary>All folders with source, relative to the root, with forward slashes.</summary>
    public IEnumerable<string> Folders => texts.Keys.Select(FolderOf).Distinct();

    /// <summary>Which folder mentions which: the type and the file.</summary>
    public ILookup<(string From, string To), string> Mentions()
    {
        var declared = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var (path, text) in texts)
        {
            if (path.EndsWith(".razor", StringComparison.Ordinal))
                Declare(Path.GetFileName(path).Split('.')[0], path);
            foreach (Match type in Declaration().Matches(text))
                Declare(type.Groups[1].Value, path);
        }

        var only = declared.Where(d => d.Value.Count == 1 && d.Key.Length > 3).ToDictionary(d => d.Key, d => d.Value.Single(), StringComparer.Ordinal);
        return texts
            .SelectMany(file =>
            {
                var (here, space, seen) = (FolderOf(file.Key), SpaceOf(file.Key), UsingsOf(file.Key));
                return Name().Matches(file.Value).Select(m => m.Value).Distinct()
                    .Where(name => only.TryGetValue(name, out var there) && there != here && Sees(space, seen, homes.GetValueOrDefault(there)))
                    .Select(name => (Edge: (here, only[name]), What: $"{name} in {Path.GetFileName(file.Key)}"));
            })
            .ToLookup(m => m.Edge, m => m.What);

        void Declare(string name, string path)
        {
            if (!declared.TryGetValue(name, out var folders))
                declared.Add(name, folders = []);
            folders.Add(FolderOf(path));
        }
    }

    /// <summary>The using directives of each file that name a folder of this tree: file, own folder, named folder.</summary>
    public IEnumerable<(string File, string From, string To)> Usings() =>
        from file in texts
        from space in Using().Matches(file.Value).Select(m => m.Groups[1].Value).Distinct()
        from home in homes
        where home.Value == space && home.Key != FolderOf(file.Key)
        select (Path.GetFileName(file.Key), FolderOf(file.Key), home.Key);

    /// <summary>The circles: folders that reach one another.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Circles(ILookup<(string From, string To), string> mentions)
    {
        var next = mentions.Select(m => m.Key).ToLookup(e => e.From, e => e.To);
        var reached = next.Select(n => n.Key).ToDictionary(n => n, Reach);
        return [.. reached.Keys.Where(n => reached[n].Contains(n)).GroupBy(n => string.Join('|', reached[n].Where(m => reached.TryGetValue(m, out var back) && back.Contains(n)).Order(StringComparer.Ordinal))).Select(g => (IReadOnlyList<string>)[.. g])];

        HashSet<string> Reach(string from)
        {
            var (found, open) = (new HashSet<string>(), new Stack<string>(next[from]));
            while (open.TryPop(out var folder))
            {
                if (found.Add(folder))
                {
                    foreach (var further in next[folder])
                        open.Push(further);
                }
            }

            return found;
        }
    }

    private static bool Sees(string space, HashSet<string> usings, string? declaring) =>
        declaring is null || space == declaring || space.StartsWith(declaring + ".", StringComparison.Ordinal) || usings.Contains(declaring);

    private string FolderOf(string path) => Path.GetRelativePath(root, Path.GetDirectoryName(path)!).Replace('\\', '/');

    private string SpaceOf(string path)
    {
        if (spaces.TryGetValue(path, out var own))
            return own;
        var tail = "";
        for (var folder = FolderOf(path); ; tail = "." + Path.GetFileName(folder) + tail, folder = Path.GetDirectoryName(folder)!.Replace('\\', '/'))
        {
            if (homes.TryGetValue(folder, out var home))
                return home + tail;
            if (!folder.Contains('/'))
                return "";
        }
    }

    private HashSet<string> UsingsOf(string path)
    {
        var found = Using().Matches(texts[path]).Select(m => m.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        for (var folder = Path.GetDirectoryName(path)!; folder.Length >= root.Length; folder = Path.GetDirectoryName(folder)!)
        {
            if (path.EndsWith(".razor", StringComparison.Ordinal) && texts.TryGetValue(Path.Combine(folder, "_Imports.razor"), out var imports))
                found.UnionWith(Using().Matches(imports).Select(m => m.Groups[1].Value));
            foreach (var project in Directory.EnumerateFiles(folder, "*.csproj"))
                found.UnionWith(ProjectUsing().Matches(File.ReadAllText(project)).Select(m => m.Groups[1].Value));
        }

        return found;
    }

    private static bool IsSource(string path) =>
        Path.GetExtension(path) is ".cs" or ".razor" && !path.Contains(".g.", StringComparison.Ordinal) && !path.Split(Path.DirectorySeparatorChar).Any(p => p is "obj" or "bin" or "Migrations");

    [GeneratedRegex("""//[^\n]*|/\*.*?\*/|@\*.*?\*@|"(?:[^"\\\n]|\\.)*"(?!")""", RegexOptions.Singleline)]
    private static partial Regex Noise();

    [GeneratedRegex(@"^\s*(?:@namespace|namespace)\s+([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Space();

    [GeneratedRegex(@"(?:^|\s)(?:public|internal)\s[^=;{}()\n]*?\b(?:class|record(?:\s+struct)?|struct|interface|enum)\s+(\w+)")]
    private static partial Regex Declaration();

    [GeneratedRegex(@"\b[A-Z]\w+\b")]
    private static partial Regex Name();

    [GeneratedRegex(@"^[\s\uFEFF]*(?:global\s+)?@?using\s+(?:static\s+)?([\w.]+)\s*;?\s*$", RegexOptions.Multiline)]
    private static partial Regex Using();

    [GeneratedRegex("<Using Include=\"([\\w.]+)\"")]
    private static partial Regex ProjectUsing();

    /// <summary>The sources of this repository.</summary>
    public static string Root()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "Dubbing.sln")))
                return Path.Combine(folder, "src");
        }

        throw new InvalidOperationException("The tests run outside the repository.");
    }
}
