using System.Globalization;
using System.Text.Json;
using Dubbing.CommandLine;
using Dubbing.Media;
using Microsoft.Playwright;

namespace Dubbing.EndToEnd.Tests;

/// <summary>A lecture in two languages, from one video: as its maker works, from the first script to one file with both.</summary>
public sealed class LanguageTests
{
    private const string Korean = """
        1
        00:00:00,500 --> 00:00:02,000
        안녕하세요, 반갑습니다.

        2
        00:00:03,500 --> 00:00:05,000
        오늘은 물을 봅니다.
        """;

    private const string Japanese = """
        1
        00:00:03,400 --> 00:00:04,900
        今日は水を見ます。

        2
        00:00:20,000 --> 00:00:21,000
        余りです。
        """;

    [Fact]
    public async Task Two_languages_of_one_video_go_out_as_tracks_of_one_file()
    {
        await using var studio = await StudioProcess.StartAsync();
        await using var browser = await Browser.StartAsync();
        var video = await StoryTests.VideoAsync(studio.Folder, "320x180", 7);
        var page = await browser.OpenAsync(studio.Address);
        await page.NewProjectAsync("두 언어");
        await page.SetInputFilesAsync("[data-test=file]", video);
        await page.WaitForFunctionAsync("document.querySelector('#video')?.readyState >= 2");
        await page.InsertScriptAsync(Korean);
        await page.Locator("[data-test=voice]").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        // The original is silent in the finished file: what is heard there is the dub.
        await page.SelectOptionAsync("[data-test=original]", "Mute");

        // A second language: as many lines, empty, with the source beside them.
        await page.ClickUntilAsync("[data-test=add-language]", "[data-test=add-language-now]");
        await page.ClickAsync("[data-test=add-language-now]");
        await Assertions.Expect(page.Locator("[data-test=tab-ja]")).ToHaveAttributeAsync("aria-selected", "true");
        await Assertions.Expect(page.Locator("[data-test=line]")).ToHaveCountAsync(2);
        await Assertions.Expect(page.Locator("[data-first='0'] [data-test=source]")).ToHaveTextAsync("안녕하세요, 반갑습니다.");
        await Assertions.Expect(page.Locator("[data-test=tab-ja] .open")).ToContainTextAsync("2");
        await NewcomerTests.KeepPictureAsync(page, "languages-empty");

        // One line is written, one comes from a script that is matched by time.
        await page.Locator("[data-first='0'] textarea").ClickAsync();
        await page.Keyboard.TypeAsync("こんにちは、はじめまして。");
        await page.SavedAsync();
        await page.ClickUntilAsync("[data-test=paste]", "#script-text");
        await page.FillAsync("#script-text", Japanese);
        await Assertions.Expect(page.Locator("[data-test=matched]")).ToContainTextAsync("1");
        await Assertions.Expect(page.Locator("[data-test=left]")).ToContainTextAsync("余りです。");
        await page.ClickAsync("[data-test=insert]");
        await Assertions.Expect(page.Locator("[data-first='1'] textarea")).ToHaveValueAsync("今日は水を見ます。");
        await Assertions.Expect(page.Locator("[data-test=tab-ja] .open")).ToHaveCountAsync(0);

        // The source changes: its sibling is marked, says what changed, and is accepted.
        await page.ClickAsync("[data-test=tab-ko]");
        await Assertions.Expect(page.Locator("[data-first='1'] textarea")).ToHaveValueAsync("오늘은 물을 봅니다.");
        await page.Locator("[data-first='1'] textarea").FillAsync("오늘은 불을 봅니다.");
        await page.SavedAsync();
        await Assertions.Expect(page.Locator("[data-test=tab-ja] .open")).ToContainTextAsync("1");
        await page.Locator("[data-test=tab-ko]").PressAsync("ArrowRight");
        await Assertions.Expect(page.Locator("[data-test=tab-ja]")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator("[data-first='1'] [data-test=flag].Changed")).ToHaveCountAsync(1);
        await page.ClickAsync("[data-test=next-open]");
        await Assertions.Expect(page.Locator("[data-test=source-note]")).ToContainTextAsync("오늘은 물을 봅니다.");
        await NewcomerTests.KeepPictureAsync(page, "languages-changed");
        await page.SetViewportSizeAsync(390, 844);
        await NewcomerTests.KeepPictureAsync(page, "languages-phone");
        await page.SetViewportSizeAsync(1280, 800);
        await NewcomerTests.KeepPictureAsync(page, "languages-1280");
        await page.ClickAsync("[data-test=accept-source]");
        await Assertions.Expect(page.Locator("[data-test=flag]")).ToHaveCountAsync(0);

        // Both are spoken, each by itself; a reload shows the same tab.
        await page.RenderAllAsync();
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("[data-test=tab-ja]")).ToHaveAttributeAsync("aria-selected", "true");
        await Assertions.Expect(page.Locator("[data-first='0'] textarea")).ToHaveValueAsync("こんにちは、はじめまして。");
        await page.WaitForFunctionAsync("[...dubbing.timeline.clips.values()].filter(c => c.url).length === 2");

