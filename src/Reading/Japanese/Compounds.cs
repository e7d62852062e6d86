using System.Collections.Frozen;

namespace Dubbing.Readings.Japanese;

/// <summary>
/// Words of EDICT (Edict/words.tsv) that the analyser's dictionary lacks (拡張|子, 微|調整) or reads in a way that EDICT does not attest. They rank
/// below readings that it does attest: then, and within names, everything stays as it is.
/// </summary>
internal static class Compounds
{
    private const string Rule = "edict";
    private const int Longest = 12;

    // A following word that shows that a person or a place is meant.
    private static readonly FrozenSet<string> NameEndings = new[] { "さん", "ちゃん", "くん", "君", "様", "さま", "氏", "先生", "選手", "監督", "教授", "博士", "社長", "部長", "議員", "首相", "大臣", "知事", "会長", "家", "市", "町", "村", "区", "県", "郡", "駅" }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, Entry> Entries = Load();
    private static readonly FrozenDictionary<string, Entry>.AlternateLookup<ReadOnlySpan<char>> Lookup = Entries.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly FrozenSet<int> Starts = Entries.Keys.Select(k => Pair(k, 0)).ToFrozenSet();

    /// <summary>Half-spelled Sino-Japanese words that the analyser is to leave out (歯が for 歯牙): spelling and reading.</summary>
    public static IEnumerable<(string Spelling, string Reading)> Mixed => Numerals.Resource("Edict.mixed.tsv").Select(l => l.Split('\t')).Select(f => (f[0], f[1]));

    /// <summary>Whether EDICT gives a reading for a spelling of the list.</summary>
    public static bool Attests(string spelling, string kana) => Entries.TryGetValue(spelling, out var entry) && entry.Accepts(kana);

