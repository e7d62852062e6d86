using Microsoft.Playwright;

namespace Dubbing.EndToEnd.Tests;

/// <summary>In and out marks, what is seen while a clip is dragged, and going from pane to pane.</summary>
[Collection(nameof(Editor))]
public sealed class MarksTests(Editor editor) : IAsyncLifetime
{
    private Desk desk = null!;

    private IPage Page => desk.Page;

    public async Task InitializeAsync() => desk = await editor.OpenAsync();

    public async Task DisposeAsync() => await desk.DisposeAsync();

    [Fact]
    public async Task The_part_between_the_marks_is_looped_and_proposed_for_export()
    {
        await desk.SeekAsync(4);
        await desk.KeyAsync("i");
        await desk.SeekAsync(9);
        await desk.KeyAsync("o");
        var part = await Page.EvaluateAsync<double[]>("(p => [p.start, p.end])(dubbing.timeline.marks.part())");
        Assert.Equal(4, part[0], 0.2);
        Assert.Equal(9, part[1], 0.2);
        await desk.KeyAsync("r");
        Assert.Equal(part, await Page.EvaluateAsync<double[]>("(l => [l.start, l.end])(dubbing.timeline.player.loop)"));

        // They are there again when the page is, and the export begins with them.
        await Page.ReloadAsync();
        await desk.ReadyAsync();
        await Page.ClickAsync("[data-test=export] button");
        await Assertions.Expect(Page.Locator("[data-test=export-from]")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("^0:0[34]"));
        await Assertions.Expect(Page.Locator("[data-test=export-to]")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("^0:0[89]"));
        await Page.EscapeWindowAsync();

        // Out before in: in goes. The same key at the same place takes a mark away.
        await desk.SeekAsync(2);
        await desk.KeyAsync("o");
        Assert.Equal("null 2", await Page.EvaluateAsync<string>("`${dubbing.timeline.marks.from} ${Math.round(dubbing.timeline.marks.to)}`"));
        await desk.KeyAsync("o");
        Assert.Null(await Page.EvaluateAsync<double[]?>("dubbing.timeline.marks.part()"));
    }

    [Fact]
    public async Task The_picture_follows_a_trim_and_the_playhead_comes_back()
    {
        await desk.SeekAsync(20);
        var at = await Page.EvaluateAsync<double>("dubbing.time");
        var line = (await desk.LinesAsync())[0];
        var box = await desk.BoxAsync(line.Id);
        var end = await Page.EvaluateAsync<double>($"dubbing.timeline.clips.get('{line.Id}').slotEnd");
        await Page.Mouse.MoveAsync((float)(box.X + box.Width - 2), (float)(box.Y + box.Height - 8));
        await Page.Mouse.DownAsync();
        await Page.Mouse.MoveAsync((float)(box.X + box.Width - 2 - await desk.ScaleAsync()), (float)(box.Y + box.Height - 8), new() { Steps = 8 });
        await Page.WaitForFunctionAsync(Desk.Text($"Math.abs(dubbing.timeline.player.now - {end - 1}) < 0.3"));
        Assert.Matches(@"^00:00:00:\d\d – 00:00:02:\d\d  (−1\.0|−0\.9)", await Page.EvaluateAsync<string>("dubbing.timeline.pointer.times().text"));
        await Page.Mouse.UpAsync();
        await Page.WaitForFunctionAsync(Desk.Text($"Math.abs(dubbing.timeline.player.now - {at}) < 0.01 && dubbing.timeline.pointer.times() === null"));
    }

    [Fact]
    public async Task The_ribbon_is_one_stop_of_the_tab_key_and_arrows_go_through_it()
    {
        await Page.SelectLineAsync(0);
        Assert.Equal(1, await Page.EvaluateAsync<int>("[...document.querySelectorAll('.ribbon button')].filter(b => b.tabIndex === 0).length"));
        await Page.Locator(".ribbon .unit").First.FocusAsync();
        await desk.KeyAsync("ArrowRight");
        await Assertions.Expect(Page.Locator(".ribbon .unit").Nth(1)).ToBeFocusedAsync();
        await desk.KeyAsync("ArrowDown");
        Assert.True(await Page.EvaluateAsync<bool>("!!document.activeElement.closest('.sounds, .words')"));
        await desk.KeyAsync("Tab");
        Assert.False(await Page.EvaluateAsync<bool>("!!document.activeElement.closest('.ribbon')"));
        await desk.KeyAsync("Shift+Tab");
        Assert.True(await Page.EvaluateAsync<bool>("!!document.activeElement.closest('.sounds, .words')"));
        await desk.KeyAsync("PageUp");
        await Assertions.Expect(Page.Locator(".ribbon .unit").Nth(1)).ToBeFocusedAsync();
    }

    [Fact]
    public async Task F6_goes_through_the_panes()
    {
        await Page.Locator("[data-test=line] .number").First.ClickAsync();
        await Page.Locator(".voice-pane .voice-bar").WaitForAsync();
        foreach (var pane in new[] { ".voice-pane", ".timeline", ".head", ".script" })
        {
            await desk.KeyAsync("F6");
            Assert.True(await Page.EvaluateAsync<bool>($"!!document.activeElement.closest('{pane}')"), pane);
        }
        await desk.KeyAsync("Shift+F6");
        Assert.True(await Page.EvaluateAsync<bool>("!!document.activeElement.closest('.head')"));
    }
}
