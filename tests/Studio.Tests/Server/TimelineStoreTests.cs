using Dubbing.Script;
using Dubbing.Script.Formats;
using Dubbing.Studio.Projects;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dubbing.Studio.Tests.Server;

/// <summary>What is done on the timeline, at the store: each in one step, with undo, and not to what is locked.</summary>
public sealed class TimelineStoreTests : IAsyncLifetime
{
    private TestStudio studio = null!;
    private Guid project;

    private ITimelineStore Timeline => studio.Services.GetRequiredService<ITimelineStore>();

    public async Task InitializeAsync()
    {
        studio = await TestStudio.StartAsync();
        project = (await studio.Projects.CreateAsync(new NewProject("물", Language.Korean))).Id;
        var cues = new[] { (0.0, 2.0, "하나 둘"), (3.0, 5.0, "셋 넷"), (6.0, 8.0, "다섯 여섯"), (10.0, 12.0, "일곱 여덟") };
        await studio.Projects.ImportAsync(
            project,
            new ScriptDocument([.. cues.Select((c, i) => new Cue(i + 1, c.Item3, TimeSpan.FromSeconds(c.Item1), TimeSpan.FromSeconds(c.Item2), i % 2 == 0 ? "가" : "나"))], [], ScriptFormats.WrittenAs(".srt")!, "UTF-8"),
            ImportMode.Replace);
    }

    public async Task DisposeAsync() => await studio.DisposeAsync();

    [Fact]
    public async Task Clips_are_moved_in_one_step_that_undo_takes_back()
    {
        var lines = await LinesAsync();
        await Timeline.PlaceClipsAsync(project, [new(lines[0].Id, 1, 3, "나", 0.2, 0.3), new(lines[1].Id, 4, 6, "나")], []);
        var moved = await LinesAsync();
        Assert.Equal((1, 3, "나", 0.2, 0.3), (moved[0].StartSeconds, moved[0].EndSeconds, moved[0].Speaker, moved[0].FadeInSeconds, moved[0].FadeOutSeconds));
        Assert.Equal((4, 6), (moved[1].StartSeconds, moved[1].EndSeconds));
        await studio.Projects.UndoAsync(project);
        var back = await LinesAsync();
        Assert.Equal((0, 2, "가", 0), (back[0].StartSeconds, back[0].EndSeconds, back[0].Speaker, back[0].FadeInSeconds));
        Assert.Equal((3, 5), (back[1].StartSeconds, back[1].EndSeconds));
    }

    [Fact]
    public async Task A_line_is_split_and_merged_again()
    {
        var line = (await LinesAsync())[1];
        var second = await Timeline.SplitLineAsync(line.Id, 2, 3.8);
        var split = await LinesAsync();
        Assert.Equal(["하나 둘", "셋", "넷", "다섯 여섯", "일곱 여덟"], split.Select(l => l.Text));
        Assert.Equal((3, 3.8, 3.8, 5), (split[1].StartSeconds, split[1].EndSeconds, split[2].StartSeconds, split[2].EndSeconds));
        Assert.Equal(("나", second), (split[2].Speaker, split[2].Id));
        await Timeline.MergeLinesAsync(project, [split[1].Id, split[2].Id]);
        var merged = await LinesAsync();
        Assert.Equal(["하나 둘", "셋 넷", "다섯 여섯", "일곱 여덟"], merged.Select(l => l.Text));
        Assert.Equal((3, 5), (merged[1].StartSeconds, merged[1].EndSeconds));
        await studio.Projects.UndoAsync(project);
        await studio.Projects.UndoAsync(project);
        Assert.Equal(["하나 둘", "셋 넷", "다섯 여섯", "일곱 여덟"], (await LinesAsync()).Select(l => l.Text));
        Assert.Equal(5, (await LinesAsync())[1].EndSeconds);
    }

    [Fact]
    public async Task Nothing_is_split_where_one_side_would_be_empty()
    {
        var line = (await LinesAsync())[1];
        Assert.Null(await Timeline.SplitLineAsync(line.Id, 0, 3.5));
        Assert.Null(await Timeline.SplitLineAsync(line.Id, 99, 3.5));
        Assert.Equal(4, (await LinesAsync()).Count);
    }

    [Fact]
    public async Task Copies_lie_behind_what_was_copied()
    {
        var lines = await LinesAsync();
        var made = await Timeline.DuplicateClipsAsync(project, [lines[1].Id, lines[2].Id]);
        var now = await LinesAsync();
        Assert.Equal(["하나 둘", "셋 넷", "다섯 여섯", "셋 넷", "다섯 여섯", "일곱 여덟"], now.Select(l => l.Text));
        Assert.Equal([8, 11], now.Where(l => made.Contains(l.Id)).Select(l => l.StartSeconds));
    }

    [Fact]
    public async Task Deleting_closes_the_gap_when_asked_to()
    {
        var lines = await LinesAsync();
        await Timeline.DeleteClipsAsync(project, [lines[1].Id], closeGap: false);
        Assert.Equal([0, 6, 10], (await LinesAsync()).Select(l => l.StartSeconds));
        await studio.Projects.UndoAsync(project);
        await Timeline.DeleteClipsAsync(project, [lines[1].Id], closeGap: true);
        Assert.Equal([0, 4, 8], (await LinesAsync()).Select(l => l.StartSeconds));
    }

