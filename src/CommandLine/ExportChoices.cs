using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using Dubbing.Export;
using Dubbing.Media;
using Dubbing.Mix;
using Dubbing.Session;
using Dubbing.Speech;
using Dubbing.Timeline;

namespace Dubbing.CommandLine;

/// <summary>The command line cannot be followed: exit code 2.</summary>
internal sealed class UsageException : DubbingException
{
    /// <summary>Makes it.</summary>
    /// <param name="message">Which option, and what it takes.</param>
    public UsageException(Message message)
        : base(message) => Fault = Fault.Usage;
}

/// <summary>Where the notice of synthetic speech goes.</summary>
[Flags]
internal enum NoticePlaces
{
    None = 0,
    Metadata = 1,
    Picture = 2,
    Speech = 4,
}

/// <summary>In which shapes finished work leaves, as the command line asks. Times are the video's own.</summary>
internal sealed record ExportChoices
{
    public DeliveryOptions Options { get; init; } = new();

    public NoticePlaces Notice { get; init; } = NoticePlaces.Metadata;

    public double Lufs { get; init; } = Mixer.TargetLufs;

    /// <summary>Whether the file's metadata say that the speech is synthetic.</summary>
    public bool InMetadata => Notice.HasFlag(NoticePlaces.Metadata);

    /// <summary>What the session is asked for.</summary>
    /// <param name="voice">Who says the notice, where it is spoken.</param>
    public DubFinish Finish(Voice voice) => new() { Options = Options, Lufs = Lufs, NoticeVoice = Notice.HasFlag(NoticePlaces.Speech) ? voice : null };

    /// <summary>Whether a caption track was asked for, and is not only what comes by itself.</summary>
    public bool CaptionsAsked { get; init; }

    /// <summary>Refuses what this medium cannot become, as soon as it is known and before any work.</summary>
    /// <param name="info">The medium.</param>
    /// <param name="name">What the user calls it.</param>
    /// <exception cref="UsageException">Something is asked of a picture that is not there, or lies outside the medium.</exception>
    public void Require(MediaInfo info, string name)
    {
        var needing = Options.Captions == CaptionPlace.Burn ? "--captions burn" : Options.NoticeInPicture ? "--notice picture" : CaptionsAsked && Options.Captions == CaptionPlace.Soft ? "--captions soft" : null;
        if (info.Video is null && needing is not null)
            throw new UsageException(Messages.NeedsPicture(needing, name));
        if (Options.From >= info.Seconds)
            throw new UsageException(Messages.OutsideMedium("--from", ScriptRender.Time(TimeSpan.FromSeconds(Options.From)), name, ScriptRender.Time(TimeSpan.FromSeconds(info.Seconds))));
        if (Options.Map.Freezes.FirstOrDefault(f => f.At > info.Seconds + 0.05) is { Seconds: > 0 } late)
            throw new UsageException(Messages.OutsideMedium("--freeze", ScriptRender.Time(TimeSpan.FromSeconds(late.At)), name, ScriptRender.Time(TimeSpan.FromSeconds(info.Seconds))));
    }
}

/// <summary>The options of <c>dub render</c> that say in which shapes finished work leaves.</summary>
internal sealed partial class ExportOptions
{
    private const double QuietestLufs = -40, LoudestLufs = -5;

    /// <summary>A wait longer than this is a slip of the pen, in seconds.</summary>
    private const double LongestFreeze = 600;

    /// <summary>All waits together, in seconds: many of them are a film of their own.</summary>
    private const double LongestFreezes = 3_600;

