using System.Text;

namespace Dubbing.Script.Parsing;

/// <summary>Captions in several languages at once: which language is read.</summary>
internal static class Tracks
{
    private const string Other = "en";

    /// <summary>The language whose letters a text mostly has: ko, ja or en (Latin and others); null for none.</summary>
    public static string? LanguageOf(string text)
    {
        var (hangul, kana, han, other) = (0, 0, 0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is >= 0xAC00 and <= 0xD7A3 or >= 0x3130 and <= 0x318F)
                hangul++;
            else if (rune.Value is >= 0x3041 and <= 0x30FF or >= 0xFF66 and <= 0xFF9D)
                kana++;
            else if (rune.Value is >= 0x3400 and <= 0x9FFF or >= 0xF900 and <= 0xFAFF or >= 0x20000 and <= 0x3FFFF)
                han++;
            else if (Rune.IsLetter(rune))
                other++;
        }

        // One syllable of Hangul says as much as several letters, and Latin words stand in any text.
        if (hangul * 3 >= other && hangul > 0 && hangul >= kana)
            return "ko";
        if (kana > 0 && (kana + han) * 3 >= other)
            return "ja";
        return han > 0 && han * 3 >= other ? "zh" : other > 0 ? Other : null;
    }

    /// <summary>Chooses one of several texts: the one asked for by its name, else by the language wanted, else one that Korean or Japanese voices speak, else the first.</summary>
    /// <param name="names">What each is called.</param>
    /// <param name="languages">The language of each, as a code (<c>ko</c>, <c>ja-JP</c>); null where it is not known.</param>
    /// <param name="script">Gets told which was read, of which.</param>
    public static int Choose(IReadOnlyList<string> names, IReadOnlyList<string?> languages, ScriptBuilder script)
    {
        if (names.Count < 2)
            return 0;
        var chosen = -1;
        if (script.Options.Column is { } asked)
            chosen = Asked(asked, names, languages, script);
        foreach (var wanted in script.Options.Wanted)
            chosen = chosen >= 0 ? chosen : IndexOf(wanted);
        for (var i = 0; !script.Options.Wanted.Any() && chosen < 0 && i < names.Count; i++)
            chosen = LanguageCodes.TryParse(Code(languages[i]), out _) ? i : -1;
        chosen = Math.Max(0, chosen);
        script.Choices = script.Choices with { Texts = names, Text = names[chosen] };
        script.Report(0, Messages.SeveralLanguages(ScriptBuilder.Listed([.. names]), names[chosen]));
        return chosen;

        int IndexOf(Language wanted) => Enumerable.Range(0, names.Count).FirstOrDefault(i => Code(languages[i]) == wanted.Code(), -1);
    }

    /// <summary>
    /// Captions whose rows say the same in two languages, or that come twice at the same times in two: those of one language are kept.
    /// </summary>
    public static List<TimedCue> OneOf(List<TimedCue> cues, ScriptBuilder script)
    {
        if (cues.Count >= 2 && RowLanguages(cues) is { } pair)
        {
            var row = Choose([pair.First, pair.Second], [pair.First, pair.Second], script);
            return [.. cues.Select(c => c.Rows is { Length: 2 } rows && LanguageOf(rows[0]) == pair.First && LanguageOf(rows[1]) == pair.Second ? c with { Text = rows[row] } : c)];
        }

        var twins = cues.GroupBy(c => ((long)Math.Round(c.Start.TotalSeconds * 20), (long)Math.Round((c.End ?? c.Start).TotalSeconds * 20)))
            .Where(g => g.Take(3).Count() == 2 && LanguageOf(g.First().Text) is { } a && LanguageOf(g.Last().Text) is { } b && a != b)
            .SelectMany(g => g).ToHashSet();
        if (twins.Count < 4 || twins.Count < 0.6 * cues.Count)
            return cues;
        var languages = twins.Select(c => LanguageOf(c.Text)!).GroupBy(l => l).OrderByDescending(g => g.Count()).Select(g => g.Key).ToList();
        var names = languages.OrderBy(l => cues.FindIndex(c => LanguageOf(c.Text) == l)).ToList();
        var read = names[Choose(names, names, script)];
        return cues.FindAll(c => LanguageOf(c.Text) is not { } l || l == read || (!twins.Contains(c) && !languages.Contains(l)));
    }

    /// <summary>The languages of the first and the second row, where nearly all captions have two rows in the same two.</summary>
    private static (string First, string Second)? RowLanguages(List<TimedCue> cues)
    {
        var pairs = new Dictionary<(string, string), int>();
        var spoken = 0;
        foreach (var cue in cues)
        {
            if (SoundDescription.Is(cue.Text))
                continue;
            spoken++;
            if (cue.Rows is [var first, var second] && LanguageOf(first) is { } a && LanguageOf(second) is { } b && a != b)
                pairs[(a, b)] = pairs.GetValueOrDefault((a, b)) + 1;
        }

        if (pairs.Count == 0)
            return null;
        var (pair, count) = pairs.MaxBy(p => p.Value);
        return count >= 2 && count >= 0.8 * spoken ? pair : null;
    }

    /// <summary>The one that a name, a number from 1 or a language code means; −1 for none, which is told by the list of those there are.</summary>
    private static int Asked(string asked, IReadOnlyList<string> names, IReadOnlyList<string?> languages, ScriptBuilder script)
    {
        asked = asked.Trim();
        for (var i = 0; i < names.Count; i++)
        {
            if (names[i].Equals(asked, StringComparison.OrdinalIgnoreCase) || (Code(languages[i]) is { } code && code.Equals(asked, StringComparison.OrdinalIgnoreCase)))
                return i;
        }

        if (int.TryParse(asked, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= names.Count)
            return number - 1;
        throw new DubbingException(Messages.NoSuchText(script.FileName, asked, string.Join(", ", names)));
    }

    private static string? Code(string? language) => language?.Split('-', '_')[0].Trim().ToLowerInvariant() switch
    {
        "kor" or "kr" => "ko",
        "jpn" or "jp" => "ja",
        var code => code,
    };
}
