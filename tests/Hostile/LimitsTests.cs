using System.Globalization;
using System.IO.Compression;

namespace Dubbing.Hostile.Tests;

/// <summary>The limits, and what stands at the entrances.</summary>
public sealed class LimitsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("dub-limits-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Every_limit_is_told_in_every_language_with_its_value_and_its_setting()
    {
        var limits = new Limits();
        Message?[] told =
        [
            limits.OfLine(new string('가', limits.LineCharacters + 1)), limits.OfName(new string('a', limits.NameCharacters + 1)), limits.OfLines(limits.ScriptLines + 1),
            limits.OfSpeakers(limits.Speakers + 1), limits.OfPauses(limits.PausesInLine + 1), limits.OfTime(limits.TimelineSeconds + 1), limits.OfWords(limits.DictionaryWords + 1),
            limits.OfPicture("a.mp4", 16_128, 16_128, 25), limits.OfPicture("a.mp4", 640, 360, 1e6), limits.OfSound("a.wav", 1, 1), limits.OfSound("a.wav", 48_000, 255),
            limits.OfLength("a.mp4", 1e9), limits.OfLength("a.mp4", double.PositiveInfinity), limits.OfFile("a.srt", 1L << 40, nameof(Limits.ScriptBytes)), limits.OfArchive("a.zip", 1_000_000, 0),
            limits.OfArchive("a.zip", 1, 1L << 60), limits.OfEntry("a", 1_000, 1L << 30), limits.TooDeep("a.xlsx"),
        ];
        foreach (var message in told)
        {
            Assert.NotNull(message);
            var said = ((string[])["en", "ko", "ja"]).Select(c => message.Text(CultureInfo.GetCultureInfo(c))).ToList();
            Assert.Equal(3, said.Distinct().Count());
            Assert.All(said, s => Assert.Contains("Limits__", s));
        }
    }

    [Fact]
    public void What_people_make_is_within_the_limits()
    {
        var limits = new Limits();
        Assert.Empty(limits.Problems());
        Assert.Null(limits.OfPicture("8k.mp4", 7_680, 4_320, 60) ?? limits.OfPicture("phone.mov", 1_080, 1_920, 240) ?? limits.OfSound("film.mkv", 96_000, 8) ?? limits.OfSound("phone.amr", 8_000, 1) ?? limits.OfLength("day.mp4", 12 * 3_600));
        Assert.Null(limits.OfEntry("zeros", 10, 1 << 20));
    }

    [Fact]
    public void A_limit_out_of_its_range_is_told_by_its_setting()
    {
        Assert.Contains("Limits__LineCharacters", Assert.Single(new Limits { LineCharacters = 0 }.Problems()).Text());
        Assert.Contains("Limits__UploadBytes", Assert.Single(new Limits { UploadBytes = -1 }.Problems()).Text());
        Assert.Contains("Limits__MediaSeconds", Assert.Single(new Limits { MediaSeconds = double.NaN }.Problems()).Text());
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+82-10")]
    [InlineData("@SUM(A1)")]
    [InlineData("-cmd|' /C calc'!A0")]
    [InlineData("\t=1")]
    [InlineData("'=1")]
    public void A_cell_that_could_be_a_formula_is_text_and_comes_back_as_it_was(string text)
    {
        Assert.StartsWith("'", TableCell.Guard(text));
        Assert.Equal(text, TableCell.Unguard(TableCell.Guard(text)));
    }

    [Theory]
    [InlineData("-5")]
    [InlineData("안녕")]
    [InlineData("'twas")]
    [InlineData("")]
    public void Other_cells_stay_as_they_are(string text)
    {
        Assert.Equal(text, TableCell.Guard(text));
        Assert.Equal(text, TableCell.Unguard(text));
    }

    [Fact]
    public async Task A_file_is_told_from_what_is_none_before_it_is_opened()
    {
        Assert.Equal("IsFolder", Refused(folder));
        Assert.Equal("NoFile", Refused(Path.Combine(folder, "missing")));
        if (!OperatingSystem.IsWindows())
        {
            await Dub.RunAsync("mkfifo", [Path.Combine(folder, "pipe")]);
            Assert.Equal("IsNoFile", Refused(Path.Combine(folder, "pipe")));
            Assert.Equal("IsNoFile", Refused("/dev/zero"));
        }

        var file = Path.Combine(folder, "a");
        await File.WriteAllBytesAsync(file, new byte[11 << 20]);
        Assert.Equal("FileTooLarge", (await Assert.ThrowsAsync<DubbingException>(() => InputFile.ReadAsync(file, nameof(Limits.ScriptBytes)))).UserMessage.Key);
        Assert.Equal(11 << 20, (await InputFile.ReadAsync(file, nameof(Limits.DictionaryBytes))).Length);
    }

    [Fact]
    public void The_number_of_entries_is_known_before_a_directory_is_read()
    {
        var path = Path.Combine(folder, "a.zip");
        using (var zip = ZipFile.Open(path, ZipArchiveMode.Create))
        {
            for (var i = 0; i < 300; i++)
                zip.CreateEntry($"entry {i}");
        }

        Assert.Equal(300, ZipDirectory.EntriesOf(path));
        File.WriteAllText(path, "no zip");
        Assert.Throws<InvalidDataException>(() => ZipDirectory.EntriesOf(path));
    }

    private static string Refused(string path) => Assert.Throws<DubbingException>(() => InputFile.Require(path)).UserMessage.Key;
}
