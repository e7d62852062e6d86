using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Dubbing.EndToEnd.Tests;

/// <summary>The studio under its own Content-Security-Policy in a real browser: the other tests pass it by, since they wait by evaluating strings.</summary>
public sealed class PolicyTests(StudioFixture studio) : IClassFixture<StudioFixture>
{
    [Fact]
    public async Task No_page_and_no_window_breaks_the_policy()
    {
        var broken = new ConcurrentQueue<string>();
        var page = await studio.OpenWithPolicyAsync(p =>
        {
            p.Console += (_, said) =>
            {
                if (said.Text.Contains("Content Security Policy", StringComparison.OrdinalIgnoreCase) || said.Text.Contains("Content-Security-Policy", StringComparison.OrdinalIgnoreCase))
                    broken.Enqueue(said.Text);
            };
            p.PageError += (_, error) => broken.Enqueue(error);
        });
        await page.Locator("[data-test=project-file][data-ready=yes]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await page.Locator("[data-test=new-project]").ClickAsync();
        await page.Locator("#project-name").FillAsync("강의");
        await page.Locator("[data-test=create]").ClickAsync();
        await page.Locator(".video[data-ready=yes]").WaitForAsync();
        await page.SetInputFilesAsync("[data-test=file]", await NewcomerTests.MakeVideoAsync(studio.Folder, seconds: 8));
        await page.Locator("[data-test=paste]").ClickAsync();
        await page.Locator("#script-text").FillAsync("1\n00:00:01,000 --> 00:00:03,000\n안녕하세요.\n\n2\n00:00:04,000 --> 00:00:06,000\n또 만나요.");
        await page.Locator("[data-test=insert]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-test=line]")).ToHaveCountAsync(2);
        await page.Locator("[data-test=line] .number").First.ClickAsync();
        await page.Locator(".ribbon[data-ready=yes]").WaitForAsync();
        await page.Locator("[data-test=export] button").ClickAsync();
        await page.Locator("[data-test=export-now]").WaitForAsync();
        await Assertions.Expect(page.Locator("[data-test=export] button")).Not.ToBeFocusedAsync(); // the window has the keyboard now
        await page.EscapeWindowAsync();
        foreach (var path in (string[])["/voices", "/dictionary", "/nowhere"])
        {
            await page.GotoAsync(studio.Address + path);
            await page.Locator(".brand").WaitForAsync();
        }

        Assert.Empty(broken);
        // And it does hold: what does not come from the studio is not run.
        await page.GotoAsync(studio.Address);
        await page.Locator("[data-test=project-file][data-ready=yes]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await page.EvaluateAsync("() => { const s = document.createElement('script'); s.textContent = 'window.evil = true'; document.body.append(s); }");
        Assert.False(await page.EvaluateAsync<bool>("() => window.evil === true"));
        Assert.NotEmpty(broken);
        await page.CloseAsync();
    }
}
