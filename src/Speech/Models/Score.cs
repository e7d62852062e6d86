using Dubbing.Readings;
using Dubbing.Speech.Sound;

namespace Dubbing.Speech.Models;

/// <summary>A line ready to be sung: its frames, pitch and energy, as predicted and then edited.</summary>
/// <param name="Reading">The line.</param>
/// <param name="Model">Whose columns these are.</param>
/// <param name="Columns">What encode made of it.</param>
/// <param name="Frames">Whole frames, one a phoneme, the edges as the model hears them.</param>
/// <param name="Pitch">Octaves above the voice's median, a frame: what decode hears.</param>
/// <param name="Energy">The model's measure (half of log magnitude + 5), a frame.</param>
/// <param name="F0">Hz, a frame: what is heard.</param>
/// <param name="First">The first frame of the take.</param>
/// <param name="End">The frame after its last.</param>
internal sealed record Score(Reading Reading, VoiceModel Model, Columns Columns, int[] Frames, float[] Pitch, float[] Energy, float[] F0, int First, int End)
{
    /// <summary>The lowest and highest pitch that is sung, Hz.</summary>
    public const double Lowest = 40, Highest = 1000;

    /// <summary>The model's energy of one decibel: it is half of the natural logarithm of a magnitude, around −5.</summary>
    private const double Decibel = 0.11512925464970229 / 2;
    private const double Middle = -5;

    /// <summary>The line as its take shows it.</summary>
    public Melody Melody => new(
        [Frames[0] - First, .. Frames[1..^1], Frames[^1] - (F0.Length - End)],
        F0[First..End],
        [.. Energy[First..End].Select(e => (float)(e / Decibel + Middle / (2 * Decibel)))]);

    /// <summary>Applies what the user asked for to what was predicted.</summary>
    public void Edit(SpeechPlan plan, VoiceControls controls, double median)
    {
        var t = 0;
        for (var i = 0; i < Frames.Length; i++)
        {
            var edit = plan.Edits?[i];
            for (var j = 0; j < Frames[i]; j++, t++)
            {
                var semitones = controls.PitchShift + (edit?.PitchAt((j + 0.5) / Frames[i]) ?? 0);
                var octaves = Math.Clamp(Pitch[t], -1.2, 1.2) * controls.Intonation + semitones / 12;
                var drawn = t >= First && t < End ? plan.Pitch?[t - First] ?? 0 : 0;
                F0[t] = (float)Math.Clamp(drawn > 0 ? drawn : median * Math.Pow(2, octaves), Lowest, Highest);
                Pitch[t] = (float)Math.Log2(F0[t] / median);
                Energy[t] = plan.Energy is { } level && t >= First && t < End
                    ? (float)((level[t - First] - Middle / (2 * Decibel)) * Decibel)
                    : Energy[t] + (float)((controls.Energy + (edit?.Energy ?? 0)) * Decibel);
            }
        }
    }
}
