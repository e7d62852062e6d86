using Dubbing.Media;
using Microsoft.Playwright;

namespace Dubbing.EndToEnd.Tests;

/// <summary>The timeline through the real interface, with mouse and keys, on a real video.</summary>
[Collection(nameof(Editor))]
public sealed class TimelineTests(Editor editor) : IAsyncLifetime
{
    private Desk desk = null!;

    private IPage Page => desk.Page;

    public async Task InitializeAsync() => desk = await editor.OpenAsync();

    public async Task DisposeAsync() => await desk.DisposeAsync();

    [Fact]
    public async Task The_tracks_hold_and_show_what_belongs_on_them()
    {
        Assert.Equal(["video", "original", "dub:지민", "dub:하늘", "music", "effects", "captions"], await desk.AllAsync<string>("dubbing.timeline.lanes.map(l => l.id)"));
        Assert.Equal([3, 3], await desk.AllAsync<int>("dubbing.timeline.lanes.filter(l => l.kind === 'dub').map(l => l.clips.length)"));
        Assert.Equal(6, await Page.EvaluateAsync<int>("dubbing.timeline.lanes.find(l => l.id === 'captions').clips.length"));
        Assert.Equal([8, 16], await desk.AllAsync<double>("dubbing.timeline.shots"));
        // Thumbnails, the video's waveform, and one for every clip: fetched …
        await Page.WaitForFunctionAsync("[...dubbing.timeline.pictures.images.values()].some(i => i.naturalWidth > 0)");
        await Page.WaitForFunctionAsync("[dubbing.timeline.media.waveform, ...[...dubbing.timeline.clips.values()].map(c => c.peaks)].every(p => dubbing.timeline.pictures.peaks.get(p)?.some(v => v > 0)) && !dubbing.timeline.dirty");
        // … and drawn: a row of pixels a little off the middle of the sound is crossed by louder parts only.
        foreach (var line in await desk.LinesAsync())
        {
            var box = await desk.BoxAsync(line.Id);
            Assert.InRange(await desk.ColoursAsync(box with { X = box.X + 4, Width = line.Seconds * await desk.ScaleAsync() - 8 }, 25), 2, 10_000);
        }

        // The third line has too little time: it overflows, and says so in the script too.
        Assert.Equal("Overflow", (await desk.LinesAsync())[2].Grade);
        await Assertions.Expect(Page.Locator("[data-test=chip]").Nth(2)).ToHaveClassAsync("chip Overflow");
        await NewcomerTests.KeepPictureAsync(Page, "timeline");
    }

    [Fact]
    public async Task It_zooms_and_scrolls_with_wheel_and_keys()
    {
        var whole = await desk.ScaleAsync();
        var fifth = (await desk.LinesAsync())[4];
        var box = await desk.BoxAsync(fifth.Id);
        await Page.Mouse.MoveAsync((float)box.X, (float)box.Y + 20);
        await Page.Keyboard.DownAsync("Control");
        for (var i = 0; i < 5; i++)
            await Page.Mouse.WheelAsync(0, -100);
        await Page.Keyboard.UpAsync("Control");
        await Page.WaitForFunctionAsync(Desk.Text($"dubbing.timeline.scale > {whole} * 3"));
        // What is under the pointer stays there.
        Assert.Equal(box.X, (await desk.BoxAsync(fifth.Id)).X, 2.0);
        await desk.KeyAsync("-");
        await Page.WaitForFunctionAsync(Desk.Text($"dubbing.timeline.scale < {whole} * 3"));
        await desk.KeyAsync("+");
        await Page.WaitForFunctionAsync(Desk.Text($"dubbing.timeline.scale > {whole} * 3"));
        var left = await Page.EvaluateAsync<double>("dubbing.timeline.scroller.scrollLeft");
        await Page.Mouse.WheelAsync(120, 0);
        await Page.WaitForFunctionAsync(Desk.Text($"dubbing.timeline.scroller.scrollLeft > {left}"));
        // The ruler goes along: a click on it is the time that stands there.
        await desk.SeekAsync(17);
        await Assertions.Expect(Page.Locator(".tl-time")).ToContainTextAsync("00:00:1");
        await desk.KeyAsync("0");
        await Page.WaitForFunctionAsync(Desk.Text($"Math.abs(dubbing.timeline.scale - {whole}) < 0.01 && dubbing.timeline.scroller.scrollLeft === 0"));
    }

