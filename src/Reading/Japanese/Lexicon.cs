using System.Globalization;

namespace Dubbing.Readings.Japanese;

/// <summary>Our own words (Words.tsv), which go over the dictionary's: missing words, usual readings, and readings that depend on the neighbours.</summary>
internal static class Lexicon
{
    private const int MostWords = 5;
    private const int ShortestCut = 3;
    private const int WordsNearBefore = 7;
    private const int WordsNearAfter = 4;
    private static readonly Dictionary<string, List<Entry>> Entries = Load();
    private static readonly Dictionary<string, List<Stem>> Stems = LoadStems();

    private static readonly int Longest = Entries.Keys.Max(k => k.Length);
    private static readonly HashSet<char> Starts = [.. Entries.Where(e => e.Key.Length >= ShortestCut).Select(e => e.Key[0])];

    private static readonly Dictionary<string, List<Entry>>.AlternateLookup<ReadOnlySpan<char>> CutLookup = Entries.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether one of our words that always hold begins at a place and holds all of a number there (七夕, 七五三).</summary>
    public static bool HasWord(NormalizedText text, int start, int end)
    {
        for (var length = end - start; length <= Math.Min(Longest, text.Length - start); length++)
        {
            if (CutLookup.TryGetValue(text.Text.AsSpan(start, length), out var entries) && entries.Exists(e => e.IsAlways))
                return true;
        }

        return false;
    }

