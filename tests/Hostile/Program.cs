using System.Globalization;
using System.Text;

namespace Dubbing.Hostile.Tests;

/// <summary>What the tests and <c>./dub bench</c> start as processes of their own, which may die.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        Console.OutputEncoding = new UTF8Encoding(false);
        switch (args)
        {
            case ["walk"]:
                await Walker.RunAsync();
                return 0;
            case ["serve", ..]:
                await BenchServer.RunAsync(args[1..]);
                return 0;
            case ["faults", ..]:
                return await FaultsAsync(args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 100, args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : Environment.TickCount);
            case ["load", ..]:
                return await LoadAsync(args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 30);
            case ["words", var count]:
                return await WordsAsync(int.Parse(count, CultureInfo.InvariantCulture));
            case ["try", var kind, ..]:
                return await TryAsync(kind, args.Length > 2 ? args[2] : "");
            case ["fuzz", var minutes, ..]:
                return await Fuzzer.RunAsync(TimeSpan.FromMinutes(double.Parse(minutes, CultureInfo.InvariantCulture)), args.Length > 2 ? args[2] : null);
            default:
                await Console.Error.WriteLineAsync("walk | serve | faults [KILLS [SEED]] | load [SECONDS] | words COUNT | try scripts|texts|others|projects|media [NAME] | fuzz MINUTES [FOLDER]");
                return 2;
        }
    }

    private static async Task<int> FaultsAsync(int kills, int seed)
    {
        var result = await new FaultsBench(kills, seed).RunAsync(round => Console.Error.Write($"\r{round} of {kills} "));
        Console.Error.WriteLine();
        Console.WriteLine($"seed {seed}: {result.Kills} kills; acknowledged: {result.Edits} edits, {result.Bytes} bytes of uploads, {result.Renders} renders, {result.Exports} exports; lost: {result.Lost.Count}");
        foreach (var lost in result.Lost)
            Console.WriteLine(lost);
        return result.Lost.Count == 0 ? 0 : 1;
    }

    private static async Task<int> LoadAsync(int seconds)
    {
        var results = await LoadBench.RunAsync(TimeSpan.FromSeconds(seconds), 1, 10, 50);
        foreach (var r in results)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{r.Writers,3} writers: {r.Edits} edits, {r.Median:0} ms (median), {r.P95:0} ms (95 %), {r.Most:0} ms (slowest), {r.Lost} lost"));
        var (alone, beside, heard) = await LoadBench.ListenAsync(TimeSpan.FromSeconds(seconds), 12);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"12 listeners: {heard} lines heard; the one who types {alone.Median:0} ms (median), {alone.P95:0} ms (95 %) alone, {beside.Median:0} ms, {beside.P95:0} ms beside them, {beside.Lost} lost"));
        await WordsAsync(200_000);
        return results.All(r => r.Lost == 0) ? 0 : 1;
    }

    private static async Task<int> WordsAsync(int count)
    {
        var words = await LoadBench.WordsAsync(count);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{words.Words} words taken in: the lock was waited for {words.P99:0.0} ms (99 %), {words.Longest:0} ms (longest)"));
        return 0;
    }

    /// <summary>Walks through inputs of a kind whose names hold a text, and tells how each ended.</summary>
    private static async Task<int> TryAsync(string kind, string name)
    {
        var all = kind switch
        {
            "scripts" => Scripts.All,
            "texts" => OtherInputs.Reading,
            "others" => OtherInputs.All,
            "projects" => Projects.All,
            _ => Media.All,
        };
        var (chosen, told) = (all.Where(c => c.Name.Contains(name, StringComparison.Ordinal)).ToList(), 0);
        var wrong = await Walk.RunAsync(chosen, o =>
        {
            told++;
            Console.WriteLine($"{o.Code?.ToString(CultureInfo.InvariantCulture) ?? "†"} {o.Seconds:0.0} s {o.Megabytes:0} MB {o.ChildMegabytes:0} MB {o.DiskMegabytes:0} MB  {o.Name}  {o.Error.ReplaceLineEndings(" ")[..Math.Min(o.Error.Length, 300)]}");
        });
        foreach (var problem in wrong)
            Console.WriteLine("WRONG " + problem);
        Console.WriteLine($"{told} inputs, {wrong.Count} wrong");
        return wrong.Count;
    }
}
