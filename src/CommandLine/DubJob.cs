using Dubbing.Export;
using Dubbing.Media;
using Dubbing.Mix;
using Dubbing.Readings.Correction;
using Dubbing.Script;
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

    /// <summary>Room around the spoken notice, in seconds.</summary>
    private const double NoticeRoom = 0.4;

    /// <summary>A line that should be over so long before the exported part is not heard in it, in seconds.</summary>
    private const double LongestOverflow = 20;

    /// <summary>Does the job. A line that fails is reported and left out; the rest goes on.</summary>
    /// <exception cref="DubbingException">Video, script or voice can't be used, or no line could be spoken.</exception>
    public async Task<DubResult> RunAsync(IProgress<(string Stage, double Share)>? progress, CancellationToken cancel)
    {
        InputFile.Require(script);
        var info = await MediaProbe.ProbeAsync(video, cancel: cancel);
        var source = Source with { Options = Source.Options with { Speakable = voice.Languages, FramesPerSecond = info.Video?.FrameRate } };
        var document = await source.ReadAsync(script, cancel);
        var problems = ScriptSource.Told(document, script).ToList();
        if (info.Video is null && (Choices.Options.Captions == CaptionPlace.Burn || Choices.Options.NoticeInPicture))
            throw new DubbingException(Messages.NeedsPicture(Choices.Options.Captions == CaptionPlace.Burn ? "--captions burn" : "--notice picture", Path.GetFileName(video)));
        var map = Choices.Options.Map;
        var (from, to) = (map.Map(Choices.From), Math.Min(Choices.To is { } last ? map.MapBefore(last) : double.MaxValue, info.Seconds + map.Added));
        var cues = document.Cues.Select(map.Map).Where(c => !(c.Start?.TotalSeconds >= to || c.End?.TotalSeconds + LongestOverflow < from)).ToList();
        var (clips, failed) = await SpeakAsync(cues, problems, progress, cancel);
        if (clips.Count == 0 && (failed || document.Cues.Count == 0))
            throw new DubbingException(Messages.NoLines(Path.GetFileName(script), problems.LastOrDefault() ?? ""));
        clips.RemoveAll(c => c.Slot.Start >= to);
        var language = Engine.LanguageOf(Language, document.Cues.Select(c => c.Text));
        var lines = clips.Select(c => new SpokenLine(c.Cue.Number, MarkedText.Of(c.Cue.Text, language).Written, c.Cue.Speaker is { Length: > 0 } speaker ? speaker : voice.Id, new PlacedTake(c.Slot.Start, c.Take))).ToList();
        var options = Choices.Options with { From = from, To = to };
        if (Choices.Notice.HasFlag(NoticePlaces.Speech))
            options = await WithSpokenNoticeAsync(options, lines, language, info.Seconds, cancel);
        var captions = clips.Select((c, i) => new Caption(c.Slot.Start, Math.Min(to, c.Slot.End ?? c.Slot.Start + c.Take.Seconds), lines[i].Text, c.Cue.Speaker)).ToList();
        // What describes a sound is read on the screen and not spoken.
        captions = [.. captions.Concat(cues.Where(c => c.Start is not null && SoundDescription.Is(c.Text)).Select(c => new Caption(c.Start!.Value.TotalSeconds, Math.Min(to, (c.End ?? c.Start.Value + TimeSpan.FromSeconds(1)).TotalSeconds), c.Text))).OrderBy(c => c.Start)];
        var request = new ExportRequest(video, info, [], captions, language, Original, Choices.Notice.HasFlag(NoticePlaces.Metadata)) { TargetLufs = Choices.Lufs };
        var report = await Delivery.MakeAsync(request, lines, options, output, progress is null ? null : new Staged(progress, "export"), cancel);
        return new DubResult(clips, problems, failed, report, info);
    }

    private async Task<(List<Clip> Clips, bool Failed)> SpeakAsync(List<Cue> cues, List<string> problems, IProgress<(string, double)>? progress, CancellationToken cancel)
    {
        var language = Engine.LanguageOf(Language, cues.Select(c => c.Text));
        var renderer = new LineRenderer([engine.Reader(language)], engine.Synthesizer);
        var (clips, failed, spokenTo) = (new List<Clip>(), false, 0.0);
        var unspoken = 0;
        foreach (var cue in cues.Where(c => !SoundDescription.Is(c.Text)))
        {
            try
            {
                if (engine.Reader(language).Read(cue.Text, engine.Dictionary) is { Unspoken.Count: > 0, IsSpeakable: true } partly)
                {
                    unspoken++;
                    problems.Add(Messages.ScriptLine(Path.GetFileName(script), cue.Number, partly.Warnings[^1]).Text());
                }

                var planned = await renderer.PlanAsync(cue, SlotPlanner.SlotOf(cue, spokenTo), language, voice, new VoiceControls(Rate), SoundEdits.None, engine.Dictionary, cancel);
                var clip = await renderer.SpeakAsync(planned, cancel);
                clips.Add(clip);
                spokenTo = clip.Slot.Start + clip.Take.Seconds;
            }
            catch (DubbingException e)
            {
                failed = true;
                problems.Add(e.UserMessage.Text());
            }

            progress?.Report(("speech", (clips.Count + 1.0) / (cues.Count + 1)));
        }

        if (unspoken > 0)
            problems.Add(Messages.Unspoken(unspoken).Text());
        return (clips, failed);
    }

    /// <summary>
    /// The spoken notice, where nobody else speaks: before the first line, else after the last one, else while the picture waits at the end.
    /// </summary>
    private async Task<DeliveryOptions> WithSpokenNoticeAsync(DeliveryOptions options, List<SpokenLine> lines, Language language, double seconds, CancellationToken cancel)
    {
        var renderer = new LineRenderer([engine.Reader(language)], engine.Synthesizer);
        var planned = await renderer.PlanAsync(new Cue(0, Delivery.SpokenNoticeOf(language)), new Slot(0, null), language, voice, new VoiceControls(1), SoundEdits.None, null, cancel);
        var take = (await renderer.SpeakAsync(planned, cancel)).Take;
        var (from, to) = (options.From, options.To!.Value);
        var first = lines.Select(l => l.Sound.StartSeconds).Where(s => s >= from).DefaultIfEmpty(to).Min();
        var last = Math.Max(from, lines.Select(l => l.Sound.EndSeconds).DefaultIfEmpty(from).Max());
        if (first - from >= take.Seconds + 2 * NoticeRoom)
            return options with { SpokenNotice = new PlacedTake(from + NoticeRoom, take) };
        var start = Math.Min(last, to) + NoticeRoom;
        var missing = start + take.Seconds + NoticeRoom - to;
        if (missing <= 0)
            return options with { SpokenNotice = new PlacedTake(start, take) };
        // Whole seconds are whole pictures at almost any rate.
        missing = Math.Ceiling(missing);
        return options with
        {
            SpokenNotice = new PlacedTake(start, take),
            To = to + missing,
            Map = new TimeMap([.. options.Map.Freezes, new Freeze(Math.Min(options.Map.Source(to), seconds), missing)]),
        };
    }

    private sealed class Staged(IProgress<(string, double)> whole, string stage) : IProgress<double>
    {
        public void Report(double value) => whole.Report((stage, value));
    }
}

/// <summary>What a job came out as.</summary>
/// <param name="Clips">The spoken lines.</param>
/// <param name="Problems">What was wrong with the script or a line, in the user's language.</param>
/// <param name="LinesFailed">Whether a line is missing.</param>
/// <param name="Report">The export.</param>
/// <param name="Info">The video.</param>
internal sealed record DubResult(IReadOnlyList<Clip> Clips, IReadOnlyList<string> Problems, bool LinesFailed, ExportReport Report, MediaInfo Info);
