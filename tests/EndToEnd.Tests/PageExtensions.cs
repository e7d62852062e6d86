using Microsoft.Playwright;

namespace Dubbing.EndToEnd.Tests;

/// <summary>Waiting for a page of a Blazor circuit.</summary>
internal static class PageExtensions
{
    /// <summary>Clicks until what the click opens is there: before the circuit is open, clicks fall on a picture of the page.</summary>
    public static async Task ClickUntilAsync(this IPage page, string button, string opens)
    {
        for (var tries = 0; tries < 60; tries++)
        {
            await page.ClickAsync(button);
            try
            {
                await page.WaitForSelectorAsync(opens, new() { Timeout = 1000 });
                return;
            }
            catch (TimeoutException)
            {
            }
        }

        Assert.Fail($"{button} did not open {opens}.");
    }
}