    private readonly Option<CaptionPlace> captions = new("--captions") { Description = "soft (a track), burn (part of the picture) or none", DefaultValueFactory = _ => CaptionPlace.Soft };
    private readonly Option<string?> style = new("--caption-style") { Description = "For --captions burn: " + string.Join(", ", CaptionStyle.Named.Keys) + ", or a JSON or ASS file", HelpName = "FILE|NAME" };
    private readonly Option<string?> stems = new("--stems") { Description = "Also write the parts of the mix as WAV files: original, music, effects, dub-NAME", HelpName = "FOLDER" };
    private readonly Option<string?> zip = new("--lines-zip") { Description = "Also write every line as a WAV file into a ZIP, with a CSV beside it", HelpName = "FILE" };
    private readonly Option<string?> subtitles = new("--subtitles") { Description = "Also write the captions: " + string.Join(", ", DeliveryOptions.SubtitleExtensions), HelpName = "FILE" };
    private readonly Option<string> notice = new("--notice") { Description = "Where the notice of synthetic speech goes: metadata, picture, speech (several with commas), or none", DefaultValueFactory = _ => "metadata" };
    private readonly Option<bool> noNotice = new("--no-notice") { Description = "The same as --notice none" };
    private readonly Option<string?> lufs = new("--lufs") { Description = "Integrated loudness: -14, -16 (default), -18, -23 …", HelpName = "N" };
    private readonly Option<string?> from = new("--from") { Description = "First moment of the video to export: seconds, or minutes and hours with colons", HelpName = "TIME" };
    private readonly Option<string?> to = new("--to") { Description = "Last moment of the video to export", HelpName = "TIME" };
    private readonly Option<string?> editList = new("--edit-list") { Description = "Also write the timeline for another editor: " + string.Join(", ", DeliveryOptions.EditListExtensions), HelpName = "FILE" };
    private readonly Option<string[]> freeze = new("--freeze") { Description = "Let the picture wait, e.g. 0:30=2 (may be given several times)", HelpName = "TIME=SECONDS", DefaultValueFactory = _ => [] };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[captions, style, stems, zip, subtitles, notice, noNotice, lufs, from, to, editList, freeze])
            command.Options.Add(option);
    }

    /// <summary>Reads and checks them before any work begins.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="output">The finished file.</param>
    /// <param name="inputs">Files that are read, which nothing may be written over.</param>
    /// <exception cref="UsageException">One of them cannot be followed.</exception>
    public ExportChoices Read(ParseResult result, FileInfo output, IEnumerable<FileInfo> inputs)
    {
        var sound = !ExportTarget.Check(output.FullName, inputs.Select(i => i.FullName)).HoldsPicture;
        if (result.GetValue(noNotice) && Asked(result, notice) && Places(result.GetValue(notice)!) != NoticePlaces.None)
            throw new UsageException(Messages.Conflict("--no-notice", "--notice " + result.GetValue(notice)));
        var places = result.GetValue(noNotice) ? NoticePlaces.None : Places(result.GetValue(notice)!);
        var place = result.GetValue(captions);
        if (sound && ((Asked(result, captions) && place != CaptionPlace.None) || places.HasFlag(NoticePlaces.Picture)))
            throw new UsageException(Messages.NeedsPicture(Asked(result, captions) && place != CaptionPlace.None ? "--captions " + (place == CaptionPlace.Burn ? "burn" : "soft") : "--notice picture", output.Name));
        if (result.GetValue(style) is not null && place != CaptionPlace.Burn)
            throw new UsageException(Messages.OptionNeeds("--caption-style", "--captions burn"));
        var (first, last) = (Time(result, from) ?? 0, Time(result, to));
        if (last <= first)
            throw new UsageException(Messages.FromAfterTo());
        var freezes = result.GetValue(freeze)!.SelectMany(f => f.Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Select(Freeze).ToList();
        if (freezes.Sum(f => f.Seconds) > LongestFreezes)
            throw new UsageException(Messages.WrongValue("--freeze", FormattableString.Invariant($"{freezes.Sum(f => f.Seconds):0} s"), FormattableString.Invariant($"0 … {LongestFreezes} s")));
        var look = result.GetValue(style) is { } named ? CaptionStyle.Load(named) : new CaptionStyle();
        var choices = new ExportChoices
        {
            Notice = places,
            Lufs = result.GetValue(lufs) is { } loudness ? Number(loudness, QuietestLufs, LoudestLufs) ?? throw new UsageException(Messages.WrongValue("--lufs", loudness, FormattableString.Invariant($"{QuietestLufs} … {LoudestLufs}"))) : Mixer.TargetLufs,
            CaptionsAsked = Asked(result, captions),
            Options = new DeliveryOptions
            {
                From = first,
                To = last,
                Captions = result.GetValue(captions),
                Style = look,
                Map = new TimeMap(freezes),
                NoticeInPicture = places.HasFlag(NoticePlaces.Picture),
                Stems = result.GetValue(stems) is { } folder ? Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)) : null,
                LinesZip = FileOf(result, zip, [".zip"]),
                Subtitles = FileOf(result, subtitles, DeliveryOptions.SubtitleExtensions) is { } captionFile ? [captionFile] : [],
                EditLists = FileOf(result, editList, DeliveryOptions.EditListExtensions) is { } list ? [list] : [],
            },
        };
        List<string> read = [.. inputs.Select(i => i.FullName), .. result.GetValue(style) is { } styleFile && File.Exists(styleFile) ? [Path.GetFullPath(styleFile)] : (string[])[]];
        Distinct([output.FullName, choices.Options.LinesZip, TableOf(choices.Options.LinesZip), .. choices.Options.Subtitles, .. choices.Options.EditLists], read);
        if (choices.Options.Stems is { } stemFolder)
            RequireFolder("--stems", stemFolder, read);
        foreach (var edits in choices.Options.EditLists)
            RequireFolder("--edit-list", Delivery.LinesFolderOf(edits), []);
        return choices;
    }

    private static bool Asked(ParseResult result, Option option) => result.GetResult(option) is { Implicit: false };

    /// <summary>The table that lies beside a ZIP of lines.</summary>
    private static string? TableOf(string? zip) => zip is null ? null : LineFiles.TableBeside(zip);

    /// <summary>Nothing that is written, asked for by name or beside something else, replaces what is read or written too; adds what is written to what is read.</summary>
    private static void Distinct(IEnumerable<string?> written, List<string> read)
    {
        foreach (var path in written.OfType<string>())
        {
            if (read.Exists(r => SameFile.Are(r, path)))
                throw new UsageException(Messages.SameFile(Path.GetFileName(path)));
            try
            {
                OutputFile.Require(path);
            }
            catch (DubbingException e)
            {
                throw new UsageException(e.UserMessage);
            }

            read.Add(path);
        }
    }

    /// <summary>A folder that files are written into: no file, and none of the files that are read or written elsewhere has the name of a stem in it.</summary>
    private static void RequireFolder(string option, string folder, List<string> others)
    {
        for (var part = folder; part is { Length: > 0 } && !Directory.Exists(part); part = Path.GetDirectoryName(part))
        {
            if (File.Exists(part) || others.Exists(o => o == part))
                throw new UsageException(Messages.NotAFolder(option, part));
        }

        if (others.Find(o => Path.GetDirectoryName(o) == folder && StemWriter.IsName(Path.GetFileName(o))) is { } taken)
            throw new UsageException(Messages.SameFile(Path.GetFileName(taken)));
    }

    private static string? FileOf(ParseResult result, Option<string?> option, IReadOnlyList<string> extensions) => result.GetValue(option) switch
    {
        null => null,
        var path when extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase) => Path.GetFullPath(path),
        var path => throw new UsageException(Messages.WrongExtension(option.Name, Path.GetFileName(path), string.Join(", ", extensions))),
    };

    private static NoticePlaces Places(string text)
    {
        var places = NoticePlaces.None;
        var parts = text.Split([',', ' ', '+'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        foreach (var part in parts)
        {
            places |= part.ToUpperInvariant() switch
            {
                "METADATA" => NoticePlaces.Metadata,
                "PICTURE" => NoticePlaces.Picture,
                "SPEECH" => NoticePlaces.Speech,
                "NONE" when parts.Length == 1 => NoticePlaces.None,
                _ => throw new UsageException(Messages.WrongValue("--notice", text, "metadata, picture, speech, none")),
            };
        }

        return places;
    }

    private static Freeze Freeze(string text)
    {
        var parts = text.Split('=', StringSplitOptions.TrimEntries);
        return parts.Length == 2 && TryTime(parts[0], out var at) && TryTime(parts[1], out var seconds) && seconds is > 0 and <= LongestFreeze
            ? new Freeze(at, seconds)
            : throw new UsageException(Messages.WrongValue("--freeze", text, "TIME=SECONDS (0:30=2)"));
    }

    private static double? Time(ParseResult result, Option<string?> option) => result.GetValue(option) is not { } text ? null
        : TryTime(text, out var seconds) ? seconds : throw new UsageException(Messages.WrongValue(option.Name, text, "90, 1:30, 0:01:30.500"));

    /// <summary>Seconds, with or without <c>s</c>; or hours, minutes and seconds with colons.</summary>
    internal static bool TryTime(string text, out double seconds)
    {
        seconds = 0;
        if (Clock().Match(text.Trim()) is not { Success: true } match)
            return false;
        foreach (var (name, unit) in (ReadOnlySpan<(string, double)>)[("h", 3600), ("m", 60), ("s", 1)])
        {
            if (match.Groups[name] is { Success: true, Value: var value })
                seconds += unit * double.Parse(value.Replace(',', '.'), CultureInfo.InvariantCulture);
        }

        return seconds < 1e6;
    }

    private static double? Number(string text, double least, double most) =>
        double.TryParse(text.Replace('−', '-'), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number : null;

    [GeneratedRegex(@"\A(?:(?:(?<h>\d{1,4}):)?(?<m>\d{1,5}):)?(?<s>\d{1,7}(?:[.,]\d{1,6})?)\s*s?\z|\A(?:(?<h>\d{1,4})h)?(?:(?<m>\d{1,5})m)?(?:(?<s>\d{1,7}(?:[.,]\d{1,6})?)s)?(?<=.)\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Clock();
}
