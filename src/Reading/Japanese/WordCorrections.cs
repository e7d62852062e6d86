namespace Dubbing.Readings.Japanese;

/// <summary>What the dictionary alone gets wrong: marks, unknown words, and words whose reading the neighbours decide.</summary>
internal static class WordCorrections
{
    /// <summary>Corrects the words of a line in place.</summary>
    /// <param name="words">The words of the line.</param>
    /// <param name="text">The text they were found in.</param>
    /// <param name="lookUp">Words of another stretch of the text.</param>
    /// <param name="analyser">Knows the dictionary's words.</param>
    /// <param name="without">Our words to leave out, for measuring; null for none.</param>
    public static void Apply(List<Word> words, NormalizedText text, Func<int, int, IEnumerable<Word>> lookUp, IMorphologicalAnalyser analyser, IReadOnlySet<string>? without)
    {
        JoinKatakana(words);
        ReadLists(words);
        PersonNames.Apply(words, analyser);
        AdjectiveCompounds.Apply(words, analyser, lookUp);
        Rendaku.Apply(words);
        ReadRoads(words);
        Compounds.Apply(words, text, analyser);
        Lexicon.Apply(words, text, lookUp, without);
        NamePatterns.Apply(words);
        KanjiReading.JoinSingles(words);
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            var (before, after) = (i > 0 ? words[i - 1] : null, i + 1 < words.Count ? words[i + 1] : null);
            if (MarkOf(word, before, after) is { } mark)
                (word.Mark, word.Kana) = (mark, []);
            else if (word.Surface is "～" or "〜" && before is { IsSpoken: true })
                SpeakTilde(word, before, after);
            else if (!word.IsSpoken && SignNames.TryGetValue(word.Surface, out var name) && before is { IsSpoken: true } && after is not null
                && !IsNameJoint(word, before, after))
            {
                word.Class = "名詞";
                word.Read(name, 1, "symbol");
            }
            else if (!word.IsSpoken && word.Surface.Length > 0 && word.Surface.All(c => c is (>= 'Ａ' and <= 'Ｚ') or (>= 'ａ' and <= 'ｚ')))
                ReadLatin(word, analyser);
            else if (!word.IsSpoken && word.Class != "記号" && Moras.IsKana(word.Surface))
                word.Read(Moras.ToKatakana(word.Surface), 0, "kana");
        }

        foreach (var word in words)
        {
            SpellAsWritten(word);
            Lengthen(word);
        }

