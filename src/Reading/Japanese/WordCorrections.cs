namespace Dubbing.Readings.Japanese;

/// <summary>What the dictionary alone gets wrong: marks, unknown words, and words whose reading the neighbours decide.</summary>
internal static class WordCorrections
{
    /// <summary>Corrects the words of a line in place.</summary>
    public static void Apply(List<Word> words)
    {
        JoinKatakana(words);
        Lexicon.Apply(words);
        foreach (var word in words)
        {
            if (MarkOf(word) is { } mark)
                (word.Mark, word.Kana) = (mark, []);
            else if (!word.IsSpoken && word.Class != "記号" && Moras.IsKana(word.Surface))
                word.Read(Moras.ToKatakana(word.Surface), 0, "kana");
        }

        foreach (var word in words)
        {
            SpellAsWritten(word);
            Lengthen(word);
        }

        for (var i = 1; i < words.Count; i++)
        {
            LengthenVolition(words[i - 1], words[i]);
            AccentPlaceWords(words[i - 1], words[i]);
        }
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
    private static int LoanwordAccent(List<string> kana)
    {
        var accent = Math.Max(1, kana.Count - 2);
        return accent > 1 && kana[accent - 1] is "ン" or "ッ" or "ー" ? accent - 1 : accent;
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
    }

    /// <summary>新しい アタラシー, 場合 バーイ: a vowel after its like is one long vowel.</summary>
    private static void Lengthen(Word word)
    {
        for (var i = 1; i < word.Kana.Count; i++)
        {
            var vowel = word.Kana[i] switch
            {
                "ア" => "a",
                "イ" => "i",
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
        if (word.Class == "名詞" && (word.Surface, word.Spoken) is ("人", "ヒト") or ("上", "ウエ")
            && (before.Class is "動詞" or "形容詞" or "助動詞" or "連体詞" || before.Is("助詞", "連体化")))
            word.Accent = word.Kana.Count;
    }

    private static string LastSound(Word word) => word.Kana.FindLast(k => k != "ー") ?? "ア";

    private static PhraseEnd? MarkOf(Word word) => word.Surface switch
    {
        "、" or "，" or "；" or "：" or "､" => PhraseEnd.Comma,
        "。" or "．" or "｡" => PhraseEnd.Period,
        "？" or "⁇" or "⁈" => PhraseEnd.Question,
        "！" or "‼" => PhraseEnd.Exclamation,
        "「" or "」" or "『" or "』" or "（" or "）" or "【" or "】" or "〔" or "〕" or "［" or "］" or "｛" or "｝" or "〈" or "〉" or "《" or "》" => PhraseEnd.Comma,
        "…" or "―" or "－" => PhraseEnd.Comma,
        _ => null,
    };
}
