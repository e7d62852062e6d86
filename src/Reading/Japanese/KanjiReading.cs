namespace Dubbing.Readings.Japanese;

/// <summary>Kanji that the dictionary has no word for: nothing that is written stays unread.</summary>
internal static class KanjiReading
{
    private const int LongestWord = 6;

    // Before a Sino-Japanese word these are prefixes (偽陽性 ギヨーセー), after one suffixes (平滑筋 ヘーカツキン), though the dictionary has them as native nouns.
    private const string Prefixes = "前主内外偽正母悪重軽低高再総原硬軟掌雄雌果斜泥";
    private const string FreePrefixes = "新再無高低最掌果巨珍猛怪駄豪奇妖聖魔邪霊";
    private const string Suffixes = "筋形度石犬虫刀面音液像種星魚力車光眼歯骨林湖海門堂館王妃兵船剣拳砲弾状学斑節";

    /// <summary>Cuts words that the dictionary lacks into those it has, and reads the kanji left over one by one.</summary>
    public static void SplitUnknown(List<Word> words, NormalizedText text, IMorphologicalAnalyser analyser)
    {
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            if (word.IsKnown || word.IsSpoken || word.Surface.Length == 0 || !Kanji.IsAll(word.Surface))
                continue;
            var parts = Split(word, text, analyser);
            words.RemoveAt(i);
            words.InsertRange(i, parts);
            i += parts.Count - 1;
        }
    }

    /// <summary>Reads single kanji in a row as one Sino-Japanese word (羞花閉月), and single ones beside such a word.</summary>
    public static void JoinSingles(List<Word> words)
    {
        for (var i = 0; i < words.Count; i++)
        {
            if (!IsSingle(words[i]))
                continue;
            var end = i + 1;
            while (end < words.Count && words[end].Start == words[end - 1].End && IsSingle(words[end]))
                end++;
            // 上|似て: a verb with its ending is no part of a compound.
            if (end < words.Count && words[end - 1].Class == "動詞" && words[end].Start == words[end - 1].End && words[end].Surface is "て" or "た" or "ます" or "まし" or "ませ" or "ない" or "なかっ" or "られ" or "れ" or "ず" or "たら" or "ちゃ" or "ながら")
                end--;
            if (IsTemple(words, i, end) && Kanji.Sino(string.Concat(words.Skip(i).Take(end - i).Select(w => w.Surface))) is { } temple)
                Join(words, i, end, temple);
            else if (end - i > 1 && Sino(words, i, end) is { } kana)
                Join(words, i, end, kana);
            else if (end - i == 1)
                ReadBesideSino(words, i);
            else
                i = Math.Max(i, end - 1);
        }
    }

    /// <summary>清浄光寺: what is left between a Sino-Japanese word and the last kanji of a temple's name.</summary>
    private static bool IsTemple(List<Word> words, int i, int end) =>
        end - i == 2 && words[end - 1].Surface is "寺" or "院" && i > 0 && words[i - 1].End == words[i].Start && Kanji.IsSino(words[i - 1]);

    private static List<Word> Split(Word word, NormalizedText text, IMorphologicalAnalyser analyser)
    {
        var kanji = word.Surface;
        var n = kanji.Length;
        var entries = new Morpheme?[n, LongestWord + 1];
        var cost = new int[n + 1];
        var length = new int[n + 1];
        for (var at = n - 1; at >= 0; at--)
        {
            cost[at] = int.MaxValue;
            for (var l = 1; l <= LongestWord && at + l <= n; l++)
            {
                if (l > 1 && (entries[at, l] = Noun(analyser, kanji.Substring(at, l), word.Start + at)) is null)
                    continue;

                // The fewest words, those of two kanji and more first.
                var c = cost[at + l] + (l == 1 ? 3 : 2);
                if (c < cost[at])
                    (cost[at], length[at]) = (c, l);
            }
        }

        var parts = new List<Word>();
        for (var at = 0; at < n; at += length[at])
        {
            if (entries[at, length[at]] is { } entry)
            {
                parts.AddRange(Word.Of(entry, text));
                continue;
            }

            var single = new Word
            {
                Surface = kanji.Substring(at, 1),
                Source = text.Source(word.Start + at, word.Start + at + 1),
                Start = word.Start + at,
                End = word.Start + at + 1,
                Sub1 = "一般",
                Lemma = kanji.Substring(at, 1),
                Rules = "C3",
                IsKnown = false,
            };
            if (Kanji.Sino(kanji[at]) is { } kana)
                single.Read(Moras.Lengthen(kana), 0, "kanji");
            else if (Noun(analyser, single.Surface, single.Start) is { } known)
                single = Word.Of(known, text).First();
            parts.Add(single);
        }

        return parts;
    }

    private static Morpheme? Noun(IMorphologicalAnalyser analyser, string spelling, int start)
    {
        foreach (var entry in analyser.Entries(spelling))
        {
            if (entry.Feature.StartsWith("名詞", StringComparison.Ordinal) && entry.Feature.AsSpan().Count(',') >= 9)
                return entry with { Start = start };
        }

        return null;
    }

    private static bool IsSingle(Word word) =>
        word.Surface.Length == 1 && Kanji.Is(word.Surface[0]) && word.Surface[0] != '々' && !word.IsFixed
        && word.Class switch
        {
            "名詞" => word.Sub1 is "一般" or "サ変接続" or "形容動詞語幹" or "固有名詞" or "接尾" && word.Sub2 != "助数詞",
            "動詞" or "接頭詞" or "形容詞" or "記号" => true,
            _ => false,
        };

    private static string? Sino(List<Word> words, int from, int to)
    {
        // Native nouns make compounds too (毒泡 ドクアワ, 雪質 ユキシツ): only what is no noun by itself shows that the compound is Sino-Japanese.
        var isSino = to - from > 3 || FreePrefixes.Contains(words[from].Surface[0], StringComparison.Ordinal);
        var isAllSino = true;
        isSino |= to - from == 2 && !IsReadSino(words[to - 1]) && SinoOdds.Of(words[from].Surface[0], words[to - 1].Surface[0]) > SinoOdds.Enough;
        for (var i = from; i < to; i++)
        {
            // A surname, or a suffix that goes with native words (鍋屋): no Sino-Japanese compound.
            var isReadSino = IsReadSino(words[i]);
            var isSinoSuffix = i == to - 1 && to - from > 2 && Suffixes.Contains(words[i].Surface[0], StringComparison.Ordinal);
            if (words[i].Sub3 == "姓" || (words[i].Sub1 == "接尾" && !isReadSino && !isSinoSuffix))
                return null;
            isSino |= isSinoSuffix;
            isAllSino &= isReadSino;
            // 中国|海警局: behind a place, with a kanji that is no word by itself.
            isSino |= !words[i].IsKnown && i > from && from > 0 && words[from - 1].End == words[from].Start && words[from - 1].Sub2 == "地域";
            isSino |= !isReadSino && (words[i].Class is "動詞" or "形容詞" or "記号" || !words[i].IsSpoken || words[i].Sub1 == "固有名詞");
        }

        return isSino && !isAllSino ? Kanji.Sino(string.Concat(words.Skip(from).Take(to - from).Select(w => w.Surface))) : null;
    }

    private static bool IsReadSino(Word word) => Kanji.Sino(word.Surface[0]) is { } kana && Moras.Lengthen(kana) == word.Spoken;

    private static void Join(List<Word> words, int from, int to, string kana)
    {
        var (steps, count, moras) = (words[from].Steps, to - from, Moras.Split(kana).Count);
        var word = Word.Merge(words, from, count);
        (word.Sub1, word.Rules, word.IsKnown) = ("一般", count == 2 ? "C2" : "C1", false);
        word.Steps.AddRange(steps.Where(s => s.Rule is not ("dictionary" or "kanji")));
        word.Read(kana, count > 2 ? Math.Max(1, moras - 3) : moras < 4 ? 1 : 0, "kanji");
    }

    private static void ReadBesideSino(List<Word> words, int i)
    {
        var word = words[i];
        var isStem = word.Class == "形容詞" && word.Surface is "硬" or "軟";
        if ((!word.Is("名詞", "一般") && !isStem) || Kanji.Sino(word.Surface[0]) is not { } kana)
            return;
        kana = Moras.Lengthen(kana);
        if (word.Spoken == kana)
            return;
        var (before, after) = (i > 0 ? words[i - 1] : null, i + 1 < words.Count ? words[i + 1] : null);
        var isPrefix = after is not null && after.Start == word.End && after.Class == "名詞" && Prefixes.Contains(word.Surface[0], StringComparison.Ordinal) && Kanji.IsSino(after)
            && (isStem || !(before is not null && before.End == word.Start && Kanji.IsAll(before.Surface)));
        var isSuffix = before is not null && before.End == word.Start && before.Is("名詞") && Suffixes.Contains(word.Surface[0], StringComparison.Ordinal) && Kanji.IsSino(before);
        if (isPrefix || isSuffix)
            word.Read(kana, 0, "kanji");
    }
}
