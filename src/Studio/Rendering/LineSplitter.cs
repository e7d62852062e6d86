using System.Globalization;
using Dubbing.Speech;
using Dubbing.Studio.Projects;

namespace Dubbing.Studio.Rendering;

/// <summary>Finds where a line's text is cut when its clip is: between the two words whose border is nearest to a time.</summary>
internal sealed class LineSplitter(LineSpeech speech)
{
    /// <summary>The place to cut.</summary>
    /// <param name="line">The line.</param>
    /// <param name="project">Its project.</param>
    /// <param name="seconds">The time, in seconds of the video.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>The first character of the second part, and when it begins to sound; null when the line has one word only.</returns>
    public async Task<(int TextAt, double Seconds)?> FindAsync(ScriptLine line, Project project, double seconds, CancellationToken cancel)
    {
        var places = PlacesIn(line.Text).ToList();
        if (places.Count == 0)
            return null;
        var start = line.ClipStart ?? line.StartSeconds ?? 0;
        var length = line.TakeSeconds ?? line.EndSeconds - start ?? 1;
        var times = await TimesAsync(line, project, start, cancel);
        return places
            .Select(place => (TextAt: place, Seconds: times?.Invoke(place) ?? start + length * place / line.Text.Length))
            .MinBy(p => Math.Abs(p.Seconds - seconds));
    }

    /// <summary>Where a text may be cut: after spaces and marks, and, in text without spaces, where its script changes from kana.</summary>
    internal static IEnumerable<int> PlacesIn(string text)
    {
        for (var i = 1; i < text.Length; i++)
        {
            var (before, here) = (text[i - 1], text[i]);
            if (char.IsLowSurrogate(here) || char.IsWhiteSpace(here) || IsMark(here))
                continue;
            // A correction {word|reading} is one word.
            if (text.LastIndexOf('{', i - 1) > text.LastIndexOf('}', i - 1))
                continue;
            if ((char.IsWhiteSpace(before) || IsMark(before) || (IsHiragana(before) && !IsHiragana(here))) && text[..i].Any(char.IsLetterOrDigit))
                yield return i;
        }
    }

    private static bool IsMark(char c) => c is not ('{' or '|' or '}') && char.GetUnicodeCategory(c) is UnicodeCategory.OtherPunctuation or UnicodeCategory.ClosePunctuation or UnicodeCategory.FinalQuotePunctuation;

    private static bool IsHiragana(char c) => c is >= '\u3041' and <= '\u3096';

    /// <summary>When each character sounds, from the lengths of the phonemes as they were spoken; null when the line cannot be spoken.</summary>
    private async Task<Func<int, double>?> TimesAsync(ScriptLine line, Project project, double start, CancellationToken cancel)
    {
        try
        {
            var planned = await speech.PlanAsync(line, project, cancel);
            var sounds = new List<(int Place, double Seconds)>();
            var frames = 0.0;
            // The silence before the first sound is no part of a take.
            foreach (var (phoneme, duration) in planned.Plan.Reading.Phonemes.Zip(planned.Plan.Durations).Skip(1))
            {
                if (phoneme.Phrase >= 0)
                    sounds.Add((phoneme.Source.Start, start + frames * SpeechPlan.FrameSeconds / planned.Controls.Rate));
                frames += duration;
            }

            var end = start + frames * SpeechPlan.FrameSeconds / planned.Controls.Rate;
            return place => sounds.FirstOrDefault(s => s.Place >= place, (Place: place, Seconds: end)).Seconds;
        }
        catch (DubbingException)
        {
            return null;
        }
    }
}