        var japanese = await ExportedAsync(page, studio.Folder, "ja", "wav");
        var korean = await ExportedAsync(page, studio.Folder, "ko", "wav");
        var both = await ExportedAsync(page, studio.Folder, "all", "mp4");

        // The tab's language is first and what players begin with.
        var streams = await StreamsAsync(both);
        Assert.Equal([("jpn", "日本語", 1), ("kor", "한국어", 0)], streams.Where(s => s.Type == "audio").Select(s => (s.Language, s.Name, s.Default)));
        Assert.Equal([("jpn", "日本語", 1), ("kor", "한국어", 0)], streams.Where(s => s.Type == "subtitle").Select(s => (s.Language, s.Name, s.Default)));
        Assert.Contains("今日は水を見ます。", await CaptionsAsync(both, 0), StringComparison.Ordinal);
        Assert.Contains("오늘은 불을 봅니다.", await CaptionsAsync(both, 1), StringComparison.Ordinal);
        // Each sound track is its language's dub, and not the other's.
        foreach (var (track, own, other) in new[] { (0, japanese, korean), (1, korean, japanese) })
        {
            var heard = await SamplesAsync(both, track);
            Assert.True(Likeness(heard, await SamplesAsync(own, 0)) > 0.95, $"track {track} is not its language's dub");
            Assert.True(Likeness(heard, await SamplesAsync(other, 0)) < 0.5, $"track {track} is the other language's dub");
        }

        // The command line makes the same of the project's file.
        var project = Path.Combine(studio.Folder, "both.dubbing");
        using (var http = new HttpClient())
            await File.WriteAllBytesAsync(project, await http.GetByteArrayAsync(new Uri(new Uri(page.Url).GetLeftPart(UriPartial.Path) + "/file")));
        var all = Path.Combine(studio.Folder, "all.mkv");
        Assert.Equal(ExitCodes.Done, await DubCommand.RunAsync(["render", project, "--lang", "all", "-o", all, "--subtitles", Path.Combine(studio.Folder, "all.srt"), "--stems", Path.Combine(studio.Folder, "stems")]));
        streams = await StreamsAsync(all);
        Assert.Equal([("kor", "한국어", 1), ("jpn", "日本語", 0)], streams.Where(s => s.Type == "audio").Select(s => (s.Language, s.Name, s.Default)));
        Assert.Equal(["kor", "jpn"], streams.Where(s => s.Type == "subtitle").Select(s => s.Language));
        Assert.True(Likeness(await SamplesAsync(all, 1), await SamplesAsync(japanese, 0)) > 0.95);
        Assert.Contains("今日は水を見ます。", await File.ReadAllTextAsync(Path.Combine(studio.Folder, "all.ja.srt")), StringComparison.Ordinal);
        Assert.Contains("오늘은 불을 봅니다.", await File.ReadAllTextAsync(Path.Combine(studio.Folder, "all.ko.srt")), StringComparison.Ordinal);
        Assert.Equal(["ja", "ko"], Directory.EnumerateDirectories(Path.Combine(studio.Folder, "stems")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        var one = Path.Combine(studio.Folder, "one.wav");
        Assert.Equal(ExitCodes.Done, await DubCommand.RunAsync(["render", project, "--lang", "ja", "-o", one]));
        Assert.True(Likeness(await SamplesAsync(one, 0), await SamplesAsync(japanese, 0)) > 0.99);
        Assert.Equal(ExitCodes.Usage, await DubCommand.RunAsync(["render", project, "--lang", "en", "-o", one]));
        Assert.Equal(ExitCodes.Usage, await DubCommand.RunAsync(["render", project, "--lang", "all", "-o", one]));
    }

    [Fact]
    public async Task A_table_of_two_columns_fills_both_languages_at_once()
    {
        await using var studio = await StudioProcess.StartAsync();
        await using var browser = await Browser.StartAsync();
        var table = Path.Combine(studio.Folder, "both.csv");
        await File.WriteAllTextAsync(table, "시작,끝,한국어,日本語\n0:00.5,0:02.0,안녕하세요.,こんにちは。\n0:02.5,0:04.0,오늘은 물을 봅니다.,\n0:04.5,0:06.0,끝입니다.,終わりです。\n");
        var page = await browser.OpenAsync(studio.Address);
        await page.NewProjectAsync("표");
        await page.ClickUntilAsync("[data-test=paste]", "#script-text");
        await page.SetInputFilesAsync("[data-test=script-file]", table);
        await Assertions.Expect(page.Locator("[data-test=found]")).ToContainTextAsync("3");
        await page.SelectOptionAsync("[data-test=column-ja]", "日本語");
        await Assertions.Expect(page.Locator("[data-test=paired-ja]")).ToContainTextAsync("2");
        await NewcomerTests.KeepPictureAsync(page, "languages-table");
        await page.ClickAsync("[data-test=insert]");
        await Assertions.Expect(page.Locator("[data-test=tab-ja] .open")).ToContainTextAsync("1");
        await Assertions.Expect(page.Locator("[data-first='2'] textarea")).ToHaveValueAsync("끝입니다.");
        await page.ClickAsync("[data-test=tab-ja]");
        await Assertions.Expect(page.Locator("[data-first='0'] textarea")).ToHaveValueAsync("こんにちは。");
        await Assertions.Expect(page.Locator("[data-first='1'] textarea")).ToHaveValueAsync("");
        await Assertions.Expect(page.Locator("[data-first='2'] textarea")).ToHaveValueAsync("終わりです。");
        // One step: taken back, there is nothing, and one language again.
        await page.ClickAsync("[data-test=undo]");
        await Assertions.Expect(page.Locator("[data-test=languages]")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("[data-test=line]")).ToHaveCountAsync(0);
    }

    private static async Task<string> ExportedAsync(IPage page, string folder, string language, string format)
    {
        await page.ClickUntilAsync("[data-test=export] button", "[data-test=export-now]");
        await page.SelectOptionAsync("[data-test=export-format]", format);
        await page.SelectOptionAsync("[data-test=export-language]", language);
        if (language == "all")
            await NewcomerTests.KeepPictureAsync(page, "languages-export");
        await page.ClickAsync("[data-test=export-now]");
        await page.WaitForFunctionAsync("name => document.querySelector('[data-test=download]')?.textContent.includes(name)", "." + format, new() { Timeout = 180_000 });
        var download = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("[data-test=download]"));
        var file = Path.Combine(folder, $"{language}.{format}");
        await download.SaveAsAsync(file);
        await page.ClickAsync("[data-test=dismiss]");
        return file;
    }

