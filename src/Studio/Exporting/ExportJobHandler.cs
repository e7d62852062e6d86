using System.IO.Compression;
using Dubbing.Export;
using Dubbing.Media;
using Dubbing.Mix;
using Dubbing.Script;
using Dubbing.Studio.Jobs;
using Dubbing.Studio.Projects;
using Dubbing.Studio.Rendering;
using Microsoft.Extensions.Options;

namespace Dubbing.Studio.Exporting;

/// <summary>The job behind the <em>Export</em> button. An interrupted one begins again; lines that are spoken already are not spoken again.</summary>
internal sealed class ExportJobHandler(RenderPass pass, DubSession session, IProjectStore store, ITimelineStore timeline, JobQueue queue, LineSpeech speech, DataFolder data, MediaProbe probe, IOptions<StudioOptions> options, TimeProvider time) : IJobHandler
{
    /// <summary>The part of the bar that speaking the missing lines takes.</summary>
    private const double RenderShare = 0.5;

    /// <summary>What a second of sound takes while it is mixed, in bytes: as 32-bit floats and as 24-bit samples, stereo at 48 kHz.</summary>
    private const double MixBytesASecond = 48_000 * 2 * (4 + 3 + 1);

    public JobKind Kind => JobKind.Export;

    public async Task<Message?> RunAsync(Job job, JobProgress progress, CancellationToken cancel)
    {
        var spoke = false;
        var asked = ExportArguments.Of(job.Arguments);
        // What is not asked for need not be spoken.
        var wanted = await SeenAsync(job.ProjectId, asked, cancel);
        await pass.RunAsync(
            job.ProjectId,
            wanted is [{ Languages.Count: 0 }] or [] ? null : [.. wanted.SelectMany(w => w.Lines).Select(l => l.Id)],
            (done, total) =>
            {
                spoke = true;
                return progress.ReportAsync(RenderShare * done / total, Messages.RenderProgress(done + 1, total), cancel);
            },
            cancel);

        var seen = await SeenAsync(job.ProjectId, asked, cancel);
        if (seen is not [var content, ..])
            return null;
        if (content.Media is not { } media)
            throw new DubbingException(Messages.ExportNoMedia());
        var source = data.SourceOf(media.Id);
        if (!File.Exists(source))
            throw new DubbingException(Messages.MediaMissing(media.FileName));
        var (tracks, sounds) = await timeline.LoadTimelineAsync(job.ProjectId, cancel);
        var lines = HeardOf(content);
        if (seen.FirstOrDefault(s => HeardOf(s).Count == 0) is { } silent)
            throw new DubbingException(seen.Count == 1 ? Messages.ExportNoLines() : Messages.ExportNoLinesIn(LanguageFacts.Of(silent.Project.Language).NativeName));

        var from = spoke ? RenderShare : 0;
        await progress.ReportAsync(from, Messages.ExportMixing(), cancel);
        var format = asked.Format ?? (media.HasVideo ? "mp4" : "m4a");
        var title = ExportName.Of(asked.Name, content.Project.Name, content.Project.Language, format, DateOnly.FromDateTime(time.GetLocalNow().DateTime), [.. content.Languages.Select(l => l.Language).Prepend(content.First).Where(l => seen.Any(s => s.Project.Language == l))]);
        var name = FileNames.Clean(title + "." + format);
        // A name that nobody else uses: what a dead studio's tools still write goes elsewhere, and is thrown away at the start.
        var files = data.WorkFile("");
        Directory.CreateDirectory(files);
        Directory.CreateDirectory(data.ExportOf(job.Id));
        var main = Path.Combine(files, name);
        var info = await probe.ProbeAsync(source, media.FileName, media.AskedTrack, cancel);
        var map = PictureWait.MapOf(content.Waits, info.Seconds);
        ExportReport report;
        // The mix lies there twice, and the copied picture once.
        data.RequireSpace(media.Bytes + (long)(info.Seconds * MixBytesASecond * seen.Count), options.Value.DiskReserveBytes);
        await using (var reports = new ProgressPump(done => progress.ReportAsync(from + (1 - from) * done, Messages.ExportMixing(), cancel)))
        {
            var works = seen.Select(WorkOf).ToList();
            var finish = new DubFinish { Options = OptionsOf(asked, title, files, seen.Count == 1 && content.Languages.Count > 0 ? content.Project.Language : null) with { Map = map }, Lufs = asked.Lufs, NoticeVoice = asked.NoticeSpoken ? speech.VoiceOf(content.Project) : null };
            report = await session.ExportAsync(works, finish, main, reports, cancel);
        }

        // What is told as finished can be opened.
        await probe.ProbeAsync(main, name, cancel: cancel);
        // Several files leave as one.
        var whole = main;
        if (asked.Extras.Count > 0)
        {
            name = FileNames.Clean(title + ".zip");
            whole = data.WorkFile(".zip");
            await ZipFile.CreateFromDirectoryAsync(files, whole, CompressionLevel.Fastest, includeBaseDirectory: false, cancel);
        }

        var result = data.ExportFile(job.Id, name);
        File.Move(whole, result, overwrite: true);
        Directory.Delete(files, recursive: true);
        await queue.ChangeAsync(
            job.Id,
            j =>
            {
                (j.ResultName, j.ResultBytes) = (name, new FileInfo(result).Length);
                return true;
            },
            cancel);
        var outside = lines.Where(l => l.ClipStart >= info.Seconds + map.Added).Select(l => content.Lines.ToList().IndexOf(l) + 1).ToList();
        Message[] notes = [.. info.Notes, .. report.Notes, .. outside.Count > 0 ? [Messages.LinesOutside(string.Join(", ", outside))] : (Message[])[]];
        return notes.Aggregate(Messages.ExportDone(name), Messages.AndThen);

        DubWork WorkOf(ProjectContent one) => new(source, info, one.Project.Language, [.. HeardOf(one).Select(l => ClipOf(l, one.Project))], one.Project.OriginalSound, one.Project.SyntheticNotice, one.Project.Name)
        {
            Tracks = [.. tracks.Select(t => t.ToDub())],
            Shown = [.. one.Lines.Where(l => l.StartSeconds is not null && SoundDescription.Is(l.Text)).Select(l => new CaptionLine(l.Text, l.Speaker, l.StartSeconds, l.EndSeconds - l.StartSeconds))],
            Sounds = [.. sounds.Where(s => File.Exists(data.SourceOf(s.MediaId))).Select(s => new DubSound(s.Kind, new PlacedSound(data.SourceOf(s.MediaId), s.StartSeconds, s.OffsetSeconds, s.Seconds, s.GainDb, s.FadeInSeconds, s.FadeOutSeconds) { LoopSeconds = s.LoopSeconds }))],
            NoticeVoice = asked.NoticeSpoken ? speech.VoiceOf(one.Project) : null,
        };
    }

