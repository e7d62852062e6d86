using Dubbing.Export;
using Dubbing.Readings.Correction;
using Dubbing.Timeline;

namespace Dubbing.Session;

/// <summary>
/// The production, the same for the studio and the command line: plan, fit, speak, lay out, captions, mix, export. What differs between
/// them is where takes are kept. Safe to share between threads.
/// </summary>
/// <param name="renderer">Reads, fits and speaks a line.</param>
/// <param name="takes">Where takes are kept.</param>
/// <param name="delivery">Makes finished files.</param>
public sealed partial class DubSession(LineRenderer renderer, ITakeStore takes, Delivery delivery)
{
    /// <summary>Longer lines are written while they are spoken, in seconds.</summary>
    private const double LongSeconds = 60;

    private const int SampleRate = 24_000;

    private readonly SharedWork<double> speaking = new();

    /// <summary>
    /// Lines that are spoken at once: one a core makes more speech per second than all cores on one line, and each needs some 50 MB
    /// while it is made.
    /// </summary>
    public static int AtOnce { get; } = Math.Clamp(Environment.ProcessorCount, 1, 4);

    /// <summary>Reads and fits a line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="language">Whose rules read it.</param>
    /// <param name="spokenTo">Where the lines before it end, in seconds; decides only where a line without times begins.</param>
    /// <param name="dictionary">The user's words.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <exception cref="DubbingException">The line can't be spoken; says why.</exception>
    public Task<PlannedLine> PlanAsync(DubLine line, Language language, double spokenTo, ReadingDictionary? dictionary, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(line);
        return renderer.PlanAsync(line.Cue, line.SlotAfter(spokenTo), language, line.Voice, line.Wanted, line.Sounds, dictionary, cancel);
    }

    /// <summary>Makes a planned line's take, unless it is there. Lines that say the same in the same way are spoken once.</summary>
    /// <returns>Its length in seconds.</returns>
    /// <exception cref="DubbingException">The voice's pack can't be loaded.</exception>
    public async Task<double> SpeakAsync(PlannedLine planned, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(planned);
        if (takes.Use(planned.Key) is { } there)
            return there;
        return await speaking.RunAsync(
            planned.Key,
            async stop =>
            {
                // A long line goes to its file part by part: its length costs disk and no memory.
                if (planned.Plan.SpokenSeconds(planned.Controls.Rate) > LongSeconds)
                    return await takes.SaveAsync(planned.Key, renderer.StreamAsync(planned, stop), SampleRate, stop);
                var take = (await renderer.SpeakAsync(planned, stop)).Take;
                await takes.SaveAsync(planned.Key, take, stop);
                return take.Seconds;
            },
            cancel);
    }

    /// <summary>Speaks a whole script, several lines at once, and lays it out. A line that fails is reported and left out.</summary>
    /// <param name="lines">The script, in order.</param>
    /// <param name="language">Its language.</param>
    /// <param name="dictionary">The user's words.</param>
    /// <param name="failed">Gets the lines that can't be spoken, and why; never called twice at once.</param>
    /// <param name="progress">Gets 0 … 1.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The spoken lines in the script's order.</returns>
    public async Task<IReadOnlyList<SpokenDubLine>> SpeakAllAsync(IReadOnlyList<DubLine> lines, Language language, ReadingDictionary? dictionary, Action<DubLine, DubbingException> failed, IProgress<double>? progress, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var spoken = new (PlannedLine Planned, string Key, double Seconds)?[lines.Count];
        var problems = new DubbingException?[lines.Count];
        var done = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, lines.Count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (i, stop) =>
        {
            try
            {
                var planned = await PlanAsync(lines[i], language, 0, dictionary, stop);
                spoken[i] = lines[i].ChosenTake is { } chosen && takes.Use(chosen) is { } length
                    ? (planned, chosen, length)
                    : (planned, planned.Key, await SpeakAsync(planned, stop));
            }
            catch (DubbingException e) when (e.Fault != Fault.Failure)
            {
                // What the machine lacks no line can help.
                problems[i] = e;
            }

            progress?.Report((Interlocked.Increment(ref done) + 0.0) / lines.Count);
        });
        for (var i = 0; i < lines.Count; i++)
        {
            if (problems[i] is { } problem)
                failed(lines[i], problem);
        }

