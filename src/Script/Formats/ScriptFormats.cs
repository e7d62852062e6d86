using Dubbing.Script.Parsing;

namespace Dubbing.Script.Formats;

/// <summary>All formats of scripts: the one list that reading, writing, the dialogs of files and the addresses of downloads ask. A format is in it when its class is there.</summary>
public static class ScriptFormats
{
    /// <summary>Every format.</summary>
    public static IReadOnlyList<ScriptFormat> All => ScriptFormat.Every;

    /// <summary>The formats that can be written.</summary>
    public static IReadOnlyList<ScriptFormat> Written { get; } = [.. All.Where(f => f.CanWrite)];

    /// <summary>The extensions of captions that can be written, with the point.</summary>
    public static IReadOnlyList<string> CaptionExtensions { get; } = [.. Written.Where(f => f.IsCaptions).Select(f => f.Extensions[0])];

    /// <summary>The extensions of files that can be read, with the point.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [.. All.SelectMany(f => f.Extensions).Append(".xml").Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The format that is written to files with an extension; null when there is none.</summary>
    public static ScriptFormat? WrittenAs(string extension) => Written.FirstOrDefault(f => f.Extensions.Contains(extension, StringComparer.OrdinalIgnoreCase));

    /// <summary>The format that a text looks most like.</summary>
    /// <param name="text">The text.</param>
    /// <param name="tables">Whether it may be a table: text of a document is none.</param>
    internal static TextFormat Detect(ScriptText text, bool tables = true)
    {
        var best = (Format: (TextFormat)All.First(f => f is PlainText), Likelihood: Likelihood.None);
        foreach (var format in All.OfType<TextFormat>())
        {
            if (format is Csv && !tables)
                continue;
            var likelihood = format.Detect(text);
            // Of equals the one whose extension the file has.
            if (likelihood > best.Likelihood || (likelihood == best.Likelihood && likelihood > Likelihood.None && format.Extensions.Contains(text.Extension) && (!best.Format.Extensions.Contains(text.Extension) || best.Format is PlainText)))
                best = (format, likelihood);
        }

        return best.Format;
    }
}
