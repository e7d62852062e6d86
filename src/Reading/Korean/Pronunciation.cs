namespace Dubbing.Readings.Korean;

/// <summary>
/// 표준 발음법 (the standard pronunciation, 문화체육관광부 고시): from written to spoken syllables, article by article.
/// Works on the syllables of one accentual phrase; between its words the rules for joined words apply.
/// </summary>
internal static class Pronunciation
{
    private const string Stops = "ㄱㄷㅂㅅㅈ";
    private const string Tense = "ㄲㄸㅃㅆㅉ";
    private const string Leaning = "몇첫못옛것맨";
    private const string Aspirated = "ㅋㅌㅍㅆㅊ";

    /// <summary>Applies the rules in place.</summary>
    public static void Apply(IReadOnlyList<Syllable> s)
    {
        for (var i = 0; i < s.Count; i++)
        {
            Vowels(s[i]);
            if (i + 1 < s.Count)
                Join(s[i], s[i + 1], i > 0 && s[i - 1].Word == s[i].Word ? s[i - 1] : null, i + 2 < s.Count ? s[i + 2] : null);
            else
                Close(s[i]);
        }
    }

    /// <summary>제5항.</summary>
    private static void Vowels(Syllable s)
    {
        if (s.Initial is 'ㅈ' or 'ㅉ' or 'ㅊ' && s.Vowel is 'ㅕ' or 'ㅑ' or 'ㅛ' or 'ㅠ' or 'ㅖ' or 'ㅒ')
            s.Change("제5항 다만 1", () => s.Vowel = s.Vowel switch { 'ㅕ' => 'ㅓ', 'ㅑ' => 'ㅏ', 'ㅛ' => 'ㅗ', 'ㅠ' => 'ㅜ', 'ㅖ' => 'ㅔ', _ => 'ㅐ' });
        if (s.Vowel == 'ㅢ' && s.Initial != 'ㅇ' && s.InitialSource is null)
            s.Change("제5항 다만 3", () => s.Vowel = 'ㅣ');
    }

    /// <summary>The end before a pause: 제8–11항.</summary>
    private static void Close(Syllable a)
    {
        if (a.Final != ' ')
            a.Change(NeutralRule(a.Final), () => a.Final = Neutral(a.Final));
    }

    private static void Join(Syllable a, Syllable b, Syllable? before, Syllable? after)
    {
        var joined = a.Word != b.Word;
        if (a.Final == ' ')
            return;
        if (joined)
            ModifierTension(a, b, after);
        if (!joined && a.Settled > 0 && a.Settled == b.Settled)
        {
            // Said as the lexicon says; a final before a vowel inside it is meant as it stands.
            return;
        }

        if (b.Initial == 'ㅇ')
            Liaison(a, b, joined);
        else if (b.Initial == 'ㅎ')
            BeforeH(a, b, joined);
        else if (a.Final is 'ㅎ' or 'ㄶ' or 'ㅀ')
            AfterH(a, b);
        else
            Consonants(a, b, joined, before);
    }

    /// <summary>제12항 4, 제13–15항, 제17항: a vowel follows.</summary>
    private static void Liaison(Syllable a, Syllable b, bool joined)
    {
        var final = a.Final;
        if (final == 'ㅇ')
            return;
        if (joined)
        {
            // 제15항: at a word's edge the final sounds first; ㄴ, ㄹ, ㅁ stay where they are in careful speech.
            Close(a);
            if (a.Final is 'ㄱ' or 'ㄷ' or 'ㅂ')
                Move(a, b, a.Final, ' ', "제15항");
            return;
        }

        if (final is 'ㅎ' or 'ㄶ' or 'ㅀ')
        {
            var rest = final switch { 'ㄶ' => 'ㄴ', 'ㅀ' => 'ㄹ', _ => ' ' };
            a.Change("제12항 4", () => a.Final = rest);
            if (rest != ' ')
                Move(a, b, rest, ' ', "제13항");
            return;
        }

        if (final is 'ㄷ' or 'ㅌ' or 'ㄾ' && b.Vowel is 'ㅣ' or 'ㅕ' && b.Initial == 'ㅇ' && (b.Vowel == 'ㅣ' || final != 'ㄷ'))
        {
            Move(a, b, final == 'ㄷ' ? 'ㅈ' : 'ㅊ', final == 'ㄾ' ? 'ㄹ' : ' ', "제17항");
            if (b.Vowel == 'ㅕ')
                b.Change("제5항 다만 1", () => b.Vowel = 'ㅓ');
            return;
        }

        var (stays, moves) = Split(final);
        Move(a, b, moves, stays, stays == ' ' ? "제13항" : "제14항");
    }

