using System.Text;
using Dubbing.Readings;
using Dubbing.Readings.Correction;
using Dubbing.Script;
using Dubbing.Timeline;

namespace Dubbing.Script.Tests.Timeline;

/// <summary>A third language is one class: no stage takes it for one of the two.</summary>
public sealed class ToyLanguageTests
{
    private static readonly Language Toy = new ToyLanguage().Language;

    public ToyLanguageTests() => Languages.Register(new ToyLanguage());

    [Fact]
    public void It_has_its_code()
    {
        Assert.Equal("xx", Toy.Code());
        Assert.True(LanguageCodes.TryParse("XX", out var found));
        Assert.Equal(Toy, found);
    }

    [Fact]
    public void Its_captions_have_its_limits() => Assert.Equal(new CaptionLimits(20, 5), CaptionCheck.Of("κα", 1, Toy).Limits);

    [Fact]
    public void Its_speech_has_its_length()
    {
        var reading = new ToyLanguage().Reader.Read("κακα");
        Assert.Equal(4 * 0.5, SpeechEstimate.Seconds(reading), 6);
    }

    [Fact]
    public void Its_script_is_told_from_the_others()
    {
        Assert.Equal(Toy, LanguageFacts.Guess(["κακα κα"]));
        Assert.Equal(Toy, LanguageFacts.Of(Language.Korean).OtherScript("κακα"));
        Assert.Equal(Language.Korean, LanguageFacts.Of(Toy).OtherScript("가나"));
        Assert.Null(LanguageFacts.Of(Toy).OtherScript("κα 가"));
        Assert.Null(LanguageFacts.Of(Toy).OtherScript("GPU"));
    }

    [Fact]
    public void Its_words_are_in_the_dictionary_as_it_writes_them()
    {
        var (entries, problems) = DictionaryFile.Read(Encoding.UTF8.GetBytes("language,surface,reading\nxx,ΚΑ,ακ\n"));
        Assert.Empty(problems);
        Assert.Equal((Toy, "κα"), EntryCheck.Key(Assert.Single(entries)));
        // Its words have no accent.
        Assert.Contains(EntryCheck.Problems(entries[0] with { Accent = 1 }), p => p.Field == "accent");
    }

    [Fact]
    public void A_language_that_nobody_registered_is_an_error_and_never_another() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => CaptionLimits.Of((Language)77));

    /// <summary>Greek letters, each a unit of half a second.</summary>
    private sealed class ToyLanguage : ILanguageProfile, IReader
    {
        public Language Language => (Language)99;

        public LanguageFacts Facts => new(Language, "xx", "xxx", "Toy", ["toy"], 20, 5, "-", 0.5, "Noto Sans")
        {
            IsOwnLetter = r => r.Value is >= 0x391 and <= 0x3C9,
        };

        public IReader Reader => this;

        public string Fold(string text) => text.ToLowerInvariant();

        public IReadOnlyList<SaidPart>? ParseReading(string reading, out Message? problem)
        {
            problem = null;
            return [new SaidPart(reading, null)];
        }

        public int? AccentPlaces(string said) => null;

        public Reading Read(string text, ReadingDictionary? dictionary = null)
        {
            var pause = new Phoneme(PhonemeInventory.Pause, new SourceSpan(0, 0), -1, -1, []);
            var sounds = text.Select((_, i) => new Phoneme("a", new SourceSpan(i, 1), 0, i, []));
            return new Reading(Language, text, [pause, .. sounds, pause], [new AccentPhrase(text.Length, 0, PhraseEnd.Period, new SourceSpan(0, text.Length), text)]);
        }
    }
}
