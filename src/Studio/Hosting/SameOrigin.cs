using Microsoft.Extensions.Options;

namespace Dubbing.Studio.Hosting;

/// <summary>
/// The studio listens on the user's own machine, where every web page that the user visits can reach it. Requests that
/// another site sends are refused when they could change something, open a circuit or load a part of the studio.
/// </summary>
public static class SameOrigin
{
    /// <summary>Refuses changes and web sockets from other origins.</summary>
    public static IApplicationBuilder UseSameOrigin(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        var allowed = http.RequestServices.GetRequiredService<IOptions<StudioOptions>>().Value.AllowedOrigins;
        var request = http.Request;
        var reading = (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) && !IsWebSocket(request);
        // Another site may lead here, but it may not load a piece of the studio, not even to see whether there is one.
        var harmless = reading && (request.Headers["Sec-Fetch-Site"] != "cross-site" || request.Headers["Sec-Fetch-Mode"] == "navigate");
        if (harmless || !IsForeign(request) || allowed.Contains(request.Headers.Origin.ToString()))
            return next(http);
        http.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    });

    /// <summary>Also covers HTTP/2 web sockets (CONNECT), which are no GET.</summary>
    private static bool IsWebSocket(HttpRequest request) =>
        string.Equals(request.Headers.Upgrade, "websocket", StringComparison.OrdinalIgnoreCase);

    private static bool IsForeign(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"] == "cross-site")
            return true;
        var origin = request.Headers.Origin.ToString();
        // A program (curl, tus clients outside a browser) sends none; browsers always do with such requests.
        return origin.Length > 0
            && !(Uri.TryCreate(origin, UriKind.Absolute, out var from)
                && string.Equals(from.Authority, AuthorityOf(request), StringComparison.OrdinalIgnoreCase));
    }

    private static string AuthorityOf(HttpRequest request) =>
        Uri.TryCreate($"{request.Scheme}://{request.Host}", UriKind.Absolute, out var self) ? self.Authority : "";
}
