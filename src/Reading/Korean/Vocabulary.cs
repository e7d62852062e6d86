using System.Collections.Frozen;

namespace Dubbing.Readings.Korean;

/// <summary>
/// Words by class (<c>words.tsv</c>) and words with a pronunciation of their own (<c>pronunciations.tsv</c>). Marks in a word tell what
/// its spelling does not: <c>물'고기</c> tensed, <c>솜+이불</c> ㄴ inserted, <c>겉|옷</c> the parts said apart, <c>온^라인</c> ㄴㄴ.
/// </summary>
internal static class Vocabulary
{
    private const int Nominals = 1 << (int)Kind.Noun | 1 << (int)Kind.Unknown | 1 << (int)Kind.Number | 1 << (int)Kind.Suffix | 1 << (int)Kind.Nominal;
    private const int Start = 1 << (int)Kind.Start;
    private const int Stems = 1 << (int)Kind.Stem;
    private const int FormA = 1 << (int)Kind.FormA;

    private static readonly FrozenDictionary<string, Entry[]> Entries = Load();
    private static readonly FrozenDictionary<string, Entry[]>.AlternateLookup<ReadOnlySpan<char>> Lookup = Entries.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string> WithSaisiot = EmbeddedTable.Rows("words.tsv").Where(r => r[0] == "saisiot")
        .SelectMany(r => r[2].Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> SaisiotLookup = WithSaisiot.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether a first part of compounds ends in 사이시옷 (바닷, 나뭇; not 옷, 덧).</summary>
    public static bool HasSaisiot(ReadOnlySpan<char> part) => SaisiotLookup.Contains(part);

    /// <summary>Length of the longest entry.</summary>
    public static int Longest { get; } = Entries.Keys.Max(k => k.Length);

    /// <summary>What a stretch of Hangul may be; empty when the vocabulary lacks it.</summary>
    public static ReadOnlySpan<Entry> Find(ReadOnlySpan<char> text) => Lookup.TryGetValue(text, out var found) ? found : [];

    private static FrozenDictionary<string, Entry[]> Load()
    {
        var all = new Dictionary<string, List<Entry>>(StringComparer.Ordinal);
        foreach (var row in EmbeddedTable.Rows("words.tsv").Where(r => r[0] != "saisiot"))
        {
            foreach (var word in row[2].Split(' ', StringSplitOptions.RemoveEmptyEntries))
                Add(row[0], row[1].Length == 0 ? null : row[1], word);
        }

        // Loan words are nouns: else 페이지가 would be cut before 지가.
        foreach (var row in EmbeddedTable.Rows("loanwords.tsv"))
        {
            if (row.Length > 1 && row[1].Length is >= 3 and <= 8 && row[1].All(Hangul.IsSyllable))
                Add("noun", null, row[1]);
        }

        foreach (var row in EmbeddedTable.Rows("pronunciations.tsv"))
        {
            var verb = row.Length > 3 && row[3] == "verb";
            Put(new Entry(row[0], verb ? Kind.Stem : Kind.Noun, verb ? StemAfter(row[0]) : NounAfter, NounCost(row[0]) - 1, row[2], null, row[1]));
            foreach (var (form, made) in verb ? Conjugation.Forms(row[0], ' ').Where(f => f.Form.Length == row[0].Length && f.Form != row[0]) : [])
            {
                // 넓죽하 [넙쭈카]: 넓죽한 [넙쭈칸].
                var last = Hangul.Compose(Hangul.Initial(row[1][^1]), Hangul.Vowel(form[^1]), Hangul.Final(form[^1]));
                Put(new Entry(form, made, StemAfter(row[0]), NounCost(row[0]) - 1, row[2], null, row[1][..^1] + last));
            }
        }

        return all.ToFrozenDictionary(e => e.Key, e => e.Value.ToArray(), StringComparer.Ordinal);

        void Add(string kind, string? rule, string marked)
        {
            var (word, borders) = Unmark(marked);
            if (kind.StartsWith("verb", StringComparison.Ordinal))
            {
                foreach (var (form, made) in Conjugation.Forms(word, kind.Length > 5 ? kind[5] : ' '))
                    Put(new Entry(form, made, StemAfter(word), StemCost(form), rule, borders is null ? null : borders[..Math.Min(borders.Length, form.Length)]));
                return;
            }

            var (is1, after, cost) = kind switch
            {
                "noun" => (Kind.Noun, IsRelational(word, borders) ? Start | 1 << (int)Kind.Adverb : LooksInflected(word, borders) ? NounAfter & ~(1 << (int)Kind.Unknown) : NounAfter, NounCost(word)),
                "adverb" => (Kind.Adverb, Start, 19),
                "number" => (Kind.Number, Start | 1 << (int)Kind.Number, 24),
                "suffix" => (Kind.Suffix, SuffixAfter(word, rule), word.Length == 1 ? 15 : 13),
                "particle" => (Kind.Particle, Nominals | 1 << (int)Kind.Particle | 1 << (int)Kind.Ending | FormA, word.Length == 1 ? 8 : 7),
                "ending" => (Kind.Ending, Stems, 8),
                "ending-stem" => (Kind.Stem, Stems, 5),
                "ending-a" => (Kind.FormA, Stems, 8),
                "ending-n" => (Kind.ModifierN, Stems, 8),
                "ending-l" => (Kind.ModifierL, Stems, 8),
                "ending-m" => (Kind.Nominal, Stems, 8),
                "after-n" => (Kind.Ending, 1 << (int)Kind.ModifierN, 7),
                "after-l" => (Kind.Ending, 1 << (int)Kind.ModifierL, 6),
                "after-b" => (Kind.Ending, 1 << (int)Kind.FormB, 5),
                "after-a" => (Kind.Ending, FormA, 6),
                _ => throw new InvalidOperationException(kind),
            };
            Put(new Entry(word, is1, after, cost, rule, borders));
        }

        void Put(Entry entry)
        {
            if (!all.TryGetValue(entry.Text, out var list))
                all[entry.Text] = list = [];
            var same = list.FindIndex(e => e.Kind == entry.Kind && e.After == entry.After);
            if (same < 0)
                list.Add(entry);
            else if (entry.Rule is not null)
                list[same] = entry;
        }
    }

    // Sino-Korean suffixes that are tensed after a noun; after a name (박영수, 김은성) and a number (3권, 5조) they are not.
    private const string Tensed = "성권증법병죄수조";

    private static int SuffixAfter(string word, string? rule)
    {
        var tensed = word.Length == 1 && Tensed.Contains(word, StringComparison.Ordinal);
        var names = 1 << (int)Kind.Unknown | 1 << (int)Kind.Number;
        if (rule is null)
            return tensed ? word is "증" or "법" ? 1 << (int)Kind.Number : names : Nominals;
        return tensed && word is not ("증" or "법") ? Nominals & ~names : Nominals & ~(1 << (int)Kind.Number);
    }

    private static int NounAfter => Start | 1 << (int)Kind.Noun | 1 << (int)Kind.Unknown | 1 << (int)Kind.Number | 1 << (int)Kind.Suffix | 1 << (int)Kind.Adverb | 1 << (int)Kind.ModifierN | 1 << (int)Kind.ModifierL;

    /// <summary>하다, 되다 and the like make verbs of nouns; others follow a noun or another verb's 아/어, 고 (compound verbs).</summary>
    private static int StemAfter(string stem) => Start | FormA | 1 << (int)Kind.Ending | 1 << (int)Kind.Adverb
        | (stem is "이" or "하" or "되" or "시키" or "당하" or "받" or "있" or "없" or "스럽" or "롭" or "답" or "드리" or "같" or "내" or "나" or "들" or "지" or "거리" or "대" or "맞" or "좋" or "싶" or "주" or "당" ? Nominals | 1 << (int)Kind.Particle : 0);

    /// <summary>시가, 대가, 문과: after syllables that nobody knows the last one is rather a particle (홍시가, 난쟁이과).</summary>
    private static bool LooksInflected(string word, Border[]? borders) => word.Length == 2 && borders is not null && word[1] is '가' or '과';

    /// <summary>사적 [사쩍], 공적: words of their own; after a noun its last syllable and the suffix 적 only look like one (형용사적).</summary>
    private static bool IsRelational(string word, Border[]? borders) => word.Length == 2 && word[1] == '적' && borders is { Length: 2 } && borders[1] == Border.Tense;

    private static int NounCost(string word) => word.Length switch { 1 => 28, 2 => 20, 3 => 19, _ => 18 };

    private static int StemCost(string form) => form.Length switch { 1 => 22, 2 => 19, _ => 17 };

    private static (string Word, Border[]? Borders) Unmark(string marked)
    {
        var word = new System.Text.StringBuilder(marked.Length);
        List<(int At, Border Border)>? borders = null;
        foreach (var c in marked)
        {
            var border = c switch { '\'' => Border.Tense, '+' => Border.InsertN, '|' => Border.Cut, '^' => Border.KeepN, '~' => Border.SilentS, _ => Border.None };
            if (border == Border.None)
                word.Append(c);
            else
                (borders ??= []).Add((word.Length, border));
        }

        if (borders is null)
            return (word.ToString(), null);
        var all = new Border[word.Length];
        foreach (var (at, border) in borders)
            all[at] = border;
        return (word.ToString(), all);
    }
}
