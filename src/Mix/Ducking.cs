namespace Dubbing.Mix;

/// <summary>
/// The level of the original under the dub, from the clips' times alone: the same every time, and it knows what comes,
/// so the sound is down when a line begins.
/// </summary>
public sealed class Ducking
{
    /// <summary>How far the original goes down.</summary>
    public const double Decibels = -14;

    /// <summary>How long it takes to go down and to come back, seconds.</summary>
    public const double RampSeconds = 0.25;

    /// <summary>Pauses shorter than this stay down, seconds.</summary>
    public const double BridgedSeconds = 0.8;

    private readonly List<(double Start, double End)> spoken = [];
    private readonly double low;
    private int at;

    /// <summary>Prepares the level for a mix.</summary>
    public Ducking(IEnumerable<PlacedTake> takes, double decibels = Decibels)
    {
        ArgumentNullException.ThrowIfNull(takes);
        low = Math.Pow(10, decibels / 20);
        foreach (var take in takes.Where(t => t.Take.Count > 0).OrderBy(t => t.StartSeconds))
        {
            if (spoken.Count > 0 && take.StartSeconds - spoken[^1].End < BridgedSeconds)
                spoken[^1] = (spoken[^1].Start, Math.Max(spoken[^1].End, take.EndSeconds));
            else
                spoken.Add((take.StartSeconds, take.EndSeconds));
        }
    }

    /// <summary>The factor at a time; ask in ascending order.</summary>
    public double At(double seconds)
    {
        while (at < spoken.Count && seconds > spoken[at].End + RampSeconds)
            at++;
        if (at == spoken.Count)
            return 1;
        var (start, end) = spoken[at];
        var away = Math.Max(start - seconds, seconds - end);
        if (away <= 0)
            return low;
        if (away >= RampSeconds)
            return 1;
        var open = 0.5 - 0.5 * Math.Cos(Math.PI * away / RampSeconds);
        return Math.Pow(low, 1 - open);
    }
}
