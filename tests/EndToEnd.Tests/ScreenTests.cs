using Microsoft.Playwright;

namespace Dubbing.EndToEnd.Tests;

/// <summary>Every screen in the three languages, light and dark: nothing missing, nothing cut off, no error in the console.</summary>
[Trait("Category", "Long")]
public sealed class ScreenTests
{
    [Theory]
    [InlineData("ko-KR", "새 프로젝트", false)]
    [InlineData("ja-JP", "新しいプロジェクト", true)]
    [InlineData("en-US", "New project", false)]
    public async Task The_screens_fit_in(string locale, string newProject, bool dark)
    {
        await using var studio = await StudioProcess.StartAsync();
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(studio.Address, locale, dark);
        var errors = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                errors.Add(message.Text);
        };
        page.PageError += (_, error) => errors.Add(error);
        await page.SetViewportSizeAsync(1280, 800);
        await Assertions.Expect(page.Locator("[data-test=new-project]")).ToHaveTextAsync(newProject);
        await FitsAsync(page, $"{locale}-1-empty");

        await page.ClickUntilAsync("[data-test=new-project]", "#project-name");
        await FitsAsync(page, $"{locale}-2-new");
        await page.FillAsync("#project-name", "Lecture 01");
        await page.ClickAsync("[data-test=create]");
        await page.WaitForFunctionAsync("document.querySelector('.video')?.dataset.ready === 'yes'");
        await FitsAsync(page, $"{locale}-3-project");

        var notes = Path.Combine(studio.Folder, "notes.mp4");
        await File.WriteAllTextAsync(notes, "only words");
        await page.SetInputFilesAsync("[data-test=file]", notes);
        await Assertions.Expect(page.Locator("[data-test=refused]")).ToContainTextAsync("notes.mp4");
        await page.SetInputFilesAsync("[data-test=file]", await NewcomerTests.MakeVideoAsync(studio.Folder, seconds: 12));
        await page.WaitForFunctionAsync("document.querySelector('#video')?.readyState >= 2");

        await page.ClickUntilAsync("[data-test=paste]", "#script-text");
        await FitsAsync(page, $"{locale}-4-paste");
        var language = locale[..2] == "ja" ? "今日は水の循環について学びます。" : "오늘은 물의 순환을 배웁니다.";
        await page.FillAsync("#script-text", $"1\n00:00:00,500 --> 00:00:03,500\n{language}\n\n2\n00:00:04,000 --> 00:00:04,700\n{language}\n\n3\n00:00:06,000 --> 00:00:09,000\nสวัสดี\n");
        await page.ClickAsync("[data-test=insert]");
        await Assertions.Expect(page.Locator("[data-test=line]")).ToHaveCountAsync(3);
        await page.ClickAsync("[data-test=render] button");
        await page.WaitForClipsAsync(1, "c.grade === 'Overflow'");
        await Assertions.Expect(page.Locator("[data-test=line] .chip.Problem")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("[data-test=render][data-state=Done]")).ToBeAttachedAsync();
        await FitsAsync(page, $"{locale}-5-rendered");

        await page.Locator("body").PressAsync("?");
        await page.WaitForSelectorAsync(".key-row");
        await FitsAsync(page, $"{locale}-6-help");
        await page.GotoAsync(studio.Address);
        await page.WaitForSelectorAsync(".card");
        await FitsAsync(page, $"{locale}-7-list");
        await page.GotoAsync(studio.Address + "/nowhere");
        await page.WaitForSelectorAsync(".empty h1");
        await FitsAsync(page, $"{locale}-8-nowhere");
        errors.RemoveAll(e => e.Contains("404", StringComparison.Ordinal) && e.Contains("Failed to load resource", StringComparison.Ordinal));
        Assert.Empty(errors);
    }

    private static async Task FitsAsync(IPage page, string name)
    {
        await NewcomerTests.KeepPictureAsync(page, name);
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), $"{name} is wider than the window.");
        var cut = await page.EvaluateAsync<string[]>(
            "[...document.querySelectorAll('.mud-button-label, .choice, .legend, .provider, .script-bar, .head, .tl-bar, .key-row, .tl-menu')].filter(e => e.offsetParent && e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX !== 'visible').map(e => e.textContent)");
        Assert.Empty(cut);
    }
}
