namespace Dubbing.Studio.Projects;

/// <summary>How a speaker speaks: what most of the speaker's lines have, and new ones begin with.</summary>
/// <param name="Rate">Tempo.</param>
/// <param name="PitchShift">Semitones.</param>
internal sealed record SpeakerManner(double Rate, double PitchShift)
{
    /// <summary>The manners of the speakers of some lines, by name.</summary>
    public static IReadOnlyDictionary<string, SpeakerManner> Of(IEnumerable<ScriptLine> lines) => lines
        .Where(l => l.Speaker is not null)
        .GroupBy(l => l.Speaker!)
        .ToDictionary(g => g.Key, g => new SpeakerManner(Most(g.Select(l => l.Rate)), Most(g.Select(l => l.PitchShift))));

    /// <summary>Gives a line the manner of its speaker, where it has none of its own yet.</summary>
    public static ScriptLine Give(ScriptLine line, IReadOnlyDictionary<string, SpeakerManner> manners)
    {
        if (line is { Speaker: { } speaker, Rate: 1, PitchShift: 0 } && manners.GetValueOrDefault(speaker) is { } manner)
            (line.Rate, line.PitchShift) = (manner.Rate, manner.PitchShift);
        return line;
    }

    private static double Most(IEnumerable<double> values) => values.GroupBy(v => v).MaxBy(v => v.Count())!.Key;
}
