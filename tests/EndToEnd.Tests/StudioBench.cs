using Dubbing.Studio.Base;
using Dubbing.Studio.Data;
using System.Globalization;
using System.Text.Json;
using Dubbing.Media;
using Dubbing.Script;
using Dubbing.Speech.Sound;
using Dubbing.Studio.Hosting;
using Dubbing.Studio.Projects;
using Dubbing.Timeline;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Dubbing.EndToEnd.Tests;

/// <summary>
/// A project of 2,000 spoken lines in an hour of video. <c>./dub bench studio</c> runs this with <c>DUBBING_BENCH</c> naming the
/// file for what was measured; as a test it sees to it that only what is visible is drawn and that a drag is one message.
/// </summary>
[Trait("Category", "Long")]
public sealed class StudioBench
{
    private const int Lines = 2000;
    private const int Pages = 5;

    [Fact]
    public async Task Two_thousand_lines()
    {
        var folder = Directory.CreateTempSubdirectory("dubbing-bench-").FullName;
        // In this process, so that its memory can be looked at.
        await using var app = StudioServices.Build(["--urls=http://127.0.0.1:0", $"--Studio:DataFolder={folder}", "--Studio:Sample=false"]);
        await app.StartAsync();
        await using (var browser = await Browser.StartAsync())
            await MeasureAsync(app, browser, folder);
        await app.StopAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task MeasureAsync(WebApplication app, Browser browser, string folder)
    {
        var project = app.Urls.Single() + "/projects/" + await PrepareAsync(app, browser, folder);
        // The first page warms the server up.
        await (await OpenAsync(browser, project)).CloseAsync();
        var opened = new List<double>();
        for (var i = 0; i < Pages; i++)
        {
            var one = await OpenAsync(browser, project);
            opened.Add(await one.EvaluateAsync<double>("window.openedAt"));
            await one.CloseAsync();
        }

        var pages = new List<IPage> { await OpenAsync(browser, project) };
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < Pages; i++)
            pages.Add(await OpenAsync(browser, project));
        var circuit = (GC.GetTotalMemory(forceFullCollection: true) - before) / Pages / 1e6;
        var page = pages[^1];
        foreach (var other in pages.SkipLast(1))
            await other.CloseAsync();

        // Few rows are on the page, and few clips are drawn, also where all of them are in sight.
        Assert.InRange(await page.Locator("[data-test=line]").CountAsync(), 10, 120);
        var clip = await page.EvaluateAsync<string>("[...dubbing.timeline.clips.values()].find(c => c.number === 1000).id");
        await page.EvaluateAsync("(() => { const t = dubbing.timeline; const real = t.dotnet; window.sentMessages = []; t.dotnet = { invokeMethodAsync: (m, ...a) => { sentMessages.push(m); return real.invokeMethodAsync(m, ...a); } }; })()");
        var whole = await DragAsync(page, clip);
        var wide = await page.EvaluateAsync<int>("dubbing.timeline.scroller.clientWidth");
        // Two tracks of speakers and the captions, a clip a pixel at most.
        Assert.InRange(await page.EvaluateAsync<int>("dubbing.timeline.painter.drawn"), 1, 3 * wide);
        await page.EvaluateAsync($"dubbing.timeline.fitting = false; dubbing.timeline.scale = 60; dubbing.timeline.layout(); dubbing.timeline.show(dubbing.timeline.clips.get('{clip}'))");
        await page.WaitForFunctionAsync("!dubbing.timeline.dirty");
        var close = await DragAsync(page, clip);
        Assert.InRange(await page.EvaluateAsync<int>("dubbing.timeline.painter.drawn"), 1, 100);
        Assert.Equal(2, await page.EvaluateAsync<int>("sentMessages.filter(m => m === 'OnPlaced').length"));

        if (Environment.GetEnvironmentVariable("DUBBING_BENCH") is { Length: > 0 } file)
        {
            await File.WriteAllTextAsync(file, JsonSerializer.Serialize(new
            {
                lines = Lines,
                open_ms = Math.Round(opened.Order().ElementAt(opened.Count / 2)),
                open_ms_best = Math.Round(opened.Min()),
                drag_fps = Math.Round(Math.Min(whole, close), 1),
                drag_fps_whole = Math.Round(whole, 1),
                drag_fps_close = Math.Round(close, 1),
                circuit_mb = Math.Round(circuit, 1),
            }));
        }
    }

