using System.Globalization;
using FFMpegCore;

namespace Dubbing.Media;

/// <summary>Looks at a file before it is accepted, and decides once what it is: see <see cref="MediaInfo"/>.</summary>
/// <param name="tool">ffprobe.</param>
public sealed class MediaProbe(IMediaTool tool)
{
    /// <summary>Lengths in headers that differ from the measured one by less than this are right, seconds.</summary>
    private const double Rounding = 0.25;

    /// <summary>How much of its end is read to see whether the header tells the truth, seconds.</summary>
    private const double Tail = 10;

    // These have no length in their headers, or none that can be trusted: ffmpeg estimates it from the first seconds' bit rate, or takes the
    // distance of the last clock from the first, and files that were joined have several clocks.
    private static readonly string[] Estimated = ["aac", "mp3", "ac3", "eac3", "dts", "amr", "dv", "flv", "loas", "h264", "hevc", "m4v", "mpegvideo", "mpegts", "mpeg"];

    /// <summary>Clocks that jump back by more than pictures out of order do begin anew, seconds.</summary>
    private const double JumpsBack = 2;

    /// <summary>ffmpeg takes jumps ahead by more than this for another clock, too (its <c>dts_delta_threshold</c>), seconds.</summary>
    private const double JumpsAhead = 10;

    /// <summary>What a file is.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">What the user calls it, for the message; null for the path's.</param>
    /// <param name="track">Which sound track to use: its number from 1, its name or its language; null for the default one that decodes.</param>
    /// <param name="cancel">Stops looking.</param>
    /// <exception cref="DubbingException">It is missing, no video or sound, damaged, has no such track, or ffprobe is missing.</exception>
    public async Task<MediaInfo> ProbeAsync(string path, string? name = null, string? track = null, CancellationToken cancel = default)
    {
        name ??= Path.GetFileName(path);
        if (!File.Exists(path))
            throw new DubbingException(Messages.FileMissing(name));
        FFProbeAnalysis raw;
        try
        {
            raw = (await tool.AnalyseAsync(path, cancel)).Raw;
        }
        catch (FfmpegException e) when (e.UserMessage.Key == nameof(Messages.ToolFailed))
        {
            throw new DubbingException(e.Output.Contains("moov atom not found", StringComparison.Ordinal) && BeginsAsMp4(path) ? Messages.IndexMissing(name) : Messages.NotMedia(name), e);
        }
        catch (System.Text.Json.JsonException e)
        {
            throw new DubbingException(Messages.NotMedia(name), e);
        }

        var streams = raw.Streams ?? [];
        if (raw.Format is not { } format)
            throw new DubbingException(Messages.NotMedia(name));
        var abilities = await tool.AbilitiesAsync(cancel);
        var picture = Default(streams.Where(s => s.CodecType == "video" && !Is(s, "attached_pic") && !Is(s, "timed_thumbnails") && !IsStill(s, format)));
        var covers = streams.Where(s => s.CodecType == "video" && Is(s, "attached_pic")).Select(s => new CoverInfo(s.Index, s.CodecName ?? "")).ToList();
        var tracks = streams.Where(s => s.CodecType == "audio").Select((s, i) => Sound(s, i + 1, abilities)).ToList();
        var notes = new List<Message>();
        var audio = Chosen(tracks, track, name, notes);
        if (picture is null && audio is null)
            throw new DubbingException(tracks.Count > 0 ? Messages.NoDecoder(name, string.Join(", ", tracks.Select(t => t.Label))) : Messages.NotMedia(name));

        var names = (format.FormatName ?? "").Split(',');
        var together = !names.Contains("mp4") && !names.Contains("matroska");
        double?[] starts = [Number(picture?.StartTime), audio is null ? null : Number(streams.First(s => s.Index == audio.Index).StartTime)];
        var zero = (together ? starts.Min() : null) ?? Number(format.StartTime) ?? starts.Min() ?? 0;
        var length = await LengthAsync(path, name, raw, picture?.Index, audio?.Index, zero, notes, cancel);

        var video = picture is null ? null : Picture(picture) with { Start = Math.Max(0, (starts[0] ?? zero) - zero), End = length.Picture };
        audio = audio is null ? null : audio with { Start = Math.Max(0, (starts[1] ?? zero) - zero), End = length.Sound };
        return new MediaInfo(length.Seconds, new FileInfo(path).Length, format.FormatName ?? "", video, audio)
        {
            Start = zero,
            Measured = length.Measured,
            SoundTracks = [.. tracks.Select(t => t.Index == audio?.Index ? audio : t)],
            Covers = covers,
            SubtitleStreams = [.. streams.Where(s => s.CodecType == "subtitle").Select(s => s.Index)],
            Chapters = [.. (raw.Chapters ?? []).Select(c => new ChapterInfo((Number(c.StartTime) ?? 0) - zero, (Number(c.EndTime) ?? 0) - zero, c.Tags?.GetValueOrDefault("title"))).Where(c => c.End > c.Start)],
            LocationTags = [.. (format.Tags ?? new Dictionary<string, string>()).Keys.Concat(streams.SelectMany(s => s.Tags?.Keys ?? [])).Where(IsLocation).Distinct(StringComparer.Ordinal)],
            Notes = notes,
        };
    }

