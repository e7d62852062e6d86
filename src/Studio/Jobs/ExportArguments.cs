using System.Text.Json;

namespace Dubbing.Studio.Jobs;

/// <summary>What was chosen in the export sheet; kept with the job, so that it goes on after a restart. Times are those of the timeline, in seconds.</summary>
public sealed record ExportArguments
{
    /// <summary>The finished file's extension without its dot: mp4, mkv, webm, m4a, mp3, wav, flac; null for what suits the medium.</summary>
    public string? Format { get; init; }

    /// <summary>What becomes of the captions: soft, burn or none.</summary>
    public string Captions { get; init; } = "soft";

    /// <summary>The name of a style that has none.</summary>
    public const string OwnStyle = "own";

    /// <summary>How captions look in the picture: a style's name.</summary>
    public string Style { get; init; } = "standard";

    /// <summary>The style's values, unless it is one that comes along: a saved style may be changed or deleted while the export waits.</summary>
    public string? StyleJson { get; init; }

    /// <summary>How the finished file is called: a pattern with {project}, {language}, {date} and {format}; null for the usual name.</summary>
    public string? Name { get; init; }

    /// <summary>First second.</summary>
    public double From { get; init; }

    /// <summary>Last second; null for the end.</summary>
    public double? To { get; init; }

    /// <summary>Integrated loudness, LUFS.</summary>
    public double Lufs { get; init; } = Mix.Mixer.TargetLufs;

    /// <summary>Whether a line in the picture says that the speech is synthetic.</summary>
    public bool NoticeInPicture { get; init; }

    /// <summary>Whether a spoken sentence says so.</summary>
    public bool NoticeSpoken { get; init; }

    /// <summary>What else is made: stems, lines, and extensions of caption files and edit lists (srt, otio …).</summary>
    public IReadOnlyList<string> Extras { get; init; } = [];

    /// <summary>
    /// The codes of the languages that go in: the first is what players begin with; several go into one file with a picture. Empty for the project's first.
    /// </summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>As it was kept; the defaults where nothing readable was.</summary>
    public static ExportArguments Of(string? json)
    {
        try
        {
            return (json is null ? null : JsonSerializer.Deserialize<ExportArguments>(json)) ?? new ExportArguments();
        }
        catch (JsonException)
        {
            return new ExportArguments();
        }
    }

    /// <summary>To be kept.</summary>
    public string ToJson() => JsonSerializer.Serialize(this);
}
