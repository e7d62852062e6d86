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

    /// <summary>Keeps a take that comes part by part.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="parts">Mono, −1 … 1.</param>
    /// <param name="sampleRate">Samples per second (Hz).</param>
    /// <param name="cancel">Cancels the operation; nothing is kept.</param>
    /// <returns>Its length in seconds.</returns>
    Task<double> SaveAsync(string key, IAsyncEnumerable<float[]> parts, int sampleRate, CancellationToken cancel);

    /// <summary>A take's sound, read when it is asked for.</summary>
    /// <exception cref="FileNotFoundException">It is not there.</exception>
    Task<Take> LoadAsync(string key, CancellationToken cancel);
}

/// <summary>Takes as WAV files.</summary>
/// <param name="pathOf">Where a key's file lies.</param>
/// <param name="time">Says when a take was used last.</param>
/// <param name="work">A new name for a file that is being made, on the same disk; null for one beside the take.</param>
public sealed class FolderTakes(Func<string, string> pathOf, TimeProvider time, Func<string>? work = null) : ITakeStore
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
    public async Task SaveAsync(string key, Take take, CancellationToken cancel) => await PutAsync(key, async partial =>
    {
        await WaveFile.WriteAsync(partial, take.Samples, take.SampleRate, cancel);
        return take.Seconds;
    });

    /// <inheritdoc/>
    public Task<double> SaveAsync(string key, IAsyncEnumerable<float[]> parts, int sampleRate, CancellationToken cancel) =>
        PutAsync(key, partial => WaveFile.WriteAsync(partial, parts, sampleRate, cancel));

    /// <summary>It gets its name when it is whole; until then it has one that nobody else uses.</summary>
    private async Task<double> PutAsync(string key, Func<string, Task<double>> write)
    {
        var path = pathOf(key);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var partial = work?.Invoke() ?? $"{path}.{Guid.NewGuid():N}.part";
        try
        {
            var seconds = await write(partial);
            File.Move(partial, path, overwrite: true);
            return seconds;
        }
        finally
        {
            File.Delete(partial);
        }
    }

    /// <inheritdoc/>
    public Task<Take> LoadAsync(string key, CancellationToken cancel)
    {
        var path = pathOf(key);
        var (count, rate) = WaveFile.LengthOf(path);
        return Task.FromResult(new Take(() => WaveFile.Read(path).Samples, count, rate));
    }
}

/// <summary>Takes in a folder of their own that goes with the program: for one job. On the disk as in the studio, so that both sound the same.</summary>
public sealed class TemporaryTakes : ITakeStore, IDisposable
{
    private readonly Lazy<TemporaryFolder> folder = new(() => new TemporaryFolder("takes"));
    private readonly FolderTakes takes;

    /// <summary>Makes the folder when the first take comes.</summary>
    public TemporaryTakes() => takes = new FolderTakes(key => Path.Combine(folder.Value.FullName, key + ".wav"), TimeProvider.System);

    /// <inheritdoc/>
    public double? Use(string key) => takes.Use(key);

    /// <inheritdoc/>
    public Task SaveAsync(string key, Take take, CancellationToken cancel) => takes.SaveAsync(key, take, cancel);

    /// <inheritdoc/>
    public Task<double> SaveAsync(string key, IAsyncEnumerable<float[]> parts, int sampleRate, CancellationToken cancel) => takes.SaveAsync(key, parts, sampleRate, cancel);

    /// <inheritdoc/>
    public Task<Take> LoadAsync(string key, CancellationToken cancel) => takes.LoadAsync(key, cancel);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (folder.IsValueCreated)
            folder.Value.Dispose();
    }
}
