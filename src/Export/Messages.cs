using System.Resources;

namespace Dubbing.Export;

/// <summary>What this stage tells the user.</summary>
internal static class Messages
{
    private static readonly ResourceManager Texts = new("Dubbing.Export.Messages", typeof(Messages).Assembly);

    public static Message MediaGone(string file) => new(Texts, nameof(MediaGone), file);

    public static Message DiskFull(string file) => new(Texts, nameof(DiskFull), file);

    public static Message UnknownStyle(string style, string known) => new(Texts, nameof(UnknownStyle), style, known);

    public static Message StyleUnreadable(string file) => new(Texts, nameof(StyleUnreadable), file);

    public static Message StyleField(string file, string field, string known) => new(Texts, nameof(StyleField), file, field, known);

    public static Message StyleValue(string file, string field, string wanted) => new(Texts, nameof(StyleValue), file, field, wanted);

    public static Message FreezeOutside(double at, double seconds) => new(Texts, nameof(FreezeOutside), at, seconds);

    public static Message PartOutside(double from, double to, double seconds) => new(Texts, nameof(PartOutside), from, to, seconds);
}
