using Dubbing.Speech.Models;

namespace Dubbing.Speech.Synthesis;

/// <summary>Refuses what no voice can do, by name.</summary>
internal static class PlanCheck
{
    /// <exception cref="DubbingException">A duration, edit or control is out of range, or there are too many or too few.</exception>
    public static void Check(SpeechPlan plan, VoiceControls controls)
    {
        var phonemes = plan.Reading.Phonemes;
        if (plan.Durations.Count != phonemes.Count)
            throw new DubbingException(Messages.Durations(phonemes.Count, plan.Durations.Count));
        if (plan.Edits is { } edits && edits.Count != phonemes.Count)
            throw new DubbingException(Messages.Edits(phonemes.Count, edits.Count));
        for (var i = 0; i < phonemes.Count; i++)
        {
            if (plan.Durations[i] is not (> 0 and <= 4000))
                throw new DubbingException(Messages.Duration(i, phonemes[i].Symbol, plan.Durations[i]));
            if (plan.Edits?[i] is not { } edit)
                continue;
            Edit(i, "length", edit.Length, 0.1, 10);
            Edit(i, "energy", edit.Energy, -24, 24);
            foreach (var semitones in edit.Pitch ?? [])
                Edit(i, "pitch", semitones, -24, 24);
        }

        Control("rate", controls.Rate, 0.25, 4);
        Control("pitch", controls.PitchShift, -12, 12);
        Control("intonation", controls.Intonation, 0, 2);
        Control("energy", controls.Energy, -24, 24);

        void Edit(int phoneme, string name, double value, double low, double high)
        {
            if (!(value >= low && value <= high))
                throw new DubbingException(Messages.Edit(phoneme, phonemes[phoneme].Symbol, name, value, low, high));
        }

        static void Control(string name, double value, double low, double high)
        {
            if (!(value >= low && value <= high))
                throw new DubbingException(Messages.Control(name, value, low, high));
        }
    }

    /// <summary>Checks the drawn curves, once the number of frames is known.</summary>
    /// <exception cref="DubbingException">A curve has the wrong length or a value out of range.</exception>
    public static void Curves(SpeechPlan plan, int frames)
    {
        Curve("pitch", plan.Pitch, Score.Lowest, Score.Highest, orZero: true);
        Curve("energy", plan.Energy, -120, 20, orZero: false);

        void Curve(string name, IReadOnlyList<double>? curve, double low, double high, bool orZero)
        {
            if (curve is null)
                return;
            if (curve.Count != frames)
                throw new DubbingException(Messages.Curve(name, frames, curve.Count));
            for (var t = 0; t < frames; t++)
            {
                if (!(curve[t] >= low && curve[t] <= high) && !(orZero && curve[t] == 0))
                    throw new DubbingException(Messages.CurveValue(name, t, curve[t], low, high));
            }
        }
    }
}
