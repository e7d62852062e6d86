using System.Text;
using Microsoft.Playwright;

namespace Dubbing.EndToEnd.Tests;

/// <summary>The page of the user dictionary beside the script that its words are in.</summary>
public sealed class DictionaryTests(StudioFixture studio) : IClassFixture<StudioFixture>
{
    private const string Head = "language,surface,reading,accent,class,priority,note\n";

    [Fact]
    public async Task A_word_is_added_changed_taken_back_deleted_and_imported_and_the_script_follows()
    {
        var script = await studio.ProjectAsync("GPU가 빠릅니다.");
        await script.SelectLineAsync(0);
        var first = script.Locator(".unit").First;
        await Assertions.Expect(first).ToHaveTextAsync("지");

        var page = await studio.OpenAsync(new Uri(script.Url).AbsolutePath + "/dictionary");
        await page.WaitForFunctionAsync("document.querySelector('.edit-bar')?.dataset.ready === 'yes'");
        var words = page.Locator("[data-test=word]");
        await page.ClickAsync("[data-test=add-word]");
        await page.FillAsync("[data-test=word-surface]", "GPU");
        // A reading that cannot be one is told in the window, and nothing is kept.
        await page.FillAsync("[data-test=word-reading]", "GPU");
        await page.ClickAsync("[data-test=save-word]");
        await Assertions.Expect(page.Locator("#word-reading-problem")).ToBeVisibleAsync();
        await page.FillAsync("[data-test=word-reading]", "그래픽카드");
        await Assertions.Expect(page.Locator("[data-test=word-preview]")).ToContainTextAsync("그래픽카드");
        await page.ClickAsync("[data-test=save-word]");
        await Assertions.Expect(words).ToContainTextAsync("그래픽카드");
        await Assertions.Expect(first).ToHaveTextAsync("그");

        await words.Locator(".open").ClickAsync();
        await page.FillAsync("[data-test=word-reading]", "처리기");
        await page.ClickAsync("[data-test=save-word]");
        await Assertions.Expect(words).ToContainTextAsync("처리기");
        await Assertions.Expect(first).ToHaveTextAsync("처");

        await page.ClickAsync("[data-test=undo]");
        await Assertions.Expect(words).ToContainTextAsync("그래픽카드");
        await Assertions.Expect(first).ToHaveTextAsync("그");
        await page.ClickAsync("[data-test=redo]");
        await Assertions.Expect(words).ToContainTextAsync("처리기");
        await Assertions.Expect(first).ToHaveTextAsync("처");

        await words.Locator("input[type=checkbox]").CheckAsync();
        await page.ClickAsync("[data-test=delete-words]");
        await page.Locator(".mud-dialog-actions button", new() { HasTextString = "삭제" }).ClickAsync();
        await Assertions.Expect(words).ToHaveCountAsync(0);
        await Assertions.Expect(first).ToHaveTextAsync("지");
        await page.ClickAsync("[data-test=undo]");
        await Assertions.Expect(words).ToHaveCountAsync(1);
        await Assertions.Expect(first).ToHaveTextAsync("처");

        // A file with a mistake: told by line and column, and nothing of it is taken, the good line neither.
        await ImportAsync(page, Head + "ko,API,에이피아이,,noun,0,\nko,LLM,엘엘엠,,nuon,0,\n");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert).Filter(new() { HasTextString = "3행, ‘class’ 열" })).ToContainTextAsync("nuon");
        await Assertions.Expect(words).ToHaveCountAsync(1);
        await NewcomerTests.KeepPictureAsync(page, "dictionary-import");

        await ImportAsync(page, Head + "ko,API,에이피아이,,noun,0,\nko,LLM,엘엘엠,,noun,0,\n");
        await Assertions.Expect(words).ToHaveCountAsync(3);
        await Assertions.Expect(page.GetByRole(AriaRole.Alert).Filter(new() { HasTextString = "class" })).ToHaveCountAsync(0);
        await page.CloseAsync();
        await script.CloseAsync();
    }

    private static Task ImportAsync(IPage page, string csv) =>
        page.SetInputFilesAsync("[data-test=import-words]", new FilePayload { Name = "words.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(csv) });
}