    private static async Task<List<(string Type, string Language, string Name, int Default)>> StreamsAsync(string file)
    {
        var json = JsonDocument.Parse(await FfmpegTool.ProbeAsync(["-of", "json", "-show_streams", "file:" + file]));
        return [.. json.RootElement.GetProperty("streams").EnumerateArray().Select(s => (
            s.GetProperty("codec_type").GetString()!,
            Tag(s, "language"),
            Tag(s, "title") is { Length: > 0 } title ? title : Tag(s, "handler_name"),
            s.GetProperty("disposition").GetProperty("default").GetInt32()))];

        static string Tag(JsonElement stream, string name) => stream.TryGetProperty("tags", out var tags) && tags.TryGetProperty(name, out var value) ? value.GetString()! : "";
    }

    private static async Task<string> CaptionsAsync(string file, int track)
    {
        var text = "";
        await FfmpegTool.ReadAsync(["-i", "file:" + file, "-map", string.Create(CultureInfo.InvariantCulture, $"0:s:{track}"), "-f", "srt", "pipe:1"], async s => text = await new StreamReader(s).ReadToEndAsync());
        return text;
    }

    private static async Task<float[]> SamplesAsync(string file, int track)
    {
        using var bytes = new MemoryStream();
        await FfmpegTool.ReadAsync(["-i", "file:" + file, "-map", string.Create(CultureInfo.InvariantCulture, $"0:a:{track}"), "-ac", "1", "-ar", "16000", "-f", "f32le", "pipe:1"], s => s.CopyToAsync(bytes));
        var samples = new float[bytes.Length / 4];
        Buffer.BlockCopy(bytes.GetBuffer(), 0, samples, 0, samples.Length * 4);
        return samples;
    }

    /// <summary>How alike two sounds are, 0 … 1: their correlation, wherever within 50 ms the one begins.</summary>
    private static double Likeness(float[] a, float[] b)
    {
        var best = 0.0;
        for (var shift = -800; shift <= 800; shift++)
        {
            var (ab, aa, bb) = (0.0, 0.0, 0.0);
            for (var i = Math.Max(0, -shift); i < Math.Min(a.Length, b.Length - shift); i++)
            {
                ab += a[i] * b[i + shift];
                aa += a[i] * a[i];
                bb += b[i + shift] * b[i + shift];
            }

            best = Math.Max(best, ab / Math.Sqrt((aa * bb) + 1e-12));
        }

        return best;
    }
}
