using Dubbing.Script;
using Dubbing.Timeline;

namespace Dubbing.Script.Tests.Timeline;

public sealed class TimeMapTests
{
    private readonly TimeMap map = new([new Freeze(30, 2), new Freeze(10, 1)]);

    [Theory]
    [InlineData(5, 5)]
    [InlineData(10, 11)]
    [InlineData(29.9, 30.9)]
    [InlineData(30, 33)]
    [InlineData(60, 63)]
    public void What_follows_a_wait_comes_later(double source, double time) => Assert.Equal(time, map.Map(source), 9);

    [Theory]
    [InlineData(5, 5)]
    [InlineData(10.5, 10)]
    [InlineData(11, 10)]
    [InlineData(32, 30)]
    [InlineData(40, 37)]
    public void Throughout_a_wait_one_moment_is_seen(double time, double source) => Assert.Equal(source, map.Source(time), 9);

    [Fact]
    public void A_line_over_a_wait_is_given_its_time()
    {
        var cue = map.Map(new Cue(1, "a", TimeSpan.FromSeconds(28), TimeSpan.FromSeconds(30)));
        Assert.Equal((29, 33), (cue.Start!.Value.TotalSeconds, cue.End!.Value.TotalSeconds));
    }

    [Fact]
    public void Stretches_cover_the_whole_timeline()
    {
        var all = map.Stretches(40).ToList();
        Assert.Equal([0, 10, 11, 31, 33], all.Select(s => s.Start));
        Assert.Equal(43, all[^1].End);
        Assert.Equal([0, 10, 10, 30, 30], all.Select(s => s.Source));
        Assert.Equal([false, true, false, true, false], all.Select(s => s.Waits));
    }
}
