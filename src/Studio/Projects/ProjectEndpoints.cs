using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dubbing.Studio.Projects;

/// <summary>Projects as files.</summary>
public static class ProjectEndpoints
{
    /// <summary>Maps <c>GET /projects/{id}/file</c> and <c>POST /projects/file</c>.</summary>
    public static IEndpointRouteBuilder MapProjectFiles(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/projects/{id:guid}/file", WriteAsync).RequireRateLimiting(Lanes.Archives);
        routes.MapPost("/projects/file", ReadAsync).DisableAntiforgery().RequireRateLimiting(Lanes.Archives);
        return routes;
    }

    /// <summary>A project as one file; <c>media=false</c> and <c>takes=false</c> leave these out.</summary>
    private static async Task<IResult> WriteAsync(HttpContext http, Guid id, IDbContextFactory<StudioDb> databases, IProjectCopies copies, CancellationToken cancel, bool media = true, bool takes = true)
    {
        // The name alone: a damaged project can be saved, too.
        await using var db = await databases.CreateDbContextAsync(cancel);
        if (await db.Projects.Where(p => p.Id == id && p.Deleted == null).Select(p => p.Name).SingleOrDefaultAsync(cancel) is not { } name)
            return Results.NotFound();
        var parts = (media ? ArchiveParts.Media : ArchiveParts.None) | (takes ? ArchiveParts.Takes : ArchiveParts.None);
        // ZIP entries are ended synchronously.
        if (http.Features.Get<IHttpBodyControlFeature>() is { } body)
            body.AllowSynchronousIO = true;
        return Results.Stream(to => copies.WriteAsync(id, to, parts, cancel), "application/zip", FileNames.Clean(name) + ".dubbing.zip");
    }

    /// <summary>Takes a project in. Answers <c>{ id, warnings }</c>, or why it cannot be.</summary>
    private static async Task<IResult> ReadAsync(HttpContext http, IProjectCopies copies, DataFolder data, Limits limits, IOptions<StudioOptions> options, CancellationToken cancel)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = null;
        var path = data.WorkFile(".zip");
        try
        {
            if (limits.OfFile("project.zip", http.Request.ContentLength ?? 0, nameof(Limits.UploadBytes)) is { } tooLarge)
                return Results.Text(tooLarge.Text(), statusCode: StatusCodes.Status413PayloadTooLarge);
            data.RequireSpace(http.Request.ContentLength ?? 0, options.Value.DiskReserveBytes);
            await using (var to = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16, FileOptions.Asynchronous))
                await ReceiveAsync(http.Request.Body, to, limits, data, options.Value.DiskReserveBytes, cancel);
            var (project, warnings) = await copies.ReadAsync(path, cancel);
            return Results.Json(new { id = project.Id, warnings = warnings.Select(w => w.Text()) });
        }
        catch (DubbingException e)
        {
            return Results.Text(e.UserMessage.Text(), statusCode: StatusCodes.Status422UnprocessableEntity);
        }
        catch (IOException e) when (DiskSpace.IsFull(e))
        {
            return Results.Text(Messages.DiskFull(data.Root, Sizes.Text(http.Request.ContentLength ?? 0), Sizes.Text(data.FreeBytes())).Text(), statusCode: StatusCodes.Status507InsufficientStorage);
        }
        catch (Exception e) when (http.RequestAborted.IsCancellationRequested && e is OperationCanceledException or IOException or BadHttpRequestException)
        {
            // Nobody waits for an answer; no failure of ours.
            return Results.Empty;
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Takes a body of any length in, up to the limit and as long as there is room: what does not say how long it is, too.</summary>
    private static async Task ReceiveAsync(Stream from, Stream to, Limits limits, DataFolder data, long reserve, CancellationToken cancel)
    {
        const long between = 64 << 20;
        var (buffer, received, looked) = (new byte[1 << 16], 0L, 0L);
        for (int read; (read = await from.ReadAsync(buffer, cancel)) > 0;)
        {
            received += read;
            if (limits.OfFile("project.zip", received, nameof(Limits.UploadBytes)) is { } tooLarge)
                throw new DubbingException(tooLarge);
            if (received - looked > between)
            {
                data.RequireSpace(0, reserve);
                looked = received;
            }

            await to.WriteAsync(buffer.AsMemory(0, read), cancel);
        }
    }
}
