using Dubbing.Speech;
using Dubbing.Speech.Sound;

namespace Dubbing.Session;

/// <summary>Where takes are kept, by their content keys (<see cref="Timeline.TakeKey"/>). Safe to share between threads.</summary>
public interface ITakeStore
{
    /// <summary>The length of a take in seconds, which counts as used now; null when it is not there.</summary>
    double? Use(string key);

    /// <summary>Keeps a take. Under a key there is a whole take or none.</summary>
    Task SaveAsync(string key, Take take, CancellationToken cancel);

    /// <summary>A take's sound.</summary>
    /// <exception cref="FileNotFoundException">It is not there.</exception>
    Task<Take> LoadAsync(string key, CancellationToken cancel);
}

/// <summary>Takes as WAV files.</summary>
/// <param name="pathOf">Where a key's file lies.</param>
/// <param name="time">Says when a take was used last: housekeeping goes by the file's time.</param>
public sealed class FolderTakes(Func<string, string> pathOf, TimeProvider time) : ITakeStore
{
    /// <inheritdoc/>
    public double? Use(string key)
    {
        var path = pathOf(key);
        if (!File.Exists(path))
            return null;
        File.SetLastWriteTimeUtc(path, time.GetUtcNow().UtcDateTime);
        return WaveFile.SecondsOf(path);
    }

    /// <inheritdoc/>
    public async Task SaveAsync(string key, Take take, CancellationToken cancel)
    {
        var path = pathOf(key);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        // It gets its name when it is whole.
        var partial = path + ".part";
        await WaveFile.WriteAsync(partial, take.Samples, take.SampleRate, cancel);
        File.Move(partial, path, overwrite: true);
    }

    /// <inheritdoc/>
    public async Task<Take> LoadAsync(string key, CancellationToken cancel)
    {
        var (samples, rate) = await WaveFile.ReadAsync(pathOf(key), cancel);
        return new Take(samples, rate, []);
    }
}

/// <summary>Takes in a folder of their own that goes with the program: for one job. On the disk as in the studio, so that both sound the same.</summary>
public sealed class TemporaryTakes : ITakeStore, IDisposable
{
    private readonly Lazy<string> folder = new(() => Directory.CreateTempSubdirectory("dub-takes-").FullName);
    private readonly FolderTakes takes;

    /// <summary>Makes the folder when the first take comes.</summary>
    public TemporaryTakes() => takes = new FolderTakes(key => Path.Combine(folder.Value, key + ".wav"), TimeProvider.System);

    /// <inheritdoc/>
    public double? Use(string key) => takes.Use(key);

    /// <inheritdoc/>
    public Task SaveAsync(string key, Take take, CancellationToken cancel) => takes.SaveAsync(key, take, cancel);

    /// <inheritdoc/>
    public Task<Take> LoadAsync(string key, CancellationToken cancel) => takes.LoadAsync(key, cancel);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (folder.IsValueCreated)
            Directory.Delete(folder.Value, recursive: true);
    }
}
