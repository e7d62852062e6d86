using Microsoft.AspNetCore.Http.Features;

namespace Dubbing.Studio.Projects;

/// <summary>Projects as files.</summary>
public static class ProjectEndpoints
{
    /// <summary>Maps <c>GET /projects/{id}/file</c> and <c>POST /projects/file</c>.</summary>
    public static IEndpointRouteBuilder MapProjectFiles(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/projects/{id:guid}/file", WriteAsync);
        routes.MapPost("/projects/file", ReadAsync).DisableAntiforgery();
        return routes;
    }

    /// <summary>A project as one file; <c>media=false</c> and <c>takes=false</c> leave these out.</summary>
    private static async Task<IResult> WriteAsync(HttpContext http, Guid id, IProjectStore store, IProjectCopies copies, CancellationToken cancel, bool media = true, bool takes = true)
    {
        if (await store.LoadAsync(id, cancel) is not { } content)
            return Results.NotFound();
        var parts = (media ? ArchiveParts.Media : ArchiveParts.None) | (takes ? ArchiveParts.Takes : ArchiveParts.None);
        // ZIP entries are ended synchronously.
        if (http.Features.Get<IHttpBodyControlFeature>() is { } body)
            body.AllowSynchronousIO = true;
        return Results.Stream(to => copies.WriteAsync(id, to, parts, cancel), "application/zip", FileNames.Clean(content.Project.Name) + ".dubbing.zip");
    }

    /// <summary>Takes a project in. Answers <c>{ id, warnings }</c>, or why it cannot be.</summary>
    private static async Task<IResult> ReadAsync(HttpContext http, IProjectCopies copies, DataFolder data, CancellationToken cancel)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = null;
        var path = Path.Combine(data.Uploads, Path.GetRandomFileName());
        try
        {
            await using (var to = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16, FileOptions.Asynchronous))
                await http.Request.Body.CopyToAsync(to, cancel);
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
        finally
        {
            File.Delete(path);
        }
    }
}