    [Fact]
    public async Task A_clip_is_dragged_to_another_speaker_and_the_server_hears_of_it_once()
    {
        var lines = await desk.LinesAsync();
        await desk.CountMessagesAsync();
        var down = (await desk.BoxAsync(lines[1].Id)).Y - (await desk.BoxAsync(lines[3].Id)).Y;
        // Nearly to where line 3's sound ends: it snaps to it.
        await desk.DragAsync(lines[3], lines[2].End - lines[3].Start + 4 / await desk.ScaleAsync(), down);
        var moved = (await desk.LinesAsync())[3];
        Assert.Equal(("dub:하늘", lines[2].End), (moved.Track, moved.Start));
        Assert.Equal(["OnPlaced"], (await desk.MessagesAsync()).Where(m => m != "OnSelected"));
        // The script says the same, now and after a reload.
        await Assertions.Expect(Page.Locator("[data-test=line]").Nth(3).Locator(".speaker")).ToHaveValueAsync("하늘");
        await Page.ReloadAsync();
        await desk.ReadyAsync();
        Assert.Equal(("dub:하늘", lines[2].End), ((await desk.LinesAsync())[3].Track, (await desk.LinesAsync())[3].Start));
    }

    [Fact]
    public async Task Clips_stick_to_cuts_cues_and_the_playhead_unless_it_is_switched_off()
    {
        var lines = await desk.LinesAsync();
        var near = 5 / await desk.ScaleAsync();
        // The cut of the video at 16 s: first without sticking.
        await desk.KeyAsync("n");
        await desk.DragAsync(lines[4], 16 - lines[4].Start + near);
        Assert.NotEqual(16, (await desk.LinesAsync())[4].Start, 0.005);
        await desk.KeyAsync("n");
        await desk.DragAsync((await desk.LinesAsync())[4], -near);
        Assert.Equal(16, (await desk.LinesAsync())[4].Start, 1e-6);
        // The end of another line's slot.
        await desk.DragAsync((await desk.LinesAsync())[4], 13 - 16 + near);
        Assert.Equal(13, (await desk.LinesAsync())[4].Start, 1e-6);
        // The playhead, which is wherever the ruler was clicked.
        await desk.SeekAsync(14.4);
        var head = await Page.EvaluateAsync<double>("dubbing.time");
        await desk.DragAsync((await desk.LinesAsync())[4], head - 13 + near);
        Assert.Equal(head, (await desk.LinesAsync())[4].Start, 1e-6);
    }

    [Fact]
    public async Task A_trimmed_slot_is_fitted_again()
    {
        var line = (await desk.LinesAsync())[2];
        var box = await desk.BoxAsync(line.Id);
        // The line that had too little time gets more.
        await desk.DragAsync(box.X + box.Width - 2, box.Y + 30, 1.7 * await desk.ScaleAsync());
        await desk.UntilAsync("l[2].stale && l[2].slotEnd > 9.5");
        await desk.RenderAsync();
        // It has the time it needs now, though it may be heard into the next speaker's line.
        Assert.NotEqual("Overflow", (await desk.LinesAsync())[2].Grade);
        // And by keys: start and end of the slot at the playhead.
        var last = (await desk.LinesAsync())[5];
        await desk.ClickAsync(last);
        await desk.SeekAsync(22);
        await desk.KeyAsync("w");
        await desk.UntilAsync("Math.abs(l[5].slotEnd - dubbing.time) < 1e-3");
        await desk.SeekAsync(20);
        await desk.KeyAsync("q");
        await desk.UntilAsync("Math.abs(l[5].start - dubbing.time) < 1e-3 && l[5].slotEnd > 21.9");
    }

