using Dubbing.Export;
using Dubbing.Media;
using Dubbing.Mix;
using Dubbing.Readings.Correction;
using Dubbing.Script;
using Dubbing.Session;
using Dubbing.Speech;
using Dubbing.Timeline;

namespace Dubbing.CommandLine;

/// <summary>Video and script to finished file: script → reading → speech → timeline → mix → export.</summary>
/// <param name="engine">Readers and synthesizer.</param>
/// <param name="video">The media file.</param>
/// <param name="script">The script file.</param>
/// <param name="voice">Who speaks.</param>
/// <param name="output">The file to make.</param>
internal sealed class DubJob(Engine engine, string video, string script, Voice voice, string output)
{
    /// <summary>What nobody hears, seconds.</summary>
    private const double Hair = 0.05;

    /// <summary>What becomes of the video's own sound.</summary>
    public OriginalSound Original { get; init; } = OriginalSound.Duck;

    /// <summary>Code of the script's language; null to tell it from the text.</summary>
    public string? Language { get; init; }

    /// <summary>How the script is read.</summary>
    public ScriptSource Source { get; init; } = new(new ScriptOptions());

    /// <summary>Tempo before fitting.</summary>
    public double Rate { get; init; } = 1;

    /// <summary>In which shapes the work leaves.</summary>
    public ExportChoices Choices { get; init; } = new();

    /// <summary>A line that should be over so long before the exported part is not heard in it, in seconds.</summary>
    private const double LongestOverflow = 20;

    /// <summary>Which sound track of the video is used: its number from 1, its name or its language; null for the default one that decodes.</summary>
    public string? AudioTrack { get; init; }

    /// <summary>By how much all lines are moved.</summary>
    public TimeSpan Shift { get; init; }

    /// <summary>Whether the file still says where it was filmed.</summary>
    public bool KeepLocation { get; init; }

    /// <summary>Does the job. A line that fails is reported and left out; the rest goes on.</summary>
    /// <exception cref="DubbingException">Video, script or voice can't be used, or no line could be spoken.</exception>
    public async Task<DubResult> RunAsync(IProgress<(string Stage, double Share)>? progress, CancellationToken cancel)
    {
        InputFile.Require(script);
        InputFile.Require(video);
        ExportTarget.Check(output, video, script);
        var info = await engine.Media.Probe.ProbeAsync(video, track: AudioTrack, cancel: cancel);
        MediaLimits.Require(info, Path.GetFileName(video));
        var reading = Source with { Options = Source.Options with { Speakable = voice.Languages, FramesPerSecond = info.Video?.FrameRate } };
        var document = await reading.ReadAsync(script, cancel);
        var problems = ScriptSource.Told(document, script).ToList();
        var language = Engine.LanguageOf(Language, document.Cues.Select(c => c.Text));
        var (cues, outside) = Placed(document.Cues, info.Seconds, problems);
        return await ProduceAsync(new DubSource(
            new DubWork(video, info, language, [], Original, Notice: true, Title: null),
            [.. cues.Where(c => !SoundDescription.Is(c.Text)).Select(c => new DubLine(c, voice, new VoiceControls(Rate)))],
            engine.Dictionary,
            Path.GetFileName(script),
            problems)
        {
            Shown = [.. cues.Where(c => SoundDescription.Is(c.Text))],
            Failed = outside,
        }, progress, cancel);
    }

    /// <summary>The lines at the times of the video, those outside it named and left out.</summary>
    private (IReadOnlyList<Cue> Cues, bool Outside) Placed(IReadOnlyList<Cue> cues, double seconds, List<string> problems)
    {
        var moved = cues.Select(c => c with { Start = c.Start + Shift, End = c.End + Shift }).ToList();
        var outside = moved.Where(c => c.Start is { } start && (start.TotalSeconds >= seconds || start < TimeSpan.Zero)).ToList();
        if (outside.Count == 0)
            return (moved, false);
        if (outside.Count == moved.Count)
        {
            var first = moved.Min(c => c.Start)!.Value;
            // A timeline of an editing program begins at a whole hour.
            var back = TimeSpan.FromHours(-Math.Floor(first.TotalHours));
            throw new DubbingException(
                back < TimeSpan.Zero
                    ? Messages.AllOutsideByHours(Path.GetFileName(script), moved.Count, Time(first), Time(TimeSpan.FromSeconds(seconds)), "-" + Time(back.Negate()))
                    : Messages.AllOutside(Path.GetFileName(script), moved.Count, Time(first), Time(TimeSpan.FromSeconds(seconds))));
        }

        problems.AddRange(outside.Select(c => (c.Start < TimeSpan.Zero
            ? Messages.BeforeStart(c.Number, Time(c.Start!.Value.Negate()))
            : Messages.PastEnd(c.Number, Time(c.Start!.Value), Time(TimeSpan.FromSeconds(seconds)))).Text()));
        return ([.. moved.Except(outside)], true);
    }

