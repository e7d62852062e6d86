using Dubbing.Script.Parsing;

namespace Dubbing.Script.Formats;

/// <summary>Labels of Audacity (<c>.txt</c>): start, end and label, in seconds, parted by tabs.</summary>
internal sealed class AudacityLabels : TextFormat
{
    public override string Name => "Audacity";

    public override IReadOnlyList<string> Extensions { get; } = [".txt"];

    public override bool CanWrite => false;

    public override Likelihood Detect(ScriptText text) => text.Extension is not (".csv" or ".tsv") && text.Share(l => l[0] == '\\' || Label(l) is not null) > 0.9 && text.Head.Any(l => l[0] != '\\') ? Likelihood.Likely : Likelihood.None;

    public override void Read(ScriptText text, ScriptBuilder script)
    {
        for (var i = 0; i < text.Lines.Length && !script.IsFull; i++)
        {
            var line = text.Lines[i].TrimStart('\t', ' ');
            // Below a label on a range of frequencies stand those.
            if (line.Trim().Length == 0 || line[0] == '\\')
                continue;
            if (Label(line) is not { } label)
                script.Report(i + 1, Messages.NoTime(ScriptBuilder.Short(line.Trim())));
            else if (label.Text.Length == 0)
                script.Report(i + 1, Messages.NoText());
            else if (label.End == label.Start || script.Check(i + 1, line.Trim(), label.Start, label.End))
                script.Add(i + 1, label.Text, label.Start, label.End > label.Start ? label.End : null);
        }

        script.SortByTime();
    }

    private static (TimeSpan Start, TimeSpan End, string Text)? Label(string line)
    {
        var cells = line.Split('\t', 3);
        return cells.Length >= 2 && IsDecimal(cells[0]) && IsDecimal(cells[1]) && Clock.TryNumber(cells[0], out var start) && Clock.TryNumber(cells[1], out var end) && Math.Abs(start) < 3.6e6 && Math.Abs(end) < 3.6e6
            ? (TimeSpan.FromMilliseconds(Math.Round(start * 1000)), TimeSpan.FromMilliseconds(Math.Round(end * 1000)), cells.Length > 2 ? cells[2].Trim() : "")
            : null;
    }

    /// <summary>Audacity writes six places; whole numbers are some other table's.</summary>
    private static bool IsDecimal(string cell) => cell.AsSpan().IndexOfAny('.', ',') > 0;
}
