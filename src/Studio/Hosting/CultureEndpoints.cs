using Microsoft.AspNetCore.Localization;

namespace Dubbing.Studio.Hosting;

/// <summary>Choosing the language of the interface.</summary>
public static class CultureEndpoints
{
    /// <summary>Maps <c>/culture?c=ko&amp;back=/projects</c>: keeps the choice in a cookie and goes back.</summary>
    public static IEndpointRouteBuilder MapCulture(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/culture", (HttpContext http, string c, string? back) =>
        {
            if (Cultures.All.FirstOrDefault(x => x.Name == c) is not { } culture)
                return Results.BadRequest();
            http.Response.Cookies.Append(
                CookieRequestCultureProvider.DefaultCookieName,
                CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(culture)),
                new CookieOptions { MaxAge = TimeSpan.FromDays(400), IsEssential = true, SameSite = SameSiteMode.Lax, HttpOnly = true });
            return Results.LocalRedirect(back is { Length: > 0 } && Uri.IsWellFormedUriString(back, UriKind.Relative) && back.StartsWith('/') && !back.StartsWith("//", StringComparison.Ordinal) ? back : $"{http.Request.PathBase}/");
        });
        return routes;
    }
}
