using Dubbing.Export;

namespace Dubbing.Media.Tests;

public sealed class CaptionRowsTests
{
    [Theory]
    [InlineData("광합성은 식물이 빛을 이용해서 양분을 만드는 과정입니다.", 16)]
    [InlineData("이 그래프에서 볼 수 있는 것처럼 온도가 올라갈수록 속도가 빨라집니다.", 20)]
    [InlineData("지난달 매출은 1,200억 원으로 작년 같은 기간보다 15% 늘었습니다.", 18)]
    public void Korean_breaks_between_words_and_fits(string text, double width)
    {
        var rows = Assert.Single(CaptionRows.Break(text, Language.Korean, width));
        Assert.Equal(2, rows.Count);
        Assert.Equal(text, string.Join(' ', rows));
        Assert.All(rows, r => Assert.True(CaptionRows.Width(r) <= width + 0.3, r));
    }

    [Fact]
    public void Korean_keeps_together_what_belongs_together()
    {
        var rows = CaptionRows.Break("이제 여러분도 직접 해 볼 수 있습니다", Language.Korean, 13).SelectMany(p => p).ToList();
        Assert.DoesNotContain(rows, r => r.StartsWith("수 ", StringComparison.Ordinal) || r.StartsWith("있습니다", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("今日は、光合成の仕組みについて順番に見ていきましょう。", 15)]
    [InlineData("ブラウザーの「設定」メニューから、プライバシーを選んでください。", 18)]
    [InlineData("ちょっと待って、それはきっとチョコレートじゃなくってキャラメルだったんじゃないかな", 22)]
    public void Japanese_rows_begin_and_end_as_the_rules_ask(string text, double width)
    {
        foreach (var rows in CaptionRows.Break(text, Language.Japanese, width))
        {
            Assert.InRange(rows.Count, 1, 2);
            Assert.All(rows, r => Assert.DoesNotContain(r[0], "、。っゃゅょーッャュョ」』）？！"));
            Assert.All(rows, r => Assert.DoesNotContain(r[^1], "「『（"));
            Assert.All(rows, r => Assert.True(CaptionRows.Width(r) <= width + 0.3, r));
        }

        Assert.Equal(text, string.Concat(CaptionRows.Break(text, Language.Japanese, width).SelectMany(p => p)));
    }

    [Fact]
    public void A_word_of_one_script_is_not_torn()
    {
        var rows = CaptionRows.Break("新しいプログラミング言語のコンパイラーを紹介します。", Language.Japanese, 16).SelectMany(p => p).ToList();
        Assert.Contains(rows, r => r.Contains("プログラミング", StringComparison.Ordinal));
        Assert.Contains(rows, r => r.Contains("コンパイラー", StringComparison.Ordinal));
    }

    [Fact]
    public void What_needs_more_rows_follows_in_parts_that_share_its_time()
    {
        var text = string.Join(' ', Enumerable.Repeat("아주 긴 자막을 여러 번 되풀이합니다.", 6));
        var parts = BurnedCaptions.Parts(new Caption(10, 22, text), Language.Korean, 16, 2).ToList();
        Assert.True(parts.Count > 1);
        Assert.Equal((10, 22), (parts[0].Start, Math.Round(parts[^1].End, 6)));
        Assert.All(parts, p => Assert.InRange(p.Rows.Count, 1, 2));
        Assert.All(parts.Zip(parts.Skip(1)), p => Assert.Equal(p.First.End, p.Second.Start));
    }

    [Theory]
    [InlineData("{\"siez\": 5}", "StyleField", "siez")]
    [InlineData("{\"size\": 500}", "StyleValue", "size")]
    [InlineData("{\"color\": \"red\"}", "StyleValue", "color")]
    [InlineData("[1]", "StyleUnreadable", "my.json")]
    public void A_mistake_in_a_style_is_named(string json, string key, string named)
    {
        var error = Assert.Throws<DubbingException>(() => CaptionStyle.Parse(json, "my.json"));
        Assert.Equal(key, error.UserMessage.Key);
        Assert.Contains(named, error.UserMessage.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_style_comes_back_as_it_was_saved()
    {
        var style = new CaptionStyle { Font = "Nanum Gothic", Size = 6.5, Bold = true, Color = "#FFEE00", Box = true, BoxOpacity = 0.5, Position = CaptionPosition.Top, Rows = 3 };
        Assert.Equal(style, CaptionStyle.Parse(style.ToJson(), "x"));
    }

    [Fact]
    public void Codes_in_a_text_are_shown_and_not_obeyed()
    {
        var ass = BurnedCaptions.Write([new Caption(0, 1, @"{\an8}위\N아래")], new CaptionStyle(), Language.Korean, 1280, 720);
        Assert.DoesNotContain(@"{\an8}", ass, StringComparison.Ordinal);
        Assert.DoesNotContain(@"위\N", ass, StringComparison.Ordinal);
    }
}
