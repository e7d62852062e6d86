namespace Dubbing.Architecture.Tests;

/// <summary>Arrows between folders point one way.</summary>
public sealed class FolderTests
{
    /// <summary>The folders of each project that has some, from the bottom to the top: a folder may use those before it. New folders take their place here.</summary>
    private static readonly Dictionary<string, string[]> Orders = new()
    {
        ["Reading"] = ["Letters", "", "Scanning", "Latin", "Correction", "Languages", "Korean", "Japanese"],
        ["Speech"] = ["", "Sound", "Packs", "Models", "Synthesis"],
        ["Studio"] =
        [
            "", "Base", "Data", "Jobs", "Media", "Favourites", "Projects", "Dictionary", "Rendering", "Uploads", "Keeping", "Exporting", "Samples",
            "Components", "Components/Layout", "Components/Voicing", "Components/Pages", "Components/Root", "Hosting",
        ],
    };

    [Fact]
    public void No_folders_go_round_in_a_circle()
    {
        var mentions = new SourceTree(Source()).Mentions();
        var circles = SourceTree.Circles(mentions);
        Assert.True(circles.Count == 0, string.Join('\n', circles.Select(c => $"{string.Join(", ", c)}: {string.Join("; ", mentions.Where(m => c.Contains(m.Key.From) && c.Contains(m.Key.To)).Select(m => $"{m.Key.From} -> {m.Key.To}: {string.Join(", ", m.Take(3))}"))}")));
    }

    [Fact]
    public void Every_using_points_down() => Assert.Empty(AgainstTheOrder(new SourceTree(Source())));

    [Fact]
    public void Every_folder_of_an_ordered_project_has_its_place()
    {
        var tree = new SourceTree(Source());
        Assert.DoesNotContain(tree.Folders, f => Orders.TryGetValue(f.Split('/')[0], out var order) && !order.Contains(Within(f)));
    }

    [Fact]
    public void A_using_against_the_order_is_found()
    {
        var folder = Directory.CreateTempSubdirectory("dubbing-order-").FullName;
        try
        {
            Write("Studio/Base/Sizes.cs", "using Dubbing.Studio.Jobs;\nnamespace Dubbing.Studio.Base;\npublic static class Sizes { public static Type Of => typeof(JobList); }\n");
            Write("Studio/Jobs/JobList.cs", "using Dubbing.Studio.Base;\nnamespace Dubbing.Studio.Jobs;\npublic sealed class JobList { public Type Text => typeof(Sizes); }\n");
            var tree = new SourceTree(folder);
            Assert.Equal(["Sizes.cs: Studio/Base uses Studio/Jobs"], AgainstTheOrder(tree));
            Assert.Equal(["Studio/Base", "Studio/Jobs"], Assert.Single(SourceTree.Circles(tree.Mentions())).Order(StringComparer.Ordinal));

            Write("Studio/Base/Sizes.cs", "namespace Dubbing.Studio.Base;\npublic static class Sizes;\n");
            tree = new SourceTree(folder);
            Assert.Empty(AgainstTheOrder(tree));
            Assert.Empty(SourceTree.Circles(tree.Mentions()));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        void Write(string path, string text)
        {
            var file = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }
    }

    private static List<string> AgainstTheOrder(SourceTree tree) =>
    [
        .. from use in tree.Usings()
           let project = use.From.Split('/')[0]
           where project == use.To.Split('/')[0] && Orders.ContainsKey(project)
           let order = Orders[project]
           where Array.IndexOf(order, Within(use.To)) > Array.IndexOf(order, Within(use.From)) && Path.GetFileName(use.File) != "_Imports.razor"
           select $"{use.File}: {use.From} uses {use.To}",
    ];

    private static string Within(string folder) => folder.Contains('/') ? folder[(folder.IndexOf('/') + 1)..] : "";

    /// <summary>The source beside the tests, found from where they run.</summary>

    private static string Source() => SourceTree.Root();
}
