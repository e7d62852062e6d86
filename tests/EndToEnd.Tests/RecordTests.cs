using Dubbing.Media;
using Microsoft.Playwright;

namespace Dubbing.EndToEnd.Tests;

/// <summary>A line is recorded with a microphone that plays a file.</summary>
public sealed class RecordTests
{
    [Fact]
    public async Task A_recorded_line_is_its_take_and_undo_takes_it_back()
    {
        await using var studio = await StudioProcess.StartAsync();
        var voice = Path.Combine(studio.Folder, "voice.wav");
        await FfmpegTool.RunAsync(["-f", "lavfi", "-i", "sine=300:duration=1:sample_rate=48000,volume=0.3", "-c:a", "pcm_s16le", voice]);
        await using var browser = await Browser.StartAsync("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", "--use-file-for-fake-audio-capture=" + voice);
        var page = await browser.OpenAsync(studio.Address);
        await page.NewProjectAsync("녹음");
        await page.InsertScriptAsync("안녕하세요.");

        // No permission and no microphone are told; the dialog stays.
        await page.ClickUntilAsync("[data-test=line] .more", "[data-test=record]");
        await page.ClickAsync("[data-test=record]");
        await page.WaitForSelectorAsync("[data-test=record-start]");
        foreach (var (name, said) in new[] { ("NotAllowedError", "허용"), ("NotFoundError", "연결") })
        {
            await page.EvaluateAsync($"(real => {{ window.realMedia ??= real; navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', '{name}')); return 0; }})(navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices))");
            await page.ClickAsync("[data-test=record-start]");
            await Assertions.Expect(page.Locator("[data-test=record-problem]")).ToContainTextAsync(said);
        }

        await page.EvaluateAsync("() => { navigator.mediaDevices.getUserMedia = window.realMedia; }");
        await page.ClickAsync("[data-test=record-start]");
        await page.WaitForSelectorAsync(".recorder[data-state=recording]");
        await page.WaitForFunctionAsync("document.querySelector('.recorder meter').value > 0.4");
        await page.ClickAsync("[data-test=record-stop]");
        await page.WaitForSelectorAsync("[data-test=record-kept] audio");
        await page.WaitForClipsAsync(1, "c.url && !c.stale");
        var saved = await page.APIRequest.GetAsync(await page.Locator("[data-test=recordings]").EvaluateAsync<string>("a => a.href"));
        Assert.Equal((200, "application/zip"), (saved.Status, saved.Headers["content-type"]));
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator(".recorder")).ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("Control+z");
        await page.WaitForFunctionAsync("![...dubbing.timeline.clips.values()].some(c => c.url)");
    }
}