    /// <summary>The project as it is seen in each language that was asked for; a language that it no longer has is left out.</summary>
    private async Task<IReadOnlyList<ProjectContent>> SeenAsync(Guid projectId, ExportArguments asked, CancellationToken cancel)
    {
        var seen = new List<ProjectContent>();
        foreach (var language in asked.Languages.Select(code => LanguageCodes.TryParse(code, out var one) ? one : (Language?)null).DefaultIfEmpty(null))
        {
            if (await store.LoadAsync(projectId, language, cancel) is { } content && (language is null || content.Project.Language == language) && !seen.Exists(s => s.Project.Language == content.Project.Language))
                seen.Add(content);
        }

        // All that was asked for is gone: what is there is better than nothing.
        return seen.Count > 0 ? seen : await store.LoadAsync(projectId, cancel) is { } first ? [first] : [];
    }

    private static List<ScriptLine> HeardOf(ProjectContent content) => [.. content.Lines.Where(l => l.TakeKey is not null && l.ClipStart is not null)];

    private static DubClip ClipOf(ScriptLine line, Project project) => new(line.Position + 1, line.Text, line.Speaker, line.VoiceId ?? project.VoiceId ?? "dub", line.TakeKey!, line.ClipStart!.Value, line.TakeSeconds ?? 0)
    {
        FadeInSeconds = line.FadeInSeconds,
        FadeOutSeconds = line.FadeOutSeconds,
    };

    private static DeliveryOptions OptionsOf(ExportArguments asked, string title, string folder, Language? named)
    {
        var options = new DeliveryOptions
        {
            Captions = Enum.TryParse<CaptionPlace>(asked.Captions, ignoreCase: true, out var place) ? place : CaptionPlace.Soft,
            Style = SavedStyles.Of(asked),
            From = asked.From,
            To = asked.To,
            NoticeInPicture = asked.NoticeInPicture,
            Stems = asked.Extras.Contains("stems") ? Path.Combine(folder, "stems") : null,
            LinesZip = asked.Extras.Contains("lines") ? Beside(".lines.zip") : null,
            Subtitles = [.. asked.Extras.Select(e => "." + e).Where(e => DeliveryOptions.SubtitleExtensions.Contains(e)).Select(Beside)],
            EditLists = [.. asked.Extras.Select(e => "." + e).Where(e => DeliveryOptions.EditListExtensions.Contains(e)).Select(Beside)],
        };

        // Of a project with several languages each file says which it is.
        return named is { } language ? options.For(language) : options;

        string Beside(string extension) => Path.Combine(folder, FileNames.Clean(title + extension));
    }
}
