using System.IO.Compression;
using DocumentFormat.OpenXml.Packaging;

namespace Dubbing.Script;

/// <summary>
/// Files of Office Open XML: spreadsheets and text documents. They are zip archives, so how much they unpack to is looked
/// at before, and bounded while reading.
/// </summary>
internal static class OfficeFile
{
    /// <summary>What all parts may unpack to, in bytes.</summary>
    private const long MostUnpacked = 128 << 20;

    private const int MostParts = 2_000;

    /// <summary>What one part may have, in characters.</summary>
    private const long MostCharacters = 48 << 20;

    public static bool IsPackage(byte[] bytes) => bytes is [(byte)'P', (byte)'K', 3, 4, ..];

    /// <exception cref="DubbingException">It is another archive, damaged, locked, or unpacks to too much.</exception>
    public static ScriptDocument Parse(byte[] bytes, string name, ScriptBuilder script)
    {
        try
        {
            using (var archive = new ZipArchive(new MemoryStream(bytes, writable: false)))
            {
                // Reading a part stops at the size that is declared here: an archive that lies gets no further.
                if (archive.Entries.Count > MostParts || archive.Entries.Sum(e => e.Length) > MostUnpacked)
                    throw new DubbingException(Messages.UnpacksTooLarge(name));
                var parts = archive.Entries.Select(e => e.FullName).ToHashSet(StringComparer.OrdinalIgnoreCase);
                if (!parts.Contains("[Content_Types].xml") || !(parts.Any(p => p.StartsWith("xl/", StringComparison.OrdinalIgnoreCase)) || parts.Any(p => p.StartsWith("word/", StringComparison.OrdinalIgnoreCase))))
                    throw new DubbingException(Messages.NotText(name));
                var settings = new OpenSettings { AutoSave = false, MaxCharactersInPart = MostCharacters };
                using var stream = new MemoryStream(bytes, writable: false);
                return parts.Any(p => p.StartsWith("xl/", StringComparison.OrdinalIgnoreCase))
                    ? Workbook.Parse(stream, settings, script)
                    : WordDocument.Parse(stream, settings, script);
            }
        }
        catch (Exception e) when (e is not DubbingException)
        {
            // The library documents no closed list of what a damaged file throws.
            throw new DubbingException(Messages.Damaged(name), e);
        }
    }
}
