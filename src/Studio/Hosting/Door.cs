using System.Net;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.HttpOverrides;

namespace Dubbing.Studio.Hosting;

/// <summary>
/// Who may ask the studio for what: under which names, through which proxies, and what its pages may load. It has no log-in; what
/// keeps other sites out of it is here and in <see cref="SameOrigin"/>.
/// </summary>
public static class Door
{
    private static readonly string[] Local = ["localhost", "127.0.0.1", "[::1]"];

    /// <summary>Sets up names and proxies.</summary>
    /// <exception cref="DubbingException">The address can be reached by others and no names are allowed, or a setting is wrong.</exception>
    public static void AddDoor(this IServiceCollection services, IConfiguration configuration)
    {
        var options = configuration.GetSection(StudioOptions.Section).Get<StudioOptions>() ?? new StudioOptions();
        string[] named = [.. options.AllowedHosts, .. (configuration["AllowedHosts"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
        var open = Addresses(configuration).Where(a => !IsLoopback(a)).ToList();
        if (open.Count > 0 && named.Length == 0)
            throw new DubbingException(Messages.HostsMissing(string.Join(' ', open)));
        if (options.BasePath.Length > 0 && (!options.BasePath.StartsWith('/') || options.BasePath.EndsWith('/')))
            throw new DubbingException(Messages.BasePathWrong(options.BasePath));
        // A page of another site must not reach the studio under a name of its own (DNS rebinding).
        services.PostConfigure<HostFilteringOptions>(hosts => hosts.AllowedHosts = named.Contains("*") ? ["*"] : [.. Local, .. named]);
        if (options.TrustedProxies.Count == 0)
            return;
        var proxies = options.TrustedProxies.Select(p => IPAddress.TryParse(p, out var address) ? address : throw new DubbingException(Messages.ProxyWrong(p))).ToList();
        services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
            forwarded.KnownProxies.Clear();
            proxies.ForEach(forwarded.KnownProxies.Add);
            if (!named.Contains("*"))
                forwarded.AllowedHosts = [.. Local, .. named];
        });
    }

    /// <summary>Believes the proxies that are trusted, and takes the base path off.</summary>
    public static void UseDoor(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<Microsoft.Extensions.Options.IOptions<StudioOptions>>().Value;
        if (options.TrustedProxies.Count > 0)
            app.UseForwardedHeaders();
        if (options.BasePath.Length > 0)
            app.UsePathBase(options.BasePath);
        app.Use((http, next) =>
        {
            var headers = http.Response.Headers;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "same-origin";
            // Lines are recorded in the studio's own pages, and nothing else of the device is asked for.
            headers["Permissions-Policy"] = "microphone=(self), camera=(), geolocation=()";
            headers.XFrameOptions = "SAMEORIGIN";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers.ContentSecurityPolicy = Policy(http);
            return next(http);
        });
    }

    /// <summary>
    /// Scripts and connections are the studio's own; the one script that stands in the page (the import map) has the nonce. MudBlazor sets
    /// styles in attributes and makes style elements, which no nonce allows: styles may stand in the page.
    /// </summary>
    private static string Policy(HttpContext http) =>
        $"default-src 'self'; script-src 'self' 'nonce-{Base.Nonce.Of(http)}'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; media-src 'self' blob:; font-src 'self' data:; "
        + $"connect-src 'self' ws://{http.Request.Host} wss://{http.Request.Host}; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'";

    /// <summary>Everything that the settings make Kestrel listen on; nothing for the studio's own choice, which is loopback.</summary>
    private static IEnumerable<string> Addresses(IConfiguration configuration)
    {
        foreach (var url in Split(configuration[WebHostDefaults.ServerUrlsKey]))
            yield return url;
        foreach (var endpoint in configuration.GetSection("Kestrel:Endpoints").GetChildren())
        {
            if (endpoint["Url"] is { } url)
                yield return url;
        }
    }

    private static string[] Split(string? list) => (list ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static bool IsLoopback(string url) => Uri.TryCreate(url, UriKind.Absolute, out var address)
        && (address.IsLoopback || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip)));
}
