using System.Collections.Immutable;
using Dubbing.Readings.Scanning;

namespace Dubbing.Readings.Korean;

/// <summary>What the scanner found, said in Korean.</summary>
internal sealed partial class Normaliser
{
    private static readonly string[] EnglishCounts = ["", "원", "투", "쓰리", "포", "파이브", "식스", "세븐", "에이트", "나인", "텐"];

    private static readonly Dictionary<string, string> KeyNames = new(StringComparer.Ordinal)
    {
        ["Ctrl"] = "컨트롤", ["Shift"] = "시프트", ["Alt"] = "알트", ["Command"] = "커맨드", ["Option"] = "옵션", ["Windows"] = "윈도우", ["Fn"] = "펑션", ["Meta"] = "메타", ["Super"] = "슈퍼", ["Enter"] = "엔터", ["Tab"] = "탭", ["Esc"] = "이에스씨", ["Delete"] = "딜리트", ["Backspace"] = "백스페이스", ["Space"] = "스페이스", ["Home"] = "홈", ["End"] = "엔드", ["PageUp"] = "페이지업", ["PageDown"] = "페이지다운", ["Insert"] = "인서트", ["PrintScreen"] = "프린트 스크린", ["CapsLock"] = "캡스록",
        ["↑"] = "위쪽 화살표", ["↓"] = "아래쪽 화살표", ["←"] = "왼쪽 화살표", ["→"] = "오른쪽 화살표", ["+"] = "플러스", ["-"] = "마이너스", ["="] = "이퀄", ["/"] = "슬래시", [","] = "콤마", ["."] = "점", ["["] = "대괄호", ["]"] = "대괄호", ["\\"] = "백슬래시",
    };

    private static readonly Dictionary<string, string> Abbreviations = new(StringComparer.Ordinal)
    {
        ["level"] = "레벨", ["volume"] = "볼륨", ["version"] = "버전", ["episode"] = "에피소드", ["chapter"] = "챕터", ["section"] = "섹션", ["figure"] = "그림", ["equation"] = "식", ["page"] = "페이지", ["pages"] = "페이지", ["part"] = "파트", ["article"] = "제", ["table"] = "표", ["revision"] = "리비전", ["telephone"] = "전화", ["doctor"] = "닥터", ["mister"] = "미스터", ["missus"] = "미시즈", ["miss"] = "미즈", ["professor"] = "프로페서", ["junior"] = "주니어", ["senior"] = "시니어", ["saint"] = "세인트", ["et cetera"] = "등등", ["approximately"] = "약", ["incorporated"] = "인크", ["limited"] = "리미티드", ["corporation"] = "코퍼레이션", ["department"] = "디파트먼트", ["for example"] = "예를 들어", ["that is"] = "즉", ["a.m."] = "에이엠", ["p.m."] = "피엠", ["featuring"] = "피처링", ["compare"] = "비교", ["maximum"] = "최대", ["minimum"] = "최소", ["versus"] = "대",
    };

    private readonly IReadOnlyList<Scanning.Span> scanned;
    private int nextSpan;

    /// <summary>Says the span that begins here; null when none does, or when it is left to what this class knows of numbers and words.</summary>
    private int? Scanned(int at)
    {
        while (nextSpan < scanned.Count && scanned[nextSpan].Start < at)
            nextSpan++;
        if (nextSpan >= scanned.Count || scanned[nextSpan].Start != at)
            return null;
        switch (scanned[nextSpan])
        {
            case MathSpan span:
                var (pieces, end) = SpokenMath.Of(text, span);
                return Particle(Say(span, pieces, end));
            case PartsSpan span:
                return Parts(span);
            case ChordSpan span:
                return Chord(span);
            case ChemistrySpan span:
                return Chemistry(span);
            case NamedSpan { Kind: SpanKind.Abbreviation } span when Abbreviations.TryGetValue(span.Name, out var word):
                Apart(at);
                Say(at, span.End, word, span.Rule);
                if (span.Name != "article")
                    Apart(span.End);
                return span.End;
            case NamedSpan { Kind: SpanKind.Acronym } span:
                Apart(at);
                Say(at, span.End, EnglishWords.Spelled(span.Name), span.Rule);
                Detach(span.End);
                return span.End;
            case NamedSpan { Kind: SpanKind.Sign, Name: SignRole.Minus } span:
                Apart(at);
                // ▲1.2% 오른: an arrow upwards beside a word that says so, not a sign of accounts.
                if (text[at] == '▲' && Rising.Any(r => text.AsSpan(span.End).Contains(r, StringComparison.Ordinal)) && !Falling.Any(f => text.Contains(f, StringComparison.Ordinal)))
                    return Boundary(span.End - 1, ' ');
                Say(at, span.End, "마이너스", "sign");
                return Boundary(span.End - 1, ' ');
            case NumberSpan { Kind: SpanKind.Measure, Parts.Count: 0, Unit: { } unit } span:
                Apart(at);
                Say(at, span.End, UnitNames.Of(text[at..span.End], unit), span.Rule);
                return span.End;
            case SilentSpan { Kind: SpanKind.Sound } span:
                Boundary(at, ',');
                return span.End;
            case SilentSpan span:
                // A tag stands inside a word (<b>중</b>요); what parts lines parts words.
                if (text[at] is '&' or '\\')
                    Boundary(at, ' ');
                return span.End;
            default:
                return null;
        }
    }

