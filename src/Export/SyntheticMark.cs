using System.Buffers.Binary;
using System.Text;

namespace Dubbing.Export;

/// <summary>
/// The machine-readable side of the notice: the IPTC's digital source type <c>trainedAlgorithmicMedia</c> as XMP, where the container has
/// a place for XMP (ISO 16684-3): the uuid box of MP4 and M4A, the <c>_PMX</c> chunk of WAV, a private frame of ID3v2. Elsewhere a tag
/// says the same.
/// </summary>
internal static class SyntheticMark
{
    /// <summary>IPTC's name for media made by trained models.</summary>
    public const string SourceType = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia";

    private static readonly byte[] XmpBox = [0xBE, 0x7A, 0xCF, 0xCB, 0x97, 0xA9, 0x42, 0xE8, 0x9C, 0x71, 0x99, 0x94, 0x91, 0xE3, 0xAF, 0xAC];

    /// <summary>The metadata tag for containers that take any name.</summary>
    public static string Tag => "digital_source_type=" + SourceType;

    /// <summary>The XMP packet.</summary>
    public static string Packet(string notice) => $"""
        <?xpacket begin="{'\uFEFF'}" id="W5M0MpCehiHzreSzNTczkc9d"?>
        <x:xmpmeta xmlns:x="adobe:ns:meta/">
         <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
          <rdf:Description rdf:about="" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" xmlns:dc="http://purl.org/dc/elements/1.1/" Iptc4xmpExt:DigitalSourceType="{SourceType}">
           <dc:description><rdf:Alt><rdf:li xml:lang="x-default">{System.Security.SecurityElement.Escape(notice)}</rdf:li></rdf:Alt></dc:description>
          </rdf:Description>
         </rdf:RDF>
        </x:xmpmeta>
        <?xpacket end="r"?>
        """;

    /// <summary>Adds the packet to a finished file whose container has a place for it; others stay as they are.</summary>
    /// <param name="path">The file.</param>
    /// <param name="extension">What it will be called, e.g. <c>.mp4</c>.</param>
    /// <param name="notice">The notice in words.</param>
    /// <param name="cancel">Stops before writing.</param>
    public static async Task AddAsync(string path, string extension, string notice, CancellationToken cancel)
    {
        var packet = Encoding.UTF8.GetBytes(Packet(notice));
        switch (extension.ToUpperInvariant())
        {
            case ".MP4" or ".M4A" or ".M4V" or ".MOV":
                await AppendAsync(path, [.. BigEndian(8 + XmpBox.Length + packet.Length), .. "uuid"u8, .. XmpBox, .. packet], null, cancel);
                break;
            case ".WAV":
                byte[] even = packet.Length % 2 == 0 ? packet : [.. packet, (byte)' '];
                byte[] chunk = [.. "_PMX"u8, .. LittleEndian(even.Length), .. even];
                await AppendAsync(path, chunk, chunk.Length, cancel);
                break;
        }
    }

    private static async Task AppendAsync(string path, byte[] bytes, int? riff, CancellationToken cancel)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        if (riff is { } more)
        {
            var head = new byte[8];
            await file.ReadExactlyAsync(head, cancel);
            // A file of more than 4 GB (RF64) keeps its sizes elsewhere: it goes without.
            if (!head.AsSpan(0, 4).SequenceEqual("RIFF"u8) || file.Length % 2 != 0 || file.Length + more > uint.MaxValue)
                return;
            file.Position = 4;
            await file.WriteAsync(LittleEndian((int)(uint)(file.Length - 8 + more)), cancel);
        }

        file.Seek(0, SeekOrigin.End);
        await file.WriteAsync(bytes, CancellationToken.None);
    }

    private static byte[] BigEndian(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] LittleEndian(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }
}
