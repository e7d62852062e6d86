using System.Globalization;
using Dubbing.Script.Parsing;

namespace Dubbing.Script.Formats;

/// <summary>MicroDVD (<c>.sub</c>): <c>{start}{end}text|next row</c>, counted in frames; a first line <c>{1}{1}23.976</c> says the rate.</summary>
internal sealed class MicroDvd : TextFormat
{
    /// <summary>What is assumed where neither the file nor the video tells.</summary>
    private const double Usual = 25;

    public override string Name => "MicroDVD";

    public override IReadOnlyList<string> Extensions { get; } = [".sub"];

    public override Likelihood Detect(ScriptText text) => text.Share(l => Line(l, '{', '}') is not null) > 0.7 ? Likelihood.Certain : Likelihood.None;

    public override void Read(ScriptText text, ScriptBuilder script)
    {
        var rate = script.Options.FramesPerSecond;
        var said = false;
        for (var i = 0; i < text.Lines.Length && !script.IsFull; i++)
        {
            if (Line(text.Lines[i], '{', '}') is not { } line)
            {
                // How all lines look is no line.
                if (text.Lines[i].Trim().Length > 0 && !text.Lines[i].TrimStart().StartsWith("{DEFAULT}", StringComparison.OrdinalIgnoreCase))
                    script.Report(i + 1, Messages.NoTime(ScriptBuilder.Short(text.Lines[i].Trim())));
                continue;
            }

            if (line.Start <= 1 && script.Count == 0 && Clock.TryNumber(line.Text, out var declared) && declared is >= 10 and <= 200)
            {
                rate = declared;
                continue;
            }

            if (rate is null && !said)
                script.Report(0, Messages.FramesAssumed(Usual));
            said = true;
            Add(script, i + 1, line, 1 / (rate ?? Usual));
        }

        script.SortByTime();
    }

    /// <summary>A line of two counts and a text.</summary>
    internal static (double Start, double? End, string Text)? Line(string line, char open, char close)
    {
        line = line.Trim();
        if (line.Length < 4 || line[0] != open || line.IndexOf(close, 1) is not (> 1 and < 12 and var first) || first + 1 >= line.Length || line[first + 1] != open || line.IndexOf(close, first + 1) is not (> 0 and var second) || second - first > 12)
            return null;
        if (!long.TryParse(line.AsSpan(1, first - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var start))
            return null;
        var ends = line[(first + 2)..second];
        return ends.Length == 0 ? (start, null, line[(second + 1)..]) : long.TryParse(ends, NumberStyles.None, CultureInfo.InvariantCulture, out var end) ? (start, end, line[(second + 1)..]) : null;
    }

    /// <summary>Keeps such a line; its counts are of so many seconds.</summary>
    internal static void Add(ScriptBuilder script, int number, (double Start, double? End, string Text) line, double unit)
    {
        // A slash makes a row italic.
        var text = CaptionMarkup.Plain(string.Join('\n', line.Text.Split('|').Select(r => r.TrimStart().TrimStart('/'))));
        var (start, end) = (TimeSpan.FromMilliseconds(Math.Round(line.Start * unit * 1000)), line.End is { } e ? TimeSpan.FromMilliseconds(Math.Round(e * unit * 1000)) : (TimeSpan?)null);
        if (text.Length == 0)
            script.Report(number, Messages.NoText());
        else if (script.Check(number, $"{line.Start} {line.End}", start, end))
            script.Add(number, text, start, end);
    }
}

/// <summary>MPL2 (<c>.txt</c>): <c>[start][end]text|next row</c>, counted in tenths of a second.</summary>
internal sealed class Mpl2 : TextFormat
{
    public override string Name => "MPL2";

    public override IReadOnlyList<string> Extensions { get; } = [".mpl"];

    public override Likelihood Detect(ScriptText text) => text.Share(l => MicroDvd.Line(l, '[', ']') is not null) > 0.7 ? Likelihood.Certain : Likelihood.None;

    public override void Read(ScriptText text, ScriptBuilder script)
    {
        for (var i = 0; i < text.Lines.Length && !script.IsFull; i++)
        {
            if (MicroDvd.Line(text.Lines[i], '[', ']') is { } line)
                MicroDvd.Add(script, i + 1, line, 0.1);
            else if (text.Lines[i].Trim().Length > 0)
                script.Report(i + 1, Messages.NoTime(ScriptBuilder.Short(text.Lines[i].Trim())));
        }

        script.SortByTime();
    }
}
