using System.Resources;

namespace Dubbing;

/// <summary>What is said of limits and of files that cannot be read, wherever they enter.</summary>
internal static class Messages
{
    private static readonly ResourceManager Texts = new("Dubbing.Messages", typeof(Messages).Assembly);

    public static Message LimitRange(string setting, string value, object least, object most) => new(Texts, nameof(LimitRange), setting, value, least, most);

    public static Message NoTemporaryFolder(string folder) => new(Texts, nameof(NoTemporaryFolder), folder);

    public static Message LineTooLong(int characters, int limit, string setting) => new(Texts, nameof(LineTooLong), characters, limit, setting);

    public static Message NameTooLong(int characters, int limit, string setting) => new(Texts, nameof(NameTooLong), characters, limit, setting);

    public static Message TooManyLines(int lines, int limit, string setting) => new(Texts, nameof(TooManyLines), lines, limit, setting);

    public static Message TooManySpeakers(int speakers, int limit, string setting) => new(Texts, nameof(TooManySpeakers), speakers, limit, setting);

    public static Message TooManyPauses(int pauses, int limit, string setting) => new(Texts, nameof(TooManyPauses), pauses, limit, setting);

    public static Message TimeTooLate(double seconds, double limit, string setting) => new(Texts, nameof(TimeTooLate), seconds, limit, setting);

    public static Message TooManyWords(int words, int limit, string setting) => new(Texts, nameof(TooManyWords), words, limit, setting);

    public static Message PictureEmpty(string file, int width, int height) => new(Texts, nameof(PictureEmpty), file, width, height);

    public static Message PictureTooLarge(string file, int width, int height, int limit, string setting) => new(Texts, nameof(PictureTooLarge), file, width, height, limit, setting);

    public static Message FrameRateTooHigh(string file, double rate, double limit, string setting) => new(Texts, nameof(FrameRateTooHigh), file, rate, limit, setting);

    public static Message SoundRate(string file, int rate, int least, int most, string setting) => new(Texts, nameof(SoundRate), file, rate, least, most, setting);

    public static Message SoundChannels(string file, int channels, int limit, string setting) => new(Texts, nameof(SoundChannels), file, channels, limit, setting);

    public static Message MediaTooLong(string file, double hours, double limit, string setting) => new(Texts, nameof(MediaTooLong), file, hours, limit, setting);

    public static Message FileTooLarge(string file, double megabytes, double limit, string setting) => new(Texts, nameof(FileTooLarge), file, megabytes, limit, setting);

    public static Message TooManyEntries(string file, long entries, int limit, string setting) => new(Texts, nameof(TooManyEntries), file, entries, limit, setting);

    public static Message EntryRatio(string entry, long ratio, int limit, string setting) => new(Texts, nameof(EntryRatio), entry, ratio, limit, setting);

    public static Message TooDeep(string file, int limit, string setting) => new(Texts, nameof(TooDeep), file, limit, setting);

    public static Message NoFile(string file) => new(Texts, nameof(NoFile), file);

    public static Message IsFolder(string file) => new(Texts, nameof(IsFolder), file);

    public static Message IsNoFile(string file) => new(Texts, nameof(IsNoFile), file);

    public static Message NotReadable(string file) => new(Texts, nameof(NotReadable), file);

    public static Message OutputIsInput(string file) => new(Texts, nameof(OutputIsInput), file);

    public static Message OutputIsFolder(string file) => new(Texts, nameof(OutputIsFolder), file);

    public static Message OutputIsNoFile(string file) => new(Texts, nameof(OutputIsNoFile), file);

    public static Message OutputNameTooLong(string file) => new(Texts, nameof(OutputNameTooLong), file);

    public static Message OutputFolderMissing(string folder) => new(Texts, nameof(OutputFolderMissing), folder);
}
