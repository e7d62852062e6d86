using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace Dubbing.Studio.Uploads;

/// <summary>
/// Resumable uploads by the tus protocol 1.0 (tus.io): core, creation, creation-with-upload, termination and expiration.
/// The metadata <c>filename</c> and <c>projectid</c> say what comes and where it belongs; <c>track</c> (<c>Music</c>,
/// <c>Effects</c>) and <c>at</c> (seconds) make it a sound on the timeline.
/// </summary>
public static class TusEndpoints
{
    private const string Version = "1.0.0";
    private const string Extensions = "creation,creation-with-upload,termination,expiration";
    private const string OffsetContent = "application/offset+octet-stream";

    /// <summary>Maps <c>/uploads</c> and <c>/uploads/{id}</c>.</summary>
    public static IEndpointRouteBuilder MapTusUploads(this IEndpointRouteBuilder routes)
    {
        var uploads = routes.MapGroup("/uploads").AddEndpointFilter(CheckVersionAsync).DisableAntiforgery();
        uploads.MapMethods("", ["OPTIONS"], Options);
        uploads.MapMethods("{id:guid}", ["OPTIONS"], Options);
        uploads.MapPost("", CreateAsync);
        uploads.MapMethods("{id:guid}", ["HEAD"], HeadAsync);
        uploads.MapMethods("{id:guid}", ["PATCH"], PatchAsync);
        uploads.MapDelete("{id:guid}", DeleteAsync);
        // For clients behind proxies that know only GET and POST.
        uploads.MapPost("{id:guid}", (HttpContext http, Guid id, UploadStore store, UploadAcceptor acceptor, IOptions<StudioOptions> options) =>
            http.Request.Headers["X-HTTP-Method-Override"].ToString().ToUpperInvariant() switch
            {
                "PATCH" => PatchAsync(http, id, store, acceptor, options),
                "DELETE" => DeleteAsync(http, id, store),
                "HEAD" => HeadAsync(http, id, store, options),
                _ => Task.FromResult(Results.StatusCode(StatusCodes.Status405MethodNotAllowed)),
            });
        return routes;
    }

    private static async ValueTask<object?> CheckVersionAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        http.Response.Headers["Tus-Resumable"] = Version;
        if (http.Request.Method != "OPTIONS" && http.Request.Headers["Tus-Resumable"] != Version)
        {
            http.Response.Headers["Tus-Version"] = Version;
            return Results.StatusCode(StatusCodes.Status412PreconditionFailed);
        }