    [Fact]
    public async Task Lines_are_split_and_merged()
    {
        var line = (await desk.LinesAsync())[1];
        await desk.ClickAsync(line);
        await desk.SeekAsync(line.Start + line.Seconds / 2);
        await desk.KeyAsync("s");
        await desk.UntilAsync("l.length === 7");
        var parts = await desk.LinesAsync();
        Assert.Equal(line.Text, $"{parts[1].Text} {parts[2].Text}");
        Assert.Equal(parts[1].SlotEnd, parts[2].Start);
        // The cut lies between two words, near the playhead.
        Assert.InRange(parts[2].Start, line.Start + 0.3 * line.Seconds, line.Start + 0.75 * line.Seconds);
        // What they say is not spoken yet: rendering does it, and only it.
        Assert.Equal([2, 3], parts.Where(l => l.Url is null).Select(l => l.Number));

        await desk.ClickAsync(parts[1]);
        await desk.ClickAsync(parts[2], KeyboardModifier.Control);
        await desk.KeyAsync("m");
        await desk.UntilAsync("l.length === 6");
        var merged = (await desk.LinesAsync())[1];
        Assert.Equal((line.Text, line.SlotEnd), (merged.Text, merged.SlotEnd));

        // At the caret of a text that is being written.
        var field = Page.Locator("textarea[data-line]").Nth(1);
        await field.ClickAsync();
        await field.EvaluateAsync("f => f.setSelectionRange(5, 5)");
        await desk.KeyAsync("Alt+Enter");
        await desk.UntilAsync("l.length === 7 && l[1].text === '바닷물은' && l[2].text === '햇빛을 받아 수증기가 됩니다.'");
    }

    [Fact]
    public async Task Clips_are_duplicated_and_deleted_with_and_without_their_gap()
    {
        var fifth = (await desk.LinesAsync())[4];
        await desk.ClickAsync(fifth);
        await desk.KeyAsync("Control+d");
        await desk.UntilAsync("l.length === 7");
        Assert.Equal((fifth.Text, 18), ((await desk.LinesAsync())[5].Text, (await desk.LinesAsync())[5].Start));
        // The copy is selected: deleted with its gap, what comes after moves up by it.
        await Page.WaitForFunctionAsync("dubbing.timeline.selected.size === 1 && dubbing.timeline.clips.get([...dubbing.timeline.selected][0])?.number === 6");
        await desk.KeyAsync("Delete");
        await desk.UntilAsync("l.length === 6 && l[5].start === 19");
        await desk.ClickAsync((await desk.LinesAsync())[3]);
        await desk.KeyAsync("Shift+Delete");
        await desk.UntilAsync("l.length === 5 && l[3].start === 12 && l[4].start === 16");
        // All of it comes back.
        await desk.KeyAsync("Control+z");
        await desk.UntilAsync("l.length === 6 && l[4].start === 15 && l[5].start === 19");
    }

