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
        await page.WaitForFunctionAsync("document.querySelector('.video')?.dataset.ready === 'yes'");
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