    [Fact]
    public async Task What_is_locked_stays()
    {
        var lines = await LinesAsync();
        await Timeline.LockClipsAsync(project, [lines[0].Id]);
        await Timeline.ChangeTrackAsync(project, TrackKind.Dub, "나", new TrackEdit { Locked = true });
        await Timeline.PlaceClipsAsync(project, [.. lines.Select(l => new LinePlace(l.Id, l.StartSeconds!.Value + 20, l.EndSeconds!.Value + 20, l.Speaker))], []);
        await Timeline.DeleteClipsAsync(project, [lines[0].Id, lines[1].Id], closeGap: false);
        Assert.Equal([0, 3, 26, 10], (await LinesAsync()).Select(l => l.StartSeconds));
        await Timeline.LockClipsAsync(project, [lines[0].Id]);
        Assert.False((await LinesAsync())[0].Locked);
    }

    [Fact]
    public async Task A_fader_that_is_moved_bit_by_bit_is_one_step()
    {
        foreach (var gain in (double[])[-1, -2, -99])
            await Timeline.ChangeTrackAsync(project, TrackKind.Music, "", new TrackEdit { GainDb = gain });
        var track = (await Timeline.LoadTimelineAsync(project)).Tracks.Single();
        Assert.Equal((-40, true), (track.GainDb, track.Ducked));
        await studio.Projects.UndoAsync(project);
        Assert.Empty((await Timeline.LoadTimelineAsync(project)).Tracks);
        Assert.Equal(4, (await LinesAsync()).Count);
    }

    [Fact]
    public async Task A_sound_is_split_trimmed_and_kept_within_its_file()
    {
        var sound = new SoundClip { Id = Guid.NewGuid(), ProjectId = project, MediaId = Guid.NewGuid(), Kind = TrackKind.Effects, Name = "노래", WholeSeconds = 10, StartSeconds = 2, Seconds = 10 };
        await using (var db = await studio.Services.GetRequiredService<IDbContextFactory<StudioDb>>().CreateDbContextAsync())
        {
            db.Sounds.Add(sound);
            await db.SaveChangesAsync();
        }

        await Timeline.SplitSoundsAsync(project, [sound.Id], 5);
        var parts = (await Timeline.LoadTimelineAsync(project)).Sounds;
        Assert.Equal([(2, 0, 3), (5, 3, 7)], parts.Select(s => (s.StartSeconds, s.OffsetSeconds, s.Seconds)));
        await Timeline.PlaceClipsAsync(project, [], [new(parts[1].Id, TrackKind.Effects, 20, 4, 99, 1, 2)]);
        var second = (await Timeline.LoadTimelineAsync(project)).Sounds[1];
        Assert.Equal((TrackKind.Effects, 20, 4, 6, 1, 2), (second.Kind, second.StartSeconds, second.OffsetSeconds, second.Seconds, second.FadeInSeconds, second.FadeOutSeconds));
        await studio.Projects.UndoAsync(project);
        await studio.Projects.UndoAsync(project);
        Assert.Equal(10, (await Timeline.LoadTimelineAsync(project)).Sounds.Single().Seconds);
    }

    [Fact]
    public async Task Music_is_drawn_beyond_its_file_and_begins_anew_and_an_effect_is_not()
    {
        var sound = new SoundClip { Id = Guid.NewGuid(), ProjectId = project, MediaId = Guid.NewGuid(), Kind = TrackKind.Music, Name = "노래", WholeSeconds = 10, StartSeconds = 2, Seconds = 10 };
        await using (var db = await studio.Services.GetRequiredService<IDbContextFactory<StudioDb>>().CreateDbContextAsync())
        {
            db.Sounds.Add(sound);
            await db.SaveChangesAsync();
        }

        await Timeline.PlaceClipsAsync(project, [], [new(sound.Id, TrackKind.Music, 2, -3, 24, 0, 0)]);
        var placed = Assert.Single((await Timeline.LoadTimelineAsync(project)).Sounds);
        Assert.Equal((7, 24, 10), (placed.OffsetSeconds, placed.Seconds, placed.LoopSeconds));
        // 6 seconds in, the file has begun anew 3 seconds ago.
        await Timeline.SplitSoundsAsync(project, [sound.Id], 8);
        var parts = (await Timeline.LoadTimelineAsync(project)).Sounds.OrderBy(s => s.StartSeconds).ToList();
        Assert.Equal([(7, 6), (3, 18)], parts.Select(p => (p.OffsetSeconds, p.Seconds)));
        // On the track of effects it ends with its file.
        await Timeline.PlaceClipsAsync(project, [], [new(parts[1].Id, TrackKind.Effects, 8, 3, 18, 0, 0)]);
        Assert.Equal(7, (await Timeline.LoadTimelineAsync(project)).Sounds.Single(s => s.Id == parts[1].Id).Seconds);
    }

    private async Task<IReadOnlyList<ScriptLine>> LinesAsync() => (await studio.Projects.LoadAsync(project))!.Lines;
}