        Mimetics.Apply(words);
        for (var i = 1; i < words.Count; i++)
        {
            ReadHa(words, i);
            LengthenVolition(words[i - 1], words[i]);
            AccentPlaceWords(words[i - 1], words[i]);
        }
    }

    /// <summary>ＬＬの: the analyser took a word that the dictionary has for an unknown one.</summary>
    private static void ReadLatin(Word word, IMorphologicalAnalyser analyser)
    {
        foreach (var entry in analyser.Entries(word.Surface))
        {
            if (entry.Feature.Split(',') is { Length: > 9 } f && f[0] != "フィラー")
            {
                word.Read(f[8], 1, "dictionary");
                return;
            }
        }

        word.Read(LatinSpelling.LettersOf(word.Surface.Normalize(System.Text.NormalizationForm.FormKC)), 1, "letters");
    }

    /// <summary>
    /// A name in katakana that the dictionary lacks falls into shreds (テュルリー into テ, ュ, ルリー): they are put together again.
    /// </summary>
    private static void JoinKatakana(List<Word> words)
    {
        for (var i = words.Count - 1; i >= 0; i--)
        {
            if (!IsKatakana(words[i]))
                continue;
            var last = i;
            while (i > 0 && IsKatakana(words[i - 1]) && words[i - 1].End == words[i].Start)
                i--;
            var run = words.GetRange(i, last - i + 1);
            if (run.Count == 1 ? run[0].IsKnown : !run.Exists(IsShred))
                continue;
            words.RemoveRange(i, run.Count);
            words.InsertRange(i, Names(run));
        }
    }

    /// <summary>The names in a run of katakana, parted by ・; each has its own tune.</summary>
    private static IEnumerable<Word> Names(List<Word> run)
    {
        var surface = string.Concat(run.Select(w => w.Surface));
        var source = new SourceSpan(run[0].Source.Start, run[^1].Source.End - run[0].Source.Start);
        var direct = source.Length == surface.Length;
        var at = 0;
        foreach (var name in surface.Split('・'))
        {
            var word = new Word
            {
                Surface = name,
                Source = direct ? new SourceSpan(source.Start + at, name.Length) : source,
                Start = run[0].Start + at,
                End = run[0].Start + at + name.Length,
                Sub1 = "一般",
                Lemma = name,
                Rules = "C1",
                IsKnown = false,
                Joins = at > 0 ? false : null,
            };
            at += name.Length + 1;
            word.Kana = Moras.Split(name);
            if (word.Kana.Count == 0)
                continue;
            word.Accent = LoanwordAccent(word.Kana);
            word.Steps.Add(new ReadingStep("katakana", name, word.Spoken));
            yield return word;
        }
    }

    /// <summary>Loanwords have their nucleus on the third mora from the end, or on the mora before where that is ン, ッ or ー.</summary>
    internal static int LoanwordAccent(List<string> kana)
    {
        var accent = Math.Max(1, kana.Count - 2);
        return accent > 1 && kana[accent - 1] is "ン" or "ッ" or "ー" ? accent - 1 : accent;
    }

    /// <summary>月・水・金, 日・米・韓: days of the week in a row, countries in a row.</summary>
    private static void ReadLists(List<Word> words)
    {
        ReadList(words, Weekdays, "weekday");
        ReadList(words, Countries, "country");
    }

    private static void ReadList(List<Word> words, Dictionary<string, (string Kana, int Accent)> table, string rule)
    {
        for (var i = 0; i < words.Count; i++)
        {
            var (before, after) = (i > 1 && IsList(words[i - 1]) ? words[i - 2] : null, i + 2 < words.Count && IsList(words[i + 1]) ? words[i + 2] : null);
            if (table.ContainsKey(words[i].Surface) && ((before is not null && table.ContainsKey(before.Surface)) || (after is not null && table.ContainsKey(after.Surface))))
                Read(words[i], i);
        }

        bool IsList(Word word) => word.Surface is "・" or "／" || (word.Surface == "、" && table == Weekdays);

        void Read(Word word, int at)
        {
            var (kana, accent) = table[word.Surface];
            (word.Class, word.Sub1, word.Sub2, word.IsFixed) = ("名詞", "一般", "*", true);
            if (word.Spoken == kana)
                word.Steps.Add(new ReadingStep(rule, word.Surface, kana));
            word.Read(kana, accent, rule);
            if (at > 0 && words[at - 1].Surface is "・" or "／")
                word.Joins = false;
        }
    }

    // 日 stands in both tables: with other days it is a day.
    private static readonly Dictionary<string, (string Kana, int Accent)> Countries = new(StringComparer.Ordinal)
    {
        ["日"] = ("ニチ", 1), ["米"] = ("ベー", 1), ["韓"] = ("カン", 1), ["中"] = ("チュー", 1), ["英"] = ("エー", 1), ["独"] = ("ドク", 1), ["仏"] = ("フツ", 1), ["露"] = ("ロ", 1), ["伊"] = ("イ", 1), ["豪"] = ("ゴー", 1), ["印"] = ("イン", 1), ["加"] = ("カ", 1), ["台"] = ("タイ", 1), ["朝"] = ("チョー", 1), ["越"] = ("エツ", 1),
    };

    private static readonly Dictionary<string, (string Kana, int Accent)> Weekdays = new(StringComparer.Ordinal)
    {
        ["月"] = ("ゲツ", 1), ["火"] = ("カ", 1), ["水"] = ("スイ", 1), ["木"] = ("モク", 1), ["金"] = ("キン", 1), ["土"] = ("ド", 1), ["日"] = ("ニチ", 1),
    };

    // 令制国: roads are named after the old provinces (大和路 ヤマトジ, 信濃路 シナノジ).
    private static readonly string[] Provinces =
    [
        "山城", "大和", "河内", "和泉", "摂津", "伊賀", "伊勢", "志摩", "尾張", "三河", "遠江", "駿河", "伊豆", "甲斐", "相模", "武蔵", "安房", "上総", "下総", "常陸", "近江", "美濃", "飛騨", "信濃", "上野", "下野", "陸奥", "出羽", "若狭", "越前", "加賀", "能登", "越中", "越後", "佐渡", "丹波", "丹後", "但馬", "因幡", "伯耆", "出雲", "石見", "隠岐", "播磨", "美作", "備前", "備中", "備後", "安芸", "周防", "長門", "紀伊", "阿波", "讃岐", "伊予", "土佐", "筑前", "筑後", "豊前", "豊後", "肥前", "肥後", "日向", "大隅", "薩摩",
    ];

    /// <summary>大和|路線: the line along a road of an old province, no route (路線).</summary>
    private static void ReadRoads(List<Word> words)
    {
        for (var i = 1; i < words.Count; i++)
        {
            if (words[i].Surface != "路線" || words[i - 1].End != words[i].Start || !words[i - 1].Is("名詞", "固有名詞"))
                continue;
            if (Array.IndexOf(Provinces, words[i - 1].Surface) >= 0)
                words[i].Read("ジセン", 0, "compound");
        }
    }

    private static bool IsKatakana(Word word) =>
        word.Surface is { Length: > 0 } and not "・" && word.Surface.All(c => c is >= 'ァ' and <= 'ー');

    private static bool IsShred(Word word) =>
        !word.IsKnown || word.Surface.Length == 1 || word.Class is "フィラー" or "その他" or "記号" || word.Surface[0] is 'ァ' or 'ィ' or 'ゥ' or 'ェ' or 'ォ' or 'ャ' or 'ュ' or 'ョ' or 'ー' or 'ッ' or 'ン';

    private static readonly System.Buffers.SearchValues<char> Written = System.Buffers.SearchValues.Create("ヴァィゥェォャュョ");

    /// <summary>ヴ is spoken where it is written; 言う is spoken ゆう.</summary>
    private static void SpellAsWritten(Word word)
    {
        if (word.Surface.AsSpan().ContainsAny(Written) && IsKatakana(word) && Moras.Split(word.Surface) is { Count: > 0 } kana)
            word.Read(string.Concat(kana), Math.Min(word.Accent, kana.Count), "katakana");
        else if (word.Class == "動詞" && word.Lemma is "いう" or "言う" or "云う" && word.Spoken == "イウ")
            word.Read("ユー", word.Accent, "long vowel");
        else if (word.Surface.Length > 2 && word.Surface.StartsWith("言う", StringComparison.Ordinal) && word.Spoken.StartsWith("イウ", StringComparison.Ordinal))
            word.Read("ユー" + word.Spoken[2..], word.Accent, "long vowel");
    }

    /// <summary>新しい アタラシー, 場合 バーイ: a vowel after its like is one long vowel.</summary>
    private static void Lengthen(Word word)
    {
        for (var i = 1; i < word.Kana.Count; i++)
        {
            var vowel = word.Kana[i] switch
            {
                "ア" => "a",
                "イ" when word.Class == "形容詞" && word.Kana.Count > 2 => "i",
                "ウ" when word.Class == "動詞" && i == word.Kana.Count - 1 => "u",
                _ => null,
            };
            if (vowel is not null && word.Kana[i - 1] is not ("ー" or "ッ") && Moras.Sounds(word.Kana[i - 1]).Vowel == vowel)
                word.Kana[i] = "ー";
        }
    }

    /// <summary>The う of でしょう, 行こう is spoken long.</summary>
    private static void LengthenVolition(Word before, Word word)
    {
        if (word is { Class: "助動詞", Surface: "う" } && before.IsSpoken && before.Class is "動詞" or "助動詞" && Moras.Sounds(LastSound(before)).Vowel == "o")
            word.Read("ー", word.Accent, "long vowel");
    }

    /// <summary>人, 上 have a nucleus on the last mora after what describes them: ソノ ヒト]ガ.</summary>
    private static void AccentPlaceWords(Word before, Word word)
    {
        if (word is { Class: "助動詞", Lemma: "ある", Accent: 0 } || (word is { Class: "助動詞", Surface: "あり", Accent: 2 }))
            word.Accent = 1;
        else if (word is { Sub1: "非自立", Spoken: "トコロ" })
            word.Accent = 3;
        else if (word.Class == "名詞" && (word.Surface, word.Spoken) is ("人", "ヒト") or ("上", "ウエ")
            && (before.Class is "動詞" or "形容詞" or "助動詞" or "連体詞" || before.Is("助詞", "連体化")))
            word.Accent = word.Kana.Count;
    }

    /// <summary>食べてはいられない is は + いる, though the dictionary finds はいる; 家にはいって is はいる, though it finds は + いく.</summary>
    private static void ReadHa(List<Word> words, int i)
    {
        var (before, word) = (words[i - 1], words[i]);
        if (word.Class == "動詞" && word.Surface is "はいら" or "はいり" or "はいれ" && before.Surface is "て" or "で" && before.Class == "助詞")
            word.Read("ワ" + word.Spoken[1..], word.Accent, "は");
        else if (word is { Class: "動詞", Lemma: "行く", Surface: "行っ" } && IsDoing(words, i))
            word.Read("オコナッ", 0, "行う");
        else if (word.Surface == "は" && word.Class == "助詞" && before.Surface == "に" && i + 1 < words.Count && words[i + 1].Surface == "いっ" && i + 2 < words.Count && words[i + 2].Surface is "て" or "た")
            word.Read("ハ", word.Accent, "は");
    }

    /// <summary>調査を行った is 行う: an action in the accusative, and no other verb between.</summary>
    private static bool IsDoing(List<Word> words, int i)
    {
        // 道を散歩に行った, but 調査を積極的に行った.
        if (words[i - 1].Surface is "へ" || (words[i - 1].Surface == "に" && (i < 2 || !IsManner(words[i - 2]))))
            return false;
        for (var at = i - 1; at > 0 && at > i - 6 && words[at].Class is not ("動詞" or "記号"); at--)
        {
            if (words[at].Surface == "を")
                return words[at - 1].Sub1 is "サ変接続" or "接尾" || words[at - 1].Is("名詞", "非自立");
        }

        return false;
    }

    private static bool IsManner(Word word) => word.Sub1 is "形容動詞語幹" || word.Sub2 is "形容動詞語幹" || word.Class == "副詞" || word.Surface.EndsWith('ら');

    private static string LastSound(Word word) => word.Kana.FindLast(k => k != "ー") ?? "ア";

    private static readonly Dictionary<string, string> SignNames = new(StringComparer.Ordinal)
    {
        ["＆"] = "アンド", ["＋"] = "プラス", ["＝"] = "イコール", ["＠"] = "アット", ["×"] = "カケル", ["÷"] = "ワル",
    };

    /// <summary>Between katakana ＝ joins the parts of a name (レヴィ＝ストロース) and is not said.</summary>
    private static bool IsNameJoint(Word word, Word before, Word after) =>
        word.Surface == "＝" && before.End == word.Start && word.End == after.Start && before.Surface.Length > 0 && after.Surface.Length > 0
        && before.Surface[^1] is (>= 'ァ' and <= 'ヺ') or 'ー' && after.Surface[0] is >= 'ァ' and <= 'ヺ';

    /// <summary>東京～大阪 is から; そうだね～ draws the vowel out.</summary>
    private static void SpeakTilde(Word tilde, Word before, Word? after)
    {
        if (before.Class == "名詞" && after is { Class: "名詞" or "接頭詞", IsSpoken: true })
        {
            (tilde.Class, tilde.Sub1, tilde.Rules) = ("助詞", "格助詞", "名詞%F1");
            tilde.Read("カラ", 2, "range");
        }
        else if (before.Kana[^1] is not ("ッ" or "ン"))
            before.Read(before.Spoken + "ー", before.Accent, "long vowel");
    }

    private static PhraseEnd? MarkOf(Word word, Word? before, Word? after)
    {
        switch (word.Surface)
        {
            case "、" or "，" or "；" or "：" or "､":
                return PhraseEnd.Comma;
            case "。" or "．" or "｡":
                return PhraseEnd.Period;
            case "？" or "⁇" or "⁈":
                return PhraseEnd.Question;
            case "！" or "‼":
                return PhraseEnd.Exclamation;
            case "「" or "『" or "“" or "〈" or "《":
                // Before what is quoted one pauses only where the sentence does.
                return before is { Class: "助詞", Sub1: "係助詞" } or { Class: "接続詞" } ? PhraseEnd.Comma : null;
            case "」" or "』" or "〉" or "》" or "）" or "］" or "】" or "〕" or "｝":
                return after is { Class: "助詞" or "助動詞" } or { Sub1: "接尾" } || (word.Surface is "」" or "』" && after is { Class: "名詞" }) ? null : PhraseEnd.Comma;
            case "（" or "［" or "【" or "〔" or "｛":
                return PhraseEnd.Comma;
            case "…" or "……" or "―" or "――" or "‥":
                return PhraseEnd.Comma;
        }

        // Runs of marks come as one unknown word.
        if (word.IsSpoken || word.IsKnown && word.Class != "記号")
            return null;
        PhraseEnd? strongest = null;
        foreach (var c in word.Surface)
        {
            PhraseEnd? mark = c switch
            {
                '？' => PhraseEnd.Question,
                '！' => PhraseEnd.Exclamation,
                '。' or '．' => PhraseEnd.Period,
                '、' or '，' or '…' or '―' => PhraseEnd.Comma,
                _ => null,
            };
            if (mark is not null && (strongest is null || ReadingBuilder.Strength(mark.Value) > ReadingBuilder.Strength(strongest.Value)))
                strongest = mark;
        }

        return strongest;
    }
}
