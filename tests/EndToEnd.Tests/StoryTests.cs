using System.Globalization;
using System.IO.Compression;
using System.Text;
using Dubbing.Media;
using Microsoft.Playwright;

namespace Dubbing.EndToEnd.Tests;

/// <summary>Two whole jobs as people do them, from the first start to files that are looked at: a lecture, and an upright clip.</summary>
public sealed class StoryTests
{
    private static readonly string[] Lecture =
    [
        "시작", "끝", "화자", "내용",
        "0:00.5", "0:02.5", "하나", "안녕하세요.",
        "0:02.5", "0:03.5", "준", "수증기는 하늘로 올라가 식으면서 구름이 됩니다.",
        "0:03.5", "0:05.5", "하나", "비가 내립니다.",
    ];

    private const string Clip = """
        1
        00:00:00,300 --> 00:00:02,300
        こんにちは。

        2
        00:00:02,500 --> 00:00:05,000
        新しい商品です。
        """;

    [Fact]
    public async Task A_lecture_whose_picture_waits_for_a_line_that_is_too_long()
    {
        await using var studio = await StudioProcess.StartAsync();
        await using var browser = await Browser.StartAsync();
        var video = await VideoAsync(studio.Folder, "320x180", 7);
        var script = Path.Combine(studio.Folder, "lecture.xlsx");
        await SheetAsync(script, Lecture, columns: 4);
        var page = await browser.OpenAsync(studio.Address);
        await page.NewProjectAsync("물의 순환");
        await page.SetInputFilesAsync("[data-test=file]", video);
        await page.WaitForFunctionAsync("document.querySelector('#video')?.readyState >= 2");

        // The table comes in with its two speakers.
        await page.ClickAsync("[data-test=paste]");
        await page.SetInputFilesAsync("[data-test=script-file]", script);
        await Assertions.Expect(page.Locator("[data-test=found]")).ToContainTextAsync("3");
        await page.ClickAsync("[data-test=insert]");
        await Assertions.Expect(page.Locator("[data-test=line]")).ToHaveCountAsync(3);
        await page.Locator("[data-test=voice]").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await page.RenderAllAsync();

        // The second line has a second and needs more: the picture waits for it, what follows comes later.
        await page.ClickUntilAsync("[data-first='1'] [data-test=chip]", "[data-test=way-wait]");
        await page.ClickAsync("[data-test=way-wait]");
        await page.WaitForFunctionAsync("dubbing.timeline.waits.length === 1");
        var waits = await page.EvaluateAsync<double>("dubbing.timeline.waits[0].seconds");
        Assert.InRange(waits, 0.5, 6);
        Assert.Equal(3.5, await page.EvaluateAsync<double>("dubbing.timeline.waits[0].at"), 2);
        Assert.Equal(3.5 + waits, await page.EvaluateAsync<double>("[...dubbing.timeline.clips.values()].find(c => c.number === 3).start"), 2);
        Assert.Equal(7 + waits, await page.EvaluateAsync<double>("dubbing.timeline.duration"), 1);
        await page.RenderAllAsync();
        await Assertions.Expect(page.Locator("[data-test=problems-count]")).ToHaveCountAsync(0);

        // In the preview the video stands while time goes on.
        await page.EvaluateAsync("dubbing.timeline.player.seek(3.3)");
        await page.WaitForFunctionAsync("!document.querySelector('#video').seeking");
        await page.ClickAsync("[data-test=play]");
        await page.WaitForFunctionAsync("dubbing.playing && dubbing.time > 3.52 && document.querySelector('#video').paused && document.querySelector('#video').currentTime < 3.51");
        await page.WaitForFunctionAsync("!document.querySelector('#video').paused && document.querySelector('#video').currentTime > 3.6");
        await page.ClickAsync("[data-test=play]");

        // Captions in the picture, and the parts of the mix.
        await page.ClickAsync("[data-test=export] button");
        await page.SelectOptionAsync("[data-test=export-captions]", "burn");
        await page.CheckAsync("[data-test=extra-stems]");
        await page.CheckAsync("[data-test=extra-srt]");
        var folder = Path.Combine(studio.Folder, "finished");
        ZipFile.ExtractToDirectory(await ExportedAsync(page, studio.Folder), folder);
        var finished = Directory.EnumerateFiles(folder, "*.mp4").Single();
        var info = await FfmpegTool.Work.Probe.ProbeAsync(finished);
        Assert.Equal(("h264", "aac", 0), (info.Video!.Codec, info.Audio!.Codec, info.SubtitleStreams.Count));
        Assert.Equal(7 + waits, info.Seconds, 0.1);
        Assert.InRange((await FfmpegTool.Work.Meter.MeasureAsync(finished, CancellationToken.None)).LoudnessLufs, -16.5, -15.5);
        string[] stems = [.. Directory.EnumerateFiles(Path.Combine(folder, "stems")).Order(StringComparer.Ordinal)];
        Assert.Equal(["dub-준.wav", "dub-하나.wav", "original.wav"], stems.Select(Path.GetFileName));
        foreach (var stem in stems)
            Assert.Equal(7 + waits, (await FfmpegTool.Work.Probe.ProbeAsync(stem)).Seconds, 0.02);
        // Letters stand in the lower part while a line is spoken, in the wait too, and nowhere else.
        Assert.Equal(0, await LettersAsync(finished, 0.2, 0.5, 1));
        Assert.True(await LettersAsync(finished, 1, 0.6, 1) > 20);
        Assert.True(await LettersAsync(finished, 3.5 + waits / 2, 0.6, 1) > 20);
        Assert.Equal(0, await LettersAsync(finished, 1, 0, 0.5));
        Assert.Contains(TimeSpan.FromSeconds(3.5 + waits).ToString(@"hh\:mm\:ss\,f", CultureInfo.InvariantCulture), await File.ReadAllTextAsync(Directory.EnumerateFiles(folder, "*.srt").Single()), StringComparison.Ordinal);
        await NewcomerTests.KeepPictureAsync(page, "story-lecture");
    }