    /// <summary>n(n+1)/2를: the particle typed after an expression fits what is written last; what is said last may end otherwise (이분의 … 일을).</summary>
    private int Particle(int at)
    {
        if (said.Count == 0 || !said[^1].IsSyllable || Hangul.IsSyllable(At(at + 1)) || At(at) is not ('을' or '를' or '은' or '는' or '과' or '와' or '가'))
            return at;
        var consonant = Hangul.Final(said[^1].Char) != ' ';
        var fits = (At(at) is '을' or '은' or '과') == consonant;
        if (fits)
            return at;
        var other = At(at) switch { '을' => "를", '를' => "을", '은' => "는", '는' => "은", '과' => "와", '와' => "과", _ => "이" };
        Say(at, at + 1, other, "particle");
        return at + 1;
    }

    /// <summary>Pieces of one span: each keeps the text that it stands for, all share the decision.</summary>
    private int Say(Scanning.Span span, List<SpokenMath.Said> pieces, int end)
    {
        if (pieces.Count == 0)
            return end;
        if (said.Count > 0 && said[^1].Char != '제')
            Apart(span.Start);
        var whole = new System.Text.StringBuilder();
        foreach (var piece in pieces)
            whole.Append(whole.Length > 0 && !piece.Leans ? " " : "").Append(piece.Hangul);
        var step = ImmutableArray.Create(new ReadingStep(span.Rule, text[span.Start..end], whole.ToString()));
        // Sounds stand in the order of the text. What is said before what it stands after (the denominator) stands for both.
        var earliest = end;
        var starts = new int[pieces.Count];
        for (var i = pieces.Count - 1; i >= 0; i--)
            starts[i] = earliest = Math.Min(earliest, Math.Clamp(pieces[i].Start, span.Start, end));
        for (var i = 0; i < pieces.Count; i++)
        {
            var piece = pieces[i];
            if (piece.Hangul.Length == 0)
                continue;
            var (from, to) = (starts[i], Math.Clamp(piece.End, span.Start, end));
            if (!piece.Leans)
                Apart(from);
            if (piece.IsText)
            {
                SayText(piece, step);
                continue;
            }

            var source = Span(from, Math.Max(from, to));
            foreach (var c in piece.Hangul)
                said.Add(new Glyph(c, c == ' ' ? source with { Length = 0 } : source, step) { IsNumber = piece.IsNumber, IsWord = piece.Hangul is "절댓값" });
        }

        return end;
    }

    /// <summary>Words of the line's own language inside an expression: letter by letter as typed.</summary>
    private void SayText(SpokenMath.Said piece, ImmutableArray<ReadingStep> step)
    {
        for (var i = piece.Start; i < piece.End; i++)
        {
            if (Hangul.IsSyllable(text[i]))
                said.Add(new Glyph(text[i], Span(i, i + 1), []));
            else if (text[i] == ' ')
                Apart(i);
            else if (char.IsAsciiLetter(text[i]))
            {
                var stop = i;
                while (stop < piece.End && char.IsAsciiLetter(text[stop]))
                    stop++;
                foreach (var c in Latin(text[i..stop]).Hangul)
                    said.Add(new Glyph(c, Span(i, stop), step));
                i = stop - 1;
            }
        }
    }

