using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Dubbing.Media;
using Dubbing.Readings.Japanese;

namespace Dubbing.Laboratory.Measuring;

/// <summary>What the <c>open_jtalk</c> program reads, with the same dictionary as ours.</summary>
internal static class OpenJTalk
{
    /// <summary>Reads lines; several programs run side by side.</summary>
    /// <param name="texts">The lines.</param>
    /// <param name="cancel">Ends the work.</param>
    public static async Task<SpokenLine[]> ReadAsync(IReadOnlyList<string> texts, CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("dub-accuracy-").FullName;
        try
        {
            var voice = Path.Combine(folder, "smallest.htsvoice");
            await File.WriteAllBytesAsync(voice, SmallestVoice(), cancel);
            var read = new SpokenLine[texts.Count];
            await Parallel.ForAsync(0, texts.Count, cancel, async (i, token) =>
            {
                var (text, trace) = (Path.Combine(folder, $"{i}.txt"), Path.Combine(folder, $"{i}.log"));
                await File.WriteAllTextAsync(text, texts[i] + "\n", token);
                await ChildProcess.RunAsync(new ChildCommand("open_jtalk", CommandText.Of(["-x", JapaneseDictionary.Folder ?? "", "-m", voice, "-ow", Path.Combine(folder, $"{i}.wav"), "-ot", trace, text])), token);
                read[i] = SpokenLine.FromTrace(File.Exists(trace) ? await File.ReadAllLinesAsync(trace, token) : []);
                foreach (var file in Directory.GetFiles(folder, $"{i}.*"))
                    File.Delete(file);
            });
            return read;
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    /// <summary>
    /// The smallest voice that the program accepts (HTS voice format 1.0): one state, one leaf, no sound to speak of. Only its front end is of
    /// use here, so nobody needs a real voice to measure.
    /// </summary>
    private static byte[] SmallestVoice()
    {
        var data = new MemoryStream();
        string Put(byte[] bytes)
        {
            data.Write(bytes);
            return string.Create(CultureInfo.InvariantCulture, $"{data.Length - bytes.Length}-{data.Length - 1}");
        }

        string Text(string text) => Put(Encoding.ASCII.GetBytes(text));
        string Pdf(params ReadOnlySpan<float> values)
        {
            var bytes = new byte[4 + (4 * values.Length)];
            BinaryPrimitives.WriteInt32LittleEndian(bytes, 1);
            for (var i = 0; i < values.Length; i++)
                BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(4 + (4 * i)), values[i]);
            return Put(bytes);
        }

        var header = $"""
            [GLOBAL]
            HTS_VOICE_VERSION:1.0
            SAMPLING_FREQUENCY:16000
            FRAME_PERIOD:80
            NUM_STATES:1
            NUM_STREAMS:2
            STREAM_TYPE:MCP,LF0
            FULLCONTEXT_FORMAT:HTS_TTS_JPN
            FULLCONTEXT_VERSION:1.0
            GV_OFF_CONTEXT:
            COMMENT:
            [STREAM]
            VECTOR_LENGTH[MCP]:1
            VECTOR_LENGTH[LF0]:1
            IS_MSD[MCP]:0
            IS_MSD[LF0]:1
            NUM_WINDOWS[MCP]:1
            NUM_WINDOWS[LF0]:1
            USE_GV[MCP]:0
            USE_GV[LF0]:0
            OPTION[MCP]:ALPHA=0.42
            OPTION[LF0]:
            [POSITION]
            DURATION_PDF:{Pdf(1, 1)}
            DURATION_TREE:{Text("{*}[2]\n\"dur_s2_1\"\n")}
            STREAM_WIN[MCP]:{Text("1 1.0\n")}
            STREAM_WIN[LF0]:{Text("1 1.0\n")}
            STREAM_PDF[MCP]:{Pdf(1, 1)}
            STREAM_PDF[LF0]:{Pdf(5, 1, 1)}
            STREAM_TREE[MCP]:{Text("{*}[2]\n\"mcp_s2_1\"\n")}
            STREAM_TREE[LF0]:{Text("{*}[2]\n\"lf0_s2_1\"\n")}
            [DATA]

            """;
        return [.. Encoding.ASCII.GetBytes(header.ReplaceLineEndings("\n")), .. data.ToArray()];
    }
}