    [Fact]
    public async Task An_upright_clip_in_Japanese_that_says_that_its_speech_is_synthetic()
    {
        await using var studio = await StudioProcess.StartAsync();
        await using var browser = await Browser.StartAsync();
        var video = await VideoAsync(studio.Folder, "180x320", 6);
        var page = await browser.OpenAsync(studio.Address, "ja-JP");
        await page.NewProjectAsync("新商品");
        await page.SetInputFilesAsync("[data-test=file]", video);
        await page.WaitForFunctionAsync("document.querySelector('#video')?.readyState >= 2");
        await page.InsertScriptAsync(Clip);
        await page.Locator("[data-test=voice]").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await page.RenderAllAsync();

        await page.ClickAsync("[data-test=export] button");
        await page.SelectOptionAsync("[data-test=export-captions]", "burn");
        await page.CheckAsync("[data-test=notice-speech]");
        var finished = await ExportedAsync(page, studio.Folder);
        var info = await FfmpegTool.Work.Probe.ProbeAsync(finished);
        Assert.Equal((180, 320), (info.Video!.Width, info.Video.Height));
        // The sentence has no room before the first line: it comes after the last, and the picture waits for it.
        Assert.True(info.Seconds > 6.5, $"{info.Seconds} s");
        Assert.True(await NewcomerTests.LevelAsync(finished, 5.9, 1.5) > -35, "the notice is not heard");
        Assert.InRange((await FfmpegTool.Work.Meter.MeasureAsync(finished, CancellationToken.None)).LoudnessLufs, -16.5, -15.5);
        Assert.True(await LettersAsync(finished, 1, 0.6, 1) > 20);
        Assert.Equal(0, await LettersAsync(finished, 1, 0, 0.5));
        Assert.Equal(0, await LettersAsync(finished, 1, 0, 1, 0, 0.04) + await LettersAsync(finished, 1, 0, 1, 0.96, 1));
        var tags = Encoding.UTF8.GetString(await File.ReadAllBytesAsync(finished));
        Assert.Contains("digitalsourcetype/trainedAlgorithmicMedia", tags, StringComparison.Ordinal);
        await NewcomerTests.KeepPictureAsync(page, "story-upright");
    }

    /// <summary>Exports as chosen, and downloads what came of it.</summary>
    private static async Task<string> ExportedAsync(IPage page, string folder)
    {
        await page.ClickAsync("[data-test=export-now]");
        await page.WaitForSelectorAsync("[data-test=download]", new() { Timeout = 180_000 });
        var download = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("[data-test=download]"));
        var file = Path.Combine(folder, "downloaded" + Path.GetExtension(download.SuggestedFilename));
        await download.SaveAsAsync(file);
        return file;
    }

    /// <summary>How many pixels of a part of the picture are almost white: the video is grey.</summary>
    private static async Task<int> LettersAsync(string file, double at, double top, double bottom, double left = 0, double right = 1)
    {
        var video = (await FfmpegTool.Work.Probe.ProbeAsync(file)).Video!;
        var (width, height) = (video.Width, video.Height);
        using var bytes = new MemoryStream();
        await FfmpegTool.ReadAsync([.. FfmpegTool.SafeInput(file), "-map", "0:v:0", "-vf", string.Create(CultureInfo.InvariantCulture, $"trim=start={at},format=gray"), "-frames:v", "1", "-f", "rawvideo", "pipe:1"], s => s.CopyToAsync(bytes));
        var picture = bytes.ToArray();
        return Enumerable.Range(0, width * height).Count(i => i / width >= top * height && i / width < bottom * height && i % width >= left * width && i % width < right * width && picture[i] > 170);
    }

    internal static async Task<string> VideoAsync(string folder, string size, int seconds)
    {
        var path = Path.Combine(folder, "video.mp4");
        await FfmpegTool.RunAsync(["-f", "lavfi", "-i", $"color=0x404040:size={size}:rate=10:duration={seconds}", "-f", "lavfi", "-i", $"sine=220:duration={seconds},volume=0.02", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", path]);
        return path;
    }

    /// <summary>A table as Excel writes it, as small as it may be.</summary>
    private static async Task SheetAsync(string path, string[] cells, int columns)
    {
        var rows = string.Concat(cells.Chunk(columns).Select((row, r) => $"<row r=\"{r + 1}\">" + string.Concat(row.Select((cell, c) => $"<c r=\"{(char)('A' + c)}{r + 1}\" t=\"inlineStr\"><is><t>{cell}</t></is></c>")) + "</row>"));
        await using var zip = await ZipFile.OpenAsync(path, ZipArchiveMode.Create);
        foreach (var (name, text) in new[]
                 {
                     ("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/><Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/></Types>"),
                     ("_rels/.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"),
                     ("xl/workbook.xml", "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"대본\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"),
                     ("xl/_rels/workbook.xml.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"),
                     ("xl/worksheets/sheet1.xml", $"<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{rows}</sheetData></worksheet>"),
                 })
        {
            await using var entry = await zip.CreateEntry(name).OpenAsync();
            await entry.WriteAsync(Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + text));
        }
    }
}
