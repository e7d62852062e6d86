using System.Globalization;
using Dubbing.Media;
using FFMpegCore;

namespace Dubbing.Mix;

/// <summary>Music and effects, put in their places by ffmpeg: the first two channels as they are, the other two to be lowered under the dub.</summary>
internal static class SoundStem
{
    /// <summary>Two for what stays as it is, two for what is lowered.</summary>
    public const int Channels = 4;

    /// <summary>The longest sound that ffmpeg keeps to play it again, seconds: 23 MB.</summary>
    private const double LongestLoop = 60;

    /// <summary>The command that writes the sounds as interleaved 32-bit floats to standard output; null when there are none.</summary>
    public static FFMpegArgumentProcessor? Command(IReadOnlyList<PlacedSound> sounds, double seconds)
    {
        var heard = sounds.Where(s => s.Seconds > 0 && s.StartSeconds < seconds).Select(s => (Sound: s, Rounds: Rounds(s))).ToList();
        if (heard.Count == 0)
            return null;
        var parts = new List<string>();
        foreach (var (name, ducked) in (ReadOnlySpan<(string, bool)>)[("plain", false), ("under", true)])
        {
            // Silence of the whole length is under each pair, so that both are as long as the mix.
            parts.Add(Text($"anullsrc=r=48000:cl=stereo,atrim=end={seconds:0.######}[{name}0]"));
            var inputs = $"[{name}0]";
            var input = 0;
            foreach (var (sound, rounds) in heard)
            {
                if (sound.Ducked == ducked)
                {
                    parts.Add(Placed(input, sound, rounds, $"{name}{input + 1}"));
                    inputs += $"[{name}{input + 1}]";
                }

                input += rounds.Count;
            }

            parts.Add($"{inputs}amix=inputs={inputs.Count(c => c == '[')}:duration=first:dropout_transition=0:normalize=0[{name}]");
        }

        parts.Add("[plain][under]amerge=inputs=2[out]");
        var files = heard.SelectMany(h => h.Rounds.Select(_ => h.Sound.Path)).ToList();
        // FFMpegCore's filter graph knows no sources without an input, which the silence is.
        return files.Skip(1).Aggregate(FFMpegArguments.FromInput(new SafeInput(files[0])), (all, path) => all.AddInput(new SafeInput(path)))
            .OutputTo(Target.Pipe, o => o.WithArgument(new MoreOptions("-filter_complex", string.Join(';', parts), "-map", "[out]", "-f", "f32le", "-ar", "48000")));
    }

    /// <summary>
    /// The stretches of the file that a sound plays one after the other, in seconds. A long sound that begins anew is read once for each round:
    /// ffmpeg's loop keeps a whole round in memory, and repeating the file (<c>-stream_loop</c>) plays an encoder's delay between two rounds.
    /// </summary>
    private static List<(double From, double Seconds)> Rounds(PlacedSound sound)
    {
        if (sound.LoopSeconds <= LongestLoop)
            return [(sound.OffsetSeconds, sound.Seconds)];
        var rounds = new List<(double From, double Seconds)>();
        for (double at = 0, from = sound.OffsetSeconds % sound.LoopSeconds; at < sound.Seconds - 1e-6; at += rounds[^1].Seconds, from = 0)
            rounds.Add((from, Math.Min(sound.Seconds - at, sound.LoopSeconds - from)));
        return rounds;
    }

    private static string Placed(int input, PlacedSound sound, List<(double From, double Seconds)> rounds, string name)
    {
        var parts = rounds.Select((r, i) => Text($"[{input + i}:a:0]{SourceStreams.InTime(DubStem.SampleRate)},aformat=sample_fmts=fltp:channel_layouts=stereo{Looped(sound)},atrim=start={r.From:0.######}:duration={r.Seconds:0.######},asetpts=PTS-STARTPTS")).ToList();
        var filters = parts.Count == 1
            ? parts[0]
            // What the file lacks at a round's end is silence: the next round begins when it should.
            : string.Concat(parts.Select((p, i) => Text($"{p},apad=whole_dur={rounds[i].Seconds:0.######}[{name}r{i}];"))) + string.Concat(parts.Select((_, i) => $"[{name}r{i}]")) + $"concat=n={parts.Count}:v=0:a=1";
        filters += Text($",volume={sound.GainDb:0.###}dB");
        if (sound.FadeInSeconds > 0)
            filters += Text($",afade=t=in:d={sound.FadeInSeconds:0.######}");
        if (sound.FadeOutSeconds > 0)
            filters += Text($",afade=t=out:st={Math.Max(0, sound.Seconds - sound.FadeOutSeconds):0.######}:d={sound.FadeOutSeconds:0.######}");
        return filters + Text($",adelay=delays={Math.Round(sound.StartSeconds * DubStem.SampleRate):0}S:all=1[{name}]");
    }

    /// <summary>A short sound that begins anew is kept, and played as often as it takes.</summary>
    private static string Looped(PlacedSound sound) => sound.LoopSeconds is > 0 and <= LongestLoop && sound.OffsetSeconds + sound.Seconds > sound.LoopSeconds
        ? Text($",apad=whole_dur={sound.LoopSeconds:0.######},atrim=end={sound.LoopSeconds:0.######},aloop=loop=-1:size={Math.Round(sound.LoopSeconds * DubStem.SampleRate):0}")
        : "";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
