using Dubbing.Readings.Correction;
using Dubbing.Readings.Scanning;

namespace Dubbing.Readings.Tests.Scanning;

/// <summary>What the scanner finds in a line, and what it leaves alone.</summary>
public sealed class ScannerTests
{
    [Theory]
    [InlineData("y = ax² + bx + c의 그래프", "Mathematics:y = ax² + bx + c")]
    [InlineData("x²－5x＋6＝0を解く", "Mathematics:x²－5x＋6＝0")]
    [InlineData("a≠0のとき", "Mathematics:a≠0")]
    [InlineData("log₂ 8은 3", "Mathematics:log₂ 8")]
    [InlineData("sin 30°는", "Mathematics:sin 30°")]
    [InlineData("lim(x→0)을", "Mathematics:lim(x→0)")]
    [InlineData("dy/dx를", "Mathematics:dy/dx")]
    [InlineData("점 A(2, -1)을", "Mathematics:A(2, -1)")]
    [InlineData("n!은 크다", "Mathematics:n!")]
    [InlineData("√2는", "Mathematics:√2")]
    [InlineData("$\\frac{1}{2}$은", "Latex:$\\frac{1}{2}$")]
    [InlineData("H₂O와 CO₂", "Chemistry:H₂O|Chemistry:CO₂")]
    [InlineData("2H₂ + O₂ → 2H₂O이다", "Chemistry:2H₂ + O₂ → 2H₂O")]
    [InlineData("Ca²⁺ 이온", "Chemistry:Ca²⁺")]
    [InlineData("www.abc-shop.kr에서", "Url:www.abc-shop.kr")]
    [InlineData("a.b@example.com으로", "Email:a.b@example.com")]
    [InlineData("report_final_v2.docx입니다", "FileName:report_final_v2.docx")]
    [InlineData("src/main.py 파일", "Path:src/main.py")]
    [InlineData("127.0.0.1:8080으로", "IpAddress:127.0.0.1:8080")]
    [InlineData("localhost:3000에", "Url:localhost:3000")]
    [InlineData("Ctrl+Shift+Z와 ⌘C", "Chord:Ctrl+Shift+Z|Chord:⌘C")]
    [InlineData("user_name과 getUserName()", "Identifier:user_name|Identifier:getUserName()")]
    [InlineData(".env와 .NET과 C#", "Identifier:.env|Identifier:.NET|Identifier:C#")]
    [InlineData("D.C.에서 Lv.50", "Acronym:D.C.|Abbreviation:Lv.")]
    [InlineData("v1.2.3을", "Version:v1.2.3")]
    [InlineData("126mg/dL와 9.8 m/s²", "Measure:126mg/dL|Measure:9.8 m/s²")]
    [InlineData("△35억 원", "Sign:△")]
    [InlineData("<b>중요</b> [음악] (웃음) ^^", "Tag:<b>|Tag:</b>|Sound:[음악]|Sound:(웃음)|Emoji:^^")]
    public void Finds_what_is_no_ordinary_word(string line, string spans) =>
        Assert.Equal(spans, string.Join('|', Scanner.Scan(line).Select(s => $"{s.Kind}:{line[s.Start..s.End]}")));

    [Theory]
    [InlineData("6·25 전쟁과 3·1절")]
    [InlineData("B2B와 USB-C, F-16, A4")]
    [InlineData("3-2로 이겼고 10~20명이 왔다")]
    [InlineData("1/2만 남았다")]
    [InlineData("정답은 5!")]
    [InlineData("가격은 $5에서 $10 사이")]
    [InlineData("TV, PC, CPU와 KBS2")]
    [InlineData("(참고) 내용은 [2장]에 있다")]
    [InlineData("끝났다.그래서 갔다")]
    public void Leaves_words_dates_scores_and_money_alone(string line) =>
        Assert.DoesNotContain(Scanner.Scan(line), s => s.Kind is not (SpanKind.Measure or SpanKind.Percent));

    [Fact]
    public void Fractions_powers_and_limits_become_a_tree()
    {
        var root = ((MathSpan)Assert.Single(Scanner.Scan("y = (a+b)/2x² 이다"))).Root;
        var items = ((MathRow)root).Items;
        Assert.Equal("y", ((MathName)items[0]).Name);
        Assert.Equal('=', ((MathSign)items[1]).Sign);
        var fraction = Assert.IsType<MathFraction>(items[2]);
        Assert.Equal(3, ((MathRow)fraction.Numerator).Items.Count);
        var limit = Assert.IsType<MathLimit>(((MathRow)((MathSpan)Assert.Single(Scanner.Scan("lim(x→∞) 1/x"))).Root).Items[0]);
        Assert.Equal('∞', ((MathSign)limit.Target!).Sign);
    }

    [Theory]
    [InlineData("$x^2 + y^2 = r^2$은", "x² + y² = r²은")]
    [InlineData("$\\frac{1}{2}$과 $\\sqrt{2}$", "1/2과 √2")]
    [InlineData("$a_1 \\neq \\alpha$", "a₁ ≠ α")]
    [InlineData("$5에서 $10", "$5에서 $10")]
    public void Captions_show_LaTeX_in_Unicode(string line, string shown) => Assert.Equal(shown, MarkedText.Of(line, Language.Korean).Written);

    [Fact]
    public void LaTeX_is_no_broken_markup() => Assert.Empty(MarkedText.Of("$\\frac{a}{b}$와 {닭|닥}", Language.Korean).Warnings);

    [Fact]
    public void Any_text_gives_spans_in_order_inside_it()
    {
        const string signs = "abxyzABCNaCl0123456789 +-−×÷=≠<>≤≥^_{}()[]|$\\./:@#%°√∑∫∂πθ²³₁₂⁻⁺'\"!?,~→△▲가나이면일の式🙂\ud800";
        var random = new Random(22);
        for (var n = 0; n < 3000; n++)
        {
            var line = string.Create(n % 100 == 0 ? 2000 : random.Next(1, 40), random, static (to, r) =>
            {
                for (var i = 0; i < to.Length; i++)
                    to[i] = signs[r.Next(signs.Length)];
            });
            var end = 0;
            foreach (var span in Scanner.Scan(line))
            {
                Assert.True(span.Start >= end && span.End > span.Start && span.End <= line.Length, line);
                end = span.End;
            }

            LatexText.ToUnicode(line);
        }
    }

    [Theory]
    [InlineData("(")]
    [InlineData("f(")]
    [InlineData("lim(")]
    [InlineData("√")]
    [InlineData("\\frac{")]
    [InlineData("x^")]
    public void Deep_nesting_ends(string piece) => Assert.NotNull(Scanner.Scan(string.Concat(Enumerable.Repeat(piece, 2000))));
}
