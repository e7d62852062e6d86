using Dubbing.Readings;

namespace Dubbing.Speech.Models;

/// <summary>
/// A stretch of a line's frames that is rendered in one go. The graphs are convolutions: what a frame sounds like depends on its
/// surroundings and nothing else, so a window that sees <see cref="Context"/> frames to both sides gives the same sound as the whole
/// line would, and windows join without a seam wherever they are cut.
/// </summary>
internal sealed class FrameWindow
{
    /// <summary>Frames seen on both sides: more than decode (20 frames) and vocoder (21) together look around.</summary>
    public const int Context = 48;

    private FrameWindow(int[] frames, int first, int end)
    {
        (First, End) = (first, end);
        From = Math.Max(0, first - Context);
        var to = Math.Min(frames.Sum(), end + Context);
        Length = to - From;
        // Upsampling looks at the phonemes beside a frame's own: two more on each side.
        var (phoneme, at) = (0, 0);
        while (at + frames[phoneme] <= From)
            at += frames[phoneme++];
        FirstPhoneme = Math.Max(0, phoneme - 2);
        Offset = From - frames[..FirstPhoneme].Sum();
        while (at < to)
            at += frames[phoneme++];
        Durations = [.. frames[FirstPhoneme..Math.Min(frames.Length, phoneme + 2)].Select(f => (float)f)];
    }

    /// <summary>The first frame that is wanted.</summary>
    public int First { get; }

    /// <summary>The frame after the last that is wanted.</summary>
    public int End { get; }

    /// <summary>The first frame that is seen.</summary>
    public int From { get; }

    /// <summary>How many frames are seen.</summary>
    public int Length { get; }

    /// <summary>The first phoneme that is seen.</summary>
    public int FirstPhoneme { get; }

    /// <summary>Frames of the phonemes that are seen.</summary>
    public float[] Durations { get; }

    /// <summary>Frames from the start of <see cref="FirstPhoneme"/> to <see cref="From"/>.</summary>
    public int Offset { get; }

    /// <summary>The window's part of a curve over the line, with zeros behind it up to a length.</summary>
    public float[] Of(ReadOnlySpan<float> curve, int length)
    {
        var part = new float[length];
        curve.Slice(From, Length).CopyTo(part);
        return part;
    }

    /// <summary>Cuts a stretch of a line: in pauses where there are some, else between words, else wherever it has to be.</summary>
    /// <param name="reading">The line.</param>
    /// <param name="frames">Whole frames, one a phoneme.</param>
    /// <param name="first">Where to begin.</param>
    /// <param name="end">Where to stop.</param>
    /// <param name="longest">Frames of the first window and of those after it.</param>
    public static IEnumerable<FrameWindow> Cut(Reading reading, int[] frames, int first, int end, (int First, int Later) longest)
    {
        for (var (from, most) = (first, longest.First); from < end; most = longest.Later)
        {
            // A window a little too long is better than a stub after it.
            var to = end - from <= most + most / 4 ? end : Seam(reading, frames, from + most / 2, from + most);
            yield return new FrameWindow(frames, from, to);
            from = to;
        }
    }

    private static int Seam(Reading reading, int[] frames, int earliest, int latest)
    {
        var (pause, word, at) = (0, 0, 0);
        for (var i = 0; i < frames.Length && at <= latest; at += frames[i++])
        {
            var middle = at + frames[i] / 2;
            if (middle < earliest || middle > latest)
                continue;
            if (reading.Phonemes[i].Symbol == PhonemeInventory.Pause)
                pause = middle;
            else if (reading.Phonemes[i].Symbol == PhonemeInventory.WordBoundary)
                word = middle;
        }

        return pause > 0 ? pause : word > 0 ? word : latest;
    }
}
