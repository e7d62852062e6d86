using System.Resources;

namespace Dubbing.Media;

/// <summary>What this stage tells the user.</summary>
internal static class Messages
{
    private static readonly ResourceManager Texts = new("Dubbing.Media.Messages", typeof(Messages).Assembly);

    public static Message ToolMissing(string tool) => new(Texts, nameof(ToolMissing), tool);

    public static Message ToolFailed(string tool, string why) => new(Texts, nameof(ToolFailed), tool, why);

    public static Message WasKilled(string tool) => new(Texts, nameof(WasKilled), tool);

    public static Message TookTooLong(string tool) => new(Texts, nameof(TookTooLong), tool);

    public static Message DiskFull() => new(Texts, nameof(DiskFull));

    public static Message FileMissing(string file) => new(Texts, nameof(FileMissing), file);

    public static Message NotMedia(string file) => new(Texts, nameof(NotMedia), file);

    public static Message NoLength(string file) => new(Texts, nameof(NoLength), file);

    public static Message PictureSubtitles(int track, string codec) => new(Texts, nameof(PictureSubtitles), track, codec);

    public static Message SubtitlesTooLarge(int track) => new(Texts, nameof(SubtitlesTooLarge), track);
}
