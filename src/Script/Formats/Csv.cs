using System.Text;
using Dubbing.Script.Parsing;

namespace Dubbing.Script.Formats;

/// <summary>A table whose cells are separated by commas, semicolons or bars (<c>.csv</c>, RFC 4180). It keeps everything, a line's markup too.</summary>
internal class Csv : TextFormat
{
    public override string Name => "CSV";

    public override IReadOnlyList<string> Extensions { get; } = [".csv"];

    public override string ContentType => "text/csv; charset=utf-8";

    public override bool CanWrite => true;

    public override bool KeepsMarkup => true;

    public override bool IsCaptions => false;

    public override bool HasByteOrderMark => true;

    /// <summary>What stands between cells in a file that is written.</summary>
    protected virtual char Delimiter => ',';

    public override Likelihood Detect(ScriptText text)
    {
        // Some programs call tables of tabs CSV too.
        if (text.Extension == ".csv")
            return DelimitedText.DelimiterOf(text.Text) == '\t' ? Likelihood.None : text.Lines.Take(200).Any(TimeLine.HasArrow) && !text.Head[0].Contains(',', StringComparison.Ordinal) ? Likelihood.Possible : Likelihood.Likely;
        foreach (var delimiter in ",;|")
        {
            if (DelimitedText.IsTable(text.Text, delimiter) && Table.HasHeader(DelimitedText.Rows(text.Head[0], delimiter, new ScriptBuilder(new ScriptOptions())).FirstOrDefault()?.Cells ?? [], least: 2))
                return Likelihood.Possible;
        }

        return Likelihood.None;
    }

    public override void Read(ScriptText text, ScriptBuilder script) => Table.Read(Whole(DelimitedText.Rows(text.Text, DelimiterOf(text), script), DelimiterOf(text)), script);

    public override string Write(IReadOnlyList<Cue> cues)
    {
        var text = new StringBuilder().AppendJoin(Delimiter, ["start", "end", "speaker", "text"]).Append("\r\n");
        foreach (var cue in cues)
            text.AppendJoin(Delimiter, [Time(cue.Start), Time(cue.End), Cell(cue.Speaker ?? ""), Cell(cue.Text)]).Append("\r\n");
        return text.ToString();

        static string Time(TimeSpan? time) => time is { } t ? ScriptTiming.Written(t, '.') : "";
    }

    /// <summary>Rows of a table whose last column is the text, typed without quotes: the commas past the last heading are the text's.</summary>
    private static List<TableRow> Whole(List<TableRow> rows, char delimiter)
    {
        if (delimiter != ',' || rows.Find(r => Table.HasHeader(r.Cells, least: 2)) is not { } header || Headings.KindOf(header.Cells[^1], []).Kind != Column.Text)
            return rows;
        var width = header.Cells.Length;
        return rows.ConvertAll(r => r.Cells.Length <= width ? r : r with { Cells = [.. r.Cells[..(width - 1)], string.Join(", ", r.Cells[(width - 1)..]).TrimEnd(',', ' ')] });
    }

    /// <summary>What stands between the cells of a file.</summary>
    protected virtual char DelimiterOf(ScriptText text) => DelimitedText.DelimiterOf(text.Text);

    private string Cell(string value) => Quoted(TableCell.Guard(value));

    private string Quoted(string value) => value.Contains(Delimiter, StringComparison.Ordinal) || value.AsSpan().ContainsAny("\"\r\n") || value.Trim().Length != value.Length
        ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
        : value;
}

/// <summary>A table whose cells are separated by tabs (<c>.tsv</c>, or cells copied from a spreadsheet).</summary>
internal sealed class Tsv : Csv
{
    public override string Name => "TSV";

    public override IReadOnlyList<string> Extensions { get; } = [".tsv", ".tab"];

    public override string ContentType => "text/tab-separated-values; charset=utf-8";

    protected override char Delimiter => '\t';

    public override Likelihood Detect(ScriptText text) =>
        Extensions.Contains(text.Extension) || (text.Extension == ".csv" && DelimitedText.DelimiterOf(text.Text) == '\t') || DelimitedText.IsTable(text.Text, '\t') ? Likelihood.Possible : Likelihood.None;

    protected override char DelimiterOf(ScriptText text) => '\t';
}
