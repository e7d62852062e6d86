using Dubbing.Readings;

namespace Dubbing.Speech.Models;

/// <summary>
/// Lets the rise of a question come while its last vowel still sounds. The voices learned from speech in which a vowel before a pause has faded by 15 dB
/// when the rise is at its steepest: the melody asks, and hardly anything of it is heard.
/// </summary>
internal static class QuestionRise
{
    /// <summary>The share of a vowel before a pause after which it has faded.</summary>
    private const double Loud = 0.7;

    /// <summary>Frames after the vowel over which the predicted rise goes on.</summary>
    private const int Beyond = 2;

    /// <summary>Below this many frames there is no room for a rise that could be brought forward.</summary>
    private const int Shortest = 4;

    private static readonly HashSet<string> Voiced = [.. PhonemeInventory.KoreanVowels, "a", "i", "u", "e", "o"];

    /// <summary>Moves the predicted melody of each question's last vowel forward in time, so that what it ends on is reached while it is loud.</summary>
    /// <param name="reading">The line.</param>
    /// <param name="frames">Frames of each phoneme.</param>
    /// <param name="pitch">Octaves above the voice's median, a frame: changed.</param>
    public static void BringForward(Reading reading, IReadOnlyList<int> frames, float[] pitch)
    {
        var start = 0;
        for (var i = 0; i < frames.Count - 1; start += frames[i], i++)
        {
            var (vowel, next) = (reading.Phonemes[i], reading.Phonemes[i + 1]);
            if (vowel.Phrase < 0 || next.Phrase >= 0 || frames[i] < Shortest
                || reading.Phrases[vowel.Phrase].End != PhraseEnd.Question || !Voiced.Contains(vowel.Symbol))
                continue;
            var before = pitch[start..Math.Min(start + frames[i] + Beyond, pitch.Length)];
            for (var t = 0; t < before.Length; t++)
            {
                var at = Math.Min(t / Loud * (before.Length - 1) / frames[i], before.Length - 1);
                var lower = Math.Min((int)at, before.Length - 2);
                pitch[start + t] = (float)(before[lower] + (at - lower) * (before[lower + 1] - before[lower]));
            }
        }
    }
}
