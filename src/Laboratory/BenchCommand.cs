using System.CommandLine;
using System.Diagnostics;
using Dubbing.CommandLine;
using Dubbing.Media;
using Dubbing.Speech;
using FFMpegCore;

namespace Dubbing.Laboratory;

/// <summary><c>dub bench</c>: how fast it is on this machine.</summary>
internal static class BenchCommand
{
    private static readonly Dictionary<Language, string[]> Sentences = new()
    {
        [Language.Korean] = ["오늘은 광합성이 일어나는 과정을 차례대로 살펴보겠습니다.", "이 버튼을 누르면 화면이 바뀝니다.", "세 번째 그래프는 작년 같은 기간보다 이십 퍼센트 늘어난 판매량을 보여 줍니다."],
        [Language.Japanese] = ["今日は光合成の仕組みを順番に見ていきましょう。", "このボタンを押すと画面が切り替わります。", "三つ目のグラフは、去年の同じ時期より二割増えた売り上げを示しています。"],
    };

    public static Command Create()
    {
        var command = new Command("bench", "Measure speed on this machine");
        command.Subcommands.Add(BenchReading.Create());
        command.Subcommands.Add(Speech());
        command.Subcommands.Add(Render());
        command.Subcommands.Add(BenchExport.Create());
        command.Subcommands.Add(Measuring.TokensCommand.Bench());
        return command;
    }

    private static Command Speech()
    {
        var rounds = new Option<int>("--rounds") { Description = "Rounds; medians of them are printed", DefaultValueFactory = _ => 5 };
        var json = new Option<bool>("--json") { Description = "One JSON object a voice and language" };
        var command = new Command("speech", "Real-time factor, first-sound latency and memory of every voice, beside espeak-ng where it is installed") { rounds, json };
        rounds.Validators.Add(r =>
        {
            if (r.GetValue(rounds) is < 1 or > 1000)
                r.AddError("--rounds takes 1 to 1000.");
        });
        command.SetAction(async (r, cancel) =>
        {
            using var services = new CommandServices();
            foreach (var voice in services.Catalogue.Voices)
            {
                foreach (var language in voice.Languages)
                {
                    var sentences = Sentences[language];
                    var measured = new List<SpeechRound>();
                    await new SpeechBench(services, voice, language).RoundAsync(sentences, cancel); // loads and warms up
                    for (var round = 0; round < r.GetValue(rounds); round++)
                        measured.Add(await new SpeechBench(services, voice, language).RoundAsync(sentences, cancel));
                    var own = SpeechRound.Median(measured);
                    var other = await EspeakBench.MedianAsync(language, sentences, r.GetValue(rounds), cancel);
                    var peak = Process.GetCurrentProcess().PeakWorkingSet64;
                    if (r.GetValue(json))
                    {
                        JsonLines.Write(new
                        {
                            pack = voice.PackId, voice = voice.Id, language = language.Code(), provider = services.Providers.Provider.ToString(), cores = Environment.ProcessorCount,
                            realTimeFactor = Math.Round(own.Factor, 4), processorFactor = Math.Round(own.ProcessorFactor, 4), batchFactor = Math.Round(own.BatchFactor, 4),
                            firstSoundSeconds = Math.Round(own.FirstSound, 3), peakBytes = peak,
                            espeakFactor = other is { } e ? Math.Round(e, 4) : (double?)null, overEspeak = other is { } f ? Math.Round(own.Factor / f, 1) : (double?)null,
                        });
                    }
                    else
                    {
                        Console.Out.WriteLine($"{voice.Id,-6} {language.Code()}  real-time factor {own.Factor:0.000} (processor time {own.ProcessorFactor:0.000}, lines side by side {own.BatchFactor:0.000})  first sound {own.FirstSound * 1000:0} ms  peak memory {peak / 1e6:0} MB  ({services.Providers.Provider})"
                            + (other is { } e ? $"  espeak-ng {e:0.0000}, {own.Factor / e:0.0} times as long" : ""));
                    }
                }
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Render()
    {
        var video = new Argument<FileInfo>("video") { Description = "Video file" };
        var script = new Option<FileInfo>("--script", "-s") { Description = "Script file", Required = true };
        var voice = new Option<string>("--voice", "-v") { Description = "Voice", Required = true };
        var json = new Option<bool>("--json") { Description = "One JSON object" };
        var command = new Command("render", "The whole job against the bare ffmpeg command on the same video") { video, script, voice, json };
        command.SetAction(async (r, cancel) =>
        {
            using var services = new CommandServices();
            var folder = Directory.CreateTempSubdirectory("dub-bench-");
            try
            {
                var source = r.GetValue(video)!.FullName;
                var clock = Stopwatch.StartNew();
                var result = await new ScriptRender(services, source, r.GetValue(script)!.FullName, services.Voice(r.GetValue(voice)!), Path.Combine(folder.FullName, "out.mp4")).RunAsync(null, cancel);
                var whole = clock.Elapsed.TotalSeconds;
                clock.Restart();
                // The least that ffmpeg could do: copy the picture, encode the sound.
                await services.Media.Tool.RunAsync(
                    FFMpegArguments.FromInput(new SafeInput(source)).OutputTo(
                        Target.File(Path.Combine(folder.FullName, "bare.mp4")), o => o.WithArgument(new MoreOptions("-map", "0:v:0?", "-map", "0:a:0?", "-c:v", "copy", "-c:a", "aac", "-b:a", "192k", "-f", "mp4"))),
                    cancel: cancel);
                var bare = clock.Elapsed.TotalSeconds;
                var spoken = result.Clips.Sum(c => c.Take.Seconds);
                var peak = Process.GetCurrentProcess().PeakWorkingSet64;
                if (r.GetValue(json))
                    JsonLines.Write(new { videoSeconds = result.Info.Seconds, lines = result.Clips.Count, spokenSeconds = Math.Round(spoken, 2), totalSeconds = Math.Round(whole, 2), bareFfmpegSeconds = Math.Round(bare, 2), totalOverBare = Math.Round(whole / bare, 2), realTimeFactor = Math.Round(whole / result.Info.Seconds, 4), peakBytes = peak, overflowing = result.Clips.Count(c => c.Overflow > 0) });
                else
                    Console.Out.WriteLine($"{result.Clips.Count} lines, {spoken:0.0} s of speech in {result.Info.Seconds:0.0} s of video: {whole:0.0} s in all ({whole / result.Info.Seconds:0.000} of the video's length), bare ffmpeg {bare:0.0} s ({whole / bare:0.0} times), peak memory {peak / 1e6:0} MB, {result.Clips.Count(c => c.Overflow > 0)} lines overflow");
            }
            finally
            {
                folder.Delete(recursive: true);
            }

            return ExitCodes.Done;
        });
        return command;
    }
}
