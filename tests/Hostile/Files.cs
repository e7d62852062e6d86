using System.IO.Compression;
using System.Text;

namespace Dubbing.Hostile.Tests;

/// <summary>What hostile files are made of; none is kept in the repository.</summary>
internal static class Files
{
    /// <summary>A text in UTF-8.</summary>
    public static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>A text said many times.</summary>
    public static string Many(string text, int times) => new StringBuilder(text.Length * times).Insert(0, text, times).ToString();

    /// <summary>A zip archive.</summary>
    public static byte[] Zip(params IEnumerable<(string Name, string Text)> parts) => Zip(parts.Select(p => (p.Name, Text(p.Text))));

    /// <inheritdoc cref="Zip(IEnumerable{ValueTuple{string, string}})"/>
    public static byte[] Zip(IEnumerable<(string Name, byte[] Bytes)> parts)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in parts)
            {
                using var part = zip.CreateEntry(name, CompressionLevel.Optimal).Open();
                part.Write(content);
            }
        }

        return bytes.ToArray();
    }

    /// <summary>A zip archive with one part of nothing but blanks, made piece by piece.</summary>
    public static byte[] Swelling(string name, int megabytes, params IEnumerable<(string Name, string Text)> others)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (other, text) in others)
            {
                using var part = zip.CreateEntry(other).Open();
                part.Write(Text(text));
            }

            using var large = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
            var blanks = new byte[1 << 20];
            blanks.AsSpan().Fill((byte)' ');
            for (var i = 0; i < megabytes; i++)
                large.Write(blanks);
        }

        return bytes.ToArray();
    }

    /// <summary>The same bytes with every place of a sequence written over.</summary>
    public static byte[] Patched(byte[] bytes, ReadOnlySpan<byte> after, int offset, params ReadOnlySpan<byte> by)
    {
        var patched = bytes.ToArray();
        for (var at = patched.AsSpan().IndexOf(after); at >= 0 && at < patched.Length;)
        {
            for (var i = 0; i < by.Length && at + offset + i < patched.Length; i++)
                patched[at + offset + i] = by[i];
            var next = patched.AsSpan(at + 1).IndexOf(after);
            at = next < 0 ? -1 : at + 1 + next;
        }

        return patched;
    }

    /// <summary>A sound whose head says what no sound has.</summary>
    public static byte[] Wave(int rate, short channels, int bytes = 2_000, uint? said = null, short bits = 16)
    {
        using var file = new MemoryStream();
        using var writer = new BinaryWriter(file);
        writer.Write("RIFF"u8);
        writer.Write(said ?? (uint)(36 + bytes));
        writer.Write("WAVEfmt "u8);
        writer.Write(16);
        writer.Write((short)1);
        writer.Write(channels);
        writer.Write(rate);
        writer.Write(unchecked(rate * channels * bits / 8));
        writer.Write(unchecked((short)(channels * bits / 8)));
        writer.Write(bits);
        writer.Write("data"u8);
        writer.Write(said ?? (uint)bytes);
        writer.Write(new byte[bytes]);
        return file.ToArray();
    }
}
