using System.Collections.Frozen;

namespace Dubbing.Readings.Japanese;

/// <summary>
/// Full names in kanji: where the analyser finds a surname with kanji right behind it, the given name is read as most people are called who write
/// it so (Edict/names.tsv, counted over the full names of ENAMDICT): 新垣結衣 アラガキ ユイ, 田中真理 タナカ マリ.
/// </summary>
internal static class PersonNames
{
    private const string Rule = "name";
    private const int LongestGiven = 3;
    private const int ShortestFull = 3;
    private const int LongestFull = 6;

    // A single kanji after a surname that is seldom a given name (山田町, 佐藤家).
    private const string Suffixes = "町市村県駅川山家店社寺流派系型線橋島城館園氏君様殿達式株杯賞区郡湖池谷通坂屋院塾会党組邸宅著作談訳選文戦側案説法論版製産号丸医大中小前後内外上下間一二三四五六七八九十百千万";

    private static readonly Lazy<(FrozenDictionary<string, string> Surnames, FrozenDictionary<string, string> Given, FrozenDictionary<string, string> Full)> Tables = new(Load);

    private static readonly Lazy<FrozenSet<string>> Readings = new(() => Tables.Value.Surnames.Values.Concat(Tables.Value.Given.Values).ToFrozenSet(StringComparer.Ordinal));

    /// <summary>Whether somebody's surname or given name is read so.</summary>
    /// <param name="kana">Katakana, long vowels as they are spelled.</param>
    public static bool HasReading(string kana) => Readings.Value.Contains(kana);

    /// <summary>Reads names in place.</summary>
    public static void Apply(List<Word> words, IMorphologicalAnalyser analyser)
    {
        for (var i = 0; i + 1 < words.Count; i++)
        {
            if (IsKnownInFull(words, i, analyser))
                continue;
            if (words[i] is not { Sub3: "姓", IsFixed: false } surname || surname.Surface.Length == 0 || !Kanji.IsAll(surname.Surface) || words[i + 1].Start != surname.End)
                continue;
            if (i > 0 && words[i - 1].End == surname.Start && words[i - 1].Surface.Length > 0 && Kanji.Is(words[i - 1].Surface[^1]) && words[i - 1].Class is not "接頭詞")
                continue;
            var count = Given(words, i + 1);
            // 幸|正 may as well be one given name.
            if (count == 0 || words[i + count].End - surname.Start < 3)
                continue;
            var spelling = string.Concat(words.Skip(i + 1).Take(count).Select(w => w.Surface));
            var given = Tables.Value.Given[spelling];
            if (Tables.Value.Surnames.TryGetValue(surname.Surface, out var usual))
                surname.Read(Compounds.Spoken(usual), surname.Accent, Rule);
            surname.IsFixed = true;
            Read(words, i + 1, count, Compounds.Spoken(given), analyser);
        }
    }

    /// <summary>Reads somebody's full name in place where ENAMDICT has it in full (坂本龍馬), however the analyser cut it; false for none.</summary>
    private static bool IsKnownInFull(List<Word> words, int at, IMorphologicalAnalyser analyser)
    {
        var shortest = words[at].Sub3 == "姓" ? ShortestFull : ShortestFull + 1;
        if (at > 0 && words[at - 1].End == words[at].Start && words[at - 1].Surface.Length > 0 && Kanji.Is(words[at - 1].Surface[^1]) && words[at - 1].Class is not "接頭詞" && !IsTitle(words[at - 1].Surface))
            return false;
        var spelling = "";
        var (count, name) = (0, (string?)null);
        for (var n = 1; at + n <= words.Count; n++)
        {
            var word = words[at + n - 1];
            if (word.IsFixed || word.Surface.Length == 0 || !Kanji.IsAll(word.Surface) || (n > 1 && word.Start != words[at + n - 2].End) || word.Steps.Exists(s => s.Rule is "number" or "digits"))
                break;
            spelling += word.Surface;
            if (spelling.Length > LongestFull)
                break;
            var after = at + n < words.Count ? words[at + n] : null;
            var ends = after is null || after.Start != word.End || after.Surface.Length == 0 || !Kanji.Is(after.Surface[0]) || after.Sub1 == "接尾" || IsTitle(after.Surface);
            if (ends && spelling.Length >= shortest && Tables.Value.Full.TryGetValue(spelling, out var full))
                (count, name) = (n, full);
        }

        if (name is null)
            return false;
        // An entry that is a phrase (藤原:道長) goes on in parts without a spelling: they belong to the name.
        while (at + count < words.Count && words[at + count] is { Surface.Length: 0 } part && part.Start == words[at + count - 1].Start)
            count++;
        var (space, first) = (name.IndexOf(' ', StringComparison.Ordinal), words[at]);
        var (surname, steps) = (Compounds.Spoken(name[..space]), first.Steps);
        var whole = string.Concat(words.Skip(at).Take(count).Select(w => w.Surface));
        if (count > 1 && Tables.Value.Given.TryGetValue(whole[first.Surface.Length..], out _))
        {
            first.Read(surname, first.Accent, Rule);
            (first.Class, first.Sub1, first.Sub2, first.Sub3, first.IsFixed) = ("名詞", "固有名詞", "人名", "姓", true);
            Read(words, at + 1, count - 1, Compounds.Spoken(name[(space + 1)..]), analyser);
            return true;
        }

        var word1 = Word.Merge(words, at, count);
        (word1.Sub1, word1.Sub2, word1.Sub3, word1.Lemma, word1.Rules, word1.IsFixed) = ("固有名詞", "人名", "一般", whole, "C1", true);
        word1.Steps.AddRange(steps.Where(s => s.Rule is not ("dictionary" or "kanji")));
        var kana = surname + Compounds.Spoken(name[(space + 1)..]);
        word1.Read(kana, Moras.Split(surname).Count + (Moras.Split(kana).Count - Moras.Split(surname).Count < 4 ? 1 : 0), Rule);
        return true;
    }

