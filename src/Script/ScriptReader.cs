using System.Xml;
using Dubbing.Script.Formats;
using Dubbing.Script.Parsing;

namespace Dubbing.Script;

/// <summary>
/// Reads scripts in any of <see cref="ScriptFormats"/>; text files in UTF-8, -16 and -32, EUC-KR/CP949, Shift_JIS, EUC-JP or ISO-2022. What is
/// broken is told with its line, the rest is kept.
/// </summary>
public static class ScriptReader
{
    /// <summary>The largest file that is read, in bytes.</summary>
    public const int MostBytes = 10 << 20;

    /// <summary>The extensions of files that can be read, with the point.</summary>
    public static IReadOnlyList<string> Extensions => ScriptFormats.Extensions;

    /// <summary>Reads a script file.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="fileName">Its name; the extension tells the format when the content does not.</param>
    /// <param name="options">How to read it; null for a line each row.</param>
    /// <exception cref="DubbingException">The file is no script, is damaged or too large, or has no line at all.</exception>
    public static ScriptDocument Read(byte[] bytes, string fileName, ScriptOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        var name = Path.GetFileName(fileName);
        if (bytes.Length > MostBytes)
            throw new DubbingException(Messages.FileTooLarge(name, MostBytes >> 20));
        var script = new ScriptBuilder(options ?? new ScriptOptions()) { FileName = name };
        var document = Package.IsPackage(bytes) ? ReadPackage(bytes, name, script) : ReadText(bytes, name, script);
        if (document.Cues.Count > 0)
            return document;
        var why = document.Problems.FirstOrDefault(p => p.Line > 0) ?? (document.Problems.Count > 0 ? document.Problems[0] : null);
        throw new DubbingException(why is null ? Messages.Empty(name) : why.Line > 0 ? Messages.NothingUsable(name, why.Line, why.Message) : Messages.NothingInIt(name, why.Message));
    }

    /// <summary>Reads a script file from the disk.</summary>
    /// <param name="path">The file; folders, pipes and devices are none.</param>
    /// <param name="options">How to read it; null for a line each row.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <exception cref="DubbingException">The file is missing, no script, damaged or too large, or has no line at all.</exception>
    public static async Task<ScriptDocument> ReadFileAsync(string path, ScriptOptions? options = null, CancellationToken cancel = default) =>
        Read(await InputFile.ReadAsync(path, nameof(Limits.ScriptBytes), cancel), path, options);

    /// <summary>Reads pasted text; the format is recognised. An empty text is an empty script.</summary>
    public static ScriptDocument ReadText(string text, ScriptOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (pasted, script) = (new ScriptText(text, ""), new ScriptBuilder(options ?? new ScriptOptions()));
        var format = ScriptFormats.Detect(pasted);
        format.Read(pasted, script);
        return script.Finish(format, "utf-16");
    }

    /// <summary>The rows of a text file, whatever its encoding; a blank row is one.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="fileName">Its name, for messages.</param>
    /// <exception cref="DubbingException">It is no text.</exception>
    public static IReadOnlyList<string> Rows(byte[] bytes, string fileName)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        var lines = new ScriptText(TextDecoder.Decode(bytes, fileName).Text.Replace("\uFFFD", "", StringComparison.Ordinal), fileName).Lines;
        // The last row ends with a line break, too.
        return lines[^1].Length == 0 ? lines[..^1] : lines;
    }

    private static ScriptDocument ReadPackage(byte[] bytes, string name, ScriptBuilder script)
    {
        try
        {
            using var package = new Package(bytes, name);
            if (ForeignFile.OfPackage(package, Path.GetExtension(name).ToLowerInvariant()) is { } other && !ScriptFormats.All.OfType<PackageFormat>().Any(f => f.Detect(package)))
                throw new DubbingException(Messages.OtherFormat(name, other));
            var format = ScriptFormats.All.OfType<PackageFormat>().FirstOrDefault(f => f.Detect(package)) ?? throw new DubbingException(Messages.NotText(name));
            format.Read(package, script);
            return script.Finish(format, "utf-8");
        }
        catch (Exception e) when (e is InvalidDataException or XmlException or IOException or NotSupportedException or ArgumentException)
        {
            throw new DubbingException(Messages.Damaged(name), e);
        }
    }

    private static ScriptDocument ReadText(byte[] bytes, string name, ScriptBuilder script)
    {
        if (bytes.AsSpan().StartsWith(new byte[] { 0xD0, 0xCF, 0x11, 0xE0 }))
            throw new DubbingException(Messages.OldOffice(name));
        if (ForeignFile.OfBytes(bytes) is { } kind)
            throw new DubbingException(Messages.OtherFormat(name, kind));
        var decoded = TextDecoder.Decode(bytes, name);
        var text = new ScriptText(decoded.Text.TrimEnd('\0'), name);
        var format = ScriptFormats.Detect(text);
        if (ForeignFile.IsThumbnails(text))
            throw new DubbingException(Messages.OtherFormat(name, "WebVTT thumbnails"));
        if (format is PlainText or Transcript && ForeignFile.OfText(text) is { } other)
            throw new DubbingException(Messages.OtherFormat(name, other));
        foreach (var line in decoded.Spoiled())
            script.Report(line, Messages.SpoiledBytes(decoded.Encoding));
        format.Read(text, script);
        return script.Finish(format, decoded.Encoding);
    }
}