    [Fact]
    public async Task Many_clips_are_selected_and_moved_together_and_locked_ones_stay()
    {
        var lines = await desk.LinesAsync();
        await desk.ClickAsync(lines[4]);
        await desk.KeyAsync("Shift+L");
        await desk.UntilAsync("l[4].locked");
        // A band around the first speaker's clips, begun where there is nothing.
        var (first, last) = (await desk.BoxAsync(lines[0].Id), await desk.BoxAsync(lines[4].Id));
        await desk.DragAsync(first.X - 6, first.Y + 4, last.X + last.Width - first.X + 12, 20);
        Assert.Equal([1, 4, 5], await desk.SelectedAsync());
        await desk.KeyAsync("Alt+ArrowRight");
        await desk.UntilAsync("Math.abs(l[0].start - 0.54) < 1e-6 && Math.abs(l[3].start - 10.04) < 1e-6");
        Assert.Equal(lines[4].Start, (await desk.LinesAsync())[4].Start);
        // By the mouse too: both go by the same way.
        await desk.ClickAsync(lines[0]);
        await desk.ClickAsync(lines[3], KeyboardModifier.Control);
        await desk.DragAsync((await desk.LinesAsync())[0], 0.4);
        var moved = await desk.LinesAsync();
        Assert.NotEqual(0.54, moved[0].Start, 0.1);
        Assert.Equal(moved[0].Start - 0.54, moved[3].Start - 10.04, 1e-6);
        // Shift selects everything between, Ctrl+A everything.
        await desk.ClickAsync(moved[0]);
        await desk.ClickAsync(moved[4], KeyboardModifier.Shift);
        Assert.Equal([1, 4, 5], await desk.SelectedAsync());
        await desk.KeyAsync("Control+a");
        Assert.Equal([1, 2, 3, 4, 5, 6], await desk.SelectedAsync());
        await desk.KeyAsync("Escape");
        Assert.Empty(await desk.SelectedAsync());
    }

    [Fact]
    public async Task A_locked_track_keeps_its_clips_and_what_overlaps_is_shown()
    {
        var lines = await desk.LinesAsync();
        await Page.ClickAsync("[data-track='dub:지민'] [data-test=lock]");
        await Page.WaitForFunctionAsync("dubbing.timeline.tracks.find(t => t.id === 'dub:지민').locked");
        await desk.DragAsync(lines[3], 1);
        Assert.Equal(lines[3].Start, (await desk.LinesAsync())[3].Start);
        await Page.ClickAsync("[data-track='dub:지민'] [data-test=lock]");
        await Page.WaitForFunctionAsync("!dubbing.timeline.tracks.find(t => t.id === 'dub:지민').locked");

        // The fifth line over the fourth: the stretch in which both speak is marked.
        await desk.KeyAsync("n");
        await desk.DragAsync(lines[4], lines[3].Start + lines[3].Seconds / 2 - lines[4].Start);
        var (under, over) = ((await desk.LinesAsync())[3], (await desk.LinesAsync())[4]);
        var marked = await Page.EvaluateAsync<double[]>("dubbing.timeline.lanes.find(l => l.id === 'dub:지민').overlaps.flatMap(o => [o.start, o.end])");
        Assert.Equal([over.Start, Math.Min(under.End, over.End)], marked);
    }

    [Fact]
    public async Task Timeline_and_script_show_the_same_line()
    {
        var lines = await desk.LinesAsync();
        await desk.ClickAsync(lines[3]);
        await Assertions.Expect(Page.Locator("[data-test=line].selected .number")).ToHaveTextAsync("4");
        await desk.KeyAsync("ArrowDown");
        await Assertions.Expect(Page.Locator("[data-test=line].selected .number")).ToHaveTextAsync("5");
        await Page.Locator("[data-test=line] .number").Nth(1).ClickAsync();
        await Page.WaitForFunctionAsync(Desk.Text($"dubbing.timeline.selection.primary === '{lines[1].Id}' && Math.abs(dubbing.time - {lines[1].Start}) < 0.05"));
        await Assertions.Expect(Page.Locator("#tl-active")).ToContainTextAsync(lines[1].Text);
        // A double click goes to the text; what is typed there is on the clip.
        var box = await desk.BoxAsync(lines[0].Id);
        await Page.Mouse.DblClickAsync((float)(box.X + box.Width / 2), (float)box.Y + 30);
        await Assertions.Expect(Page.Locator("textarea[data-line]").First).ToBeFocusedAsync();
        await desk.KeyAsync("Control+End");
        await Page.Keyboard.TypeAsync(" 네!");
        await desk.UntilAsync($"l[0].text === '{lines[0].Text} 네!' && l[0].stale");
    }

