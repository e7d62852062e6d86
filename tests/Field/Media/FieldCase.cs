using System.Globalization;
using Dubbing.Media;

namespace Dubbing.Field.Tests.Media;

/// <summary>A row of <c>cases.tsv</c>.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Made">Arguments of ffmpeg that make it; empty where it lies under <c>Files</c>.</param>
/// <param name="Must">What it must give: <c>name=value</c> or a name alone, with blanks between.</param>
public sealed record FieldCase(string File, string Made, string Must)
{
    public static IReadOnlyList<FieldCase> All { get; } =
    [
        .. System.IO.File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Media", "cases.tsv")).Skip(1).Where(l => l.Length > 0)
            .Select(l => l.Split('\t')).Select(c => new FieldCase(c[0], c[1], c[3])),
    ];

    public static FieldCase Of(string file) => All.Single(c => c.File == file);

    public static TheoryData<string> Where(Func<FieldCase, bool> wanted) => [.. All.Where(wanted).Select(c => c.File)];

    public bool Has(string name) => Must.Split(' ').Contains(name);

    public string? Value(string name) => Values(name).FirstOrDefault();

    public IEnumerable<string> Values(string name) => Must.Split(' ').Where(m => m.StartsWith(name + "=", StringComparison.Ordinal)).Select(m => m[(name.Length + 1)..]);

    public double? Number(string name) => Value(name) is { } value ? double.Parse(value, CultureInfo.InvariantCulture) : null;

    /// <summary>Where the file lies; made in a folder when it has to be made.</summary>
    public async Task<string> InAsync(string folder)
    {
        if (Made.Length == 0)
            return Path.Combine(AppContext.BaseDirectory, "Media", "Files", File);
        // "a then b": what a makes is copied once more, with the options of b.
        var (path, steps) = (Path.Combine(folder, File), Made.Split(" then "));
        var first = steps.Length > 1 ? Path.Combine(folder, "first-" + File) : path;
        await FfmpegTool.RunAsync([.. steps[0].Split(' '), first]);
        if (steps.Length > 1)
            await FfmpegTool.RunAsync(["-i", first, "-c", "copy", .. steps[1].Split(' '), path]);
        return path;
    }
}
