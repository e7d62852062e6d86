using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dubbing.Speech;

/// <summary>
/// What the user changed at the sounds of a line, kept with the sounds it was done to: when the line's text is changed later,
/// what was done to the sounds before and after the change stays.
/// </summary>
public sealed class PhonemeEdits
{
    private static readonly JsonSerializerOptions Short = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly List<Kept> sounds;

    private PhonemeEdits(List<Kept> sounds) => this.sounds = sounds;

    /// <summary>No edits.</summary>
    public static PhonemeEdits None { get; } = new([]);

    /// <summary>The edits of a plan, as they are to be kept.</summary>
    public static PhonemeEdits Of(SpeechPlan plan) =>
        plan.Edits is { } edits && edits.Any(e => e is not null)
            ? new PhonemeEdits([.. plan.Reading.Phonemes.Select((p, i) => new Kept(p.Symbol, edits[i]))])
            : None;

    /// <summary>What <see cref="ToString"/> wrote; no edits for null and for what cannot be read.</summary>
    public static PhonemeEdits Parse(string? text)
    {
        try
        {
            // What a stranger's project keeps may have nothing where a sound should be.
            return text is not null && JsonSerializer.Deserialize<List<Kept>>(text, Short) is { } kept && kept.TrueForAll(k => k?.Sound is not null) ? new PhonemeEdits(kept) : None;
        }
        catch (JsonException)
        {
            return None;
        }
    }

    /// <summary>JSON: a sound with its symbol and, where something was changed, what; null for no edits.</summary>
    public override string? ToString() => sounds.Count == 0 ? null : JsonSerializer.Serialize(sounds, Short);

    /// <summary>The plan with these edits, as far as its sounds are those that were edited.</summary>
    public SpeechPlan On(SpeechPlan plan)
    {
        var now = plan.Reading.Phonemes;
        var (before, after) = (0, 0);
        var most = Math.Min(now.Count, sounds.Count);
        while (before < most && now[before].Symbol == sounds[before].Sound)
            before++;
        while (after < most - before && now[^(after + 1)].Symbol == sounds[^(after + 1)].Sound)
            after++;
        PhonemeEdit?[] edits =
        [
            .. sounds.Take(before).Select(s => s.Edit),
            .. Enumerable.Repeat<PhonemeEdit?>(null, now.Count - before - after),
            .. sounds.Skip(sounds.Count - after).Select(s => s.Edit),
        ];
        return edits.All(e => e is null) ? plan : plan with { Edits = edits };
    }

    private sealed record Kept(string Sound, PhonemeEdit? Edit);
}
