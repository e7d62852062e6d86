using System.Collections.Frozen;

namespace Dubbing.Readings.Korean;

/// <summary>What a word's neighbours tell about its pronunciation: the modifier -(으)ㄹ, ㄴ between words, words spelled alike.</summary>
internal static class Context
{
    /// <summary>Dependent nouns: after a form in ㄹ they leave no doubt that it is a modifier.</summary>
    private static readonly FrozenSet<string> Dependent = FrozenSet.Create(StringComparer.Ordinal,
        "것", "거", "게", "걸", "건", "겁", "수", "수도", "줄", "데", "바", "바를", "듯", "듯이", "적", "지", "지도", "겸", "도리", "뻔");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> DependentLookup = Dependent.GetAlternateLookup<ReadOnlySpan<char>>();

    // Before these a form in ㄴ or ㄹ, or one of the short words below, takes ㄴ (제29항 붙임 2).
    private static readonly FrozenSet<string> Inserting = FrozenSet.Create(StringComparer.Ordinal, "일", "엿", "요일");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> InsertingLookup = Inserting.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Dependent nouns in ㄴ, said ㄹ after a modifier in ㄹ.</summary>
    private static readonly FrozenSet<string> Lateral = FrozenSet.Create(StringComparer.Ordinal, "녘", "나위", "노릇");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> LateralLookup = Lateral.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>What 과 (科) makes families of: 콩과 식물 [콩꽈], but 콩과 쌀 [콩과].</summary>
    private static readonly string[] Families = ["식물", "작물", "나무", "잡초", "풀", "채소", "약초", "목본", "초본", "관목", "교목", "덩굴"];

    private static readonly string[] Plants = ["콩과", "생강과", "붓꽃과", "백합과", "난과", "선인장과", "십자꽃과", "쥐손이풀과", "마편초과", "부들과", "벚꽃과", "단풍과", "참죽과", "감과", "운향과", "야자과"];

    private static readonly FrozenSet<string> Determiners = FrozenSet.Create(StringComparer.Ordinal, "한", "무슨", "어떤", "그런", "이런", "저런", "모든", "별", "옛", "온갖");

    private static readonly string[] Shoes = ["신", "신발", "양말", "구두", "운동화", "부츠", "슬리퍼", "샌들", "장화", "스타킹", "고무신", "등산화", "실내화", "덧신", "나막신", "하이힐", "스케이트"];

    private static readonly string[] WhileWearing = ["있", "다니", "다녀", "다닌", "나가", "나갔", "나온", "나왔", "나와", "걷", "걸", "뛰", "달리", "싶", "갔", "왔", "벗", "춤"];

    private static readonly string[] Held = ["아기", "아이", "인형", "강아지", "고양이", "엄마", "아빠", "품", "가슴", "허리", "어깨", "아들", "딸", "동생", "손자", "손녀", "꽃다발", "베개", "몸", "서로", "꼭", "꽉", "와락", "힘껏", "살포시", "덥석", "그녀"];

    private static readonly string[] Borne = ["꾹", "화", "눈물", "웃음", "고통", "아픔", "울음", "분", "더위", "추위", "통증", "졸음", "배고픔", "억지로", "끝까지", "숨", "간신히", "겨우", "분노", "슬픔", "꾹꾹", "갈증", "허기", "그리움", "조금만"];

    private static readonly string[] Bearing = ["견디", "견뎌", "버티", "버텨", "살", "있", "기다", "넘어", "또"];

    private static readonly string[] Denying = ["않", "말", "마", "못", "아니"];

    private static readonly FrozenSet<string> Adjectives = FrozenSet.Create(StringComparer.Ordinal, "길", "멀", "달", "둥글", "가늘", "서툴", "거칠", "힘들", "어질", "잘", "드물", "질", "모질", "낯설");

    private static readonly string[] Becoming = ["되", "된", "될", "됩", "됐", "돼", "하", "한", "할", "합", "해", "했", "만드", "만든", "만들", "두", "내버려"];

    private static readonly string[] Asking = ["모르", "모를", "모른", "모릅", "몰라", "몰랐", "궁금", "고민", "결정", "생각", "정하", "정해", "의문", "알 ", "말"];

    private static readonly string[] Dragonfly = ["곤충", "날개", "고추", "잡", "날아", "채", "애벌레", "꼬리", "연못", "메뚜기", "매미", "나비"];

    private static readonly string[] Bed = ["들", "드는", "든", "드시", "누", "눕", "펴", "폈", "깔", "보고", "봐", "봐야", "바뀌", "바꾸", "가리", "편하", "불편", "옮", "준비", "마련"];

