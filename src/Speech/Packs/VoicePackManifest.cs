using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dubbing.Speech.Packs;

/// <summary>A voice pack's <c>voice.json</c>: its graphs, its voices, what it was trained on and what one may do with it.</summary>
/// <param name="Id">The pack's name, the same as its folder's.</param>
/// <param name="Version">Version of the weights; part of every take's key.</param>
/// <param name="Engine">Lowest <see cref="EngineVersion"/> that can run it.</param>
/// <param name="SampleRate">Hz.</param>
/// <param name="Hop">Samples a frame.</param>
/// <param name="Symbols">The symbols its model knows, by embedding row.</param>
/// <param name="Files">Every file of the pack with its SHA-256 (lower-case hex).</param>
/// <param name="Voices">Its speakers.</param>
/// <param name="Licence">SPDX name.</param>
/// <param name="Credit">The line to credit.</param>
/// <param name="CommercialUse">Whether its speech may be used commercially.</param>
/// <param name="TrainedOn">The recordings, each with its licence.</param>
/// <param name="OwnGraphs">Codes of the languages that are spoken with graphs of their own, <see cref="GraphsOf"/>; the vocoder is common to all. None where it is left out.</param>
/// <param name="Earlier">By language code, the latest first: the fingerprints (<see cref="Voice.Fingerprints"/>) of versions that this one took the place of.</param>
public sealed record VoicePackManifest(
    string Id,
    string Version,
    int Engine,
    int SampleRate,
    int Hop,
    IReadOnlyList<string> Symbols,
    IReadOnlyDictionary<string, string> Files,
    IReadOnlyList<PackVoice> Voices,
    string Licence,
    string Credit,
    bool CommercialUse,
    IReadOnlyList<TrainingMaterial> TrainedOn,
    IReadOnlyList<string>? OwnGraphs = null,
    IReadOnlyDictionary<string, IReadOnlyList<string>>? Earlier = null)
{
    /// <summary>What this program can run; raised when the graphs' inputs or outputs change.</summary>
    public const int EngineVersion = 1;

    /// <summary>The manifest's file name.</summary>
    public const string FileName = "voice.json";

    /// <summary>The graphs that every pack has.</summary>
    public static IReadOnlyList<string> Graphs { get; } = ["encode.onnx", "prosody.onnx", "decode.onnx", "vocoder.onnx"];

    /// <summary>The graphs that speak a language, in the order of <see cref="Graphs"/>: with the language's code in their names where it has its own (<c>encode-ko.onnx</c>).</summary>
    public IReadOnlyList<string> GraphsOf(Language language)
    {
        var code = language.Code();
        return OwnGraphs?.Contains(code) == true ? [.. Graphs.Select(g => g == Vocoder ? g : g.Replace(".onnx", $"-{code}.onnx", StringComparison.Ordinal))] : Graphs;
    }

    /// <summary>Every graph that the pack has to have, each once.</summary>
    public IEnumerable<string> AllGraphs => Graphs.Concat(Enum.GetValues<Language>().SelectMany(GraphsOf)).Distinct();

    private const string Vocoder = "vocoder.onnx";

    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };
}

/// <summary>One speaker of a pack.</summary>
/// <param name="Id">Stable name of the voice.</param>
/// <param name="Speaker">Row of the speaker embedding.</param>
/// <param name="Names">By language code.</param>
/// <param name="Languages">Codes of the languages it speaks.</param>
/// <param name="MedianF0">Middle of its pitch, Hz; the model's pitch is relative to it.</param>
/// <param name="Samples">A sound file by language code, relative to the pack.</param>
/// <param name="Characters">What it sounds like, in a few words, by language code of the interface; none where it is left out.</param>
public sealed record PackVoice(
    string Id,
    int Speaker,
    IReadOnlyDictionary<string, string> Names,
    IReadOnlyList<string> Languages,
    double MedianF0,
    IReadOnlyDictionary<string, string> Samples,
    IReadOnlyDictionary<string, string>? Characters = null);

/// <summary>What a pack was trained on.</summary>
/// <param name="Name">The recordings.</param>
/// <param name="Licence">Their licence.</param>
/// <param name="Credit">Their credit line.</param>
public sealed record TrainingMaterial(string Name, string Licence, string Credit);
