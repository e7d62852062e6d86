namespace Dubbing.Speech.Packs;

/// <summary>The packs in a folder. Broken ones are skipped and reported, never fatal.</summary>
public sealed class VoicePackCatalogue : IVoiceCatalogue
{
    /// <summary>Names the folder of the packs when they are not beside the program.</summary>
    public const string FolderVariable = "DUBBING_VOICES";

    private readonly Dictionary<string, VoicePack> packs = [];

    /// <summary>Reads the manifests in a folder.</summary>
    /// <param name="folder">The folder that holds the packs; null for <see cref="FindFolder"/>.</param>
    public VoicePackCatalogue(string? folder = null)
    {
        var (voices, problems) = (new List<Voice>(), new List<Message>());
        folder ??= FindFolder();
        if (folder is null || !Directory.Exists(folder))
            problems.Add(Messages.NoVoices(folder ?? "voices"));
        else
        {
            foreach (var pack in Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal))
            {
                if (!File.Exists(Path.Combine(pack, VoicePackManifest.FileName)))
                    continue;
                try
                {
                    var opened = VoicePack.Open(pack);
                    packs.Add(opened.Manifest.Id, opened);
                    foreach (var voice in opened.Voices())
                    {
                        if (voices.Exists(v => v.Id == voice.Id))
                            problems.Add(Messages.VoiceTwice(voice.Id, opened.Manifest.Id));
                        else
                            voices.Add(voice);
                    }
                }
                catch (DubbingException e)
                {
                    problems.Add(e.UserMessage);
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException or NullReferenceException)
                {
                    problems.Add(Messages.PackUnreadable(Path.GetFileName(pack), e.Message));
                }
            }

            if (voices.Count == 0)
                problems.Add(Messages.NoVoices(folder));
        }

        (Voices, Problems) = (voices, problems);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Voice> Voices { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Message> Problems { get; }

    /// <summary>The pack of a voice.</summary>
    public VoicePack PackOf(Voice voice) => packs[voice.PackId];

    /// <summary>
    /// Where the packs are: <see cref="FolderVariable"/>, else the <c>voices</c> folder beside the program or in a folder above it
    /// (a checkout's build output). Null when there is none.
    /// </summary>
    public static string? FindFolder()
    {
        if (Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } set)
            return set;
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var candidate = Path.Combine(at.FullName, "voices");
            if (Directory.Exists(candidate) && Directory.EnumerateFiles(candidate, VoicePackManifest.FileName, new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1 }).Any())
                return candidate;
        }

        return null;
    }
}
