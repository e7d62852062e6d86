using Dubbing.Export;
using Dubbing.Media;
using Dubbing.Mix;
using Dubbing.Readings.Correction;
using Dubbing.Script;
using Dubbing.Session;
using Dubbing.Speech;
using Dubbing.Timeline;

namespace Dubbing.CommandLine;

/// <summary>What <c>dub render</c> makes of a video and a script file; the production itself is <see cref="DubSession"/>'s.</summary>
/// <param name="services">Readers and synthesizer.</param>
/// <param name="video">The media file.</param>
/// <param name="script">The script file.</param>
/// <param name="voice">Who speaks.</param>
/// <param name="output">The file to make.</param>
internal sealed class ScriptRender(CommandServices services, string video, string script, Voice voice, string output)
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
        var info = await services.Media.Probe.ProbeAsync(video, track: AudioTrack, cancel: cancel);
        MediaLimits.Require(info, Path.GetFileName(video));
        Choices.Require(info, Path.GetFileName(video));
        var reading = Source with { Options = Source.Options with { Speakable = voice.Languages, FramesPerSecond = info.Video?.FrameRate } };
        var document = await reading.ReadAsync(script, cancel);
        // Who has moved the lines knows why.
        var problems = ScriptSource.Told(Shift == TimeSpan.Zero ? document : document with { Problems = [.. document.Problems.Where(p => p.Message.Key != "BeginsLate")] }, script).ToList();
        var language = CommandServices.LanguageOf(Language, document.Cues.Select(c => c.Text));
        var (cues, outside) = Placed(document.Cues, info.Seconds, problems);
        return await services.Session.ProduceAsync(
            new DubSource(
                new DubWork(video, info, language, [], Original, Choices.InMetadata, Title: null),
                [.. cues.Where(c => !SoundDescription.Is(c.Text)).Select(c => new DubLine(c, voice, new VoiceControls(Rate)))],
                services.Dictionary,
                Path.GetFileName(script),
                problems)
            {
                Shown = [.. cues.Where(c => SoundDescription.Is(c.Text))],
                Failed = outside,
            },
            Choices.Finish(voice) with { KeepLocation = KeepLocation },
            output,
            progress,
            cancel);
    }

    /// <summary>The lines at the times of the video, those outside it named and left out.</summary>
    private (IReadOnlyList<Cue> Cues, bool Outside) Placed(IReadOnlyList<Cue> cues, double seconds, List<Message> problems)
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
            : Messages.PastEnd(c.Number, Time(c.Start!.Value), Time(TimeSpan.FromSeconds(seconds))))));
        return ([.. moved.Except(outside)], true);
    }

    /// <summary>All hours, also those of more than a day.</summary>
    internal static string Time(TimeSpan time) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{(long)time.TotalHours:00}") + time.ToString(time.Milliseconds == 0 ? @"\:mm\:ss" : @"\:mm\:ss\.fff", System.Globalization.CultureInfo.InvariantCulture);
}
