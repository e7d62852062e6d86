using Microsoft.Playwright;

namespace Dubbing.EndToEnd.Tests;

/// <summary>The system's Chromium, without a screen.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private readonly IPlaywright playwright;
    private readonly IBrowser chromium;

    private Browser(IPlaywright playwright, IBrowser chromium) => (this.playwright, this.chromium) = (playwright, chromium);

    /// <param name="more">More arguments of the program.</param>
    public static async Task<Browser> StartAsync(params string[] more)
    {
        var playwright = await Playwright.CreateAsync();
        // Long enough for a busy machine; what is there sooner is seen sooner.
        Assertions.SetDefaultExpectTimeout(60_000);
        return new Browser(playwright, await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", "--autoplay-policy=no-user-gesture-required", .. more,
            ],
        }));
    }

    /// <summary>Opens a page in a language.</summary>
    /// <param name="address">Its address.</param>
    /// <param name="language">The browser's language.</param>
    /// <param name="dark">Whether the browser asks for dark colours.</param>
    /// <param name="policy">Whether the studio's policy holds: then nothing can be waited for by evaluating strings.</param>
    /// <param name="opened">Is shown the page before it goes to the address.</param>
    public async Task<IPage> OpenAsync(string address, string language = "ko-KR", bool dark = false, bool policy = false, Action<IPage>? opened = null)
    {
        var page = await chromium.NewPageAsync(new()
        {
            Locale = language,
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            ViewportSize = new() { Width = 1440, Height = 900 },
            AcceptDownloads = true,
            // Playwright waits by evaluating strings, which the studio's policy forbids.
            BypassCSP = !policy,
        });
        page.SetDefaultTimeout(60_000);
        opened?.Invoke(page);
        await page.GotoAsync(address);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await chromium.DisposeAsync();
        playwright.Dispose();
    }
}
