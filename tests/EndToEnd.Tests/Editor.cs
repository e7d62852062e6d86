using System.Globalization;
using System.Text.Json;
using Dubbing.Media;
using Microsoft.Playwright;

namespace Dubbing.EndToEnd.Tests;

/// <summary>One studio with one project (a video of three scenes and a script of two speakers), open in one page, for all tests of the editor.</summary>
public sealed class Editor : IAsyncLifetime
{
    /// <summary>Six lines; the third has too little time.</summary>
    internal const string Script = """
        WEBVTT

        00:00.500 --> 00:03.500
        <v 지민>안녕하세요. 오늘은 물의 순환을 배웁니다.

        00:04.000 --> 00:06.800
        <v 하늘>바닷물은 햇빛을 받아 수증기가 됩니다.

        00:07.000 --> 00:08.200
        <v 하늘>수증기는 하늘로 올라가 식으면서 구름이 됩니다.

        00:10.000 --> 00:13.000
        <v 지민>구름에서 비가 내립니다.

        00:15.000 --> 00:18.000
        <v 지민>비는 강을 따라 바다로 돌아갑니다.

        00:19.000 --> 00:23.000
        <v 하늘>이렇게 물은 끊임없이 돌고 돕니다.
        """;

    private StudioProcess studio = null!;
    private Browser browser = null!;
    private bool untouched;

    internal IPage Page { get; private set; } = null!;

    internal string Folder => studio.Folder;

    internal List<string> Errors { get; } = [];

    public async Task InitializeAsync()
    {
        studio = await StudioProcess.StartAsync();
        browser = await Browser.StartAsync();
        var video = await MakeVideoAsync(studio.Folder);
        Page = await browser.OpenAsync(studio.Address);
        Page.PageError += (_, error) => Errors.Add(error);
        await Page.ClickUntilAsync("[data-test=new-project]", "#project-name");
        await Page.FillAsync("#project-name", "물의 순환");
        await Page.ClickAsync("[data-test=create]");
        await Page.WaitForFunctionAsync("document.querySelector('.video')?.dataset.ready === 'yes'");
        await Page.SetInputFilesAsync("[data-test=file]", video);
        await Page.WaitForFunctionAsync("document.querySelector('#video')?.readyState >= 2 && window.dubbing?.timeline.shots.length > 0");
        await StartOverAsync();
        untouched = true;
    }

    public async Task DisposeAsync()
    {
        await browser.DisposeAsync();
        await studio.DisposeAsync();
    }

    /// <summary>The script as it was, spoken; nothing selected, everything seen, at rest at the start.</summary>
    internal async Task StartOverAsync()
    {
        await Page.EvaluateAsync("dubbing.timeline.player.halt(); document.activeElement?.blur()");
        if (!untouched)
        {
            for (var tries = 0; tries < 2 && await Page.EvaluateAsync<bool>("[...dubbing.timeline.clips.values()].some(c => c.locked)"); tries++)
            {
                await KeyAsync("Control+a");
                await KeyAsync("Shift+L");
                await Page.WaitForFunctionAsync("new Set([...dubbing.timeline.clips.values()].map(c => c.locked)).size === 1");
            }

            if (await Page.EvaluateAsync<int>("dubbing.timeline.clips.size") > 0)
            {
                await KeyAsync("Control+a");
                await KeyAsync("Delete");
                await Page.WaitForFunctionAsync("dubbing.timeline.clips.size === 0");
            }

            await Page.ClickUntilAsync("[data-test=paste]", "#script-text");
            await Page.FillAsync("#script-text", Script);
            await Page.ClickAsync("[data-test=insert]");
            await Page.WaitForFunctionAsync("dubbing.timeline.clips.size === 6 && !document.querySelector('.mud-dialog')");
            await Page.EvaluateAsync("document.activeElement?.blur()");
            await RenderAsync();
        }

        untouched = false;
        await Page.EvaluateAsync("dubbing.timeline.player.setSpeed(1); dubbing.timeline.player.loop = null; dubbing.timeline.snapping = true; dubbing.timeline.choose([], 'set', null); dubbing.timeline.player.seek(0); dubbing.timeline.fit()");
        await Page.WaitForFunctionAsync("dubbing.time === 0 && !document.querySelector('#video').seeking");
    }

    /// <summary>Speaks what is not spoken.</summary>
    internal async Task RenderAsync()
    {
        await KeyAsync("Control+Enter");
        await Page.WaitForFunctionAsync("[...dubbing.timeline.clips.values()].filter(c => c.kind === 'line').every(c => c.url && !c.stale)", null, new() { Timeout = 180_000 });
    }

    internal Task KeyAsync(string key) => Page.Keyboard.PressAsync(key);