    [Fact]
    public async Task Music_volumes_mute_solo_and_fades_are_in_the_export()
    {
        var tone = Path.Combine(editor.Folder, "벨.wav");
        await FfmpegTool.RunAsync(["-f", "lavfi", "-i", "sine=1500:duration=4,volume=0.5", "-ac", "2", tone]);
        await desk.SeekAsync(13.5);
        var at = await Page.EvaluateAsync<double>("dubbing.time");
        await Page.SetInputFilesAsync("[data-test=add-effects]", tone);
        await Page.WaitForClipsAsync(1, "c.kind === 'sound'");
        var sound = (await desk.SoundsAsync()).Single();
        Assert.Equal(("effects", at, 4, "벨"), (sound.Track, sound.Start, sound.Seconds, sound.Text));
        // It is trimmed to two seconds and fades out.
        var box = await desk.BoxAsync(sound.Id);
        await desk.DragAsync(box.X + box.Width - 2, box.Y + 30, -2 * await desk.ScaleAsync());
        await desk.ClickAsync(sound);
        await desk.KeyAsync("Shift+O");
        await Page.WaitForFunctionAsync($"dubbing.timeline.clips.get('{sound.Id}').fadeOut === 0.5");
        Assert.Equal(2, (await desk.SoundsAsync()).Single().Seconds, 0.15);

        // Soloed, the effect is heard alone; what was trimmed away is not.
        await Page.ClickAsync("[data-track=effects] [data-test=solo]");
        await Page.WaitForFunctionAsync("dubbing.timeline.tracks.find(t => t.id === 'effects').solo");
        var alone = await ExportAsync("alone");
        Assert.True(await NewcomerTests.LevelAsync(alone, at + 0.2, 1) > await NewcomerTests.LevelAsync(alone, 1, 8) + 40, "only the effect is heard");
        Assert.True(await NewcomerTests.LevelAsync(alone, at + 1.85, 0.1) < await NewcomerTests.LevelAsync(alone, at + 0.5, 0.5) - 6, "it fades out");
        Assert.True(await NewcomerTests.LevelAsync(alone, at + 3, 2) < -70, "what was trimmed away is heard");
        await Page.ClickAsync("[data-track=effects] [data-test=solo]");

        // Muted, the effect and the first speaker are gone, the second is not.
        foreach (var track in (string[])["effects", "dub:지민", "original"])
            await Page.ClickAsync($"[data-track='{track}'] [data-test=mute]");
        await Page.WaitForFunctionAsync("dubbing.timeline.tracks.filter(t => t.muted).length === 3 && !dubbing.timeline.tracks.some(t => t.solo)");
        var muted = await ExportAsync("muted");
        Assert.True(await NewcomerTests.LevelAsync(muted, 0.6, 2.5) < -70, "the first speaker is heard");
        Assert.True(await NewcomerTests.LevelAsync(muted, 4.1, 2) > -40, "the second is not heard");
        Assert.True(await NewcomerTests.LevelAsync(muted, at + 0.1, 1.5) < -70, "the effect is heard");
    }

    private async Task<string> ExportAsync(string name)
    {
        var links = Page.Locator("[data-test=download]");
        var before = await links.CountAsync() > 0 ? await links.GetAttributeAsync("href") : "";
        await Page.ClickAsync("[data-test=export] button");
        await Page.ClickAsync("[data-test=export-now]");
        await Page.WaitForFunctionAsync($"document.querySelector('[data-test=export]').dataset.state === 'Done' && document.querySelector('[data-test=download]')?.getAttribute('href') !== '{before}'", null, new() { Timeout = 180_000 });
        var download = await Page.RunAndWaitForDownloadAsync(() => links.ClickAsync());
        var file = Path.Combine(editor.Folder, name + ".mp4");
        await download.SaveAsAsync(file);
        return file;
    }
}
