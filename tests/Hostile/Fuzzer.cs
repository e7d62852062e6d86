using System.Diagnostics;
using System.Globalization;
using System.Text;
using Dubbing.Export;
using Dubbing.Media;
using Dubbing.Readings;
using Dubbing.Readings.Correction;
using Dubbing.Script;
using Dubbing.Session;
using Dubbing.Speech;
using Dubbing.Speech.Sound;
using FFMpegCore;

namespace Dubbing.Hostile.Tests;

/// <summary>
/// Breeds inputs by chance out of a corpus of sound ones and shows them to every parser, in one process: what a parser throws besides its sentence, and what
/// takes it longer than <see cref="Slow"/>, is kept as a file. (No coverage guides it: that would need the assemblies rewritten.)
/// </summary>
internal static class Fuzzer
{
    private const int Slow = 3;
    private const int MostBytes = 60_000;

    /// <summary>The parsers, and what their inputs are bred from.</summary>
    private static IReadOnlyList<Target> Targets { get; } =
    [
        .. ScriptReader.Extensions.Select(e => new Target("script" + e, bytes =>
        {
            ScriptReader.Read(bytes, "a" + e);
            return Task.CompletedTask;
        })),
        new("pasted", bytes =>
        {
            ScriptReader.ReadText(Encoding.UTF8.GetString(bytes));
            return Task.CompletedTask;
        }),
        new("words.csv", bytes =>
        {
            DictionaryFile.Read(bytes);
            return Task.CompletedTask;
        }),
        new("style.json", bytes =>
        {
            CaptionStyle.Parse(Encoding.UTF8.GetString(bytes), "a");
            return Task.CompletedTask;
        }),
        new("style.ass", bytes => ByFileAsync(bytes, ".ass", p =>
        {
            CaptionStyle.Load(p);
            return Task.CompletedTask;
        })),
        new("sounds.json", bytes =>
        {
            PhonemeEdits.Parse(Encoding.UTF8.GetString(bytes));
            return Task.CompletedTask;
        }),
        new("project.json", bytes => ByFileAsync(Files.Zip([("project.json", bytes)]), ".dubbing", p => ProjectFile.ReadAsync(p, Path.GetDirectoryName(p)!, default))),
        new("project.dubbing", bytes => ByFileAsync(bytes, ".dubbing", p => ProjectFile.ReadAsync(p, Path.GetDirectoryName(p)!, default))),
        new("take.wav", bytes => ByFileAsync(bytes, ".wav", async p =>
        {
            try
            {
                await WaveFile.ReadAsync(p);
                _ = WaveFile.SecondsOf(p);
            }
            catch (InvalidDataException)
            {
                // Its word for what is no take.
            }
        })),
        new("probe.json", bytes => ByFileAsync([0], ".mp4", p => new MediaProbe(new ProbeOf(Encoding.UTF8.GetString(bytes))).ProbeAsync(p))),
        new("text.ko", bytes =>
        {
            Languages.Of<ILanguageProfile>(Language.Korean).Reader.Read(Limited(bytes), null);
            return Task.CompletedTask;
        }),
        new("text.ja", bytes =>
        {
            Languages.Of<ILanguageProfile>(Language.Japanese).Reader.Read(Limited(bytes), null);
            return Task.CompletedTask;
        }),
    ];

    private static readonly string[] Tokens =
    [
        "\0", "\uFEFF", "\uD800", "\u202E", "\r", "\n", "\r\n", "\t", "\"", "'", "`", "<", ">", "</", "/>", "<!--", "-->", "<![CDATA[", "]]>", "&", "&#", "&#x110000;", "&amp;", ";", ":", ",", ".", "{", "}", "[", "]", "(", ")", "|", "\\", "\\N", "{\\", "%", "$", "#", "=", "+", "-", "--", "@",
        "-1", "0", "1e308", "1e999", "-1e999", "NaN", "null", "true", "2147483648", "99999999999999999999", "1e-320", "00:00:00,000", "--> ", "0:00:00.00", "60f", "100t", "1h", "\u3000", "\u0301", "ー", "っ", "ㄱ", "가", "漢", "km/h", "1/0", "①", "٣", "{가|", "[쉼]", "<ruby>", "《", "｜",
    ];

    /// <summary>Breeds for so long.</summary>
    /// <param name="time">How long.</param>
    /// <param name="folder">Where findings are kept; null for a folder of its own.</param>
    /// <returns>1 when something was found.</returns>
    public static async Task<int> RunAsync(TimeSpan time, string? folder)
    {
        folder ??= Directory.CreateTempSubdirectory("dub-fuzz-").FullName;
        var seed = Environment.TickCount;
        var (random, started, found, runs) = (new Random(seed), Stopwatch.GetTimestamp(), new Dictionary<string, int>(StringComparer.Ordinal), new Dictionary<string, int>(StringComparer.Ordinal));
        while (Stopwatch.GetElapsedTime(started) < time)
        {
            foreach (var target in Targets)
            {
                for (var i = 0; i < 20; i++)
                {
                    var bytes = Bred(random, target.Corpus[random.Next(target.Corpus.Count)]);
                    runs[target.Name] = runs.GetValueOrDefault(target.Name) + 1;
                    // Before it is shown: an overflow of the stack leaves nothing else behind.
                    await File.WriteAllBytesAsync(Path.Combine(folder, "last"), bytes);
                    if (await WrongAsync(target, bytes) is not { } wrong)
                        continue;
                    var kind = target.Name + " " + wrong.Split('\n')[0];
                    found[kind] = found.GetValueOrDefault(kind) + 1;
                    if (found[kind] > 3)
                        continue;
                    var name = string.Create(CultureInfo.InvariantCulture, $"{target.Name}-{found.Count}-{found[kind]}");
                    await File.WriteAllBytesAsync(Path.Combine(folder, name), bytes);
                    await File.WriteAllTextAsync(Path.Combine(folder, name + ".why"), wrong);
                    Console.WriteLine($"{name}: {wrong.Split('\n')[0]}");
                }
            }
        }

        Console.WriteLine($"seed {seed}; {runs.Values.Sum()} inputs: {string.Join(", ", runs.Select(r => $"{r.Key} {r.Value}"))}");
        foreach (var (kind, times) in found)
            Console.WriteLine($"{times} times {kind}");
        Console.WriteLine(found.Count == 0 ? "nothing found" : $"{found.Count} kinds found, kept in {folder}");
        return found.Count == 0 ? 0 : 1;
    }

