using System.ComponentModel;
using System.Diagnostics;
using Dubbing.CommandLine;
using Dubbing.Media;
using Dubbing.Speech;

namespace Dubbing.Laboratory;

/// <summary>What one round of speaking took.</summary>
/// <param name="Factor">Time to speak the sentences one after the other, over their length.</param>
/// <param name="ProcessorFactor">Processor time for that, over their length: what a busy machine cannot spoil.</param>
/// <param name="BatchFactor">Time to speak them side by side, over their length.</param>
/// <param name="FirstSound">Seconds from the text to the first sound of the first sentence.</param>
internal sealed record SpeechRound(double Factor, double ProcessorFactor, double BatchFactor, double FirstSound)
{
    /// <summary>The median of each measure.</summary>
    public static SpeechRound Median(IReadOnlyList<SpeechRound> rounds)
    {
        return new SpeechRound(Middle(r => r.Factor), Middle(r => r.ProcessorFactor), Middle(r => r.BatchFactor), Middle(r => r.FirstSound));

        double Middle(Func<SpeechRound, double> measure) => rounds.Select(measure).Order().ElementAt(rounds.Count / 2);
    }
}

/// <summary>Times a voice from text to sound: reading, plan, speech.</summary>
/// <param name="services">Readers and synthesizer.</param>
/// <param name="voice">The voice.</param>
/// <param name="language">What it reads.</param>
internal sealed class SpeechBench(CommandServices services, Voice voice, Language language)
{
    /// <summary>Speaks the sentences: the first to the ear, then all one by one, then all at once.</summary>
    public async Task<SpeechRound> RoundAsync(string[] sentences, CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        var first = 0.0;
        await foreach (var part in services.Synthesizer.StreamAsync(await PlanAsync(sentences[0], cancel), voice, new VoiceControls(), cancel))
        {
            first = clock.Elapsed.TotalSeconds;
            break;
        }

        var processor = Process.GetCurrentProcess().TotalProcessorTime;
        clock.Restart();
        var spoken = 0.0;
        foreach (var sentence in sentences)
            spoken += await SayAsync(sentence, cancel);
        var alone = clock.Elapsed.TotalSeconds;
        var used = (Process.GetCurrentProcess().TotalProcessorTime - processor).TotalSeconds;
        clock.Restart();
        await Parallel.ForEachAsync(sentences, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancel }, async (s, stop) => await SayAsync(s, stop));
        return new SpeechRound(alone / spoken, used / spoken, clock.Elapsed.TotalSeconds / spoken, first);
    }

    private async Task<double> SayAsync(string sentence, CancellationToken cancel) =>
        (await services.Synthesizer.SpeakAsync(await PlanAsync(sentence, cancel), voice, new VoiceControls(), cancel)).Seconds;

    private Task<SpeechPlan> PlanAsync(string sentence, CancellationToken cancel) => services.Synthesizer.PlanAsync(CommandServices.Reader(language).Read(sentence), voice, cancel);
}

/// <summary>The same sentences by espeak-ng, a formant synthesizer that many machines have: the yardstick for speed.</summary>
internal static class EspeakBench
{
    /// <summary>Its median real-time factor, start of the program included; null where it is not installed.</summary>
    public static async Task<double?> MedianAsync(Language language, string[] sentences, int rounds, CancellationToken cancel)
    {
        var factors = new List<double>();
        for (var round = 0; round < rounds; round++)
        {
            var clock = Stopwatch.StartNew();
            try
            {
                using var sound = new MemoryStream();
                var espeak = await ChildProcess.RunAsync(
                    new ChildCommand("espeak-ng", CommandText.Of(["-v", language.Code(), "--stdout", string.Join('\n', sentences)])) { Read = s => s.CopyToAsync(sound, cancel) }, cancel);
                const double bytesPerSecond = 22050 * 2;
                if (espeak.ExitCode != 0 || sound.Length < bytesPerSecond)
                    return null;
                factors.Add(clock.Elapsed.TotalSeconds / (sound.Length / bytesPerSecond));
            }
            catch (Win32Exception)
            {
                return null;
            }
        }

        return factors.Order().ElementAt(factors.Count / 2);
    }
}
