using Microsoft.Playwright;

namespace Dubbing.EndToEnd.Tests;

/// <summary>Waiting for a page of a Blazor circuit.</summary>
internal static class PageExtensions
{
    /// <summary>Makes a project on the list of projects and waits until its page answers.</summary>
    public static async Task NewProjectAsync(this IPage page, string name)
    {
        // The circuit is open: one click is enough, and a second would open a second window.
        await page.WaitForFunctionAsync("document.querySelector('[data-test=project-file]')?.dataset.ready === 'yes'");
        await page.ClickAsync("[data-test=new-project]");
        await page.FillAsync("#project-name", name);
        await page.ClickAsync("[data-test=create]");
        await page.WaitForFunctionAsync("document.querySelector('.video')?.dataset.ready === 'yes' && document.querySelector('.script')?.dataset.ready === 'yes'");
    }

    /// <summary>Pastes a script into the open project.</summary>
    public static async Task InsertScriptAsync(this IPage page, string script)
    {
        await page.ClickAsync("[data-test=paste]");
        await page.FillAsync("#script-text", script);
        await page.ClickAsync("[data-test=insert]");
        await Assertions.Expect(page.Locator(".mud-dialog")).ToHaveCountAsync(0, new() { Timeout = 30_000 });
        await page.Locator("[data-test=line]").First.WaitForAsync();
    }

    /// <summary>
    /// Closes a window by Escape, pressed again where it was too early: a window has the keyboard a moment before MudBlazor listens to its keys.
    /// </summary>
    public static async Task EscapeWindowAsync(this IPage page)
    {
        for (var pressed = 1; ; pressed++)
        {
            await page.Keyboard.PressAsync("Escape");
            try
            {
                await Assertions.Expect(page.Locator(".mud-dialog")).ToHaveCountAsync(0, new() { Timeout = 5_000 });
                return;
            }
            catch (PlaywrightException) when (pressed < 4)
            {
                // Once more, as a person would.
            }
        }
    }

    /// <summary>Selects a line (from 0) and waits for its ribbon.</summary>
    public static async Task SelectLineAsync(this IPage page, int line)
    {
        var row = page.Locator($"[data-test=line][data-first='{line}']");
        await row.Locator(".number").ClickAsync();
        await page.Locator($".ribbon[data-ready=yes][data-speech$='{await row.GetAttributeAsync("data-id")}/speech']").WaitForAsync();
    }

    /// <summary>Renders all lines and waits until nothing is left to do.</summary>
    public static async Task RenderAllAsync(this IPage page)
    {
        await page.ClickAsync("[data-test=render] button");
        await Assertions.Expect(page.Locator("[data-test=render][data-state=Done]")).ToBeAttachedAsync(new() { Timeout = 180_000 });
        await Assertions.Expect(page.Locator("[data-test=todo]")).ToHaveCountAsync(0);
    }

    /// <summary>Opens the studio's menu and chooses an item.</summary>
    public static async Task ChooseMoreAsync(this IPage page, string item)
    {
        await page.ClickUntilAsync("[data-test=more] button, button[data-test=more]", item);
        await page.ClickAsync(item);
    }

    /// <summary>Everything typed is with the server.</summary>
    public static Task SavedAsync(this IPage page) => page.WaitForFunctionAsync("document.documentElement.dataset.saved === 'yes'");

    /// <summary>Moves the mouse along a path with its button down.</summary>
    /// <param name="page">The page.</param>
    /// <param name="x">Where it begins, in pixels of the page.</param>
    /// <param name="y">Where it begins, in pixels of the page.</param>
    /// <param name="steps">Where it goes, relative to where it begins.</param>
    public static async Task DragAsync(this IPage page, double x, double y, params (double X, double Y)[] steps)
    {
        await page.Mouse.MoveAsync((float)x, (float)y);
        await page.Mouse.DownAsync();
        foreach (var (dx, dy) in steps)
            await page.Mouse.MoveAsync((float)(x + dx), (float)(y + dy), new() { Steps = 4 });
        await page.Mouse.UpAsync();
    }

    /// <summary>Clicks until what the click opens is there: before the circuit is open, clicks fall on a picture of the page.</summary>
    public static async Task ClickUntilAsync(this IPage page, string button, string opens, bool attached = false)
    {
        for (var tries = 0; tries < 60; tries++)
        {
            try
            {
                // On a busy machine the click before may have opened it by now, over the button.
                if (await page.Locator(opens).CountAsync() == 0)
                    await page.ClickAsync(button, new() { Timeout = 2000 });
                await page.WaitForSelectorAsync(opens, new() { Timeout = 12_000, State = attached ? WaitForSelectorState.Attached : WaitForSelectorState.Visible });
                return;
            }
            catch (TimeoutException)
            {
            }
        }

        Assert.Fail($"{button} did not open {opens}.");
    }

    /// <summary>Waits until at least so many clips of a kind (a condition on <c>c</c>, a clip of timeline/model.js) lie on the timeline.</summary>
    public static Task WaitForClipsAsync(this IPage page, int count, string condition = "c.url") =>
        page.WaitForFunctionAsync($"[...(window.dubbing?.timeline.clips.values() ?? [])].filter(c => {condition}).length >= {count}", null, new() { Timeout = 180_000 });
}
