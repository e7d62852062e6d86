using System.IO.Compression;
using System.Xml;

namespace Dubbing.Script.Parsing;

/// <summary>
/// A zip archive of XML parts. How much it unpacks to is looked at before, and bounded while reading. Parts are read as streams of XML:
/// a library that builds trees of elements runs out of stack on a few kilobytes of nested ones.
/// </summary>
internal sealed class Package : IDisposable
{
    /// <summary>What all parts may unpack to, in bytes.</summary>
    private const long MostUnpacked = 128 << 20;

    private const int MostParts = 2_000;
    private readonly ZipArchive archive;
    private readonly Dictionary<string, ZipArchiveEntry> parts = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="bytes">The archive.</param>
    /// <param name="name">Its name, for messages.</param>
    /// <exception cref="DubbingException">It unpacks to too much.</exception>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public Package(byte[] bytes, string name)
    {
        Name = name;
        archive = new ZipArchive(new MemoryStream(bytes, writable: false));
        if (archive.Entries.Count > MostParts || archive.Entries.Sum(e => e.Length) > MostUnpacked)
            throw new DubbingException(Messages.UnpacksTooLarge(name));
        foreach (var entry in archive.Entries)
        {
            if (Limits.Current.OfEntry(entry.FullName, entry.CompressedLength, entry.Length) is { } problem)
                throw new DubbingException(problem);
            // Some programs for Windows write backslashes, which the format of archives does not know.
            parts.TryAdd(entry.FullName.Replace('\\', '/').TrimStart('/'), entry);
        }
    }

    /// <summary>The archive's name, for messages.</summary>
    public string Name { get; }

    /// <summary>The names of its parts.</summary>
    public IReadOnlyCollection<string> Parts => parts.Keys;

    public static bool IsPackage(byte[] bytes) => bytes is [(byte)'P', (byte)'K', 3, 4, ..];

    public bool Has(string part) => parts.ContainsKey(part);

    /// <summary>A part as XML; null when there is none.</summary>
    public XmlReader? Xml(string? part) =>
        // An archive that lies about a part's size gets no further than it says.
        part is not null && parts.TryGetValue(part.TrimStart('/'), out var entry) ? SafeXml.Open(new Bounded(entry.Open(), entry.Length)) : null;

    /// <summary>A part that is text, at most so many bytes of it; null when there is none.</summary>
    public string? Text(string part, int most)
    {
        if (!parts.TryGetValue(part, out var entry))
            return null;
        using var stream = entry.Open();
        var bytes = new byte[most];
        return System.Text.Encoding.UTF8.GetString(bytes, 0, stream.ReadAtLeast(bytes, most, throwOnEndOfStream: false));
    }

    /// <summary>What a part refers to: the parts by the names of their relations, and the kind of each.</summary>
    public Dictionary<string, (string Kind, string Part)> Relations(string part)
    {
        var (relations, folder) = (new Dictionary<string, (string, string)>(StringComparer.Ordinal), part.Contains('/', StringComparison.Ordinal) ? part[..(part.LastIndexOf('/') + 1)] : "");
        using var reader = Xml($"{folder}_rels/{part[folder.Length..]}.rels");
        while (reader is not null && reader.Next(Name))
        {
            if (reader.NodeType != XmlNodeType.Element || reader.LocalName != "Relationship" || reader.Attribute("TargetMode") == "External")
                continue;
            if (reader.Attribute("Id") is { } id && reader.Attribute("Target") is { } target && reader.Attribute("Type") is { } kind)
                relations.TryAdd(id, (kind[(kind.LastIndexOf('/') + 1)..], Resolved(folder, target)));
        }

        return relations;
    }

    public void Dispose() => archive.Dispose();

    private static string Resolved(string folder, string target)
    {
        if (target.StartsWith('/'))
            return target.TrimStart('/');
        var path = new List<string>(folder.Split('/', StringSplitOptions.RemoveEmptyEntries));
        foreach (var step in target.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (step == ".." && path.Count > 0)
                path.RemoveAt(path.Count - 1);
            else if (step is not (".." or "."))
                path.Add(step);
        }

        return string.Join('/', path);
    }

    private sealed class Bounded(Stream inner, long length) : Stream
    {
        private long left = length;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length { get; } = length;

        public override long Position { get => Length - left; set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer)
        {
            var read = inner.Read(buffer);
            left -= read;
            return left >= 0 ? read : throw new InvalidDataException("A part is larger than the archive says.");
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
