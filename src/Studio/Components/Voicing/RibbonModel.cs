using System.Globalization;
using System.Text;
using Dubbing.Readings;
using Dubbing.Readings.Correction;
using Dubbing.Speech;

namespace Dubbing.Studio.Components.Voicing;

/// <summary>A sound as the ribbon shows it.</summary>
/// <param name="Index">Its place in the reading.</param>
/// <param name="Symbol">Its symbol, without the hyphen of codas; empty for silence.</param>
/// <param name="Frames">Its length in frames.</param>
/// <param name="Why">The letters it came from, and the rules and entries that made it of them.</param>
/// <param name="Edited">Whether the user changed it.</param>
public sealed record RibbonSound(int Index, string Symbol, int Frames, string Why, bool Edited);

/// <summary>A syllable (Korean) or mora (Japanese) as the ribbon shows it; a pause or boundary between phrases, too.</summary>
/// <param name="Text">Hangul or katakana; empty for silence.</param>
/// <param name="Phrase">Its accent phrase; −1 for silence.</param>
/// <param name="Place">Its place in the phrase, from 1.</param>
/// <param name="Frames">Its length in frames.</param>
/// <param name="High">Japanese: whether it is high.</param>
/// <param name="Nucleus">Japanese: whether the pitch falls after it.</param>
/// <param name="Source">The text it came from.</param>
public sealed record RibbonUnit(string Text, int Phrase, int Place, int Frames, bool High, bool Nucleus, SourceSpan Source);

/// <summary>A corrected word under its units, or what lies between two.</summary>
/// <param name="Written">The word; null between two.</param>
/// <param name="Frames">Its length in frames.</param>
/// <param name="Typed">Where it stands in the line as typed.</param>
public sealed record RibbonWord(string? Written, int Frames, SourceSpan Typed);

/// <summary>A line's reading with its lengths and pitch, laid out frame by frame.</summary>
/// <param name="Plan">The plan it shows.</param>
/// <param name="Melody">Its melody.</param>
/// <param name="RuleName">What a step's rule is called; null for its own name.</param>
public sealed record RibbonModel(SpeechPlan Plan, Melody Melody, Func<ReadingStep, string>? RuleName = null)
{
    /// <summary>The line's reading.</summary>
    public Reading Reading => Plan.Reading;

    /// <summary>Its sounds, in order.</summary>
    public IReadOnlyList<RibbonSound> Sounds { get; } =
    [
        .. Plan.Reading.Phonemes.Select((p, i) => new RibbonSound(i, p.Phrase < 0 ? "" : p.Symbol.TrimStart('-'), Melody.Frames[i], WhyOf(Plan.Reading, p, RuleName ?? (step => step.Rule)), Plan.Edits?[i] is not null)),
    ];

    /// <summary>Its syllables or moras, with silences between them: together as long as the sounds.</summary>
    public IReadOnlyList<RibbonUnit> Units { get; } = [.. UnitsOf(Plan.Reading, Melody.Frames)];

    /// <summary>
    /// The units in stretches: each word whose reading was corrected, which stands under the units that it is said with, and
    /// what lies between. Together as long as the units.
    /// </summary>
    public IReadOnlyList<RibbonWord> Words { get; } = [.. WordsOf(Plan.Reading, UnitsOf(Plan.Reading, Melody.Frames))];

    /// <summary>Lowest and highest pitch that the ribbon shows, Hz: four semitones beyond the curve.</summary>
    public (double Low, double High) Range { get; } = (Melody.Pitch.Min() / 1.26, Melody.Pitch.Max() * 1.26);

    /// <summary>The curve as the path of an SVG, one unit a frame wide and 100 high; broken in silence.</summary>
    public string Path()
    {
        var path = new StringBuilder();
        var (frame, down) = (0, false);
        foreach (var sound in Sounds)
        {
            for (var j = 0; j < sound.Frames; j++, frame++)
            {
                var y = 100 * (1 - Math.Log(Melody.Pitch[frame] / Range.Low) / Math.Log(Range.High / Range.Low));
                if (sound.Symbol.Length > 0)
                    path.Append(CultureInfo.InvariantCulture, $"{(down ? 'L' : 'M')}{frame + 0.5:0.#} {y:0.#}");
                down = sound.Symbol.Length > 0;
            }
        }

        return path.ToString();
    }

    private static string WhyOf(Reading reading, Phoneme phoneme, Func<ReadingStep, string> name)
    {
        var source = reading.Text.Substring(phoneme.Source.Start, phoneme.Source.Length);
        return string.Join(" · ", new[] { source }.Concat(phoneme.Steps.Select(s => $"{name(s)}: {s.Before} → {s.After}")).Where(s => s.Length > 0));
    }

    private static IEnumerable<RibbonWord> WordsOf(Reading reading, IEnumerable<RibbonUnit> units)
    {
        var corrected = MarkedText.Of(reading.Text, reading.Language).Pieces.Where(p => p.Reading is not null).ToList();
        var (last, frames) = ((MarkedPiece?)null, 0);
        foreach (var unit in corrected.Count == 0 ? [] : units)
        {
            var word = corrected.Find(p => unit.Phrase >= 0 && unit.Source.Start < p.Typed.End && unit.Source.End > p.Typed.Start);
            if (word != last && frames > 0)
            {
                yield return new RibbonWord(last?.Written, frames, last?.Typed ?? default);
                frames = 0;
            }

            (last, frames) = (word, frames + unit.Frames);
        }

        if (frames > 0)
            yield return new RibbonWord(last?.Written, frames, last?.Typed ?? default);
    }

    private static IEnumerable<RibbonUnit> UnitsOf(Reading reading, IReadOnlyList<int> frames)
    {
        var names = reading.Phrases.Select(p => NamesOf(p.Spelling)).ToArray();
        for (var i = 0; i < reading.Phonemes.Count;)
        {
            var (first, length) = (reading.Phonemes[i], 0);
            var source = first.Source;
            for (; i < reading.Phonemes.Count && reading.Phonemes[i].Phrase == first.Phrase && reading.Phonemes[i].Unit == first.Unit; i++)
            {
                length += frames[i];
                var end = Math.Max(source.End, reading.Phonemes[i].Source.End);
                source = source with { Length = end - source.Start };
            }

            if (first.Phrase < 0)
            {
                yield return new RibbonUnit("", -1, 0, length, false, false, source);
                continue;
            }

            var (phrase, place) = (reading.Phrases[first.Phrase], first.Unit + 1);
            var japanese = reading.Language == Language.Japanese;
            var high = japanese && (phrase.Nucleus == 1 ? place == 1 : place > 1 && (phrase.Nucleus == 0 || place <= phrase.Nucleus));
            yield return new RibbonUnit(names[first.Phrase].ElementAtOrDefault(first.Unit) ?? "", first.Phrase, place, length, high, japanese && place == phrase.Nucleus, source);
        }
    }

    /// <summary>Syllables or moras of a spelling: a small kana belongs to the one before it.</summary>
    private static List<string> NamesOf(string spelling)
    {
        var names = new List<string>();
        foreach (var letter in spelling.Where(c => !char.IsWhiteSpace(c)))
        {
            if (names.Count > 0 && "ァィゥェォャュョヮ".Contains(letter, StringComparison.Ordinal))
                names[^1] += letter;
            else
                names.Add(letter.ToString());
        }

        return names;
    }
}
