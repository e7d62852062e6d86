using System.Text;

namespace Dubbing.Studio.Data;

/// <summary>What a client said of its upload: the header <c>Upload-Metadata</c> of the tus protocol.</summary>
internal static class UploadMetadata
{
    /// <summary>Reads <c>key base64, key base64 …</c>; a key may stand without a value.</summary>
    internal static bool TryRead(string text, out Dictionary<string, string> metadata)
    {
        metadata = new(StringComparer.OrdinalIgnoreCase);
        foreach (var pair in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var value = new byte[pair.Length];
            var written = 0;
            if (parts.Length is 0 or > 2 || (parts.Length == 2 && !Convert.TryFromBase64String(parts[1], value, out written)))
                return false;
            if (!metadata.TryAdd(parts[0], Encoding.UTF8.GetString(value, 0, written)))
                return false;
        }

        return true;
    }
}
