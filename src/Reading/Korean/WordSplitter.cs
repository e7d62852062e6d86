namespace Dubbing.Readings.Korean;

/// <summary>Splits normalised text at spaces and marks and each word into morphemes.</summary>
internal static class WordSplitter
{
    /// <summary>The words of a line; the last one always ends a sentence.</summary>
    public static List<Word> Split(List<Glyph> glyphs)
    {
        var words = new List<Word>();
        for (var at = 0; at < glyphs.Count;)
        {
            var end = at;
            while (end < glyphs.Count && glyphs[end].IsSyllable)
                end++;
            var mark = end < glyphs.Count ? MarkOf(glyphs[end].Char) : PhraseEnd.Period;
            if (end > at)
            {
                // The word before tells what may follow: a number and its counter are said as one, with a space between (30 분) or without.
                var counts = words.Count > 0 && at > 0 && words[^1].Last == Kind.Number && words[^1].End == PhraseEnd.None
                    && (glyphs[at - 1].Source.Length == 0 || Normaliser.BeginsWithCounter(Letters(glyphs, at, end)));
                words.Add(Word(glyphs, at, end, words.Count, counts, mark));
            }
            else if (words.Count > 0 && mark != PhraseEnd.None && words[^1].End is PhraseEnd.None or PhraseEnd.Comma)
                words[^1].End = mark;
            at = end + 1;
        }

        // A line ends somewhere even without a full stop.
        if (words.Count > 0 && words[^1].End is PhraseEnd.None or PhraseEnd.Comma)
            words[^1].End = PhraseEnd.Period;
        return words;
    }

    private static char[] Letters(List<Glyph> glyphs, int from, int to)
    {
        var letters = new char[to - from];
        for (var i = 0; i < letters.Length; i++)
            letters[i] = glyphs[from + i].Char;
        return letters;
    }

    private static PhraseEnd MarkOf(char mark) => mark switch
    {
        ',' => PhraseEnd.Comma,
        '.' => PhraseEnd.Period,
        '?' => PhraseEnd.Question,
        '!' => PhraseEnd.Exclamation,
        _ => PhraseEnd.None,
    };

    private static Word Word(List<Glyph> glyphs, int from, int to, int index, bool counts, PhraseEnd mark)
    {
        var letters = Letters(glyphs, from, to);
        var parts = new List<Morpheme>();
        var mayModify = false;
        var kind = counts ? Kind.Number : Kind.Start;
        for (var i = 0; i < letters.Length;)
        {
            // What digits and letters were put into is one part; what was typed in Hangul is analysed.
            var said = Said(glyphs[from + i]);
            var end = i + 1;
            while (end < letters.Length && Said(glyphs[from + end]) == said && (said == Kind.Start || glyphs[from + end].Source == glyphs[from + i].Source || (glyphs[from + end].IsSettled && glyphs[from + i].IsSettled)))
                end++;
            if (said != Kind.Start)
                parts.Add(new Morpheme(i, end - i, said, null));
            else
            {
                foreach (var part in Analyser.Split(letters.AsSpan(i, end - i), kind, out mayModify))
                    parts.Add(part with { Start = part.Start + i });
            }

            kind = said == Kind.Number ? Kind.Number : Kind.Noun;
            i = end;
        }

        var word = new Word
        {
            Text = new string(letters), Parts = parts, End = mark, Syllables = [],
            MayModify = mayModify, IsSaid = Said(glyphs[from]) != Kind.Start,
        };
        Fill(word, glyphs, from, index, counts);
        return word;
    }

    /// <summary>Digits in words are numbers, letters in words nouns; <see cref="Kind.Start"/> for what was typed in Hangul.</summary>
    private static Kind Said(Glyph glyph)
    {
        if (glyph.IsSettled)
            return Kind.Noun;
        if (glyph.IsWord)
            return Kind.Start;
        if (glyph.IsNumber)
            return Kind.Number;
        if (glyph.Steps.IsDefaultOrEmpty || glyph.Steps[0].Rule == "한자음")
            return Kind.Start;
        return glyph.Steps[0].Rule is "number" or "date" or "time" or "phone number" or "fraction" or "digits" ? Kind.Number : Kind.Noun;
    }

