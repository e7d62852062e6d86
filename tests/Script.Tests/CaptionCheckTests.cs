namespace Dubbing.Script.Tests;

public sealed class CaptionCheckTests
{
    [Theory]
    [InlineData("가나다라마바사아자차카타파하거너", Language.Korean, 1, false)]
    [InlineData("가나다라마바사아자차카타파하거너더러머버서어저처커터퍼허고노도로", Language.Korean, 2, false)]
    [InlineData("가나다라마바사아자차카타파하거너더러머버서어저처커터퍼허고노도로모", Language.Korean, 3, true)]
    [InlineData("가나다라마바사아자차카타파하거너더\n가", Language.Korean, 3, true)]
    [InlineData("abcdefghijklmnopqrstuvwxyzabcdef", Language.Korean, 1, false)]
    [InlineData("あいうえおかきくけこさしす", Language.Japanese, 1, false)]
    [InlineData("あいうえおかきくけこさしすせ", Language.Japanese, 2, false)]
    [InlineData("あいうえおかきくけこさしすせ\nあ", Language.Japanese, 3, true)]
    public void Captions_have_two_rows_of_a_limited_length(string text, Language language, int rows, bool tooLong)
    {
        var check = CaptionCheck.Of(text, null, language);
        Assert.Equal((rows, tooLong, false), (check.Rows, check.IsTooLong, check.IsTooFast));
    }

    [Theory]
    [InlineData("가나다라마바사아자차카타", 1.0, Language.Korean, false)]
    [InlineData("가나다라마바사아자차카타", 0.99, Language.Korean, true)]
    [InlineData("あいうえおかきくけこさしすせ", 2.0, Language.Japanese, false)]
    [InlineData("あいうえおかきくけこさしすせそ", 2.0, Language.Japanese, true)]
    public void Captions_stand_long_enough_to_be_read(string text, double seconds, Language language, bool tooFast) =>
        Assert.Equal(tooFast, CaptionCheck.Of(text, seconds, language).IsTooFast);
}
