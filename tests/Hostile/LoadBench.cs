using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace Dubbing.Hostile.Tests;

/// <summary>How long edits took from the request to the answer.</summary>
/// <param name="Writers">How many typed at once.</param>
/// <param name="Edits">Edits that were acknowledged.</param>
/// <param name="Median">Milliseconds.</param>
/// <param name="P95">Milliseconds that 95 % took at most.</param>
/// <param name="Most">Milliseconds that the slowest took.</param>
/// <param name="Lost">Lines that do not say in the end what was acknowledged last.</param>
internal sealed record LoadResult(int Writers, int Edits, double Median, double P95, double Most, int Lost);

/// <summary>
/// People who type, each in a project of 200 lines, while a render runs: twice a second a line is saved, and answered when the other pages of the
/// project were told. By HTTP and the studio's services; what a browser needs to draw is not in it.
/// </summary>
internal static class LoadBench
{
    private const int Lines = 200;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    public static async Task<IReadOnlyList<LoadResult>> RunAsync(TimeSpan each, params int[] writers)
    {
        await using var studio = new BenchProcess();
        await studio.StartAsync();
        var projects = new List<(Guid Id, List<Guid> Lines)>();
        for (var i = 0; i <= writers.Max(); i++)
            projects.Add(await MakeAsync(studio.Http));
        // The last one is rendered all the time.
        await studio.Http.PostAsync($"/bench/render/{projects[^1].Id}", null);
        var results = new List<LoadResult>();
        foreach (var many in writers)
        {
            var taken = await Task.WhenAll(Enumerable.Range(0, many).Select(i => TypeAsync(studio, projects[i], TimeSpan.FromMilliseconds(Pause.TotalMilliseconds * i / many), each)));
            var times = taken.SelectMany(t => t.Times).Order().ToList();
            results.Add(new LoadResult(many, times.Count, times[times.Count / 2], times[Math.Min(times.Count - 1, times.Count * 95 / 100)], times[^1], taken.Sum(t => t.Lost)));
        }

        return results;
    }

    /// <summary>One who types: alone, and while so many listen to lines that are not rendered.</summary>
    public static async Task<(LoadResult Alone, LoadResult Beside, int Heard)> ListenAsync(TimeSpan each, int readers)
    {
        await using var studio = new BenchProcess();
        await studio.StartAsync();
        var (typed, heard) = (await MakeAsync(studio.Http), await MakeAsync(studio.Http));
        LoadResult Of((List<double> Times, int Lost) t) => t.Times.Order().ToList() is var times ? new LoadResult(1, times.Count, times[times.Count / 2], times[Math.Min(times.Count - 1, times.Count * 95 / 100)], times[^1], t.Lost) : null!;
        var alone = Of(await TypeAsync(studio, typed, TimeSpan.Zero, each));
        var (began, count) = (Stopwatch.GetTimestamp(), 0);
        var listening = Enumerable.Range(0, readers).Select(async r =>
        {
            for (var i = r; Stopwatch.GetElapsedTime(began) < each; i += readers)
            {
                (await studio.Http.GetAsync($"/projects/{heard.Item1}/lines/{heard.Item2[i % heard.Item2.Count]}/speech")).EnsureSuccessStatusCode();
                Interlocked.Increment(ref count);
            }
        }).ToList();
        var beside = Of(await TypeAsync(studio, typed, TimeSpan.Zero, each));
        await Task.WhenAll(listening);
        return (alone, beside, count);
    }

    /// <summary>How long the lock for writing was held at most while so many words came in, milliseconds; and in 99 % of all times when it was asked for.</summary>
    public static async Task<(int Words, double P99, double Longest)> WordsAsync(int count)
    {
        await using var studio = new BenchProcess();
        await studio.StartAsync();
        await MakeAsync(studio.Http);
        var told = await (await studio.Http.PostAsync($"/bench/words?count={count}", null)).EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
        return (told.GetProperty("words").GetInt32(), told.GetProperty("p99").GetDouble(), told.GetProperty("longest").GetDouble());
    }

    private static async Task<(List<double> Times, int Lost)> TypeAsync(BenchProcess studio, (Guid Id, List<Guid> Lines) project, TimeSpan offset, TimeSpan each)
    {
        var (times, said) = (new List<double>(), new Dictionary<Guid, string>());
        using var pace = new PeriodicTimer(Pause);
        await Task.Delay(offset);
        var began = Stopwatch.GetTimestamp();
        for (var i = 0; Stopwatch.GetElapsedTime(began) < each; i++)
        {
            var (line, text) = (project.Lines[i / 8 % project.Lines.Count], $"{i}번째로 쓴 글입니다.");
            var from = Stopwatch.GetTimestamp();
            (await studio.Http.PostAsync($"/bench/line/{project.Id}/{line}", new StringContent(text))).EnsureSuccessStatusCode();
            times.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
            said[line] = text;
            await pace.WaitForNextTickAsync();
        }

        var state = (await studio.StateAsync(project.Id))!;
        return (times, said.Count(s => state.Lines.GetValueOrDefault(s.Key) != s.Value));
    }

    private static async Task<(Guid, List<Guid>)> MakeAsync(HttpClient http)
    {
        var made = await (await http.PostAsync($"/bench/project?lines={Lines}", null)).Content.ReadFromJsonAsync<JsonElement>();
        return (made.GetProperty("id").GetGuid(), [.. made.GetProperty("lines").EnumerateArray().Select(l => l.GetGuid())]);
    }
}
