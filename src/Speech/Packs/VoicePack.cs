using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dubbing.Readings;
using Dubbing.Speech.Sound;

namespace Dubbing.Speech.Packs;

/// <summary>A voice pack on disk whose manifest has been read and found sound.</summary>
public sealed class VoicePack
{
    private const int MostBytes = 4 << 20;
    private const int LongestId = 100;

    private VoicePack(string folder, VoicePackManifest manifest)
    {
        Folder = folder;
        Manifest = manifest;
    }

    /// <summary>Where it lies.</summary>
    public string Folder { get; }

    /// <summary>What it says of itself.</summary>
    public VoicePackManifest Manifest { get; }

    /// <summary>Reads and checks a pack's manifest; graphs are only checked to be there (<see cref="Verify"/> reads them).</summary>
    /// <exception cref="DubbingException">Names the pack and what is wrong with it.</exception>
    public static VoicePack Open(string folder)
    {
        var name = Path.GetFileName(folder);
        VoicePackManifest manifest;
        try
        {
            var path = Path.Combine(folder, VoicePackManifest.FileName);
            InputFile.Require(path);
            if (new FileInfo(path).Length > MostBytes)
                throw new JsonException($"> {MostBytes}");
            manifest = JsonSerializer.Deserialize<VoicePackManifest>(File.ReadAllText(path), VoicePackManifest.Json) ?? throw new JsonException("null");
        }
        catch (DubbingException e)
        {
            throw new DubbingException(Messages.PackUnreadable(name, e.Message), e);
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new DubbingException(Messages.PackUnreadable(name, e.Message), e);
        }

        if (manifest.Engine > VoicePackManifest.EngineVersion)
            throw new DubbingException(Messages.PackTooNew(name, manifest.Engine, VoicePackManifest.EngineVersion));
        if (manifest.Id != name)
            throw new DubbingException(Messages.PackField(name, "id", manifest.Id));
        // The harmonic source and the takes are of one rate; a pack of another would be spoken too fast or too slowly.
        if (manifest.SampleRate != PulseTrain.SampleRate)
            throw new DubbingException(Messages.PackField(name, "sample_rate", manifest.SampleRate));
        if (manifest.Hop != PulseTrain.Hop)
            throw new DubbingException(Messages.PackField(name, "hop", manifest.Hop));
        if (!manifest.Symbols.SequenceEqual(PhonemeInventory.Symbols.Take(manifest.Symbols.Count)))
            throw new DubbingException(Messages.PackField(name, "symbols", manifest.Symbols.Count));
        if (string.IsNullOrWhiteSpace(manifest.Licence))
            throw new DubbingException(Messages.PackField(name, "licence", manifest.Licence));
        if (string.IsNullOrWhiteSpace(manifest.Credit))
            throw new DubbingException(Messages.PackField(name, "credit", manifest.Credit));
        if (manifest.Voices.Count == 0)
            throw new DubbingException(Messages.PackField(name, "voices", 0));
        // The reader of JSON looks at what is named null, not at what is in a list.
        if (manifest.TrainedOn.Any(t => t is null))
            throw new DubbingException(Messages.PackField(name, "trained_on", "null"));
        foreach (var voice in manifest.Voices)
        {
            if (voice is null)
                throw new DubbingException(Messages.PackField(name, "voices", "null"));
            if (string.IsNullOrWhiteSpace(voice.Id) || voice.Id.Length > LongestId)
                throw new DubbingException(Messages.PackField(name, "voices.id", voice.Id.Length));
            if (voice.Names.Values.Any(n => n is null))
                throw new DubbingException(Messages.PackField(name, "names", "null"));
            if (voice.Samples.FirstOrDefault(s => !IsSound(s.Value) || PackPath.Inside(folder, s.Value) is null) is { Key: not null } sample)
                throw new DubbingException(Messages.PackField(name, "samples", sample.Value ?? "null"));
            if (voice.Speaker < 0)
                throw new DubbingException(Messages.PackField(name, "speaker", voice.Speaker));
            if (voice.MedianF0 is not (> 40 and < 800))
                throw new DubbingException(Messages.PackField(name, "median_f0", voice.MedianF0));
            if (voice.Languages.Select(l => l ?? "null").FirstOrDefault(l => !LanguageCodes.TryParse(l, out _)) is { } unknown)
                throw new DubbingException(Messages.PackField(name, "languages", unknown));
        }

        if (manifest.OwnGraphs?.Select(l => l ?? "null").FirstOrDefault(l => !LanguageCodes.TryParse(l, out var own) || own.Code() != l) is { } code)
            throw new DubbingException(Messages.PackField(name, "own_graphs", code));
        foreach (var file in manifest.AllGraphs.Concat(manifest.Files.Keys))
        {
            if (!manifest.Files.TryGetValue(file, out var sum) || sum is null || file.Contains("..", StringComparison.Ordinal) || Path.IsPathRooted(file))
                throw new DubbingException(Messages.PackField(name, "files", file));
            if (!File.Exists(Path.Combine(folder, file)))
                throw new DubbingException(Messages.PackFileMissing(name, file));
            if (PackPath.Inside(folder, file) is null)
                throw new DubbingException(Messages.PackField(name, "files", file));
        }

        return new VoicePack(folder, manifest);

        // It goes to browsers under the name that its extension says.
        static bool IsSound(string? path) => Path.GetExtension(path)?.ToUpperInvariant() is ".WAV" or ".MP3" or ".M4A" or ".OGG" or ".OPUS" or ".FLAC";
    }

    /// <summary>Compares the graphs that speak a language with the manifest's checksums.</summary>
    /// <exception cref="DubbingException">A file differs: it was cut short or changed.</exception>
    public void Verify(Language language)
    {
        foreach (var file in Manifest.GraphsOf(language))
        {
            using var stream = File.OpenRead(Path.Combine(Folder, file));
            if (!string.Equals(Convert.ToHexStringLower(SHA256.HashData(stream)), Manifest.Files[file], StringComparison.OrdinalIgnoreCase))
                throw new DubbingException(Messages.PackChecksum(Manifest.Id, file));
        }
    }

    /// <summary>The pack's voices, as the studio shows them.</summary>
    public IEnumerable<Voice> Voices()
    {
        var bytes = Manifest.Files.Keys.Sum(f => new FileInfo(Path.Combine(Folder, f)).Length);
        var fingerprints = Enum.GetValues<Language>().ToDictionary(l => l, l => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(Manifest.GraphsOf(l).Select(g => Manifest.Files[g])))))[..16]);
        var earlier = Enum.GetValues<Language>().ToDictionary(l => l, l => Manifest.Earlier?.GetValueOrDefault(l.Code()) ?? []);
        return Manifest.Voices.Select(v => new Voice(
            v.Id,
            v.Names,
            [.. v.Languages.Select(l => LanguageCodes.TryParse(l, out var language) ? language : throw new InvalidOperationException(l))],
            Manifest.Id,
            v.Speaker,
            Manifest.Licence,
            Manifest.Credit,
            Manifest.CommercialUse,
            v.Samples.ToDictionary(s => s.Key, s => Path.Combine(Folder, s.Value)),
            bytes,
            fingerprints,
            earlier)
        {
            Characters = v.Characters ?? new Dictionary<string, string>(),
            MedianF0 = v.MedianF0,
        });
    }
}
