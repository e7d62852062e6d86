using System.Globalization;
using Dubbing.Media;
using Microsoft.Playwright;

namespace Dubbing.EndToEnd.Tests;

/// <summary>A newcomer's whole job through the real interface: project, upload, script, voice, render, play, export, download.</summary>
public sealed class NewcomerTests
{
    private const string Script = "안녕하세요. 오늘은 물의 순환을 배웁니다.\n바닷물은 햇빛을 받아 수증기가 됩니다.\n구름에서 비가 내립니다.";

    [Fact]
    public async Task From_an_uploaded_video_to_a_finished_file()
    {
        await using var studio = await StudioProcess.StartAsync();
        await using var browser = await Browser.StartAsync();
        var video = await MakeVideoAsync(studio.Folder, seconds: 14);
        var page = await browser.OpenAsync(studio.Address);

        // The list is empty and says what to do; a project is made.
        await Assertions.Expect(page.GetByText("아직 프로젝트가 없습니다")).ToBeVisibleAsync();
        await page.ClickUntilAsync("[data-test=new-project]", "#project-name");
        await page.FillAsync("#project-name", "물의 순환");
        await page.ClickAsync("[data-test=create]");

        // The video comes in and can be seen.
        await page.WaitForSelectorAsync("[data-test=file]", new() { State = WaitForSelectorState.Attached });
        await page.WaitForFunctionAsync("document.querySelector('.video')?.dataset.ready === 'yes'");
        await page.SetInputFilesAsync("[data-test=file]", video);
        await page.WaitForFunctionAsync("document.querySelector('#video')?.readyState >= 2");

        // The script is pasted: one line a row.
        await page.ClickUntilAsync("[data-test=paste]", "#script-text");
        await page.FillAsync("#script-text", Script);
        await page.ClickAsync("[data-test=insert]");
        await Assertions.Expect(page.Locator("[data-test=line]")).ToHaveCountAsync(3);

        // What is typed is saved at once.
        var last = page.Locator("textarea[data-line]").Nth(2);
        await last.FillAsync("그리고 구름에서 비가 내립니다.");
        await page.WaitForFunctionAsync("document.documentElement.dataset.saved === 'yes'");

        // A voice is chosen and the lines are spoken.
        var voices = page.Locator("[data-test=voice]");
        await voices.SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await page.ClickAsync("[data-test=render] button");
        await page.WaitForClipsAsync(3, "['Free', 'Amber', 'Red'].includes(c.grade)");
        await Assertions.Expect(page.Locator("[data-test=render][data-state=Done]")).ToBeAttachedAsync();

        // It plays: the picture moves and the dub sounds with it.
        await page.ClickAsync("[data-test=play]");
        await page.WaitForFunctionAsync("window.dubbing.playing && window.dubbing.time > 0.5 && window.dubbing.sounding > 0 && window.dubbing.started > 0");
        await page.ClickAsync("[data-test=play]");
        await page.WaitForFunctionAsync("!window.dubbing.playing");

        // The finished file is downloaded and is what was asked for.
        await page.ClickAsync("[data-test=export] button");
        await page.ClickAsync("[data-test=export-now]");
        await page.WaitForSelectorAsync("[data-test=download]", new() { Timeout = 180_000 });
        var download = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("[data-test=download]"));
        Assert.Contains("물의 순환", download.SuggestedFilename, StringComparison.Ordinal);
        var file = Path.Combine(studio.Folder, "finished.mp4");
        await download.SaveAsAsync(file);
        var info = await FfmpegTool.Work.Probe.ProbeAsync(file);
        Assert.Equal("h264", info.Video!.Codec);
        Assert.Equal("aac", info.Audio!.Codec);
        Assert.InRange(info.Seconds, 13.5, 15.5);
        Assert.Contains("subtitle", await StreamsAsync(file), StringComparison.Ordinal);

        // What is heard in it is the dub: the lines stand out from the quiet tone that goes on after them.
        Assert.True(await LevelAsync(file, 0.2, 2) > await LevelAsync(file, 11, 2) + 6, "the speech is missing from the finished file");
        await KeepPictureAsync(page, "studio");
    }

    /// <summary>Mean level of a stretch of sound, dB relative to full scale.</summary>
    internal static async Task<double> LevelAsync(string file, double from, double seconds)
    {
        var said = await FfmpegTool.RunAsync([.. FfmpegTool.SafeInput(file), "-af", string.Create(CultureInfo.InvariantCulture, $"atrim={from}:{from + seconds},volumedetect"), "-f", "null", "-"]);
        var mean = said.Split('\n').Last(l => l.Contains("mean_volume:", StringComparison.Ordinal));
        return double.Parse(mean.Split("mean_volume:")[1].Replace("dB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
    }

    /// <summary>A picture of the studio, when <c>DUBBING_PICTURES</c> names a folder for it.</summary>
    internal static async Task KeepPictureAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("DUBBING_PICTURES") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png") });
    }

    /// <summary>A video of ffmpeg's test sources with a quiet tone.</summary>
    internal static async Task<string> MakeVideoAsync(string folder, int seconds)
    {
        var path = Path.Combine(folder, "lecture.mp4");
        var length = seconds.ToString(CultureInfo.InvariantCulture);
        await FfmpegTool.RunAsync(
        [
            "-f", "lavfi", "-i", $"gradients=size=640x360:rate=25:duration={length}:speed=0.02:c0=0x16324f:c1=0x2a9d8f:c2=0x8ecae6:nb_colors=3",
            "-f", "lavfi", "-i", $"sine=220:duration={length},tremolo=f=0.5:d=0.9,volume=0.1",
            "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", "-shortest", path,
        ]);
        return path;
    }

    private static Task<string> StreamsAsync(string file) =>
        FfmpegTool.ProbeAsync(["-show_entries", "stream=codec_type", "-of", "csv=p=0", file], TimeSpan.FromSeconds(30));
}
