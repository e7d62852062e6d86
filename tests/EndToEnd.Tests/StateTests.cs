using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Dubbing.EndToEnd.Tests;

/// <summary>Nothing is lost: versions, a lost connection, two tabs, copies between projects, files, the trash.</summary>
[Trait("Category", "Long")]
public sealed partial class StateTests(StudioFixture studio) : IClassFixture<StudioFixture>
{
    [Fact]
    public async Task A_version_is_kept_looked_at_restored_and_that_undone()
    {
        var page = await studio.ProjectAsync("원래 문장\n둘째 문장");
        var lines = page.Locator("textarea[data-line]");
        await page.ChooseMoreAsync("[data-test=versions]");
        await page.FillAsync("#version-name", "검토 전");
        await page.ClickAsync("[data-test=keep-version]");
        await Assertions.Expect(page.Locator("[data-test=version]")).ToContainTextAsync("검토 전");
        // The button is off now and has no focus; the keyboard closes the window all the same.
        await Assertions.Expect(page.Locator("[data-test=keep-version]")).ToBeDisabledAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator(".mud-dialog")).ToHaveCountAsync(0);

        await lines.First.FillAsync("고친 문장");
        await page.SavedAsync();
        await page.ChooseMoreAsync("[data-test=versions]");
        await page.ClickAsync("[data-test=look-version]");
        await Assertions.Expect(page.Locator("[data-test=looked]")).ToContainTextAsync("원래 문장");
        await page.ClickAsync("[data-test=restore-version]");
        await Assertions.Expect(page.Locator(".mud-dialog")).ToHaveCountAsync(0);
        await Assertions.Expect(lines.First).ToHaveValueAsync("원래 문장");
        await page.ClickAsync("[data-test=undo]");
        await Assertions.Expect(lines.First).ToHaveValueAsync("고친 문장");
        await page.CloseAsync();
    }

    [Fact]
    public async Task What_is_typed_without_a_connection_comes_to_the_server_without_a_reload()
    {
        var page = await studio.ProjectAsync("처음");
        var sockets = new List<IWebSocketRoute>();
        await page.RouteWebSocketAsync(Circuit(), socket =>
        {
            socket.ConnectToServer();
            lock (sockets)
                sockets.Add(socket);
        });
        await page.ReloadAsync();
        var field = page.Locator("textarea[data-line]").First;
        await page.WaitForFunctionAsync("document.querySelector('.video')?.dataset.ready === 'yes'");
        await page.EvaluateAsync("window.same = true");
        await page.Context.SetOfflineAsync(true);
        IWebSocketRoute[] open;
        lock (sockets)
            open = [.. sockets];
        foreach (var socket in open)
            await socket.CloseAsync();
        await Assertions.Expect(page.Locator(".saved .off")).ToBeVisibleAsync();
        await field.PressAsync("End");
        await field.PressSequentiallyAsync(" 끊긴 뒤에 쓴 글");
        await Assertions.Expect(page.Locator("#components-reconnect-modal")).ToBeVisibleAsync();
        await NewcomerTests.KeepPictureAsync(page, "state-offline");
        await page.Context.SetOfflineAsync(false);
        await page.WaitForFunctionAsync("document.documentElement.dataset.connection === 'on' && document.documentElement.dataset.saved === 'yes'", null, new() { Timeout = 120_000 });
        Assert.True(await page.EvaluateAsync<bool>("window.same === true"));
        await Assertions.Expect(page.Locator(".saved .yes")).ToBeVisibleAsync();

        var other = await studio.OpenAsync(new Uri(page.Url).AbsolutePath);
        await Assertions.Expect(other.Locator("textarea[data-line]").First).ToHaveValueAsync("처음 끊긴 뒤에 쓴 글");
        await other.CloseAsync();
        await page.CloseAsync();
    }

    [Fact]
    public async Task Two_tabs_show_the_same_project()
    {
        var page = await studio.ProjectAsync("하나입니다.\n둘입니다.");
        var other = await studio.OpenAsync(new Uri(page.Url).AbsolutePath, "en-US");
        await other.WaitForFunctionAsync("document.querySelector('.video')?.dataset.ready === 'yes'");
        await page.FillAsync(".title", "새 이름");
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(other.Locator(".title")).ToHaveValueAsync("새 이름");
        await other.SelectLineAsync(1);
        await page.SelectLineAsync(1);
        await page.Locator("[data-test=rate]").PressAsync("ArrowRight");
        await Assertions.Expect(other.Locator(".dial:has([data-test=rate]) output")).ToHaveTextAsync("1.05");
        await other.ClickAsync("[data-test=render] button");
        await page.WaitForClipsAsync(2);
        // Both type in different lines at once, and each sees the other's words.
        await Task.WhenAll(
            page.Locator("textarea[data-line]").First.PressSequentiallyAsync("가나다라마바사"),
            other.Locator("textarea[data-line]").Nth(1).PressSequentiallyAsync("abcdefgh"));
        foreach (var tab in new[] { page, other })
        {
            await Assertions.Expect(tab.Locator("textarea[data-line]").First).ToHaveValueAsync(new Regex("가나다라마바사"));
            await Assertions.Expect(tab.Locator("textarea[data-line]").Nth(1)).ToHaveValueAsync(new Regex("abcdefgh"));
        }

        await other.CloseAsync();
        await page.CloseAsync();
    }

    [Fact]
    public async Task Lines_are_copied_into_another_project()
    {
        var page = await studio.ProjectAsync("1\n00:00:01,000 --> 00:00:02,500\n옮길 하나\n\n2\n00:00:03,000 --> 00:00:04,000\n옮길 둘\n");
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await page.SelectLineAsync(0);
        await page.Locator("[data-test=rate]").PressAsync("ArrowRight");
        await Assertions.Expect(page.Locator(".dial:has([data-test=rate]) output")).ToHaveTextAsync("1.05");
        await page.Locator("[data-test=line] .number").First.FocusAsync();
        await page.Keyboard.PressAsync("Control+a");
        await Assertions.Expect(page.Locator("[data-test=line].marked")).ToHaveCountAsync(2);
        await page.Keyboard.PressAsync("Control+c");
        await page.WaitForFunctionAsync("localStorage.getItem('copied-lines') !== null");
        await page.WaitForFunctionAsync("async () => (await navigator.clipboard.readText()).includes('옮길 둘')");

        await page.GotoAsync(studio.Address);
        await page.NewProjectAsync("받는 곳");
        await page.WaitForFunctionAsync("document.querySelector('.edit-bar')?.dataset.ready === 'yes'");
        await page.Locator("body").ClickAsync(new() { Position = new() { X = 5, Y = 5 } });
        await page.Keyboard.PressAsync("Control+v");
        var lines = page.Locator("textarea[data-line]");
        await Assertions.Expect(lines).ToHaveCountAsync(2);
        await Assertions.Expect(lines.Nth(1)).ToHaveValueAsync("옮길 둘");
        // With all they had: their times, their tempo.
        await Assertions.Expect(page.Locator(".times input").First).ToHaveValueAsync("0:01.0");
        await page.SelectLineAsync(0);
        await Assertions.Expect(page.Locator(".dial:has([data-test=rate]) output")).ToHaveTextAsync("1.05");
        await page.CloseAsync();
    }

    [Fact]
    public async Task A_project_goes_into_a_file_and_out_of_it_and_through_the_trash()
    {
        var page = await studio.ProjectAsync("파일에 담을 문장입니다.", name: "여행");
        await page.SetInputFilesAsync("[data-test=file]", await NewcomerTests.MakeVideoAsync(studio.Folder, seconds: 6));
        await page.WaitForFunctionAsync("document.querySelector('#video')?.readyState >= 2");
        await page.RenderAllAsync();
        await page.ClickUntilAsync("[data-test=more] button, button[data-test=more]", "[data-test=save-file]");
        var download = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("[data-test=save-file]"));
        var file = Path.Combine(studio.Folder, "여행.zip");
        await download.SaveAsAsync(file);

        await page.GotoAsync(studio.Address);
        await page.WaitForFunctionAsync("document.querySelector('[data-test=project-file]')?.dataset.ready === 'yes'");
        var card = page.Locator(".card", new() { HasText = "여행" });
        await card.Locator("[data-test=delete-project]").ClickAsync();
        await Assertions.Expect(card).ToHaveCountAsync(0);

        await page.SetInputFilesAsync("[data-test=project-file]", file);
        await page.WaitForURLAsync("**/projects/*");
        await Assertions.Expect(page.Locator("textarea[data-line]").First).ToHaveValueAsync("파일에 담을 문장입니다.");
        await page.WaitForFunctionAsync("document.querySelector('#video')?.readyState >= 2");
        await page.WaitForClipsAsync(1);
        await Assertions.Expect(page.Locator("[data-test=todo]")).ToHaveCountAsync(0);

        // The deleted one is in the trash, and comes back.
        await page.GotoAsync(studio.Address);
        await Assertions.Expect(card).ToHaveCountAsync(1);
        await page.ClickUntilAsync("[data-test=trash]", "[data-test=trashed]");
        await Assertions.Expect(page.Locator("[data-test=trashed]", new() { HasText = "여행" })).ToHaveCountAsync(1);
        await NewcomerTests.KeepPictureAsync(page, "state-trash");
        await page.Locator("[data-test=trashed]", new() { HasText = "여행" }).Locator("[data-test=bring-back]").ClickAsync();
        await Assertions.Expect(card).ToHaveCountAsync(2);
        // What is no project is refused by name.
        await page.SetInputFilesAsync("[data-test=project-file]", new FilePayload { Name = "사진.zip", MimeType = "application/zip", Buffer = [1, 2, 3] });
        await Assertions.Expect(page.Locator("[data-test=file-problem]")).ToBeVisibleAsync();
        await page.CloseAsync();
    }

    [GeneratedRegex("_blazor")]
    private static partial Regex Circuit();
}