    private static void Fill(Word word, List<Glyph> glyphs, int from, int index, bool counts)
    {
        for (var p = 0; p < word.Parts.Count; p++)
        {
            var part = word.Parts[p];
            var entry = part.Entry;
            for (var k = 0; k < part.Length; k++)
            {
                var i = part.Start + k;
                var glyph = glyphs[from + i];
                IReadOnlyCollection<ReadingStep> steps = glyph.Steps.IsDefault ? [] : glyph.Steps;
                var letter = glyph.Char;
                if (entry?.Said is { } said && said[k] != letter)
                {
                    steps = [.. steps, new ReadingStep(entry.Rule!, entry.Text, said)];
                    letter = k == part.Length - 1 ? KeepFinal(letter, said[k]) : said[k];
                }

                var border = entry?.Borders is { } borders && k < borders.Length ? borders[k] : Border.None;
                string? rule = null;
                // 등차수열: 수 is a suffix only where the noun ends.
                if (border == Border.Tense && part is { Kind: Kind.Suffix, Length: 1 } && letter is '수' or '조' && p + 1 < word.Parts.Count && word.Parts[p + 1].Kind is not (Kind.Particle or Kind.Stem or Kind.Suffix or Kind.ModifierN))
                    border = Border.None;
                // 방수, 누수, 정조: after one syllable it is no suffix but the second half of a word; those with 수 (number) are in the vocabulary.
                if (border == Border.Tense && part is { Kind: Kind.Suffix, Length: 1 } && letter is '수' or '조' && i == 1)
                    border = Border.None;
                // 유상증자, 감염증상: the word after it begins with 증.
                if (border == Border.Tense && part is { Kind: Kind.Suffix, Length: 1 } && letter == '증' && i + 1 < word.Text.Length && "자상세거명권시류설축식액".Contains(word.Text[i + 1], StringComparison.Ordinal) && p + 1 < word.Parts.Count && word.Parts[p + 1].Kind is not Kind.Particle)
                    border = Border.None;
                if (border == Border.None && i > 0 && !glyph.IsSettled)
                    (border, rule) = ByRule(word, part, i);
                word.Syllables.Add(new Syllable(letter, glyph.Source, steps, index)
                {
                    Part = p, Kind = part.Kind, Of = (entry, k), Border = border, BorderRule = rule, Counts = counts && i == 0 && (glyph.Steps.IsDefaultOrEmpty || letter == '도'),
                });
            }
        }
    }

    private const string SinoSuffixes = "제자상실주대단선점진전세죄증성지";

    /// <summary>Whether a noun that ends so is Sino-Korean: its last syllable is a reading that Han characters have and native words and loanwords seldom end in.</summary>
    private static bool IsSinoInL(char before, char last) => "열철발살결설질실출술활별멸절탈혈골찰촬솔갈굴벌렬률졸필불할헐".Contains(last, StringComparison.Ordinal)
        || (last == '달' && before is '배' or '발' or '도' or '전' or '조' or '통' or '미' or '송' or '영')
        || (last == '일' && before is '격' or '요' or '종' or '휴' or '평' or '생' or '매' or '공' or '기' or '통');

    /// <summary>Borders that need no entry: 사이시옷, numerals (십육, 열여섯), 적 after ㄹ, 값.</summary>
    private static (Border Border, string? Rule) ByRule(Word word, Morpheme part, int i)
    {
        var (before, letter) = (word.Text[i - 1], word.Text[i]);
        if (Hangul.Final(before) == 'ㅅ' && part.Kind is not (Kind.Particle or Kind.Ending or Kind.Nominal or Kind.ModifierN or Kind.ModifierL) && "ㄱㄷㅂㅅㅈ".Contains(Hangul.Initial(letter), StringComparison.Ordinal))
        {
            for (var start = Math.Max(0, i - 4); start < i; start++)
            {
                if (Vocabulary.HasSaisiot(word.Text.AsSpan(start, i - start)) && (start == 0 || word.Parts.Exists(p => p.Start == start)))
                    return (Border.SilentS, "제30항 1");
            }
        }

        if (letter == '적' && part.Kind == Kind.Suffix && Hangul.Final(before) == 'ㄹ')
            return (Border.Tense, "제26항");
        // 해열제, 개발자, 출발선: a Sino-Korean suffix after a Sino-Korean noun in ㄹ.
        if (i >= 2 && (part is { Kind: Kind.Suffix, Length: 1 } || (part is { Kind: Kind.Unknown, Length: 3 } && i == part.Start + 2)) && Hangul.Final(before) == 'ㄹ' && SinoSuffixes.Contains(letter, StringComparison.Ordinal)
            && (i + 1 == word.Text.Length || word.Parts.Exists(p => p.Start == i + 1 && p.Kind is not (Kind.Noun or Kind.Unknown or Kind.Suffix))) && IsSinoInL(word.Text[i - 2], before))
            return (Border.Tense, "제26항");
        if (letter == '값' && i == part.Start && Hangul.Final(before) is 'ㄴ' or 'ㄹ' or 'ㅁ' or 'ㅇ')
            return (Border.Tense, "제28항");
        if (letter == '여' && "열물른흔쉰순든".Contains(before, StringComparison.Ordinal) && i + 1 < word.Text.Length && word.Text[i + 1] is '섯' or '덟')
            return (Border.InsertN, "제29항");
        if (letter == '절' && i == 2 && word.Text.StartsWith("삼일", StringComparison.Ordinal))
            return (Border.Tense, "사전"); // 3·1절 [사밀쩔]
        if (part.Kind != Kind.Number)
            return (Border.None, null);
        if (letter == '육' && "십백천만억조쩜".Contains(before, StringComparison.Ordinal))
            return (Border.InsertN, "제29항");
        if (before == '열' && letter is '두' or '둘' or '다' or '세' or '셋' or '석')
            return (Border.Tense, "사전");
        return letter is '십' or '조' && before is '칠' or '팔' or '일' ? (Border.Tense, "제26항") : (Border.None, null);
    }

    /// <summary>An entry ends in a sounded final (달삗); the written one is kept where a vowel may yet follow (달빛이).</summary>
    private static char KeepFinal(char written, char said) => Pronunciation.Neutral(Hangul.Final(written)) == Hangul.Final(said)
        ? Hangul.Compose(Hangul.Initial(said), Hangul.Vowel(said), Hangul.Final(written))
        : said;
}
