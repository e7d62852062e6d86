namespace Dubbing.Script.Parsing;

/// <summary>Collects what a parser finds. Keeps a hostile file from filling the memory: lines, their length and problems are bounded.</summary>
internal sealed class ScriptBuilder(ScriptOptions options)
{
    /// <summary>More lines than any video has.</summary>
    public const int MostCues = 20_000;

    /// <summary>Nobody speaks so much in one breath; characters.</summary>
    public const int LongestText = 5_000;

    private const int MostProblems = 1_000;
    private readonly List<(Cue Cue, int Line)> cues = [];
    private readonly List<ScriptProblem> problems = [];

    /// <summary>How the user wants the script read.</summary>
    public ScriptOptions Options => options;

    /// <summary>The file's name, for messages; empty for pasted text.</summary>
    public string FileName { get; init; } = "";

    /// <summary>What the file leaves to choose.</summary>
    public ScriptChoices Choices { get; set; } = new();

    /// <summary>Whether a line had to be left out because there are too many: a parser may stop reading.</summary>
    public bool IsFull { get; private set; }

    /// <summary>How many lines were kept.</summary>
    public int Count => cues.Count;

    /// <summary>Keeps a line; one without text is not kept.</summary>
    public void Add(int line, string text, TimeSpan? start = null, TimeSpan? end = null, string? speaker = null)
    {
        text = CaptionMarkup.Rows(text);
        // Recognisers give words without a length: they last as long as it takes to say them.
        if (end == start && end is not null && text.Length > 0)
        {
            Report(line, Messages.NoEnd());
            end = null;
        }

        if (text.Length > LongestText)
            Report(line, Messages.LineTooLong(LongestText));
        else if (text.Length > 0 && cues.Count >= MostCues)
            Overflow(line);
        else if (text.Length > 0)
            cues.Add((new Cue(cues.Count + 1, text, start, end, string.IsNullOrWhiteSpace(speaker) ? null : CaptionMarkup.Rows(speaker).Replace('\n', ' ')), line));
    }

    /// <summary>Tells of a problem.</summary>
    public void Report(int line, Message message)
    {
        if (problems.Count < MostProblems)
            problems.Add(new ScriptProblem(line, message));
    }

    /// <summary>Whether times are usable; tells why when they are not.</summary>
    /// <param name="line">The file's line.</param>
    /// <param name="shown">The times as the file has them.</param>
    /// <param name="start">When the line begins.</param>
    /// <param name="end">When it ends; null when that is not said.</param>
    public bool Check(int line, string shown, TimeSpan start, TimeSpan? end)
    {
        if (start < TimeSpan.Zero || end < TimeSpan.Zero)
            Report(line, Messages.Negative(Short(shown)));
        else if (end < start)
            Report(line, Messages.Reversed(Short(shown)));
        else
            return true;
        return false;
    }

    /// <summary>Puts the lines in the order of their times, for formats whose files need not be in order.</summary>
    public void SortByTime()
    {
        var sorted = cues.OrderBy(c => c.Cue.Start).ToList();
        cues.Clear();
        cues.AddRange(sorted);
    }

    /// <summary>What was found. Times that run backwards or into each other are told, and what is not spoken.</summary>
    public ScriptDocument Finish(ScriptFormat format, string encoding)
    {
        if (options.NamesBeforeColon)
            Replace(Names.Split(cues));
        else if (Choices.Names.Count == 0)
            Choices = Choices with { Names = Names.Offered(cues.Select(c => c.Cue)) };
        Replace(cues);
        if (Choices.Names.Count > 0 && !options.NamesBeforeColon)
            Report(0, Messages.NamesOffered(Listed(Choices.Names)));
        Order();
        Overlaps();
        Silent();
        if (ScriptTiming.WholeHours(cues.Select(c => c.Cue)) is { } hours)
            Report(0, Messages.BeginsLate(ScriptTiming.Written(cues.Min(c => c.Cue.Start)!.Value, '.'), (int)hours.TotalHours));
        return new ScriptDocument([.. cues.Select(c => c.Cue)], [.. problems.OrderBy(p => p.Line)], format, encoding) { Choices = Choices };
    }

    /// <summary>A piece of the file to show, not too long.</summary>
    public static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";

    /// <summary>Some names to show, not too many.</summary>
    public static string Listed(IReadOnlyCollection<string> names) => string.Join(", ", names.Take(5).Select(Short)) + (names.Count > 5 ? " …" : "");

    private void Replace(IReadOnlyList<(Cue Cue, int Line)> by)
    {
        List<(Cue, int)> numbered = [.. by.Select((c, i) => (c.Cue with { Number = i + 1 }, c.Line))];
        cues.Clear();
        cues.AddRange(numbered);
    }

    private void Order()
    {
        TimeSpan? before = null;
        foreach (var (cue, line) in cues)
        {
            if (cue.Start < before)
                Report(line, Messages.Backwards(cue.Number));
            before = cue.Start ?? before;
        }
    }

    /// <summary>All pairs of lines that sound at once, not only neighbours.</summary>
    private void Overlaps()
    {
        var sounding = new List<Cue>();
        foreach (var (cue, line) in cues.Where(c => c.Cue.Start is not null).OrderBy(c => c.Cue.Start))
        {
            sounding.RemoveAll(c => c.End <= cue.Start);
            foreach (var before in sounding)
            {
                if (problems.Count >= MostProblems)
                    return;
                Report(line, Messages.Overlap(cue.Number, before.Number));
            }

            if (cue.End > cue.Start)
                sounding.Add(cue);
        }
    }

    private void Silent()
    {
        var silent = cues.FindAll(c => SoundDescription.Is(c.Cue.Text));
        if (silent.Count > 0)
            Report(silent[0].Line, Messages.NotSpoken(silent.Count, Listed([.. silent.Select(s => s.Cue.Text.Replace('\n', ' ')).Distinct()])));
    }

    private void Overflow(int line)
    {
        if (!IsFull)
            problems.Insert(0, new ScriptProblem(line, Messages.TooManyLines(MostCues)));
        IsFull = true;
    }
}
