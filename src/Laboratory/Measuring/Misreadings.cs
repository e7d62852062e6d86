using System.Text.RegularExpressions;
using Dubbing.Readings;
using Dubbing.Readings.Letters;

namespace Dubbing.Laboratory.Measuring;

/// <summary>
/// Where Japanese readings differ from a table's, each place told by what is written there. What stands in katakana or Latin letters (foreign
/// names, loanwords) is counted apart, and so are tables that contradict the kana of their own text (written してる, told シテイル).
/// </summary>
internal static partial class Misreadings
{
    private const string Foreign = "katakana and Latin letters";
    private const string Contradiction = "the table contradicts the kana of the text";

    private const string Variation = "both readings are current";

    // As written, and the sounds of two readings that pronouncing dictionaries give side by side.
    private static readonly (string Written, string A, string B)[] Variants =
    [
        ("日本", "clpo", "ho"), ("日本人", "clpo", "ho"), ("明日", "su", "shita"), ("明後日", "myoogonichi", "asaclte"), ("昨日", "sakujitsu", "kinoo"), ("世論", "se", "yo"),
        ("換算", "za", "sa"), ("出生率", "see", "shoo"), ("出生数", "see", "shoo"), ("出生", "see", "shoo"), ("早急", "soo", "sacl"), ("行き", "yu", "i"), ("良い", "yo", "i"),
        ("良い", "yoi", "ee"), ("憧憬", "do", "sho"), ("頬", "ho", "o"), ("尊い", "tacl", "too"), ("貴い", "tacl", "too"), ("尊い", "to", "tacl"), ("描か", "ega", "ka"), ("描く", "ega", "ka"), ("描い", "ega", "ka"),
        ("免れ", "ka", "ga"), ("等", "nado", "too"), ("皆", "", "N"), ("今日", "koNnichi", "kyoo"), ("２７日", "nana", "shichi"), ("１７日", "nana", "shichi"), ("８回", "chi", "cl"),
        ("７０歳", "ji", "ju"), ("七時間", "shichi", "nana"), ("八個", "chi", "cl"), ("九年", "ku", "kyuu"), ("墓石", "boseki", "hakaishi"), ("故郷", "furusato", "kokyoo"), ("木の実", "ki", "ko"),
        ("他", "ta", "hoka"), ("貼付", "teNpu", "choofu"), ("愛着", "ja", "cha"), ("末弟", "ma", "ba"), ("肌寒く", "za", "sa"), ("旅客", "kya", "ka"), ("施行", "se", "shi"), ("後", "nochi", "ato"),
    ];

    /// <summary>Prints the figures with and without what is counted apart, and the edits by category.</summary>
    /// <param name="table">Its name.</param>
    /// <param name="rows">Id, text and expected reading of each row, and ours.</param>
    /// <param name="isListed">Whether each place is printed too.</param>
    /// <param name="to">Where to print.</param>
    public static void Report(string table, IReadOnlyList<(string Id, string Text, string Expected, Reading Ours)> rows, bool isListed, TextWriter to)
    {
        var (moras, foreign) = (0, 0);
        var edits = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (id, text, expected, ours) in rows)
        {
            var spoken = SpokenLine.FromAccents(expected);
            moras += spoken.Sounds.Count;
            var sources = Sources(ours);
            foreign += sources.Count(s => IsForeign(text, s));
            var contradicts = new Lazy<bool>(() => !WrittenKana(text).IsMatch(string.Join('.', spoken.Sounds).Replace(" ", "", StringComparison.Ordinal) + "."));
            foreach (var place in Places(spoken, SpokenLine.FromAccents(ReadingFormat.ToAccents(ours)), sources))
            {
                var written = text.Substring(place.Source.Start, place.Source.Length);
                var category = IsForeign(text, place.Source) ? Foreign : contradicts.Value ? Contradiction : IsVariation(written, place) ? Variation : Category(written, ours, place.Source);
                edits[category] = edits.GetValueOrDefault(category) + place.Edits;
                if (isListed)
                    to.WriteLine($"{id}\t{category}\t{written}\t{place.Expected}\t{place.Read}\t{text}");
            }
        }