    private int? Parts(PartsSpan span)
    {
        switch (span.Kind)
        {
            case SpanKind.HashTag:
                return Boundary(span.Start, ' ');
            case SpanKind.Identifier or SpanKind.FileName when span.Length <= Loanwords.LongestMixed && Loanwords.TryGetMixed(text.AsSpan(span.Start, span.Length), out var known):
                Say(span.Start, span.End, known, "loanword");
                return span.End;
            case SpanKind.Identifier when span.Parts.All(p => p.Kind == PartKind.Word):
                // YouTube, JavaScript: the lexicon first.
                if (Latin(text[span.Start..span.End]) is { Rule: "loanword" } word)
                {
                    Say(span.Start, span.End, word.Hangul, word.Rule);
                    return span.End;
                }

                break;
        }

        var pieces = new List<SpokenMath.Said>();
        var numeric = span.Kind is SpanKind.IpAddress or SpanKind.Version;
        for (var i = 0; i < span.Parts.Count; i++)
        {
            var part = span.Parts[i];
            if (part.Silent)
                continue;
            var leans = false;
            var (hangul, number) = part.Kind switch
            {
                PartKind.Letters => (span.Kind == SpanKind.Version && part.Text == "v" ? "버전" : part.Text == "www" ? "더블유더블유더블유" : EnglishWords.Spelled(part.Text), false),
                PartKind.Number => (NumberWords.Sino(part.Text), true),
                PartKind.Digits => (NumberWords.Spelled(part.Text), true),
                PartKind.Word => (part.Text.Any(char.IsAsciiDigit) ? Digital(part.Text) : Latin(part.Text).Hangul, false),
                PartKind.Other => (part.Text, false),
                _ => (SignName(span, i), numeric && part.Text == "."),
            };
            if (numeric && (part.Text == "." || (i > 0 && span.Parts[i - 1].Text == ".")))
                leans = true;
            // 닷컴 and C# are said in one breath; v2 of report_v2 is not.
            leans |= (i > 0 && hangul is "샵") || (i > 0 && span.Parts[i - 1] is { Kind: PartKind.Sign } && pieces.Count > 0 && pieces[^1].Hangul is "닷" && hangul.Length > 0 && Hangul.IsSyllable(hangul[0]) && Hangul.Initial(hangul[0]) != 'ㅇ') || (span.Kind == SpanKind.Identifier && i > 0 && span.Parts[i - 1].Silent && span.Parts[i - 1].Text == ".");
            pieces.Add(new SpokenMath.Said(hangul, part.Start, part.End, number, leans && pieces.Count > 0));
        }

        Say(span, pieces, span.End);
        Detach(span.End);
        return span.End;
    }

    private static readonly string[] Rising = ["오른", "오르", "올랐", "올라", "상승", "증가", "늘었", "늘어", "급등", "뛰었", "뛴", "강세"];

    private static readonly string[] Falling = ["내린", "내렸", "하락", "감소", "줄었", "손실", "적자", "급락", "떨어"];

    private static string Digital(string word)
    {
        if (Loanwords.TryGetMixed(word, out var known))
            return known;
        var hangul = new System.Text.StringBuilder();
        foreach (var c in word)
            hangul.Append(char.IsAsciiDigit(c) ? NumberWords.Spelled(c.ToString()) : EnglishWords.Spelled(c.ToString()));
        return hangul.ToString();
    }

    private static string SignName(PartsSpan span, int index)
    {
        var part = span.Parts[index];
        switch (part.Text)
        {
            case ".":
                if (span.Kind is SpanKind.IpAddress or SpanKind.Version)
                    return "쩜";
                var next = index + 1 < span.Parts.Count ? span.Parts[index + 1].Text : "";
                return (span.Kind is SpanKind.Url or SpanKind.Email && next is "com" or "net" or "org" or "io") || (index == 0 && span.Kind == SpanKind.Identifier) ? "닷" : "점";
            case "()":
                return "";
            case "-" when span.Kind == SpanKind.Identifier && index < 2 && span.Parts[0].Text == "-":
                return "대시"; // an option
            default:
                return part.Text[0] switch { '@' => "골뱅이", '/' => "슬래시", '\\' => "백슬래시", '-' => "하이픈", '_' => "언더바", ':' => "콜론", '?' => "물음표", '=' => "이퀄", '&' => "앤드", '#' => "샵", '~' => "물결", '%' => "퍼센트", '+' => "플러스", _ => "" };
        }
    }

