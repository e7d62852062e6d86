using System.Globalization;
using System.Net;
using System.Text;
using Dubbing.Media;
using Microsoft.Playwright;

namespace Dubbing.EndToEnd.Tests;

/// <summary>The server is killed (SIGKILL) in the middle of everything and started again: nothing typed is lost, and the work goes on.</summary>
public sealed class KillTests
{
    private const int Lines = 12;

    /// <summary>The voices that the lines get one after the other.</summary>
    private static readonly string[] Cast = ["jun", "yuri", "ken", "hana", "jun"];

    [Trait("Category", "Long")]
    [Fact]
    public async Task Killed_while_typing_uploading_rendering_and_exporting()
    {
        await using var studio = await StudioProcess.StartAsync();
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(studio.Address);
        await page.ClickUntilAsync("[data-test=new-project]", "#project-name");
        await page.FillAsync("#project-name", "끊김");
        await page.ClickAsync("[data-test=create]");
        await page.WaitForFunctionAsync("document.querySelector('.video')?.dataset.ready === 'yes'");
        var project = page.Url.Split('/')[^1];

        // Typing: one line is saved, the next letters are typed when the server is gone already.
        await page.ClickAsync("[data-test=add-line]");
        var field = page.Locator("textarea[data-line]");
        await field.PressSequentiallyAsync("첫 문장은 저장되었고");
        await page.WaitForFunctionAsync("document.documentElement.dataset.saved === 'yes'");
        await studio.KillAsync();
        await field.PressSequentiallyAsync(" 다음은 서버가 꺼진 뒤에 썼다.");
        await studio.StartAgainAsync();
        // The page comes back by itself and sends what it kept.
        await page.WaitForFunctionAsync("document.documentElement.dataset.saved === 'yes' && document.querySelector('.video')?.dataset.ready === 'yes'");
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("textarea[data-line]")).ToHaveValueAsync("첫 문장은 저장되었고 다음은 서버가 꺼진 뒤에 썼다.");

        // Upload: half of the bytes, a kill, and the rest.
        var bytes = await File.ReadAllBytesAsync(await NewcomerTests.MakeVideoAsync(studio.Folder, seconds: 70));
        using (var http = new HttpClient { BaseAddress = new Uri(studio.Address) })
        {
            var create = Tus(HttpMethod.Post, "/uploads");
            create.Headers.Add("Upload-Length", bytes.Length.ToString(CultureInfo.InvariantCulture));
            create.Headers.Add("Upload-Metadata", $"filename {Base64("강의.mp4")},projectid {Base64(project)}");
            var at = (await http.SendAsync(create)).Headers.Location!.ToString();
            Assert.Equal(HttpStatusCode.NoContent, (await PatchAsync(http, at, 0, bytes.AsMemory(0, bytes.Length / 2))).StatusCode);
            await studio.KillAsync();
            await studio.StartAgainAsync();
            var head = await http.SendAsync(Tus(HttpMethod.Head, at));
            var offset = int.Parse(head.Headers.GetValues("Upload-Offset").Single(), CultureInfo.InvariantCulture);
            Assert.Equal(bytes.Length / 2, offset);
            Assert.Equal(HttpStatusCode.NoContent, (await PatchAsync(http, at, offset, bytes.AsMemory(offset))).StatusCode);
        }

        await page.WaitForFunctionAsync("document.querySelector('#video')?.readyState >= 2");

        // Render: killed after some lines; the rest is spoken after the start, and only the rest.
        await page.ClickUntilAsync("[data-test=paste]", "#script-text");
        await page.FillAsync("#script-text", string.Join('\n', Enumerable.Range(1, Lines).Select(i => $"{i}번째 문장입니다. 오늘은 물의 순환을 배웁니다.")));
        await page.ClickAsync("[data-test=insert]");
        await Assertions.Expect(page.Locator("[data-test=line]")).ToHaveCountAsync(Lines + 1);
        await page.ClickAsync("[data-test=render] button");
        await page.WaitForClipsAsync(4);
        await studio.KillAsync();
        var takes = Takes(studio.Folder);
        Assert.InRange(takes.Count, 3, Lines);
        await studio.StartAgainAsync();
        await Assertions.Expect(page.Locator("[data-test=render][data-state=Done]")).ToBeAttachedAsync(new() { Timeout = 180_000 });
        await page.WaitForClipsAsync(Lines + 1);
        var after = Takes(studio.Folder);
        Assert.Equal(Lines + 1, after.Count);
        Assert.All(takes, t => Assert.Equal(t.Value, after[t.Key]));

