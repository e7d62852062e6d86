using System.Globalization;
using Dubbing.Media;
using Dubbing.Mix;
using Microsoft.Playwright;

namespace Dubbing.EndToEnd.Tests;

/// <summary>Timeline and preview through the real interface, with mouse and keys, on a real video.</summary>
public sealed class EditorTests(Editor editor) : IClassFixture<Editor>, IAsyncLifetime
{
    private IPage Page => editor.Page;

    public Task InitializeAsync() => editor.StartOverAsync();

    public Task DisposeAsync()
    {
        Assert.Empty(editor.Errors);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task The_tracks_hold_what_belongs_on_them()
    {
        Assert.Equal((string[])["video", "original", "dub:지민", "dub:하늘", "music", "effects", "captions"], (IEnumerable<string>)await Page.EvaluateAsync<string[]>("dubbing.timeline.lanes.map(l => l.id)"));
        Assert.Equal((int[])[3, 3], (IEnumerable<int>)await Page.EvaluateAsync<int[]>("dubbing.timeline.lanes.filter(l => l.kind === 'dub').map(l => l.clips.length)"));
        // Thumbnails, the video's waveform, and one for every clip.
        await Page.WaitForFunctionAsync("[...dubbing.timeline.pictures.images.values()].some(i => i.naturalWidth > 0)");
        await Page.WaitForFunctionAsync("[dubbing.timeline.media.waveform, ...[...dubbing.timeline.clips.values()].map(c => c.peaks)].every(p => dubbing.timeline.pictures.peaks.get(p)?.some(v => v > 0))");
        // The cuts of the video at 8 and 16 seconds.
        Assert.Equal((double[])[8, 16], (IEnumerable<double>)await Page.EvaluateAsync<double[]>("dubbing.timeline.shots"));
        // The third line has too little time: it overflows, and shows it.
        Assert.Equal("Overflow", (await editor.LinesAsync())[2].Grade);
    }

    [Fact]
    public async Task Zoom_and_scroll_with_wheel_and_keys()
    {
        var whole = await editor.ScaleAsync();
        var box = await editor.BoxAsync((await editor.LinesAsync())[4].Id);
        await Page.Mouse.MoveAsync((float)box.X, (float)box.Y + 20);
        await Page.Keyboard.DownAsync("Control");
        for (var i = 0; i < 5; i++)
            await Page.Mouse.WheelAsync(0, -100);
        await Page.Keyboard.UpAsync("Control");
        await Page.WaitForFunctionAsync(FormattableString.Invariant($"dubbing.timeline.scale > {whole} * 2.9"));
        // What is under the pointer stays there.
        Assert.Equal(box.X, (await editor.BoxAsync((await editor.LinesAsync())[4].Id)).X, 2.0);
        await editor.KeyAsync("-");
        await Page.WaitForFunctionAsync(FormattableString.Invariant($"dubbing.timeline.scale < {whole} * 2.9"));
        await Page.Mouse.WheelAsync(120, 0);
        await Page.WaitForFunctionAsync("dubbing.timeline.scroller.scrollLeft > 0");
        await editor.KeyAsync("0");
        await Page.WaitForFunctionAsync(FormattableString.Invariant($"Math.abs(dubbing.timeline.scale - {whole}) < 0.01 && dubbing.timeline.scroller.scrollLeft === 0"));
    }

    [Fact]
    public async Task A_clip_is_dragged_to_another_speaker_and_the_server_hears_of_it_once()
    {
        var lines = await editor.LinesAsync();
        var (clip, onto) = (lines[3], lines[1]);
        await editor.CountMessagesAsync();
        var (box, there) = (await editor.BoxAsync(clip.Id), await editor.BoxAsync(onto.Id));
        var scale = await editor.ScaleAsync();
        // Nearly to where line 3's sound ends: it snaps to it.
        var end = lines[2].Start + lines[2].Seconds;
        await editor.DragAsync(box.X + 20, box.Y + 30, (end - clip.Start) * scale + 4, there.Y - box.Y);
        var moved = (await editor.LinesAsync())[3];
        Assert.Equal(("dub:하늘", end, false), (moved.Track, moved.Start, moved.Stale));
        Assert.Equal(["OnPlaced"], (await editor.MessagesAsync()).Where(m => m != "OnSelected"));
        // The script says the same, now and after a reload.
        await Assertions.Expect(Page.Locator("[data-test=line]").Nth(3).Locator(".speaker")).ToHaveValueAsync("하늘");
        await Page.ReloadAsync();
        await Page.WaitForFunctionAsync("window.dubbing?.timeline.clips.size === 6");
        Assert.Equal(("dub:하늘", end), ((await editor.LinesAsync())[3].Track, (await editor.LinesAsync())[3].Start));
    }

    [Fact]
    public async Task Snapping_can_be_left_out()
    {
        var lines = await editor.LinesAsync();
        var box = await editor.BoxAsync(lines[4].Id);
        var scale = await editor.ScaleAsync();
        // The cut of the video at 16 s is near: the clip's start sticks to it, and without snapping it does not.
        await editor.KeyAsync("n");
        await editor.DragAsync(box.X + 20, box.Y + 30, (16 - lines[4].Start) * scale + 5);
        var free = (await editor.LinesAsync())[4].Start;
        Assert.NotEqual(16, free, 0.01);
        await editor.KeyAsync("n");
        box = await editor.BoxAsync(lines[4].Id);
        await editor.DragAsync(box.X + 20, box.Y + 30, 5);
        Assert.Equal(16, (await editor.LinesAsync())[4].Start, 1e-6);
    }

    [Fact]
    public async Task A_trimmed_slot_is_fitted_again()
    {
        var line = (await editor.LinesAsync())[2];
        var box = await editor.BoxAsync(line.Id);
        // The line that had too little time gets more.
        await editor.DragAsync(box.X + box.Width - 2, box.Y + 30, 1.7 * await editor.ScaleAsync());
        await editor.UntilAsync("l[2].stale && l[2].slotEnd > 9.5");
        await editor.RenderAsync();
        Assert.Equal("Free", (await editor.LinesAsync())[2].Grade);
        // And by keys: the end of the slot at the playhead.
        await editor.ClickAsync((await editor.LinesAsync())[5].Id);
        await editor.SeekAsync(22);
        await editor.KeyAsync("w");
        await editor.UntilAsync("Math.abs(l[5].slotEnd - 22) < 0.03");
    }

    [Fact]
    public async Task Split_merge_duplicate_and_delete()
    {
        var line = (await editor.LinesAsync())[1];
        await editor.ClickAsync(line.Id);
        await editor.SeekAsync(line.Start + line.Seconds / 2);
        await editor.KeyAsync("s");
        await editor.UntilAsync("l.length === 7");
        var parts = await editor.LinesAsync();
        Assert.Equal(line.Text, $"{parts[1].Text} {parts[2].Text}");
        Assert.Equal(parts[1].SlotEnd, parts[2].Start);
        // The cut lies between two words, near the playhead.
        Assert.InRange(parts[2].Start, line.Start + 0.3 * line.Seconds, line.Start + 0.75 * line.Seconds);

        await editor.ClickAsync(parts[1].Id);
        await editor.ClickAsync(parts[2].Id, KeyboardModifier.Control);
        await editor.KeyAsync("m");
        await editor.UntilAsync("l.length === 6");
        Assert.Equal((line.Text, line.SlotEnd), ((await editor.LinesAsync())[1].Text, (await editor.LinesAsync())[1].SlotEnd));

        var fifth = (await editor.LinesAsync())[4];
        await editor.ClickAsync(fifth.Id);
        await editor.KeyAsync("Control+d");
        await editor.UntilAsync("l.length === 7");
        Assert.Equal((fifth.Text, 18), ((await editor.LinesAsync())[5].Text, (await editor.LinesAsync())[5].Start));

        // The copy is selected: deleted with its gap, what comes after moves up by it.
        await Page.WaitForFunctionAsync("dubbing.timeline.selected.size === 1 && dubbing.timeline.clips.get([...dubbing.timeline.selected][0])?.number === 6");
        await editor.KeyAsync("Shift+Delete");
        await editor.UntilAsync("l.length === 6 && l[5].start === 19");
        await editor.ClickAsync((await editor.LinesAsync())[3].Id);
        await editor.KeyAsync("Shift+Delete");
        await editor.UntilAsync("l.length === 5 && l[3].start === 12 && l[4].start === 16");
        await editor.ClickAsync((await editor.LinesAsync())[3].Id);
        await editor.KeyAsync("Delete");
        await editor.UntilAsync("l.length === 4 && l[3].start === 16");
    }

    [Fact]
    public async Task A_line_is_split_at_the_caret()
    {
        var field = Page.Locator("textarea[data-line]").Nth(1);
        await field.ClickAsync();
        await field.EvaluateAsync("f => f.setSelectionRange(5, 5)");
        await editor.KeyAsync("Alt+Enter");
        await editor.UntilAsync("l.length === 7 && l[1].text === '바닷물은' && l[2].text === '햇빛을 받아 수증기가 됩니다.'");
    }

    [Fact]
    public async Task Many_clips_are_selected_and_moved_together_and_locked_ones_stay()
    {
        var lines = await editor.LinesAsync();
        await editor.ClickAsync(lines[4].Id);
        await editor.KeyAsync("Shift+L");
        await editor.UntilAsync("l[4].locked");
        // A band around the first speaker's clips, begun where there is nothing.
        var (first, last) = (await editor.BoxAsync(lines[0].Id), await editor.BoxAsync(lines[4].Id));
        await editor.DragAsync(first.X - 6, first.Y + 4, last.X + last.Width - first.X + 12, 20);
        Assert.Equal(3, await Page.EvaluateAsync<int>("dubbing.timeline.selected.size"));
        await editor.KeyAsync("Alt+ArrowRight");
        await editor.UntilAsync("Math.abs(l[0].start - 0.54) < 1e-6 && Math.abs(l[3].start - 10.04) < 1e-6");
        Assert.Equal(lines[4].Start, (await editor.LinesAsync())[4].Start);
        // Shift selects everything between.
        await editor.ClickAsync(lines[0].Id);
        await editor.ClickAsync(lines[3].Id, KeyboardModifier.Shift);
        Assert.Equal(2, await Page.EvaluateAsync<int>("dubbing.timeline.selected.size"));
        await editor.KeyAsync("Control+a");
        Assert.Equal(6, await Page.EvaluateAsync<int>("dubbing.timeline.selected.size"));
        await editor.KeyAsync("Escape");
        Assert.Equal(0, await Page.EvaluateAsync<int>("dubbing.timeline.selected.size"));
    }

    [Fact]
    public async Task Timeline_and_script_show_the_same_line()
    {
        var lines = await editor.LinesAsync();
        await editor.ClickAsync(lines[3].Id);
        await Assertions.Expect(Page.Locator("[data-test=line].selected .number")).ToHaveTextAsync("4");
        await editor.KeyAsync("ArrowDown");
        await Assertions.Expect(Page.Locator("[data-test=line].selected .number")).ToHaveTextAsync("5");
        await Page.Locator("[data-test=line] .number").Nth(1).ClickAsync();
        await Page.WaitForFunctionAsync($"dubbing.timeline.primary === '{lines[1].Id}' && Math.abs(dubbing.time - {lines[1].Start.ToString(CultureInfo.InvariantCulture)}) < 0.05");
        await Assertions.Expect(Page.Locator("#tl-active")).ToContainTextAsync(lines[1].Text);
    }

    [Fact]
    public async Task Picture_and_sound_stay_together_and_the_original_is_ducked()
    {
        var lines = await editor.LinesAsync();
        // From the middle of a line on.
        await editor.SeekAsync(lines[0].Start + 1);
        await editor.KeyAsync("Space");
        await Page.WaitForFunctionAsync("dubbing.playing && dubbing.sounding > 0 && dubbing.time > 2");
        // The page measures: where the sound is against where the picture is, at every frame.
        await Page.EvaluateAsync("""
            (() => {
                window.drifts = [];
                const { video, sound } = dubbing.timeline.player;
                const look = () => { if (!video.paused && !video.seeking) drifts.push(Math.abs(sound.expected() - video.currentTime)); requestAnimationFrame(look); };
                requestAnimationFrame(look);
            })()
            """);
        var low = Math.Pow(10, Ducking.Decibels / 20);
        Assert.Equal(low, await Page.EvaluateAsync<double>("dubbing.ducking"), 0.02);
        await Assertions.Expect(Page.Locator(".video .caption")).ToHaveTextAsync(lines[0].Text);
        await Page.WaitForFunctionAsync("dubbing.time > 4.2");
        // Long enough for the longest silence of the script, from 9.9 s to 10 s before line 4: the original is back between.
        await editor.SeekAsync(13.2);
        await Page.WaitForFunctionAsync("dubbing.time > 13.8 && dubbing.playing && dubbing.ducking > 0.98");
        await editor.KeyAsync("k");
        var drifts = (await Page.EvaluateAsync<double[]>("drifts")).Order().ToArray();
        // A busy machine may stop for a moment; it is put right at once.
        Assert.InRange(drifts[(int)(0.95 * drifts.Length)], 0, 0.04);
        await Page.WaitForFunctionAsync("!dubbing.playing");
    }

    [Fact]
    public async Task Shuttle_frames_speed_loop_and_captions()
    {
        await editor.SeekAsync(3);
        await editor.KeyAsync("l");
        await Page.WaitForFunctionAsync("dubbing.playing && dubbing.speed === 1 && dubbing.time > 3.2");
        await editor.KeyAsync("l");
        await Page.WaitForFunctionAsync("dubbing.speed === 2");
        await editor.KeyAsync("k");
        await Page.WaitForFunctionAsync("!dubbing.playing && dubbing.speed === 1");
        var at = await Page.EvaluateAsync<double>("dubbing.time");
        await editor.KeyAsync("j");
        await Page.WaitForFunctionAsync(FormattableString.Invariant($"dubbing.time < {at} - 0.5"));
        await editor.KeyAsync("k");

        await editor.SeekAsync(5);
        await editor.KeyAsync(".");
        await Page.WaitForFunctionAsync("Math.floor(dubbing.time * 25) === 126");
        await editor.KeyAsync(",");
        await editor.KeyAsync(",");
        await Page.WaitForFunctionAsync("Math.floor(dubbing.time * 25) === 124");

        await editor.KeyAsync("]");
        Assert.Equal("1.25", await Page.Locator("[data-speed]").InputValueAsync());
        await Page.Locator("[data-speed]").SelectOptionAsync("1");

        var line = (await editor.LinesAsync())[3];
        await editor.ClickAsync(line.Id);
        await editor.KeyAsync("r");
        await Page.EvaluateAsync("(() => { let last = 0; window.wrapped = 0; const look = () => { if (dubbing.time < last - 1) wrapped++; last = dubbing.time; if (wrapped < 1) requestAnimationFrame(look); }; look(); })()");
        await editor.KeyAsync("Space");
        await Page.WaitForFunctionAsync(FormattableString.Invariant($"wrapped >= 1 && dubbing.time >= {line.Start} - 0.2"));
        await editor.KeyAsync("k");
        await editor.KeyAsync("r");
        Assert.False(await Page.EvaluateAsync<bool>("dubbing.loop"));

        await editor.SeekAsync(line.Start + 0.3);
        await Assertions.Expect(Page.Locator(".video .caption")).ToHaveTextAsync(line.Text);
        await editor.KeyAsync("c");
        await Assertions.Expect(Page.Locator(".video .caption")).ToBeHiddenAsync();
        await editor.KeyAsync("c");
    }

    [Fact]
    public async Task Music_tracks_and_fades_are_in_the_export()
    {
        var tone = Path.Combine(editor.Folder, "벨.wav");
        await FfmpegTool.RunAsync(["-f", "lavfi", "-i", "sine=1500:duration=4,volume=0.5", "-ac", "2", tone]);
        await editor.SeekAsync(13.5);
        await Page.SetInputFilesAsync("[data-test=add-effects]", tone);
        await Page.WaitForFunctionAsync("[...dubbing.timeline.clips.values()].some(c => c.kind === 'sound')");
        var sound = (await editor.SoundsAsync()).Single();
        Assert.Equal(("effects", 13.5, 4, "벨"), (sound.Track, sound.Start, sound.Seconds, sound.Text));
        // It is trimmed to two seconds and fades out.
        var box = await editor.BoxAsync(sound.Id);
        await editor.DragAsync(box.X + box.Width - 2, box.Y + 30, -2 * await editor.ScaleAsync());
        await editor.ClickAsync(sound.Id);
        await editor.KeyAsync("Shift+O");
        await Page.WaitForFunctionAsync($"dubbing.timeline.clips.get('{sound.Id}').fadeOut === 0.5");
        Assert.Equal(2, (await editor.SoundsAsync()).Single().Seconds, 0.1);

        // The effect is heard alone.
        await Page.ClickAsync("[data-track=effects] [data-test=solo]");
        await Page.WaitForFunctionAsync("dubbing.timeline.tracks.find(t => t.id === 'effects').solo && dubbing.timeline.player.sound.levelOf(dubbing.timeline.tracks.find(t => t.id === 'original')) === 0");
        var alone = await ExportAsync("alone");
        Assert.True(await LevelAsync(alone, 13.7, 1.1) > await LevelAsync(alone, 1, 8) + 40, "only the effect is heard");
        Assert.True(await LevelAsync(alone, 17, 3) < -70, "what was trimmed away is not heard");
        await Page.ClickAsync("[data-track=effects] [data-test=solo]");

        // Muted, it is gone; the first speaker is muted too, and the second is not.
        await Page.ClickAsync("[data-track=effects] [data-test=mute]");
        await Page.ClickAsync("[data-track='dub:지민'] [data-test=mute]");
        await Page.ClickAsync("[data-track=original] [data-test=mute]");
        await Page.WaitForFunctionAsync("dubbing.timeline.tracks.filter(t => t.muted).length === 3 && !dubbing.timeline.tracks.some(t => t.solo)");
        var muted = await ExportAsync("muted");
        Assert.True(await LevelAsync(muted, 0.6, 2.5) < -70, "the first speaker is muted");
        Assert.True(await LevelAsync(muted, 4.1, 2) > -40, "the second is not");
        Assert.True(await LevelAsync(muted, 13.6, 2) < -70, "the effect is muted");

        foreach (var track in (string[])["effects", "dub:지민", "original"])
            await Page.ClickAsync($"[data-track='{track}'] [data-test=mute]");
        await editor.ClickAsync(sound.Id);
        await editor.KeyAsync("Delete");
        await Page.WaitForFunctionAsync("![...dubbing.timeline.clips.values()].some(c => c.kind === 'sound')");
    }

    [Fact]
    public async Task A_track_s_volume_is_heard_while_it_is_moved_and_kept()
    {
        var fader = Page.Locator("[data-track='dub:지민'] [data-fader]");
        await editor.SeekAsync(0.6);
        await editor.KeyAsync("Space");
        await Page.WaitForFunctionAsync("dubbing.sounding > 0");
        await editor.KeyAsync("k");
        await fader.FocusAsync();
        for (var i = 0; i < 6; i++)
            await editor.KeyAsync("ArrowLeft");
        await Page.WaitForFunctionAsync("Math.abs(dubbing.timeline.player.sound.faders.get('dub:지민').gain.value - 10 ** (-6 / 20)) < 0.02");
        await Page.WaitForFunctionAsync("dubbing.timeline.tracks.find(t => t.id === 'dub:지민').gain === -6");
        await fader.DblClickAsync();
        await Page.WaitForFunctionAsync("dubbing.timeline.tracks.find(t => t.id === 'dub:지민').gain === 0");
        await Page.EvaluateAsync("document.activeElement.blur()");
    }

    [Fact]
    public async Task Keys_are_shown_and_can_be_changed()
    {
        await editor.KeyAsync("?");
        await Page.ClickAsync("[data-key=loop]");
        await editor.KeyAsync("y");
        await Assertions.Expect(Page.Locator("[data-key=loop] kbd")).ToHaveTextAsync("Y");
        await Page.Locator(".mud-dialog-actions button").Last.ClickAsync();
        await Assertions.Expect(Page.Locator(".key-row")).ToHaveCountAsync(0);
        await editor.KeyAsync("r");
        Assert.False(await Page.EvaluateAsync<bool>("dubbing.timeline.player.loop !== null"));
        await editor.KeyAsync("y");
        await Page.WaitForFunctionAsync("dubbing.timeline.player.loop !== null");
        await editor.KeyAsync("y");
        await editor.KeyAsync("?");
        await Page.Locator(".mud-dialog-actions button").First.ClickAsync();
        await Assertions.Expect(Page.Locator("[data-key=loop] kbd")).ToHaveTextAsync("R");
        await Page.Locator(".mud-dialog-actions button").Last.ClickAsync();
        await Assertions.Expect(Page.Locator(".key-row")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_context_menu_works_with_mouse_and_keys()
    {
        var line = (await editor.LinesAsync())[4];
        var box = await editor.BoxAsync(line.Id);
        await Page.Mouse.ClickAsync((float)box.X + 20, (float)box.Y + 30, new() { Button = MouseButton.Right });
        await Assertions.Expect(Page.Locator(".tl-menu")).ToBeVisibleAsync();
        await Assertions.Expect(Page.Locator(".tl-menu [data-do=duplicate]")).ToContainTextAsync("Ctrl+D");
        await editor.KeyAsync("ArrowDown");
        await editor.KeyAsync("ArrowDown");
        await editor.KeyAsync("Enter");
        await editor.UntilAsync("l.length === 7");
        await Assertions.Expect(Page.Locator(".tl-menu")).ToBeHiddenAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Everything_has_a_name_and_can_be_read(bool dark)
    {
        await Page.EvaluateAsync($"document.documentElement.dataset.theme = '{(dark ? "dark" : "light")}'");
        // What axe-core calls serious, looked at by ourselves: names, roles that need a parent, ids used twice, contrast of small text.
        var problems = await Page.EvaluateAsync<string[]>(
            """
            (() => {
                const problems = [];
                const root = document.querySelector('.timeline');
                const seen = e => { const b = e.getBoundingClientRect(); return b.width > 0 && b.height > 0 && getComputedStyle(e).visibility !== 'hidden'; };
                const name = e => e.getAttribute('aria-label') || e.labels?.[0]?.textContent?.trim() || e.textContent.trim() || e.title;
                for (const e of root.querySelectorAll('button, input, select, [role]')) if (seen(e) && !name(e) && e.id !== 'tl-active') problems.push('no name: ' + e.outerHTML.slice(0, 90));
                for (const e of root.querySelectorAll('[role=menuitem]')) if (!e.closest('[role=menu]')) problems.push('menuitem outside a menu');
                for (const e of root.querySelectorAll('[role=option]')) if (!e.closest('[role=listbox]')) problems.push('option outside a listbox');
                for (const e of root.querySelectorAll('[aria-activedescendant]')) if (!document.getElementById(e.getAttribute('aria-activedescendant'))) problems.push('active descendant is missing');
                const ids = [...document.querySelectorAll('[id]')].map(e => e.id);
                for (const id of new Set(ids)) if (ids.filter(i => i === id).length > 1) problems.push('id twice: ' + id);
                const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
                const rgb = colour => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); return [...canvas.getImageData(0, 0, 1, 1).data]; };
                const light = c => { const [r, g, b] = c.map(v => { v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; }); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
                const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };
                const behind = e => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor); if (c[3] === 255) return c; } return [255, 255, 255, 255]; };
                for (const e of root.querySelectorAll('.tl-name, .tl-time, .legend, .tl-mini, .tl-speed')) {
                    if (!seen(e)) continue;
                    const r = ratio(rgb(getComputedStyle(e).color).slice(0, 3), behind(e).slice(0, 3));
                    if (r < 4.5) problems.push(`contrast ${r.toFixed(2)}: ${e.className} ${e.textContent.trim().slice(0, 20)}`);
                }
                const ink = dubbing.timeline.painter;
                for (const grade of ['Free', 'Amber', 'Red', 'Overflow']) { const r = ratio(rgb(ink.ink.clipText).slice(0, 3), rgb(ink.grade[grade]).slice(0, 3)); if (r < 4.2) problems.push(`contrast ${r.toFixed(2)}: clip ${grade}`); }
                for (const [text, back] of [['text', 'back'], ['strong', 'caption'], ['text', 'slot']]) { const r = ratio(rgb(ink.ink[text]).slice(0, 3), rgb(ink.ink[back]).slice(0, 3)); if (r < 4.5) problems.push(`contrast ${r.toFixed(2)}: ${text} on ${back}`); }
                return problems;
            })()
            """);
        await Page.EvaluateAsync("document.documentElement.dataset.theme = 'light'");
        Assert.Empty(problems);
        // Every control can be reached with Tab, in the order in which it is seen.
        await Page.Locator(".tl-grip").FocusAsync();
        var reached = new List<string>();
        for (var i = 0; i < 24; i++)
        {
            await editor.KeyAsync("Tab");
            reached.Add(await Page.EvaluateAsync<string>("document.activeElement?.dataset.action ?? document.activeElement?.className ?? ''"));
        }

        Assert.Contains("play", reached);
        Assert.Contains("zoomIn", reached);
        Assert.Contains(reached, r => r.Contains("tl-mini", StringComparison.Ordinal));
        await Page.EvaluateAsync("document.activeElement.blur()");
    }

    [Fact]
    public async Task Everything_fits_from_1280_wide_and_nothing_jumps()
    {
        await Page.SetViewportSizeAsync(1280, 720);
        await Page.EvaluateAsync("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
        var cut = await Page.EvaluateAsync<string[]>(
            "[...document.querySelectorAll('.tl-bar, .legend, .tl-name, .tl-time, .tl-track')].filter(e => e.offsetParent && e.scrollWidth > e.clientWidth + 1).map(e => e.className + ' ' + e.textContent)");
        Assert.Empty(cut);
        Assert.True(await Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth && document.documentElement.scrollHeight <= innerHeight"), "the page is larger than the window");
        // Selecting, playing and changing a line moves nothing of the layout.
        await Page.EvaluateAsync("window.shifts = 0; new PerformanceObserver(l => { for (const e of l.getEntries()) shifts += e.value; }).observe({ type: 'layout-shift' })");
        await editor.ClickAsync((await editor.LinesAsync())[3].Id);
        await editor.KeyAsync("Alt+ArrowRight");
        await editor.KeyAsync("Space");
        await Page.WaitForFunctionAsync("dubbing.playing && dubbing.time > 10.3");
        await editor.KeyAsync("k");
        Assert.True(await Page.EvaluateAsync<double>("shifts") < 0.01, "the layout jumped");
        await Page.SetViewportSizeAsync(1440, 900);
    }

    private async Task<string> ExportAsync(string name)
    {
        var before = await Page.Locator("[data-test=download]").CountAsync() > 0 ? await Page.Locator("[data-test=download]").GetAttributeAsync("href") : "";
        await Page.ClickAsync("[data-test=export] button");
        await Page.WaitForFunctionAsync($"document.querySelector('[data-test=export]').dataset.state === 'Done' && document.querySelector('[data-test=download]')?.getAttribute('href') !== '{before}'", null, new() { Timeout = 120_000 });
        var download = await Page.RunAndWaitForDownloadAsync(() => Page.ClickAsync("[data-test=download]"));
        var file = Path.Combine(editor.Folder, name + ".mp4");
        await download.SaveAsAsync(file);
        return file;
    }

    /// <summary>Mean level of a stretch of sound, dB relative to full scale.</summary>
    private static Task<double> LevelAsync(string file, double from, double seconds) => NewcomerTests.LevelAsync(file, from, seconds);
}
