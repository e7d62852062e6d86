using System.Resources;

namespace Dubbing.Export;

/// <summary>What this stage tells the user.</summary>
internal static class Messages
{
    private static readonly ResourceManager Texts = new("Dubbing.Export.Messages", typeof(Messages).Assembly);

    public static Message MediaGone(string file) => new(Texts, nameof(MediaGone), file);

    public static Message DiskFull(string file) => new(Texts, nameof(DiskFull), file);
}
