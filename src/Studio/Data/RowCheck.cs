using System.Globalization;
using Dubbing.Readings.Correction;
using Microsoft.EntityFrameworkCore;

namespace Dubbing.Studio.Data;

/// <summary>
/// What a row of the database must be like. Asked before anything is written, whoever wrote it (typing, pasting, an import, an undo),
/// and of what is read: a row that an older version or another program left is shown as damaged and breaks nothing.
/// </summary>
internal static class RowCheck
{
    /// <summary>Changes of a line's sounds take some 40 characters a sound.</summary>
    private const int SoundsPerCharacter = 200;

    /// <exception cref="DubbingException">A row that was added, or a column that was changed, has a value that it must not have.</exception>
    public static void Require(StudioDb db)
    {
        foreach (var entry in db.ChangeTracker.Entries())
        {
            if (entry.State is not (EntityState.Added or EntityState.Modified))
                continue;
            foreach (var (field, problem) in Checks(entry.Entity))
            {
                // What a row had before is no reason to refuse the change of another column.
                if (entry.State == EntityState.Added || (entry.Metadata.FindProperty(field) is not null && entry.Property(field).IsModified))
                    throw new DubbingException(problem);
            }
        }
    }

    /// <summary>What is wrong with a row; null when nothing is.</summary>
    public static Message? Problem(object row) => Checks(row).Select(c => c.Problem).FirstOrDefault();

    /// <summary>A line as it can be shown and exported: what it must not have is taken away and told as its problem. Not to be saved.</summary>
    public static ScriptLine Shown(ScriptLine line)
    {
        if (Problem(line) is not { } problem)
            return line;
        var plain = new ScriptLine();
        foreach (var (field, _) in Checks(line).ToList())
        {
            var column = typeof(ScriptLine).GetProperty(field)!;
            column.SetValue(line, field == nameof(ScriptLine.Text) ? Short(line.Text) : column.GetValue(plain));
        }

        line.Problem = StoredMessage.Of(Messages.RowDamaged(problem));
        return line;
    }

    /// <summary>A text that fits in a line.</summary>
    public static string Short(string? text) => text is null ? "" : text.Length <= Limits.Current.LineCharacters ? text : text[..Limits.Current.LineCharacters];

    /// <summary>A text that fits as a name.</summary>
    public static string ShortName(string? text) => text is null ? "" : text.Length <= Limits.Current.NameCharacters ? text : text[..Limits.Current.NameCharacters] + "…";

    /// <summary>What must not be in a row, by column.</summary>
    private static IEnumerable<(string Field, Message Problem)> Checks(object row) => (row switch
    {
        ScriptLine line => OfLine(line),
        Project project => OfProject(project),
        Track track => OfTrack(track),
        SoundClip clip => OfClip(clip),
        PictureWait wait => OfWait(wait),
        ProjectLanguage language => [Known(nameof(language.Language), language.Language), Name(nameof(language.VoiceId), language.VoiceId ?? "")],
        LineTake take => OfTake(take),
        ProjectVersion version => [Name(nameof(version.Name), version.Name), Number(nameof(version.Lines), version.Lines, 0, int.MaxValue)],
        DictionaryWord word => OfWord(word),
        MediaFile media => OfMedia(media),
        Upload upload => [Name(nameof(upload.FileName), upload.FileName), Number(nameof(upload.Length), upload.Length, 0, long.MaxValue), Known(nameof(upload.State), upload.State)],
        Job job => [Known(nameof(job.Kind), job.Kind), Known(nameof(job.State), job.State), Number(nameof(job.Progress), job.Progress, 0, 1)],
        _ => Array.Empty<(string, Message?)>(),
    }).Where(c => c.Item2 is not null).Select(c => (c.Item1, c.Item2!));

    private static (string, Message?)[] OfProject(Project project) =>
    [
        Name(nameof(project.Name), project.Name),
        Name(nameof(project.VoiceId), project.VoiceId ?? ""),
        Known(nameof(project.Language), project.Language),
        Known(nameof(project.OriginalSound), project.OriginalSound),
    ];

