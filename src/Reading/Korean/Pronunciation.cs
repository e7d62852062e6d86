namespace Dubbing.Readings.Korean;

/// <summary>
/// 표준 발음법 (the standard pronunciation, 문화체육관광부 고시): from written to spoken syllables, article by article.
/// Works on the syllables of one breath group; what spelling does not tell comes with the syllables from the <see cref="Analyser"/>.
/// </summary>
internal static class Pronunciation
{
    private const string Stops = "ㄱㄷㅂㅅㅈ";
    private const string Tense = "ㄲㄸㅃㅆㅉ";
    private const string Aspirated = "ㅋㅌㅍㅆㅊ";

    /// <summary>Short words that the next word's onset is tensed after, within a phrase: 몇 장, 첫 번째, 못 가다, 갓 볶은.</summary>
    private const string Leaning = "몇첫못옛것갓";

    /// <summary>Applies the rules in place.</summary>
    public static void Apply(IReadOnlyList<Syllable> s)
    {
        for (var i = 0; i < s.Count; i++)
        {
            Vowels(s[i]);
            if (i + 1 < s.Count)
                Join(s[i], s[i + 1], i > 0 && s[i - 1].Word == s[i].Word ? s[i - 1] : null);
            else
                Close(s[i]);
        }
    }

    /// <summary>제5항.</summary>
    private static void Vowels(Syllable s)
    {
        if (s.Initial is 'ㅈ' or 'ㅉ' or 'ㅊ' && s.Vowel == 'ㅕ')
            s.SetVowel("제5항 다만 1", 'ㅓ');
        if (s.Vowel == 'ㅢ' && s.Initial != 'ㅇ' && s.InitialSource is null)
            s.SetVowel("제5항 다만 3", 'ㅣ');
    }

    /// <summary>The end before a pause: 제8–11항.</summary>
    private static void Close(Syllable a)
    {
        if (a.Final != ' ')
            a.SetFinal(NeutralRule(a.Final), IsTrampling(a) ? 'ㅂ' : Neutral(a.Final));
    }

    private static void Join(Syllable a, Syllable b, Syllable? before)
    {
        var words = a.Word != b.Word;
        if (words && a.Phrase != b.Phrase && before is not null && !b.Counts && b.Border == Border.None)
        {
            // No pause, but another tune: the final sounds on its own.
            Close(a);
            return;
        }

        if (words && b.Initial == 'ㅇ' && b.Kind == Kind.Number && a.Kind != Kind.Number && !b.Counts && b.Border == Border.None)
        {
            // 시속 육십: a number begins afresh.
            Close(a);
            return;
        }

        if (!words && a.Part == b.Part && a.Settled)
            return; // said as the vocabulary says
        if (b.Border == Border.InsertN && a.Final == ' ')
            b.Border = Border.None; // only after a consonant: 묘약 [묘약]
        if (b.Border == Border.InsertN)
        {
            b.SetInitial(RuleOf(b, "제29항"), 'ㄴ');
            b.Border = Border.None;
        }
        else if (b.Border == Border.Cut && a.Final != ' ')
        {
            Close(a);
            if (b.Initial == 'ㅇ' && a.Final != 'ㅇ')
            {
                Move(a, b, a.Final, ' ', RuleOf(b, "제15항"));
                return;
            }
        }

        if (a.Final == ' ')
            MakeTense(b);
        else if (b.Border == Border.SilentS && a.Final == 'ㅅ')
        {
            // 제30항 1: the letter ㅅ between the parts of a compound is silent, the onset after it tense (the principle; [ㄷ] is allowed too).
            a.SetFinal("제30항 1", ' ');
            b.SetInitial("제30항 1", Tense[Stops.IndexOf(b.Initial, StringComparison.Ordinal)]);
        }
        else if (b.Initial == 'ㅇ')
            Liaison(a, b, words);
        else if (b.Initial == 'ㅎ')
            BeforeH(a, b, words);
        else if (a.Final is 'ㅎ' or 'ㄶ' or 'ㅀ')
            AfterH(a, b);
        else
            Consonants(a, b, words, before);
    }

    /// <summary>Tenses the onset where the vocabulary or the grammar asks for it.</summary>
    private static void MakeTense(Syllable b)
    {
        if (b.Border == Border.Tense && Stops.IndexOf(b.Initial, StringComparison.Ordinal) is >= 0 and var stop)
            b.SetInitial(RuleOf(b, "제27항"), Tense[stop]);
    }

