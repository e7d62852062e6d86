using Dubbing.Studio.Rendering;

namespace Dubbing.Studio.Tests.Server;

/// <summary>Where a line may be cut.</summary>
public sealed class LineSplitterTests
{
    [Theory]
    [InlineData("바닷물은 햇빛을 받아", "바닷물은 |햇빛을 |받아")]
    [InlineData("네. 좋아요!", "네. |좋아요!")]
    [InlineData("今日は雨が降る、でも行く。", "今日は|雨が|降る、|でも|行く。")]
    [InlineData("한 {3|세} 개", "한 |{3|세} |개")]
    [InlineData("안녕하세요", "안녕하세요")]
    [InlineData("!! 네", "!! 네")]
    public void Between_words(string text, string cut)
    {
        var places = LineSplitter.PlacesIn(text).ToList();
        var marked = string.Concat(text.Select((c, i) => places.Contains(i) ? "|" + c : c.ToString()));
        Assert.Equal(cut, marked);
    }
}