    /// <summary>Opens the project and waits until the script can be written in and all clips are there and drawn.</summary>
    private static async Task<IPage> OpenAsync(Browser browser, string address)
    {
        var page = await browser.OpenAsync("about:blank");
        await page.AddInitScriptAsync(
            $$"""
            (function look() {
                if (window.dubbing?.timeline?.clips.size === {{Lines}} && !window.dubbing.timeline.dirty && document.querySelector('textarea[data-line]')?.readOnly === false) window.openedAt = performance.now();
                else requestAnimationFrame(look);
            })()
            """);
        await page.GotoAsync(address);
        await page.WaitForFunctionAsync("window.openedAt > 0");
        return page;
    }

    /// <summary>Drags a clip for a while; frames per second by the page's own frame times.</summary>
    private static async Task<double> DragAsync(IPage page, string clip)
    {
        var box = await page.EvaluateAsync<double[]>($"(b => [b.x + b.width / 2, b.y + b.height - 10])(dubbing.timeline.box('{clip}'))");
        var (x, y) = ((float)box[0], (float)box[1]);
        await page.Mouse.MoveAsync(x, y);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(x + 20, y);
        await page.EvaluateAsync("(() => { window.frameTimes = []; window.stopFrames = false; const frame = t => { frameTimes.push(t); if (!window.stopFrames) requestAnimationFrame(frame); }; requestAnimationFrame(frame); })()");
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

    /// <summary>A project with a video, and a script every line of which has a take.</summary>
    private static async Task<Guid> PrepareAsync(WebApplication app, Browser browser, string folder)
    {
        var store = app.Services.GetRequiredService<IProjectStore>();
        var project = (await store.CreateAsync(new NewProject("2000", Language.Korean))).Id;
        var video = Path.Combine(folder, "hour.mp4");
        await FfmpegTool.RunAsync(["-f", "lavfi", "-i", "testsrc=size=64x36:rate=1:duration=3600", "-f", "lavfi", "-i", "sine=220:sample_rate=8000:duration=3600", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", "-b:a", "16k", "-shortest", video]);
        var page = await browser.OpenAsync($"{app.Urls.Single()}/projects/{project}");
        await page.WaitForFunctionAsync("document.querySelector('.video')?.dataset.ready === 'yes'");
        await page.SetInputFilesAsync("[data-test=file]", video);
        await page.WaitForFunctionAsync("document.querySelector('#video')?.readyState >= 1 && dubbing.timeline.media.waveform && dubbing.timeline.media.thumbnails", null, new() { Timeout = 180_000 });
        await page.CloseAsync();

        var cues = Enumerable.Range(0, Lines).Select(i => new Cue(
            i + 1,
            string.Create(CultureInfo.InvariantCulture, $"{i + 1}번째 대사입니다. 물은 끊임없이 돌고 돕니다."),
            TimeSpan.FromSeconds(i * 1.8),
            TimeSpan.FromSeconds(i * 1.8 + 1.5),
            i % 3 == 0 ? "하늘" : "지민"));
        await store.ImportAsync(project, new ScriptImport([.. cues], ImportMode.Append));
        var data = app.Services.GetRequiredService<DataFolder>();
        var key = new string('a', 64);
        Directory.CreateDirectory(Path.GetDirectoryName(data.TakeOf(key))!);
        await WaveFile.WriteAsync(data.TakeOf(key), Enumerable.Range(0, 24000).Select(i => (float)(0.3 * Math.Sin(i * 0.05) * Math.Sin(i * 0.0005))).ToArray(), 24000);
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<StudioDb>>().CreateDbContextAsync();
        foreach (var line in await db.Lines.ToListAsync())
            (line.ClipStart, line.TakeKey, line.TakeInput, line.TakeSeconds, line.TakeRate, line.Grade) = (line.StartSeconds, key, line.Input, 1, 1, (FitGrade)(line.Position % 4));
        await db.SaveChangesAsync();
        return project;
    }
}