    /// <summary>Puts EDICT's words in the place of the analyser's, in place.</summary>
    /// <param name="words">The words of the line.</param>
    /// <param name="text">The text they were found in.</param>
    /// <param name="analyser">Gives class and accent of words that its dictionary has under another reading.</param>
    public static void Apply(List<Word> words, NormalizedText text, IMorphologicalAnalyser analyser)
    {
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i].Surface.Length == 0 || IsSettled(words[i]) || words[i].Start + 1 >= text.Length || !Starts.Contains(Pair(text.Text, words[i].Start)))
                continue;
            var end = i;
            while (end + 1 < words.Count && words[end + 1].Start == words[end].End && words[end + 1].Surface.Length > 0 && !IsSettled(words[end + 1]) && words[end + 1].End - words[i].Start <= Longest)
                end++;
            for (var last = end; last >= i; last--)
            {
                var length = words[last].End - words[i].Start;
                // An entry of several accent phrases goes on in words without spelling.
                if (length < 2 || length > Longest || (last + 1 < words.Count && words[last + 1].Start < words[last].End) || !Lookup.TryGetValue(text.Text.AsSpan(words[i].Start, length), out var entry))
                    continue;
                if (!IsRight(words, i, last, entry) && IsFree(words, i, last, text, entry))
                    Replace(words, i, last - i + 1, entry, text, analyser);
                break;
            }
        }
    }

    /// <summary>Whether a rule has read the word that knows more: its own, or that of numbers typed in digits.</summary>
    private static bool IsSettled(Word word) => word.IsFixed || word.Steps.Exists(s => s.Rule is "number" or "digits");

    private static bool IsRight(List<Word> words, int first, int last, Entry entry)
    {
        var kana = first == last ? words[first].Spoken : string.Concat(words.Skip(first).Take(last - first + 1).Select(w => w.Spoken));
        if (entry.Accepts(kana))
            return true;

        // 名|台詞 ゼリフ: voiced as the second part of a compound.
        return first > 0 && words[first - 1].End == words[first].Start && words[first - 1].Class == "名詞" && Array.Exists(entry.Kana, k => Unvoiced(kana) == k);
    }

    private static bool IsFree(List<Word> words, int first, int last, NormalizedText text, Entry entry)
    {
        var (before, after) = (first > 0 ? words[first - 1] : null, last + 1 < words.Count ? words[last + 1] : null);
        if (first == last)
        {
            var word = words[first];
            if (word.Class != "名詞" || word.Sub2 == "助数詞" || !Kanji.IsAll(word.Surface))
                return false;
            return word.Sub1 != "固有名詞"
                || (entry.IsCommon && before is not { Sub1: "固有名詞" } && after is not { Sub1: "固有名詞" } && (after is null || !NameEndings.Contains(after.Surface)));
        }

        for (var i = first; i <= last; i++)
        {
            if (words[i].Sub2 == "人名" || words[i].Mark is not null)
                return false;
        }

        // Two kanji that meet by chance inside a longer row of kanji are no word.
        var (start, end) = (words[first].Start, words[last].End);
        return end - start > 2 || ((start == 0 || !Kanji.Is(text[start - 1])) && (end == text.Length || !Kanji.Is(text[end])));
    }

    private static void Replace(List<Word> words, int i, int count, Entry entry, NormalizedText text, IMorphologicalAnalyser analyser)
    {
        var (first, last) = (words[i], words[i + count - 1]);
        var kana = entry.Kana[0];
        Word? known = null;
        foreach (var found in analyser.Entries(entry.Spelling))
        {
            known = Word.Of(found with { Start = first.Start }, text).First();
            if (known.Spoken == kana && known.Sub1 != "固有名詞" && (known.Class is not ("動詞" or "形容詞") || known.Form == "基本形"))
                break;
            known = null;
        }

        var word = Word.Merge(words, i, count);
        word.Steps.AddRange(first.Steps.Where(s => s.Rule != "dictionary"));
        (word.Joins, word.IsFixed, word.Lemma, word.Kana) = (first.Joins, true, entry.Spelling, Moras.Split(kana));
        if (known is not null)
        {
            (word.Class, word.Sub1, word.Sub2, word.Sub3) = (known.Class, known.Sub1, known.Sub2, known.Sub3);
            (word.Conjugation, word.Form, word.Accent, word.Rules) = (known.Conjugation, known.Form, known.Accent, known.Rules);
        }
        else
        {
            (word.Class, word.Sub1) = entry.Class switch { 's' => ("名詞", "サ変接続"), 'a' => ("名詞", "形容動詞語幹"), 'd' => ("副詞", "一般"), 'v' => ("動詞", "自立"), 'i' => ("形容詞", "自立"), _ => ("名詞", "一般") };
            if (entry.Class is 'v' or 'i')
                (word.Conjugation, word.Form) = (last.Conjugation, last.Form);
            word.Rules = word.Class == "名詞" ? "C1" : "*";
            word.Accent = AccentOf(word, count > 1 ? last : null);
        }

        word.Steps.Add(new ReadingStep(Rule, word.Surface, kana));
    }

    /// <summary>As compounds have it: on the second part where that is a word of three moras and more, else on the third mora from the end; short words are flat.</summary>
    private static int AccentOf(Word word, Word? second)
    {
        var moras = word.Kana.Count;
        if (word.Class is "動詞" or "形容詞")
            return Math.Max(1, moras - 1);
        if (second is { Surface.Length: > 1 } && second.Kana.Count > 2 && second.Kana.Count < moras && word.Kana.TakeLast(second.Kana.Count).SequenceEqual(second.Kana))
            return moras - second.Kana.Count + (second.Accent > 0 && second.Accent < second.Kana.Count ? second.Accent : 1);
        if (moras <= 4)
            return 0;
        var accent = moras - 2;
        return accent > 1 && word.Kana[accent - 1] is "ン" or "ッ" or "ー" ? accent - 1 : accent;
    }

    private static string Unvoiced(string kana)
    {
        const string Voiced = "ガギグゲゴザジズゼゾダヂヅデドバビブベボ", Plain = "カキクケコサシスセソタチツテトハヒフヘホ";
        return kana.Length > 0 && Voiced.IndexOf(kana[0], StringComparison.Ordinal) is >= 0 and var at ? Plain[at] + kana[1..] : kana;
    }

    /// <summary>EDICT's spelling as the dictionary has it: コウ コー, オオ オー.</summary>
    internal static string Spoken(string kana) =>
        Moras.Lengthen(kana.Replace("オオ", "オー", StringComparison.Ordinal).Replace("トオ", "トー", StringComparison.Ordinal).Replace("コオ", "コー", StringComparison.Ordinal));

    private static int Pair(string text, int at) => (text[at] << 16) | text[at + 1];

    private static FrozenDictionary<string, Entry> Load()
    {
        var entries = new Dictionary<string, Entry>(StringComparer.Ordinal);
        foreach (var line in Numerals.Resource("Edict.words.tsv"))
        {
            var f = line.Split('\t');
            entries[f[0]] = new Entry(f[0], [.. f[1].Split('|').Select(Spoken)], f[2][0], f[2].Length > 1);
        }

        return entries.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private sealed record Entry(string Spelling, string[] Kana, char Class, bool IsCommon)
    {
        public bool Accepts(string kana)
        {
            var spoken = Moras.Lengthen(kana);
            return Array.Exists(Kana, k => k == spoken);
        }
    }
}