    /// <summary>Sets the borders that the words of a line give one another.</summary>
    public static void Apply(List<Word> words)
    {
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            var next = i + 1 < words.Count && word.End == PhraseEnd.None ? words[i + 1] : null;
            Alike(words, i, next);
            if (next is not null)
                Between(word, next);
            // 열 수 없다: no ten of them.
            if (word.Text == "열" && next is { End: PhraseEnd.None } && next.Text is "수" or "수가" or "수는" or "수도" or "수밖에" && i + 2 < words.Count && words[i + 2].Text[0] is '있' or '없')
                next.Syllables[0].SetBorder(Border.Tense, "제27항");
        }
    }

    private static void Between(Word word, Word next)
    {
        var onset = next.Syllables[0];
        if (onset.Border != Border.None)
            return;
        if ((word.Last == Kind.ModifierL && next.First is Kind.Noun or Kind.Unknown) || (word.MayModify && word.Last != Kind.Number && IsDependent(next)))
            onset.SetBorder(Border.Tense, "제27항");
        if (onset.Initial == 'ㄴ' && word.Syllables[^1].Final == 'ㄹ' && (word.Last == Kind.ModifierL || word.MayModify) && LateralLookup.Contains(next.FirstText))
            onset.SetInitial("제20항", 'ㄹ'); // 해 질 녘 [질력]
        if (onset.Initial != 'ㅇ' || onset.Vowel is not ('ㅣ' or 'ㅑ' or 'ㅕ' or 'ㅛ' or 'ㅠ') || word.Syllables[^1].Final == ' ')
            return;
        var modifier = word.Last is Kind.ModifierN or Kind.ModifierL || Determiners.Contains(word.Text);
        var inserts = (modifier && InsertingLookup.Contains(next.FirstText) && next.First is Kind.Noun or Kind.Number or Kind.Stem)
            || (word.Text is "못" && IsVerb(next.First))
            || (word.Text is "옷" or "잘" && next.Text[0] is '입' or '익' or '읽' or '잊' or '잉' && IsVerb(next.First))
            || (word.Last == Kind.Number && next.FirstText is "연대" or "여단")
            || (word.Last == Kind.Number && next.First == Kind.Number && next.Text[0] == '육' && "만억조천백".Contains(word.Text[^1], StringComparison.Ordinal)); // 삼억 육천만 [사멍뉵천만], as in 십육
        if (inserts)
            onset.SetBorder(Border.InsertN, "제29항 붙임 2");
    }

    /// <summary>Whether a word begins with a dependent noun: 것이, 거예요, 바를; not 걸어.</summary>
    private static bool IsDependent(Word word) => word.First == Kind.Noun
        ? DependentLookup.Contains(word.FirstText)
        : word.FirstText is "거" or "겁" || word.Text == "바를";

    private static bool IsVerb(Kind kind) => kind is Kind.Stem or Kind.ModifierN or Kind.ModifierL or Kind.FormA or Kind.FormB or Kind.Nominal;

    /// <summary>Words spelled alike, said otherwise.</summary>
    private static void Alike(List<Word> words, int at, Word? next)
    {
        var word = words[at];
        var text = word.Text;
        if (text.Length < 2 || word.IsSaid)
            return;
        var before = at > 0 && words[at - 1].End == PhraseEnd.None ? words[at - 1].Text : "";
        switch (text[0])
        {
            case '신' when text is "신고" or "신고는" or "신고도" or "신고서":
                // 혼인 신고 [신고], 신을 신고 [신꼬]
                if ((Object(before) is { } worn && Array.Exists(Shoes, worn.EndsWith)) || Starts(next, WhileWearing) || (words.Count == 1 && text.Length == 2))
                    word.Syllables[1].SetBorder(Border.Tense, "제24항");
                break;
            case '시' when text[1] == '가' && at > 0 && (before == "몇" || words[at - 1].Last == Kind.Number):
                word.Syllables[1].SetBorder(Border.None, "");
                break;
            case '신' when text[1] == '다':
                word.Syllables[1].SetBorder(Border.Tense, "제24항");
                break;
            case '안' when text[1] == '다':
                // 그를 안다 [안다] (to know), 아기를 안다 [안따] (to hold)
                var held = Object(before) ?? (before.EndsWith('에') ? before[..^1] : before);
                word.Syllables[1].SetBorder(held.Length > 0 && Array.Exists(Held, held.EndsWith) ? Border.Tense : Border.None, "제24항");
                break;
            case '안' when text == "안과" && Starts(next, ["밖", "바깥", "겉"]):
                word.Syllables[1].SetBorder(Border.None, "");
                break;
            case not '안' when text[^1] == '과' && Array.IndexOf(Plants, text) >= 0 && Starts(next, Families):
                word.Syllables[^1].SetBorder(Border.Tense, "사전");
                break;
            case '대' when text[1] == '가' && at > 0 && words[at - 1].Last == Kind.Number:
                word.Syllables[1].SetBorder(Border.None, "");
                break;
            case '인' when text.StartsWith("인적", StringComparison.Ordinal) && text.Length > 2 && text[2] is '이' or '은' or '도' or '을':
                // 인적이 드문 길 (人跡) [인적], 인적 사항 (人的) [인쩍]
                word.Syllables[1].SetBorder(Border.None, "");
                break;
            case '밭' when text.Length > 3 && text.StartsWith("밭이랑", StringComparison.Ordinal) && text[3] is '을' or '에' or '은' or '이' or '마':
                // the ridges of a field [반니랑], with the field [바치랑]
                word.Syllables[1].SetBorder(Border.InsertN, "제29항");
                break;
            case '참' when text is "참고" or "참고서":
                if (text.Length == 2 && (Array.Exists(Borne, (Object(before) ?? before).Equals) || Starts(next, Bearing)))
                    word.Syllables[1].SetBorder(Border.Tense, "제24항");
                break;
            case '감' when text[1] == '기' && Object(before) is "머리" or "눈" or "실" or "붕대" or "태엽":
                word.Syllables[1].SetBorder(Border.Tense, "제24항");
                break;
            case '잠' when text.StartsWith("잠자리", StringComparison.Ordinal):
                // where one sleeps [잠짜리], the insect [잠자리]
                var insect = words.Exists(w => w != word && Array.Exists(Dragonfly, d => w.Text.Contains(d, StringComparison.Ordinal)));
                word.Syllables[1].SetBorder(insect && !Starts(next, Bed) ? Border.None : Border.Tense, "제28항");
                break;
        }

        if (word.Parts.Count > 1 && word.Parts[^1] is { Entry.Rule: "제27항" } ending && word.Parts[^2].Kind == Kind.ModifierL)
            AfterStemInL(word, ending, word.Parts[^2], next);
        if (text[1] == '지' && (text.Length == 2 || text[2] is '는' or '도' or '를' or '만') && "감심숨검참남담넘품삼신안".Contains(text[0], StringComparison.Ordinal) && Starts(next, Denying))
            word.Syllables[1].SetBorder(Border.Tense, "제24항");
        // 내적을 구하다 (內積), 공적이 크다 (功績): what takes a particle is no adjective in 적 (的).
        if (text.Length >= 3 && text[1] == '적' && (text[2] is '은' or '을' or '의' or '과' or '도' || text is [_, _, '이']))
            word.Syllables[1].SetBorder(Border.None, "");
        if (text.Length >= 3 && text[1] == '적' && text[2] is '인' or '으' && "지성정전동공사인물내외양질심영병시단".Contains(text[0], StringComparison.Ordinal))
            word.Syllables[1].SetBorder(Border.Tense, "사전");
    }

    /// <summary>길게, 알게, 만들지: a stem in ㄹ with plain 게 or 지 looks like the ending -ㄹ게, -ㄹ지.</summary>
    private static void AfterStemInL(Word word, Morpheme ending, Morpheme stem, Word? next)
    {
        var written = word.Text.AsSpan(stem.Start, stem.Length);
        var own = false;
        foreach (var entry in Vocabulary.Find(written))
            own |= entry.Kind == Kind.Stem;
        if (!own)
            return;
        var plain = word.Text[ending.Start] switch
        {
            '게' => Adjectives.Contains(written.ToString()) || (ending.Length == 1 && Starts(next, Becoming)),
            '지' => !Starts(next, Asking),
            _ => false,
        };
        if (plain)
            word.Syllables[ending.Start].SetBorder(Border.None, "");
    }

    /// <summary>The noun before 을 or 를; null when the word has neither.</summary>
    private static string? Object(string word) => word.Length > 1 && word[^1] is '을' or '를' ? word[..^1] : null;

    private static bool Starts(Word? word, string[] beginnings) => word is not null && Array.Exists(beginnings, b => word.Text.StartsWith(b, StringComparison.Ordinal));
}