    private int Chord(ChordSpan span)
    {
        var pieces = new List<SpokenMath.Said>();
        for (var i = 0; i < span.Keys.Count; i++)
        {
            var key = span.Keys[i];
            if (i > 0)
            {
                var from = span.Keys[i - 1].End;
                if (from < key.Start && text.AsSpan(from, key.Start - from).ContainsAny('+', '-'))
                    pieces.Add(new SpokenMath.Said("플러스", from, key.Start));
            }

            var name = KeyNames.TryGetValue(key.Name, out var known) ? known
                : key.Name.Length > 1 && key.Name[0] == 'F' ? "에프" + NumberWords.Sino(key.Name.AsSpan(1))
                : char.IsAsciiDigit(key.Name[0]) ? NumberWords.Sino(key.Name) : EnglishWords.Spelled(key.Name);
            pieces.Add(new SpokenMath.Said(name, key.Start, key.End));
        }

        Say(span, pieces, span.End);
        Detach(span.End);
        return span.End;
    }

    /// <summary>H₂O 에이치투오, Ca²⁺ 씨에이 이 플러스, C₆H₁₂O₆ 씨육에이치십이오육.</summary>
    private int Chemistry(ChemistrySpan span)
    {
        if (span.Length <= Loanwords.LongestMixed && Loanwords.TryGetMixed(text.AsSpan(span.Start, span.Length), out var known))
        {
            Say(span.Start, span.End, known, "loanword");
            Detach(span.End);
            return span.End;
        }

        var pieces = new List<SpokenMath.Said>();
        // Few atoms are counted in English, many in Korean.
        var english = span.Parts.Where(p => p.Kind == ChemistryKind.Count).All(p => p.Text.Length == 1 && p.Text[0] <= '4');
        for (var i = 0; i < span.Parts.Count; i++)
        {
            var part = span.Parts[i];
            var leans = i > 0 && english && span.Parts[i - 1].Kind is ChemistryKind.Element or ChemistryKind.Count or ChemistryKind.Open or ChemistryKind.Close;
            switch (part.Kind)
            {
                case ChemistryKind.Element:
                    pieces.Add(new SpokenMath.Said(EnglishWords.Spelled(part.Text), part.Start, part.End, Leans: leans || (i > 0 && span.Parts[i - 1].Kind == ChemistryKind.Element)));
                    if (i > 0 && span.Parts[i - 1] is { Kind: ChemistryKind.Mass } mass)
                        pieces.Add(new SpokenMath.Said(NumberWords.Sino(mass.Text), mass.Start, mass.End, IsNumber: true));
                    break;
                case ChemistryKind.Count:
                    pieces.Add(new SpokenMath.Said(english ? EnglishCounts[part.Text[0] - '0'] : NumberWords.Sino(part.Text), part.Start, part.End, IsNumber: !english, Leans: leans));
                    break;
                case ChemistryKind.Coefficient:
                    pieces.Add(new SpokenMath.Said(NumberWords.Sino(part.Text), part.Start, part.End, IsNumber: true));
                    break;
                case ChemistryKind.Charge:
                    var digits = part.Text.TrimEnd('+', '-', '−');
                    if (digits.Length > 0)
                        pieces.Add(new SpokenMath.Said(NumberWords.Sino(digits), part.Start, part.End, IsNumber: true));
                    pieces.Add(new SpokenMath.Said(part.Text[^1] == '+' ? "플러스" : "마이너스", part.Start, part.End));
                    break;
                case ChemistryKind.Plus:
                    pieces.Add(new SpokenMath.Said("더하기", part.Start, part.End));
                    break;
                case ChemistryKind.Arrow:
                    Say(span, pieces, part.Start);
                    pieces.Clear();
                    Boundary(part.Start, ',');
                    break;
                case ChemistryKind.State or ChemistryKind.Dot or ChemistryKind.Mass or ChemistryKind.Open or ChemistryKind.Close:
                    break;
            }
        }

        Say(span, pieces, span.End);
        Detach(span.End);
        return span.End;
    }
}
