using Dubbing.Readings.Scanning;

namespace Dubbing.Readings.Korean;

/// <summary>Says equations, inequalities and statements about sets: 엑스는 삼, 엑스는 영보다 크면, 엑스는 에이의 원소.</summary>
internal static class Relations
{
    private const string Compared = "<>≤≥≪≫";

    // What is typed after an expression, longest first, and the form that it asks of 크다, 작다, 같다, 아니다.
    private static readonly (string Typed, string[] Forms)[] Copulas =
    [
        ("이라면", ["크다면", "작다면", "같다면", "아니라면"]), ("이므로", ["크므로", "작으므로", "같으므로", "아니므로"]), ("입니다", ["큽니다", "작습니다", "같습니다", "아닙니다"]), ("이에요", ["커요", "작아요", "같아요", "아니에요"]), ("이어야", ["커야", "작아야", "같아야", "아니어야"]), ("이라고", ["크다고", "작다고", "같다고", "아니라고"]), ("이지만", ["크지만", "작지만", "같지만", "아니지만"]), ("이거나", ["크거나", "작거나", "같거나", "아니거나"]),
        ("이면", ["크면", "작으면", "같으면", "아니면"]), ("이고", ["크고", "작고", "같고", "아니고"]), ("이며", ["크며", "작으며", "같으며", "아니며"]), ("이다", ["크다", "작다", "같다", "아니다"]), ("라면", ["크다면", "작다면", "같다면", "아니라면"]), ("예요", ["커요", "작아요", "같아요", "아니에요"]), ("여야", ["커야", "작아야", "같아야", "아니어야"]), ("라고", ["크다고", "작다고", "같다고", "아니라고"]), ("인지", ["큰지", "작은지", "같은지", "아닌지"]), ("임을", ["큼을", "작음을", "같음을", "아님을"]),
        ("일", ["클", "작을", "같을", "아닐"]), ("인", ["큰", "작은", "같은", "아닌"]), ("면", ["크면", "작으면", "같으면", "아니면"]),
    ];

    private static readonly (string Typed, string Said)[] Quoting = [("을", "를"), ("를", "를"), ("은", "는"), ("는", "는"), ("이", "가"), ("가", "가"), ("의", "의"), ("과", "와"), ("와", "와")];

    /// <summary>Says a row that states something, with the copula typed after it; null when the row is for <see cref="SpokenMath"/> to say plainly.</summary>
    /// <returns>Where the text that was said ends.</returns>
    public static int? Say(SpokenMath speech, MathRow row, string text, int end)
    {
        var signs = row.Items.Select((n, i) => (Sign: n as MathSign, At: i)).Where(x => x.Sign is { IsRelation: true }).ToList();
        if (signs.Count == 0 || signs[0].At == 0 || signs[^1].At == row.Items.Count - 1)
            return null;
        var first = signs[0].Sign!;
        var left = row.Items.Take(signs[0].At).ToList();
        if (signs.Count == 2 && signs.TrueForAll(s => s.Sign!.Sign is '<' or '≤') && Copula(text, end) is { } both)
        {
            // 0 ≤ x < 1이면: 엑스는 영보다 크거나 같고 일보다 작으면
            var middle = row.Items.Skip(signs[0].At + 1).Take(signs[1].At - signs[0].At - 1).ToList();
            var upper = row.Items.Skip(signs[1].At + 1).ToList();
            speech.Say(middle);
            speech.Particle("은", "는", middle[^1].End, middle[^1].End);
            speech.Say(left);
            speech.Add("보다", left[^1].End, left[^1].End, leans: true);
            speech.Add(first.Sign == '<' ? "크고" : "크거나 같고", first);
            speech.Say(upper);
            Compare(speech, signs[1].Sign!.Sign, signs[1].Sign!, both.Forms, end, both.End);
            return both.End;
        }

        if (signs.Count != 1)
            return null;
        var right = row.Items.Skip(signs[0].At + 1).ToList();
        switch (first.Sign)
        {
            case '<' or '>' or '≤' or '≥' when Copula(text, end) is { } copula:
                speech.Say(left);
                speech.Particle("은", "는", first.Start, first.End);
                speech.Say(right);
                Compare(speech, first.Sign, first, copula.Forms, end, copula.End);
                return copula.End;
            case '≠' when Copula(text, end) is { } copula:
                speech.Say(left);
                speech.Particle("은", "는", first.Start, first.End);
                speech.Say(right);
                speech.Particle("이", "가", right[^1].End, right[^1].End);
                speech.Add(copula.Forms[3], end, copula.End);
                return copula.End;
            case '∈' or '∉' or '⊂' or '⊆' or '⊃' or '⊇' or '∋':
                var turned = first.Sign is '⊃' or '⊇' or '∋';
                var (what, of) = turned ? (right, left) : (left, right);
                speech.Say(what);
                speech.Particle("은", "는", first.Start, first.End);
                speech.Say(of);
                speech.Add("의", first.Start, first.End, leans: true);
                speech.Add(first.Sign switch { '∈' or '∋' => "원소", '∉' => "원소가 아님", _ => "부분집합" }, first);
                return end;
            case '→' when left is [MathName] && text.AsSpan(Math.Min(end, text.Length)).StartsWith("일") && text.AsSpan(Math.Min(end + 1, text.Length)).TrimStart(' ').StartsWith("때"):
                // x → 0일 때: 엑스가 영으로 갈 때
                speech.Say(left);
                speech.Particle("이", "가", first.Start, first.Start);
                speech.Say(right);
                speech.Towards(right[^1].End);
                speech.Add("갈", end, end + 1);
                return end + 1;
            case '∝':
                speech.Say(left);
                speech.Particle("은", "는", first.Start, first.End);
                speech.Say(right);
                speech.Add("에", first.Start, first.End, leans: true);
                speech.Add("비례", first);
                return end;
            case '⊥' or '∥':
                speech.Say(left);
                speech.Particle("은", "는", first.Start, first.End);
                speech.Say(right);
                speech.Particle("과", "와", first.Start, first.End);
                speech.Add(first.Sign == '⊥' ? "수직" : "평행", first);
                return end;
            default:
                return null;
        }
    }

