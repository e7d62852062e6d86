using Dubbing.Readings.Correction;

namespace Dubbing.Readings.Japanese;

/// <summary>The words of a Japanese line whose reading the user has settled.</summary>
internal sealed class JapaneseWords
{
    // A word with kanji of at least so many letters is taken also where the analyser would cut it elsewhere (外国人|参政権).
    private const int Long = 3;

    private readonly List<SaidWord> words;

    private JapaneseWords(List<SaidWord> words) => this.words = words;

    /// <summary>Finds the settled words of a line.</summary>
    /// <param name="text">The line in the dictionary's spelling.</param>
    /// <param name="marked">The words of the markup; their spans count in the line.</param>
    /// <param name="dictionary">The user's words.</param>
    /// <param name="analyser">Tells where words begin and end.</param>
    public static JapaneseWords Find(NormalizedText text, IReadOnlyList<SaidWord> marked, ReadingDictionary? dictionary, IMorphologicalAnalyser analyser)
    {
        if (dictionary is null || !dictionary.Has(Language.Japanese))
            return new JapaneseWords([.. marked]);
        HashSet<int>? edges = null;
        var found = dictionary.Find(Language.Japanese, text.Text, (start, end, kind) => MayStand(text.Text, start, end, kind, () => edges ??= Edges(text.Text, analyser)))
            .ConvertAll(w => w with { Span = text.Source(w.Span.Start, w.Span.End) });
        List<SaidWord> settled = [.. marked];
        found.RemoveAll(w => SaidWord.Overlap(settled, w.Span));
        found.AddRange(marked);
        found.Sort((a, b) => a.Span.Start.CompareTo(b.Span.Start));
        return new JapaneseWords(found);
    }

    /// <summary>The text with those words in kana that other rules would take for digits, letters or signs.</summary>
    public NormalizedText Spell(NormalizedText text)
    {
        if (words.Count == 0)
            return text;
        var (spelled, at) = (new NormalizedText(), 0);
        foreach (var (start, end, word) in Places(text))
        {
            spelled.Append(text, at, start);
            if (text.Text.AsSpan(start, end - start).IndexOfAnyExcept(Letters) < 0)
                spelled.Append(text, start, end);
            else
                spelled.Append(string.Concat(word.Parts.Select(p => p.Said)), text.Source(start, end));
            at = end;
        }

        spelled.Append(text, at, text.Length);
        return spelled;
    }

    /// <summary>Whether a settled word stands in a stretch of the line.</summary>
    public bool Overlaps(SourceSpan span) => SaidWord.Overlap(words, span);

    /// <summary>Where the analyser has to cut a text; null for nowhere.</summary>
    public int[]? Cuts(NormalizedText text)
    {
        if (words.Count == 0)
            return null;
        var cuts = new List<int>();
        foreach (var (start, end, word) in Places(text))
        {
            cuts.Add(start);
            // 行った: what follows a kanji in hiragana may belong to its word.
            if (end < text.Length && IsHiragana(text[end]) && word.Parts.Count == 1 && IsKanji(text[end - 1]))
                continue;
            cuts.Add(end);
        }

        return [.. cuts];
    }

    /// <summary>Gives the words their readings, in place.</summary>
    /// <param name="found">The words of a text, cut as <see cref="Cuts"/> says.</param>
    /// <param name="text">The text.</param>
    /// <param name="analyser">Knows the accents of readings that are in the dictionary.</param>
    public void Apply(List<Word> found, NormalizedText text, IMorphologicalAnalyser analyser)
    {
        if (words.Count == 0)
            return;
        var a = 0;
        foreach (var (start, end, word) in Places(text))
        {
            while (a < found.Count && found[a].Start < start)
                a++;
            if (a == found.Count || found[a].Start != start)
                continue;
            var b = a;
            while (b + 1 < found.Count && found[b].End < end)
                b++;
            // Parts of one dictionary entry share its place.
            while (b + 1 < found.Count && found[b + 1].Start == found[b].Start)
                b++;
            var settled = Settle(found.GetRange(a, b - a + 1), start, end, word, text, analyser);
            found.RemoveRange(a, b - a + 1);
            found.InsertRange(a, settled);
            a += settled.Count;
        }
    }

    private static readonly System.Buffers.SearchValues<char> Letters = System.Buffers.SearchValues.Create(
        [.. Enumerable.Range('\u3041', 0x56).Concat(Enumerable.Range('\u30A1', 0x5C)).Concat(Enumerable.Range('\u4E00', 0x5200)).Append('々').Append('ヶ').Select(c => (char)c)]);

