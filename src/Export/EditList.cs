using System.Globalization;
using System.Text;
using Dubbing.Timeline;

namespace Dubbing.Export;

/// <summary>A timeline for other editing programs: the picture as it is cut, its sound, each line as a clip, and a marker at each line.</summary>
/// <param name="Title">What the timeline is called.</param>
/// <param name="Media">The video or sound file.</param>
/// <param name="Seconds">The medium's own length.</param>
/// <param name="FrameRate">Pictures a second; 25 is taken where there is no picture.</param>
/// <param name="Width">Pixels; 0 where there is no picture.</param>
/// <param name="Height">Pixels; 0 where there is no picture.</param>
/// <param name="HasSound">Whether the medium has sound.</param>
/// <param name="Map">Where the picture waits.</param>
/// <param name="From">First second of the timeline that is kept.</param>
/// <param name="To">Last second of the timeline that is kept.</param>
/// <param name="Clips">The lines and their files, in order.</param>
internal sealed record EditListRequest(string Title, string Media, double Seconds, double FrameRate, int Width, int Height, bool HasSound, TimeMap Map, double From, double To, IReadOnlyList<EditClip> Clips)
{
    /// <summary>Pictures a second as a fraction: NTSC's rates are thousandths of 1001.</summary>
    public (int Over, int Under) Rate { get; } = FrameRate is > 1 and < 1000
        ? Math.Abs(FrameRate * 1.001 - Math.Round(FrameRate * 1.001)) < 0.002 && Math.Abs(FrameRate - Math.Round(FrameRate)) > 0.004 ? ((int)Math.Round(FrameRate * 1.001) * 1000, 1001)
        : Math.Abs(FrameRate - Math.Round(FrameRate)) <= 0.004 ? ((int)Math.Round(FrameRate), 1) : ((int)Math.Round(FrameRate * 1000), 1000)
        : (25, 1);

    /// <summary>A time in whole pictures.</summary>
    public long Frames(double seconds) => (long)Math.Round(seconds * Rate.Over / Rate.Under);

    /// <summary>The stretches that are kept, from zero on.</summary>
    public IEnumerable<Stretch> Kept()
    {
        foreach (var s in Map.Stretches(Seconds))
        {
            var (start, end) = (Math.Max(s.Start, From), Math.Min(s.End, To));
            if (Frames(end) > Frames(start))
                yield return new Stretch(start - From, end - From, s.Waits ? s.Source : s.Source + start - s.Start, s.Waits);
        }
    }

    /// <summary>The lines of each track, none overlapping another: what would overlap goes to a track of its own.</summary>
    public IEnumerable<(string Name, IReadOnlyList<EditClip> Clips)> Tracks()
    {
        foreach (var speaker in Clips.GroupBy(c => c.Track))
        {
            var lanes = new List<List<EditClip>>();
            foreach (var clip in speaker.OrderBy(c => c.Start))
            {
                var lane = lanes.Find(l => Frames(l[^1].Start + l[^1].Seconds) <= Frames(clip.Start));
                if (lane is null)
                    lanes.Add(lane = []);
                lane.Add(clip);
            }

            for (var i = 0; i < lanes.Count; i++)
                yield return (i == 0 ? speaker.Key : string.Create(CultureInfo.InvariantCulture, $"{speaker.Key} {i + 1}"), lanes[i]);
        }
    }
}

/// <summary>A line in an edit list.</summary>
/// <param name="File">Its sound.</param>
/// <param name="Track">Who says it.</param>
/// <param name="Text">What is said.</param>
/// <param name="Start">Seconds from the beginning of the part that is kept.</param>
/// <param name="Seconds">How long it sounds.</param>
/// <param name="Offset">Where in its file it begins, when it began before the part.</param>
internal sealed record EditClip(string File, string Track, string Text, double Start, double Seconds, double Offset);

