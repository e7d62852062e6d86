using System.Buffers.Binary;

namespace Dubbing;

/// <summary>What the end of a ZIP file says of itself, read before its directory is: a directory of millions of entries costs gigabytes.</summary>
public static class ZipDirectory
{
    private const int EndBytes = 22;
    private const int Zip64LocatorBytes = 20;

    /// <summary>How many entries a ZIP file says it has, but no fewer than its directory's size tells.</summary>
    /// <exception cref="InvalidDataException">It is no ZIP file.</exception>
    public static long EntriesOf(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return EntriesOf(file);
    }

    /// <inheritdoc cref="EntriesOf(string)"/>
    /// <param name="file">The file; can be sought in. Its position is changed.</param>
    public static long EntriesOf(Stream file)
    {
        ArgumentNullException.ThrowIfNull(file);
        // A comment of at most 65,535 bytes may follow.
        var tail = new byte[Math.Min(file.Length, EndBytes + ushort.MaxValue + Zip64LocatorBytes)];
        file.Position = file.Length - tail.Length;
        file.ReadExactly(tail);
        var end = tail.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        if (end < 0 || end + EndBytes > tail.Length)
            throw new InvalidDataException("No ZIP file.");
        long entries = BinaryPrimitives.ReadUInt16LittleEndian(tail.AsSpan(end + 10));
        long bytes = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(end + 12));
        if (end >= Zip64LocatorBytes && tail.AsSpan(end - Zip64LocatorBytes, 4).SequenceEqual("PK\u0006\u0007"u8))
        {
            var at = BinaryPrimitives.ReadInt64LittleEndian(tail.AsSpan(end - Zip64LocatorBytes + 8));
            var head = new byte[56];
            if (at < 0 || at > file.Length - head.Length)
                throw new InvalidDataException("No ZIP file.");
            file.Position = at;
            file.ReadExactly(head);
            entries = Math.Max(entries == ushort.MaxValue ? 0 : entries, BinaryPrimitives.ReadInt64LittleEndian(head.AsSpan(32)));
            bytes = BinaryPrimitives.ReadInt64LittleEndian(head.AsSpan(40));
        }

        // An entry takes at least 46 bytes and its name, mostly some 130; a directory cannot be larger than the file.
        return Math.Max(entries, Math.Min(bytes, file.Length) / 192);
    }
}
