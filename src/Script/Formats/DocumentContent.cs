using System.Text;
using Dubbing.Script.Parsing;

namespace Dubbing.Script.Formats;

/// <summary>A table of a document.</summary>
/// <param name="First">The paragraph at which it begins.</param>
/// <param name="Rows">Its rows.</param>
internal sealed record WordTable(int First, List<TableRow> Rows);

/// <summary>What a document of paragraphs and tables is made of while it streams by, whatever its format calls the parts: text boxes come after their paragraph, and cells over several rows are the rows' below, too.</summary>
internal abstract class DocumentContent
{
    private readonly List<string> boxes = [];
    private readonly Dictionary<int, (string Text, int Rows)> tall = [];
    private StringBuilder? cell;
    private int around;

    /// <summary>Its paragraphs, those of tables too.</summary>
    public List<(string Text, bool InTable)> Paragraphs { get; } = [];

    /// <summary>Its tables; a table in a table is a text of its cell.</summary>
    public List<WordTable> Tables { get; } = [];

    /// <summary>Whether it refers to notes at the foot or the end.</summary>
    public bool HasNotes { get; protected set; }

    /// <summary>How many tables lie around what is read now.</summary>
    protected int Depth { get; private set; }

    /// <summary>Whether a cell is read now.</summary>
    protected bool InCell => cell is not null;

    /// <summary>The cells of the row so far.</summary>
    protected List<string> Cells { get; private set; } = [];

    /// <summary>By column: what a merged cell says to the row.</summary>
    protected Dictionary<int, string> Merged { get; private set; } = [];

    /// <summary>Whether there is room for more.</summary>
    protected bool HasRoom => Paragraphs.Count < 10 * ScriptBuilder.MostCues;

    /// <summary>A paragraph is over.</summary>
    /// <param name="said">What it says.</param>
    /// <param name="open">How many paragraphs are open around it.</param>
    protected void EndParagraph(string said, int open)
    {
        if (open > around)
        {
            // A text box stands in a paragraph; its own come after that.
            boxes.Add(said);
            return;
        }

        foreach (var text in boxes.Prepend(said))
        {
            Paragraphs.Add((text, Depth > 0));
            if (Depth > 0)
                cell?.Append(text).Append('\n');
        }

        boxes.Clear();
    }

    /// <summary>A table begins.</summary>
    /// <param name="open">How many paragraphs are open around it: a table may stand in one, and its cells' paragraphs are none of that one's text boxes.</param>
    /// <returns>Whether it is a table of the document, and not one in a cell.</returns>
    protected bool BeginTable(int open)
    {
        if (Depth++ > 0)
            return false;
        Tables.Add(new WordTable(Paragraphs.Count, []));
        around = open;
        tall.Clear();
        return true;
    }

    /// <summary>A table is over.</summary>
    protected void EndTable() => (Depth, around) = Depth > 1 ? (Depth - 1, around) : (0, 0);

    /// <summary>A row begins.</summary>
    protected void BeginRow() => (Cells, Merged) = ([], []);

    /// <summary>A cell begins.</summary>
    protected void BeginCell() => cell = new StringBuilder();

    /// <summary>A cell is over.</summary>
    /// <param name="column">Where it stands.</param>
    /// <param name="rows">How many rows it covers.</param>
    /// <returns>What it says.</returns>
    protected string EndCell(int column, int rows)
    {
        var text = cell?.ToString().Trim() ?? "";
        if (rows > 1)
            tall[column] = (text, rows);
        cell = null;
        return text;
    }

    /// <summary>Adds cells that say the same, as far as a table may be wide.</summary>
    protected void AddCells(string text, int count)
    {
        for (; count > 0 && Cells.Count < Table.MostColumns; count--)
            Cells.Add(text);
    }

    /// <summary>A row is over.</summary>
    /// <param name="times">How often it stands there; 0 for a row that was deleted.</param>
    protected void EndRow(int times)
    {
        foreach (var (column, (text, left)) in tall.ToList())
        {
            // The row where it begins counts, too.
            if (Cells.ElementAtOrDefault(column) != text)
                Merged[column] = text;
            tall[column] = (text, left - 1);
            if (left <= 1)
                tall.Remove(column);
        }

        var rows = Tables[^1].Rows;
        for (; Cells.Exists(c => c.Length > 0) && times > 0 && rows.Count <= ScriptBuilder.MostCues; times--)
            rows.Add(new TableRow(rows.Count + 1, [.. Cells.Take(Table.MostColumns)]) { Merged = Merged.Count > 0 ? Merged : null });
        BeginRow();
    }
}