        var (all, names, labels, variants) = (edits.Values.Sum(), edits.GetValueOrDefault(Foreign), edits.GetValueOrDefault(Contradiction), edits.GetValueOrDefault(Variation));
        string Right(int wrong, int of) => $"{100.0 * (of - wrong) / Math.Max(1, of):0.00} %";
        to.WriteLine($"{table}\tdub\tall {Right(all, moras)}; without katakana and Latin letters ({foreign} moras, {names} edits) {Right(all - names, moras - foreign)}; nor rows that contradict their own text ({labels} edits) {Right(all - names - labels, moras - foreign)}; nor words with two current readings ({variants} edits) {Right(all - names - labels - variants, moras - foreign)}");
        foreach (var (category, count) in edits.OrderByDescending(e => e.Value))
            to.WriteLine($"{table}\tdub\t{category}: {count} edits");
    }

    private static bool IsVariation(string written, Place place) =>
        Array.Exists(Variants, v => v.Written == written && ((v.A == place.Expected && v.B == place.Read) || (v.B == place.Expected && v.A == place.Read)));

    private static string Category(string written, Reading ours, SourceSpan source)
    {
        if (written.Any(c => char.IsDigit(c) || "〇一二三四五六七八九十百千万億".Contains(c, StringComparison.Ordinal)))
            return "numbers";
        if (ours.Phonemes.Any(p => p.Source.Start < source.End && p.Source.End > source.Start && p.Steps.Any(s => s.Rule == "dictionary" && s.After.StartsWith("名詞・固有名詞", StringComparison.Ordinal))))
            return "names in kanji";
        return written.Count(IsKanji) switch
        {
            0 => "kana",
            1 => "words of one kanji",
            _ => "compounds",
        };
    }

    private static bool IsKanji(char c) => c is (>= '\u4E00' and <= '\u9FFF') or '々';

    private static bool IsForeign(string text, SourceSpan source) => source.Length > 0
        && text.AsSpan(source.Start, source.Length).ContainsAnyExcept(' ', '　') && text.Substring(source.Start, source.Length).All(c => c is (>= 'ァ' and <= 'ー') or (>= 'A' and <= 'z') or (>= 'Ａ' and <= 'ｚ') or '・' or ' ' or '　');

    /// <summary>The text that each mora came from.</summary>
    private static List<SourceSpan> Sources(Reading reading)
    {
        var sources = new List<SourceSpan>();
        var last = (-1, -1);
        foreach (var p in reading.Phonemes.Where(p => p.Phrase >= 0))
        {
            if ((p.Phrase, p.Unit) != last)
                sources.Add(p.Source);
            last = (p.Phrase, p.Unit);
        }

        return sources;
    }

    private static IEnumerable<Place> Places(SpokenLine expected, SpokenLine ours, List<SourceSpan> sources)
    {
        var (edits, against) = Alignment.Of(expected.Sounds, ours.Sounds);
        if (edits == 0 || sources.Count == 0)
            yield break;
        var (from, at) = (0, 0);
        for (var e = 0; e <= against.Length; e++)
        {
            if (e < against.Length && (against[e] < 0 || expected.Sounds[e] != ours.Sounds[against[e]]))
                continue;
            var end = e < against.Length ? against[e] : ours.Sounds.Count;
            if (e > from || end > at)
            {
                // Where moras are missing, the word before tells the place.
                var inside = sources.Where((_, i) => end > at ? i >= at && i < end : i == Math.Max(0, at - 1)).ToList();
                if (inside.Count == 0)
                    inside = [sources[^1]];
                var start = inside.Min(s => s.Start);
                yield return new Place(new SourceSpan(start, inside.Max(s => s.End) - start), Said(expected, from, e), Said(ours, at, end), Math.Max(e - from, end - at));
            }

            (from, at) = (e + 1, end + 1);
        }
    }

    private static string Said(SpokenLine line, int from, int to) => string.Concat(line.Sounds.Skip(from).Take(to - from)).Replace(" ", "", StringComparison.Ordinal);

    /// <summary>What a reading has to match when the kana of its text are said as written; anything may stand for the rest.</summary>
    private static Regex WrittenKana(string text)
    {
        var pattern = new System.Text.StringBuilder("^");
        foreach (Match run in Runs().Matches(text))
        {
            if (!run.Groups["kana"].Success)
            {
                pattern.Append(IsKanji(run.Value[0]) || char.IsLetterOrDigit(run.Value[0]) ? @"(\w+\.)+" : run.Value is "、" or "。" ? "" : @"(\w+\.)*");
                continue;
            }

            foreach (var mora in Moras.Split(Moras.ToKatakana(run.Value)))
            {
                pattern.Append(mora switch
                {
                    "ー" => @"[aiueoN]\.",
                    "ハ" => @"(ha|wa)\.",
                    "ヘ" => @"(he|e)\.",
                    "ウ" => @"(u|o)\.",
                    "イ" => @"(i|e|yu)\.",
                    "ヲ" => @"(wo|o)\.",
                    _ => Moras.Sounds(mora) is var (consonant, vowel) ? consonant + vowel + @"\." : "",
                });
            }
        }

        return new Regex(pattern.Append('$').ToString(), RegexOptions.NonBacktracking);
    }

    [GeneratedRegex("(?<kana>[ぁ-ゖァ-ヺー]+)|[一-鿿々０-９0-9A-Za-zＡ-Ｚａ-ｚ．，.,%％]+|.")]
    private static partial Regex Runs();

    private sealed record Place(SourceSpan Source, string Expected, string Read, int Edits);
}
