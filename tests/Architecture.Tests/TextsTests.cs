namespace Dubbing.Architecture.Tests;

/// <summary>What holds for the texts of all stages.</summary>
public sealed class TextsTests
{
    /// <summary>Names stand in ‘ ’ in Korean, in every stage: messages of several stages are shown one below the other.</summary>
    [Fact]
    public void Korean_texts_put_names_in_one_kind_of_quotes() =>
        Assert.Empty(Directory.EnumerateFiles(SourceTree.Root(), "*.ko.resx", SearchOption.AllDirectories).Where(f => File.ReadAllText(f).AsSpan().ContainsAny('“', '”')).Select(Path.GetFileName));
}