    private static string Time(TimeSpan time) => time.ToString(time.Milliseconds == 0 ? @"hh\:mm\:ss" : @"hh\:mm\:ss\.fff", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Lines to finished file, whatever they came from.</summary>
    /// <exception cref="DubbingException">No line could be spoken, or the export failed.</exception>
    internal async Task<DubResult> ProduceAsync(DubSource source, IProgress<(string Stage, double Share)>? progress, CancellationToken cancel)
    {
        var (info, language) = (source.Work.Info, source.Work.Language);
        if (info.Video is null && (Choices.Options.Captions == CaptionPlace.Burn || Choices.Options.NoticeInPicture))
            throw new DubbingException(Messages.NeedsPicture(Choices.Options.Captions == CaptionPlace.Burn ? "--captions burn" : "--notice picture", Path.GetFileName(video)));
        var map = Choices.Options.Map;
        var (from, to) = (map.Map(Choices.From), Math.Min(Choices.To is { } last ? map.MapBefore(last) : double.MaxValue, info.Seconds + map.Added));
        var lines = source.Lines.Select(l => l with { Cue = map.Map(l.Cue) }).Where(l => !(l.Cue.Start?.TotalSeconds >= to || l.Cue.End?.TotalSeconds + LongestOverflow < from)).ToList();
        var failed = source.Failed;
        var spoken = (await engine.Session.SpeakAllAsync(
            lines,
            language,
            source.Dictionary,
            (_, why) =>
            {
                failed = true;
                source.Problems.Add(why.UserMessage.Text());
            },
            progress is null ? null : new Staged(progress, "speech"),
            cancel)).ToList();
        if (spoken.Count == 0 && (failed || source.Lines.Count == 0))
            throw new DubbingException(Messages.NoLines(source.Name, source.Problems.LastOrDefault() ?? ""));
        var partly = spoken.Where(s => s.Planned.Plan.Reading is { Unspoken.Count: > 0 }).ToList();
        source.Problems.AddRange(partly.Select(s => Messages.ScriptLine(source.Name, s.Line.Cue.Number, s.Planned.Plan.Reading.Warnings[^1]).Text()));
        if (partly.Count > 0)
            source.Problems.Add(Messages.Unspoken(partly.Count).Text());
        var end = info.Seconds + map.Added;
        source.Problems.AddRange(spoken.Where(s => s.Clip.Start < end && s.Clip.Start + s.Clip.Seconds > end + Hair).Select(s => Messages.CutAtEnd(s.Line.Cue.Number, s.Clip.Start + s.Clip.Seconds - end).Text()));
        spoken.RemoveAll(s => s.Clip.Start >= to);
        // What describes a sound is read on the screen and not spoken.
        var shown = source.Shown.Select(map.Map).Where(c => c.Start is not null).Select(c => new CaptionLine(c.Text, c.Speaker, c.Start!.Value.TotalSeconds, (c.End - c.Start)?.TotalSeconds));
        var work = source.Work with { Clips = [.. spoken.Select(s => s.Clip)], Shown = [.. shown], Notice = source.Work.Notice && Choices.Notice.HasFlag(NoticePlaces.Metadata) };
        var (request, heard) = await engine.Session.RequestAsync(work, cancel);
        var options = Choices.Options with { From = from, To = to };
        if (Choices.Notice.HasFlag(NoticePlaces.Speech))
            options = await WithSpokenNoticeAsync(options, heard, language, info.Seconds, cancel);
        var report = await engine.Media.Delivery.MakeAsync(request with { TargetLufs = Choices.Lufs, KeepLocation = KeepLocation }, heard, options, output, progress is null ? null : new Staged(progress, "export"), cancel);
        var clips = new List<Clip>(spoken.Count);
        foreach (var (line, planned, clip) in spoken)
            clips.Add(new Clip(line.Cue, planned.Slot, await engine.Takes.LoadAsync(clip.TakeKey, cancel), planned.Controls.Rate, planned.Fit.Grade));
        return new DubResult(clips, source.Problems, failed, report, info);
    }

    /// <summary>The spoken notice, in the job's voice.</summary>
    private async Task<DeliveryOptions> WithSpokenNoticeAsync(DeliveryOptions options, IReadOnlyList<SpokenLine> lines, Language language, double seconds, CancellationToken cancel)
    {
        var planned = await engine.Session.PlanAsync(new DubLine(new Cue(0, Delivery.SpokenNoticeOf(language)), voice, new VoiceControls()), language, 0, null, cancel);
        await engine.Session.SpeakAsync(planned, cancel);
        var take = await engine.Takes.LoadAsync(planned.Key, cancel);
        return Delivery.WithSpokenNotice(options, lines, take, seconds);
    }

    private sealed class Staged(IProgress<(string, double)> whole, string stage) : IProgress<double>
    {
        public void Report(double value) => whole.Report((stage, value));
    }
}

/// <summary>What a job is made of.</summary>
/// <param name="Work">Video, tracks and settings; its clips come of the lines.</param>
/// <param name="Lines">What is spoken, by the video's own times.</param>
/// <param name="Dictionary">The user's words.</param>
/// <param name="Name">The script's or project's file, for messages.</param>
/// <param name="Problems">What is wrong with it so far; more is added.</param>
internal sealed record DubSource(DubWork Work, IReadOnlyList<DubLine> Lines, ReadingDictionary? Dictionary, string Name, List<string> Problems)
{
    /// <summary>What is shown and not spoken.</summary>
    public IReadOnlyList<Cue> Shown { get; init; } = [];

    /// <summary>Whether a line is missing already.</summary>
    public bool Failed { get; init; }
}

/// <summary>What a job came out as.</summary>
/// <param name="Clips">The spoken lines.</param>
/// <param name="Problems">What was wrong with the script or a line, in the user's language.</param>
/// <param name="LinesFailed">Whether a line is missing.</param>
/// <param name="Report">The export.</param>
/// <param name="Info">The video.</param>
internal sealed record DubResult(IReadOnlyList<Clip> Clips, IReadOnlyList<string> Problems, bool LinesFailed, ExportReport Report, MediaInfo Info);