    private static string RuleOf(Syllable s, string otherwise) => s.BorderRule ?? (s.Of.Entry is { Rule: { } rule, Borders: not null } ? rule : otherwise);

    /// <summary>제12항 4, 제13–15항, 제17항: a vowel follows.</summary>
    private static void Liaison(Syllable a, Syllable b, bool words)
    {
        var final = a.Final;
        if (final == 'ㅇ')
            return;
        if (words)
        {
            // 제15항: at a word's edge the final sounds first; ㄴ, ㄹ, ㅁ stay where they are in careful speech.
            Close(a);
            // It moves before ㅏ, ㅓ, ㅗ, ㅜ, ㅟ and their like; before ㅣ, ㅑ, ㅕ, ㅛ, ㅠ it does not (화석 연료: [화서결료] nobody says).
            if (a.Final is 'ㄱ' or 'ㄷ' or 'ㅂ' && (b.Counts || b.Vowel is not ('ㅣ' or 'ㅑ' or 'ㅕ' or 'ㅛ' or 'ㅠ' or 'ㅖ' or 'ㅒ')))
                Move(a, b, a.Final, ' ', "제15항");
            return;
        }

        if (final is 'ㅎ' or 'ㄶ' or 'ㅀ')
        {
            var rest = final switch { 'ㄶ' => 'ㄴ', 'ㅀ' => 'ㄹ', _ => ' ' };
            a.SetFinal("제12항 4", rest);
            if (rest != ' ')
                Move(a, b, rest, ' ', "제13항");
            return;
        }

        if (a.Part != b.Part && a.Kind is Kind.Noun or Kind.Suffix && b.Kind is Kind.Noun or Kind.Stem && !IsCopula(b))
        {
            // 제15항 within a compound: 옷안, 값있다. Simple finals sound the same either way.
            Close(a);
            Move(a, b, a.Final, ' ', "제15항");
            return;
        }

        // 제17항: ㄷ, ㅌ, ㄾ before a particle or suffix in ㅣ (굳이, 밭이, 붙이다, 붙여).
        if (final is 'ㄷ' or 'ㅌ' or 'ㄾ' && (b.Vowel == 'ㅣ' || (b.Vowel == 'ㅕ' && final != 'ㄷ')))
        {
            Move(a, b, final == 'ㄷ' ? 'ㅈ' : 'ㅊ', final == 'ㄾ' ? 'ㄹ' : ' ', "제17항");
            if (b.Vowel == 'ㅕ')
                b.SetVowel("제5항 다만 1", 'ㅓ');
            return;
        }

        var (stays, moves) = Split(final);
        Move(a, b, moves, stays, stays == ' ' ? "제13항" : "제14항");
    }

    private static bool IsCopula(Syllable b) => b.Kind == Kind.Stem && b.Written is '이' or '인' or '일' or '입' or '임' or '였' or '여' or '예';

    private static void Move(Syllable a, Syllable b, char moves, char stays, string rule)
    {
        a.SetFinal(rule, stays);
        b.InitialSource = a.Source;
        b.SetInitial(rule, moves);
    }