    /// <summary>Whether a tag says where a film was made: QuickTime's, Android's, EXIF's and Matroska's names for it.</summary>
    private static bool IsLocation(string tag) =>
        tag.Contains("location", StringComparison.OrdinalIgnoreCase) || tag.Contains("gps", StringComparison.OrdinalIgnoreCase)
        || tag.Equals("geo", StringComparison.OrdinalIgnoreCase) || tag.Contains("©xyz", StringComparison.OrdinalIgnoreCase) || tag.Equals("xyz", StringComparison.OrdinalIgnoreCase);

    /// <summary>A single picture that is not marked as cover: tag editors write such into sound files.</summary>
    private static bool IsStill(FFProbeStream stream, FFProbeFormat format) =>
        stream.CodecName is "png" or "bmp" or "gif" or "webp" or "mjpeg" && Fraction(stream.AvgFrameRate) == 0
        && (format.FormatName ?? "").Split(',').Any(f => f is "mp3" or "flac" or "ogg" or "wav" or "aiff" or "asf" or "mp4" or "matroska");

    private static FFProbeStream? Default(IEnumerable<FFProbeStream> streams)
    {
        var all = streams.Where(s => s.Width is > 0 || s.CodecName is not null).ToList();
        return all.Find(s => Is(s, "default")) ?? all.FirstOrDefault();
    }

    private static AudioInfo? Chosen(List<AudioInfo> tracks, string? asked, string name, List<Message> notes)
    {
        var list = string.Join(", ", tracks.Select(t => t.Label));
        if (asked is not null)
        {
            var wanted = Named(tracks, asked.Trim()) ?? throw new DubbingException(Messages.NoSuchTrack(name, asked, tracks.Count == 0 ? "–" : list));
            return wanted.Decodes ? wanted : throw new DubbingException(Messages.NoDecoder(name, wanted.Label));
        }

        var usual = tracks.Find(t => t.Default) ?? tracks.FirstOrDefault();
        var used = usual is { Decodes: true } ? usual : tracks.Find(t => t.Decodes);
        if (usual is not null && used != usual)
            notes.Add(used is null ? Messages.NoDecoder(name, list) : Messages.OtherTrack(usual.Label, used.Label));
        else if (tracks.Count > 1 && used is not null)
            notes.Add(Messages.TrackTaken(used.Label, list));
        return used;
    }

    private static AudioInfo? Named(List<AudioInfo> tracks, string asked) =>
        int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? tracks.Find(t => t.Number == number)
            : tracks.Find(t => string.Equals(t.Title, asked, StringComparison.OrdinalIgnoreCase)) ?? tracks.Find(t => t.Language is { } l && TrackLanguages.Same(l, asked))
            ?? tracks.Find(t => t.Title?.Contains(asked, StringComparison.OrdinalIgnoreCase) == true);

