using Microsoft.Playwright;

namespace Dubbing.EndToEnd.Tests;

/// <summary>Writing in the script pane while the server is slow or away: no letter is lost, and none lands in another line.</summary>
public sealed class WritingTests
{
    [Fact]
    public async Task Typing_goes_on_whatever_the_server_does()
    {
        await using var studio = await StudioProcess.StartAsync();
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync("about:blank");
        var server = new HeldServer();
        await page.RouteWebSocketAsync("**/_blazor*", server.Connect);
        await page.GotoAsync(studio.Address);
        await page.NewProjectAsync("쓰기");
        // The button makes a line as well; what is typed before its row is there waits for it.
        server.Hold();
        await page.ClickAsync("[data-test=add-line]");
        await page.Keyboard.TypeAsync("하나");
        server.Release();
        await Assertions.Expect(page.Locator("textarea[data-line]:focus")).ToHaveValueAsync("하나");

        // The server's answers do not come: new lines are written all the same, and corrected.
        server.Hold();
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.TypeAsync("둘셋");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.TypeAsync("넷x");
        await page.Keyboard.PressAsync("Backspace");
        await page.Keyboard.PressAsync("Enter");
        // An empty line is taken back, and writing goes on where it was.
        await page.Keyboard.PressAsync("Backspace");
        await page.Keyboard.TypeAsync("!");
        server.Release();
        await WroteAsync(page, "하나", "둘셋", "넷!");
        await Assertions.Expect(page.Locator("textarea[data-line]:focus")).ToHaveValueAsync("넷!");

        // The server is gone: what is written goes to a restarted one, line by line.
        await studio.KillAsync();
        await page.WaitForFunctionAsync("document.documentElement.dataset.connection === 'off'");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.TypeAsync("다섯");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.TypeAsync("여섯");
        await NewcomerTests.KeepPictureAsync(page, "script-offline");
        await studio.StartAgainAsync();
        await WroteAsync(page, "하나", "둘셋", "넷!", "다섯", "여섯");
        await page.ReloadAsync();
        await WroteAsync(page, "하나", "둘셋", "넷!", "다섯", "여섯");
    }

    /// <summary>The script says this, and all of it is saved.</summary>
    private static Task<IJSHandle> WroteAsync(IPage page, params string[] texts) => page.WaitForFunctionAsync(
        "texts => JSON.stringify([...document.querySelectorAll('textarea[data-line]')].map(t => t.value)) === JSON.stringify(texts) && document.documentElement.dataset.saved === 'yes'",
        texts);

    /// <summary>The way to the server, on which its answers can be held up.</summary>
    private sealed class HeldServer
    {
        private readonly Lock order = new();
        private readonly List<Action> held = [];
        private bool holding;

        public void Connect(IWebSocketRoute page)
        {
            var server = page.ConnectToServer();
            server.OnMessage(frame =>
            {
                Action send = frame.Binary is { } bytes ? () => page.Send(bytes) : () => page.Send(frame.Text!);
                lock (order)
                {
                    if (holding)
                        held.Add(send);
                    else
                        send();
                }
            });
        }

        public void Hold()
        {
            lock (order)
                holding = true;
        }

        public void Release()
        {
            lock (order)
            {
                holding = false;
                held.ForEach(send => send());
                held.Clear();
            }
        }
    }
}
