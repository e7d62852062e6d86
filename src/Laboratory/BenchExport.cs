using System.CommandLine;
using System.Diagnostics;
using Dubbing.CommandLine;
using Dubbing.Export;
using Dubbing.Media;
using Dubbing.Mix;
using Dubbing.Speech;
using FFMpegCore;

namespace Dubbing.Laboratory;

/// <summary><c>dub bench export</c>: mixing and exporting against the least that ffmpeg needs for the same work, in one run.</summary>
internal static class BenchExport
{
    private static readonly TimeSpan Watch = TimeSpan.FromMilliseconds(100);

    public static Command Create()
    {
        var minutes = new Option<int[]>("--minutes") { Description = "Lengths of the video", DefaultValueFactory = _ => [10, 60, 180], AllowMultipleArgumentsPerToken = true };
        var json = new Option<bool>("--json") { Description = "One JSON object per length" };
        var command = new Command("export", "Export of long videos against one bare ffmpeg command (copy the picture, decode, mix, encode AAC): ratio, peak memory, temporary files") { minutes, json };
        command.SetAction(async (r, cancel) =>
        {
            var media = new MediaWork(CommandServices.MediaOptions());
            var folder = Directory.CreateTempSubdirectory("dub-bench-").FullName;
            try
            {
                foreach (var length in r.GetValue(minutes)!)
                    await MeasureAsync(media, folder, length, r.GetValue(json), cancel);
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static async Task MeasureAsync(MediaWork media, string folder, int minutes, bool json, CancellationToken cancel)
    {
        var (source, dub) = (Path.Combine(folder, "source.mp4"), Path.Combine(folder, "dub.wav"));
        var seconds = minutes * 60;
        await MakeAsync(media, source, seconds, cancel);
        // A line every ten seconds; all of them also as one sound, which the bare command mixes in.
        // As the product keeps takes: each is made when it sounds.
        var takes = Enumerable.Range(0, seconds / 10).Select(i => new PlacedTake(i * 10 + 2, new Take(() => Line(i), LineSamples, LineRate))).ToList();
        await media.Mixer.MixAsync(new MixRequest(takes, null, OriginalSound.Mute, seconds), dub, null, cancel);

        var (clock, worked) = (Stopwatch.StartNew(), ProcessorSeconds());
        await media.Tool.RunAsync(
            FFMpegArguments.FromInput(new SafeInput(source)).AddInput(OwnInput.File(dub)).OutputTo(Target.File(Path.Combine(folder, "bare.mp4")), o => o.WithArgument(new MoreOptions(
                "-filter_complex", "[0:a:0][1:a:0]amix=inputs=2:duration=first:normalize=0[out]", "-map", "0:v:0", "-map", "[out]", "-c:v", "copy", "-c:a", "aac", "-b:a", "192k", "-movflags", "+faststart", "-f", "mp4"))),
            cancel: cancel);
        var (bare, bareWork) = (clock.Elapsed.TotalSeconds, ProcessorSeconds() - worked);
        File.Delete(dub);

        var info = await media.Probe.ProbeAsync(source, cancel: cancel);
        var output = Path.Combine(folder, "out.mp4");
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var (before, most) = (FolderBytes(folder), 0L);
        var watch = WatchAsync();
        worked = ProcessorSeconds();
        clock.Restart();
        var report = await media.Exporter.ExportAsync(new ExportRequest(source, info, takes, [], Language.Korean, OriginalSound.Duck), output, null, cancel);
        var (ours, ourWork) = (clock.Elapsed.TotalSeconds, ProcessorSeconds() - worked);
        await watching.CancelAsync();
        await watch;
        var (peak, finished) = (Process.GetCurrentProcess().PeakWorkingSet64, new FileInfo(output).Length);
        // The finished file is written under another name first; that is no temporary file beside it.
        var temporary = Math.Max(0, most - finished);
        if (json)
            JsonLines.Write(new { minutes, exportSeconds = Math.Round(ours, 2), bareSeconds = Math.Round(bare, 2), ratio = Math.Round(ours / bare, 3), exportProcessorSeconds = Math.Round(ourWork, 2), bareProcessorSeconds = Math.Round(bareWork, 2), processorRatio = Math.Round(ourWork / bareWork, 3), peakBytes = peak, temporaryBytes = temporary, outputBytes = finished, loudness = Math.Round(report.Mix.LoudnessLufs, 2) });
        else
            Console.Out.WriteLine($"{minutes} min: {ours:0.0} s, bare ffmpeg {bare:0.0} s, ratio {ours / bare:0.00}; processor time {ourWork:0.0} s, bare {bareWork:0.0} s, ratio {ourWork / bareWork:0.00}; peak memory {peak / 1e6:0} MB, temporary files {temporary / 1e6:0.0} MB (finished file {finished / 1e6:0.0} MB); {report.Mix.LoudnessLufs:0.0} LUFS");

        async Task WatchAsync()
        {
            using var timer = new PeriodicTimer(Watch);
            try
            {
                while (await timer.WaitForNextTickAsync(watching.Token))
                    most = Math.Max(most, FolderBytes(folder) - before);
            }
            catch (OperationCanceledException)
            {
                // The export is over.
            }
        }
    }

    /// <summary>
    /// Processor time of this program and of the children that have ended, in seconds: it stays the same when other programs take turns
    /// on the machine. Linux (proc(5)); elsewhere only this program's own.
    /// </summary>
    private static double ProcessorSeconds()
    {
        const string statistics = "/proc/self/stat";
        const int children = 13, ticks = 100;
        var own = Environment.CpuUsage.TotalTime.TotalSeconds;
        if (!File.Exists(statistics))
            return own;
        // The second field is a name in brackets, with anything in it.
        var text = File.ReadAllText(statistics);
        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return own + fields[children..(children + 2)].Sum(f => double.Parse(f, System.Globalization.CultureInfo.InvariantCulture)) / ticks;
    }

    private static long FolderBytes(string folder) => new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Exists ? f.Length : 0);

    /// <summary>Ten minutes of a moving picture and of sound like speech, as often as it takes.</summary>
    private static async Task MakeAsync(MediaWork media, string path, int seconds, CancellationToken cancel)
    {
        var part = path + ".part.mp4";
        await media.Tool.RunAsync(
            FFMpegArguments.FromInput(new OwnInput("testsrc2=size=640x360:rate=25:duration=60", "-f", "lavfi"))
                .AddInput(new OwnInput("aevalsrc='0.2*sin(2*PI*180*t)*(0.6+0.4*sin(2*PI*3*t))+0.02*random(0)|0.2*sin(2*PI*220*t)*(0.6+0.4*sin(2*PI*2*t))+0.02*random(1)':s=48000:d=60", "-f", "lavfi"))
                .OutputTo(Target.File(part), o => o.WithArgument(new MoreOptions("-c:v", "libx264", "-preset", "veryfast", "-crf", "26", "-pix_fmt", "yuv420p", "-c:a", "aac", "-b:a", "160k", "-f", "mp4"))),
            cancel: cancel);
        await media.Tool.RunAsync(
            FFMpegArguments.FromInput(OwnInput.File(part, "-stream_loop", (seconds / 60 - 1).ToString(System.Globalization.CultureInfo.InvariantCulture)))
                .OutputTo(Target.File(path), o => o.WithArgument(new MoreOptions("-c", "copy", "-movflags", "+faststart", "-f", "mp4"))),
            cancel: cancel);
        File.Delete(part);
    }

    private const int LineRate = 24000;
    private const int LineSamples = 4 * LineRate;

    private static float[] Line(int number)
    {
        var samples = new float[LineSamples];
        for (var i = 0; i < samples.Length; i++)
        {
            var t = i / (double)LineRate;
            samples[i] = (float)(0.12 * Math.Sin(2 * Math.PI * (150 + number % 7 * 12) * t) * (0.55 + 0.45 * Math.Sin(2 * Math.PI * 4 * t)));
        }

        return samples;
    }
}
