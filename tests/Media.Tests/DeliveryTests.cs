using System.IO.Compression;
using System.Text.Json;
using System.Xml.Linq;
using Dubbing.Export;
using Dubbing.Mix;
using Dubbing.Speech.Sound;
using Dubbing.Timeline;

namespace Dubbing.Media.Tests;

/// <summary>The shapes in which finished work leaves.</summary>
public sealed class DeliveryTests(SampleMedia media) : IClassFixture<SampleMedia>
{
    private static readonly SpokenLine[] Lines =
    [
        new(1, "안녕하세요", "하나", new PlacedTake(1, SampleMedia.Buzz(1.5))),
        new(2, "둘째 줄: 3/4?", "준", new PlacedTake(4, SampleMedia.Buzz(1))),
    ];

    private static readonly Caption[] Captions = [new(1, 2.5, "안녕하세요", "하나"), new(4, 5, "둘째 줄", "준")];

    [Fact]
    public async Task Stems_have_one_length_and_add_up_to_the_mix()
    {
        var folder = media.In("stems");
        var output = media.In("stems.wav");
        await FfmpegTool.Work.Delivery.MakeAsync(await RequestAsync(OriginalSound.Duck) with { TargetLufs = -23 }, Lines, new DeliveryOptions { Stems = folder }, output, null, CancellationToken.None);
        Assert.Equal(["dub-준.wav", "dub-하나.wav", "original.wav"], Directory.EnumerateFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        var mix = await SampleMedia.DecodeAsync(output);
        var stems = await Task.WhenAll(Directory.EnumerateFiles(folder).Select(SampleMedia.DecodeAsync));
        Assert.All(stems, s => Assert.Equal(6 * 48000, s.Length));
        Assert.Equal(6 * 48000, mix.Length);
        // At this loudness no peak reaches the limiter, which then changes nothing.
        var rest = SampleMedia.Level([.. mix.Select((m, i) => m - stems.Sum(s => s[i]))], 0, 6);
        Assert.True(rest - SampleMedia.Level(mix, 0, 6) < -60, $"{rest} of {SampleMedia.Level(mix, 0, 6)} dB");
    }

    [Fact]
    public async Task A_picture_that_waits_takes_sound_captions_and_picture_along()
    {
        var output = media.In("waits.mp4");
        var map = new TimeMap([new Freeze(3, 1.5)]);
        var subtitles = media.In("waits.vtt");
        var late = Lines.Select(l => l with { Sound = l.Sound with { StartSeconds = map.Map(l.Sound.StartSeconds) } }).ToList();
        var request = await RequestAsync(OriginalSound.Keep) with { Captions = [.. Captions.Select(c => c with { Start = map.Map(c.Start), End = map.Map(c.End) })] };
        var report = await FfmpegTool.Work.Delivery.MakeAsync(request, late, new DeliveryOptions { Map = map, Subtitles = [subtitles] }, output, null, CancellationToken.None);
        Assert.False(report.VideoCopied);
        Assert.Equal(7.5, (await new MediaFacts(output).SecondsAsync()), 0.05);
        Assert.Contains("00:00:05.500 --> 00:00:06.500", await File.ReadAllTextAsync(subtitles), StringComparison.Ordinal);
        // The tone stops for a second and a half, and comes back on the very sample but for the encoder's blocks.
        var sound = await SampleMedia.DecodeAsync(output);
        Assert.True(SampleMedia.Level(sound, 2.6, 2.98) > -40);
        Assert.True(SampleMedia.Level(sound, 3.05, 4.45) < -55, $"{SampleMedia.Level(sound, 3.05, 4.45)} dB");
        Assert.True(SampleMedia.Level(sound, 4.51, 4.9) > -40);
        // The picture is the same throughout the wait, and moves on afterwards.
        var frames = await new MediaFacts(output).FramesAsync();
        var last = await new MediaFacts(output).PictureAsync(2.95);
        foreach (var waiting in (double[])[3.1, 3.8, 4.44])
            Assert.InRange(Differs(last, await new MediaFacts(output).PictureAsync(waiting), 0, 1), 0, 60);
        Assert.True(Differs(last, await new MediaFacts(output).PictureAsync(5), 0, 1) > 300);
        // Copies of one picture are encoded with hairs of difference: what was not seen during the wait is a new picture.
        var seen = frames.Where(f => f.At is > 2.94 and < 4.4).Select(f => f.Hash).ToHashSet();
        Assert.InRange(frames.First(f => f.At > 4.4 && !seen.Contains(f.Hash)).At, 4.49, 4.6);
    }

    [Fact]
    public async Task A_part_begins_and_ends_at_its_marks()
    {
        var output = media.In("part.m4a");
        await FfmpegTool.Work.Delivery.MakeAsync(await RequestAsync(OriginalSound.Mute), Lines, new DeliveryOptions { From = 3.5, To = 5.5 }, output, null, CancellationToken.None);
        var sound = await SampleMedia.DecodeAsync(output);
        Assert.InRange(sound.Length / 48000.0, 1.99, 2.05);
        Assert.True(SampleMedia.Level(sound, 0, 0.45) < -60);
        Assert.True(SampleMedia.Level(sound, 0.55, 1.4) > -30);
    }

    [Fact]
    public async Task Parts_and_waits_outside_the_video_are_refused_by_name()
    {
        var request = await RequestAsync(OriginalSound.Mute);
        var part = await Assert.ThrowsAsync<DubbingException>(() => FfmpegTool.Work.Delivery.MakeAsync(request, Lines, new DeliveryOptions { From = 7 }, media.In("none.mp4"), null, CancellationToken.None));
        Assert.Equal("PartOutside", part.UserMessage.Key);
        var wait = await Assert.ThrowsAsync<DubbingException>(() => FfmpegTool.Work.Delivery.MakeAsync(request, Lines, new DeliveryOptions { Map = new TimeMap([new Freeze(9, 1)]) }, media.In("none.mp4"), null, CancellationToken.None));
        Assert.Equal("FreezeOutside", wait.UserMessage.Key);
        Assert.Empty(Directory.EnumerateFiles(media.Folder, "*none*"));
    }

    [Fact]
    public async Task Captions_and_notice_in_the_picture_are_seen_there_and_nowhere_else()
    {
        var (burned, plain) = (media.In("burned.mp4"), media.In("unburned.mp4"));
        await FfmpegTool.Work.Delivery.MakeAsync(await RequestAsync(OriginalSound.Mute), Lines, new DeliveryOptions { Captions = CaptionPlace.Burn, NoticeInPicture = true }, burned, null, CancellationToken.None);
        await FfmpegTool.Work.Delivery.MakeAsync(await RequestAsync(OriginalSound.Mute), Lines, new DeliveryOptions { Captions = CaptionPlace.None }, plain, null, CancellationToken.None);
        // Encoding again changes every picture a little; letters change it much more.
        var spoken = await DifferenceAsync(4.5, 0.75, 1);
        var silent = await DifferenceAsync(5.7, 0.75, 1);
        var noticed = await DifferenceAsync(3.2, 0, 0.2);
        var later = await DifferenceAsync(5.7, 0, 0.2);
        Assert.True(spoken > 20 + 3 * silent, $"caption: {spoken} against {silent}");
        Assert.True(noticed > 20 + 3 * later, $"notice: {noticed} against {later}");

        async Task<int> DifferenceAsync(double at, double top, double bottom) =>
            Differs(await new MediaFacts(burned).PictureAsync(at), await new MediaFacts(plain).PictureAsync(at), top, bottom);
    }

    [Fact]
    public async Task The_zip_holds_the_takes_and_a_table_lies_beside_it()
    {
        var zip = media.In("lines.zip");
        await LineFiles.WriteZipAsync(Lines, zip, CancellationToken.None);
        using var archive = ZipFile.OpenRead(zip);
        Assert.Equal(["001_하나_안녕하세요.wav", "002_준_둘째 줄 34.wav", "lines.csv"], archive.Entries.Select(e => e.FullName));
        var file = media.In("taken.wav");
        archive.Entries[1].ExtractToFile(file);
        var (samples, rate) = await WaveFile.ReadAsync(file);
        Assert.Equal(24000, rate);
        Assert.Equal(Lines[1].Sound.Take.Samples.Length, samples.Length);
        Assert.All(samples.Zip(Lines[1].Sound.Take.Samples), p => Assert.Equal(p.Second, p.First, 1 / 16000f));
        Assert.StartsWith("number,file,start,end,speaker,text\r\n1,001_하나_안녕하세요.wav,00:00:01.000,00:00:02.500,하나,안녕하세요\r\n", await File.ReadAllTextAsync(media.In("lines.csv")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(".otio")]
    [InlineData(".fcpxml")]
    [InlineData(".edl")]
    public async Task An_edit_list_has_the_picture_and_each_line_in_its_place(string extension)
    {
        var list = media.In("list" + extension);
        await FfmpegTool.Work.Delivery.MakeAsync(await RequestAsync(OriginalSound.Mute), Lines, new DeliveryOptions { EditLists = [list], Map = new TimeMap([new Freeze(3, 1)]) }, media.In("listed.wav"), null, CancellationToken.None);
        var text = await File.ReadAllTextAsync(list);
        switch (extension)
        {
            case ".otio":
                var tracks = JsonDocument.Parse(text).RootElement.GetProperty("tracks").GetProperty("children").EnumerateArray().ToList();
                Assert.Equal(["Picture", "하나", "준"], tracks.Select(t => t.GetProperty("name").GetString()));
                var picture = tracks[0].GetProperty("children").EnumerateArray().ToList();
                Assert.Equal([72, 24, 72], picture.Select(c => c.GetProperty("source_range").GetProperty("duration").GetProperty("value").GetDouble()));
                Assert.Equal("FreezeFrame.1", picture[1].GetProperty("effects")[0].GetProperty("OTIO_SCHEMA").GetString());
                var second = tracks[2].GetProperty("children").EnumerateArray().ToList();
                Assert.Equal(4 * 24, second[0].GetProperty("source_range").GetProperty("duration").GetProperty("value").GetDouble());
                Assert.True(File.Exists(new Uri(second[1].GetProperty("media_reference").GetProperty("target_url").GetString()!).LocalPath));
                break;
            case ".fcpxml":
                var spine = XDocument.Parse(text).Descendants("spine").Single();
                Assert.Equal(["0s", "72/24s", "96/24s"], spine.Elements().Select(e => e.Attribute("offset")!.Value));
                Assert.Equal(2, spine.Descendants("asset-clip").Count(c => c.Attribute("lane") is not null));
                Assert.Equal("72/24s", spine.Descendants("timept").First().Attribute("value")!.Value);
                break;
            default:
                Assert.Contains("00:00:03:00 00:00:03:01 00:00:03:00 00:00:04:00", text, StringComparison.Ordinal);
                Assert.Contains("A3    C        00:00:00:00 00:00:01:00 00:00:04:00 00:00:05:00", text, StringComparison.Ordinal);
                Assert.Contains("M2   AX       000.0                00:00:03:00", text, StringComparison.Ordinal);
                break;
        }
    }

    [Fact]
    public async Task Finished_files_say_by_machine_that_their_speech_is_synthetic()
    {
        foreach (var name in (string[])["said.mp4", "said.wav", "said.mp3"])
        {
            await FfmpegTool.Work.Delivery.MakeAsync(await RequestAsync(OriginalSound.Mute), Lines, new DeliveryOptions(), media.In(name), null, CancellationToken.None);
            var text = System.Text.Encoding.UTF8.GetString(await File.ReadAllBytesAsync(media.In(name)));
            Assert.Contains("DigitalSourceType=\"http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia\"", text, StringComparison.Ordinal);
            Assert.Equal(6, await new MediaFacts(media.In(name)).SecondsAsync(), 0.1);
        }

        foreach (var name in (string[])["said.mkv", "said.flac"])
        {
            await FfmpegTool.Work.Delivery.MakeAsync(await RequestAsync(OriginalSound.Mute), Lines, new DeliveryOptions(), media.In(name), null, CancellationToken.None);
            var said = await FfmpegTool.ProbeAsync(["-show_entries", "format_tags", "-of", "csv=p=0", media.In(name)], TimeSpan.FromMinutes(1));
            Assert.Contains("http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia", said, StringComparison.Ordinal);
        }

        await FfmpegTool.Work.Delivery.MakeAsync((await RequestAsync(OriginalSound.Mute)) with { SyntheticNotice = false }, Lines, new DeliveryOptions(), media.In("unsaid.mp3"), null, CancellationToken.None);
        Assert.DoesNotContain("trainedAlgorithmicMedia", System.Text.Encoding.UTF8.GetString(await File.ReadAllBytesAsync(media.In("unsaid.mp3"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Music_goes_along_with_the_part_that_is_kept()
    {
        var tone = media.In("music.wav");
        await FfmpegTool.RunAsync(["-f", "lavfi", "-i", "sine=1000:duration=1.5:sample_rate=48000,volume=0.2", "-f", "lavfi", "-i", "anullsrc=r=48000:cl=mono:d=1.5", "-filter_complex", "[0][1]concat=n=2:v=0:a=1", tone]);
        // A sound for 1.5 s, then silence, from 1 s on; a second one is over before the part begins.
        var request = await RequestAsync(OriginalSound.Mute) with { Sounds = [new PlacedSound(tone, 1, 0, 3), new PlacedSound(tone, 0, 0, 1.4)] };
        await FfmpegTool.Work.Delivery.MakeAsync(request, [], new DeliveryOptions { From = 1.5, To = 5.5 }, media.In("music-part.wav"), null, CancellationToken.None);
        var sound = await SampleMedia.DecodeAsync(media.In("music-part.wav"));
        Assert.Equal(4 * 48000, sound.Length);
        Assert.True(SampleMedia.Level(sound, 0.02, 0.98) > -40);
        Assert.True(SampleMedia.Level(sound, 1.02, 3.98) < -60, $"{SampleMedia.Level(sound, 1.02, 3.98)} dB");
    }

    [Theory]
    [InlineData(2, 2.0)]
    [InlineData(2.5, 0.7)]
    public async Task After_a_wait_flash_beep_caption_and_line_are_late_by_it_to_ten_milliseconds(double at, double seconds)
    {
        var (video, output) = (media.In($"flash-{seconds}.mkv"), media.In($"flash-{seconds}-waits.mp4"));
        // A flash and a beep at 1, 2 and 3 seconds.
        await FfmpegTool.RunAsync(
        [
            "-f", "lavfi", "-i", "color=black:size=64x48:rate=25:duration=4", "-f", "lavfi", "-i", "aevalsrc='0.4*sin(2*PI*2000*t)*lt(mod(t,1),0.04)*gte(t,0.5)':s=48000:d=4",
            "-vf", "drawbox=color=white:t=fill:enable='lt(mod(t,1),0.0399)*gte(t,0.5)'", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "pcm_s16le", "-f", "matroska", video,
        ]);
        var map = new TimeMap([new Freeze(at, seconds)]);
        var (subtitles, stems) = (media.In($"flash-{seconds}.srt"), media.In($"flash-{seconds}-stems"));
        SpokenLine[] lines = [new(1, "줄", "하나", new PlacedTake(map.Map(3), SampleMedia.Buzz(0.5)))];
        var request = new ExportRequest(video, await MediaFacts.ProbeAsync(video), [], [new Caption(map.Map(3), map.Map(3.5), "줄")], Language.Korean, OriginalSound.Keep);
        await FfmpegTool.Work.Delivery.MakeAsync(request, lines, new DeliveryOptions { Map = map, Subtitles = [subtitles], Stems = stems }, output, null, CancellationToken.None);
        double[] expected = [.. new[] { 1.0, 2, 3 }.Select(map.Map)];

        var frames = await new MediaFacts(output).FramesAsync();
        var dark = frames[0].Hash;
        var flashes = frames.Where((f, i) => i > 0 && f.Hash != dark && frames[i - 1].Hash == dark).Select(f => f.At).ToList();
        Assert.Equal(3, flashes.Count);
        Assert.All(flashes.Zip(expected), p => Assert.InRange(p.First, p.Second - 0.01, p.Second + 0.01));
        var own = await SampleMedia.DecodeAsync(Path.Combine(stems, "original.wav"));
        var loud = Enumerable.Range(0, own.Length).Where(i => Math.Abs(own[i]) > 0.02).ToList();
        var beeps = loud.Where((sample, i) => i == 0 || sample - loud[i - 1] > 4800).Select(sample => sample / 48000.0).ToList();
        Assert.Equal(3, beeps.Count);
        Assert.All(beeps.Zip(flashes), p => Assert.InRange(p.First, p.Second - 0.01, p.Second + 0.01));
        var dub = await SampleMedia.DecodeAsync(Path.Combine(stems, "dub-하나.wav"));
        Assert.InRange(Array.FindIndex(dub, s => Math.Abs(s) > 0.001) / 48000.0, expected[2] - 0.001, expected[2] + 0.01);
        Assert.Contains(FormattableString.Invariant($"00:00:{3 + seconds:00.000}").Replace('.', ',') + " -->", await File.ReadAllTextAsync(subtitles), StringComparison.Ordinal);
    }

    private async Task<ExportRequest> RequestAsync(OriginalSound original) => new(media.Video, await MediaFacts.ProbeAsync(media.Video), [], Captions, Language.Korean, original, Title: "강의");

    /// <summary>How many of 160 by 120 pixels are much lighter or darker, between two heights.</summary>
    private static int Differs(byte[] a, byte[] b, double top, double bottom)
    {
        var (from, to) = ((int)(top * 120) * 160, (int)(bottom * 120) * 160);
        return Enumerable.Range(from, to - from).Count(i => Math.Abs(a[i] - b[i]) > 50);
    }
}