    private async Task<Length> LengthAsync(string path, string name, FFProbeAnalysis raw, int? picture, int? sound, double zero, List<Message> notes, CancellationToken cancel)
    {
        var streams = raw.Streams ?? [];
        var header = Number(raw.Format?.Duration);
        var trusted = header is > 0 && !(raw.Format?.FormatName ?? "").Split(',').Any(Estimated.Contains);
        var ends = new Dictionary<int, double>();
        if (trusted)
        {
            // With an index this is quick, and it tells of files that were cut short.
            await MeasureAsync(Math.Max(0, (Number(raw.Format?.StartTime) ?? 0) + header!.Value - Tail));
            trusted = new[] { picture, sound }.All(s => s is not { } index || ends.ContainsKey(index));
        }

        if (!trusted)
        {
            ends.Clear();
            await MeasureAsync(null);
        }

        var (seen, heard) = (End(picture), End(sound));
        var measured = Math.Max(seen ?? 0, heard ?? 0);
        if (!(measured > 0))
            throw new DubbingException(Messages.NoLength(name));
        TellOfMissing();
        if (RiffShare(path, raw) is < 0.98 and var there)
            notes.Add(Messages.FileCut(name, measured, measured / there));
        if (header is { } said && Math.Abs(said - measured) < Rounding)
            return new Length(said, seen, heard, !trusted && header is null);
        return new Length(measured, seen, heard, true);

        double? End(int? stream) => stream is { } index && ends.TryGetValue(index, out var end) ? end : null;

        async Task MeasureAsync(double? from)
        {
            // Where a container gives no times (raw sound), packets follow one another.
            var next = new Dictionary<int, double>();
            // Of files that were joined (or a tape that was stopped) each part has a clock of its own; ffmpeg plays one after the other.
            var moved = new Dictionary<int, double>();
            var jumps = (raw.Format?.FormatName ?? "").Split(',').Any(f => f is "mpegts" or "mpeg");
            try
            {
                await tool.PacketsAsync(path, from, Packet, cancel);
            }
            catch (FfmpegException e) when (e.UserMessage.Key == nameof(Messages.ToolFailed))
            {
                // Where a file is cut, ffprobe may fail to go to its end, or give up there: what was seen before counts.
            }

            void Packet(PacketTime p)
            {
                var at = p.Start is { } start ? start - zero + moved.GetValueOrDefault(p.Stream) : next.GetValueOrDefault(p.Stream);
                if (jumps && next.TryGetValue(p.Stream, out var before) && (at < before - JumpsBack || at > before + JumpsAhead))
                {
                    moved[p.Stream] = moved.GetValueOrDefault(p.Stream) + before - at;
                    at = before;
                }

                var end = at + p.Seconds;
                next[p.Stream] = end;
                ends[p.Stream] = Math.Max(ends.GetValueOrDefault(p.Stream), end);
            }
        }

        void TellOfMissing()
        {
            // An estimate is no promise; and a header may count a subtitle track.
            if (header is null || (raw.Format?.FormatName ?? "").Split(',').Any(Estimated.Contains))
                return;
            foreach (var (index, end, message) in new (int?, double?, Func<string, double, double, Message>)[] { (picture, seen, Messages.PictureCut), (sound, heard, Messages.SoundCut) })
            {
                if (streams.FirstOrDefault(s => s.Index == index) is not { } stream || Promised(stream) is not { } promised)
                    continue;
                if (promised - (end ?? 0) > Math.Max(1, promised * 0.02))
                    notes.Add(message(name, end ?? 0, promised));
            }

            var last = ends.Values.DefaultIfEmpty().Max();
            if (notes.All(n => n.Key is not (nameof(Messages.PictureCut) or nameof(Messages.SoundCut))) && header.Value - last > Math.Max(1, header.Value * 0.02))
                notes.Add(Messages.FileCut(name, last, header.Value));
        }
    }

    /// <summary>Whether a file begins with one of the boxes that MP4 and QuickTime begin with; ffmpeg takes whatever is called .mp4 for MP4.</summary>
    private static bool BeginsAsMp4(string path)
    {
        using var file = File.OpenRead(path);
        Span<byte> head = stackalloc byte[8];
        return file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length
            && System.Text.Encoding.ASCII.GetString(head[4..]) is "ftyp" or "mdat" or "moov" or "free" or "skip" or "wide" or "pnot" or "styp" or "uuid";
    }

