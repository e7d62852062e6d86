using Dubbing.Mix;
using Dubbing.Speech;

namespace Dubbing.Media.Tests;

public sealed class MixTests(SampleMedia media) : IClassFixture<SampleMedia>
{
    [Theory]
    [InlineData(0.5)]
    [InlineData(1.23456)]
    public void A_take_begins_at_the_sample_of_its_time(double start)
    {
        var click = new float[2400];
        click[100] = 1;
        var stem = new DubStem([new PlacedTake(start, new Take(click, 24000, []))]);
        var sound = new float[96000];
        // In uneven blocks, as a stream comes.
        for (var at = 0; at < sound.Length; at += 7001)
            stem.AddTo(at, sound.AsSpan(at, Math.Min(7001, sound.Length - at)));
        Assert.Equal((int)Math.Round(start * 48000) + 200, Array.IndexOf(sound, sound.Max()));
    }

    [Fact]
    public void Doubling_the_sample_rate_keeps_a_tone()
    {
        var tone = Enumerable.Range(0, 24000).Select(i => (float)Math.Sin(2 * Math.PI * 1000 * i / 24000)).ToArray();
        var sound = new float[48000];
        new DubStem([new PlacedTake(0, new Take(tone, 24000, []))]).AddTo(0, sound);
        for (var i = 1000; i < 47000; i++)
            Assert.Equal(Math.Sin(2 * Math.PI * 1000 * i / 48000), sound[i], 0.01);
    }

    [Fact]
    public void Overlapping_takes_add_up()
    {
        var one = new Take([.. Enumerable.Repeat(0.25f, 24000)], 24000, []);
        var sound = new float[96000];
        new DubStem([new PlacedTake(0, one), new PlacedTake(0.5, one, GainDb: -6.0206)]).AddTo(0, sound);
        Assert.Equal(0.25, sound[10_000], 0.01);
        Assert.Equal(0.375, sound[36_000], 0.01);
        Assert.Equal(0.125, sound[60_000], 0.01);
    }

    [Fact]
    public void A_take_comes_in_and_goes_out_evenly()
    {
        var one = new Take([.. Enumerable.Repeat(0.5f, 48000)], 24000, []);
        var sound = new float[96000];
        new DubStem([new PlacedTake(0, one, FadeInSeconds: 0.5, FadeOutSeconds: 1)]).AddTo(0, sound);
        Assert.Equal(0, sound[0], 0.01);
        Assert.Equal(0.25, sound[12_000], 0.01);
        Assert.Equal(0.5, sound[36_000], 0.01);
        Assert.Equal(0.25, sound[72_000], 0.01);
        Assert.Equal(0, sound[95_900], 0.01);
    }