    private static (string, Message?)[] OfLine(ScriptLine line) =>
    [
        Text(line.Text),
        line.Language is { } language ? Known(nameof(line.Language), language) : (nameof(line.Language), null),
        (nameof(line.SourceText), line.SourceText is { } source ? Limits.Current.OfLine(source) : null),
        Name(nameof(line.Speaker), line.Speaker ?? ""),
        Name(nameof(line.VoiceId), line.VoiceId ?? ""),
        Time(nameof(line.StartSeconds), line.StartSeconds),
        Time(nameof(line.EndSeconds), line.EndSeconds),
        (nameof(line.EndSeconds), line.EndSeconds <= line.StartSeconds || (line.StartSeconds is null && line.EndSeconds is not null) ? Messages.EndBeforeStart() : null),
        Number(nameof(line.Rate), line.Rate, RowRange.Rate),
        Number(nameof(line.PitchShift), line.PitchShift, RowRange.PitchShift),
        Number(nameof(line.Intonation), line.Intonation, RowRange.Intonation),
        Number(nameof(line.Volume), line.Volume, RowRange.Volume),
        Number(nameof(line.PauseBefore), line.PauseBefore, RowRange.Pause),
        Number(nameof(line.PauseAfter), line.PauseAfter, RowRange.Pause),
        Number(nameof(line.FadeInSeconds), line.FadeInSeconds, RowRange.Pause),
        Number(nameof(line.FadeOutSeconds), line.FadeOutSeconds, RowRange.Pause),
        (nameof(line.Sounds), line.Sounds?.Length > (long)SoundsPerCharacter * Limits.Current.LineCharacters ? Messages.ValueTooLong(nameof(line.Sounds), line.Sounds.Length) : null),
        (nameof(line.TakeChoice), line.TakeChoice?.Length > 300 ? Messages.ValueTooLong(nameof(line.TakeChoice), line.TakeChoice.Length) : null),
        (nameof(line.Accepted), line.Accepted?.Length > 300 ? Messages.ValueTooLong(nameof(line.Accepted), line.Accepted.Length) : null),
        Key(nameof(line.TakeKey), line.TakeKey),
        Time(nameof(line.ClipStart), line.ClipStart),
        Length(nameof(line.TakeSeconds), line.TakeSeconds),
        Number(nameof(line.TakeRate), line.TakeRate ?? 1, 0.01, 100),
        line.Grade is { } grade ? Known(nameof(line.Grade), grade) : (nameof(line.Grade), null),
    ];

    private static (string, Message?)[] OfTrack(Track track) =>
    [
        Known(nameof(track.Kind), track.Kind),
        Name(nameof(track.Speaker), track.Speaker),
        Number(nameof(track.GainDb), track.GainDb, RowRange.Gain),
    ];

    private static (string, Message?)[] OfClip(SoundClip clip) =>
    [
        (nameof(clip.Kind), clip.Kind is TrackKind.Music or TrackKind.Effects ? null : Messages.ValueUnknown(nameof(clip.Kind), $"{clip.Kind}")),
        Name(nameof(clip.Name), clip.Name),
        // The page plays what it says: nothing but a file of this studio.
        (nameof(clip.Url), clip.Url is { Length: <= 200 } url && (url.Length == 0 || url.StartsWith("/media/", StringComparison.Ordinal)) ? null : Messages.ValueUnknown(nameof(clip.Url), ShortName(clip.Url))),
        Length(nameof(clip.WholeSeconds), clip.WholeSeconds),
        Time(nameof(clip.StartSeconds), clip.StartSeconds),
        Length(nameof(clip.OffsetSeconds), clip.OffsetSeconds),
        Length(nameof(clip.Seconds), clip.Seconds),
        Number(nameof(clip.GainDb), clip.GainDb, RowRange.Gain),
        Number(nameof(clip.FadeInSeconds), clip.FadeInSeconds, RowRange.Pause),
        Number(nameof(clip.FadeOutSeconds), clip.FadeOutSeconds, RowRange.Pause),
    ];