    /// <summary>How much of a RIFF file (WAV, AVI) is there, by the size that it says at its beginning; null where it says none.</summary>
    private static double? RiffShare(string path, FFProbeAnalysis raw)
    {
        if (!(raw.Format?.FormatName ?? "").Split(',').Any(f => f is "wav" or "avi"))
            return null;
        using var file = File.OpenRead(path);
        Span<byte> head = stackalloc byte[8];
        if (file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length || !head[..4].SequenceEqual("RIFF"u8))
            return null;
        var said = System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
        // What was written into a pipe says the most that there is, or nothing.
        return said is 0 or >= 0x7FFF_F000 ? null : file.Length / (said + 8.0);
    }

    /// <summary>How long a stream should be: MP4 says it in the stream, Matroska in a tag.</summary>
    private static double? Promised(FFProbeStream stream)
    {
        if (Number(stream.Duration) is { } seconds)
            return seconds;
        var tag = stream.Tags?.FirstOrDefault(t => t.Key.StartsWith("DURATION", StringComparison.OrdinalIgnoreCase)).Value;
        return tag is { Length: > 8 } && TimeSpan.TryParse(tag[..Math.Min(tag.Length, 16)], CultureInfo.InvariantCulture, out var time) ? time.TotalSeconds : null;
    }

    private static AudioInfo Sound(FFProbeStream s, int number, MediaAbilities abilities) => new(s.CodecName ?? "", (int)(Number(s.SampleRate) ?? 0), s.Channels ?? 0)
    {
        Index = s.Index,
        Number = number,
        Language = Tag(s, "language") is { } l and not "und" ? l : null,
        Title = Tag(s, "title") ?? (Tag(s, "handler_name") is { } h && h is not ("SoundHandler" or "Core Media Audio" or "") && !h.Contains("Handler", StringComparison.OrdinalIgnoreCase) ? h.Trim() : null),
        Default = Is(s, "default"),
        Decodes = s.CodecName is { Length: > 0 } codec && codec != "unknown" && abilities.Decoded.Contains(codec) && s.Channels is > 0,
    };

    private static VideoInfo Picture(FFProbeStream s)
    {
        var turned = s.SideData?.Select(d => d.TryGetValue("rotation", out var r) ? r?.ToString() : null).Select(Number).FirstOrDefault(r => r is not null) ?? 0;
        var rotation = (((int)Math.Round(-turned) % 360) + 360) % 360;
        var (width, height) = rotation is 90 or 270 ? (s.Height ?? 0, s.Width ?? 0) : (s.Width ?? 0, s.Height ?? 0);
        var rate = Fraction(s.AvgFrameRate) is > 0 and var average ? average : Fraction(s.FrameRate);
        return new VideoInfo(s.CodecName ?? "", width, height, rate, s.PixelFormat ?? "")
        {
            Index = s.Index,
            Rotation = rotation,
            // DV always is, and ffprobe does not say so.
            Interlaced = s.FieldOrder is "tt" or "bb" or "tb" or "bt" || s.CodecName == "dvvideo",
            BitDepth = Depth(s),
            Transfer = s.ColorTransfer,
            Primaries = s.ColorPrimaries,
            Matrix = s.ColorSpace,
        };
    }

    private static int Depth(FFProbeStream s)
    {
        if (Number(s.BitsPerRawSample) is > 0 and var bits)
            return (int)bits;
        return (s.PixelFormat ?? "") switch
        {
            var f when f.Contains("p16", StringComparison.Ordinal) || f.Contains("48", StringComparison.Ordinal) => 16,
            var f when f.Contains("p14", StringComparison.Ordinal) => 14,
            var f when f.Contains("p12", StringComparison.Ordinal) => 12,
            var f when f.Contains("p10", StringComparison.Ordinal) || f.Contains("x2", StringComparison.Ordinal) || f.StartsWith("p010", StringComparison.Ordinal) => 10,
            _ => 8,
        };
    }

    private static bool Is(FFProbeStream stream, string disposition) => stream.Disposition?.GetValueOrDefault(disposition) == 1;

    private static string? Tag(FFProbeStream stream, string name) =>
        stream.Tags?.FirstOrDefault(t => t.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value is { Length: > 0 } value ? value : null;

    private static double? Number(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static double Fraction(string? text)
    {
        var parts = (text ?? "").Split('/');
        return parts.Length == 2 && Number(parts[0]) is { } above && Number(parts[1]) is > 0 and var below ? above / below : 0;
    }

    private sealed record Length(double Seconds, double? Picture, double? Sound, bool Measured);
}
