using System.Globalization;
using Dubbing.Readings.Japanese;

namespace Dubbing.Readings.Tests.Japanese;

public class AnalyserTests
{
    private static readonly IMorphologicalAnalyser Analyser = JapaneseDictionary.Analyser();

    public static TheoryData<string, string> Tokens => JapaneseTables.Pairs("tokens.tsv");

    [Theory]
    [MemberData(nameof(Tokens))]
    public void Words_are_those_of_the_mecab_program(string text, string words)
    {
        var found = Analyser.Analyse(text).Select(m => m.Surface + "/" + string.Join('-', m.Feature.Split(',').Take(3).Where(f => f != "*")));

        Assert.Equal(words, string.Join(' ', found));
    }

    [Fact]
    public void Words_know_where_they_stand()
    {
        const string Text = "東京 へ𠮷田と行く";
        Assert.All(Analyser.Analyse(Text), m => Assert.Equal(m.Surface, Text.Substring(m.Start, m.Surface.Length)));
    }

    [Fact]
    public void Entries_are_found_by_their_exact_spelling()
    {
        Assert.Contains(Analyser.Entries("東京"), e => e.Feature.Contains("トーキョー", StringComparison.Ordinal));
        Assert.Empty(Analyser.Entries("東京へ"));
        Assert.Empty(Analyser.Entries(""));
    }

    [Fact]
    public void A_folder_without_a_dictionary_is_named()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            var e = Assert.Throws<DubbingException>(() => JapaneseDictionary.Open(folder));
            Assert.Contains(folder, e.Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ko")]
    [InlineData("ja")]
    public void A_damaged_dictionary_is_reported_in_every_language(string language)
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            foreach (var file in Directory.GetFiles(JapaneseDictionary.Folder!))
            {
                if (Path.GetFileName(file) != "sys.dic")
                    File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
            }

            File.WriteAllBytes(Path.Combine(folder, "sys.dic"), new byte[5000]);
            var e = Assert.Throws<DubbingException>(() => JapaneseDictionary.Open(folder));
            Assert.Equal("DictionaryDamaged", e.UserMessage.Key);
            Assert.Contains("open-jtalk-mecab-naist-jdic", e.UserMessage.Text(CultureInfo.GetCultureInfo(language)), StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }
}
