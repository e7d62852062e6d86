namespace Dubbing.Readings.Japanese;

/// <summary>
/// The Open JTalk dictionary (naist-jdic compiled for MeCab) on this machine: looked up and opened once, when it is first needed.
/// </summary>
public static class JapaneseDictionary
{
    /// <summary>The environment variable that names the dictionary's folder; it goes before the usual places.</summary>
    public const string Variable = "DUBBING_JAPANESE_DICTIONARY";

    private static readonly string[] UsualPlaces =
    [
        "/var/lib/mecab/dic/open-jtalk/naist-jdic",
        "/usr/share/open-jtalk/dic",
        "/usr/lib/mecab/dic/open-jtalk/naist-jdic",
        "/usr/share/mecab/dic/open-jtalk/naist-jdic",
        Path.Combine(AppContext.BaseDirectory, "dictionary", "naist-jdic"),
    ];

    private static readonly Lock Gate = new();
    private static IMorphologicalAnalyser? shared;

    /// <summary>The dictionary's folder; null when it is on none of the places.</summary>
    public static string? Folder => Places.FirstOrDefault(IsDictionary);

    /// <summary>Where it is looked for, in order.</summary>
    public static IReadOnlyList<string> Places =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? [named, .. UsualPlaces] : UsualPlaces;

    /// <summary>The analyser over the dictionary of this machine, shared by all readers.</summary>
    /// <exception cref="DubbingException">The dictionary is not there or damaged; the message says how to get it.</exception>
    public static IMorphologicalAnalyser Analyser()
    {
        lock (Gate)
            return shared ??= Open(Folder ?? throw new DubbingException(Messages.DictionaryNotFound(string.Join(", ", Places))));
    }

    /// <summary>An analyser over the dictionary in a folder.</summary>
    /// <exception cref="DubbingException">The dictionary is not there or damaged.</exception>
    public static IMorphologicalAnalyser Open(string folder) => new LatticeAnalyser(new MecabDictionary(folder), Compounds.Mixed);

    private static bool IsDictionary(string folder) =>
        File.Exists(Path.Combine(folder, "sys.dic")) && File.Exists(Path.Combine(folder, "matrix.bin"));
}