        // Export: killed at work; it begins again and is finished.
        await page.ClickAsync("[data-test=export] button");
        await page.ClickAsync("[data-test=export-now]");
        await page.WaitForSelectorAsync("[data-test=export][data-state=Running]");
        await studio.KillAsync();
        await studio.StartAgainAsync();
        await page.WaitForSelectorAsync("[data-test=download]", new() { Timeout = 180_000 });
        var download = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("[data-test=download]"));
        var file = Path.Combine(studio.Folder, "finished.mp4");
        await download.SaveAsAsync(file);
        Assert.InRange((await FfmpegTool.Work.Probe.ProbeAsync(file)).Seconds, 69.5, 71);
    }

    /// <summary>Each of them once.</summary>
    [Fact]
    public Task Killed_in_the_middle_of_each_kind_of_work_nothing_typed_is_missing() => KilledAsync(4);

    [Trait("Category", "Long")]
    [Fact]
    public Task Killed_twenty_times_nothing_typed_is_missing() => KilledAsync(20);

    /// <summary>
    /// Killed so many times while typing, and by turns while rendering, while a clip is dragged, and after a clip was dropped. What was said to be saved is on the disk (asked for without the browser), what was typed
    /// since comes out of the browser after a reload, and a drag counts when it ended and not before.
    /// </summary>
    private static async Task KilledAsync(int times)
    {
        await using var studio = await StudioProcess.StartAsync();
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(studio.Address);
        await page.NewProjectAsync("스무 번");
        var project = page.Url.Split('/')[^1];
        // With a time, a line is in the captions, which need no browser.
        await page.InsertScriptAsync(string.Join("\n\n", Enumerable.Range(0, Lines / 2).Select(i => $"{i + 1}\n00:00:{2 + 8 * i:00},000 --> 00:00:{9 + 8 * i:00},000\n{i + 1}번째 문장은 말하는 데 조금 걸립니다.")));
        await page.RenderAllAsync();
        var field = page.Locator("textarea[data-line]").First;
        var start = page.Locator("[data-test=line] .times input").First;
        var typed = "";
        var at = await start.InputValueAsync();
        await field.FillAsync("");
        using var http = new HttpClient { BaseAddress = new Uri(studio.Address) };
        for (var round = 1; round <= times; round++)
        {
            await TypeAsync($"가{round} ");
            await page.SavedAsync();
            var saved = typed.Trim();
            await BusyAsync(round);
            await TypeAsync($"나{round} ");
            await studio.KillAsync();
            await TypeAsync($"다{round} ");
            await page.Mouse.UpAsync();
            await studio.StartAgainAsync();
            var onDisk = await http.GetStringAsync($"/projects/{project}/captions.srt");
            Assert.Contains(saved, onDisk, StringComparison.Ordinal);
            await ReloadAsync();
            await page.WaitForFunctionAsync(
                "text => document.querySelector('textarea[data-line]')?.value === text && document.documentElement.dataset.saved === 'yes'", typed);
            await Assertions.Expect(start).ToHaveValueAsync(at);
        }

        // Brings the studio into the middle of something.
        async Task BusyAsync(int round)
        {
            if (round % 4 == 0)
            {
                // Another voice: lines are spoken anew. What an earlier kill left is done first.
                await Assertions.Expect(page.Locator("[data-test=render][data-state=Done]")).ToBeAttachedAsync(new() { Timeout = 180_000 });
                await page.Locator("[data-test=voice]").SelectOptionAsync(Cast[round / 4 - 1]);
                await Assertions.Expect(page.Locator("[data-test=todo]")).ToHaveCountAsync(1);
                await page.ClickAsync("[data-test=render] button");
                await page.WaitForSelectorAsync("[data-test=render][data-state=Running]");
                return;
            }

            var clip = await (await page.WaitForFunctionAsync(
                """
                () => {
                    const t = window.dubbing?.timeline, c = [...t?.clips.values() ?? []].find(c => c.url && c.number === 1);
                    if (!c) return null;
                    const box = t.canvas.getBoundingClientRect(), x = box.left + (c.start + c.seconds / 2) * t.scale - t.scroller.scrollLeft;
                    for (let y = box.top; y < box.bottom; y += 4) {
                        const hit = t.pointer.hit({ clientX: x, clientY: y });
                        if (hit.zone === 'body' && hit.clip.id === c.id && !hit.fixed) return [x, y];
                    }
                    return null;
                }
                """)).JsonValueAsync<float[]>();
            await page.Mouse.MoveAsync(clip[0], clip[1]);
            await page.Mouse.DownAsync();
            await page.Mouse.MoveAsync(clip[0] + (round % 8 == 3 ? 40 : -30), clip[1], new() { Steps = 4 });
            await page.WaitForFunctionAsync("window.dubbing.timeline.pointer.drag?.begun");
            if (round % 4 != 3)
                return;
            await page.Mouse.UpAsync();
            await Assertions.Expect(start).Not.ToHaveValueAsync(at);
            at = await start.InputValueAsync();
        }

        async Task ReloadAsync()
        {
            try
            {
                await page.ReloadAsync();
            }
            catch (PlaywrightException e) when (e.Message.Contains("ERR_ABORTED", StringComparison.Ordinal))
            {
                // The page was reloading by itself already, as it does when the server is back.
            }
        }

        async Task TypeAsync(string text)
        {
            await field.PressAsync("End");
            await field.PressSequentiallyAsync(text);
            typed += text;
        }
    }

    /// <summary>The takes on disk with the time at which each was written.</summary>
    private static Dictionary<string, DateTime> Takes(string folder) =>
        Directory.GetFiles(Path.Combine(folder, "takes"), "*.wav", SearchOption.AllDirectories).ToDictionary(f => f, File.GetLastWriteTimeUtc);

    private static HttpRequestMessage Tus(HttpMethod method, string at)
    {
        var request = new HttpRequestMessage(method, at);
        request.Headers.Add("Tus-Resumable", "1.0.0");
        return request;
    }

    private static Task<HttpResponseMessage> PatchAsync(HttpClient http, string at, long offset, ReadOnlyMemory<byte> bytes)
    {
        var request = Tus(HttpMethod.Patch, at);
        request.Headers.Add("Upload-Offset", offset.ToString(CultureInfo.InvariantCulture));
        request.Content = new ReadOnlyMemoryContent(bytes) { Headers = { { "Content-Type", "application/offset+octet-stream" } } };
        return http.SendAsync(request);
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
