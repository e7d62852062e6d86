using Dubbing.Export;
using Dubbing.Media;
using Dubbing.Readings.Correction;
using Dubbing.Session;
using Dubbing.Speech;
using Dubbing.Speech.Sound;

namespace Dubbing.CommandLine;

/// <summary>A project out of the studio to finished file: what the studio's own export gives.</summary>
/// <param name="services">Readers and synthesizer.</param>
/// <param name="project">The project's file (<c>.dubbing</c>).</param>
/// <param name="video">The video; null for the one that is in the file.</param>
/// <param name="output">The file to make.</param>
internal sealed class ProjectRender(CommandServices services, string project, string? video, string output)
{
    /// <summary>A line is not as long, in seconds; read whole, it would fill the memory.</summary>
    private const double LongestTake = 3_600;

    /// <summary>In which shapes the work leaves.</summary>
    public ExportChoices Choices { get; init; } = new();

    /// <summary>Which sound track of the video is used; null for the one that the project says.</summary>
    public string? AudioTrack { get; init; }

    /// <summary>Code of the language, <c>all</c> for a file of all languages that the project has, or null for its first.</summary>
    public string? Language { get; init; }

    /// <summary>What asks for all languages.</summary>
    public const string AllLanguages = "all";

    /// <summary>The scripts that were asked for.</summary>
    /// <exception cref="UsageException">The project does not have the language, or the file would hold one only.</exception>
    private List<ProjectScript> Wanted(ProjectContents contents, string name)
    {
        List<ProjectScript> all = [new ProjectScript(contents.Language, contents.Lines, contents.Shown), .. contents.Others];
        if (Language is null)
            return [all[0]];
        if (!Language.Equals(AllLanguages, StringComparison.OrdinalIgnoreCase))
            return [all.Find(s => LanguageCodes.TryParse(Language, out var code) && s.Language == code) ?? throw new UsageException(Messages.ProjectLanguage(name, Language, string.Join(", ", all.Select(s => s.Language.Code()))))];
        if (all.Count > 1 && ExportProfile.Of(output) is { HoldsPicture: false } sound)
            throw new UsageException(Messages.OneLanguageOnly(sound.Extension));
        return all;
    }

    /// <summary>Does the job. A line that fails is reported and left out; the rest goes on.</summary>
    /// <exception cref="DubbingException">The project can't be used, has no video, or no line could be spoken.</exception>
    public async Task<DubResult> RunAsync(IProgress<(string Stage, double Share)>? progress, CancellationToken cancel)
    {
        var name = Path.GetFileName(project);
        using var folder = new TemporaryFolder("project");
        var contents = await ProjectFile.ReadAsync(project, folder.FullName, cancel);
        var media = video ?? contents.MediaPath ?? throw new DubbingException(Messages.ProjectWithoutVideo(name));
        if (video is not null)
            InputFile.Require(video);
        var shown = video is null ? name : Path.GetFileName(media);
        var info = await services.Media.Probe.ProbeAsync(media, shown, AudioTrack ?? (video is null ? contents.AudioTrack : null), cancel);
        MediaLimits.Require(info, shown);
        Choices.Require(info, shown);
        foreach (var (key, path) in contents.Takes)
            await TakeInAsync(key, path, cancel);

        var sources = Wanted(contents, name).Select(SourceOf).ToList();
        var voice = sources[0].Lines is [var begun, ..] ? begun.Voice : throw new DubbingException(Messages.NoLines(sources[0].Name, sources[0].Problems.LastOrDefault()?.Text() ?? ""));
        return await services.Session.ProduceAsync(sources, Choices.Finish(voice), output, progress, cancel);

        DubSource SourceOf(ProjectScript script)
        {
            var (lines, problems) = (new List<DubLine>(), new List<Message>());
            foreach (var line in script.Lines)
            {
                if (services.Catalogue.Voices.FirstOrDefault(v => v.Id == line.VoiceId) is { } speaker)
                    lines.Add(line.With(speaker));
                else
                    problems.Add(Messages.LineVoice(line.Number, line.VoiceId ?? ""));
            }

            return new DubSource(
                new DubWork(media, info, script.Language, [], contents.Original, contents.Notice && Choices.InMetadata, contents.Name) { Tracks = contents.Tracks, Sounds = contents.Sounds, NoticeVoice = lines is [var spoken, ..] ? spoken.Voice : null },
                lines,
                // The project's words go before those of the installation.
                new ReadingDictionary(contents.Words, services.Words),
                contents.Others.Count == 0 ? name : $"{name} ({LanguageFacts.Of(script.Language).NativeName})",
                problems)
            {
                Shown = script.Shown,
                Waits = contents.Waits,
                Failed = problems.Count > 0,
            };
        }
    }

    /// <summary>A take that came along; one whose file is none is spoken anew.</summary>
    private async Task TakeInAsync(string key, string path, CancellationToken cancel)
    {
        try
        {
            if (WaveFile.SecondsOf(path) > LongestTake)
                return;
            var (samples, rate) = await WaveFile.ReadAsync(path, cancel);
            await services.Takes.SaveAsync(key, new Take(samples, rate, []), cancel);
        }
        catch (InvalidDataException)
        {
            // As the studio does: what is no sound is no take.
        }
    }
}
