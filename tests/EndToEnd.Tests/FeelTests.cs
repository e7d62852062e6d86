using Microsoft.Playwright;

namespace Dubbing.EndToEnd.Tests;

/// <summary>Keys and their changes, context menus, colours, languages, empty screens.</summary>
[Trait("Category", "Long")]
public sealed class FeelTests(StudioFixture studio) : IClassFixture<StudioFixture>
{
    [Fact]
    public async Task Keys_are_shown_changed_and_stay_changed()
    {
        var page = await studio.ProjectAsync("단축키를 써 봅니다.");
        await page.SetInputFilesAsync("[data-test=file]", await NewcomerTests.MakeVideoAsync(studio.Folder, seconds: 6));
        await page.WaitForFunctionAsync("document.querySelector('#video')?.readyState >= 2");
        await KeysAsync(page);
        await Assertions.Expect(page.Locator("[data-key=play]")).ToHaveTextAsync("Space");
        await page.ClickAsync("[data-key=play]");
        await Assertions.Expect(page.Locator("[data-key=play].asking")).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("p");
        await Assertions.Expect(page.Locator("[data-key=play]")).ToHaveTextAsync("P");
        // A key that was another's is taken from it.
        await page.ClickAsync("[data-key=loop]");
        await Assertions.Expect(page.Locator("[data-key=loop].asking")).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("c");
        await Assertions.Expect(page.Locator("[data-key=loop]")).ToHaveTextAsync("C");
        await Assertions.Expect(page.Locator("[data-key=captions]")).ToHaveTextAsync("");

        await page.ReloadAsync();
        await page.WaitForFunctionAsync("document.querySelector('#video')?.readyState >= 2 && window.dubbing");
        await page.Locator("body").PressAsync("p");
        await page.WaitForFunctionAsync("window.dubbing.playing");
        await page.Locator("body").PressAsync("p");
        await page.WaitForFunctionAsync("!window.dubbing.playing");
        await KeysAsync(page);
        await Assertions.Expect(page.Locator("[data-key=play]")).ToHaveTextAsync("P");
        await NewcomerTests.KeepPictureAsync(page, "feel-keys");
        // The buttons' tips say the keys as they are now.
        await TipAsync(page, "play", "P");
        await TipAsync(page, "captions", "–");
        await page.ClickAsync("[data-test=reset-keys]");
        await Assertions.Expect(page.Locator("[data-key=play]")).ToHaveTextAsync("Space");
        await Assertions.Expect(page.Locator("[data-key=captions]")).ToHaveTextAsync("C");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator(".mud-dialog")).ToHaveCountAsync(0);
        await TipAsync(page, "play", "Space");
        await TipAsync(page, "captions", "C");
        await page.CloseAsync();
    }

    [Fact]
    public async Task Context_menus_open_by_mouse_and_keyboard()
    {
        var page = await studio.ProjectAsync("첫째 줄\n둘째 줄");
        var items = page.Locator(".mud-popover-open .mud-menu-item");
        await page.Locator("[data-test=line] .number").First.ClickAsync(new() { Button = MouseButton.Right });
        await Assertions.Expect(items.First).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(items).ToHaveCountAsync(0);

        // By the keyboard: the menu takes it, an item does what it says, and the row has it again.
        await page.Locator("[data-test=line] .number").First.ClickAsync();
        await page.Locator("[data-test=line] .number").First.PressAsync("Shift+F10");
        await Assertions.Expect(items.First).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator("[data-test=line] .number").First).ToBeFocusedAsync();

        await page.ClickAsync(".tl-scroll", new() { Button = MouseButton.Right });
        await page.Locator(".tl-menu [data-do=selectAll]").ClickAsync();
        await Assertions.Expect(page.Locator(".tl-menu")).ToBeHiddenAsync();
        await page.CloseAsync();
    }

    [Fact]
    public async Task Colours_and_language_are_switched_and_stay()
    {
        var page = await studio.OpenAsync();
        await page.WaitForFunctionAsync("document.querySelector('[data-test=project-file]')?.dataset.ready === 'yes'");
        var light = await BackgroundAsync(page);
        await page.ClickAsync("[data-test=theme]");
        await page.WaitForFunctionAsync("before => getComputedStyle(document.body).backgroundColor !== before", light);
        await page.ReloadAsync();
        await page.WaitForFunctionAsync("before => getComputedStyle(document.body).backgroundColor !== before", light);

        await page.WaitForFunctionAsync("document.querySelector('[data-test=project-file]')?.dataset.ready === 'yes'");
        await page.ClickUntilAsync("[data-test=language] button, button[data-test=language]", ".mud-popover-open [lang=ja]");
        await page.ClickAsync(".mud-popover-open [lang=ja]");
        await Assertions.Expect(page.Locator("[data-test=new-project]")).ToHaveTextAsync("新しいプロジェクト");
        Assert.Equal("ja", await page.EvaluateAsync<string>("document.documentElement.lang"));
        await page.GotoAsync(studio.Address + "/voices");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("声");
        await page.CloseAsync();
    }

    [Fact]
    public async Task Empty_screens_say_what_to_do()
    {
        var page = await studio.ProjectAsync();
        await Assertions.Expect(page.Locator(".script .empty button")).ToHaveCountAsync(2);
        await Assertions.Expect(page.Locator(".drop")).ToContainTextAsync("MP4");
        await Assertions.Expect(page.Locator("[data-test=voice-pane]")).ToContainTextAsync("대사를");
        await page.GotoAsync(page.Url + "/dictionary");
        await Assertions.Expect(page.Locator(".empty")).ToContainTextAsync("단어");
        // Every button has a name for those who cannot see its sign, and a tip for those who can.
        await page.GoBackAsync();
        await page.WaitForFunctionAsync("document.querySelector('.video')?.dataset.ready === 'yes'");
        var nameless = await page.EvaluateAsync<string[]>("[...document.querySelectorAll('button')].filter(b => b.checkVisibility() && !b.innerText.trim() && !b.closest('[title]')).map(b => b.outerHTML.slice(0, 200))");
        Assert.True(nameless.Length == 0, string.Join('\n', nameless));
        await page.CloseAsync();
    }

    /// <summary>The tip of a button of the timeline, once the pointer is over it.</summary>
    private static async Task TipAsync(IPage page, string action, string keys)
    {
        var button = page.Locator($".timeline [data-action={action}]");
        await button.DispatchEventAsync("pointerover", new { bubbles = true });
        Assert.EndsWith($" ({keys})", await button.GetAttributeAsync("title"), StringComparison.Ordinal);
    }

    private static async Task KeysAsync(IPage page)
    {
        await page.Locator("body").PressAsync("?");
        await page.WaitForSelectorAsync(".key-row");
    }

    private static Task<string> BackgroundAsync(IPage page) => page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
}
