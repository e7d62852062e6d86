namespace Dubbing.Studio.Base;

/// <summary>Names that come from or go to a user's disk.</summary>
public static class FileNames
{
    private const int Longest = 150;

    /// <summary>A name without folders and without signs that some file system refuses; never empty, at most 150 UTF-16 units with its extension.</summary>
    public static string Clean(string? name)
    {
        var last = (name ?? "").Replace('\\', '/').Split('/')[^1];
        var clean = new string([.. last.Where(c => !char.IsControl(c)).Select(c => "<>:\"|?*".Contains(c, StringComparison.Ordinal) ? '_' : c)]).Trim(' ', '.');
        if (clean.Length > Longest)
        {
            var extension = Path.GetExtension(clean);
            extension = extension.Length > 10 ? "" : extension;
            var cut = Longest - extension.Length;
            clean = clean[..(char.IsHighSurrogate(clean[cut - 1]) ? cut - 1 : cut)] + extension;
        }

        return clean.Length > 0 ? clean : "video";
    }
}
