using Dubbing.Script;
using Dubbing.Speech;
using Dubbing.Timeline;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dubbing.Studio.Data;

/// <summary>One line of a project's script, and the take that was rendered from it.</summary>
public sealed class ScriptLine : IProjectPart
{
    /// <summary>Its key; stays the same when the line moves.</summary>
    public Guid Id { get; set; }

    /// <summary>The project it belongs to.</summary>
    public Guid ProjectId { get; set; }

    /// <summary>Its place in the script, from 0, without gaps.</summary>
    public int Position { get; set; }

    /// <summary>The further language that it is a line of (<see cref="ProjectLanguage"/>); null for the project's first.</summary>
    public Language? Language { get; set; }

    /// <summary>The line of the first language that it is a sibling of; null for a line of the first language.</summary>
    public Guid? SourceId { get; set; }

    /// <summary>What the line of the first language said when this one was written for it, or accepted; null when it never was.</summary>
    public string? SourceText { get; set; }

    /// <summary>Whether its slot is its own, and not that of the line of the first language.</summary>
    public bool OwnTimes { get; set; }

    /// <summary>What is said.</summary>
    [AffectsAudio]
    public string Text { get; set; } = "";

    /// <summary>Who says it, when the script names someone.</summary>
    public string? Speaker { get; set; }

    /// <summary>Where its slot begins, in seconds of the video; null when the script gives no times.</summary>
    public double? StartSeconds { get; set; }

    /// <summary>Where its slot ends, in seconds of the video; null when the script gives no times.</summary>
    public double? EndSeconds { get; set; }

    /// <summary>Its own voice; null for the project's.</summary>
    public string? VoiceId { get; set; }

    /// <summary>Tempo that the user wants: 1 as learned. The fit to the slot comes on top of it.</summary>
    [AffectsAudio]
    public double Rate { get; set; } = 1;

    /// <summary>Semitones up or down, −12 to 12.</summary>
    [AffectsAudio]
    public double PitchShift { get; set; }

    /// <summary>Strength of the melody: 1 as predicted, 0 monotone, to 2.</summary>
    [AffectsAudio]
    public double Intonation { get; set; } = 1;

    /// <summary>Decibels louder or softer than other lines, −24 to 24.</summary>
    [AffectsAudio]
    public double Volume { get; set; }

    /// <summary>Silence at the start of its slot, in seconds.</summary>
    [AffectsAudio]
    public double PauseBefore { get; set; }

    /// <summary>Silence at the end of its slot, in seconds.</summary>
    [AffectsAudio]
    public double PauseAfter { get; set; }

    /// <summary>What was changed at its sounds (<see cref="PhonemeEdits"/>); null for nothing.</summary>
    [AffectsAudio]
    public string? Sounds { get; set; }

    /// <summary>Whether it is left alone by rendering and by changes of many lines at once.</summary>
    public bool Locked { get; set; }

    /// <summary>How long its clip takes to come in, in seconds.</summary>
    public double FadeInSeconds { get; set; }

    /// <summary>How long its clip takes to go out, in seconds.</summary>
    public double FadeOutSeconds { get; set; }

    /// <summary>
    /// Which words of a user dictionary it is read with, as a fingerprint; null for none. Whoever changes a dictionary sets it
    /// on the lines that are read otherwise then, and calls <c>ProjectEditor.RefreshLinesAsync</c>.
    /// </summary>
    [NotEdited]
    [AffectsAudio]
    public string? Words { get; set; }

    /// <summary>
    /// The earlier take that the user chose for what the line says now, as <c>input:key</c>; null for the newest. Once the
    /// line says something else it has no meaning.
    /// </summary>
    public string? TakeChoice { get; set; }

    /// <summary>The problem that the user accepted, as <c>LineProblem.Mark</c> names it; another one is told again. Null for none.</summary>
    public string? Accepted { get; set; }

    /// <summary>What is heard of the line as it is now (<c>RenderFingerprint</c>); kept up to date by every edit.</summary>
    [NotEdited]
    public string Input { get; set; } = "";

    /// <summary>The sound's content key, for <c>/takes/{key}.wav</c>; null until the line was rendered.</summary>
    [NotEdited]
    public string? TakeKey { get; set; }

    /// <summary>The <see cref="Input"/> that was rendered.</summary>
    [NotEdited]
    public string? TakeInput { get; set; }

    /// <summary>Where the take sounds, in seconds of the video.</summary>
    [NotEdited]
    public double? ClipStart { get; set; }

    /// <summary>How long the take is, in seconds.</summary>
    [NotEdited]
    public double? TakeSeconds { get; set; }

    /// <summary>The tempo that the model was asked for.</summary>
    [NotEdited]
    public double? TakeRate { get; set; }

    /// <summary>How well the take fits its slot.</summary>
    [NotEdited]
    public FitGrade? Grade { get; set; }

    /// <summary>Why the line could not be rendered; null when it could.</summary>
    [NotEdited]
    public StoredMessage? Problem { get; set; }

    /// <summary>The line of the first language: itself, or the one that it is a sibling of.</summary>
    public Guid MainId => SourceId ?? Id;

    /// <summary>Whether the command at work has cut or joined its text: nobody has written that for its source. Not saved.</summary>
    internal bool IsRecut { get; set; }

    /// <summary>Where its speech begins when its slot begins there, in seconds.</summary>
    public double ClipAt(double slotStart) => slotStart + PauseBefore;

    /// <summary>Whether a take exists that is no longer what the line says.</summary>
    public bool IsStale => TakeKey is not null && TakeInput != Input;

    /// <summary>Whether nothing of its text is spoken: there is none, or it describes what is heard, for captions only.</summary>
    public bool IsSilent => string.IsNullOrWhiteSpace(Text) || SoundDescription.Is(Text);

    /// <summary>Whether rendering has something to do here.</summary>
    public bool NeedsRender => !Locked && !IsSilent && (TakeKey is null || TakeInput != Input);
}

/// <summary>Its table.</summary>
internal sealed class ScriptLineTable : IEntityTypeConfiguration<ScriptLine>
{
    public void Configure(EntityTypeBuilder<ScriptLine> entity)
    {
        entity.HasIndex(l => new { l.ProjectId, l.Position });
        entity.HasIndex(l => l.TakeKey);
        entity.HasIndex(l => l.SourceId);
        entity.Ignore(l => l.MainId);
        entity.Ignore(l => l.IsRecut);
        entity.HasOne<Project>().WithMany().HasForeignKey(l => l.ProjectId).OnDelete(DeleteBehavior.Cascade);
    }
}
