using System.Globalization;

namespace Dubbing.Studio.Keeping;

/// <summary>
/// The days that this studio has seen, for everything that is deleted after some days. A clock that once jumps ahead by a year is one
/// day more, like any pause between two looks; one that jumps back is none.
/// </summary>
internal sealed class StudioDays(DataFolder data, TimeProvider time)
{
    private string File => Path.Combine(data.Root, "studio.days");

    /// <summary>Counts on, and gives the days until now.</summary>
    public async Task<double> CountAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var (days, last) = await ReadAsync(cancel);
        days += Math.Clamp((now - (last ?? now)).TotalDays, 0, 1);
        // Put in its place in one go: a count that is lost begins anew, and nothing is deleted early.
        var made = data.WorkFile(".days");
        await System.IO.File.WriteAllTextAsync(made, string.Create(CultureInfo.InvariantCulture, $"{days:R} {now:O}\n"), cancel);
        System.IO.File.Move(made, File, overwrite: true);
        return days;
    }

    private async Task<(double Days, DateTime? Last)> ReadAsync(CancellationToken cancel)
    {
        if (!System.IO.File.Exists(File))
            return (0, null);
        var parts = (await System.IO.File.ReadAllTextAsync(File, cancel)).Split(' ', StringSplitOptions.TrimEntries);
        return parts.Length == 2
            && double.TryParse(parts[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var days) && double.IsFinite(days) && days >= 0
            && DateTime.TryParse(parts[1], CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var last)
            ? (days, last)
            : (0, null);
    }
}
