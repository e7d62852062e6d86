using System.Text.Json;
using Dubbing.Readings;

namespace Dubbing.Laboratory.Training;

/// <summary>What the training recipe asks of the product, so that model and reading share one definition.</summary>
public static class TrainingFeatures
{
    /// <summary>Writes the inventory: symbols in order and the number of tones, positions and phrase ends, as JSON.</summary>
    public static void WriteInventory(TextWriter output) => output.WriteLine(JsonSerializer.Serialize(new
    {
        symbols = PhonemeInventory.Symbols,
        tones = PhonemeFeatures.ToneCount,
        positions = PhonemeFeatures.PositionCount,
        ends = Enum.GetNames<PhraseEnd>(),
    }, Plain));

    /// <summary>Reads label lines and writes a line of features for each.</summary>
    /// <returns>False after the first label that no reading can produce; it is named on <paramref name="errors"/>.</returns>
    public static bool Convert(TextReader labels, TextWriter output, TextWriter errors)
    {
        while (labels.ReadLine() is { } line)
        {
            if (line.Length == 0)
                continue;
            try
            {
                var label = JsonSerializer.Deserialize<TrainingLabel>(line) ?? throw new FormatException("an empty label");
                var f = PhonemeFeatures.Of(label.ToReading());
                output.WriteLine(JsonSerializer.Serialize(new
                {
                    id = label.Id,
                    symbols = f.Symbols,
                    tones = f.Tones,
                    ends = f.Ends,
                    from_start = f.FromStart,
                    to_end = f.ToEnd,
                }, Plain));
            }
            catch (Exception e) when (e is FormatException or JsonException)
            {
                errors.WriteLine(e.Message);
                return false;
            }
        }

        return true;
    }

    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
