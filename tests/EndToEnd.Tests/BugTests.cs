using Microsoft.Playwright;

namespace Dubbing.EndToEnd.Tests;

/// <summary>What people stumbled over, each as it was done.</summary>
[Collection(nameof(Editor))]
public sealed class BugTests(Editor editor)
{
    [Fact]
    public async Task The_form_of_a_reading_closes_when_its_text_is_written_in()
    {
        await using var desk = await editor.OpenAsync();
        var page = desk.Page;
        await page.SelectLineAsync(0);
        await page.Locator(".ribbon [role=button], .ribbon button").First.ClickAsync();
        await page.WaitForSelectorAsync("[data-test=reading]");
        var text = page.Locator("[data-first='0'] textarea");
        await text.FocusAsync();
        await text.FillAsync("그런데 " + await text.InputValueAsync());
        await page.SavedAsync();
        await Assertions.Expect(page.Locator("[data-test=reading]")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Ctrl_Enter_in_a_line_renders_and_splits_nothing()
    {
        await using var desk = await editor.OpenAsync();
        var page = desk.Page;
        var text = page.Locator("[data-first='1'] textarea");
        await text.FocusAsync();
        await text.FillAsync("바닷물은 수증기가 됩니다.");
        await page.SavedAsync();
        await page.WaitForFunctionAsync("[...dubbing.timeline.clips.values()].some(c => c.number === 2 && c.stale)");
        await text.PressAsync("Control+Enter");
        await desk.UntilAsync("l.length === 6 && l.every(c => c.url && !c.stale)");
    }

    [Fact]
    public async Task A_window_of_the_menu_takes_the_keyboard_and_gives_it_back()
    {
        await using var desk = await editor.OpenAsync();
        var page = desk.Page;
        await page.ChooseMoreAsync("[data-test=versions]");
        await page.WaitForFunctionAsync("document.querySelector('.mud-dialog')?.contains(document.activeElement)");
        await page.EscapeWindowAsync();
        await page.WaitForFunctionAsync("document.activeElement !== document.body && document.querySelector('.studio').contains(document.activeElement)");
    }

    [Fact]
    public async Task Space_plays_after_a_button_was_clicked()
    {
        await using var desk = await editor.OpenAsync();
        var page = desk.Page;
        var mute = page.Locator("[data-track=original] [data-test=mute]");
        await mute.ClickAsync();
        await Assertions.Expect(mute).ToHaveAttributeAsync("aria-pressed", "true");
        await desk.KeyAsync("Space");
        await page.WaitForFunctionAsync("dubbing.playing");
        await desk.KeyAsync("Space");
        await page.WaitForFunctionAsync("!dubbing.playing");
        await Assertions.Expect(mute).ToHaveAttributeAsync("aria-pressed", "true");
    }

    [Fact]
    public async Task Selecting_a_line_shows_the_picture_that_begins_with_it()
    {
        await using var desk = await editor.OpenAsync();
        var page = desk.Page;
        foreach (var line in (int[])[1, 3])
        {
            await page.Locator($"[data-first='{line}'] .number").ClickAsync();
            var start = (await desk.LinesAsync())[line].Start;
            await page.WaitForFunctionAsync(Desk.Text($"Math.abs(document.querySelector('#video').currentTime - {start}) < 0.04 && !document.querySelector('#video').seeking"));
            Assert.InRange(await page.EvaluateAsync<double>("document.querySelector('#video').currentTime"), start, start + 0.03);
        }
    }

    [Theory]
    [InlineData(1280, 800)]
    [InlineData(1024, 768)]
    public async Task Every_button_of_the_head_is_as_wide_as_its_words(int width, int height)
    {
        await using var desk = await editor.OpenAsync();
        var page = desk.Page;
        await page.SetViewportSizeAsync(width, height);
        var squashed = await page.EvaluateAsync<string[]>("[...document.querySelectorAll('.studio .head button')].filter(b => b.offsetParent && (b.offsetWidth < 24 || b.scrollWidth > b.clientWidth + 2)).map(b => b.outerHTML.slice(0, 200))");
        Assert.Empty(squashed);
    }

    [Fact]
    public async Task The_picture_waits_at_the_playhead_and_no_longer()
    {
        await using var desk = await editor.OpenAsync();
        var page = desk.Page;
        var before = await desk.LinesAsync();
        await desk.SeekAsync(9);
        var at = await page.EvaluateAsync<double>("dubbing.time");
        await page.ClickAsync("[data-test=waits] summary");
        await page.FillAsync("[data-test=wait-seconds]", "1.5");
        await page.ClickAsync("[data-test=wait-here]");
        await desk.UntilAsync(Desk.Text($"Math.abs(l[3].start - {before[3].Start + 1.5}) < 0.01 && Math.abs(l[1].start - {before[1].Start}) < 0.01 && dubbing.timeline.waits.length === 1"));
        Assert.Equal(at, await page.EvaluateAsync<double>("dubbing.timeline.waits[0].at"), 2);
        await page.ClickAsync("[data-test=wait-off]");
        await desk.UntilAsync(Desk.Text($"Math.abs(l[3].start - {before[3].Start}) < 0.01 && dubbing.timeline.waits.length === 0"));
    }
}
