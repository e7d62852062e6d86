using System.Text.Json;

namespace Dubbing.CommandLine;

/// <summary>A line of <c>dub speak --edits</c>: how a line shall be spoken otherwise than predicted.</summary>
/// <param name="Line">The line's number, from 1; 1 for a single text.</param>
/// <param name="Durations">Frames of each sound at rate 1, the silences at the edges included (those two keep their length).</param>
/// <param name="Pitch">Hz a frame of the sound file, 0 where the prediction stands.</param>
/// <param name="Semitones">Added to the predicted pitch of each sound.</param>
/// <param name="Energy">Decibels added to the predicted energy of each sound.</param>
/// <param name="Rate">Tempo, instead of <c>--rate</c>.</param>
internal sealed record SpokenEdits(int Line, double[]? Durations, double[]? Pitch, double[]? Semitones, double[]? Energy, double? Rate)
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow };

    /// <summary>Reads a file of one JSON object a line.</summary>
    /// <exception cref="DubbingException">There is no such file, or a line of it is something else.</exception>
    public static async Task<Dictionary<int, SpokenEdits>> ReadAsync(FileInfo? file, CancellationToken cancel)
    {
        var edits = new Dictionary<int, SpokenEdits>();
        if (file is null)
            return edits;
        var bytes = await InputFile.ReadAsync(file.FullName, nameof(Limits.DictionaryBytes), cancel);
        var number = 0;
        foreach (var line in System.Text.Encoding.UTF8.GetString(bytes).ReplaceLineEndings("\n").Split('\n'))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            try
            {
                var edit = JsonSerializer.Deserialize<SpokenEdits>(line, Strict) ?? throw new JsonException("null");
                edits[edit.Line] = edit;
            }
            catch (JsonException e)
            {
                throw new DubbingException(Messages.EditsLine(file.Name, number, e.Message), e);
            }
        }

        return edits;
    }

    /// <summary>Applies them to a line's plan.</summary>
    /// <exception cref="DubbingException">There are not as many values as sounds.</exception>
    public Speech.SpeechPlan Apply(Speech.SpeechPlan plan)
    {
        foreach (var (name, values) in new[] { ("semitones", Semitones), ("energy", Energy) })
        {
            if (values is not null && values.Length != plan.Durations.Count)
                throw new DubbingException(Messages.EditsCount(name, plan.Durations.Count, values.Length));
        }

        var edited = Semitones is not null || Energy is not null;
        return plan with
        {
            Durations = Durations ?? plan.Durations,
            Pitch = Pitch,
            Edits = edited ? [.. plan.Durations.Select((_, i) => new Speech.PhonemeEdit(1, Semitones is null ? null : [Semitones[i]], Energy?[i] ?? 0))] : null,
        };
    }
}
