using System.Buffers;

namespace Dubbing.Script;

/// <summary>Collects what a parser finds. Keeps a hostile file from filling the memory: lines, their length and problems are bounded.</summary>
internal sealed class ScriptBuilder(ScriptOptions options)
{
    /// <summary>More lines than any video has.</summary>
    public const int MostCues = 20_000;

    /// <summary>Nobody speaks so much in one breath; characters.</summary>
    public const int LongestText = 5_000;

    private const int MostProblems = 1_000;
    private static readonly SearchValues<char> NotInNames = SearchValues.Create(".。!?！？\n");
    private readonly List<(Cue Cue, int Line)> cues = [];
    private readonly List<ScriptProblem> problems = [];

    /// <summary>How the user wants the script read.</summary>
    public ScriptOptions Options => options;

    /// <summary>Whether a line had to be left out because there are too many: a parser may stop reading.</summary>
    public bool IsFull { get; private set; }

    /// <summary>How many lines were kept.</summary>
    public int Count => cues.Count;

    /// <summary>Keeps a line; one without text is not kept.</summary>
    public void Add(int line, string text, TimeSpan? start = null, TimeSpan? end = null, string? speaker = null)
    {
        if (text.Length > LongestText)
            Report(line, Messages.LineTooLong(LongestText));
        else if (text.Length > 0 && cues.Count >= MostCues)
            Overflow(line);
        else if (text.Length > 0)
            cues.Add((new Cue(cues.Count + 1, text, start, end, string.IsNullOrWhiteSpace(speaker) ? null : speaker.Trim()), line));
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
    /// <param name="end">When it ends.</param>
    public bool Check(int line, string shown, TimeSpan start, TimeSpan end)
    {
        if (start < TimeSpan.Zero || end < TimeSpan.Zero)
            Report(line, Messages.Negative(Short(shown)));
        else if (end <= start)
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
        cues.AddRange(sorted.Select((c, i) => (c.Cue with { Number = i + 1 }, c.Line)));
    }

    /// <summary>What was found. Times that run backwards or into each other are told.</summary>
    public ScriptDocument Finish(ScriptFormat format, string encoding)
    {
        for (var i = 1; i < cues.Count; i++)
        {
            var (before, cue) = (cues[i - 1].Cue, cues[i].Cue);
            if (cue.Start < before.Start)
                Report(cues[i].Line, Messages.Backwards(cue.Number));
            else if (cue.Start < before.End)
                Report(cues[i].Line, Messages.Overlap(cue.Number, before.Number));
        }

        return new ScriptDocument([.. cues.Select(c => Named(c.Cue))], [.. problems.OrderBy(p => p.Line)], format, encoding);
    }

    /// <summary>A piece of the file to show, not too long.</summary>
    public static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";

    private void Overflow(int line)
    {
        if (!IsFull)
            problems.Insert(0, new ScriptProblem(line, Messages.TooManyLines(MostCues)));
        IsFull = true;
    }

    /// <summary>“Name: text”, when the user says that names stand so.</summary>
    private Cue Named(Cue cue)
    {
        const int longestName = 20;
        if (!options.NamesBeforeColon || cue.Speaker is not null || cue.Text.AsSpan(0, Math.Min(cue.Text.Length, longestName + 1)).IndexOfAny(':', '：') is not (> 0 and var at))
            return cue;
        var (name, said) = (cue.Text[..at].Trim(), cue.Text[(at + 1)..].Trim());
        return name.Length == 0 || said.Length == 0 || name.AsSpan().IndexOfAny(NotInNames) >= 0 || name.All(char.IsDigit) ? cue : cue with { Text = said, Speaker = name };
    }
}
