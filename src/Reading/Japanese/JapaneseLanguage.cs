using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;
using Dubbing.Readings.Correction;

namespace Dubbing.Readings.Japanese;

/// <summary>Japanese.</summary>
internal sealed class JapaneseLanguage : ILanguageProfile
{
    private const string Falls = "]］↓ꜜ＼";
    private const string Rises = "[［↑ꜛ";

    /// <inheritdoc/>
    public Language Language => Language.Japanese;

    /// <inheritdoc/>
    public IReader Reader { get; } = new JapaneseReader();

    /// <inheritdoc/>
    /// <remarks>The dictionary's spelling: full-width letters and digits, composed kana.</remarks>
    public string Fold(string text) => NormalizedText.Of(text).Text;

    /// <inheritdoc/>
    /// <remarks>
    /// Kana with marks: <c>]</c> or <c>↓</c> where the pitch falls, <c>[</c> where it rises (alone: flat), a space between accent phrases. What is
    /// written in hiragana is spelling (とうきょう is トーキョー), katakana is sound.
    /// </remarks>
    public IReadOnlyList<SaidPart>? ParseReading(string reading, out Message? problem)
    {
        var parts = new List<SaidPart>();
        var (kana, before, accent, fell) = (new StringBuilder(), '\0', (int?)null, false);
        problem = null;
        foreach (var c in TextFold.Compatible(reading) + " ")
        {
            if (c is ' ' or '　' or '/' or '・')
            {
                if (kana.Length > 0)
                    parts.Add(new SaidPart(kana.ToString(), accent));
                else if (accent is not null)
                    problem = Correction.Messages.ReadingNotKana(reading);
                (kana, before, accent, fell) = (new StringBuilder(), '\0', null, false);
            }
            else if (Falls.Contains(c, StringComparison.Ordinal))
            {
                if (fell)
                    problem = Correction.Messages.AccentTwice(reading);
                (accent, fell) = (Moras.Split(kana.ToString()).Count, true);
                if (accent == 0)
                    problem = Correction.Messages.ReadingNotKana(reading);
            }
            else if (Rises.Contains(c, StringComparison.Ordinal))
                accent ??= 0;
            else if (Moras.IsKana(c.ToString()))
            {
                var katakana = Moras.ToKatakana(c.ToString())[0];
                kana.Append(c is 'う' or 'い' && IsLong(before, c) ? 'ー' : katakana);
                before = c is >= 'ぁ' and <= 'ゖ' ? c : '\0';
            }
            else
                problem = Correction.Messages.ReadingNotKana(reading);
            if (problem is not null)
                return null;
        }

        if (parts.Count == 0 || parts.Exists(p => Moras.Split(p.Said) is not { Count: > 0 } moras || moras[0] == "ー" || string.Concat(moras) != p.Said))
        {
            problem = Correction.Messages.ReadingNotKana(reading);
            return null;
        }

        return parts;
    }

    /// <summary>とう, こう … and せい, けい … in hiragana are long vowels.</summary>
    private static bool IsLong(char before, char vowel) => before != '\0' && (vowel == 'う'
        ? "おこそとのほもよろごぞどぼぽょ".Contains(before, StringComparison.Ordinal)
        : "えけせてねへめれげぜでべぺ".Contains(before, StringComparison.Ordinal));

    /// <inheritdoc/>
    public int? AccentPlaces(string said) => Moras.Split(said).Count;

    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "Dictionaries and the other reader find a language by its name before anything has composed the program.")]
    internal static void Register() => Languages.Register(new JapaneseLanguage());
}
