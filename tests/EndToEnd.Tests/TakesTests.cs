using System.Globalization;
using Microsoft.Playwright;

namespace Dubbing.EndToEnd.Tests;

/// <summary>Takes by the hands of a user: what is out of date is marked and rendered, compared, kept, locked.</summary>
public sealed class TakesTests(StudioFixture studio) : IClassFixture<StudioFixture>
{
    [Fact]
    public async Task All_that_is_out_of_date_is_rendered_in_one_press_with_progress_and_cancel_and_a_failing_line_stops_nothing()
    {
        const int lines = 30;
        var texts = Enumerable.Range(1, lines).Select(i => i == 3 ? "สวัสดี" : $"{i}번째 문장은 조금 길어서 말하는 데 시간이 걸리는 문장입니다.");
        var page = await studio.ProjectAsync(string.Join('\n', texts));
        var todo = page.Locator("[data-test=todo]");
        await Assertions.Expect(todo).ToHaveTextAsync($"{lines}");
        await page.ClickAsync("[data-test=queue] summary");
        await page.ClickAsync("[data-test=render-stale]");
        var job = page.Locator(".queue-box li", new() { Has = page.GetByRole(AriaRole.Progressbar) });
        await Assertions.Expect(job).ToHaveCountAsync(1);
        // Something is done, not all, when it is cancelled.
        await page.WaitForFunctionAsync("all => Number(document.querySelector('[data-test=todo]')?.textContent ?? 0) < all", lines);
        await job.GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(job).ToHaveCountAsync(0);
        var left = int.Parse((await todo.TextContentAsync())!, CultureInfo.InvariantCulture);
        Assert.InRange(left, 2, lines - 1);
        await NewcomerTests.KeepPictureAsync(page, "takes-cancelled");

        // The rest, and only the rest; the line that cannot be said says why, and leads to it.
        await page.ClickAsync("[data-test=render-stale]");
        await Assertions.Expect(todo).ToHaveTextAsync("1", new() { Timeout = 180_000 });
        await page.WaitForClipsAsync(lines - 1);
        var problem = page.Locator(".queue-box .link");
        await Assertions.Expect(problem).ToHaveCountAsync(1);
        await Assertions.Expect(problem).ToContainTextAsync("3");
        await problem.ClickAsync();
        await Assertions.Expect(page.Locator("[data-test=line][data-first='2'].selected .chip.Problem")).ToHaveCountAsync(1);
        await page.CloseAsync();
    }

    [Fact]
    public async Task Takes_are_compared_kept_and_used_again()
    {
        var page = await studio.ProjectAsync("처음에 쓴 문장입니다.");
        await page.RenderAllAsync();
        var field = page.Locator("textarea[data-line]").First;
        await field.FillAsync("나중에 고쳐 쓴 문장입니다.");
        await Assertions.Expect(page.Locator(".chip.Stale")).ToHaveCountAsync(1);
        await page.RenderAllAsync();
        await Assertions.Expect(page.Locator(".chip.Stale")).ToHaveCountAsync(0);
        var newer = await ClipAsync(page);
        await TakesAsync(page);
        var takes = page.Locator("[data-test=take]");
        await Assertions.Expect(takes).ToHaveCountAsync(2);
        await Assertions.Expect(takes.First).ToHaveClassAsync("current");
        await Assertions.Expect(takes.Nth(1)).ToContainTextAsync("처음에 쓴 문장입니다.");
        await takes.Nth(1).GetByRole(AriaRole.Button).First.ClickAsync();
        await page.WaitForFunctionAsync("document.querySelector('.mud-dialog audio')?.currentTime > 0");
        await takes.Nth(1).Locator("[aria-pressed]").ClickAsync();
        await Assertions.Expect(takes.Nth(1).Locator("[aria-pressed=true]")).ToHaveCountAsync(1);
        await NewcomerTests.KeepPictureAsync(page, "takes-compare");
        await takes.Nth(1).Locator("[data-test=use-take]").ClickAsync();
        await Assertions.Expect(takes.Nth(1)).ToHaveClassAsync("current");
        // The pressed button is off now; Escape closes the window all the same.
        await page.EscapeWindowAsync();
        await page.WaitForFunctionAsync("before => [...window.dubbing.timeline.clips.values()].some(c => c.url && c.url !== before)", newer);
        await Assertions.Expect(page.Locator(".chip.Stale")).ToHaveCountAsync(0);
        // What was used is a step like any other.
        await page.ClickAsync("[data-test=undo]");
        await page.WaitForFunctionAsync("before => [...window.dubbing.timeline.clips.values()].some(c => c.url === before)", newer);
        await page.CloseAsync();
    }

    [Fact]
    public async Task A_locked_line_is_left_alone()
    {
        var page = await studio.ProjectAsync("잠글 문장입니다.\n다른 문장입니다.");
        await page.RenderAllAsync();
        var locked = await ClipAsync(page);
        await LockAsync(page);
        await Assertions.Expect(page.Locator(".chip.Locked")).ToHaveCountAsync(1);
        await page.Locator("textarea[data-line]").First.FillAsync("잠근 뒤에 고친 문장입니다.");
        await page.Locator("textarea[data-line]").Nth(1).FillAsync("다른 문장도 고쳤습니다.");
        await Assertions.Expect(page.Locator("[data-test=todo]")).ToHaveTextAsync("1");
        await page.RenderAllAsync();
        await Assertions.Expect(page.Locator(".chip.Locked")).ToHaveAttributeAsync("title", "잠금: 음성은 바뀌기 전 내용입니다");
        Assert.Equal(locked, await ClipAsync(page));
        await LockAsync(page);
        await Assertions.Expect(page.Locator(".chip.Stale")).ToHaveCountAsync(1);
        await page.CloseAsync();
    }

    /// <summary>Where the first clip's sound comes from.</summary>
    private static Task<string> ClipAsync(IPage page) =>
        page.EvaluateAsync<string>("[...window.dubbing.timeline.clips.values()].filter(c => c.url).sort((a, b) => a.start - b.start)[0].url");

    private static async Task MenuAsync(IPage page) =>
        await page.ClickUntilAsync("[data-test=line] .more >> nth=0", ".mud-popover-open .mud-menu-item");

    private static async Task TakesAsync(IPage page)
    {
        await MenuAsync(page);
        await page.Locator(".mud-popover-open .mud-menu-item", new() { HasText = "테이크" }).ClickAsync();
        await page.WaitForSelectorAsync("[data-test=take]");
    }

    private static async Task LockAsync(IPage page)
    {
        await MenuAsync(page);
        await page.Locator(".mud-popover-open .mud-menu-item", new() { HasText = "잠금" }).ClickAsync();
        await Assertions.Expect(page.Locator(".mud-popover-open .mud-menu-item")).ToHaveCountAsync(0);
    }
}