        var there = Enumerable.Range(0, lines.Count).Where(i => spoken[i] is not null).ToList();
        var starts = TimelineLayout.Starts([.. there.Select(i => new LaidLine(lines[i].Cue.Start?.TotalSeconds, spoken[i]!.Value.Seconds, lines[i].PauseBefore, lines[i].PauseAfter))]);
        return
        [
            .. there.Zip(starts, (i, start) =>
            {
                var (line, (planned, key, seconds)) = (lines[i], spoken[i]!.Value);
                // A line without times was planned before its place was known.
                var slot = planned.Slot with { Start = start };
                return new SpokenDubLine(line, planned with { Slot = slot }, new DubClip(line.Cue.Number, line.Cue.Text, line.Cue.Speaker, line.Voice.Id, key, start, seconds)
                {
                    FadeInSeconds = line.FadeInSeconds,
                    FadeOutSeconds = line.FadeOutSeconds,
                });
            }),
        ];
    }

    /// <summary>What is mixed and shown: takes at the level of their tracks, captions where lines are spoken.</summary>
    /// <param name="work">Video, tracks and clips.</param>
    /// <param name="cancel">Cancels the operation.</param>
    private async Task<(ExportRequest Request, IReadOnlyList<SpokenLine> Lines)> RequestAsync(DubWork work, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(work);
        var levels = new TrackLevels(work.Tracks);
        var lines = new List<SpokenLine>(work.Clips.Count);
        foreach (var clip in work.Clips)
        {
            if (levels.Of(TrackKind.Dub, clip.Speaker ?? "") is not { } gain)
                continue;
            var take = await takes.LoadAsync(clip.TakeKey, cancel);
            lines.Add(new SpokenLine(
                clip.Number,
                MarkedText.Of(clip.Text, work.Language).Written,
                clip.Speaker is { Length: > 0 } speaker ? speaker : clip.VoiceId,
                new Mix.PlacedTake(clip.Start, take, gain, clip.FadeInSeconds, clip.FadeOutSeconds)));
        }

        var captions = levels.CaptionsOff ? [] : DubCaptions.Of(work.Clips.Select(c => new CaptionLine(c.Text, c.Speaker, c.Start, c.Seconds)).Concat(work.Shown), work.Language);
        var request = new ExportRequest(work.MediaPath, work.Info, [.. lines.Select(l => l.Sound)], captions, work.Language, levels.Of(TrackKind.Original) is null ? Mix.OriginalSound.Mute : work.Original, work.Notice, work.Title)
        {
            OriginalGainDb = levels.Of(TrackKind.Original) ?? 0,
            Sounds =
            [
                .. from sound in work.Sounds
                   let gain = levels.Of(sound.Track)
                   where gain is not null
                   select sound.Sound with { GainDb = gain.Value + sound.Sound.GainDb, Ducked = levels.Ducked(sound.Track), Kind = sound.Track == TrackKind.Effects ? Mix.SoundKind.Effect : Mix.SoundKind.Music },
            ],
        };
        return (request, lines);
    }

    /// <summary>Makes the finished file.</summary>
    /// <param name="work">Video, tracks and clips.</param>
    /// <param name="finish">How it leaves.</param>
    /// <param name="output">The file; replaced when it is there.</param>
    /// <param name="progress">Gets 0 … 1.</param>
    /// <param name="cancel">Cancels the operation; nothing is left behind.</param>
    /// <exception cref="DubbingException">As for <see cref="Delivery.MakeAsync(ExportRequest, IReadOnlyList{SpokenLine}, IReadOnlyList{DeliveryTrack}, DeliveryOptions, string, IProgress{double}?, CancellationToken)"/>.</exception>
    public Task<ExportReport> ExportAsync(DubWork work, DubFinish finish, string output, IProgress<double>? progress, CancellationToken cancel) => ExportAsync([work], finish, output, progress, cancel);

    /// <summary>Makes the finished file in several languages: a sound and a caption track for each.</summary>
    /// <param name="works">The same video in each language, with its clips and what is shown; the first is what players begin with. All else is the first's.</param>
    /// <param name="finish">How it leaves.</param>
    /// <param name="output">The file; replaced when it is there.</param>
    /// <param name="progress">Gets 0 … 1.</param>
    /// <param name="cancel">Cancels the operation; nothing is left behind.</param>
    /// <exception cref="DubbingException">As for <see cref="Delivery.MakeAsync(ExportRequest, IReadOnlyList{SpokenLine}, IReadOnlyList{DeliveryTrack}, DeliveryOptions, string, IProgress{double}?, CancellationToken)"/>.</exception>
    public async Task<ExportReport> ExportAsync(IReadOnlyList<DubWork> works, DubFinish finish, string output, IProgress<double>? progress, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(works);
        ArgumentNullException.ThrowIfNull(finish);
        var (request, lines) = await RequestAsync(works[0], cancel);
        var options = finish.NoticeVoice is { } voice
            ? Delivery.WithSpokenNotice(finish.Options, lines, await SayNoticeAsync(works[0].Language, works[0].NoticeVoice ?? voice, cancel), works[0].Info.Seconds)
            : finish.Options;
        var others = new List<DeliveryTrack>();
        foreach (var work in works.Skip(1))
        {
            var (further, spoken) = await RequestAsync(work, cancel);
            var track = new DeliveryTrack(work.Language, spoken, further.Captions);
            if (finish.NoticeVoice is { } said)
            {
                // Where it makes the picture wait at the end, it waits for all.
                var placed = Delivery.WithSpokenNotice(options, spoken, await SayNoticeAsync(work.Language, work.NoticeVoice ?? said, cancel), work.Info.Seconds);
                track = track with { SpokenNotice = placed.SpokenNotice };
                options = placed with { SpokenNotice = options.SpokenNotice };
            }

            others.Add(track);
        }

        return await delivery.MakeAsync(request with { TargetLufs = finish.Lufs, KeepLocation = finish.KeepLocation }, lines, others, options, output, progress, cancel);
    }
}