    /// <summary>Replaces words by ours, in place.</summary>
    /// <param name="words">The words of the line.</param>
    /// <param name="text">The text they were found in.</param>
    /// <param name="lookUp">Words of another stretch of the text, for what is left of a word that ours ends in.</param>
    /// <param name="without">Words to leave out, for measuring, as <see cref="KeyOf"/> names them; null for none.</param>
    public static void Apply(List<Word> words, NormalizedText text, Func<int, int, IEnumerable<Word>> lookUp, IReadOnlySet<string>? without = null)
    {
        CutAtOurEnds(words, text, lookUp);
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i].Surface.Length > 0 && words[i].Class is "動詞" or "形容詞" && Stems.TryGetValue(words[i].Lemma, out var stems))
                ReadStem(words, i, stems, without);
        }

        for (var i = 0; i < words.Count; i++)
        {
            if (words[i].Surface.Length == 0 || words[i].Steps.Exists(s => s.Rule is "weekday" or "country"))
                continue;
            var (entry, count) = Find(words, i, without);
            if (entry is not null)
                Replace(words, i, count, entry);
        }
    }

    /// <summary>Where one of our longer words begins with a word of the dictionary and ends inside another, that other is cut (文字|化|けし: 文字化け|し).</summary>
    private static void CutAtOurEnds(List<Word> words, NormalizedText text, Func<int, int, IEnumerable<Word>> lookUp)
    {
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i].Surface.Length == 0 || !Starts.Contains(words[i].Surface[0]))
                continue;
            for (var length = Math.Min(Longest, text.Length - words[i].Start); length >= ShortestCut; length--)
            {
                var end = words[i].Start + length;
                if (!CutLookup.TryGetValue(text.Text.AsSpan(words[i].Start, length), out var entries) || !entries.Exists(e => e.IsAlways))
                    continue;
                var last = i;
                while (last < words.Count && words[last].End < end)
                    last++;
                if (last == words.Count || words[last].End == end || words[last].Start >= end || words.FindIndex(i, last - i + 1, w => w.Surface.Length == 0) >= 0)
                    break;
                var rest = words[last].End;
                var cut = lookUp(words[i].Start, end).Concat(lookUp(end, rest)).ToList();
                words.RemoveRange(i, last - i + 1);
                words.InsertRange(i, cut);
                break;
            }
        }
    }

    private static void ReadStem(List<Word> words, int i, List<Stem> stems, IReadOnlySet<string>? without)
    {
        var word = words[i];
        foreach (var stem in stems)
        {
            if (!word.Spoken.StartsWith(stem.From, StringComparison.Ordinal) || !Hold(words, i, 1, stem.After, stem.Before, stem.Near))
                continue;
            var kana = stem.To + word.Spoken[stem.From.Length..];
            if (without is null || !without.Contains(KeyOf(new ReadingStep("lexicon", word.Spoken, kana))))
                word.Read(kana, word.Accent, "lexicon");
            return;
        }
    }

    private static (Entry? Entry, int Count) Find(List<Word> words, int i, IReadOnlySet<string>? without)
    {
        (Entry? Entry, int Count) found = (null, 0);
        var spelling = "";
        for (var n = 1; n <= MostWords && i + n <= words.Count; n++)
        {
            var word = words[i + n - 1];
            if (word.Surface.Length == 0 || (n > 1 && word.Start != words[i + n - 2].End))
                break;
            spelling = n == 1 ? word.Surface : spelling + word.Surface;
            if (spelling.Length > Longest)
                break;
            if (!Entries.TryGetValue(spelling, out var entries))
                continue;
            foreach (var entry in entries)
            {
                if (without is not null && without.Contains(entry.Key))
                    continue;
                if ((entry.Own.Length > 0 && (n > 1 || !Holds(entry.Own, word, null))) || !Hold(words, i, n, entry.After, entry.Before, entry.Near))
                    continue;
                found = (entry, n);
                break;
            }
        }

        return found;
    }

    private static void Replace(List<Word> words, int i, int count, Entry entry)
    {
        var first = words[i];
        if (count == 1 && first.Spoken == entry.Kana && (first.Class is "動詞" or "形容詞"))
            return;
        var last = words[i + count - 1];
        // An entry of several accent phrases goes on in words without spelling.
        while (i + count < words.Count && words[i + count].Surface.Length == 0 && words[i + count].Start < last.End)
            count++;
        var word = Word.Merge(words, i, count);
        (word.Class, word.Sub1, word.Sub2) = (entry.Class, entry.Sub1, count == 1 && first.Sub1 == entry.Sub1 ? first.Sub2 : "*");
        (word.Conjugation, word.Form) = (last.Conjugation, last.Form);
        word.Lemma = count == 1 ? first.Lemma : entry.Spelling;
        word.Rules = count == 1 ? first.Rules : entry.Class == "名詞" ? entry.Accent == 0 ? "C2" : "C1" : "*";
        (word.Joins, word.IsFixed) = (first.Joins, true);
        word.Steps.AddRange(first.Steps.Where(s => s.Rule != "dictionary"));
        word.Kana = Moras.Split(entry.Kana);
        word.Accent = entry.Accent;
        word.Steps.Add(new ReadingStep("lexicon", word.Surface, $"{entry.Class}{(entry.Sub1 == "*" ? "" : "・" + entry.Sub1)} {entry.Kana} {entry.Accent}/{word.Kana.Count}"));
    }

    /// <summary>Names the word of ours that a step of the rule "lexicon" tells: spelling and reading.</summary>
    public static string KeyOf(ReadingStep step) => step.Before + "\t" + (step.After.Split(' ') is { Length: 3 } fields ? fields[1] : step.After);

    private static bool Hold(List<Word> words, int i, int count, Condition[] after, Condition[] before, string[] near)
    {
        Word? At(int at) => at >= 0 && at < words.Count ? words[at] : null;
        return Holds(after, At(i - 1), At(i - 2), At(i), isAfter: true) && Holds(before, At(i + count), At(i + count + 1), At(i + count - 1)) && (near.Length == 0 || IsNear(words, i, count, near));
    }

    private static bool Holds(Condition[] conditions, Word? neighbour, Word? next, Word? word = null, bool isAfter = false)
    {
        if (conditions.Length == 0)
            return true;
        var any = Array.Exists(conditions, c => isAfter && c.Then is not null ? c.Matches(next, neighbour, word) : c.Matches(neighbour, next, word));
        return conditions[0].IsNegated ? !any : any;
    }

    /// <summary>Whether one of some words (or, after !, none of them) stands in the same sentence close by.</summary>
    private static bool IsNear(List<Word> words, int i, int count, string[] near)
    {
        if (near[0] == "!")
            return !IsNear(words, i, count, near[1..]);
        for (var at = i - 1; at >= Math.Max(0, i - WordsNearBefore) && words[at].Surface is not ("。" or "？" or "！"); at--)
        {
            if (Array.Exists(near, n => n == words[at].Surface || n == words[at].Lemma))
                return true;
        }

        for (var at = i + count; at < Math.Min(words.Count, i + count + WordsNearAfter) && words[at].Surface is not ("。" or "？" or "！"); at++)
        {
            if (Array.Exists(near, n => n == words[at].Surface || n == words[at].Lemma))
                return true;
        }

        return false;
    }

    private static Dictionary<string, List<Stem>> LoadStems()
    {
        var stems = new Dictionary<string, List<Stem>>(StringComparer.Ordinal);
        foreach (var line in Numerals.Resource("Stems.tsv"))
        {
            var f = line.Split('\t');
            if (!stems.TryGetValue(f[0], out var same))
                stems[f[0]] = same = [];
            same.Add(new Stem(f[1], f[2], Conditions(Field(f, 3)), Conditions(Field(f, 4)), Near(Field(f, 5))));
        }

        return stems;
    }

    private static string Field(string[] fields, int i) => i < fields.Length ? fields[i] : "";

    private static string[] Near(string field) => field.Split('|', StringSplitOptions.RemoveEmptyEntries);

    private static Dictionary<string, List<Entry>> Load()
    {
        var entries = new Dictionary<string, List<Entry>>(StringComparer.Ordinal);
        foreach (var line in Numerals.Resource("Homographs.tsv").Concat(Numerals.Resource("Words.tsv")))
        {
            var f = line.Split('\t');
            var classes = f[3].Split('.');
            if (!entries.TryGetValue(f[0], out var same))
                entries[f[0]] = same = [];
            same.Add(new Entry(f[0], f[1], int.Parse(f[2], CultureInfo.InvariantCulture), classes[0], classes[1], Conditions(Field(f, 4)), Conditions(Field(f, 5)), Conditions(Field(f, 6)), Near(Field(f, 7))));
        }

        // What asks for more is tried first.
        return entries.ToDictionary(e => e.Key, e => e.Value.OrderBy(entry => entry.Rank).ToList(), StringComparer.Ordinal);
    }

    private static Condition[] Conditions(string field)
    {
        var negated = field.StartsWith('!');
        return [.. field.TrimStart('!').Split('|', StringSplitOptions.RemoveEmptyEntries).Select(c =>
        {
            var parts = c.Split('=');
            return new Condition(parts[0], parts.Length > 1 ? parts[1] : null, negated);
        })];
    }

    private sealed record Entry(
        string Spelling, string Kana, int Accent, string Class, string Sub1, Condition[] After, Condition[] Before, Condition[] Own, string[] Near)
    {
        public string Key { get; } = Spelling + "\t" + Kana;

        /// <summary>Whether it holds whatever stands beside it.</summary>
        public bool IsAlways => After.Length == 0 && Before.Length == 0 && Own.Length == 0 && Near.Length == 0;

        /// <summary>Its place among those of the same spelling: with words close by, with neighbours, standing alone, always.</summary>
        public int Rank => Near.Length > 0 ? 0 : IsAlways ? 3 : Own.Length == 0 && After.Concat(Before).All(c => c.What == "~") ? 2 : 1;
    }

    private sealed record Stem(string From, string To, Condition[] After, Condition[] Before, string[] Near);

    private sealed record Condition(string What, string? Then, bool IsNegated)
    {
        private readonly string[] classes = What[0] == '@' ? What[1..].Split('.') : [];

        public bool Matches(Word? word, Word? next, Word? self)
        {
            switch (What)
            {
                case "^" or "$":
                    return word is null || word.Mark is not null || word.Class == "記号";
                case "~":
                    return word is null || word.Mark is not null || self is null || word.Surface.Length == 0
                        || !Kanji.Is(word.Start < self.Start ? word.Surface[^1] : word.Surface[0]) || (word.Start < self.Start ? word.End != self.Start : self.End != word.Start);
            }

            if (word is null)
                return false;
            if (What == "%sino")
                return Kanji.IsSino(word);
            if (What == "%deverbal")
                return word.Surface.Length > 2 && Kanji.Is(word.Surface[0]) && word.Surface[^1] is >= 'ぁ' and <= 'ん' && (word.Class == "名詞" || (word.Class == "動詞" && word.Form.StartsWith("連用", StringComparison.Ordinal)));
            if (What == "%katakana")
                return word.Surface.Length > 0 && word.Surface[self is not null && word.Start > self.Start ? 0 : ^1] is (>= 'ァ' and <= 'ヺ') or 'ー';
            if (What == "%hiragana")
                return word.Class == "名詞" && word.Surface.Length > 1 && word.Surface[0] is >= 'ぁ' and <= 'ん';
            if (What == "%kanji")
                return word.Surface.Length > 0 && Kanji.Is(word.Surface[0]);
            if (Then is not null)
                return (What[0] == '@' ? IsOfClass(word) : What == "%polite" ? IsPolite(word) : word.Surface == What) && next is not null && next.Surface.StartsWith(Then, StringComparison.Ordinal);
            if (What[0] == '&')
                return word.Lemma.AsSpan().SequenceEqual(What.AsSpan(1));
            if (What[0] != '@')
                return word.Surface == What;
            return IsOfClass(word);
        }

        /// <summary>お越し, ご希望, お急ぎ: said of people.</summary>
        private static bool IsPolite(Word word) => word.Surface.Length > 1 && word.Surface[0] is 'お' or 'ご' or '御' && Kanji.Is(word.Surface[1]);

        private bool IsOfClass(Word word) => word.Class == classes[0] && (classes.Length < 2 || word.Sub1 == classes[1]) && (classes.Length < 3 || word.Sub2 == classes[2]);
    }
}