    private static void Move(Syllable a, Syllable b, char moves, char stays, string rule)
    {
        a.Change(rule, () => a.Final = stays);
        b.InitialSource = a.Source;
        b.Change(rule, () => b.Initial = moves);
    }

    /// <summary>제12항 1 and its notes, 제17항 붙임: ㅎ follows.</summary>
    private static void BeforeH(Syllable a, Syllable b, bool joined)
    {
        var final = a.Final;
        if (final is 'ㄴ' or 'ㄹ' or 'ㅁ' or 'ㅇ')
            return;
        if (final is 'ㅎ' or 'ㄶ' or 'ㅀ')
        {
            a.Change("제12항", () => a.Final = final switch { 'ㄶ' => 'ㄴ', 'ㅀ' => 'ㄹ', _ => 'ㄷ' });
            return;
        }

        var (stays, sound) = joined || final is 'ㄳ' or 'ㅄ' or 'ㄽ' or 'ㄾ' or 'ㄿ' or 'ㄻ' ? (' ', Neutral(final)) : Split(final);
        if (sound is 'ㄴ' or 'ㄹ' or 'ㅁ')
        {
            Close(a);
            return;
        }

        sound = sound switch { 'ㄲ' => 'ㄱ', 'ㅆ' or 'ㅅ' or 'ㅌ' => 'ㄷ', 'ㅋ' => 'ㄱ', 'ㅍ' => 'ㅂ', 'ㅊ' => joined ? 'ㄷ' : 'ㅈ', _ => sound };
        var aspirated = sound switch { 'ㄱ' => 'ㅋ', 'ㄷ' => (b.Vowel == 'ㅣ' || (b.Vowel == 'ㅕ' && b.Final is ' ' or 'ㅆ')) && !joined && final is 'ㄷ' or 'ㅌ' ? 'ㅊ' : 'ㅌ', 'ㅂ' => 'ㅍ', 'ㅈ' => 'ㅊ', _ => ' ' };
        if (aspirated == ' ')
            return;
        Move(a, b, aspirated, stays, aspirated == 'ㅊ' && sound == 'ㄷ' ? "제17항 붙임" : "제12항 붙임 1");
        if (aspirated == 'ㅊ' && b.Vowel == 'ㅕ')
            b.Change("제5항 다만 1", () => b.Vowel = 'ㅓ');
    }

    /// <summary>제12항 1–3, 제20항: ㅎ, ㄶ, ㅀ before a consonant.</summary>
    private static void AfterH(Syllable a, Syllable b)
    {
        var rest = a.Final switch { 'ㄶ' => 'ㄴ', 'ㅀ' => 'ㄹ', _ => ' ' };
        switch (b.Initial)
        {
            case 'ㄱ' or 'ㄷ' or 'ㅈ' or 'ㅅ':
                a.Change("제12항", () => a.Final = rest);
                b.Change(b.Initial == 'ㅅ' ? "제12항 2" : "제12항 1", () => b.Initial = Aspirated[Stops.IndexOf(b.Initial, StringComparison.Ordinal)]);
                break;
            case 'ㄴ':
                a.Change("제12항 3", () => a.Final = rest == ' ' ? 'ㄴ' : rest);
                if (rest == 'ㄹ')
                    b.Change("제20항", () => b.Initial = 'ㄹ');
                break;
            default:
                a.Change("제8항", () => a.Final = rest == ' ' ? 'ㄷ' : rest);
                break;
        }
    }

