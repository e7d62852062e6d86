using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Dubbing.Studio.Hosting;

/// <summary>Healthy when the whole database can be read. That takes a moment, so it is looked at once a minute at most.</summary>
internal sealed class DatabaseCheck(DataFolder data, TimeProvider time) : IHealthCheck
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);
    private (long At, HealthCheckResult Result)? last;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (last is { } before && time.GetElapsedTime(before.At) < Fresh)
            return before.Result;
        var result = await LookAsync(cancellationToken);
        last = (time.GetTimestamp(), result);
        return result;
    }

    private async Task<HealthCheckResult> LookAsync(CancellationToken cancel)
    {
        try
        {
            if (!File.Exists(data.Database))
                return HealthCheckResult.Unhealthy();
            await DatabaseGuard.LookAsync(data.Database, cancel);
            return HealthCheckResult.Healthy();
        }
        catch (Exception e) when (e is SqliteException or DubbingException)
        {
            return HealthCheckResult.Unhealthy(exception: e);
        }
    }
}
