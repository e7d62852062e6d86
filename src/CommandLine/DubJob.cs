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

    /// <summary>Tempo before fitting.</summary>
    public double Rate { get; init; } = 1;

    /// <summary>Whether the metadata says that the speech is synthetic.</summary>
    public bool Notice { get; init; } = true;

    /// <summary>Does the job. A line that fails is reported and left out; the rest goes on.</summary>
    /// <exception cref="DubbingException">Video, script or voice can't be used, or no line could be spoken.</exception>
    public async Task<DubResult> RunAsync(IProgress<(string Stage, double Share)>? progress, CancellationToken cancel)
    {
        if (!File.Exists(script))
            throw new DubbingException(Messages.NoFile(Path.GetFileName(script)));
        var info = await MediaProbe.ProbeAsync(video, cancel: cancel);
        var document = ScriptReader.Read(await File.ReadAllBytesAsync(script, cancel), script);
        var problems = document.Problems.Select(p => Messages.ScriptLine(Path.GetFileName(script), p.Line, p.Message).Text()).ToList();
        var (clips, failed) = await SpeakAsync(document, problems, progress, cancel);
        if (clips.Count == 0)
            throw new DubbingException(Messages.NoLines(Path.GetFileName(script), problems.LastOrDefault() ?? ""));
        var language = Engine.LanguageOf(Language, document.Cues.Select(c => c.Text));
        var request = new ExportRequest(
            video, info, [.. clips.Select(c => new PlacedTake(c.Slot.Start, c.Take))],
            [.. clips.Select(c => new Caption(c.Slot.Start, c.Slot.End ?? c.Slot.Start + c.Take.Seconds, MarkedText.Of(c.Cue.Text, language).Written))],
            language, Original, Notice);
        var report = await Exporter.ExportAsync(request, output, progress is null ? null : new Staged(progress, "export"), cancel);
        return new DubResult(clips, problems, failed, report, info);
    }

    private async Task<(List<Clip> Clips, bool Failed)> SpeakAsync(ScriptDocument document, List<string> problems, IProgress<(string, double)>? progress, CancellationToken cancel)
    {
        var language = Engine.LanguageOf(Language, document.Cues.Select(c => c.Text));
        var renderer = new LineRenderer([engine.Reader(language)], engine.Synthesizer);
        var (clips, failed, spokenTo) = (new List<Clip>(), false, 0.0);
        foreach (var cue in document.Cues)
        {
            try
            {
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

            progress?.Report(("speech", (double)cue.Number / document.Cues.Count));
        }

        return (clips, failed);
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
