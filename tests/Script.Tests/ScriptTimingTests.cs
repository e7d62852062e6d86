namespace Dubbing.Script.Tests;

public sealed class ScriptTimingTests
{
    private static readonly Cue[] Late = [new(1, "가", At(3601), At(3603)), new(2, "나", At(3612), At(3614)), new(3, "다")];

    [Fact]
    public void A_script_behind_its_video_is_brought_back_by_whole_hours()
    {
        Assert.Equal(TimeSpan.FromHours(1), ScriptTiming.WholeHours(Late));
        Assert.Equal(TimeSpan.FromHours(-1), ScriptTiming.Correction(Late, At(10)));
        Assert.Equal([1.0, 12.0, -1], ScriptTiming.Shift(Late, TimeSpan.FromHours(-1)).Select(c => c.Start?.TotalSeconds ?? -1));
        Assert.Equal([2], ScriptTiming.Outside(ScriptTiming.Shift(Late, TimeSpan.FromHours(-1)), At(10)).Select(c => c.Number));
    }

    [Fact]
    public void A_script_that_lies_in_its_video_is_left_alone()
    {
        Assert.Null(ScriptTiming.Correction(Late, At(7200)));
        Assert.Null(ScriptTiming.WholeHours([new Cue(1, "가", At(3599))]));
        Assert.Null(ScriptTiming.WholeHours([new Cue(1, "가")]));
    }

    [Theory]
    [InlineData("[음악]", true)]
    [InlineData("（拍手）", true)]
    [InlineData("【効果音】\n♪", true)]
    [InlineData("♪ 노래 ♪", true)]
    [InlineData("♬～", true)]
    [InlineData("...", true)]
    [InlineData("[문 소리] (한숨)", true)]
    [InlineData("(참고로) 이 부분은", false)]
    [InlineData("[음악] 안녕하세요", false)]
    [InlineData("50%", false)]
    [InlineData("(닫히지 않음", false)]
    [InlineData("", false)]
    public void Descriptions_of_sounds_are_known_by_how_they_are_written(string text, bool silent) => Assert.Equal(silent, SoundDescription.Is(text));

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);
}