/// <summary>Writes edit lists.</summary>
internal static class EditLists
{
    /// <summary>The formats, by the extension of the file.</summary>
    public static IReadOnlyDictionary<string, Func<EditListRequest, byte[]>> Formats { get; } = new Dictionary<string, Func<EditListRequest, byte[]>>(StringComparer.OrdinalIgnoreCase)
    {
        [".otio"] = OpenTimeline.Write,
        [".fcpxml"] = FinalCut.Write,
        [".edl"] = DecisionList.Write,
    };

    /// <summary>Where a file is, as editing programs want it: an absolute URL, percent-encoded.</summary>
    public static string Url(string path) => "file://" + string.Join('/', Path.GetFullPath(path).Replace('\\', '/').Split('/').Select(Uri.EscapeDataString)) is var url && OperatingSystem.IsWindows() ? url.Replace("file://", "file:///", StringComparison.Ordinal).Replace("%3A", ":", StringComparison.Ordinal) : url;
}

/// <summary>An edit decision list (CMX 3600). It counts whole pictures and knows no file names: they stand in comments.</summary>
internal static class DecisionList
{
    public static byte[] Write(EditListRequest list)
    {
        var text = new StringBuilder();
        text.Append("TITLE: ").Append(OneRow(list.Title)).Append("\r\nFCM: NON-DROP FRAME\r\n\r\n");
        var number = 0;
        foreach (var stretch in list.Kept())
        {
            var (start, end) = (list.Frames(stretch.Start), list.Frames(stretch.End));
            var source = list.Frames(stretch.Source);
            var kind = list.Width == 0 ? "A" : list.HasSound && !stretch.Waits ? "B" : "V";
            if (stretch.Waits && list.Width == 0)
                continue;
            // A picture that waits: one frame of the source, at speed 0.
            Event("AX", kind, source, stretch.Waits ? source + 1 : source + end - start, start, end);
            if (stretch.Waits)
                text.Append(CultureInfo.InvariantCulture, $"M2   AX       000.0                {Code(list, source)}\r\n");
            text.Append("* FROM CLIP NAME: ").Append(OneRow(Path.GetFileName(list.Media))).Append("\r\n");
            text.Append("* SOURCE FILE: ").Append(OneRow(Path.GetFullPath(list.Media))).Append("\r\n");
        }

        // The original has the first sound track; CMX 3600 knows four.
        var tracks = list.Tracks().ToList();
        foreach (var (clip, track) in tracks.SelectMany((t, i) => t.Clips.Select(c => (c, i))).OrderBy(p => p.c.Start))
        {
            var start = list.Frames(clip.Start);
            var length = Math.Max(1, list.Frames(clip.Seconds));
            Event("AX", string.Create(CultureInfo.InvariantCulture, $"A{Math.Min(track + 2, 4)}"), list.Frames(clip.Offset), list.Frames(clip.Offset) + length, start, start + length);
            text.Append("* FROM CLIP NAME: ").Append(OneRow(Path.GetFileName(clip.File))).Append("\r\n");
            text.Append("* SOURCE FILE: ").Append(OneRow(Path.GetFullPath(clip.File))).Append("\r\n");
            text.Append("* LOC: ").Append(Code(list, start)).Append(" YELLOW  ").Append(OneRow(clip.Text)).Append("\r\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());

        void Event(string reel, string channel, long sourceIn, long sourceOut, long start, long end) =>
            text.Append(CultureInfo.InvariantCulture, $"{++number:000}  {reel,-8} {channel,-5} C        {Code(list, sourceIn)} {Code(list, sourceOut)} {Code(list, start)} {Code(list, end)}\r\n");
    }

    /// <summary>Timecode without dropped numbers: at 29.97 it counts to 30.</summary>
    private static string Code(EditListRequest list, long frames)
    {
        var rate = (long)Math.Round((double)list.Rate.Over / list.Rate.Under);
        var seconds = frames / rate;
        return string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600 % 100:00}:{seconds / 60 % 60:00}:{seconds % 60:00}:{frames % rate:00}");
    }

    private static string OneRow(string text) => string.Join(' ', text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
