namespace Dubbing.Media.Tests;

/// <summary>Cuts by the scores of pictures.</summary>
public sealed class ShotScoreTests
{
    [Fact]
    public void Cuts_between_slides_score_low_and_are_found()
    {
        // Eleven slides of ten seconds, a pointer that moves a little now and then.
        var scores = Pictures(110, t => t % 10 == 0 && t > 0 ? 0.12 + t / 5000 : t % 3 < 0.04 ? 0.012 : 0.0005);
        Assert.Equal(Enumerable.Range(1, 10).Select(i => 10.0 * i), ShotScores.Cuts(scores));
    }

    [Fact]
    public void Movement_is_no_cut_however_much_of_it_there_is()
    {
        var dice = new Random(1);
        Assert.Empty(ShotScores.Cuts(Pictures(60, _ => 0.05 + 0.15 * dice.NextDouble())));
    }

    [Fact]
    public void A_hard_cut_in_a_moving_picture_is_one() => Assert.Equal([30.0], ShotScores.Cuts(Pictures(60, t => t == 30 ? 0.55 : 0.1)));

    [Fact]
    public void A_slide_that_fades_is_one_cut() => Assert.Single(ShotScores.Cuts(Pictures(20, t => t is >= 10 and < 10.2 ? 0.35 : 0)));

    private static List<(double, double)> Pictures(int seconds, Func<double, double> score) => [.. Enumerable.Range(0, seconds * 25).Select(i => (i / 25.0, score(i / 25.0)))];
}
