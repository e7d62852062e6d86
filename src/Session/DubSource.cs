using Dubbing.Export;
using Dubbing.Media;
using Dubbing.Readings.Correction;
using Dubbing.Script;
using Dubbing.Timeline;

namespace Dubbing.Session;

/// <summary>What a whole production is made of.</summary>
/// <param name="Work">Video, tracks and settings; its clips come of the lines.</param>
/// <param name="Lines">What is spoken, by the video's own times but for <see cref="Waits"/>.</param>
/// <param name="Dictionary">The user's words.</param>
/// <param name="Name">The script's or project's file, for messages.</param>
/// <param name="Problems">What is wrong with it so far; more is added.</param>
public sealed record DubSource(DubWork Work, IReadOnlyList<DubLine> Lines, ReadingDictionary? Dictionary, string Name, IList<Message> Problems)
{
    /// <summary>What is shown and not spoken.</summary>
    public IReadOnlyList<Cue> Shown { get; init; } = [];

    /// <summary>Where the picture waits already: the times of lines and sounds are those of the timeline.</summary>
    public TimeMap Waits { get; init; } = TimeMap.Same;

    /// <summary>Whether a line is missing already.</summary>
    public bool Failed { get; init; }
}

/// <summary>What a production came out as.</summary>
/// <param name="Clips">The spoken lines.</param>
/// <param name="Problems">What was wrong with the script or a line.</param>
/// <param name="LinesFailed">Whether a line is missing.</param>
/// <param name="Report">The export.</param>
/// <param name="Info">The video.</param>
public sealed record DubResult(IReadOnlyList<Clip> Clips, IReadOnlyList<Message> Problems, bool LinesFailed, ExportReport Report, MediaInfo Info);
