using Microsoft.Playwright;

namespace Dubbing.EndToEnd.Tests;

/// <summary>The voice inspector with the real voices: look at a reading, drag it, hear it.</summary>
public sealed class VoiceTests
{
    [Fact]
    public async Task A_line_is_shaped_and_heard_in_its_ribbon()
    {
        await using var studio = await StudioProcess.StartAsync();
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(studio.Address, "en-US");
        var errors = new List<string>();
        page.PageError += (_, error) => errors.Add(error);
        await page.ClickUntilAsync("[data-test=new-project]", "#project-name");
        await page.FillAsync("#project-name", "Voices");
        await page.ClickAsync("[data-test=create]");
        await page.WaitForFunctionAsync("document.querySelector('.video')?.dataset.ready === 'yes'");
        await page.ClickUntilAsync("[data-test=paste]", "#script-text");
        await page.FillAsync("#script-text", "같이 가실 분은 손을 들어 주세요.");
        await page.ClickAsync("[data-test=insert]");
        await page.ClickUntilAsync("[data-test=line] .number", ".ribbon");
        await Assertions.Expect(page.Locator(".ribbon[data-ready=yes]")).ToBeVisibleAsync();

        // Why: the rule that made ㅊ of ㅌ.
        await page.Locator(".sound button", new() { HasTextString = "ㅊ" }).First.HoverAsync();
        await Assertions.Expect(page.Locator(".why")).ToContainTextAsync("제17항");

        // A length, by the mouse: one message, and the sound stays as long as it was drawn.
        var first = page.Locator("[data-sound='2']");
        var before = (await first.BoundingBoxAsync())!;
        await DragAsync(page, before.X + before.Width, before.Y + before.Height / 2, [(40, 0)]);
        await Assertions.Expect(page.Locator("[data-sound='2'].edited")).ToBeVisibleAsync();
        Assert.Equal(before.Width + 40, (await first.BoundingBoxAsync())!.Width, 5.0);

        // A pitch, drawn: the curve goes where the pointer was.
        await page.Locator(".ribbon").EvaluateAsync("r => r.scrollLeft = 0");
        var melody = (await page.Locator(".melody").BoundingBoxAsync())!;
        var frames = await page.EvaluateAsync<double>("JSON.parse(document.querySelector('.ribbon').dataset.pitch)[20]");
        await DragAsync(page, melody.X + 60, melody.Y + 20, [(30, 0), (60, 0)]);
        await page.WaitForFunctionAsync("before => Math.abs(JSON.parse(document.querySelector('.ribbon').dataset.pitch)[20] - before) > 5", frames);
        await NewcomerTests.KeepPictureAsync(page, "voice-ribbon");

        // By the keyboard, half a semitone up; and all of it undone.
        await page.Locator("[data-sound='8'] button").FocusAsync();
        await page.Keyboard.PressAsync("ArrowUp");
        await Assertions.Expect(page.Locator("[data-sound='8'].edited")).ToBeVisibleAsync();
        await page.ClickAsync("[data-test=reset-sounds]");
        await Assertions.Expect(page.Locator(".sound.edited")).ToHaveCountAsync(0);

        // Heard with one key.
        await page.Locator("body").PressAsync("a");
        await page.WaitForFunctionAsync("document.querySelector('.ribbon').dataset.firstSound !== undefined");
        await page.CheckAsync("[data-test=spectrogram]");
        await page.WaitForFunctionAsync("document.querySelector('canvas.mel').width === JSON.parse(document.querySelector('.ribbon').dataset.pitch).length");
        await NewcomerTests.KeepPictureAsync(page, "voice-spectrogram");

        Assert.Empty(errors);
    }

    private static async Task DragAsync(IPage page, double x, double y, (double X, double Y)[] steps)
    {
        await page.Mouse.MoveAsync((float)x, (float)y);
        await page.Mouse.DownAsync();
        foreach (var (dx, dy) in steps)
            await page.Mouse.MoveAsync((float)(x + dx), (float)(y + dy), new() { Steps = 4 });
        await page.Mouse.UpAsync();
    }
}
