using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Dubbing.EndToEnd.Tests;

/// <summary>axe-core finds nothing serious on any screen and in any window, light and dark.</summary>
[Trait("Category", "Long")]
public sealed class AccessibilityTests(StudioFixture studio) : IClassFixture<StudioFixture>
{
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    private readonly List<string> found = [];

    [Theory]
    [InlineData("ko-KR", false)]
    [InlineData("ja-JP", true)]
    [InlineData("en-US", false)]
    public async Task Nothing_serious_is_found_on_any_screen(string language, bool dark)
    {
        var japanese = language == "ja-JP";
        var text = japanese ? "今日は水の循環について学びます。" : "오늘은 물의 순환을 배웁니다.";
        var page = await studio.OpenAsync("/", language, dark);
        await page.WaitForFunctionAsync("document.querySelector('[data-test=project-file]')?.dataset.ready === 'yes'");
        await LookAsync(page, "list");
        await page.ClickAsync("[data-test=new-project]");
        await page.FillAsync("#project-name", "A11y");
        await LookAsync(page, "new project");
        await page.ClickAsync("[data-test=create]");
        await page.WaitForFunctionAsync("document.querySelector('.video')?.dataset.ready === 'yes'");
        await LookAsync(page, "empty project");
        var address = new Uri(page.Url).AbsolutePath;

        await page.SetInputFilesAsync("[data-test=file]", await NewcomerTests.MakeVideoAsync(studio.Folder, seconds: 12));
        await page.WaitForFunctionAsync("document.querySelector('#video')?.readyState >= 2");
        await page.ClickAsync("[data-test=paste]");
        await page.FillAsync("#script-text", $"A: {text}\nB: {text}{text}\n?!\n");
        await page.CheckAsync("[data-test=names]");
        await LookAsync(page, "import");
        await page.ClickAsync("[data-test=insert]");
        await Assertions.Expect(page.Locator(".mud-dialog")).ToHaveCountAsync(0);
        await page.ClickAsync("[data-test=render] button");
        await Assertions.Expect(page.Locator("[data-test=render][data-state=Done]")).ToBeAttachedAsync();
        await page.SelectLineAsync(0);
        await LookAsync(page, "project");
        await page.ClickAsync(".sound button >> nth=0");
        await page.CheckAsync("[data-test=spectrogram]");
        await LookAsync(page, "correcting a reading");
        await page.Locator("[data-test=line-voice]").SelectOptionAsync(new SelectOptionValue { Index = 2 });
        await page.Locator(".chip.Stale").WaitForAsync();
        await page.ClickAsync("[data-test=queue] summary");
        await LookAsync(page, "queue");
        await page.ClickAsync("[data-test=queue] summary");
        await page.ClickUntilAsync("[data-test=more] button, button[data-test=more]", "[data-test=versions]");
        await LookAsync(page, "menu");
        await page.ClickAsync("[data-test=versions]");
        await page.FillAsync("#version-name", "1");
        await page.ClickAsync("[data-test=keep-version]");
        await page.ClickAsync("[data-test=look-version]");
        await page.WaitForSelectorAsync("[data-test=looked]");
        await LookAsync(page, "versions");
        await CloseAsync(page);
        await page.ClickAsync("[data-test=speakers]");
        await page.WaitForSelectorAsync(".mud-dialog .voice-select");
        await LookAsync(page, "speakers");
        await CloseAsync(page);
        await page.ClickAsync("[data-test=retime]");
        await page.WaitForSelectorAsync(".mud-dialog");
        await LookAsync(page, "times");
        await CloseAsync(page);
        await page.ClickAsync("[data-test=find]");
        await page.WaitForSelectorAsync("[data-test=find-text]");
        await LookAsync(page, "find");
        await page.Keyboard.PressAsync("Escape");
        await page.Locator("[data-test=line] .number").First.ClickAsync();
        await page.Locator("[data-test=line] .number").Last.ClickAsync(new() { Modifiers = [KeyboardModifier.Shift] });
        await page.WaitForSelectorAsync("[data-test=many]");
        await LookAsync(page, "several lines");
        await page.ClickAsync("[data-test=many-none]");
        await page.ChooseMoreAsync("[data-test=export-history]");
        await page.WaitForSelectorAsync("[data-test=history-empty]");
        await LookAsync(page, "past exports");
        await CloseAsync(page);
        await page.ClickAsync("[data-test=export] button");
        await page.SelectOptionAsync("[data-test=export-captions]", "burn");
        await page.ClickAsync("[data-test=style-edit] summary");
        await LookAsync(page, "export");
        await CloseAsync(page);
        await page.Locator("[data-test=line] .number").First.ClickAsync(new() { Button = MouseButton.Right });
        await page.WaitForSelectorAsync(".mud-popover-open .mud-menu-item");
        await LookAsync(page, "menu of a line");
        await page.ClickAsync(".mud-popover-open .mud-menu-item >> nth=1");
        await page.WaitForSelectorAsync("[data-test=take]");
        await LookAsync(page, "takes");
        await CloseAsync(page);
        await page.ClickAsync("[data-action=help]");
        await page.WaitForSelectorAsync(".key-row");
        await LookAsync(page, "keys");
        await CloseAsync(page);
        await page.ClickAsync(".tl-scroll", new() { Button = MouseButton.Right });
        await page.WaitForSelectorAsync(".tl-menu:not([hidden])");
        await LookAsync(page, "menu of the timeline");

        await page.GotoAsync(studio.Address + address + "/dictionary");
        await page.ClickUntilAsync("[data-test=add-word]", "[data-test=word-surface]");
        await page.FillAsync("[data-test=word-surface]", "GPU");
        await page.FillAsync("[data-test=word-reading]", japanese ? "ジーピーユー" : "지피유");
        await LookAsync(page, "word");
        await page.ClickAsync("[data-test=save-word]");
        await page.WaitForSelectorAsync("[data-test=word]");
        await LookAsync(page, "dictionary");
        await page.GotoAsync(studio.Address + "/voices");
        await page.WaitForSelectorAsync("[data-test=voice]");
        await LookAsync(page, "voices");
        await page.GotoAsync(studio.Address + "/nowhere");
        await page.WaitForSelectorAsync(".empty h1");
        await LookAsync(page, "nowhere");
        await page.GotoAsync(studio.Address);
        await page.ClickUntilAsync("[data-test=delete-project]", ".mud-snackbar");
        await LookAsync(page, "deleted");
        await page.ClickUntilAsync("[data-test=trash]", "[data-test=trashed]");
        await LookAsync(page, "trash");
        await page.CloseAsync();
        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    private static async Task CloseAsync(IPage page)
    {
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator(".mud-dialog")).ToHaveCountAsync(0);
    }

    private async Task LookAsync(IPage page, string screen)
    {
        // Colours are measured where they come to rest.
        await page.WaitForFunctionAsync("document.getAnimations().every(a => a.playState !== 'running' || a.effect.getComputedTiming().iterations === Infinity)");
        await NewcomerTests.KeepPictureAsync(page, $"axe-{await page.EvaluateAsync<string>("document.documentElement.lang")}-{screen.Replace(' ', '-')}");
        if (!await page.EvaluateAsync<bool>("'axe' in window"))
            await page.EvaluateAsync(Axe);
        found.AddRange(await page.EvaluateAsync<string[]>(
            """
            async screen => (await axe.run(document, { resultTypes: ['violations'] })).violations.filter(v => v.impact === 'serious' || v.impact === 'critical')
                .map(v => `${screen}: ${v.id} (${v.help}): ${v.nodes.slice(0, 4).map(n => n.html.slice(0, 300) + ' ' + n.any.map(a => a.message).join(' ')).join('; ')}`)
            """,
            screen));
    }
}
