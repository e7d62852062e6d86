using System.Globalization;
using System.Text;
using Dubbing.Media;

namespace Dubbing.Field.Tests.Media;

/// <summary>A row of <c>cases.tsv</c>.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Made">How it is made, see <see cref="InAsync"/>; empty where it lies under <c>Files</c>.</param>
/// <param name="Must">What it must give: <c>name=value</c> or a name alone, with blanks between.</param>
public sealed record FieldCase(string File, string Made, string Must)
{
    /// <summary>Flashes and beeps at seconds 2 and 4 of five.</summary>
    private const string Sync =
        "-f lavfi -i color=black:size=64x48:rate=25:duration=5,drawbox=color=white:thickness=fill:enable=gte(t\\,1.99)*lt(mod(t+0.01\\,2)\\,0.12) "
        + "-f lavfi -i aevalsrc=0.5*sin(2*PI*1000*t)*gte(t\\,1.99)*lt(mod(t\\,2)\\,0.1):s=48000:d=5";

    private const string Clip = "-f lavfi -i testsrc2=size=64x48:rate=10:duration=1 -f lavfi -i sine=440:duration=1";

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

    /// <summary>
    /// Where the file lies; made in a folder when it has to be made: by ffmpeg with the arguments given (<c>@sync</c> and <c>@clip</c> are inputs),
    /// then copied with further options (of the input after <c>@before</c>), or treated by hand, in steps parted by <c>then</c>.
    /// </summary>
    public async Task<string> InAsync(string folder)
    {
        if (Made.Length == 0)
            return Path.Combine(AppContext.BaseDirectory, "Media", "Files", File);
        var path = Path.Combine(folder, File);
        foreach (var (i, step) in Made.Split(" then ").Index())
        {
            if (step.StartsWith('!'))
            {
                await System.IO.File.WriteAllBytesAsync(path, Treated(step, i == 0 ? [] : await System.IO.File.ReadAllBytesAsync(path)));
                continue;
            }

            var made = Path.Combine(folder, $"step{i}-{File}");
            var arguments = step.Replace("@sync", Sync, StringComparison.Ordinal).Replace("@clip", Clip, StringComparison.Ordinal).Split(' ');
            await FfmpegTool.RunAsync(i == 0 ? ["-threads", "1", .. arguments, made]
                : arguments[0] == "@before" ? [.. arguments[1..], "-i", path, "-c", "copy", made] : ["-i", path, "-c", "copy", .. arguments, made]);
            System.IO.File.Move(made, path, overwrite: true);
        }

        return path;
    }

    private static byte[] Treated(string step, byte[] bytes)
    {
        var (what, value) = (step.Split('=')[0], step[(step.IndexOf('=', StringComparison.Ordinal) + 1)..]);
        switch (what)
        {
            case "!bytes":
                return new byte[int.Parse(value, CultureInfo.InvariantCulture)];
            case "!text":
                return Encoding.UTF8.GetBytes(value.Replace('_', ' '));
            case "!cut":
                return bytes[..(int)(bytes.Length * double.Parse(value, CultureInfo.InvariantCulture))];
            case "!twice":
                return [.. bytes, .. bytes];
            case "!poke":
                var (at, hex) = (int.Parse(value.Split(':')[0], CultureInfo.InvariantCulture), Convert.FromHexString(value.Split(':')[1]));
                hex.CopyTo(bytes, at);
                return bytes;
            case "!times":
                // The length in the heads of an MP4 and of its tracks, so many times.
                foreach (var (box, offset) in new[] { ("mvhd", 20), ("tkhd", 24), ("mdhd", 20) })
                {
                    for (var i = bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(box)); i >= 0;)
                    {
                        var length = bytes.AsSpan(i + offset, 4);
                        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(length, System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(length) * uint.Parse(value, CultureInfo.InvariantCulture));
                        var next = bytes.AsSpan(i + 4).IndexOf(Encoding.ASCII.GetBytes(box));
                        i = next < 0 ? -1 : i + 4 + next;
                    }
                }

                return bytes;
            default:
                throw new FormatException(step);
        }
    }
}