    [Fact]
    public async Task Music_and_effects_lie_where_they_are_put_with_their_levels_fades_and_ducking()
    {
        var folder = Directory.CreateTempSubdirectory("sounds-").FullName;
        try
        {
            var tone = Path.Combine(folder, "tone.wav");
            await FfmpegTool.RunAsync(["-f", "lavfi", "-i", "sine=1000:duration=10:sample_rate=44100", "-ac", "2", "-c:a", "pcm_s16le", tone]);
            var speech = new PlacedTake(6, new Take(new float[24000], 24000, []));
            var request = new MixRequest([speech], null, OriginalSound.Mute, 10)
            {
                Sounds =
                [
                    new PlacedSound(tone, 1, 2, 2, FadeInSeconds: 1),
                    new PlacedSound(tone, 4, 0, 1, GainDb: -12),
                    new PlacedSound(tone, 6, 0, 1, Ducked: true),
                    new PlacedSound(tone, 8, 0, 1),
                ],
            };
            var mixed = Path.Combine(folder, "mix.wav");
            await FfmpegTool.Work.Mixer.MixAsync(request, mixed, null, CancellationToken.None);
            var full = await LevelAsync(mixed, 8.1, 8.9);
            Assert.True(await LevelAsync(mixed, 0, 0.95) < -80, "before the first sound is silence");
            Assert.True(await LevelAsync(mixed, 3.05, 3.95) < -80, "after a trimmed sound is silence");
            Assert.Equal(full, await LevelAsync(mixed, 2.1, 2.9), 0.5);
            Assert.True(await LevelAsync(mixed, 1.05, 1.25) < full - 12, "it comes in");
            Assert.Equal(full - 12, await LevelAsync(mixed, 4.1, 4.9), 0.5);
            Assert.Equal(full + Ducking.Decibels, await LevelAsync(mixed, 6.1, 6.9), 0.5);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A short sound is kept by ffmpeg, a long one is read once for each round: both begin anew on the sample.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(61)]
    public async Task Music_begins_anew_until_its_clip_ends(int length)
    {
        var folder = Directory.CreateTempSubdirectory("loop-").FullName;
        try
        {
            var beat = Path.Combine(folder, "beat.wav");
            await FfmpegTool.RunAsync(["-f", "lavfi", "-i", $"sine=1000:duration=0.25:sample_rate=48000,volume=18dB,apad=whole_dur={length}", "-ac", "2", "-c:a", "pcm_s16le", beat]);
            var seconds = 2.6 * length;
            var request = new MixRequest([], null, OriginalSound.Mute, seconds + 3)
            {
                // From the middle of the file: the first beat comes after half a round.
                Sounds = [new PlacedSound(beat, 1, length / 2.0, seconds, FadeInSeconds: 0.1, FadeOutSeconds: 0.1) { LoopSeconds = length }],
            };
            var mixed = Path.Combine(folder, "mix.wav");
            await FfmpegTool.Work.Mixer.MixAsync(request, mixed, null, CancellationToken.None);
            var sound = await SampleMedia.DecodeAsync(mixed);
            var onsets = new List<double>();
            for (var i = 0; i < sound.Length; i++)
            {
                if (Math.Abs(sound[i]) > 0.02 && (onsets.Count == 0 || i / 48000.0 - onsets[^1] > 0.5))
                    onsets.Add(i / 48000.0);
            }

            Assert.Equal(3, onsets.Count);
            Assert.All(onsets.Select((at, round) => at - (1 + length / 2.0 + round * length)), off => Assert.InRange(off, -0.0005, 0.0005));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Mean level of a stretch, dB relative to full scale.</summary>
    private static async Task<double> LevelAsync(string file, double from, double to)
    {
        var said = await FfmpegTool.RunAsync([.. FfmpegTool.SafeInput(file), "-af", FormattableString.Invariant($"atrim={from}:{to},volumedetect"), "-f", "null", "-"]);
        var mean = said.Split('\n').Last(l => l.Contains("mean_volume:", StringComparison.Ordinal));
        return double.Parse(mean.Split("mean_volume:")[1].Replace("dB", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public void Ducking_is_down_when_a_line_begins_and_back_after_it()
    {
        var take = SampleMedia.Buzz(1);
        var ducking = new Ducking([new PlacedTake(2, take), new PlacedTake(3.4, take)]);
        var level = Enumerable.Range(0, 700).Select(i => ducking.At(i / 100.0)).ToArray();
        var low = Math.Pow(10, Ducking.Decibels / 20);
        Assert.Equal(1, level[0]);
        Assert.Equal(low, level[200], 1e-9);
        Assert.Equal(low, level[320], 1e-9); // the short pause between the lines stays down
        Assert.Equal(1, level[500]);
        Assert.All(Enumerable.Range(1, 699), i => Assert.True(Math.Abs(level[i] - level[i - 1]) < 0.08, "a step would be heard"));
    }

    [Theory]
    [InlineData(OriginalSound.Keep)]
    [InlineData(OriginalSound.Duck)]
    [InlineData(OriginalSound.Mute)]
    public async Task Every_mix_has_the_loudness_of_online_video(OriginalSound original)
    {
        var output = media.In($"mix-{original}.wav");
        var request = new MixRequest([new PlacedTake(1, SampleMedia.Buzz(2)), new PlacedTake(4, SampleMedia.Buzz(1))], media.Video, original, 6);
        await FfmpegTool.Work.Mixer.MixAsync(request, output, null, CancellationToken.None);
        var measured = await FfmpegTool.Work.Meter.MeasureAsync(output, CancellationToken.None);
        Assert.InRange(measured.LoudnessLufs, Mixer.TargetLufs - 1, Mixer.TargetLufs + 1);
        Assert.True(measured.TruePeakDbtp <= Mixer.PeakDbtp, $"peak {measured.TruePeakDbtp}");
        Assert.Equal(6 * 48000, (await SampleMedia.DecodeAsync(output)).Length);
    }

    [Fact]
    public async Task The_original_steps_back_while_a_line_is_spoken()
    {
        var quiet = SampleMedia.Buzz(2, 0.0001f);
        var output = media.In("ducked.wav");
        await FfmpegTool.Work.Mixer.MixAsync(new MixRequest([new PlacedTake(2, quiet)], media.Video, OriginalSound.Duck, 6), output, null, CancellationToken.None);
        var sound = await SampleMedia.DecodeAsync(output);
        var drop = SampleMedia.Level(sound, 0.5, 1.5) - SampleMedia.Level(sound, 2.2, 3.8);
        Assert.InRange(drop, -Ducking.Decibels - 1.5, -Ducking.Decibels + 1.5);
        Assert.Equal(SampleMedia.Level(sound, 0.5, 1.5), SampleMedia.Level(sound, 4.6, 5.8), 0.5);
    }

    [Fact]
    public async Task A_very_short_line_comes_out_as_loud_as_a_long_one()
    {
        var output = media.In("short.wav");
        await FfmpegTool.Work.Mixer.MixAsync(new MixRequest([new PlacedTake(0.2, SampleMedia.Buzz(0.6))], null, OriginalSound.Mute, 1.5), output, null, CancellationToken.None);
        Assert.InRange((await FfmpegTool.Work.Meter.MeasureAsync(output, CancellationToken.None)).LoudnessLufs, -17, -15);
    }

    [Fact]
    public async Task Silence_stays_silent()
    {
        var output = media.In("nothing.wav");
        var report = await FfmpegTool.Work.Mixer.MixAsync(new MixRequest([], null, OriginalSound.Mute, 2), output, null, CancellationToken.None);
        Assert.True(report.LoudnessLufs < -60);
        Assert.All(await SampleMedia.DecodeAsync(output), s => Assert.Equal(0, s));
    }
}
