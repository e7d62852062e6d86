using System.Globalization;
using System.Text.Json;
using Dubbing.Media;
using Microsoft.Playwright;

namespace Dubbing.EndToEnd.Tests;

/// <summary>
/// One studio with one spoken project (a video of three scenes and a script of two speakers) for all tests of the editor.
/// Each test works on a copy of its own, made by the button of the project list.
/// </summary>
public sealed class Editor : IAsyncLifetime
{
    private const string Name = "물의 순환";

    /// <summary>Six lines; the third has too little time.</summary>
    private const string Script = """
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
    private IPage list = null!;

    internal string Folder => studio.Folder;

    public async Task InitializeAsync()
    {
        studio = await StudioProcess.StartAsync();
        browser = await Browser.StartAsync();
        var video = await MakeVideoAsync(studio.Folder);
        var page = await browser.OpenAsync(studio.Address);
        await page.NewProjectAsync(Name);
        await page.InsertScriptAsync(Script);
        await page.WaitForClipsAsync(6, "true");
        await page.ClickAsync("[data-test=render] button");
        await page.SetInputFilesAsync("[data-test=file]", video);
        await page.WaitForFunctionAsync("document.querySelector('#video')?.readyState >= 2 && window.dubbing?.timeline.shots.length === 2 && dubbing.timeline.media.thumbnails && dubbing.timeline.media.waveform", null, new() { Timeout = 120_000 });
        await page.WaitForClipsAsync(6, "c.url && !c.stale");
        await page.CloseAsync();
        list = await browser.OpenAsync(studio.Address);
        await list.WaitForFunctionAsync("document.querySelector('[data-test=project-file]')?.dataset.ready === 'yes'");
    }

    public async Task DisposeAsync()
    {
        await browser.DisposeAsync();
        await studio.DisposeAsync();
    }

    /// <summary>A copy of the project, open, everything seen, at rest at the start.</summary>
    internal async Task<Desk> OpenAsync()
    {
        var cards = list.Locator(".card");
        var known = await cards.EvaluateAllAsync<string[]>("all => all.map(card => card.querySelector('a').href)");
        await cards.Filter(new() { Has = list.Locator($"h2:text-is('{Name}')") }).Locator("[data-test=duplicate]").ClickAsync();
        await Assertions.Expect(cards).ToHaveCountAsync(known.Length + 1);
        var copy = (await cards.EvaluateAllAsync<string[]>("all => all.map(card => card.querySelector('a').href)")).Except(known).Single();
        var page = await browser.OpenAsync("about:blank");
        var desk = new Desk(page);
        await page.GotoAsync(copy);
        await desk.ReadyAsync();
        return desk;
    }

    private static async Task<string> MakeVideoAsync(string folder)
    {
        var path = Path.Combine(folder, "scenes.mp4");
        await FfmpegTool.RunAsync(
        [
            "-f", "lavfi", "-i", "testsrc2=size=320x180:rate=25:duration=8", "-f", "lavfi", "-i", "color=c=0x2a9d8f:size=320x180:rate=25:duration=8",
            "-f", "lavfi", "-i", "smptebars=size=320x180:rate=25:duration=8", "-f", "lavfi", "-i", "sine=220:duration=24,volume=0.5",
            "-filter_complex", "[0:v][1:v][2:v]concat=n=3:v=1:a=0[v]", "-map", "[v]", "-map", "3:a",
            "-c:v", "libx264", "-preset", "ultrafast", "-g", "25", "-pix_fmt", "yuv420p", "-c:a", "aac", "-shortest", path,
        ]);
        return path;
    }
}

/// <summary>All tests of the editor share one studio.</summary>
[CollectionDefinition(nameof(Editor))]
public sealed class EditorCollection : ICollectionFixture<Editor>;

/// <summary>The studio's page with a project of its own, and the hands that work on it.</summary>
internal sealed class Desk : IAsyncDisposable
{
    private readonly List<string> errors = [];

    public Desk(IPage page)
    {
        Page = page;
        page.PageError += (_, error) => errors.Add(error);
    }

    public IPage Page { get; }

    public async ValueTask DisposeAsync()
    {
        await Page.CloseAsync();
        Assert.Empty(errors);
    }

    /// <summary>Waits until video and clips are there.</summary>
    public Task ReadyAsync() =>
        Page.WaitForFunctionAsync("document.querySelector('#video')?.readyState >= 2 && window.dubbing?.timeline.clips.size >= 6 && dubbing.timeline.shots.length === 2 && document.querySelector('.video').dataset.ready === 'yes'");

    public Task KeyAsync(string key) => Page.Keyboard.PressAsync(key);

    /// <summary>Speaks what is not spoken.</summary>
    public async Task RenderAsync()
    {
        await Page.ClickAsync("[data-test=render] button");
        await Page.WaitForClipsAsync((await LinesAsync()).Count, "c.kind === 'line' && c.url && !c.stale");
    }

    /// <summary>The lines on the timeline, by their place in the script.</summary>
    public async Task<List<Seen>> LinesAsync() => Read<List<Seen>>(await Page.EvaluateAsync<string>(
        "JSON.stringify([...dubbing.timeline.clips.values()].filter(c => c.kind === 'line').sort((a, b) => a.number - b.number))"));

    public async Task<List<Seen>> SoundsAsync() => Read<List<Seen>>(await Page.EvaluateAsync<string>(
        "JSON.stringify([...dubbing.timeline.clips.values()].filter(c => c.kind === 'sound').sort((a, b) => a.start - b.start))"));

    /// <summary>Where a clip is on the screen.</summary>
    public async Task<Box> BoxAsync(string id) => Read<Box>(await Page.EvaluateAsync<string>($"JSON.stringify(dubbing.timeline.box('{id}'))"));

    /// <summary>What an expression of the page says.</summary>
    public async Task<IEnumerable<T>> AllAsync<T>(string expression) => await Page.EvaluateAsync<T[]>(expression);

    /// <summary>Pixels a second.</summary>
    public Task<double> ScaleAsync() => Page.EvaluateAsync<double>("dubbing.timeline.scale");

    /// <summary>Clips that are selected, by their numbers.</summary>
    public Task<IEnumerable<int>> SelectedAsync() => AllAsync<int>("[...dubbing.timeline.selected].map(id => dubbing.timeline.clips.get(id).number).sort()");

    /// <summary>Presses at a point, moves in small steps, and lets go.</summary>
    public async Task DragAsync(double x, double y, double byX, double byY = 0)
    {
        await Page.Mouse.MoveAsync((float)x, (float)y);
        await Page.Mouse.DownAsync();
        await Page.Mouse.MoveAsync((float)(x + byX), (float)(y + byY), new() { Steps = 12 });
        await Page.Mouse.UpAsync();
    }

    /// <summary>Drags a clip by its middle.</summary>
    public async Task DragAsync(Seen clip, double seconds, double byY = 0)
    {
        var box = await BoxAsync(clip.Id);
        await DragAsync(box.X + 20, box.Y + 30, seconds * await ScaleAsync(), byY);
    }

    /// <summary>Selects a clip by a click, which puts the playhead at its start.</summary>
    public async Task ClickAsync(Seen clip, params KeyboardModifier[] held)
    {
        var box = await BoxAsync(clip.Id);
        foreach (var key in held)
            await Page.Keyboard.DownAsync(key.ToString());
        await Page.Mouse.ClickAsync((float)(box.X + box.Width / 2), (float)(box.Y + box.Height - 8));
        foreach (var key in held)
            await Page.Keyboard.UpAsync(key.ToString());
    }

    /// <summary>Puts the playhead somewhere, and waits for the picture.</summary>
    public async Task SeekAsync(double seconds)
    {
        await ClickRulerAsync(seconds);
        await Page.WaitForFunctionAsync(Text($"Math.abs(document.querySelector('#video').currentTime - {seconds}) < 1.5 / dubbing.timeline.scale + 0.02 && !document.querySelector('#video').seeking"));
    }

    /// <summary>Clicks on the ruler, where a time stands.</summary>
    public async Task ClickRulerAsync(double seconds)
    {
        var x = await Page.EvaluateAsync<double>(Text($"dubbing.timeline.canvas.getBoundingClientRect().left + {seconds} * dubbing.timeline.scale - dubbing.timeline.scroller.scrollLeft"));
        var y = await Page.EvaluateAsync<double>("dubbing.timeline.canvas.getBoundingClientRect().top + 12");
        await Page.Mouse.ClickAsync((float)x, (float)y);
    }

    /// <summary>Waits for a condition on the lines of the timeline, <c>l</c>.</summary>
    public Task UntilAsync(string condition) => Page.WaitForFunctionAsync(
        $"(l => {condition})([...dubbing.timeline.clips.values()].filter(c => c.kind === 'line').sort((a, b) => a.number - b.number))");

    /// <summary>How many colours a stretch of the timeline's picture has, in one row of pixels.</summary>
    /// <param name="box">Where on the screen.</param>
    /// <param name="down">The row, in pixels below the top of the box.</param>
    public Task<int> ColoursAsync(Box box, double down) => Page.EvaluateAsync<int>(
        """
        ([x, y, width]) => {
            const area = dubbing.timeline.canvas.getBoundingClientRect();
            const ratio = dubbing.timeline.canvas.width / area.width;
            const pixels = dubbing.timeline.canvas.getContext('2d').getImageData((x - area.left) * ratio, (y - area.top) * ratio, width * ratio, 1).data;
            return new Set(new Uint32Array(pixels.buffer)).size;
        }
        """,
        (double[])[box.X, box.Y + down, box.Width]);

    /// <summary>Counts the messages to the server from now on.</summary>
    public Task CountMessagesAsync() => Page.EvaluateAsync("""
        (() => {
            const t = dubbing.timeline;
            const real = t.dotnet;
            window.sentMessages = [];
            t.dotnet = { invokeMethodAsync: (method, ...args) => { sentMessages.push(method); return real.invokeMethodAsync(method, ...args); } };
        })()
        """);

    public Task<string[]> MessagesAsync() => Page.EvaluateAsync<string[]>("sentMessages");

    /// <summary>Text as JavaScript reads it.</summary>
    public static string Text(FormattableString text) => FormattableString.Invariant(text);

    private static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, JsonSerializerOptions.Web)!;
}

/// <summary>A clip as timeline/model.js has it.</summary>
internal sealed record Seen(string Id, string Track, int Number, string Text, double Start, double Seconds, double? SlotEnd, string? Url, string Grade, bool Stale, bool Locked, double FadeIn, double FadeOut, double Offset)
{
    /// <summary>Where its sound ends.</summary>
    public double End => Start + Seconds;
}

/// <summary>A rectangle of the window.</summary>
internal sealed record Box(double X, double Y, double Width, double Height);
