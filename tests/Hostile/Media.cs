using System.Diagnostics;
using static Dubbing.Hostile.Tests.Files;

namespace Dubbing.Hostile.Tests;

/// <summary>Hostile videos and sounds: heads that lie, playlists that lead elsewhere, half files.</summary>
internal static class Media
{
    private static readonly Lazy<byte[]> Mp4 = new(() => Made("a.mp4", "-f", "lavfi", "-i", "testsrc=s=64x48:r=10:d=1", "-f", "lavfi", "-i", "sine=d=1:r=8000", "-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac"));
    private static readonly Lazy<byte[]> Mkv = new(() => Made("a.mkv", "-f", "lavfi", "-i", "testsrc=s=64x48:r=10:d=1", "-f", "lavfi", "-i", "sine=d=1:r=8000", "-c:v", "libx264", "-preset", "ultrafast", "-c:a", "flac"));
    private static readonly Lazy<byte[]> Avi = new(() => Made("a.avi", "-f", "lavfi", "-i", "testsrc=s=64x48:r=10:d=1", "-c:v", "mjpeg"));
    private static readonly Lazy<byte[]> Flac = new(() => Made("a.flac", "-f", "lavfi", "-i", "sine=d=1:r=8000"));
    private static readonly Lazy<byte[]> Mp3 = new(() => Made("a.mp3", "-f", "lavfi", "-i", "sine=d=1:r=16000"));

    /// <summary>All of them.</summary>
    public static IEnumerable<Case> All => Made().Select(m => new Case("media: " + m.Name, ["render", "@" + m.File, "--script", "@s.srt", "--voice", "hana", "-o", "@o" + (m.File.EndsWith(".wav", StringComparison.Ordinal) ? ".m4a" : ".mp4")], (m.File, m.Make), ("s.srt", () => Text("1\n00:00:00,000 --> 00:00:00,900\n네\n"))));

