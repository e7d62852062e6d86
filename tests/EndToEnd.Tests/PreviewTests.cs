using Dubbing.Mix;
using Microsoft.Playwright;

namespace Dubbing.EndToEnd.Tests;

/// <summary>The preview through the real interface: what is seen and heard when it plays.</summary>
[Collection(nameof(Editor))]
public sealed class PreviewTests(Editor editor) : IAsyncLifetime
{
    private Desk desk = null!;

    private IPage Page => desk.Page;

    public async Task InitializeAsync() => desk = await editor.OpenAsync();

    public async Task DisposeAsync() => await desk.DisposeAsync();

    [Fact]
    public async Task Picture_and_sound_stay_together_from_any_point_and_the_original_is_ducked()
    {
        var lines = await desk.LinesAsync();
        // From the middle of a line on.
        await desk.SeekAsync(lines[0].Start + 1);
        await desk.KeyAsync("Space");
        await Page.WaitForFunctionAsync("dubbing.playing && dubbing.sounding > 0 && dubbing.started > 0");
        await Assertions.Expect(Page.Locator(".video .caption")).ToHaveTextAsync(lines[0].Text);
        // The page measures, at every picture: how far the sound is from the picture, and how loud the original is behind the ducking.
        await Page.EvaluateAsync("""
            (() => {
                window.seen = [];
                const { video, sound } = dubbing.timeline.player;
                const ear = sound.context.createAnalyser();
                ear.fftSize = 2048;
                sound.duck.connect(ear);
                const heard = new Float32Array(ear.fftSize);
                const look = () => {
                    ear.getFloatTimeDomainData(heard);
                    const loud = Math.sqrt(heard.reduce((sum, v) => sum + v * v, 0) / heard.length);
                    if (!video.paused && !video.seeking && performance.now() - sound.measured > 500) seen.push({ time: video.currentTime, drift: Math.abs(sound.expected() - video.currentTime), loud });
                    requestAnimationFrame(look);
                };
                look();
            })()
            """);
        await Page.WaitForFunctionAsync("dubbing.time > 5");
        // On from elsewhere, without a stop: into the longest silence, and over the end of it.
        await desk.ClickRulerAsync(13.4);
        await Page.WaitForFunctionAsync("dubbing.time > 13");
        await Page.WaitForFunctionAsync("dubbing.time > 16.5");
        await desk.KeyAsync("k");
        await Page.WaitForFunctionAsync("!dubbing.playing");

        var drifts = (await Page.EvaluateAsync<double[]>("seen.map(s => s.drift)")).Order().ToArray();
        // A busy machine may stop for a moment; the next measurement puts it right.
        Assert.InRange(drifts[(int)(0.9 * drifts.Length)], 0, 0.04);
        var spoken = await LoudnessAsync(1.6, lines[0].End - 0.2);
        var silent = await LoudnessAsync(14.1, lines[4].Start - 0.5);
        Assert.Equal(Ducking.Decibels, 20 * Math.Log10(spoken / silent), 1.5);
    }

