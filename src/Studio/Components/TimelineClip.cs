using System.Text.Json.Serialization;
using Dubbing.Studio.Projects;

namespace Dubbing.Studio.Components;

/// <summary>A clip as timeline/model.js knows it; times in seconds, level in decibels. What is null, 0 or false is not said, so that 2,000 go quickly.</summary>
internal sealed record TimelineClip(
    string Id,
    string Kind,
    string Track,
    int Number,
    string Text,
    double Start,
    double Seconds,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] double? SlotEnd,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] string? Url,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] string? Peaks,
    string Grade,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Stale,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Locked,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] double Gain,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] double FadeIn,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] double FadeOut,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] double Offset,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] double Whole)
{
    /// <summary>Shown for a line that has a time, but neither an end nor a sound.</summary>
    private const double UnknownSeconds = 1.5;

    /// <summary>A line where it sounds, or where its slot is; null when it has no place yet.</summary>
    /// <param name="line">The line.</param>
    /// <param name="text">What is shown of it: people read no markup.</param>
    /// <param name="clashes">Whether it runs into another or past the end of the video.</param>
    public static TimelineClip? Of(ScriptLine line, string text, bool clashes = false)
    {
        var spoken = line.TakeKey is not null;
        if ((spoken ? line.ClipStart ?? 0 : line.StartSeconds) is not { } start)
            return null;
        var slot = line.StartSeconds is null ? null : line.EndSeconds;
        return new TimelineClip(
            line.Id.ToString(),
            "line",
            TimelineTrack.DubOf(line.Speaker),
            line.Position + 1,
            text,
            start,
            spoken ? line.TakeSeconds ?? 0 : Math.Max(0.1, (slot ?? start + UnknownSeconds) - start),
            slot,
            spoken ? $"takes/{line.TakeKey}.wav" : null,
            null,
            line.Problem is not null ? "Problem" : spoken && clashes ? "Clash" : spoken ? line.Grade?.ToString() ?? "Free" : "Empty",
            line.IsStale,
            line.Locked,
            0,
            line.FadeInSeconds,
            line.FadeOutSeconds,
            0,
            0);
    }

    /// <summary>Music or an effect.</summary>
    public static TimelineClip Of(SoundClip sound) => new(
        sound.Id.ToString(),
        "sound",
        sound.Kind.ToString().ToLowerInvariant(),
        0,
        sound.Name,
        sound.StartSeconds,
        sound.Seconds,
        null,
        sound.Url.TrimStart('/'),
        $"media/{sound.MediaId}/waveform",
        "Free",
        false,
        sound.Locked,
        sound.GainDb,
        sound.FadeInSeconds,
        sound.FadeOutSeconds,
        sound.OffsetSeconds,
        sound.WholeSeconds);
}

/// <summary>A track as timeline/model.js knows it; height in pixels, level in decibels.</summary>
internal sealed record TimelineTrack(string Id, string Kind, int Height, double Gain = 0, bool Muted = false, bool Solo = false, bool Locked = false, bool Ducked = false)
{
    /// <summary>The track of a speaker; of nobody named for null.</summary>
    public static string DubOf(string? speaker) => "dub:" + speaker;
}

/// <summary>Where a drag left a clip, as timeline.js says it.</summary>
/// <param name="Id">The clip.</param>
/// <param name="Start">Seconds.</param>
/// <param name="Seconds">Length.</param>
/// <param name="SlotEnd">Where a line's slot ends; null for as long as it takes.</param>
/// <param name="Track">Its track.</param>
/// <param name="Offset">Where a sound begins in its file.</param>
/// <param name="FadeIn">Seconds.</param>
/// <param name="FadeOut">Seconds.</param>
public sealed record ClipPlace(Guid Id, double Start, double Seconds, double? SlotEnd, string Track, double Offset, double FadeIn, double FadeOut);
