using Microsoft.Playwright;

namespace Dubbing.EndToEnd.Tests;

/// <summary>Readings corrected for good, in a browser: the dictionary's page, and the offer beside a corrected line.</summary>
public sealed class DictionaryTests(StudioFixture studio) : IClassFixture<StudioFixture>
{
    [Fact]
    public async Task A_reading_corrected_in_a_line_is_kept_for_the_project_and_taken_out_and_in_as_a_file()
    {
        var page = await studio.ProjectAsync("{GPU|그래픽 카드}가 [0.5s] 빠릅니다.");
        var errors = new List<string>();
        page.PageError += (_, error) => errors.Add(error);

        // The line offers to keep what its markup says; the fields know it already.
        await page.ClickUntilAsync("[data-test=keep-reading]", "[data-test=word-surface]");
        await Assertions.Expect(page.Locator("[data-test=word-surface]")).ToHaveValueAsync("GPU");
        await Assertions.Expect(page.Locator("[data-test=word-reading]")).ToHaveValueAsync("그래픽 카드");
        await page.ClickAsync("[data-test=save-word]");
        await Assertions.Expect(page.Locator("[data-test=keep-reading]")).ToHaveCountAsync(0);

        // In the project's dictionary it stands, in that of all projects it does not.
        await page.GotoAsync(page.Url.Split('?')[0] + "/dictionary");
        var words = page.Locator("[data-test=word]");
        await Assertions.Expect(words).ToHaveCountAsync(1);
        await page.Locator(".scope").Nth(1).ClickAsync();
        await Assertions.Expect(words).ToHaveCountAsync(0);
        await page.Locator(".scope").Nth(0).ClickAsync();
        await Assertions.Expect(words).ToHaveCountAsync(1);

        // A wrong entry is told at its field, and right after it is mended it is saved.
        await page.ClickAsync("[data-test=add-word]");
        await page.FillAsync("[data-test=word-surface]", "닭");
        await page.FillAsync("[data-test=word-reading]", "dak");
        await page.ClickAsync("[data-test=save-word]");
        await Assertions.Expect(page.Locator("#word-reading-problem")).ToBeVisibleAsync();
        await page.FillAsync("[data-test=word-reading]", "닥");
        await page.ClickAsync("[data-test=save-word]");
        await Assertions.Expect(words).ToHaveCountAsync(2);
        await NewcomerTests.KeepPictureAsync(page, "dictionary");

        // Found by a part of it, and both in the file that comes out.
        await page.FillAsync("[data-test=search-words]", "그래픽");
        await Assertions.Expect(words).ToHaveCountAsync(1);
        var file = await page.APIRequest.GetAsync(studio.Address + (await page.Locator("a[data-test=export-words]").GetAttributeAsync("href"))!);
        var csv = await file.TextAsync();
        Assert.Contains("GPU,그래픽 카드", csv, StringComparison.Ordinal);
        Assert.Contains("닭,닥", csv, StringComparison.Ordinal);

        // The file goes into the dictionary of all projects.
        await page.FillAsync("[data-test=search-words]", "");
        await page.Locator(".scope").Nth(1).ClickAsync();
        await Assertions.Expect(words).ToHaveCountAsync(0);
        await page.SetInputFilesAsync("[data-test=import-words]", new FilePayload { Name = "words.csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(csv) });
        await Assertions.Expect(words).ToHaveCountAsync(2);
        Assert.Empty(errors);
        await page.CloseAsync();
    }
}
