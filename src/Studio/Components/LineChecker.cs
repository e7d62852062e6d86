using System.Collections.Concurrent;
using Dubbing.Readings;
using Dubbing.Readings.Correction;
using Dubbing.Script;
using Dubbing.Studio.Projects;
using Dubbing.Timeline;
using Microsoft.Extensions.Localization;

namespace Dubbing.Studio.Components;

/// <summary>
/// Looks at lines while they are written: how fast they have to be spoken, whether they can be read as captions, what nobody
/// will say. Reading a line takes a millisecond or so, hence it is done apart and kept by text.
/// </summary>
/// <param name="readers">A reader for each language.</param>
internal sealed class LineChecker(IEnumerable<IReader> readers)
{
    private const int Kept = 5_000;
    private readonly ConcurrentDictionary<(Language Language, string Text), Heard> heard = new();

    /// <summary>What is known of a line; null until it was read.</summary>
    public LineCheck? Of(ScriptLine line, Language language)
    {
        if (!heard.TryGetValue((language, line.Text), out var read))
            return null;
        var fresh = line.TakeKey is not null && !line.IsStale;
        var slot = line.EndSeconds - line.StartSeconds;
        var seconds = fresh ? line.TakeSeconds * line.TakeRate ?? read.Seconds : read.Seconds / line.Rate;
        var needed = slot > 0 && seconds > 0 ? seconds / slot : null;
        return new LineCheck(seconds, needed, fresh, read.Unread, CaptionCheck.Of(read.Written, slot ?? (fresh ? line.TakeSeconds : null), language));
    }

    /// <summary>Reads the lines that were not read yet.</summary>
    /// <returns>Whether there were any.</returns>
    public bool Read(IReadOnlyList<ScriptLine> lines, Language language, CancellationToken cancel)
    {
        if (heard.Count > Kept)
            heard.Clear();
        var any = false;
        foreach (var line in lines)
        {
            if (cancel.IsCancellationRequested)
                break;
            if (heard.ContainsKey((language, line.Text)))
                continue;
            heard[(language, line.Text)] = Hear(line.Text, language);
            any = true;
        }

        return any;
    }

    /// <summary>How long a line will be spoken, in seconds: as it was, else as it is estimated.</summary>
    public double SecondsOf(ScriptLine line, Language language)
    {
        Read([line], language, CancellationToken.None);
        return Of(line, language)!.Seconds;
    }

    private Heard Hear(string text, Language language)
    {
        var written = MarkedText.Of(text, language).Written;
        if (string.IsNullOrWhiteSpace(text) || readers.FirstOrDefault(r => r.Language == language) is not { } reader)
            return new Heard(0, "", written);
        try
        {
            var reading = reader.Read(text);
            // In a line with markup the letters of the readings stand for others.
            return new Heard(SpeechEstimate.Seconds(reading), written == text ? SpeechEstimate.Unread(reading) : string.Concat(reading.Unspoken.Select(s => reading.Text.Substring(s.Start, s.Length)).Distinct()), written);
        }
        catch (DubbingException)
        {
            // A missing dictionary is told where the line is rendered.
            return new Heard(0, "", written);
        }
    }

    private sealed record Heard(double Seconds, string Unread, string Written);
}

/// <summary>What is remarkable about a line.</summary>
/// <param name="Seconds">How long it is spoken at the tempo that the user wants.</param>
/// <param name="Needed">The tempo that its slot needs; null for a line without an end.</param>
/// <param name="IsMeasured">Whether that is from its take, not an estimate.</param>
/// <param name="Unread">Characters that are not spoken.</param>
/// <param name="Caption">Whether it can be read.</param>
internal sealed record LineCheck(double Seconds, double? Needed, bool IsMeasured, string Unread, CaptionCheck Caption)
{
    /// <summary>How well it will fit; null for a line without an end.</summary>
    public FitGrade? Grade => Needed is { } needed ? LineFitter.Grade(needed) : null;

    /// <summary>What to tell the user.</summary>
    public IEnumerable<string> Warnings(IStringLocalizer<Texts> texts)
    {
        if (!IsMeasured && Grade is FitGrade.Amber or FitGrade.Red or FitGrade.Overflow)
            yield return texts["WarnTempo", Needed!.Value, Seconds];
        if (Unread.Length > 0)
            yield return texts["WarnUnread", Unread];
        if (Caption.IsTooLong)
            yield return texts["WarnLong", Caption.Limits.Characters, CaptionCheck.MostRows];
        if (Caption.IsTooFast)
            yield return texts["WarnFast", Caption.Speed!.Value, Caption.Limits.CharactersASecond];
    }
}