    /// <summary>All of them.</summary>
    public static IEnumerable<(string Name, string File, Func<byte[]> Make)> Made()
    {
        yield return ("nothing", "v.mp4", () => []);
        yield return ("a text", "v.mp4", () => Text("no video"));
        yield return ("zeros", "v.mp4", () => new byte[1 << 20]);
        yield return ("noise", "v.mp4", () => Noise(1 << 20));
        yield return ("noise with a head", "v.mp4", () => [.. Mp4.Value[..40], .. Noise(1 << 20)]);
        foreach (var share in (int[])[1, 10, 30, 50, 80, 99])
        {
            yield return ($"{share} % of an MP4", "v.mp4", () => Mp4.Value[..(Mp4.Value.Length * share / 100)]);
            yield return ($"{share} % of an MKV", "v.mkv", () => Mkv.Value[..(Mkv.Value.Length * share / 100)]);
        }

        yield return ("half an AVI", "v.avi", () => Avi.Value[..(Avi.Value.Length / 2)]);
        yield return ("half a FLAC", "v.flac", () => Flac.Value[..(Flac.Value.Length / 2)]);
        yield return ("half an MP3", "v.mp3", () => Mp3.Value[..(Mp3.Value.Length / 2)]);
        // Width and height of the visual sample entry; of the track's head (16.16); lengths; the time scale; counts of samples.
        yield return ("65,535 times 65,535", "v.mp4", () => Patched(Patched(Mp4.Value, "avc1"u8, 28, 0xFF, 0xFF, 0xFF, 0xFF), "tkhd"u8, 80, 0xFF, 0xFF, 0, 0, 0xFF, 0xFF, 0, 0));
        yield return ("0 times 0", "v.mp4", () => Patched(Patched(Mp4.Value, "avc1"u8, 28, 0, 0, 0, 0), "tkhd"u8, 80, 0, 0, 0, 0, 0, 0, 0, 0));
        yield return ("a film of years", "v.mp4", () => Patched(Patched(Mp4.Value, "mvhd"u8, 20, 0x7F, 0xFF, 0xFF, 0xFF), "mdhd"u8, 20, 0x7F, 0xFF, 0xFF, 0xFF));
        yield return ("a film whose samples last for years", "v.mp4", () => Patched(Mp4.Value, "stts"u8, 12, 0x7F, 0xFF, 0xFF, 0xFF));
        yield return ("a film with ten hours in ten pictures", "v.mp4", () => Patched(Mp4.Value, "mdhd"u8, 16, 0, 0, 0, 1));
        yield return ("a time scale of nothing", "v.mp4", () => Patched(Patched(Mp4.Value, "mdhd"u8, 16, 0, 0, 0, 0), "mvhd"u8, 16, 0, 0, 0, 0));
        yield return ("a time scale of thousands of millions", "v.mp4", () => Patched(Mp4.Value, "mdhd"u8, 16, 0xFF, 0xFF, 0xFF, 0xFF));
        yield return ("samples without number", "v.mp4", () => Patched(Mp4.Value, "stsz"u8, 12, 0x7F, 0xFF, 0xFF, 0xFF));
        yield return ("entries without number", "v.mp4", () => Patched(Mp4.Value, "stts"u8, 8, 0x7F, 0xFF, 0xFF, 0xFF));
        yield return ("chunks beyond the end", "v.mp4", () => Patched(Mp4.Value, "stco"u8, 12, 0x7F, 0xFF, 0xFF, 0xFF));
        yield return ("an edit of years", "v.mp4", () => Patched(Mp4.Value, "elst"u8, 12, 0x7F, 0xFF, 0xFF, 0xFF));
        yield return ("an edit to before the beginning", "v.mp4", () => Patched(Mp4.Value, "elst"u8, 16, 0x80, 0, 0, 1));
        yield return ("a box of nothing", "v.mp4", () => Patched(Mp4.Value, "trak"u8, -4, 0, 0, 0, 0));
        yield return ("a box of thousands of millions", "v.mp4", () => Patched(Mp4.Value, "moov"u8, -4, 0xFF, 0xFF, 0xFF, 0xFF));
        yield return ("deep boxes", "v.mp4", () => [.. Mp4.Value[..32], .. Deep()]);
        yield return ("255 channels in an MP4", "v.mp4", () => Patched(Mp4.Value, "mp4a"u8, 20, 0, 255));
        yield return ("sound of 1 Hz in an MP4", "v.mp4", () => Patched(Mp4.Value, "mp4a"u8, 28, 0, 1, 0, 0));
        yield return ("a million frames per second", "v.mp4", () => Made("f.mp4", "-f", "lavfi", "-i", "testsrc=s=16x16:r=1000000:d=0.0002", "-c:v", "libx264", "-preset", "ultrafast", "-video_track_timescale", "1000000"));
        yield return ("a picture of 20,000 times 8", "v.mkv", () => Made("w.mkv", "-f", "lavfi", "-i", "color=s=8192x8:r=2:d=1", "-c:v", "ffv1"));
        yield return ("a picture larger than any", "v.mkv", () => Made("l.mkv", "-f", "lavfi", "-i", "color=s=16128x16128:r=1:d=1", "-frames:v", "1", "-c:v", "mjpeg", "-q:v", "31"));
        yield return ("AVI of 65,535 times 65,535", "v.avi", () => Patched(Patched(Avi.Value, "avih"u8, 40, 0xFF, 0xFF, 0, 0, 0xFF, 0xFF, 0, 0), "strf"u8, 12, 0xFF, 0xFF, 0, 0, 0xFF, 0xFF, 0, 0));
        yield return ("AVI with a rate of nothing", "v.avi", () => Patched(Avi.Value, "strh"u8, 28, 0, 0, 0, 0, 0, 0, 0, 0));
        yield return ("AVI with thousands of millions of pictures", "v.avi", () => Patched(Avi.Value, "strh"u8, 40, 0xFF, 0xFF, 0xFF, 0x7F));
        foreach (var (rate, channels, said) in new (int, short, uint?)[] { (0, 1, null), (1, 1, null), (-1, 1, null), (int.MaxValue, 1, null), (48_000, 0, null), (48_000, 255, null), (48_000, short.MaxValue, null), (8_000, 1, uint.MaxValue), (8_000, 1, 0), (8_000, 2, 36_000_000u) })
            yield return ($"sound of {rate} Hz, {channels} channels, {said} bytes", "v.wav", () => Wave(rate, channels, 2_000, said));
        yield return ("sound of 64 bits", "v.wav", () => Wave(8_000, 1, bits: 64));
        yield return ("sound of no bits", "v.wav", () => Wave(8_000, 1, bits: 0));
        yield return ("FLAC with a length of centuries", "v.flac", () => Patched(Flac.Value, "fLaC"u8, 21, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF));
        foreach (var (name, text) in new[]
        {
            ("m3u8", "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n"),
            ("m3u8 of a network", "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nhttp://127.0.0.1:1/a.ts\n#EXT-X-ENDLIST\n"),
            ("m3u8 of bytes", "#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:10.0,\nconcat:http://127.0.0.1:1/x|subfile,,start,0,end,100,,:///etc/passwd\n#EXT-X-ENDLIST\n"),
            ("ffconcat", "ffconcat version 1.0\nfile '/etc/passwd'\nduration 10000000\n"),
            ("concat without a head", "file /etc/passwd\nfile /dev/zero\n"),
            ("dash", "<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\" type=\"static\" mediaPresentationDuration=\"PT1000H\"><Period><AdaptationSet><Representation id=\"1\" bandwidth=\"1\"><BaseURL>file:///etc/passwd</BaseURL></Representation></AdaptationSet></Period></MPD>"),
            ("svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\"><image xlink:href=\"file:///etc/passwd\"/></svg>"),
            ("asx", "<asx><entry><ref href=\"file:///etc/passwd\"/></entry></asx>"),
            ("sdp", "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 9 RTP/AVP 96\na=rtpmap:96 H264/90000\n"),
            ("imf", "<CompositionPlaylist xmlns=\"http://www.smpte-ra.org/schemas/2067-3/2013\"/>"),
            ("avisynth", "FileSource(\"/etc/passwd\")\n"),
            ("lavfi", "movie=/etc/passwd"),
            ("y4m", "YUV4MPEG2 W65535 H65535 F1000000:1 Ip A1:1 C444\nFRAME\n"),
            ("ffmetadata", ";FFMETADATA1\ntitle=x\n[CHAPTER]\nTIMEBASE=1/0\nSTART=0\nEND=9999999999999999\n"),
            ("tty", new string('\u001b', 1_000) + "[99999999;99999999H"),
        })
        {
            foreach (var extension in (string[])[".mp4", ".m3u8", ".mkv"])
                yield return ($"{name} as {extension}", "v" + extension, () => Text(text));
        }
    }

    private static byte[] Noise(int bytes)
    {
        var noise = new byte[bytes];
        new Random(11).NextBytes(noise);
        return noise;
    }

    private static byte[] Deep()
    {
        using var made = new MemoryStream();
        for (var i = 20_000; i > 0; i--)
        {
            made.Write([(byte)(i * 8 >> 24), (byte)(i * 8 >> 16), (byte)(i * 8 >> 8), (byte)(i * 8)]);
            made.Write("moov"u8);
        }

        return made.ToArray();
    }

    private static byte[] Made(string name, params string[] arguments)
    {
        var folder = Directory.CreateTempSubdirectory("dub-media-").FullName;
        try
        {
            var path = Path.Combine(folder, name);
            using var ffmpeg = Process.Start(new ProcessStartInfo("ffmpeg", ["-v", "error", "-nostdin", .. arguments, path]))!;
            ffmpeg.WaitForExit();
            return File.ReadAllBytes(path);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