    /// <summary>Shows so many inputs of a seed to every parser.</summary>
    public static async Task<IReadOnlyList<string>> RunAsync(int seed, int each)
    {
        var (random, wrong) = (new Random(seed), new List<string>());
        foreach (var target in Targets)
        {
            for (var i = 0; i < each; i++)
            {
                var bytes = Bred(random, target.Corpus[random.Next(target.Corpus.Count)]);
                if (await WrongAsync(target, bytes) is { } why)
                    wrong.Add($"{target.Name}: {why} of {Convert.ToBase64String(bytes[..Math.Min(bytes.Length, 3_000)])}");
            }
        }

        return wrong;
    }

    /// <summary>Shows one input to a parser.</summary>
    public static Task<string?> ShowAsync(string target, byte[] bytes) => WrongAsync(Targets.First(t => t.Name == target), bytes);

    private static async Task<string?> WrongAsync(Target target, byte[] bytes)
    {
        var before = Environment.CpuUsage.TotalTime;
        try
        {
            await target.Parse(bytes);
        }
        catch (DubbingException)
        {
            // Its sentence.
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return $"{e.GetType().Name} {e.StackTrace?.Split('\n').FirstOrDefault(l => l.Contains("Dubbing", StringComparison.Ordinal))?.Trim()}\n{e}";
        }

        return (Environment.CpuUsage.TotalTime - before).TotalSeconds > Slow ? $"slow for {bytes.Length} bytes" : null;
    }

    private static byte[] Bred(Random random, byte[] parent)
    {
        var bytes = parent.ToList();
        for (var changes = 1 << random.Next(6); changes > 0 && bytes.Count > 0; changes--)
        {
            var (at, length) = (random.Next(bytes.Count), 0);
            length = Math.Min(1 << random.Next(10), bytes.Count - at);
            switch (random.Next(9))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes.RemoveRange(at, length);
                    break;
                case 3:
                    bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length));
                    break;
                case 4:
                    bytes.InsertRange(at, Enumerable.Repeat(bytes.GetRange(at, Math.Min(length, 64)), random.Next(1, 200)).SelectMany(b => b));
                    break;
                case 5:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 6:
                    for (var i = 0; i < Math.Min(length, 8); i++)
                        bytes[at + i] = (byte)(random.Next(2) * 255);
                    break;
                default:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Tokens[random.Next(Tokens.Length)]));
                    break;
            }

            if (bytes.Count > MostBytes)
                bytes.RemoveRange(MostBytes, bytes.Count - MostBytes);
        }

        return [.. bytes];
    }

    private static string Limited(byte[] bytes)
    {
        var text = Encoding.UTF8.GetString(bytes);
        return text[..Math.Min(text.Length, 1_000)];
    }

    private static async Task ByFileAsync(byte[] bytes, string extension, Func<string, Task> parse)
    {
        var folder = Directory.CreateTempSubdirectory("dub-bred-").FullName;
        try
        {
            var path = Path.Combine(folder, "a" + extension);
            await File.WriteAllBytesAsync(path, bytes);
            await parse(path);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <param name="Name">Its name.</param>
    /// <param name="Parse">Shows it an input.</param>
    private sealed record Target(string Name, Func<byte[], Task> Parse)
    {
        /// <summary>Inputs as they should be.</summary>
        public IReadOnlyList<byte[]> Corpus { get; } = FuzzCorpus.Of(Name);
    }

    /// <summary>An ffprobe that says what it is told to say.</summary>
    private sealed class ProbeOf(string json) : IMediaTool
    {
        public Task<IMediaAnalysis> AnalyseAsync(string path, CancellationToken cancel = default) => Task.FromResult(MediaTool.Analysis(json));

        public Task<string> PacketsAsync(string path, double? from, Action<PacketTime> packet, CancellationToken cancel = default)
        {
            packet(new PacketTime(0, 0, 1));
            packet(new PacketTime(1, null, 1));
            return Task.FromResult("");
        }

        public Task<MediaAbilities> AbilitiesAsync(CancellationToken cancel = default) => Task.FromResult(new MediaAbilities(new HashSet<string> { "h264", "aac" }, new HashSet<string>(), new HashSet<string>()));

        public Task<string> RunAsync(FFMpegArgumentProcessor command, IProgress<double>? progress = null, TimeSpan? limit = null, CancellationToken cancel = default) => throw new NotSupportedException();

        public Task<string> ReadAsync(FFMpegArgumentProcessor command, Func<Stream, Task> read, TimeSpan? limit = null, CancellationToken cancel = default) => throw new NotSupportedException();

        public Task<string> FeedAsync(FFMpegArgumentProcessor command, Func<Stream, Task> write, IProgress<double>? progress = null, CancellationToken cancel = default) => throw new NotSupportedException();

        public Task<string> VersionAsync(string tool, CancellationToken cancel = default) => throw new NotSupportedException();
    }
}