    private static void Consonants(Syllable a, Syllable b, bool joined, Syllable? before)
    {
        var written = a.Final;
        // 제11항 다만: a stem's ㄺ before ㄱ. Nouns in ㄺ before a particle are in the lexicon.
        var sound = written == 'ㄺ' && b.Initial == 'ㄱ' && !joined && b.Vowel is not 'ㅘ' ? 'ㄹ'
            : written == 'ㄼ' && a.Initial == 'ㅂ' && a.Vowel == 'ㅏ' ? 'ㅂ' // 제10항 다만: 밟-
            : Neutral(written);
        a.Change(written == 'ㄺ' && sound == 'ㄹ' ? "제11항 다만" : NeutralRule(written), () => a.Final = sound);

        var obstruent = sound is 'ㄱ' or 'ㄷ' or 'ㅂ' || written is 'ㄺ' or 'ㄼ' or 'ㄾ' or 'ㄵ' or 'ㄿ' or 'ㄽ';
        if (Stops.Contains(b.Initial, StringComparison.Ordinal))
        {
            var stemNasal = written == 'ㄻ' && !joined;
            // Between words careful speech tenses only after short determiners (몇 장, 첫 번째, 못 가다).
            if (joined ? sound is 'ㄱ' or 'ㄷ' or 'ㅂ' && Leaning.Contains(before is null ? a.Written : ' ', StringComparison.Ordinal) : obstruent || stemNasal)
                b.Change(stemNasal ? "제24항" : written is 'ㄼ' or 'ㄾ' ? "제25항" : written == 'ㄵ' ? "제24항" : "제23항", () => b.Initial = Tense[Stops.IndexOf(b.Initial, StringComparison.Ordinal)]);
            return;
        }

        switch (b.Initial)
        {
            case 'ㄴ' or 'ㅁ' when sound is 'ㄱ' or 'ㄷ' or 'ㅂ':
                a.Change("제18항", () => a.Final = Nasal(sound));
                break;
            case 'ㄴ' when sound == 'ㄹ' && !joined:
                b.Change("제20항", () => b.Initial = 'ㄹ');
                break;
            case 'ㄹ' when sound is 'ㅁ' or 'ㅇ':
                b.Change("제19항", () => b.Initial = 'ㄴ');
                break;
            case 'ㄹ' when sound is 'ㄱ' or 'ㄷ' or 'ㅂ':
                a.Change("제19항 붙임", () => a.Final = Nasal(sound));
                b.Change("제19항 붙임", () => b.Initial = 'ㄴ');
                break;
            case 'ㄹ' when sound == 'ㄴ' && joined:
                break;
            case 'ㄹ' when sound == 'ㄴ':
                // 제20항 다만: a Sino-Korean suffix after a word of two syllables keeps ㄴㄴ (판단력); inside a word ㄹㄹ (신라).
                if (before is not null && Hangul.Compose('ㄹ', b.Vowel, b.Final is 'ㄱ' or 'ㅇ' or 'ㄴ' ? b.Final : ' ') is '력' or '량' or '론' or '란' or '령' or '료' && a.Settled == 0)
                    b.Change("제20항 다만", () => b.Initial = 'ㄴ');
                else
                    a.Change("제20항", () => a.Final = 'ㄹ');
                break;
        }
    }

    /// <summary>제27항: after the modifier -(으)ㄹ, before a dependent noun.</summary>
    private static void ModifierTension(Syllable a, Syllable b, Syllable? after)
    {
        if (a.Final != 'ㄹ' || !Stops.Contains(b.Initial, StringComparison.Ordinal))
            return;
        var noun = Hangul.Compose(b.Initial, b.Vowel, b.Final);
        if (noun is '것' or '거' or '게' or '걸' or '건' or '겁' or '수' or '줄' or '데' or '바' or '듯' or '적' or '지' or '자' or '곳' or '성' or '순' or '법' or '도' or '정' or '때' or '뿐'
            && (noun is not ('도' or '정' or '자' or '성' or '순' or '법' or '수' or '적' or '지' or '바' or '데' or '줄' or '게') || Dependent(noun, b, after)))
            b.Change("제27항", () => b.Initial = Tense[Stops.IndexOf(b.Initial, StringComparison.Ordinal)]);
    }

    /// <summary>Whether a syllable that may begin many words is the dependent noun: alone, or before what follows one.</summary>
    private static bool Dependent(char noun, Syllable b, Syllable? after)
    {
        if (after is null || after.Word != b.Word)
            return noun is '수' or '바' or '데' or '지' or '적' or '법' or '줄' or '게';
        var next = Hangul.Compose(after.Initial, after.Vowel, after.Final);
        return noun switch
        {
            '도' => next == '리',
            '정' => next == '도',
            '자' => next == '격',
            '순' => next == '간',
            '성' => next is '싶',
            '수' => next is '가' or '는' or '도' or '록' or '밖' or '만' or '조',
            '데' => next is '가' or '는' or '도' or '에',
            '바' => next is '를' or '가' or '는' or '와',
            '지' => next is '도' or '는',
            '줄' => next is '은' or '을' or '도' or '로' or '만' or '이' or '알' or '모',
            '적' => next is '에' or '이' or '은' or '도',
            _ => next is '이' or '은',
        };
    }

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
