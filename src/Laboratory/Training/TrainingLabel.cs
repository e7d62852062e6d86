using System.Text.Json.Serialization;
using Dubbing.Readings;

namespace Dubbing.Laboratory.Training;

/// <summary>One recorded sentence with its sounds and accent phrases, as a line of a training set's label file.</summary>
/// <param name="Id">Its name in the set.</param>
/// <param name="Lang"><c>ko</c> or <c>ja</c>.</param>
/// <param name="Text">As written.</param>
/// <param name="Segments">Symbols, each with its first frame and the frame after its last (ignored here).</param>
/// <param name="Phrases">Korean <c>[syllables, mark]</c>, Japanese <c>[moras, nucleus, mark]</c>.</param>
public sealed record TrainingLabel(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("lang")] string Lang,
    [property: JsonPropertyName("text")] string Text,
    [property: JsonPropertyName("segments")] IReadOnlyList<IReadOnlyList<System.Text.Json.JsonElement>> Segments,
    [property: JsonPropertyName("phrases")] IReadOnlyList<IReadOnlyList<System.Text.Json.JsonElement>> Phrases)
{
    /// <summary>
    /// The reading that would have produced this label, so that the recipe's features come from the product's own code.
    /// </summary>
    /// <exception cref="FormatException">A symbol that no reading produces, or phrases that do not add up to the sounds.</exception>
    public Reading ToReading()
    {
        if (!LanguageCodes.TryParse(Lang, out var language))
            throw new FormatException($"{Id}: unknown language '{Lang}'");
        var symbols = Segments.Select(s => s[0].GetString()!).ToArray();
        var phrases = Phrases.Select(p => new AccentPhrase(
            p[0].GetInt32(), language == Language.Japanese ? p[1].GetInt32() : 0, End(p[^1].GetString()!), default, "")).ToArray();
        var phonemes = language == Language.Korean ? Korean(symbols, phrases) : Japanese(symbols, phrases);
        return new Reading(language, Text, phonemes, phrases);
    }

    private static PhraseEnd End(string mark) => mark switch
    {
        "" => PhraseEnd.None,
        "," => PhraseEnd.Comma,
        "?" => PhraseEnd.Question,
        "!" => PhraseEnd.Exclamation,
        _ => PhraseEnd.Period,
    };

    private List<Phoneme> Korean(string[] symbols, AccentPhrase[] phrases)
    {
        var count = new UnitCounter(Id, phrases);
        var phonemes = new List<Phoneme>();
        for (var i = 0; i < symbols.Length; i++)
        {
            var s = symbols[i];
            if (s is "sil" or "sp")
                phonemes.Add(Boundary(s == "sil" ? PhonemeInventory.Pause : s));
            else if (PhonemeInventory.KoreanVowels.Contains(s))
                phonemes.Add(count.Nucleus(s, closes: true));
            else if (i + 1 < symbols.Length && PhonemeInventory.KoreanVowels.Contains(symbols[i + 1]) && PhonemeInventory.KoreanOnsets.Contains(s))
                phonemes.Add(count.Onset(s));
            else if (PhonemeInventory.KoreanCodas.Contains("-" + s))
                phonemes.Add(count.Coda("-" + s));
            else
                throw new FormatException($"{Id}: the reading cannot produce '{s}' here");
        }

        count.Finish();
        return phonemes;
    }

    private List<Phoneme> Japanese(string[] symbols, AccentPhrase[] phrases)
    {
        var count = new UnitCounter(Id, phrases);
        var phonemes = new List<Phoneme>();
        foreach (var s in symbols)
        {
            if (s is "pau" or "sp")
                phonemes.Add(Boundary(s));
            else if (PhonemeInventory.JapaneseVowels.Contains(s) || PhonemeInventory.JapaneseMoraic.Contains(s))
                phonemes.Add(count.Nucleus(s, closes: true));
            else if (PhonemeInventory.JapaneseConsonants.Contains(s))
                phonemes.Add(count.Onset(s));
            else
                throw new FormatException($"{Id}: the reading cannot produce '{s}'");
        }

        count.Finish();
        return phonemes;
    }

    private static Phoneme Boundary(string symbol) => new(symbol, default, -1, -1, []);

    /// <summary>Deals syllables or moras out to the accent phrases, in order.</summary>
    private sealed class UnitCounter(string id, AccentPhrase[] phrases)
    {
        private int phrase;
        private int unit;

        public Phoneme Onset(string symbol) => new(symbol, default, Open(), unit, []);

        public Phoneme Nucleus(string symbol, bool closes)
        {
            var p = new Phoneme(symbol, default, Open(), unit, []);
            if (closes)
                unit++;
            return p;
        }

        public Phoneme Coda(string symbol) => unit > 0
            ? new Phoneme(symbol, default, phrase, unit - 1, [])
            : throw new FormatException($"{id}: a coda before any vowel");

        public void Finish()
        {
            if (phrase != phrases.Length - 1 || unit != phrases[phrase].Units)
                throw new FormatException($"{id}: the phrases do not add up to the sounds");
        }

        private int Open()
        {
            if (phrase < phrases.Length && unit == phrases[phrase].Units)
                (phrase, unit) = (phrase + 1, 0);
            return phrase < phrases.Length ? phrase : throw new FormatException($"{id}: more sounds than the phrases hold");
        }
    }
}