    /// <summary>제12항 1 and its notes, 제17항 붙임: ㅎ follows.</summary>
    private static void BeforeH(Syllable a, Syllable b, bool words)
    {
        var final = a.Final;
        if (final is 'ㄴ' or 'ㄹ' or 'ㅁ' or 'ㅇ')
            return;
        if (final is 'ㅎ' or 'ㄶ' or 'ㅀ')
        {
            a.SetFinal("제12항", final switch { 'ㄶ' => 'ㄴ', 'ㅀ' => 'ㄹ', _ => 'ㄷ' });
            return;
        }

        // Across words and in compounds the final sounds first (옷 한 벌 [오탄벌], 값하다 [가파다]); within a stem ㄺ, ㄼ, ㄵ keep their first half.
        var apart = words || (a.Part != b.Part && a.Kind != Kind.Stem);
        var (stays, sound) = apart || final is 'ㄳ' or 'ㅄ' or 'ㄽ' or 'ㄾ' or 'ㄿ' or 'ㄻ' ? (' ', Neutral(final)) : Split(final);
        if (sound is 'ㄴ' or 'ㄹ' or 'ㅁ')
        {
            Close(a);
            return;
        }

        sound = sound switch { 'ㄲ' or 'ㅋ' => 'ㄱ', 'ㅆ' or 'ㅅ' or 'ㅌ' => 'ㄷ', 'ㅍ' => 'ㅂ', 'ㅊ' or 'ㅈ' => apart ? 'ㄷ' : 'ㅈ', _ => sound };
        var palatal = !apart && final is 'ㄷ' or 'ㅌ' && (b.Vowel == 'ㅣ' || (b.Vowel == 'ㅕ' && b.Final is ' ' or 'ㅆ'));
        var aspirated = sound switch { 'ㄱ' => 'ㅋ', 'ㄷ' => palatal ? 'ㅊ' : 'ㅌ', 'ㅂ' => 'ㅍ', 'ㅈ' => 'ㅊ', _ => ' ' };
        if (aspirated == ' ')
            return;
        Move(a, b, aspirated, stays, palatal ? "제17항 붙임" : apart ? "제12항 붙임 2" : "제12항 붙임 1");
        if (aspirated == 'ㅊ' && b.Vowel == 'ㅕ')
            b.SetVowel("제5항 다만 1", 'ㅓ');
    }

    /// <summary>제12항 1–3, 제20항: ㅎ, ㄶ, ㅀ before a consonant.</summary>
    private static void AfterH(Syllable a, Syllable b)
    {
        var rest = a.Final switch { 'ㄶ' => 'ㄴ', 'ㅀ' => 'ㄹ', _ => ' ' };
        switch (b.Initial)
        {
            case 'ㄱ' or 'ㄷ' or 'ㅈ' or 'ㅅ':
                a.SetFinal("제12항", rest);
                b.SetInitial(b.Initial == 'ㅅ' ? "제12항 2" : "제12항 1", Aspirated[Stops.IndexOf(b.Initial, StringComparison.Ordinal)]);
                break;
            case 'ㄴ':
                a.SetFinal("제12항 3", rest == ' ' ? 'ㄴ' : rest);
                if (rest == 'ㄹ')
                    b.SetInitial("제20항", 'ㄹ');
                break;
            default:
                a.SetFinal("제8항", rest == ' ' ? 'ㄷ' : rest);
                break;
        }
    }

    private static void Consonants(Syllable a, Syllable b, bool words, Syllable? before)
    {
        var written = a.Final;
        var stem = a.Kind == Kind.Stem && a.Part != b.Part && !words;
        var noun = a.Written is '닭' or '흙' or '칡' or '삵' or '슭' or '탉' or '붉' or '밝' && a.Kind is Kind.Noun or Kind.Unknown;
        // 제11항 다만: a stem's ㄺ before ㄱ (맑게); a noun's sounds ㄱ (닭과).
        var sound = written == 'ㄺ' && b.Initial == 'ㄱ' && !words && !noun ? 'ㄹ' : IsTrampling(a) ? 'ㅂ' : Neutral(written);
        a.SetFinal(written == 'ㄺ' && sound == 'ㄹ' ? "제11항 다만" : NeutralRule(written), sound);

        if (Stops.IndexOf(b.Initial, StringComparison.Ordinal) is >= 0 and var stop)
        {
            if (TenseRule(a, b, written, sound, words, stem, before) is { } rule)
                b.SetInitial(rule, Tense[stop]);
            return;
        }

        switch (b.Initial)
        {
            case 'ㄴ' or 'ㅁ' when sound is 'ㄱ' or 'ㄷ' or 'ㅂ':
                a.SetFinal(words ? "제18항 붙임" : "제18항", Nasal(sound));
                break;
            case 'ㄴ' when sound == 'ㄹ' && (!words || b.Counts || Hangul.Initial(b.Written) == 'ㅇ'):
                b.SetInitial("제20항", 'ㄹ');
                break;
            case 'ㄹ' when sound is 'ㅁ' or 'ㅇ' && !words:
                b.SetInitial("제19항", 'ㄴ');
                break;
            case 'ㄹ' when sound is 'ㄱ' or 'ㄷ' or 'ㅂ' && !words:
                a.SetFinal("제19항 붙임", Nasal(sound));
                b.SetInitial("제19항 붙임", 'ㄴ');
                break;
            case 'ㄹ' when sound == 'ㄴ' && !words:
                // 제20항 다만: a Sino-Korean suffix after a word of two syllables keeps ㄴㄴ (판단력); inside a word ㄹㄹ (신라).
                var outer = a.Part != b.Part && before is not null;
                var suffix = before is not null && b.Written is '력' or '량' or '론' or '란' or '령' or '료' or '례' or '류' or '록' && a.Kind == Kind.Unknown;
                if (b.Border == Border.KeepN || outer || suffix)
                    b.SetInitial("제20항 다만", 'ㄴ');
                else
                    a.SetFinal("제20항", 'ㄹ');
                break;
        }
    }