    private static List<Word> Settle(List<Word> cut, int start, int end, SaidWord said, NormalizedText text, IMorphologicalAnalyser analyser)
    {
        var (first, last) = (cut[0], cut[^1]);
        var after = last.End > end ? Moras.ToKatakana(text.Text[end..last.End]) : "";
        var settled = new List<Word>(said.Parts.Count);
        for (var i = 0; i < said.Parts.Count; i++)
        {
            var part = said.Parts[i];
            var kana = Moras.Split(part.Said + (i == said.Parts.Count - 1 ? after : ""));
            var known = said.Parts.Count == 1 && part.Accent is null ? Known(text.Text[start..last.End], kana, first, text, start, analyser) : null;
            var kept = known ?? (cut.Count == 1 && after.Length > 0 ? first : null);
            var word = new Word
            {
                // Nothing later looks a settled word up again: it has no spelling.
                Surface = "",
                Source = new SourceSpan(first.Source.Start, last.Source.End - first.Source.Start),
                Start = start,
                End = last.End,
                Class = kept?.Class ?? "名詞",
                Sub1 = kept?.Sub1 is { } sub and not "数" ? sub : said.Class == WordClass.Name ? "固有名詞" : "一般",
                Sub2 = kept?.Sub2 ?? "*",
                Sub3 = kept?.Sub3 ?? "*",
                Conjugation = kept?.Conjugation ?? "*",
                Form = kept?.Form ?? "*",
                Lemma = kept is not null && part.Accent is null ? kept.Lemma : "*",
                Kana = kana,
                Joins = i > 0 ? false : first.Joins,
            };
            word.Accent = Math.Min(part.Accent ?? known?.Accent ?? Guess(kana, text.Text[start..end]), kana.Count);
            word.Rules = kept?.Rules ?? (word.Accent == 0 ? "C2" : "C1");
            word.Steps.AddRange(text.Steps(start, end));
            word.Steps.Add(said.Step);
            if (known?.Steps.Find(s => s.Rule == "dictionary") is { } entry)
                word.Steps.Add(entry);
            settled.Add(word);
        }

        return settled;
    }

    /// <summary>The dictionary's entry with this spelling and this reading; of several one of the class that the analyser chose.</summary>
    private static Word? Known(string surface, List<string> kana, Word analysed, NormalizedText text, int start, IMorphologicalAnalyser analyser)
    {
        var (sound, found) = (Sound(kana), (Word?)null);
        foreach (var entry in analyser.Entries(surface))
        {
            var words = Word.Of(entry with { Start = start }, text).ToList();
            if (words.Count == 1 && Sound(words[0].Kana) == sound && (found is null || (found.Class != analysed.Class && words[0].Class == analysed.Class)))
                found = words[0];
        }

        return found;
    }

    private static int Guess(List<string> kana, string surface) => surface.All(c => c is >= 'ァ' and <= 'ー' or >= 'Ａ' and <= 'ｚ') ? WordCorrections.LoanwordAccent(kana) : 0;

    /// <summary>Kana with every long vowel as ー: トウキョウ and トーキョー are the same reading.</summary>
    private static string Sound(List<string> kana)
    {
        var sound = new List<string>(kana);
        for (var i = 1; i < sound.Count; i++)
        {
            if (sound[i - 1] is "ー" or "ッ")
                continue;
            var vowel = Moras.Sounds(sound[i - 1]).Vowel;
            if ((sound[i], vowel) is ("ア", "a") or ("イ", "i") or ("イ", "e") or ("ウ", "u") or ("ウ", "o") or ("エ", "e") or ("オ", "o"))
                sound[i] = "ー";
        }

        return string.Concat(sound);
    }

    /// <summary>Where the settled words stand in a text that was made from the line.</summary>
    private IEnumerable<(int Start, int End, SaidWord Word)> Places(NormalizedText text)
    {
        var at = 0;
        foreach (var word in words)
        {
            while (at < text.Length && text.Source(at, at + 1).Start < word.Span.Start)
                at++;
            var start = at;
            while (at < text.Length && text.Source(at, at + 1).End <= word.Span.End)
                at++;
            if (at > start)
                yield return (start, at, word);
        }
    }

    private static HashSet<int> Edges(string text, IMorphologicalAnalyser analyser)
    {
        var edges = new HashSet<int> { 0, text.Length };
        foreach (var morpheme in analyser.Analyse(text))
        {
            edges.Add(morpheme.Start);
            edges.Add(morpheme.Start + morpheme.Surface.Length);
        }

        return edges;
    }

    private static bool MayStand(string text, int start, int end, WordClass kind, Func<HashSet<int>> edges)
    {
        if (start > 0 && !Parted(text[start - 1], text[start]))
            return false;
        if (end < text.Length && !Parted(text[end - 1], text[end]))
            return false;
        if (kind == WordClass.Phrase)
            return true;
        var (asksStart, asksEnd) = (start > 0 && IsLetter(text[start]) && IsLetter(text[start - 1]), end < text.Length && IsLetter(text[end - 1]) && IsLetter(text[end]));
        if (!asksStart && !asksEnd)
            return true;
        if (end - start >= Long && IsKanji(text[start]) && IsKanji(text[end - 1]))
            return true;
        var cut = edges();
        return (!asksStart || cut.Contains(start)) && (!asksEnd || cut.Contains(end));
    }

    /// <summary>Latin letters, digits and katakana do not go on: キャラ is no word of キャラメル.</summary>
    private static bool Parted(char a, char b) => !(IsKatakana(a) && IsKatakana(b)) && !(IsLatin(a) && IsLatin(b)) && !(IsDigit(a) && IsDigit(b));

    private static bool IsKatakana(char c) => c is >= 'ァ' and <= 'ヺ' or 'ー';

    private static bool IsHiragana(char c) => c is >= 'ぁ' and <= 'ゖ';

    private static bool IsKanji(char c) => c is >= '\u4E00' and <= '\u9FFF' or '々';

    private static bool IsLatin(char c) => c is >= 'Ａ' and <= 'Ｚ' or >= 'ａ' and <= 'ｚ';

    private static bool IsDigit(char c) => c is >= '０' and <= '９';

    private static bool IsLetter(char c) => IsKatakana(c) || IsHiragana(c) || IsKanji(c);
}
