using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace Dubbing;

/// <summary>
/// How much of everything is taken in, asked wherever something enters: typing, pasting, importing, project files, uploads and the
/// command line. The defaults are beyond what people make; each can be raised with the setting <c>Limits:NAME</c>, on the
/// command line too with the variable <c>Limits__NAME</c>. Behind them memory stays bounded all the same.
/// </summary>
public sealed class Limits
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "Limits";

    private const string Prefix = Section + "__";

    // Before what is read with it: static members get their values in this order.
    // Made when asked for: the limits are read while this class comes to life.
    private static IEnumerable<PropertyInfo> All => typeof(Limits).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite);

    /// <summary>The limits of this program: those of the environment's variables, until <see cref="Use"/> sets others.</summary>
    public static Limits Current { get; private set; } = FromEnvironment(out _);

    /// <summary>Characters (UTF-16 units) in a line of a script; some 15 minutes of speech.</summary>
    [Range(1, 1_000_000)]
    public int LineCharacters { get; set; } = 5_000;

    /// <summary>Lines in a script.</summary>
    [Range(1, 1_000_000)]
    public int ScriptLines { get; set; } = 20_000;

    /// <summary>Bytes of a script file.</summary>
    [Range(1, 1L << 30)]
    public long ScriptBytes { get; set; } = 10 << 20;

    /// <summary>Characters in a name: of a project, speaker, version, voice or file.</summary>
    [Range(1, 10_000)]
    public int NameCharacters { get; set; } = 200;

    /// <summary>Speakers in a script.</summary>
    [Range(1, 100_000)]
    public int Speakers { get; set; } = 500;

    /// <summary>Pause marks in a line.</summary>
    [Range(1, 100_000)]
    public int PausesInLine { get; set; } = 500;

    /// <summary>The time on a timeline up to which a line or sound may lie, in seconds.</summary>
    [Range(60, 30 * 86_400)]
    public double TimelineSeconds { get; set; } = 100 * 3_600;

    /// <summary>Words in a dictionary, and in a file of words.</summary>
    [Range(1, 10_000_000)]
    public int DictionaryWords { get; set; } = 200_000;

    /// <summary>Bytes of a file of words.</summary>
    [Range(1, 1L << 30)]
    public long DictionaryBytes { get; set; } = 32 << 20;

    /// <summary>Bytes of an upload.</summary>
    [Range(1, 1L << 50)]
    public long UploadBytes { get; set; } = 50L << 30;

    /// <summary>Uploads that are on their way at once.</summary>
    [Range(1, 10_000)]
    public int OpenUploads { get; set; } = 20;

    /// <summary>Length of a medium, in seconds.</summary>
    [Range(1, 30 * 86_400)]
    public double MediaSeconds { get; set; } = 24 * 3_600;

    /// <summary>Pixels of a picture, width times height: 8K and somewhat more.</summary>
    [Range(1, 1 << 30)]
    public int MediaPixels { get; set; } = 8_192 * 5_120;

    /// <summary>Pictures a second.</summary>
    [Range(1, 10_000)]
    public double MediaFrameRate { get; set; } = 300;

    /// <summary>Lowest rate of a sound, samples a second (Hz).</summary>
    [Range(1, 1_000_000)]
    public int SoundRateLeast { get; set; } = 2_000;

    /// <summary>Highest rate of a sound, samples a second (Hz).</summary>
    [Range(1, 100_000_000)]
    public int SoundRateMost { get; set; } = 768_000;

    /// <summary>Channels of a sound.</summary>
    [Range(1, 1_024)]
    public int SoundChannels { get; set; } = 64;

    /// <summary>Entries in an archive: a project's file, a workbook, a document.</summary>
    [Range(1, 10_000_000)]
    public int ArchiveEntries { get; set; } = 200_000;

    /// <summary>How many times its packed size an entry of an archive, and an archive as a whole, may unpack to.</summary>
    [Range(1, 100_000)]
    public int ArchiveRatio { get; set; } = 100;

    /// <summary>Bytes that an archive may unpack to in all.</summary>
    [Range(1, 1L << 50)]
    public long ArchiveBytes { get; set; } = 100L << 30;

    /// <summary>Bytes of the script and settings in a project's file.</summary>
    [Range(1, 1L << 32)]
    public long ManifestBytes { get; set; } = 128 << 20;

    /// <summary>How deep the elements of an XML document or the values of a JSON document may lie in each other.</summary>
    [Range(8, 1_024)]
    public int XmlDepth { get; set; } = 64;

    /// <summary>Bytes of XML in one part of a document.</summary>
    [Range(1, 1L << 32)]
    public long XmlBytes { get; set; } = 200 << 20;

    /// <summary>Sets the limits of this program; once, at its start.</summary>
    /// <exception cref="DubbingException">One of them is out of its range.</exception>
    public static void Use(Limits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        if (limits.Problems().FirstOrDefault() is { } problem)
            throw new DubbingException(problem);
        Current = limits;
    }

    /// <summary>The limits that the variables <c>Limits__NAME</c> set; a value that is none is told.</summary>
    public static Limits FromEnvironment(out IReadOnlyList<Message> problems)
    {
        var (limits, found) = (new Limits(), new List<Message>());
        foreach (var limit in All)
        {
            if (Environment.GetEnvironmentVariable(Prefix + limit.Name) is not { Length: > 0 } text)
                continue;
            try
            {
                limit.SetValue(limits, Convert.ChangeType(text, limit.PropertyType, CultureInfo.InvariantCulture));
            }
            catch (Exception e) when (e is FormatException or OverflowException)
            {
                found.Add(Messages.LimitRange(Prefix + limit.Name, text, RangeOf(limit).Minimum, RangeOf(limit).Maximum));
            }
        }

        found.AddRange(limits.Problems());
        problems = found;
        return found.Count == 0 ? limits : new Limits();
    }

    /// <summary>What is out of its range.</summary>
    public IEnumerable<Message> Problems()
    {
        foreach (var limit in All)
        {
            var value = limit.GetValue(this)!;
            // As numbers of one kind: the attribute's own comparison overflows on what is far outside.
            var (number, least, most) = (Convert.ToDouble(value, CultureInfo.InvariantCulture), Convert.ToDouble(RangeOf(limit).Minimum, CultureInfo.InvariantCulture), Convert.ToDouble(RangeOf(limit).Maximum, CultureInfo.InvariantCulture));
            if (!(number >= least && number <= most))
                yield return Messages.LimitRange(Prefix + limit.Name, Convert.ToString(value, CultureInfo.InvariantCulture)!, RangeOf(limit).Minimum, RangeOf(limit).Maximum);
        }

        if (SoundRateLeast > SoundRateMost)
            yield return Messages.LimitRange(Prefix + nameof(SoundRateLeast), SoundRateLeast.ToString(CultureInfo.InvariantCulture), 1, SoundRateMost);
    }

    /// <summary>What is wrong with a line's text; null when nothing is.</summary>
    public Message? OfLine(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length > LineCharacters ? Messages.LineTooLong(text.Length, LineCharacters, Prefix + nameof(LineCharacters)) : null;
    }

    /// <summary>What is wrong with a name; null when nothing is.</summary>
    public Message? OfName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length > NameCharacters ? Messages.NameTooLong(name.Length, NameCharacters, Prefix + nameof(NameCharacters)) : null;
    }

    /// <summary>What is wrong with the size of a script; null when nothing is.</summary>
    public Message? OfLines(int lines) => lines > ScriptLines ? Messages.TooManyLines(lines, ScriptLines, Prefix + nameof(ScriptLines)) : null;

    /// <summary>What is wrong with the number of speakers; null when nothing is.</summary>
    public Message? OfSpeakers(int speakers) => speakers > Speakers ? Messages.TooManySpeakers(speakers, Speakers, Prefix + nameof(Speakers)) : null;

    /// <summary>What is wrong with the number of pause marks in a line; null when nothing is.</summary>
    public Message? OfPauses(int pauses) => pauses > PausesInLine ? Messages.TooManyPauses(pauses, PausesInLine, Prefix + nameof(PausesInLine)) : null;

    /// <summary>What is wrong with a time on the timeline, in seconds; null when nothing is.</summary>
    public Message? OfTime(double seconds) => seconds > TimelineSeconds ? Messages.TimeTooLate(seconds, TimelineSeconds, Prefix + nameof(TimelineSeconds)) : null;

    /// <summary>What is wrong with the number of words in a dictionary; null when nothing is.</summary>
    public Message? OfWords(int words) => words > DictionaryWords ? Messages.TooManyWords(words, DictionaryWords, Prefix + nameof(DictionaryWords)) : null;

    /// <summary>What is wrong with a picture; null when nothing is.</summary>
    /// <param name="file">The file, for the message.</param>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="frameRate">Pictures a second.</param>
    public Message? OfPicture(string file, int width, int height, double frameRate) =>
        width <= 0 || height <= 0 ? Messages.PictureEmpty(file, width, height)
        : (long)width * height > MediaPixels ? Messages.PictureTooLarge(file, width, height, MediaPixels, Prefix + nameof(MediaPixels))
        : frameRate > MediaFrameRate ? Messages.FrameRateTooHigh(file, frameRate, MediaFrameRate, Prefix + nameof(MediaFrameRate))
        : null;

    /// <summary>What is wrong with a sound; null when nothing is.</summary>
    /// <param name="file">The file, for the message.</param>
    /// <param name="sampleRate">Samples a second (Hz).</param>
    /// <param name="channels">How many.</param>
    public Message? OfSound(string file, int sampleRate, int channels) =>
        sampleRate < SoundRateLeast || sampleRate > SoundRateMost ? Messages.SoundRate(file, sampleRate, SoundRateLeast, SoundRateMost, Prefix + (sampleRate < SoundRateLeast ? nameof(SoundRateLeast) : nameof(SoundRateMost)))
        : channels < 1 || channels > SoundChannels ? Messages.SoundChannels(file, channels, SoundChannels, Prefix + nameof(SoundChannels))
        : null;

    /// <summary>What is wrong with the length of a medium; null when nothing is.</summary>
    /// <param name="file">The file, for the message.</param>
    /// <param name="seconds">Its length.</param>
    public Message? OfLength(string file, double seconds) =>
        !double.IsFinite(seconds) || seconds > MediaSeconds ? Messages.MediaTooLong(file, seconds / 3_600, MediaSeconds / 3_600, Prefix + nameof(MediaSeconds)) : null;

    /// <summary>What is wrong with the size of a file; null when nothing is.</summary>
    /// <param name="file">The file, for the message.</param>
    /// <param name="bytes">Its size.</param>
    /// <param name="limit">The name of the limit, e.g. <see cref="ScriptBytes"/>.</param>
    public Message? OfFile(string file, long bytes, string limit)
    {
        var most = Convert.ToInt64(typeof(Limits).GetProperty(limit)!.GetValue(this), CultureInfo.InvariantCulture);
        return bytes > most ? Messages.FileTooLarge(file, Megabytes(bytes), Megabytes(most), Prefix + limit) : null;
    }

    /// <summary>What is wrong with an archive; null when nothing is.</summary>
    /// <param name="file">The archive, for the message.</param>
    /// <param name="entries">How many entries it has.</param>
    /// <param name="bytes">What it unpacks to, in bytes.</param>
    public Message? OfArchive(string file, long entries, long bytes) =>
        entries > ArchiveEntries ? Messages.TooManyEntries(file, entries, ArchiveEntries, Prefix + nameof(ArchiveEntries))
        : bytes > ArchiveBytes ? Messages.FileTooLarge(file, Megabytes(bytes), Megabytes(ArchiveBytes), Prefix + nameof(ArchiveBytes))
        : null;

    /// <summary>What is wrong with an entry of an archive; null when nothing is. Entries below a megabyte may be of any ratio.</summary>
    /// <param name="entry">The entry, for the message.</param>
    /// <param name="packed">Its size in the archive, in bytes.</param>
    /// <param name="unpacked">What it unpacks to, in bytes.</param>
    public Message? OfEntry(string entry, long packed, long unpacked) =>
        unpacked > 1 << 20 && unpacked / ArchiveRatio > Math.Max(1, packed) ? Messages.EntryRatio(entry, unpacked / Math.Max(1, packed), ArchiveRatio, Prefix + nameof(ArchiveRatio)) : null;

    /// <summary>What is wrong with how much an archive swells in all: many small entries, each within its limits, fill a disk as well as a large one.</summary>
    /// <param name="file">The archive, for the message.</param>
    /// <param name="packed">Its size, in bytes.</param>
    /// <param name="unpacked">What it unpacks to, in bytes.</param>
    public Message? OfSwelling(string file, long packed, long unpacked) =>
        unpacked > 64L << 20 && unpacked / ArchiveRatio > Math.Max(1, packed) ? Messages.EntryRatio(file, unpacked / Math.Max(1, packed), ArchiveRatio, Prefix + nameof(ArchiveRatio)) : null;

    /// <summary>What to say of a document whose parts lie too deep in each other.</summary>
    public Message TooDeep(string file) => Messages.TooDeep(file, XmlDepth, Prefix + nameof(XmlDepth));

    private static RangeAttribute RangeOf(PropertyInfo limit) => limit.GetCustomAttribute<RangeAttribute>()!;

    private static double Megabytes(long bytes) => Math.Round(bytes / (double)(1 << 20), 1);
}