    private static (string, Message?)[] OfWait(PictureWait wait) =>
    [
        Time(nameof(wait.AtSeconds), wait.AtSeconds),
        Number(nameof(wait.Seconds), wait.Seconds, 0.001, PictureWait.LongestSeconds),
    ];

    private static (string, Message?)[] OfTake(LineTake take) =>
    [
        Key(nameof(take.Key), take.Key ?? ""),
        (nameof(take.Input), take.Input is { Length: <= 128 } ? null : Messages.ValueUnknown(nameof(take.Input), ShortName(take.Input))),
        Text(take.Text),
        Name(nameof(take.VoiceId), take.VoiceId),
        Length(nameof(take.Seconds), take.Seconds),
        Number(nameof(take.Rate), take.Rate, 0.01, 100),
        Known(nameof(take.Grade), take.Grade),
    ];

    private static (string, Message?)[] OfMedia(MediaFile media) =>
    [
        Name(nameof(media.FileName), media.FileName),
        Length(nameof(media.DurationSeconds), media.DurationSeconds),
        Number(nameof(media.FrameRate), media.FrameRate, 0, 1e6),
        Known(nameof(media.Waveform), media.Waveform),
        Known(nameof(media.Thumbnails), media.Thumbnails),
        Known(nameof(media.Shots), media.Shots),
        Known(nameof(media.Proxy), media.Proxy),
    ];

    private static (string, Message?)[] OfWord(DictionaryWord word)
    {
        var known = Known(nameof(word.Language), word.Language);
        return known.Item2 is not null || word is not { Surface: not null, Reading: not null, Note: not null, Key: not null }
            ? [known, (nameof(word.Surface), known.Item2 is null ? Messages.ValueUnknown(nameof(word.Surface), "null") : null)]
            : [
                Known(nameof(word.Class), word.Class),
                .. EntryCheck.Problems(word.ToEntry()).Select(p => (FieldOf(p.Field), (Message?)p.Problem)),
            ];
    }

    private static string FieldOf(string column) => char.ToUpperInvariant(column[0]) + column[1..];

    private static (string, Message?) Text(string? text) => (nameof(ScriptLine.Text), text is null ? Messages.ValueUnknown(nameof(ScriptLine.Text), "null") : Limits.Current.OfLine(text) ?? Limits.Current.OfPauses(text.AsSpan().Count('[')));

    private static (string, Message?) Name(string field, string? name) => (field, name is null ? Messages.ValueUnknown(field, "null") : Limits.Current.OfName(name));

    private static (string, Message?) Key(string field, string? key) =>
        (field, key is null || (key.Length is > 0 and <= 128 && key.All(char.IsAsciiLetterOrDigit)) ? null : Messages.ValueUnknown(field, ShortName(key)));

    private static (string, Message?) Time(string field, double? seconds) =>
        (field, seconds is not { } s ? null : !(s >= 0) ? Messages.TimeNegative() : Limits.Current.OfTime(s));

    private static (string, Message?) Length(string field, double? seconds) =>
        (field, seconds is null or >= 0 and <= 1e7 ? null : Messages.ValueRange(field, Shown(seconds.Value), "0", "10000000"));

    private static (string, Message?) Number(string field, double value, RowRange range) => Number(field, value, range.Least, range.Most);

    private static (string, Message?) Number(string field, double value, double least, double most) =>
        (field, value >= least && value <= most ? null : Messages.ValueRange(field, Shown(value), Shown(least), Shown(most)));

    private static (string, Message?) Known<T>(string field, T value)
        where T : struct, Enum => (field, Enum.IsDefined(value) ? null : Messages.ValueUnknown(field, $"{value}"));

    private static string Shown(double value) => value.ToString("G9", CultureInfo.InvariantCulture);
}
