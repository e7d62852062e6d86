using Microsoft.Playwright;

namespace Dubbing.EndToEnd.Tests;

/// <summary>The first start: a sample project is made and opened, once.</summary>
public sealed class SampleTests
{
    [Fact]
    public async Task A_newcomer_finds_a_sample()
    {
        await using var studio = await StudioProcess.StartAsync(sample: true);
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(studio.Address);
        await page.WaitForURLAsync("**/projects/*", new() { Timeout = 120_000 });
        await Assertions.Expect(page.Locator("[data-test=line]")).ToHaveCountAsync(5);
        await page.WaitForFunctionAsync("document.querySelector('#video')?.readyState >= 2");
        // The page opened while they were spoken.
        await page.WaitForClipsAsync(5);
        await NewcomerTests.KeepPictureAsync(page, "sample");

        // Whoever deletes it is not given another.
        await page.GotoAsync(studio.Address);
        await page.ClickUntilAsync("[data-test=delete-project]", "[data-test=sample]");
        await Assertions.Expect(page.Locator("[data-test=sample]")).ToBeVisibleAsync();
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("[data-test=sample]")).ToBeVisibleAsync();
        Assert.Equal(0, await page.Locator("[data-test=sample-making]").CountAsync());
    }
}
