namespace Dubbing.Speech.Models;

/// <summary>The lengths that a graph is run with. DirectML compiles a graph anew for every shape, so it gets few; elsewhere every length is its own.</summary>
/// <param name="sizes">Rising; longer ones become multiples of the last. Empty for every length.</param>
internal sealed class Buckets(params int[] sizes)
{
    /// <summary>Every length is its own.</summary>
    public static Buckets None { get; } = new();

    /// <summary>The length to run with.</summary>
    public int Fit(int length)
    {
        if (sizes.Length == 0)
            return length;
        var fitting = Array.Find(sizes, s => s >= length);
        return fitting > 0 ? fitting : (length + sizes[^1] - 1) / sizes[^1] * sizes[^1];
    }
}
