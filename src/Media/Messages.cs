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

    public static Message IndexMissing(string file) => new(Texts, nameof(IndexMissing), file);

    public static Message PictureCut(string file, double end, double promised) => new(Texts, nameof(PictureCut), file, Clock(end), Clock(promised));

    public static Message SoundCut(string file, double end, double promised) => new(Texts, nameof(SoundCut), file, Clock(end), Clock(promised));

    public static Message FileCut(string file, double end, double promised) => new(Texts, nameof(FileCut), file, Clock(end), Clock(promised));

    public static Message NoDecoder(string file, string tracks) => new(Texts, nameof(NoDecoder), file, tracks);

    public static Message OtherTrack(string usual, string used) => new(Texts, nameof(OtherTrack), usual, used);

    public static Message TrackTaken(string used, string tracks) => new(Texts, nameof(TrackTaken), used, tracks);

    public static Message NoSuchTrack(string file, string asked, string tracks) => new(Texts, nameof(NoSuchTrack), file, asked, tracks);

    public static Message PictureSubtitles(int track, string codec) => new(Texts, nameof(PictureSubtitles), track, codec);

    public static Message SubtitlesTooLarge(int track) => new(Texts, nameof(SubtitlesTooLarge), track);

    private static string Clock(double seconds) => TimeSpan.FromSeconds(Math.Round(Math.Max(0, seconds), 1)).ToString(seconds < 3600 ? @"m\:ss\.f" : @"h\:mm\:ss", System.Globalization.CultureInfo.InvariantCulture);
}
