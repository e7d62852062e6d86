using Microsoft.Playwright;

namespace Dubbing.EndToEnd.Tests;

/// <summary>Undo, two tabs and versions, by the hands of a user.</summary>
public sealed class EditTests
{
    [Fact]
    public async Task What_was_done_can_be_taken_back_by_keys_and_buttons_and_in_another_tab()
    {
        await using var studio = await StudioProcess.StartAsync();
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(studio.Address);
        await page.NewProjectAsync("첫째");
        var address = page.Url;
        await page.ClickAsync("[data-test=add-line]");
        var first = page.Locator("textarea[data-line]").First;
        await first.PressSequentiallyAsync("하나 둘 셋");
        await SavedAsync(page);
        await page.ClickAsync("[data-test=add-line]");
        var second = page.Locator("textarea[data-line]").Nth(1);
        await second.PressSequentiallyAsync("넷");

        // By the keys, in the field that was typed in, without waiting for the save.
        await second.PressAsync("Control+z");
        await Assertions.Expect(second).ToHaveValueAsync("");
        await second.PressAsync("Control+Shift+z");
        await Assertions.Expect(second).ToHaveValueAsync("넷");
        // After a reload, by the buttons, which say what they do.
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("[data-test=undo]")).ToHaveAttributeAsync("title", "실행 취소: 2번 대사 입력 (Ctrl+Z)");
        await ClickUntilAsync(page, "[data-test=undo]", async () => await second.InputValueAsync() == "");
        await ClickUntilAsync(page, "[data-test=undo]", async () => await page.Locator("[data-test=line]").CountAsync() == 1);
        await page.ClickAsync("[data-test=redo]");
        await Assertions.Expect(page.Locator("[data-test=line]")).ToHaveCountAsync(2);
        await page.ClickAsync("[data-test=redo]");
        await Assertions.Expect(second).ToHaveValueAsync("넷");
        await NewcomerTests.KeepPictureAsync(page, "edit-1-undo");

        // Another tab sees it, and takes it back for both.
        var other = await browser.OpenAsync(address);
        await Assertions.Expect(other.Locator("textarea[data-line]").Nth(1)).ToHaveValueAsync("넷");
        await second.PressSequentiallyAsync(" 다섯");
        await Assertions.Expect(other.Locator("textarea[data-line]").Nth(1)).ToHaveValueAsync("넷 다섯");
        await ClickUntilAsync(other, "[data-test=undo]", async () => await other.Locator("textarea[data-line]").Nth(1).InputValueAsync() != "넷 다섯");
        await Assertions.Expect(second).Not.ToHaveValueAsync("넷 다섯");
        await other.ClickAsync("[data-test=redo]");
        await Assertions.Expect(second).ToHaveValueAsync("넷 다섯");
        await other.CloseAsync();

        // By the button in the moment of typing: what is not sent yet is saved first, and is what is taken back.
        await SavedAsync(page);
        await second.EvaluateAsync("field => { field.value = '여섯'; field.dispatchEvent(new Event('input', { bubbles: true })); document.querySelector('[data-test=undo]').click(); }");
        await Assertions.Expect(page.Locator("[data-test=redo]")).ToBeEnabledAsync();
        await Assertions.Expect(second).Not.ToHaveValueAsync("여섯");
        await page.ClickAsync("[data-test=redo]");
        await Assertions.Expect(second).ToHaveValueAsync("여섯");

        // A version.
        await page.ClickAsync("[data-test=more] button, button[data-test=more]");
        await page.ClickAsync("[data-test=versions]");
        await page.FillAsync("#version-name", "검토 전");
        await page.ClickAsync("[data-test=keep-version]");
        await page.WaitForSelectorAsync("[data-test=version]");
        await NewcomerTests.KeepPictureAsync(page, "edit-2-versions");
    }

    private static Task<IJSHandle> SavedAsync(IPage page) => page.WaitForFunctionAsync("document.documentElement.dataset.saved === 'yes'");

    /// <summary>Clicks once the circuit is open, and once only when the click was taken.</summary>
    private static async Task ClickUntilAsync(IPage page, string button, Func<Task<bool>> done)
    {
        await page.WaitForFunctionAsync("!document.querySelector('.video') || document.querySelector('.video').dataset.ready === 'yes'");
        await page.ClickAsync(button);
        for (var tries = 0; tries < 600 && !await done(); tries++)
            await page.EvaluateAsync("new Promise(r => setTimeout(r, 50))");
        Assert.True(await done(), $"{button} did nothing.");
    }
}
