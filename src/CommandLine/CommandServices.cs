using Dubbing.Export;
using Dubbing.Media;
using Dubbing.Readings;
using Dubbing.Readings.Correction;
using Dubbing.Session;
using Dubbing.Speech;
using Dubbing.Speech.Models;
using Dubbing.Speech.Packs;
using Microsoft.Extensions.DependencyInjection;

namespace Dubbing.CommandLine;

/// <summary>Readers, voices and synthesizer, each made when first asked for.</summary>
internal sealed class CommandServices : IDisposable
{
    private readonly ServiceProvider services = new ServiceCollection().AddDubbing().BuildServiceProvider();
    private readonly Lazy<ISynthesizer> synthesizer;

    public CommandServices() => synthesizer = new Lazy<ISynthesizer>(() =>
    {
        if (Providers.Warning is { } warning)
            Console.Error.WriteLine(warning.Text());
        return services.GetRequiredService<ISynthesizer>();
    });

    /// <summary>The user's words, of the file that <c>--dictionary</c> names.</summary>
    public ReadingDictionary? Dictionary { get; private set; }

    /// <summary>ffmpeg and what is made with it.</summary>
    public MediaWork Media { get; } = new(MediaOptions());

    /// <summary>Where ffmpeg is, by the environment's variables.</summary>
    public static MediaToolOptions MediaOptions() => new() { Folder = Environment.GetEnvironmentVariable(MediaToolOptions.FolderVariable) };

    /// <summary>The same words one by one.</summary>
    public IReadOnlyList<DictionaryEntry> Words { get; private set; } = [];

    public VoicePackCatalogue Catalogue => services.GetRequiredService<VoicePackCatalogue>();

    public ExecutionProviderChoice Providers => services.GetRequiredService<ExecutionProviderChoice>();

    public ISynthesizer Synthesizer => synthesizer.Value;

    /// <summary>The production; its takes go with the program.</summary>
    public DubSession Session
    {
        get
        {
            // Its warning comes first.
            _ = Synthesizer;
            return services.GetRequiredService<DubSession>();
        }
    }

    public ITakeStore Takes => services.GetRequiredService<ITakeStore>();

    public static IReader Reader(Language language) => Languages.Of<ILanguageProfile>(language).Reader;

    /// <exception cref="DubbingException">There is no such voice; lists those there are.</exception>
    public Voice Voice(string id)
    {
        foreach (var problem in Catalogue.Problems)
            Console.Error.WriteLine(problem.Text());
        return Catalogue.Voices.FirstOrDefault(v => v.Id.Equals(id, StringComparison.OrdinalIgnoreCase))
            ?? throw new DubbingException(Messages.UnknownVoice(id, string.Join(", ", Catalogue.Voices.Select(v => v.Id))));
    }

    /// <summary>The option of the commands that read.</summary>
    public static System.CommandLine.Option<FileInfo?> DictionaryOption() => new("--dictionary", "-d") { Description = "CSV file of words and their readings (columns language, surface, reading, accent, class, priority, note)" };

    /// <summary>Takes the words of a CSV file in; none when there is no file.</summary>
    /// <exception cref="DubbingException">The file is missing or has a mistake; the message names line and column.</exception>
    public async Task UseDictionaryAsync(FileInfo? file, CancellationToken cancel)
    {
        if (file is null)
            return;
        var (entries, problems) = DictionaryFile.Read(await InputFile.ReadAsync(file.FullName, nameof(Limits.DictionaryBytes), cancel));
        foreach (var problem in problems.Take(20))
            await Console.Error.WriteLineAsync(problem.Text());
        if (problems.Count > 0)
            throw new DubbingException(Messages.BadDictionary(file.Name, problems.Count));
        Words = entries;
        Dictionary = new ReadingDictionary(entries);
    }

    /// <summary>The language of a text: the asked one, else Hangul tells Korean from Japanese.</summary>
    /// <exception cref="DubbingException">An unknown code.</exception>
    public static Language LanguageOf(string? asked, IEnumerable<string> texts)
    {
        if (asked is not null)
            return LanguageCodes.TryParse(asked, out var language) ? language : throw new DubbingException(Messages.UnknownLanguage(asked));
        return LanguageFacts.Guess(texts.Take(200));
    }

    public void Dispose() => services.Dispose();
}
