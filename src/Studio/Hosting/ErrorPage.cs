using System.Text;
using Microsoft.AspNetCore.Diagnostics;

namespace Dubbing.Studio.Hosting;

/// <summary>The last resort for what no endpoint caught: a sentence for the user, the rest for the log.</summary>
internal static class ErrorPage
{
    public static Task WriteAsync(HttpContext http)
    {
        var error = http.Features.Get<IExceptionHandlerFeature>()?.Error;
        http.Response.StatusCode = error is DubbingException ? StatusCodes.Status422UnprocessableEntity
            : error is BadHttpRequestException bad ? bad.StatusCode
            : StatusCodes.Status500InternalServerError;
        http.Response.ContentType = "text/plain; charset=utf-8";
        return http.Response.WriteAsync((error as DubbingException)?.UserMessage.Text() ?? Messages.Unexpected().Text(), Encoding.UTF8, http.RequestAborted);
    }
}
