using System.Text;
using System.Threading.RateLimiting;

namespace Dubbing.Studio.Base;

/// <summary>
/// Requests that take long have lanes of their own, with a queue: twelve people who listen to lines do not starve the one who types. The
/// limiter is ASP.NET Core's.
/// </summary>
internal static class Lanes
{
    /// <summary>Listening to lines that are not rendered yet, and looking at their spectrograms.</summary>
    public const string Speech = "speech";

    /// <summary>Project files, out and in.</summary>
    public const string Archives = "archives";

    private const int Waiting = 16;

    /// <summary>Adds the lanes.</summary>
    public static void AddLanes(this IServiceCollection services, IConfiguration configuration)
    {
        var atOnce = Math.Max(1, (configuration.GetSection(StudioOptions.Section).Get<StudioOptions>() ?? new StudioOptions()).SpeechAtOnce);
        services.AddRateLimiter(limiter =>
        {
            limiter.AddPolicy(Speech, _ => Lane(Speech, atOnce));
            limiter.AddPolicy(Archives, _ => Lane(Archives, 2));
            limiter.RejectionStatusCode = StatusCodes.Status503ServiceUnavailable;
            limiter.OnRejected = async (context, cancel) =>
            {
                context.HttpContext.Response.Headers.RetryAfter = "5";
                context.HttpContext.Response.ContentType = "text/plain; charset=utf-8";
                await context.HttpContext.Response.WriteAsync(Messages.SpeechBusy().Text(), Encoding.UTF8, cancel);
            };
        });
    }

    private static RateLimitPartition<string> Lane(string name, int atOnce) => RateLimitPartition.GetConcurrencyLimiter(
        name,
        _ => new ConcurrencyLimiterOptions { PermitLimit = atOnce, QueueLimit = Waiting, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });
}
