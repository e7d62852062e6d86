using System.Buffers;
using System.Globalization;

namespace Dubbing;

/// <summary>
/// Cells of tables that spreadsheets open: one that begins like a formula is written with an apostrophe before it, which spreadsheets
/// take for "this is text" (OWASP, CSV injection), and is read without it.
/// </summary>
public static class TableCell
{
    private static readonly SearchValues<char> Formula = SearchValues.Create("=+-@\t\r＝＋－＠");

    /// <summary>A text as it goes into a table; numbers stay as they are.</summary>
    public static string Guard(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return IsFormula(text) || (text.StartsWith('\'') && IsFormula(text.TrimStart('\''))) ? "'" + text : text;
    }

    /// <summary>A cell of a table as it was before <see cref="Guard"/>.</summary>
    public static string Unguard(string cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        return cell.StartsWith('\'') && IsFormula(cell.TrimStart('\'')) ? cell[1..] : cell;
    }

    private static bool IsFormula(string text) =>
        text.Length > 0 && Formula.Contains(text[0]) && !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
}