        try
        {
            return await next(context);
        }
        catch (UploadTooLargeException e)
        {
            return Refusal(StatusCodes.Status413PayloadTooLarge, e.UserMessage);
        }
        catch (TooManyUploadsException e)
        {
            return Refusal(StatusCodes.Status429TooManyRequests, e.UserMessage);
        }
        catch (DubbingException e)
        {
            return Refusal(StatusCodes.Status507InsufficientStorage, e.UserMessage);
        }
        catch (UploadOverrunException)
        {
            return Plain(StatusCodes.Status400BadRequest, "More bytes than Upload-Length.");
        }
    }

    private static IResult Options(HttpContext http, Limits limits)
    {
        http.Response.Headers["Tus-Version"] = Version;
        http.Response.Headers["Tus-Extension"] = Extensions;
        http.Response.Headers["Tus-Max-Size"] = limits.UploadBytes.ToString(CultureInfo.InvariantCulture);
        return Results.NoContent();
    }

    private static async Task<IResult> CreateAsync(HttpContext http, UploadStore store, UploadAcceptor acceptor, IOptions<StudioOptions> options)
    {
        // The body of a creation-with-upload may be as large as the file; the protocol has its own limit.
        LiftBodyLimit(http);
        if (!TryReadNumber(http, "Upload-Length", out var length))
            return Plain(StatusCodes.Status400BadRequest, "Upload-Length is missing or no number.");
        var sent = http.Request.Headers["Upload-Metadata"].ToString();
        if (!UploadMetadata.TryRead(sent, out var metadata))
            return Plain(StatusCodes.Status400BadRequest, "Upload-Metadata is not well formed.");
        if (!Guid.TryParse(metadata.GetValueOrDefault("projectid"), out var projectId))
            return Plain(StatusCodes.Status400BadRequest, "Upload-Metadata names no projectid.");
        var withBody = http.Request.ContentType == OffsetContent;
        if (!withBody && http.Request.ContentLength is > 0)
            return Plain(StatusCodes.Status415UnsupportedMediaType, $"The content type must be {OffsetContent}.");

        var name = FileNames.Clean(metadata.GetValueOrDefault("filename"));
        var upload = await store.CreateAsync(projectId, name, length, sent.Length > 0 ? sent : null, http.RequestAborted);
        if (upload is null)
            return Refusal(StatusCodes.Status404NotFound, Messages.UploadProjectGone());
        http.Response.Headers.Location = $"{http.Request.PathBase}/uploads/{upload.Id}";
        SetExpiry(http, upload, options.Value);
        var offset = 0L;
        if (withBody)
        {
            await using var mine = await store.TakeOverAsync(upload.Id, http.Abort, http.RequestAborted);
            offset = await store.AppendAsync(upload, http.Request.BodyReader, http.RequestAborted);
            http.Response.Headers["Upload-Offset"] = offset.ToString(CultureInfo.InvariantCulture);
        }

        if (offset == length)
            await acceptor.CompletedAsync(upload.Id);
        return Results.StatusCode(StatusCodes.Status201Created);
    }

    private static async Task<IResult> HeadAsync(HttpContext http, Guid id, UploadStore store, IOptions<StudioOptions> options)
    {
        http.Response.Headers.CacheControl = "no-store";
        await using var mine = await store.TakeOverAsync(id, () => { }, http.RequestAborted);
        if (await store.FindAsync(id, http.RequestAborted) is not { } upload)
            return Results.NotFound();
        http.Response.Headers["Upload-Offset"] = store.OffsetOf(upload).ToString(CultureInfo.InvariantCulture);
        http.Response.Headers["Upload-Length"] = upload.Length.ToString(CultureInfo.InvariantCulture);
        if (upload.Metadata is { } metadata)
            http.Response.Headers["Upload-Metadata"] = metadata;
        SetExpiry(http, upload, options.Value);
        return Results.Ok();
    }

    private static async Task<IResult> PatchAsync(HttpContext http, Guid id, UploadStore store, UploadAcceptor acceptor, IOptions<StudioOptions> options)
    {
        LiftBodyLimit(http);
        if (http.Request.ContentType != OffsetContent)
            return Plain(StatusCodes.Status415UnsupportedMediaType, $"The content type must be {OffsetContent}.");
        if (!TryReadNumber(http, "Upload-Offset", out var offset))
            return Plain(StatusCodes.Status400BadRequest, "Upload-Offset is missing or no number.");

        if (await store.FindAsync(id, http.RequestAborted) is not { } upload)
            return Results.NotFound();
        // Asked before as well: a request of a dead connection that is only read now must not stop the one that goes on.
        if (store.OffsetOf(upload) is var before && offset != before)
            return WrongOffset(http, before);
        await using var mine = await store.TakeOverAsync(id, http.Abort, http.RequestAborted);
        if (await store.FindAsync(id, http.RequestAborted) is not { } now)
            return Results.NotFound();
        upload = now;
        var here = store.OffsetOf(upload);
        if (offset != here)
            return WrongOffset(http, here);
        if (http.Request.ContentLength > upload.Length - here)
            return Plain(StatusCodes.Status400BadRequest, "More bytes than Upload-Length.");
        if (upload.State == UploadState.Receiving)
        {
            here = await store.AppendAsync(upload, http.Request.BodyReader, http.RequestAborted);
            if (here == upload.Length)
                await acceptor.CompletedAsync(id);
        }

        http.Response.Headers["Upload-Offset"] = here.ToString(CultureInfo.InvariantCulture);
        SetExpiry(http, upload, options.Value);
        return Results.NoContent();
    }

    private static IResult WrongOffset(HttpContext http, long here)
    {
        http.Response.Headers["Upload-Offset"] = here.ToString(CultureInfo.InvariantCulture);
        return Plain(StatusCodes.Status409Conflict, $"The upload continues at {here}.");
    }

    private static async Task<IResult> DeleteAsync(HttpContext http, Guid id, UploadStore store)
    {
        if (await store.FindAsync(id, http.RequestAborted) is null)
            return Results.NotFound();
        await store.RemoveAsync(id, http.RequestAborted);
        return Results.NoContent();
    }

    private static void LiftBodyLimit(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = null;
    }

    private static void SetExpiry(HttpContext http, Upload upload, StudioOptions options)
    {
        if (upload.State == UploadState.Receiving)
            http.Response.Headers["Upload-Expires"] = upload.Updated.AddDays(options.UploadDays).ToString("R", CultureInfo.InvariantCulture);
    }

    private static bool TryReadNumber(HttpContext http, string header, out long number) =>
        long.TryParse(http.Request.Headers[header], NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static IResult Refusal(int status, Message message) => Plain(status, message.Text());

    private static IResult Plain(int status, string text) => Results.Text(text, "text/plain", Encoding.UTF8, status);
}
