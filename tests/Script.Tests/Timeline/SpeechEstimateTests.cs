using Dubbing.Readings;
using Dubbing.Readings.Korean;
using Dubbing.Timeline;

namespace Dubbing.Script.Tests.Timeline;

public sealed class SpeechEstimateTests
{
    private static readonly KoreanReader Reader = new();

    [Fact]
    public void More_syllables_and_pauses_take_longer()
    {
        var plain = SpeechEstimate.Seconds(Reader.Read("오늘은 날씨가 좋습니다."));
        Assert.True(SpeechEstimate.Seconds(Reader.Read("오늘은 날씨가 아주 좋습니다.")) > plain);
        Assert.True(SpeechEstimate.Seconds(Reader.Read("오늘은, 날씨가 좋습니다.")) > plain);
        // Ten syllables of an unhurried newsreader.
        Assert.InRange(plain, 1.2, 2.5);
    }

    [Theory]
    [InlineData("안녕하세요, 3월 1일 10% A반!", "")]
    [InlineData("좋아요 😀😀 정말", "😀")]
    [InlineData("Привет 안녕", "Привет")]
    public void What_is_not_said_is_named(string text, string unread) => Assert.Equal(unread, SpeechEstimate.Unread(Reader.Read(text)));
}
