using Dubbing.Script;
using Dubbing.Speech;
using Dubbing.Timeline;

namespace Dubbing.Studio.Rendering;

/// <summary>Makes the take of one line, in two steps, so that a take that is there already is not spoken again.</summary>
internal interface ITakeMaker
{
    /// <summary>Reads the line and fits it to its slot.</summary>
    /// <param name="cue">The line.</param>
    /// <param name="language">Whose rules read it.</param>
    /// <param name="voice">Who speaks it.</param>
    /// <param name="slot">Where it may sound.</param>
    /// <param name="rate">The tempo that the user wants; the fit comes on top of it.</param>
    /// <param name="cancel">Stops it.</param>
    /// <exception cref="DubbingException">The line cannot be spoken.</exception>
    Task<PlannedTake> PlanAsync(Cue cue, Language language, Voice voice, Slot slot, double rate, CancellationToken cancel);

    /// <summary>Speaks the line into a sound file.</summary>
    /// <returns>Its length in seconds.</returns>
    /// <exception cref="DubbingException">The line cannot be spoken.</exception>
    Task<double> SpeakAsync(PlannedTake planned, string path, CancellationToken cancel);

    /// <summary>The length of a sound file that <see cref="SpeakAsync"/> wrote, in seconds.</summary>
    double SecondsOf(string path);
}

/// <summary>A line, ready to be spoken.</summary>
/// <param name="Plan">Its sounds.</param>
/// <param name="Voice">Who speaks it.</param>
/// <param name="Controls">How.</param>
/// <param name="Grade">How well it will fit its slot.</param>
/// <param name="Key">The content key of the take: the same for everything that is heard being the same.</param>
internal sealed record PlannedTake(SpeechPlan Plan, Voice Voice, VoiceControls Controls, FitGrade Grade, string Key);