    /// <summary>Why a plain onset is tensed after a consonant; null when it is not.</summary>
    private static string? TenseRule(Syllable a, Syllable b, char written, char sound, bool words, bool stem, Syllable? before)
    {
        if (b.Border == Border.Tense)
            return RuleOf(b, "제27항");
        if (words && !b.Counts)
        {
            // Between words careful speech tenses only after short determiners.
            return sound is 'ㄱ' or 'ㄷ' or 'ㅂ' && before is null && Leaning.Contains(a.Written, StringComparison.Ordinal) ? "제23항" : null;
        }

        if (sound is 'ㄱ' or 'ㄷ' or 'ㅂ')
            return "제23항";

        // 팔 세 [팔쎄], 일 도 [일또]: Sino-Korean numeral and counter; loanwords keep their onset (칠 달러).
        if (words && b.Counts && a is { Kind: Kind.Number, Written: '일' or '칠' or '팔' } && b.Initial is 'ㄷ' or 'ㅅ' or 'ㅈ' && b.Written is not ('달' or '센' or '데' or '디' or '스' or '제' or '작' or '접' or '숟' or '송' or '줄'))
            return "제26항";
        if (words)
            return null;
        return written switch
        {
            'ㄺ' => "제23항",
            'ㄼ' or 'ㄾ' when a.Kind != Kind.Noun => "제25항",
            'ㄽ' => "제23항",
            'ㄵ' => "제24항",
            'ㄴ' or 'ㅁ' or 'ㄻ' when stem => "제24항",
            _ => null,
        };
    }

    /// <summary>제10항 다만: 밟- sounds 밥 before a consonant.</summary>
    private static bool IsTrampling(Syllable a) => a is { Written: '밟', Final: 'ㄼ' };

    private static char Nasal(char sound) => sound switch { 'ㄱ' => 'ㅇ', 'ㄷ' => 'ㄴ', _ => 'ㅁ' };

    /// <summary>What stays and what moves before a vowel (제13, 14항).</summary>
    private static (char Stays, char Moves) Split(char final) => final switch
    {
        'ㄳ' => ('ㄱ', 'ㅆ'),
        'ㄵ' => ('ㄴ', 'ㅈ'),
        'ㄺ' => ('ㄹ', 'ㄱ'),
        'ㄻ' => ('ㄹ', 'ㅁ'),
        'ㄼ' => ('ㄹ', 'ㅂ'),
        'ㄽ' => ('ㄹ', 'ㅆ'),
        'ㄾ' => ('ㄹ', 'ㅌ'),
        'ㄿ' => ('ㄹ', 'ㅍ'),
        'ㅄ' => ('ㅂ', 'ㅆ'),
        _ => (' ', final),
    };

    /// <summary>The seven finals of 제8–11항.</summary>
    internal static char Neutral(char final) => final switch
    {
        'ㄲ' or 'ㅋ' or 'ㄳ' or 'ㄺ' => 'ㄱ',
        'ㅅ' or 'ㅆ' or 'ㅈ' or 'ㅊ' or 'ㅌ' or 'ㅎ' => 'ㄷ',
        'ㅍ' or 'ㅄ' or 'ㄿ' => 'ㅂ',
        'ㄵ' or 'ㄶ' => 'ㄴ',
        'ㄼ' or 'ㄽ' or 'ㄾ' or 'ㅀ' => 'ㄹ',
        'ㄻ' => 'ㅁ',
        _ => final,
    };

    private static string NeutralRule(char final) => final switch
    {
        'ㄳ' or 'ㄵ' or 'ㄼ' or 'ㄽ' or 'ㄾ' or 'ㅄ' => "제10항",
        'ㄺ' or 'ㄻ' or 'ㄿ' => "제11항",
        _ => "제9항",
    };
}
