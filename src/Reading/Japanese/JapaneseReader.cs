namespace Dubbing.Readings.Japanese;

/// <summary>
/// Reads Japanese as spoken in Tokyo: words by the Open JTalk dictionary, numbers and Latin letters by our own rules, accent phrases and
/// their nuclei by the published connection rules. The same text always gives the same reading with the same dictionary.
/// </summary>
public sealed class JapaneseReader : IReader
{
    private readonly Lazy<(IMorphologicalAnalyser Analyser, Inflection Inflection)> tools;

    /// <summary>A reader with the dictionary of this machine, which is opened at the first line.</summary>
    public JapaneseReader()
        : this(JapaneseDictionary.Analyser)
    {
    }

    /// <summary>A reader with another analyser.</summary>
    public JapaneseReader(IMorphologicalAnalyser analyser)
        : this(() => analyser)
    {
    }

    // A dictionary that is missing now may be installed later: failures are not kept.
    private JapaneseReader(Func<IMorphologicalAnalyser> analyser) => tools = new(
        () =>
        {
            var opened = analyser();
            return (opened, new Inflection(opened));
        },
        LazyThreadSafetyMode.PublicationOnly);

    /// <inheritdoc/>
    public Language Language => Language.Japanese;

    /// <inheritdoc/>
    /// <exception cref="DubbingException">The dictionary is not there or damaged; the message says how to get it.</exception>
    public Reading Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return ReadingBuilder.Build(text, Words(text));
    }

    /// <summary>The words of a line, read and grouped in accent phrases.</summary>
    internal List<Word> Words(string text)
    {
        var normalized = NumberSpelling.Spell(NormalizedText.Of(text));
        var words = LookUp(normalized, 0, normalized.Length);
        NumberReading.Apply(words, normalized, (start, end) => LookUp(normalized, start, end));
        WordCorrections.Apply(words);
        tools.Value.Inflection.Apply(words);
        AccentPhraser.Group(words);
        return words;
    }

    private List<Word> LookUp(NormalizedText text, int start, int end)
    {
        var words = new List<Word>();
        foreach (var morpheme in tools.Value.Analyser.Analyse(text.Text[start..end]))
            words.AddRange(Word.Of(morpheme with { Start = morpheme.Start + start }, text));
        return words;
    }
}
