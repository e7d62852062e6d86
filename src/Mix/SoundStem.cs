using System.Globalization;
using Dubbing.Media;
using FFMpegCore;

namespace Dubbing.Mix;

/// <summary>Music and effects, put in their places by ffmpeg: the first two channels as they are, the other two to be lowered under the dub.</summary>
internal static class SoundStem
{
    /// <summary>Two for what stays as it is, two for what is lowered.</summary>
    public const int Channels = 4;

    /// <summary>The command that writes the sounds as interleaved 32-bit floats to standard output; null when there are none.</summary>
    public static FFMpegArgumentProcessor? Command(IReadOnlyList<PlacedSound> sounds, double seconds)
    {
        var heard = sounds.Where(s => s.Seconds > 0 && s.StartSeconds < seconds).ToList();
        if (heard.Count == 0)
            return null;
        var parts = new List<string>();
        foreach (var (name, ducked) in (ReadOnlySpan<(string, bool)>)[("plain", false), ("under", true)])
        {
            // Silence of the whole length is under each pair, so that both are as long as the mix.
            parts.Add(Text($"anullsrc=r=48000:cl=stereo,atrim=end={seconds:0.######}[{name}0]"));
            var inputs = $"[{name}0]";
            for (var i = 0; i < heard.Count; i++)
            {
                if (heard[i].Ducked != ducked)
                    continue;
                parts.Add(Placed(i, heard[i], $"{name}{i + 1}"));
                inputs += $"[{name}{i + 1}]";
            }

            parts.Add($"{inputs}amix=inputs={inputs.Count(c => c == '[')}:duration=first:dropout_transition=0:normalize=0[{name}]");
        }

        parts.Add("[plain][under]amerge=inputs=2[out]");
        // FFMpegCore's filter graph knows no sources without an input, which the silence is.
        return heard.Skip(1).Aggregate(FFMpegArguments.FromInput(new SafeInput(heard[0].Path)), (all, s) => all.AddInput(new SafeInput(s.Path)))
            .OutputTo(Target.Pipe, o => o.WithArgument(new MoreOptions("-filter_complex", string.Join(';', parts), "-map", "[out]", "-f", "f32le", "-ar", "48000")));
    }

    private static string Placed(int input, PlacedSound sound, string name)
    {
        var filters = Text($"[{input}:a:0]{SourceStreams.InTime(DubStem.SampleRate)},aformat=sample_fmts=fltp:channel_layouts=stereo,atrim=start={sound.OffsetSeconds:0.######}:duration={sound.Seconds:0.######},asetpts=PTS-STARTPTS,volume={sound.GainDb:0.###}dB");
        if (sound.FadeInSeconds > 0)
            filters += Text($",afade=t=in:d={sound.FadeInSeconds:0.######}");
        if (sound.FadeOutSeconds > 0)
            filters += Text($",afade=t=out:st={Math.Max(0, sound.Seconds - sound.FadeOutSeconds):0.######}:d={sound.FadeOutSeconds:0.######}");
        return filters + Text($",adelay=delays={Math.Round(sound.StartSeconds * DubStem.SampleRate):0}S:all=1[{name}]");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
