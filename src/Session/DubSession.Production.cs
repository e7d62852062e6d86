using Dubbing.Export;
using Dubbing.Script;
using Dubbing.Speech;
using Dubbing.Timeline;

namespace Dubbing.Session;

/// <content>From lines to the finished file in one go.</content>
public sealed partial class DubSession
{
    /// <summary>What nobody hears, in seconds.</summary>
    private const double Hair = 0.05;

    /// <summary>A line that should be over so long before the exported part is not heard in it, in seconds.</summary>
    private const double LongestOverflow = 20;

    /// <summary>Speaks the lines and makes the finished file, whatever they came from. A line that fails is reported and left out; the rest goes on.</summary>
    /// <param name="source">Lines and video.</param>
    /// <param name="finish">How the work leaves; its part of the video in the video's own seconds.</param>
    /// <param name="output">The file; replaced when it is there.</param>
    /// <param name="progress">Gets a stage (<c>speech</c>, <c>export</c>) and 0 … 1.</param>
    /// <param name="cancel">Cancels the operation; nothing is left behind.</param>
    /// <exception cref="DubbingException">No line could be spoken, or the export failed.</exception>
    public Task<DubResult> ProduceAsync(DubSource source, DubFinish finish, string output, IProgress<(string Stage, double Share)>? progress, CancellationToken cancel) => ProduceAsync([source], finish, output, progress, cancel);

    /// <summary>As the other, in several languages: the same video with lines and clips in each; the first is what players begin with.</summary>
    public async Task<DubResult> ProduceAsync(IReadOnlyList<DubSource> sources, DubFinish finish, string output, IProgress<(string Stage, double Share)>? progress, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentNullException.ThrowIfNull(finish);
        var (first, info) = (sources[0], sources[0].Work.Info);
        // Waits of the picture move what comes after them; the times of a project have its own waits in them already.
        var map = new TimeMap([.. first.Waits.Freezes, .. finish.Options.Map.Freezes]);
        var added = new TimeMap(finish.Options.Map.Freezes.Select(f => f with { At = first.Waits.Map(f.At) }));
        var end = info.Seconds + map.Added;
        var (from, to) = (map.Map(finish.Options.From), Math.Min(finish.Options.To is { } last ? map.MapBefore(last) : double.MaxValue, end));
        var (works, all, failed) = (new List<DubWork>(), new List<SpokenDubLine>(), false);
        foreach (var source in sources)
        {
            var share = progress is null ? null : new Staged(progress, "speech", (double)works.Count / sources.Count, (works.Count + 1.0) / sources.Count);
            var (spoken, broken) = await SpokenAsync(source, added, from, to, share, cancel);
            failed |= broken;
            Tell(source, spoken, end);
            spoken.RemoveAll(s => s.Clip.Start >= to);
            // What describes a sound is read on the screen and not spoken.
            var shown = source.Shown.Select(added.Map).Where(c => c.Start is not null).Select(c => new CaptionLine(c.Text, c.Speaker, c.Start!.Value.TotalSeconds, (c.End - c.Start)?.TotalSeconds));
            works.Add(source.Work with { Clips = [.. spoken.Select(s => s.Clip)], Shown = [.. shown], Sounds = [.. source.Work.Sounds.Select(s => s with { Sound = s.Sound with { StartSeconds = added.Map(s.Sound.StartSeconds) } })] });
            all.AddRange(spoken);
        }

        var report = await ExportAsync(works, finish with { Options = finish.Options with { From = from, To = to, Map = map } }, output, progress is null ? null : new Staged(progress, "export", 0, 1), cancel);
        var clips = new List<Clip>(all.Count);
        foreach (var (line, planned, clip) in all)
            clips.Add(new Clip(line.Cue, planned.Slot, await takes.LoadAsync(clip.TakeKey, cancel), planned.Controls.Rate, planned.Fit.Grade));
        return new DubResult(clips, [.. sources.SelectMany(s => s.Problems)], failed, report, info);
    }

    /// <summary>Speaks the lines of one language as far as they are heard in a part of the timeline.</summary>
    private async Task<(List<SpokenDubLine> Spoken, bool Failed)> SpokenAsync(DubSource source, TimeMap added, double from, double to, IProgress<double>? progress, CancellationToken cancel)
    {
        var lines = source.Lines.Select(l => l with { Cue = added.Map(l.Cue) }).Where(l => !(l.Cue.Start?.TotalSeconds >= to || l.Cue.End?.TotalSeconds + LongestOverflow < from)).ToList();
        var failed = source.Failed;
        var spoken = (await SpeakAllAsync(
            lines,
            source.Work.Language,
            source.Dictionary,
            (_, why) =>
            {
                failed = true;
                source.Problems.Add(why.UserMessage);
            },
            progress,
            cancel)).ToList();
        return spoken.Count == 0 && (failed || source.Lines.Count == 0) ? throw new DubbingException(Messages.NoLines(source.Name, source.Problems.LastOrDefault()?.Text() ?? "")) : (spoken, failed);
    }

    /// <summary>What cannot be heard as it is written.</summary>
    private static void Tell(DubSource source, IReadOnlyList<SpokenDubLine> spoken, double end)
    {
        var partly = spoken.Where(s => s.Planned.Plan.Reading is { Unspoken.Count: > 0 }).ToList();
        foreach (var line in partly)
            source.Problems.Add(Messages.ScriptLine(source.Name, line.Line.Cue.Number, line.Planned.Plan.Reading.Warnings[^1]));
        if (partly.Count > 0)
            source.Problems.Add(Messages.Unspoken(partly.Count));
        foreach (var (line, _, clip) in spoken.Where(s => s.Clip.Start < end && s.Clip.Start + s.Clip.Seconds > end + Hair))
            source.Problems.Add(Messages.CutAtEnd(line.Cue.Number, clip.Start + clip.Seconds - end));
    }

    /// <summary>The notice of synthetic speech, spoken.</summary>
    private async Task<Take> SayNoticeAsync(Language language, Voice voice, CancellationToken cancel)
    {
        var planned = await PlanAsync(new DubLine(new Cue(0, Delivery.SpokenNoticeOf(language)), voice, new VoiceControls()), language, 0, null, cancel);
        await SpeakAsync(planned, cancel);
        return await takes.LoadAsync(planned.Key, cancel);
    }

    private sealed class Staged(IProgress<(string, double)> whole, string stage, double from, double to) : IProgress<double>
    {
        public void Report(double value) => whole.Report((stage, from + (to - from) * value));
    }
}
