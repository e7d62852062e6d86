using Dubbing.Script;
using Dubbing.Speech;
using Dubbing.Timeline;

namespace Dubbing.Session;

/// <summary>A line as it shall be spoken.</summary>
/// <param name="Cue">Its number, text, times and speaker.</param>
/// <param name="Voice">Who speaks it.</param>
/// <param name="Wanted">How; its rate is what fitting starts from.</param>
public sealed record DubLine(Cue Cue, Voice Voice, VoiceControls Wanted)
{
    /// <summary>What was changed at its sounds.</summary>
    public PhonemeEdits Sounds { get; init; } = PhonemeEdits.None;

    /// <summary>Silence before it, within its slot, in seconds.</summary>
    public double PauseBefore { get; init; }

    /// <summary>Silence after it, in seconds.</summary>
    public double PauseAfter { get; init; }

    /// <summary>How long it takes to come in, in seconds.</summary>
    public double FadeInSeconds { get; init; }

    /// <summary>How long it takes to go out, in seconds.</summary>
    public double FadeOutSeconds { get; init; }

    /// <summary>The key of a take that the user chose for it; it is heard as long as it is there.</summary>
    public string? ChosenTake { get; init; }

    /// <summary>Where it may sound.</summary>
    /// <param name="spokenTo">Where the lines before it end, in seconds.</param>
    public Slot SlotAfter(double spokenTo) => SpeakingSlot(SlotPlanner.SlotOf(Cue, spokenTo), PauseBefore, PauseAfter);

    /// <summary>A slot without the silence before and after the speech.</summary>
    public static Slot SpeakingSlot(Slot slot, double pauseBefore, double pauseAfter) =>
        new(slot.Start + pauseBefore, slot.End is { } end ? Math.Max(slot.Start + pauseBefore, end - pauseAfter) : null);
}

/// <summary>A line that has its take and its place.</summary>
/// <param name="Number">Its number in the script, from 1.</param>
/// <param name="Text">Its text, with markup.</param>
/// <param name="Speaker">Whom the script names; null for nobody.</param>
/// <param name="VoiceId">Who speaks.</param>
/// <param name="TakeKey">Its take.</param>
/// <param name="Start">Where its first sample sounds, in seconds.</param>
/// <param name="Seconds">How long it sounds.</param>
public sealed record DubClip(int Number, string Text, string? Speaker, string VoiceId, string TakeKey, double Start, double Seconds)
{
    /// <summary>How long it takes to come in, in seconds.</summary>
    public double FadeInSeconds { get; init; }

    /// <summary>How long it takes to go out, in seconds.</summary>
    public double FadeOutSeconds { get; init; }
}

/// <summary>A line that was spoken.</summary>
/// <param name="Line">The line.</param>
/// <param name="Planned">How it was read and fitted.</param>
/// <param name="Clip">Its take and place.</param>
public sealed record SpokenDubLine(DubLine Line, PlannedLine Planned, DubClip Clip);
