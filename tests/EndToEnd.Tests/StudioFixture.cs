using Microsoft.Playwright;

namespace Dubbing.EndToEnd.Tests;

/// <summary>One studio and one browser for all tests of a class; each test makes a project of its own.</summary>
public sealed class StudioFixture : IAsyncLifetime
{
    private StudioProcess studio = null!;
    private Browser browser = null!;

    /// <summary>The studio's data folder.</summary>
    public string Folder => studio.Folder;

    /// <summary>Where the studio answers.</summary>
    public string Address => studio.Address;

    public async Task InitializeAsync()
    {
        studio = await StudioProcess.StartAsync();
        browser = await Browser.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await browser.DisposeAsync();
        await studio.DisposeAsync();
    }

    /// <summary>Ends the studio at once and starts it again on the same data.</summary>
    public async Task RestartAsync()
    {
        await studio.KillAsync();
        await studio.StartAgainAsync();
    }

    /// <summary>A page of its own.</summary>
    public Task<IPage> OpenAsync(string path = "/", string language = "ko-KR", bool dark = false) => browser.OpenAsync(studio.Address + path, language, dark);

    /// <summary>A page on which the studio's policy holds, seen from its first moment.</summary>
    public Task<IPage> OpenWithPolicyAsync(Action<IPage> opened) => browser.OpenAsync(studio.Address, policy: true, opened: opened);

    /// <summary>A new project with a script, open in a page of its own: Japanese where the page is.</summary>
    public async Task<IPage> ProjectAsync(string? script = null, string language = "ko-KR", string name = "강의", bool dark = false)
    {
        var page = await OpenAsync("/", language, dark);
        await page.NewProjectAsync(name);
        if (script is not null)
            await page.InsertScriptAsync(script);
        return page;
    }
}