    /// <summary>The lines on the timeline, by their place in the script.</summary>
    internal async Task<List<Seen>> LinesAsync() => JsonSerializer.Deserialize<List<Seen>>(await Page.EvaluateAsync<string>(
        "JSON.stringify([...dubbing.timeline.clips.values()].filter(c => c.kind === 'line').sort((a, b) => a.number - b.number))"), JsonSerializerOptions.Web)!;

    internal async Task<List<Seen>> SoundsAsync() => JsonSerializer.Deserialize<List<Seen>>(await Page.EvaluateAsync<string>(
        "JSON.stringify([...dubbing.timeline.clips.values()].filter(c => c.kind === 'sound').sort((a, b) => a.start - b.start))"), JsonSerializerOptions.Web)!;

    /// <summary>Where a clip is on the screen.</summary>
    internal async Task<Box> BoxAsync(string id) => JsonSerializer.Deserialize<Box>(await Page.EvaluateAsync<string>($"JSON.stringify(dubbing.timeline.box('{id}'))"), JsonSerializerOptions.Web)!;

    /// <summary>Pixels a second.</summary>
    internal Task<double> ScaleAsync() => Page.EvaluateAsync<double>("dubbing.timeline.scale");

    /// <summary>Presses at a point, moves in small steps, and lets go.</summary>
    internal async Task DragAsync(double x, double y, double byX, double byY = 0)
    {
        await Page.Mouse.MoveAsync((float)x, (float)y);
        await Page.Mouse.DownAsync();
        await Page.Mouse.MoveAsync((float)(x + byX), (float)(y + byY), new() { Steps = 12 });
        await Page.Mouse.UpAsync();
    }

    /// <summary>Selects a line's clip by a click, which puts the playhead at its start.</summary>
    internal async Task ClickAsync(string id, params KeyboardModifier[] held)
    {
        var box = await BoxAsync(id);
        foreach (var key in held)
            await Page.Keyboard.DownAsync(key.ToString());
        await Page.Mouse.ClickAsync((float)(box.X + box.Width / 2), (float)(box.Y + box.Height - 8));
        foreach (var key in held)
            await Page.Keyboard.UpAsync(key.ToString());
    }

    /// <summary>Puts the playhead somewhere, by the ruler.</summary>
    internal async Task SeekAsync(double seconds)
    {
        await Page.EvaluateAsync(string.Create(CultureInfo.InvariantCulture, $"dubbing.timeline.player.seek({seconds})"));
        await Page.WaitForFunctionAsync(string.Create(CultureInfo.InvariantCulture, $"Math.abs(document.querySelector('#video').currentTime - {seconds}) < 0.02 && !document.querySelector('#video').seeking"));
    }

    /// <summary>Waits for a condition on the lines of the timeline, <c>l</c>.</summary>
    internal Task UntilAsync(string condition) => Page.WaitForFunctionAsync(
        $"(l => {condition})([...dubbing.timeline.clips.values()].filter(c => c.kind === 'line').sort((a, b) => a.number - b.number))");

    /// <summary>Counts the messages to the server from now on.</summary>
    internal Task CountMessagesAsync() => Page.EvaluateAsync("""
        (() => {
            const t = dubbing.timeline;
            t.realDotnet ??= t.dotnet;
            window.sentMessages = [];
            t.dotnet = { invokeMethodAsync: (method, ...args) => { sentMessages.push(method); return t.realDotnet.invokeMethodAsync(method, ...args); } };
        })()
        """);

    internal Task<string[]> MessagesAsync() => Page.EvaluateAsync<string[]>("sentMessages");

    private static async Task<string> MakeVideoAsync(string folder)
    {
        var path = Path.Combine(folder, "scenes.mp4");
        await FfmpegTool.RunAsync(
        [
            "-f", "lavfi", "-i", "testsrc2=size=320x180:rate=25:duration=8", "-f", "lavfi", "-i", "color=c=0x2a9d8f:size=320x180:rate=25:duration=8",
            "-f", "lavfi", "-i", "smptebars=size=320x180:rate=25:duration=8", "-f", "lavfi", "-i", "sine=220:duration=24,volume=0.1",
            "-filter_complex", "[0:v][1:v][2:v]concat=n=3:v=1:a=0[v]", "-map", "[v]", "-map", "3:a",
            "-c:v", "libx264", "-preset", "ultrafast", "-g", "25", "-pix_fmt", "yuv420p", "-c:a", "aac", "-shortest", path,
        ]);
        return path;
    }

    /// <summary>A clip as timeline/model.js has it.</summary>
    internal sealed record Seen(string Id, string Track, int Number, string Text, double Start, double Seconds, double? SlotEnd, string? Url, string Grade, bool Stale, bool Locked, double FadeIn, double FadeOut, double Offset);

    /// <summary>A rectangle of the window.</summary>
    internal sealed record Box(double X, double Y, double Width, double Height);
}
