using System.Collections.Frozen;
using System.Globalization;

namespace Dubbing.Readings.Japanese;

/// <summary>
/// Whether two kanji that no dictionary has as a word are read by their Sino-Japanese readings (桑果 ソーカ, but 小窓 コマド): by how often each is read so at its
/// place in the two-kanji words of EDICT (Edict/sino.tsv), as in naive Bayes. On words of EDICT that the analyser's dictionary lacks, each left out of its own
/// counts, 79 % are decided rightly (57 % are Sino-Japanese).
/// </summary>
internal static class SinoOdds
{
    /// <summary>Odds in natural logarithms from which on Sino-Japanese is taken.</summary>
    public const double Enough = 2;

    private const double Smoothing = 0.5;

    private static readonly Lazy<FrozenDictionary<char, (double First, double Second)>> Odds = new(() => Numerals.Resource("Edict.sino.tsv").Select(l => l.Split('\t'))
        .ToFrozenDictionary(f => f[0][0], f => (Log(f[1], f[2]), Log(f[3], f[4]))));

    /// <summary>The odds of two kanji as one Sino-Japanese word, in natural logarithms; a kanji that EDICT lacks counts as even.</summary>
    public static double Of(char first, char second) => Odds.Value.GetValueOrDefault(first).First + Odds.Value.GetValueOrDefault(second).Second;

    private static double Log(string sino, string other) =>
        Math.Log((int.Parse(sino, CultureInfo.InvariantCulture) + Smoothing) / (int.Parse(other, CultureInfo.InvariantCulture) + Smoothing));
}
