using System.Globalization;
using System.Text;
using System.Text.Json;
using Dubbing.Media;
using Dubbing.Speech.Sound;
using Dubbing.Studio.Hosting;
using Dubbing.Studio.Projects;
using Dubbing.Timeline;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Dubbing.EndToEnd.Tests;

/// <summary>
/// A project of 2,000 spoken lines in an hour of video. <c>./dub bench studio</c> runs this with <c>DUBBING_BENCH</c> naming the
/// file for what was measured; as a test it sees to it that only what is visible is drawn and that a drag is one message.
/// </summary>
public sealed class StudioBench
{
    private const int Lines = 2000;
    private const int Pages = 3;

    [Fact]
    public async Task Two_thousand_lines()
    {
        await using var studio = await StudioProcess.StartAsync();
        await using var browser = await Browser.StartAsync();
        var project = await PrepareAsync(studio, browser);
        var pages = new List<IPage>();

        // The first page warms the server up.
        await (await OpenAsync(browser, project)).CloseAsync();
        var before = studio.ResidentBytes();
        for (var i = 0; i < Pages; i++)
            pages.Add(await OpenAsync(browser, project));
        var circuit = (studio.ResidentBytes() - before) / Pages / 1e6;
        var page = pages[^1];
        var opened = await page.EvaluateAsync<double>("window.openedAt");
        for (var i = 0; i < Pages - 1; i++)
            await pages[i].CloseAsync();

        var clip = await page.EvaluateAsync<string>("[...dubbing.timeline.clips.values()].find(c => c.number === 1000).id");
        await page.EvaluateAsync("(() => { const t = dubbing.timeline; const real = t.dotnet; window.sentMessages = []; t.dotnet = { invokeMethodAsync: (m, ...a) => { sentMessages.push(m); return real.invokeMethodAsync(m, ...a); } }; })()");
        var whole = await DragAsync(page, clip);
        await page.EvaluateAsync($"dubbing.timeline.fitting = false; dubbing.timeline.scale = 60; dubbing.timeline.layout(); dubbing.timeline.show(dubbing.timeline.clips.get('{clip}'))");
        // A picture is drawn in the meantime.
        await page.EvaluateAsync("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
        var close = await DragAsync(page, clip);
        Assert.Equal(2, await page.EvaluateAsync<int>("sentMessages.filter(m => m === 'OnPlaced').length"));
        Assert.InRange(await page.EvaluateAsync<int>("dubbing.timeline.painter.drawn"), 1, 200);

        if (Environment.GetEnvironmentVariable("DUBBING_BENCH") is { Length: > 0 } file)
        {
            await File.WriteAllTextAsync(file, JsonSerializer.Serialize(new
            {
                lines = Lines,
                open_ms = Math.Round(opened),
                drag_fps = Math.Round(Math.Min(whole, close), 1),
                drag_fps_whole = Math.Round(whole, 1),
                drag_fps_close = Math.Round(close, 1),
                circuit_mb = Math.Round(circuit, 1),
            }));
        }
    }

    /// <summary>Opens the project and waits until all clips are there and drawn.</summary>
    private static async Task<IPage> OpenAsync(Browser browser, string address)
    {
        var page = await browser.OpenAsync("about:blank");
        await page.AddInitScriptAsync($"(function look() {{ if (window.dubbing?.timeline?.clips.size === {Lines} && !window.dubbing.timeline.dirty) window.openedAt = performance.now(); else requestAnimationFrame(look); }})()");
        await page.GotoAsync(address);
        await page.WaitForFunctionAsync("window.openedAt > 0");
        return page;
    }

    /// <summary>Drags a clip for a while; pictures a second by the page's own frame times.</summary>
    private static async Task<double> DragAsync(IPage page, string clip)
    {
        var box = JsonSerializer.Deserialize<Editor.Box>(await page.EvaluateAsync<string>($"JSON.stringify(dubbing.timeline.box('{clip}'))"), JsonSerializerOptions.Web)!;
        var (x, y) = ((float)(box.X + box.Width / 2), (float)(box.Y + box.Height - 10));
        await page.Mouse.MoveAsync(x, y);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(x + 20, y);
        await page.EvaluateAsync("(() => { window.frameTimes = []; const frame = t => { frameTimes.push(t); if (window.frameTimes.length < 100000 && !window.stopFrames) requestAnimationFrame(frame); }; window.stopFrames = false; requestAnimationFrame(frame); })()");
        for (var i = 0; i < 4; i++)
        {
            await page.Mouse.MoveAsync(x + 220, y, new() { Steps = 40 });
            await page.Mouse.MoveAsync(x + 20, y, new() { Steps = 40 });
        }

        await page.Mouse.MoveAsync(x + 60, y);
        var rate = await page.EvaluateAsync<double>("(() => { window.stopFrames = true; const t = frameTimes; return (t.length - 1) / (t[t.length - 1] - t[0]) * 1000; })()");
        await page.Mouse.UpAsync();
        return rate;
    }

    /// <summary>Imports the script through the interface, and gives every line a take that is there.</summary>
    private static async Task<string> PrepareAsync(StudioProcess studio, Browser browser)
    {
        var page = await browser.OpenAsync(studio.Address);
        await page.ClickUntilAsync("[data-test=new-project]", "#project-name");
        await page.FillAsync("#project-name", "2000");
        await page.ClickAsync("[data-test=create]");
        await page.WaitForFunctionAsync("document.querySelector('.video')?.dataset.ready === 'yes'");
        var address = page.Url;
        var video = Path.Combine(studio.Folder, "hour.mp4");
        await FfmpegTool.RunAsync(["-f", "lavfi", "-i", "testsrc=size=64x36:rate=2:duration=3600", "-f", "lavfi", "-i", "sine=220:sample_rate=8000:duration=3600", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", "-b:a", "16k", "-shortest", video]);
        await page.SetInputFilesAsync("[data-test=file]", video);
        await page.WaitForFunctionAsync("document.querySelector('#video')?.readyState >= 1");
        await page.CloseAsync();

        await studio.KillAsync();
        var data = new DataFolder(studio.Folder);
        var key = new string('a', 64);
        Directory.CreateDirectory(Path.GetDirectoryName(data.TakeOf(key))!);
        await WaveFile.WriteAsync(data.TakeOf(key), Enumerable.Range(0, 24000).Select(i => (float)(0.3 * Math.Sin(i * 0.05) * Math.Sin(i * 0.0005))).ToArray(), 24000);
        await using (var db = new StudioDb(new DbContextOptionsBuilder<StudioDb>().UseSqlite($"Data Source={data.Database}").Options))
        {
            var id = Guid.Parse(address.Split('/')[^1]);
            db.Lines.AddRange(Enumerable.Range(0, Lines).Select(i => new ScriptLine
            {
                Id = Guid.CreateVersion7(),
                ProjectId = id,
                Position = i,
                Text = string.Create(CultureInfo.InvariantCulture, $"{i + 1}번째 대사입니다. 물은 끊임없이 돌고 돕니다."),
                Speaker = i % 3 == 0 ? "하늘" : "지민",
                StartSeconds = i * 1.8,
                EndSeconds = i * 1.8 + 1.5,
                ClipStart = i * 1.8,
                TakeKey = key,
                TakeInput = "",
                TakeSeconds = 1,
                TakeRate = 1,
                Grade = (FitGrade)(i % 4),
            }));
            await db.SaveChangesAsync();
        }

        await studio.StartAgainAsync();
        return address;
    }
}