    /// <summary>How many words from a place on are a given name; 0 for none.</summary>
    private static int Given(List<Word> words, int at)
    {
        var found = 0;
        var spelling = "";
        for (var n = 1; at + n <= words.Count && n <= LongestGiven; n++)
        {
            var word = words[at + n - 1];
            if (word.IsFixed || word.Surface.Length == 0 || !Kanji.IsAll(word.Surface) || (n > 1 && word.Start != words[at + n - 2].End) || word.Steps.Exists(s => s.Rule is "number" or "digits"))
                break;
            spelling += word.Surface;
            if (spelling.Length > LongestGiven)
                break;
            var after = at + n < words.Count ? words[at + n] : null;
            var ends = after is null || after.Start != word.End || after.Surface.Length == 0 || !Kanji.Is(after.Surface[0]) || after.Sub1 == "接尾" || IsTitle(after.Surface);
            if (!ends || !Tables.Value.Given.ContainsKey(spelling) || (spelling.Length == 1 && Suffixes.Contains(spelling[0], StringComparison.Ordinal)) || (n == 1 && word.Sub1 == "接尾") || IsTitle(spelling))
                continue;
            found = n;
        }

        return found;
    }

    private static bool IsTitle(string word) => word is "選手" or "監督" or "教授" or "先生" or "社長" or "部長" or "課長" or "議員" or "首相" or "大臣" or "知事" or "市長" or "会長" or "博士" or "記者" or "投手" or "捕手" or "名人" or "九段" or "八段" or "七段" or "六段" or "五段" or "四段" or "竜王" or "王座" or "棋聖" or "本因坊" or "監修" or "主演" or "著" or "作" or "役" or "氏" or "様" or "君" or "殿" or "医師" or "弁護士" or "容疑者" or "被告" or "代表" or "作品" or "主将" or "大使" or "総裁" or "総理" or "元" or "前";

    private static void Read(List<Word> words, int at, int count, string kana, IMorphologicalAnalyser analyser)
    {
        var spelling = string.Concat(words.Skip(at).Take(count).Select(w => w.Surface));
        if (count == 1 && words[at].Spoken == kana)
        {
            words[at].IsFixed = true;
            return;
        }

        var steps = words[at].Steps;
        var word = Word.Merge(words, at, count);
        (word.Sub1, word.Sub2, word.Sub3, word.Lemma, word.Rules, word.IsFixed) = ("固有名詞", "人名", "名", spelling, "C1", true);
        word.Steps.AddRange(steps.Where(s => s.Rule is not ("dictionary" or "kanji")));
        var accent = Moras.Split(kana).Count < 4 ? 1 : 0;
        foreach (var entry in analyser.Entries(spelling))
        {
            if (entry.Feature.Split(',') is { Length: > 9 } f && f[8] == kana && int.TryParse(f[9].AsSpan(0, Math.Max(0, f[9].IndexOf('/'))), out var known))
                accent = known;
        }

        word.Read(kana, accent, Rule);
    }

    private static (FrozenDictionary<string, string> Surnames, FrozenDictionary<string, string> Given, FrozenDictionary<string, string> Full) Load()
    {
        var rows = Numerals.Resource("Edict.names.tsv").Select(l => l.Split('\t')).ToList();
        return (Of("s"), Of("g"), Of("f"));

        FrozenDictionary<string, string> Of(string kind) => rows.Where(f => f[0] == kind).ToFrozenDictionary(f => f[1], f => f[2], StringComparer.Ordinal);
    }
}
