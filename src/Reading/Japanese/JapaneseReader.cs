using Dubbing.Readings.Correction;

namespace Dubbing.Readings.Japanese;

/// <summary>
/// Reads Japanese as spoken in Tokyo: words by the Open JTalk dictionary, numbers and Latin letters by our own rules, accent phrases and
/// their nuclei by the published connection rules. The same text always gives the same reading with the same dictionary.
/// </summary>
public sealed class JapaneseReader : IReader
{
    // Characters read at a time; a line longer than this is cut at sentence ends, so that the time is linear.
    private const int LongestPiece = 600;

    private readonly Lazy<(IMorphologicalAnalyser Analyser, Inflection Inflection)> tools;

    private readonly bool usesMachine;
    private readonly IReadOnlySet<string>? without;

    /// <summary>A reader with the dictionary of this machine, which is opened at the first line.</summary>
    public JapaneseReader()
        : this(JapaneseDictionary.Analyser) => usesMachine = true;

    /// <summary>A reader without some of our own words, for measuring what the others are worth.</summary>
    /// <param name="without">The words, as <see cref="Lexicon.KeyOf"/> names them.</param>
    internal JapaneseReader(IReadOnlySet<string> without)
        : this(JapaneseDictionary.Analyser) => (usesMachine, this.without) = (true, without);

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
    public bool IsInstalled => !usesMachine || JapaneseDictionary.Folder is not null;

    /// <inheritdoc/>
    /// <exception cref="DubbingException">The dictionary is not there or damaged; the message says how to get it.</exception>
    public Reading Read(string text, ReadingDictionary? dictionary = null)
    {
        var line = MarkedText.Of(text, Language);
        return UnspokenLetters.Mark(line.Restore(ReadingBuilder.Build(line.Spoken, Words(line, dictionary))));
    }

    /// <summary>The words of a line, read and grouped in accent phrases.</summary>
    internal List<Word> Words(MarkedText line, ReadingDictionary? dictionary)
    {
        var (analyser, inflection) = tools.Value;
        var normalized = NormalizedText.Of(line.Spoken);
        var settled = JapaneseWords.Find(normalized, line.Words, dictionary, analyser);
        var scanned = ScannedSpelling.Spell(normalized, line.Spoken, IsWord, settled.Overlaps);
        var spelled = LatinSpelling.Spell(NumberSpelling.Spell(settled.Spell(scanned)), IsWord);
        var words = new List<Word>();
        foreach (var piece in spelled.Pieces(LongestPiece))
        {
            var found = LookUp(analyser, piece, 0, piece.Length, WordCuts.Of(piece, settled.Cuts(piece)));
            settled.Apply(found, piece, analyser);
            NameReading.Apply(found, piece);
            KanjiReading.SplitUnknown(found, piece, analyser);
            NumberReading.Apply(found, piece, LookUpAgain);
            WordCorrections.Apply(found, piece, LookUpAgain, analyser, without);
            inflection.Apply(found);
            words.AddRange(found);

            IEnumerable<Word> LookUpAgain(int start, int end) => LookUp(analyser, piece, start, end);
        }

        AccentPhraser.Group(words);
        return words;

        bool IsWord(string spelling)
        {
            foreach (var entry in analyser.Entries(spelling))
            {
                if (entry.Feature.AsSpan().Count(',') >= 8 && !entry.Feature.StartsWith("記号", StringComparison.Ordinal))
                    return true;
            }

            return false;
        }
    }

    private static List<Word> LookUp(IMorphologicalAnalyser analyser, NormalizedText text, int start, int end, int[]? cuts = null)
    {
        var words = new List<Word>();
        foreach (var morpheme in analyser.Analyse(text.Text[start..end], cuts))
            words.AddRange(Word.Of(morpheme with { Start = morpheme.Start + start }, text));
        return words;
    }
}
