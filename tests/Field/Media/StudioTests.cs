using System.Text.Json;
using Dubbing.Media;
using Dubbing.Mix;
using Dubbing.Script;
using Dubbing.Studio.Data;
using Dubbing.Studio.Jobs;
using Dubbing.Studio.Projects;
using Dubbing.Studio.Tests.Server;
using Microsoft.Extensions.DependencyInjection;

namespace Dubbing.Field.Tests.Media;

/// <summary>
/// Every row of <c>cases.tsv</c> through the studio: uploaded, prepared, a script imported, exported, downloaded. What the preview plays and draws (source or browser's copy,
/// waveform, thumbnails) agrees with the finished file.
/// </summary>
/// <param name="shared">The studio.</param>
[Trait("Category", "Long")]
public sealed class StudioTests(StudioTests.One shared) : IClassFixture<StudioTests.One>, IDisposable
{
    private const double LineAt = 0.25;
    private readonly string folder = Directory.CreateTempSubdirectory("dubbing-studio-").FullName;
    private readonly TestStudio studio = shared.Studio;

    public static TheoryData<string> Readable { get; } = FieldCase.Where(c => c.Value("refused") is null);

    public static TheoryData<string> Refused { get; } = FieldCase.Where(c => c.Value("refused") is not null);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [MemberData(nameof(Readable))]
    public async Task A_row_is_previewed_as_it_is_exported(string file)
    {
        var row = FieldCase.Of(file);
        var path = await row.InAsync(folder);
        var info = await FfmpegTool.Work.Probe.ProbeAsync(path);
        var project = (await studio.Projects.CreateAsync(new NewProject(file, Language.Korean, FakeSpeech.VoiceId))).Id;
        await studio.Projects.ChangeAsync(project, new ProjectEdit { OriginalSound = OriginalSound.Keep });
        await studio.UploadAsync(project, path, file);
        var content = await studio.UntilAsync(project, c => c.Uploads.Any(u => u.State == UploadState.Refused) || c.Jobs.Any(j => j.Kind == JobKind.Prepare && !j.IsActive));
        Assert.Null(content.Uploads.Select(u => u.Problem?.Text()).FirstOrDefault());
        var media = content.Media!;
        Assert.Null(media.Problem?.Text());
        Assert.DoesNotContain(PartState.Failed, new[] { media.Waveform, media.Thumbnails, media.Shots, media.Proxy });
        Assert.DoesNotContain(PartState.Waiting, new[] { media.Waveform, media.Thumbnails, media.Shots, media.Proxy });
        Assert.Equal(info.Seconds, media.DurationSeconds, 0.01);
        Assert.Equal(info.Video is not null, media.HasVideo);

        var script = ScriptReader.Read("1\n00:00:00,250 --> 00:00:01,250\n가나다\n"u8.ToArray(), "a.srt");
        Assert.Equal(1, await studio.Projects.ImportAsync(project, script, ImportMode.Replace));
        var job = await studio.Services.GetRequiredService<IJobQueue>().EnqueueExportAsync(project, new ExportArguments { Format = (row.Value("out") ?? (info.Video is null ? ".m4a" : ".mp4"))[1..] });
        var done = (await studio.UntilAsync(project, c => c.Jobs.Any(j => j.Id == job.Id && !j.IsActive))).Jobs.Single(j => j.Id == job.Id);
        // A clip that begins past the end of a file is told, not silently lost.
        Assert.Equal((JobState.Done, null), (done.State, done.Error?.Text()));
        var output = Path.Combine(folder, "out" + Path.GetExtension(done.ResultName));
        await File.WriteAllBytesAsync(output, await studio.Http.GetByteArrayAsync($"/exports/{job.Id}/download"));
        var made = await FfmpegTool.Work.Probe.ProbeAsync(output);
        Assert.Equal(info.Seconds, made.Seconds, 0.06);

        // The preview.
        var played = Path.Combine(folder, "played");
        await File.WriteAllBytesAsync(played, await studio.Http.GetByteArrayAsync(media.PlayableUrl));
        var preview = await FfmpegTool.Work.Probe.ProbeAsync(played);
        Assert.True(preview.PlaysInBrowsers, $"a browser does not play {preview.Format} {preview.Video?.Codec} {preview.Video?.PixelFormat} {preview.Audio?.Codec}");
        Assert.Equal(info.Seconds, preview.Seconds, 0.1);
        if (info.Video is { } picture)
        {
            Assert.Equal(picture.Width / (double)picture.Height, preview.Video!.Width / (double)preview.Video.Height, 0.1);
            Assert.InRange(media.ThumbnailCount, 1, Math.Ceiling(info.Seconds) + 1);
        }

        if (!row.Has("sync"))
            return;
        var before = await Sync.OffsetsAsync(path, info.Video!.Index, info.Audio!.Index);
        await Sync.SameAsync(before, info.Start, output, made, 0.010);
        Assert.Equal(LineAt, await Sync.OnsetAsync(output, made.Audio!.Index), 0.010);
        // Browsers count from the file's own second 0, wherever its streams begin.
        await Sync.SameAsync(before, info.Start, played, preview with { Start = 0 }, 0.010);
        await DrawnAsync(media, [.. before.Select(b => (b.Flash - info.Start, b.Flash + b.Offset - info.Start))]);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task A_row_that_cannot_be_dubbed_is_refused_with_the_reason(string file)
    {
        var row = FieldCase.Of(file);
        var project = (await studio.Projects.CreateAsync(new NewProject(file, Language.Korean, FakeSpeech.VoiceId))).Id;
        await studio.UploadAsync(project, await row.InAsync(folder), file);
        var problem = (await studio.UntilAsync(project, c => c.Uploads.Any(u => u.State == UploadState.Refused))).Uploads.Single().Problem!;
        // Nothing is no file for the upload itself.
        Assert.Contains(problem.Key, new[] { row.Value("refused"), "UploadEmpty" });
        Assert.Contains(file, problem.Text(), StringComparison.Ordinal);
    }

    /// <summary>Waveform and thumbnails against what was seen and heard.</summary>
    private async Task DrawnAsync(MediaFile media, IReadOnlyList<(double Flash, double Beep)> seen)
    {
        var peaks = await studio.Http.GetByteArrayAsync($"/media/{media.Id}/waveform");
        const double column = 1.0 / MediaParts.PeaksPerSecond;
        var loud = peaks.Max() / 3;
        foreach (var (_, beep) in seen)
        {
            var (at, from) = (0, Math.Max(0, (int)((beep - 0.5) / column)));
            for (at = from; at < peaks.Length && peaks[at] < loud; at++)
            {
            }

            // The beep begins within the first loud column.
            Assert.InRange(beep, at * column - 0.010, (at + 1) * column + 0.010);
        }

        for (var i = 0; i < media.ThumbnailCount; i++)
        {
            var second = i * media.ThumbnailSeconds;
            // Near an edge of a flash either picture is right.
            if (seen.Any(s => Math.Abs(second - s.Flash) < 0.05 || Math.Abs(second - s.Flash - 0.12) < 0.05))
                continue;
            var bright = await BrightnessAsync($"/media/{media.Id}/thumbnails/{i}.jpg") > 120;
            Assert.Equal(seen.Any(s => second >= s.Flash && second < s.Flash + 0.12), bright);
        }
    }

    private async Task<double> BrightnessAsync(string address)
    {
        var picture = Path.Combine(folder, "thumbnail.jpg");
        await File.WriteAllBytesAsync(picture, await studio.Http.GetByteArrayAsync(address));
        using var bytes = new MemoryStream();
        await FfmpegTool.ReadAsync(["-v", "error", "-i", picture, "-vf", "scale=1:1:flags=area,format=gray", "-f", "rawvideo", "pipe:1"], s => s.CopyToAsync(bytes));
        return bytes.ToArray()[0];
    }

    /// <summary>One studio for all rows.</summary>
    public sealed class One : IAsyncLifetime
    {
        /// <summary>The studio.</summary>
        public TestStudio Studio { get; private set; } = null!;

        /// <inheritdoc/>
        public async Task InitializeAsync() => Studio = await TestStudio.StartAsync(new FakeSpeech().AddTo, "--Studio:Sample=false");

        /// <inheritdoc/>
        public async Task DisposeAsync() => await Studio.DisposeAsync();
    }
}
