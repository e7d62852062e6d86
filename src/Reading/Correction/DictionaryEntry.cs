namespace Dubbing.Readings.Correction;

/// <summary>A word and how it is to be said, as the user entered it. <see cref="EntryCheck"/> says what is wrong with one.</summary>
/// <param name="Language">The language of the text it stands in.</param>
/// <param name="Surface">The word as written.</param>
/// <param name="Reading">Korean: Hangul as pronounced. Japanese: kana, which may have accent marks (<c>ハ]シ</c>).</param>
public sealed record DictionaryEntry(Language Language, string Surface, string Reading)
{
    /// <summary>Japanese: the nucleus, 0 for flat; null where the marks in the reading, else the studio, say it.</summary>
    public int? Accent { get; init; }

    /// <summary>What kind of word it is.</summary>
    public WordClass Class { get; init; }

    /// <summary>Of entries that fit in the same place the one with the highest priority wins, then the longest.</summary>
    public int Priority { get; init; }

    /// <summary>What the user wants to remember about it.</summary>
    public string Note { get; init; } = "";
}

/// <summary>What a dictionary entry must be like.</summary>
public static class EntryCheck
{
    /// <summary>The longest word, in UTF-16 units.</summary>
    public const int LongestSurface = 100;

    /// <summary>The longest note, in UTF-16 units.</summary>
    public const int LongestNote = 500;

    /// <summary>Priorities reach from minus this to this.</summary>
    public const int HighestPriority = 10;

    /// <summary>What is wrong with an entry: the field's name (as in a CSV file) and what to do; empty when nothing is.</summary>
    public static IReadOnlyList<(string Field, Message Problem)> Problems(DictionaryEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var problems = new List<(string, Message)>();
        if (string.IsNullOrWhiteSpace(entry.Surface))
            problems.Add(("surface", Messages.SurfaceEmpty()));
        else if (entry.Surface.Length > LongestSurface)
            problems.Add(("surface", Messages.SurfaceTooLong(LongestSurface)));
        else if (entry.Surface.Any(char.IsControl) || !TextFold.For(entry.Language, entry.Surface).Any(char.IsLetterOrDigit))
            problems.Add(("surface", Messages.SurfaceSigns(entry.Surface)));
        var parts = SaidReading.Parse(entry.Language, entry.Reading, out var problem);
        if (problem is not null)
            problems.Add(("reading", problem));
        if (entry.Accent is { } accent && AccentProblem(entry, accent, parts) is { } wrong)
            problems.Add(("accent", wrong));
        if (Math.Abs(entry.Priority) > HighestPriority)
            problems.Add(("priority", Messages.PriorityRange($"{entry.Priority}", -HighestPriority, HighestPriority)));
        if (entry.Note.Length > LongestNote)
            problems.Add(("note", Messages.NoteTooLong(LongestNote)));
        return problems;
    }

    /// <summary>What makes two entries the same: language and word, however its letters were typed.</summary>
    public static (Language Language, string Surface) Key(DictionaryEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return (entry.Language, TextFold.For(entry.Language, entry.Surface.Trim()));
    }

    /// <summary>What to tell when the same word is entered twice.</summary>
    public static Message Duplicate(DictionaryEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return Messages.Duplicate(entry.Surface.Trim());
    }

    private static Message? AccentProblem(DictionaryEntry entry, int accent, IReadOnlyList<SaidPart>? parts)
    {
        var forms = Languages.Of<IWordForms>(entry.Language);
        if (forms.AccentPlaces("") is null)
            return Messages.AccentNotJapanese();
        if (parts is null)
            return null;
        if (parts.Count > 1)
            return Messages.AccentOfPhrases();
        var moras = forms.AccentPlaces(parts[0].Said).GetValueOrDefault();
        if (accent < 0 || accent > moras)
            return Messages.AccentRange(accent, moras);
        return parts[0].Accent is { } marked && marked != accent ? Messages.AccentDiffers(accent, entry.Reading) : null;
    }
}