    /// <summary>A relation between what was said and what will be, in the order in which it is written.</summary>
    public static void SayPlain(SpokenMath speech, MathSign sign)
    {
        switch (sign.Sign)
        {
            case '=':
                speech.Particle("은", "는", sign.Start, sign.End);
                break;
            case '≈':
                speech.Particle("은", "는", sign.Start, sign.End);
                speech.Add("약", sign);
                break;
            case '≡':
                speech.Particle("과", "와", sign.Start, sign.End);
                speech.Add("합동", sign);
                break;
            default:
                speech.Add(sign.Sign switch { '≠' => "낫 이퀄", '<' => "작다", '>' => "크다", '≤' => "작거나 같다", '≥' => "크거나 같다", '∈' => "원소", '⊂' or '⊆' => "부분집합", '∝' => "비례", '→' => "화살표", '⇒' => "이면", '⇔' => "동치", '≅' => "합동", '∼' => "닮음", '⊥' => "수직", '∥' => "평행", '↦' => "대응", '≪' => "매우 작다", '≫' => "매우 크다", _ => "" }, sign);
                break;
        }
    }

    private static void Compare(SpokenMath speech, char sign, MathSign at, string[] forms, int end, int copulaEnd)
    {
        speech.Add("보다", at.Start, at.End, leans: true);
        switch (sign)
        {
            case '<':
                speech.Add(forms[1], end, copulaEnd);
                break;
            case '>':
                speech.Add(forms[0], end, copulaEnd);
                break;
            default:
                speech.Add(sign == '≤' ? "작거나" : "크거나", at);
                speech.Add(forms[2], end, copulaEnd);
                break;
        }
    }

    /// <summary>The copula typed right after the expression; null for none, or for a word that only looks like one (인수, 일반).</summary>
    private static (string[] Forms, int End)? Copula(string text, int end)
    {
        foreach (var (typed, forms) in Copulas)
        {
            if (end + typed.Length > text.Length || !text.AsSpan(end, typed.Length).SequenceEqual(typed))
                continue;
            var after = end + typed.Length < text.Length ? text[end + typed.Length] : ' ';
            if (typed is "일" && Hangul.IsSyllable(after) && after is not ('때' or '수' or '경'))
                return null;
            if (typed is "인" or "면" && Hangul.IsSyllable(after))
                return null;
            return (forms, end + typed.Length);
        }

        // |x − 1| < 2를 풀면: the statement is a noun, and the particle fits what is said last.
        foreach (var (typed, said) in Quoting)
        {
            if (end + typed.Length <= text.Length && text.AsSpan(end, typed.Length).SequenceEqual(typed) && (end + typed.Length == text.Length || !Hangul.IsSyllable(text[end + typed.Length])))
                return (["크다" + said, "작다" + said, "같다" + said, "아니다" + said], end + typed.Length);
        }

        return null;
    }
}
