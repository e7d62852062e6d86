using System.Collections.Frozen;

namespace Dubbing.Readings.Korean;

/// <summary>Han characters in Korean text by their Sino-Korean readings (한자음; hanja.tsv, hanja-words.tsv) and the initial sound law (한글 맞춤법 제10–12항).</summary>
internal static class Hanja
{
    private static readonly FrozenDictionary<char, char> Characters = EmbeddedTable.Rows("hanja.tsv")
        .SelectMany(l => l[1].Select(c => (Character: c, Sound: l[0][0]))).ToFrozenDictionary(x => x.Character, x => x.Sound);

    private static readonly FrozenDictionary<string, string> Words = EmbeddedTable.Rows("hanja-words.tsv").ToFrozenDictionary(l => l[0], l => l[1], StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Lookup = Words.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly int Longest = Words.Keys.Max(w => w.Length);

    /// <summary>Whether a character is read.</summary>
    public static bool Has(char c) => c is '々' || Characters.ContainsKey(c);

    /// <summary>The Hangul of a run of characters, one syllable each.</summary>
    /// <param name="run">Characters that <see cref="Has"/> knows.</param>
    /// <param name="begins">Whether a word begins with the run: there the initial sound law holds.</param>
    public static string Read(ReadOnlySpan<char> run, bool begins)
    {
        var said = new char[run.Length];
        for (var i = 0; i < run.Length;)
        {
            if (Word(run[i..]) is { } word)
            {
                word.CopyTo(said.AsSpan(i));
                i += word.Length;
                continue;
            }

            said[i] = run[i] == '々' ? (i > 0 ? said[i - 1] : ' ') : Sound(run, i, i > 0 ? said[i - 1] : ' ', begins);
            i++;
        }

        return new string(said);
    }

    private static string? Word(ReadOnlySpan<char> rest)
    {
        for (var length = Math.Min(Longest, rest.Length); length > 1; length--)
        {
            if (Lookup.TryGetValue(rest[..length], out var said))
                return said;
        }

        return null;
    }

    private static char Sound(ReadOnlySpan<char> run, int i, char before, bool begins)
    {
        var sound = Characters[run[i]];
        // 不 is 부 before ㄷ and ㅈ.
        if (run[i] == '不' && i + 1 < run.Length && Characters.TryGetValue(run[i + 1], out var next) && Hangul.Initial(next) is 'ㄷ' or 'ㅈ')
            return '부';
        if (i == 0)
            return begins ? Initially(sound) : sound;
        // 제11항 붙임 1: 렬, 률 are 열, 율 after a vowel or ㄴ (비율, 전율).
        return sound is '렬' or '률' && Hangul.IsSyllable(before) && Hangul.Final(before) is ' ' or 'ㄴ' ? Initially(sound) : sound;
    }

    /// <summary>제10항–제12항: ㄴ and ㄹ at the beginning of a word.</summary>
    private static char Initially(char c)
    {
        var (initial, vowel, final) = (Hangul.Initial(c), Hangul.Vowel(c), Hangul.Final(c));
        var front = vowel is 'ㅑ' or 'ㅕ' or 'ㅖ' or 'ㅛ' or 'ㅠ' or 'ㅣ';
        return initial switch
        {
            'ㄴ' when vowel is 'ㅕ' or 'ㅛ' or 'ㅠ' or 'ㅣ' => Hangul.Compose('ㅇ', vowel, final),
            'ㄹ' => Hangul.Compose(front ? 'ㅇ' : 'ㄴ', vowel, final),
            _ => c,
        };
    }
}
