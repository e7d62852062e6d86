namespace Dubbing.Readings.Japanese;

/// <summary>
/// Which vowels are whispered (無声化): i and u between voiceless consonants, and the す of です and ます.
/// </summary>
internal static class Devoicing
{
    private static readonly HashSet<string> Voiceless = ["k", "ky", "s", "sh", "t", "ty", "ch", "ts", "h", "hy", "f", "fy", "p", "py"];

    /// <summary>Decides for each mora of a breath group.</summary>
    /// <param name="moras">All moras between two pauses.</param>
    /// <param name="isQuestion">Whether the group ends in a rise, which a final vowel must carry.</param>
    public static void Apply(List<SpokenMora> moras, bool isQuestion)
    {
        for (var i = 0; i < moras.Count; i++)
        {
            var mora = moras[i];
            var next = i + 1 < moras.Count ? moras[i + 1] : null;
            if (mora.IsDevoiced || mora.Vowel is not ("i" or "u") || !Voiceless.Contains(mora.Consonant))
                continue;
            if (IsPoliteSu(mora))
            {
                if (next is null ? !isQuestion : next.Kana is not "ー")
                    mora.Devoice();
                continue;
            }

            if (next is null || !Voiceless.Contains(next.Consonant) || IsHardPair(mora.Consonant, next.Consonant))
                continue;

            // Two whispered vowels in a row, or a whispered nucleus, would leave nothing to carry the tune.
            if (mora.IsNucleus || (i > 0 && moras[i - 1].IsDevoiced))
                continue;

            // し of a verb form before another whispered mora wins over that mora (し|か, し|て).
            if (next.Vowel is "i" or "u" && next.Word != mora.Word && PrefersDevoicing(next) && i + 2 < moras.Count
                && Voiceless.Contains(moras[i + 2].Consonant))
                continue;
            mora.Devoice();
        }
    }

    private static bool IsPoliteSu(SpokenMora mora) =>
        mora.Kana == "ス" && mora.IsLastOfWord
        && ((mora.Word.Class == "助動詞" && mora.Word.Lemma is "です" or "ます") || mora.Word.Devoiced?.Contains(mora.Word.Kana.Count - 1) == true);

    private static bool PrefersDevoicing(SpokenMora mora) => mora.Kana == "シ" && mora.Word.Class is "動詞" or "助動詞" or "助詞";

    private static bool IsHardPair(string consonant, string next) => consonant switch
    {
        "s" => next is "s" or "sh",
        "sh" => next is "sh",
        "f" or "h" => next is "f" or "h" or "hy",
        _ => false,
    };
}

/// <summary>A mora of the line with all that decides its sound.</summary>
internal sealed class SpokenMora
{
    public required string Kana { get; init; }

    public required string Consonant { get; init; }

    /// <summary>The vowel, N or cl.</summary>
    public required string Vowel { get; set; }

    public required Word Word { get; init; }

    public required SourceSpan Source { get; init; }

    public required bool IsLastOfWord { get; init; }

    /// <summary>Accent phrase, from 0.</summary>
    public required int Phrase { get; init; }

    /// <summary>Place in the accent phrase, from 0.</summary>
    public required int Unit { get; init; }

    public bool IsNucleus { get; set; }

    public bool IsDevoiced { get; private set; }

    public List<ReadingStep> Steps { get; } = [];

    public void Devoice()
    {
        IsDevoiced = true;
        Steps.Add(new ReadingStep("devoicing", Vowel, Vowel.ToUpperInvariant()));
    }
}
