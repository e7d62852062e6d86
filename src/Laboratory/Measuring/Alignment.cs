namespace Dubbing.Laboratory.Measuring;

/// <summary>The least edits that turn one sequence into another.</summary>
internal static class Alignment
{
    /// <summary>The number of edits, and for each element of <paramref name="expected"/> the one it stands against; −1 for none.</summary>
    public static (int Edits, int[] Against) Of(IReadOnlyList<string> expected, IReadOnlyList<string> actual)
    {
        var (n, m) = (expected.Count, actual.Count);
        var cost = new int[n + 1, m + 1];
        for (var i = 0; i <= n; i++)
        {
            for (var j = 0; j <= m; j++)
            {
                cost[i, j] = i == 0 || j == 0
                    ? i + j
                    : Math.Min(Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1, cost[i - 1, j - 1] + (expected[i - 1] == actual[j - 1] ? 0 : 1));
            }
        }

        var against = new int[n];
        Array.Fill(against, -1);
        for (var (i, j) = (n, m); i > 0 && j > 0;)
        {
            if (cost[i, j] == cost[i - 1, j - 1] + (expected[i - 1] == actual[j - 1] ? 0 : 1))
                (i, j, against[i - 1]) = (i - 1, j - 1, j - 1);
            else if (cost[i, j] == cost[i - 1, j] + 1)
                i--;
            else
                j--;
        }

        return (cost[n, m], against);
    }
}
