namespace Dubbing.Media;

/// <summary>
/// Tells cuts by how much each picture differs from the one before. In films a cut scores high; between slides, where most of the
/// picture stays, it scores low, but nothing moves around it: there a cut is what stands out from its neighbours.
/// </summary>
public static class ShotScores
{
    /// <summary>Above this a picture is a cut whatever is around it.</summary>
    private const double Sure = MediaParts.ShotScore;

    /// <summary>Below this nothing is a cut: a pointer moves, an encoder breathes.</summary>
    private const double Least = 0.04;

    /// <summary>So many times the neighbours' score stands out.</summary>
    private const double StandsOut = 6;

    /// <summary>How far neighbours are looked at, in seconds.</summary>
    private const double Around = 0.6;

    /// <summary>Cuts that follow closer are one: a slide that fades.</summary>
    private const double Apart = 0.25;

    /// <summary>The times of the cuts, in ascending order.</summary>
    /// <param name="scores">Each picture's time in seconds and its score (ffmpeg's <c>scene_score</c>, 0 to 1), in order.</param>
    public static IReadOnlyList<double> Cuts(IReadOnlyList<(double Time, double Score)> scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        var cuts = new List<double>();
        for (var i = 0; i < scores.Count; i++)
        {
            var (time, score) = scores[i];
            if (time <= 0 || score < Least || (cuts.Count > 0 && time - cuts[^1] < Apart))
                continue;
            if (score > Sure || score >= StandsOut * Math.Max(Highest(i, -1), Highest(i, 1)))
                cuts.Add(Math.Round(time, 3));
        }

        return cuts;

        double Highest(int from, int step)
        {
            var most = 0.0;
            for (var i = from + step; i >= 0 && i < scores.Count && Math.Abs(scores[i].Time - scores[from].Time) <= Around; i += step)
                most = Math.Max(most, scores[i].Score);
            return most;
        }
    }
}
