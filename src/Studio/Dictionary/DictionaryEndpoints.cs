using Dubbing.Readings.Correction;
using Dubbing.Studio.Projects;

namespace Dubbing.Studio.Dictionary;

/// <summary>The dictionary as files.</summary>
internal static class DictionaryEndpoints
{
    /// <summary>Maps <c>/dictionary.csv</c> and <c>/projects/{id}/dictionary.csv</c>.</summary>
    public static IEndpointRouteBuilder MapDictionary(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/dictionary.csv", async (IDictionaryStore words, CancellationToken cancel) => File(await words.ListAsync(null, cancel), "dictionary.csv"));
        routes.MapGet("/projects/{id:guid}/dictionary.csv", async (Guid id, IDictionaryStore words, IProjectStore projects, CancellationToken cancel) =>
            await projects.LoadAsync(id, cancel) is { } content
                ? File(await words.ListAsync(id, cancel), FileNames.Clean(content.Project.Name + " dictionary.csv"))
                : Results.NotFound());
        return routes;
    }

    private static IResult File(IReadOnlyList<DictionaryWord> words, string name) =>
        Results.File(DictionaryFile.Write(words.Select(w => w.ToEntry())), "text/csv; charset=utf-8", name);
}
