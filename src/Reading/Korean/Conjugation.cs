namespace Dubbing.Readings.Korean;

/// <summary>The forms of a verb or adjective in which stem and ending share a syllable (가 → 간, 갈, 갑, 감, 갔; 돕 → 도와).</summary>
internal static class Conjugation
{
    /// <summary>All forms of a stem.</summary>
    /// <param name="stem">The dictionary form without 다.</param>
    /// <param name="irregular">ㄷ, ㅅ, ㅂ, 르 or ㅎ; a space for none.</param>
    public static IEnumerable<(string Form, Kind Kind)> Forms(string stem, char irregular)
    {
        yield return (stem, Kind.Stem);
        var (rest, last) = (stem[..^1], stem[^1]);
        var final = Hangul.Final(last);
        switch (irregular)
        {
            case 'ㄷ': // 걷다: 걸어
                yield return (rest + WithFinal(last, 'ㄹ'), Kind.Stem);
                yield break;
            case 'ㅅ': // 짓다: 지어
                yield return (rest + WithFinal(last, ' '), Kind.Stem);
                yield break;
            case 'ㅂ': // 어렵다: 어려우니, 어려운, 어려워
                var open = rest + WithFinal(last, ' ');
                foreach (var form in Open(open, '우', stem is "돕" or "곱" ? '와' : '워'))
                    yield return form;
                yield break;
            case 'ㅎ': // 그렇다: 그러니, 그런, 그래
                var short1 = WithFinal(last, ' ');
                foreach (var form in Open(rest, short1, Hangul.Compose(Hangul.Initial(last), Hangul.Vowel(last) == 'ㅑ' ? 'ㅒ' : 'ㅐ', ' ')))
                    yield return form;
                yield break;
            case '르': // 부르다: 불러
                if (rest.Length > 0)
                {
                    var harmony = Hangul.Vowel(rest[^1]) is 'ㅏ' or 'ㅗ' ? '라' : '러';
                    foreach (var form in Open(stem[..^1], last, harmony, rest[..^1] + WithFinal(rest[^1], 'ㄹ')))
                        yield return form;
                }

                yield break;
        }

        if (final == 'ㄹ')
        {
            yield return (stem, Kind.ModifierL);
            yield return (rest + WithFinal(last, ' '), Kind.Stem);
            yield return (rest + WithFinal(last, 'ㄴ'), Kind.ModifierN);
            yield return (rest + WithFinal(last, 'ㅂ'), Kind.FormB);
            yield return (rest + WithFinal(last, 'ㄻ'), Kind.Nominal);
        }
        else if (final == ' ')
        {
            foreach (var form in Open(rest, last, Contracted(stem)))
                yield return form;
        }
    }

    private static IEnumerable<(string Form, Kind Kind)> Open(string rest, char last, char contracted, string? contractedRest = null)
    {
        yield return (rest + last, Kind.Stem);
        yield return (rest + WithFinal(last, 'ㄴ'), Kind.ModifierN);
        yield return (rest + WithFinal(last, 'ㄹ'), Kind.ModifierL);
        yield return (rest + WithFinal(last, 'ㅂ'), Kind.FormB);
        yield return (rest + WithFinal(last, 'ㅁ'), Kind.Nominal);
        if (contracted == ' ')
            yield break;
        yield return ((contractedRest ?? rest) + contracted, Kind.FormA);
        yield return ((contractedRest ?? rest) + WithFinal(contracted, 'ㅆ'), Kind.Stem);
    }

    /// <summary>The last syllable joined with 아/어; a space where it does not join.</summary>
    private static char Contracted(string stem)
    {
        var last = stem[^1];
        if (last == '하')
            return '해';
        var vowel = Hangul.Vowel(last) switch
        {
            'ㅏ' or 'ㅓ' or 'ㅐ' or 'ㅔ' or 'ㅕ' => Hangul.Vowel(last),
            'ㅗ' => 'ㅘ',
            'ㅜ' => 'ㅝ',
            'ㅣ' => 'ㅕ',
            'ㅚ' => 'ㅙ',
            'ㅡ' => stem.Length > 1 && Hangul.Vowel(stem[^2]) is 'ㅏ' or 'ㅗ' ? 'ㅏ' : 'ㅓ',
            _ => ' ',
        };
        return vowel == ' ' ? ' ' : Hangul.Compose(Hangul.Initial(last), vowel, ' ');
    }

    internal static char WithFinal(char syllable, char final) => Hangul.Compose(Hangul.Initial(syllable), Hangul.Vowel(syllable), final);
}