    [Fact]
    public async Task Shuttle_frames_speed_and_captions_by_keys()
    {
        await desk.SeekAsync(3);
        await desk.KeyAsync("l");
        await Page.WaitForFunctionAsync("dubbing.playing && dubbing.speed === 1 && dubbing.time > 3.2");
        await desk.KeyAsync("l");
        await Page.WaitForFunctionAsync("dubbing.speed === 2");
        await Assertions.Expect(Page.Locator(".tl-shuttle")).ToHaveTextAsync("▶ 2×");
        await desk.KeyAsync("k");
        await Page.WaitForFunctionAsync("!dubbing.playing && dubbing.speed === 1");
        await Assertions.Expect(Page.Locator(".tl-shuttle")).ToBeHiddenAsync();
        // Backwards, which is silent: it is said.
        await desk.SeekAsync(20);
        await desk.KeyAsync("j");
        await Assertions.Expect(Page.Locator(".tl-shuttle")).ToHaveTextAsync("◀ 1× · 소리 없음");
        await desk.KeyAsync("j");
        await Assertions.Expect(Page.Locator(".tl-shuttle")).ToHaveTextAsync("◀ 2× · 소리 없음");
        await Page.WaitForFunctionAsync("dubbing.time < 19");
        await desk.KeyAsync("k");
        await Assertions.Expect(Page.Locator(".tl-shuttle")).ToBeHiddenAsync();

        // Frame by frame: to the middle of the next picture and of the one before.
        await desk.SeekAsync(5);
        await AtRestAsync();
        var frame = await Page.EvaluateAsync<int>("Math.floor(dubbing.time * 25)");
        await desk.KeyAsync(".");
        await Page.WaitForFunctionAsync($"Math.floor(dubbing.time * 25) === {frame + 1}");
        await AtRestAsync();
        await desk.KeyAsync(",");
        await Page.WaitForFunctionAsync($"Math.floor(dubbing.time * 25) === {frame}");
        await AtRestAsync();
        await desk.KeyAsync(",");
        await Page.WaitForFunctionAsync($"Math.floor(dubbing.time * 25) === {frame - 1}");

        await desk.KeyAsync("]");
        await Assertions.Expect(Page.Locator("[data-speed]")).ToHaveValueAsync("1.25");
        await Page.Locator("[data-speed]").SelectOptionAsync("1.5");
        await Page.EvaluateAsync("document.activeElement.blur()");
        await desk.KeyAsync("Space");
        await Page.WaitForFunctionAsync("dubbing.playing && dubbing.speed === 1.5 && dubbing.sounding > 0");
        await desk.KeyAsync("k");

        var line = (await desk.LinesAsync())[3];
        await desk.SeekAsync(line.Start + 0.4);
        await Assertions.Expect(Page.Locator(".video .caption")).ToHaveTextAsync(line.Text);
        await desk.KeyAsync("c");
        await Assertions.Expect(Page.Locator(".video .caption")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task The_selection_is_looped_and_the_picture_fills_the_screen()
    {
        var line = (await desk.LinesAsync())[3];
        await desk.ClickAsync(line);
        await desk.KeyAsync("r");
        await Page.EvaluateAsync("(() => { let last = 0; window.wrapped = 0; window.outside = 0; const look = () => { if (dubbing.playing) { if (dubbing.time < last - 0.5) wrapped++; if (dubbing.time > 13.5) outside++; last = dubbing.time; } requestAnimationFrame(look); }; look(); })()");
        await desk.KeyAsync("Space");
        await Page.WaitForFunctionAsync(Desk.Text($"wrapped >= 2 && dubbing.time >= {line.Start} - 0.2"));
        Assert.Equal(0, await Page.EvaluateAsync<int>("outside"));
        await desk.KeyAsync("r");
        await Page.WaitForFunctionAsync("!dubbing.loop && dubbing.time > 13.5");
        await desk.KeyAsync("k");

        await desk.KeyAsync("f");
        await Page.WaitForFunctionAsync("document.fullscreenElement?.querySelector('#video') && document.fullscreenElement.querySelector('.caption')");
        await desk.KeyAsync("f");
        await Page.WaitForFunctionAsync("document.fullscreenElement === null");
    }

    [Fact]
    public async Task A_track_s_volume_is_heard_while_it_is_moved_and_kept()
    {
        var fader = Page.Locator("[data-track='dub:지민'] [data-fader]");
        // The first line, over and over: a fader is moved by Chromium only while something goes through it.
        await desk.ClickAsync((await desk.LinesAsync())[0]);
        await desk.KeyAsync("r");
        await desk.KeyAsync("Space");
        await Page.WaitForFunctionAsync("dubbing.sounding > 0");
        await fader.FocusAsync();
        for (var i = 0; i < 6; i++)
            await desk.KeyAsync("ArrowLeft");
        await Page.WaitForFunctionAsync("Math.abs(dubbing.timeline.player.sound.faders.get('dub:지민').gain.value - 10 ** (-6 / 20)) < 0.02");
        await Page.WaitForFunctionAsync("dubbing.timeline.tracks.find(t => t.id === 'dub:지민').gain === -6");
        await fader.DblClickAsync();
        await Page.WaitForFunctionAsync("dubbing.timeline.tracks.find(t => t.id === 'dub:지민').gain === 0");
        await Page.ClickAsync("[data-track='dub:하늘'] [data-test=solo]");
        await Page.WaitForFunctionAsync("dubbing.timeline.player.sound.faders.get('dub:지민').gain.value < 0.01 && dubbing.timeline.player.sound.levelOf(dubbing.timeline.tracks.find(t => t.id === 'dub:하늘')) === 1");
    }

    private Task<IJSHandle> AtRestAsync() => Page.WaitForFunctionAsync("!document.querySelector('#video').seeking && document.querySelector('#video').readyState >= 2");

    /// <summary>How loud the original was heard, the middle of what was measured between two times of the video.</summary>
    private async Task<double> LoudnessAsync(double from, double to)
    {
        var heard = (await Page.EvaluateAsync<double[]>(Desk.Text($"seen.filter(s => s.time > {from} && s.time < {to}).map(s => s.loud)"))).Order().ToArray();
        Assert.NotEmpty(heard);
        return heard[heard.Length / 2];
    }
}
