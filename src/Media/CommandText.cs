using System.Globalization;
using System.Text;

namespace Dubbing.Media;

/// <summary>Text for ffmpeg's command line.</summary>
public static class CommandText
{
    /// <summary>
    /// One argument, whatever is in it, so that .NET takes it apart as it was put together: in quotes, with <c>"</c> and the backslashes
    /// before it escaped. FFMpegCore puts names in quotes as they are; a name with a quote in it would break its command line.
    /// </summary>
    public static string Quoted(string argument)
    {
        ArgumentNullException.ThrowIfNull(argument);
        var text = new StringBuilder("\"");
        var slashes = 0;
        foreach (var c in argument)
        {
            if (c == '"')
                text.Append('\\', slashes + 1);
            slashes = c == '\\' ? slashes + 1 : 0;
            text.Append(c);
        }

        return text.Append('\\', slashes).Append('"').ToString();
    }

    /// <summary>Arguments, each quoted where that is needed.</summary>
    public static string Of(IEnumerable<string> arguments) =>
        string.Join(' ', arguments.Select(a => a.Length > 0 && a.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ':' or '/' or '=' or ',' or '+' or '%') ? a : Quoted(a)));

    /// <summary>Text with numbers as ffmpeg reads them, whatever the user's language.</summary>
    public static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
