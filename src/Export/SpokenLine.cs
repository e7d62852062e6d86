using System.Globalization;
using System.IO.Compression;
using System.Text;
using Dubbing.Media;
using Dubbing.Mix;
using Dubbing.Speech.Sound;

namespace Dubbing.Export;

/// <summary>A line of the dub, on the times of the timeline.</summary>
/// <param name="Number">Its number in the script, from 1.</param>
/// <param name="Text">What is said, without markup.</param>
/// <param name="Track">Who says it: the script's speaker, or the voice where the script names nobody.</param>
/// <param name="Sound">Its take.</param>
public sealed record SpokenLine(int Number, string Text, string Track, PlacedTake Sound);

/// <summary>The lines as files: a sound file each, named by number, speaker and text.</summary>
public static class LineFiles
{
    private const int LongestText = 40;
    private const int LongestSpeaker = 20;

    /// <summary>A ZIP of every line, and a table of them: in the ZIP as <c>lines.csv</c>, and beside it under the ZIP's own name.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="path">The ZIP; replaced when it is there.</param>
    /// <param name="cancel">Ends the work; the ZIP is then not there.</param>
    public static async Task WriteZipAsync(IReadOnlyList<SpokenLine> lines, string path, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(lines);
        using var files = new TemporaryFiles();
        var (partial, listed) = (files.Beside(path), files.Beside(path));
        using var folder = new TemporaryFolder("lines");
        var table = Encoding.UTF8.GetPreamble().Concat(Encoding.UTF8.GetBytes(Table(lines))).ToArray();
        await using (var file = new FileStream(partial, FileMode.Create))
        await using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8))
        {
            foreach (var (name, line) in Named(lines))
            {
                var wave = Path.Combine(folder.FullName, "line.wav");
                await WaveFile.WriteAsync(wave, line.Sound.Take.Samples, line.Sound.Take.SampleRate, cancel);
                await zip.CreateEntryFromFileAsync(wave, name, CompressionLevel.Fastest, cancel);
            }

            var entry = zip.CreateEntry("lines.csv");
            await using var written = await entry.OpenAsync(cancel);
            await written.WriteAsync(table, cancel);
        }

        await File.WriteAllBytesAsync(listed, table, cancel);
        files.Keep(partial, path);
        files.Keep(listed, TableBeside(path));
    }

    /// <summary>The table that lies beside a ZIP.</summary>
    public static string TableBeside(string zip) => Path.ChangeExtension(zip, ".csv");

    /// <summary>Writes every line into a folder.</summary>
    /// <returns>The file of each line.</returns>
    internal static async Task<IReadOnlyList<string>> WriteAsync(IReadOnlyList<SpokenLine> lines, string folder, CancellationToken cancel)
    {
        Directory.CreateDirectory(folder);
        var files = new List<string>();
        foreach (var (name, line) in Named(lines))
        {
            files.Add(Path.Combine(folder, name));
            await TemporaryFiles.WholeAsync(files[^1], part => WaveFile.WriteAsync(part, line.Sound.Take.Samples, line.Sound.Take.SampleRate, cancel));
        }

        return files;
    }

    /// <summary>A name for each line's file: <c>007_하나_안녕하세요.wav</c>.</summary>
    internal static IEnumerable<(string Name, SpokenLine Line)> Named(IReadOnlyList<SpokenLine> lines)
    {
        var digits = Math.Max(3, lines.Count == 0 ? 0 : lines.Max(l => l.Number).ToString(CultureInfo.InvariantCulture).Length);
        var used = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in lines)
        {
            var number = line.Number.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
            var name = string.Join('_', new[] { number, Clean(line.Track, LongestSpeaker), Clean(line.Text, LongestText) }.Where(p => p.Length > 0));
            var free = name;
            for (var n = 2; !used.Add(free); n++)
                free = string.Create(CultureInfo.InvariantCulture, $"{name}~{n}");
            yield return (free + ".wav", line);
        }
    }

    /// <summary>A text as a part of a file's name: without signs that some file system refuses, and short enough for 255 bytes.</summary>
    internal static string Clean(string text, int longest)
    {
        var clean = new StringBuilder();
        foreach (var rune in text.Normalize(NormalizationForm.FormC).EnumerateRunes().Where(r => r != Rune.ReplacementChar).Take(longest))
        {
            if (Rune.IsControl(rune) || Rune.IsWhiteSpace(rune))
                clean.Append(' ');
            else if (!"<>:\"/\\|?*".Contains((char)Math.Min(rune.Value, 0xFFFF), StringComparison.Ordinal))
                clean.Append(rune.ToString());
        }

        return string.Join(' ', clean.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries)).Trim('.', ' ');
    }

    private static string Table(IReadOnlyList<SpokenLine> lines)
    {
        var text = new StringBuilder("number,file,start,end,speaker,text\r\n");
        foreach (var (name, line) in Named(lines))
        {
            text.AppendJoin(',', [line.Number.ToString(CultureInfo.InvariantCulture), Cell(name), CaptionWriter.Time(line.Sound.StartSeconds, '.'), CaptionWriter.Time(line.Sound.EndSeconds, '.'), Cell(line.Track), Cell(line.Text)]).Append("\r\n");
        }

        return text.ToString();
    }

    /// <summary>A cell that spreadsheet programs never take for a formula.</summary>
    private static string Cell(string value)
    {
        if (value.Length > 0 && "=+-@\t\r".Contains(value[0]))
            value = "'" + value;
        return value.AsSpan().ContainsAny(",\"\r\n") || value.Trim().Length != value.Length ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;
    }
}
