using Dubbing.Media;

namespace Dubbing.Recipe.Tests;

/// <summary>What people can download, in the layout it comes in: each is told from the others, its sounds are found, and its licence is asked for.</summary>
public sealed class LayoutTests : IDisposable
{
    private const string First = "오늘은 지도를 읽는 법을 배웁니다.";
    private const string Second = "따뜻한 차를 한 잔 마셨어요.";

    private readonly string folder = Directory.CreateTempSubdirectory("dubbing-layout-").FullName;

    private string Recordings => Path.Combine(folder, "recordings");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private Task<Recipe.Result> CheckAsync(params string[] more) => Recipe.RunAsync("own_voice.py",
        [Recordings, "--out", Path.Combine(folder, "packs", "mina"), "--name", "Mina", "--dub", Recipe.Dub, "--work", Path.Combine(folder, "work"), "--least", "0", "--check", .. more]);

    /// <summary>Two recordings, and a third that is named but lacks its sound.</summary>
    private async Task<(string First, string Second)> SpeakAsync()
    {
        var spoken = Path.Combine(folder, "spoken");
        await Recipe.SpeakAsync(spoken, "yuri", "ko", [First, Second]);
        return (Path.Combine(spoken, "0001.wav"), Path.Combine(spoken, "0002.wav"));
    }

    private async Task PutAsync(string sound, string name)
    {
        var target = Path.Combine(Recordings, name);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        if (Path.GetExtension(target) == ".wav")
            File.Copy(sound, target);
        else
            await FfmpegTool.RunAsync(["-i", sound, "-y", target]);
    }

    private async Task WriteAsync(string name, params string[] lines)
    {
        var target = Path.Combine(Recordings, name);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        await File.WriteAllLinesAsync(target, lines);
    }

    [Theory]
    [InlineData("common-voice", "laid out as Mozilla Common Voice", "validated.tsv, line 4: there is no sound file “three.mp3” in clips", "CC0-1.0")]
    [InlineData("zeroth", "laid out as Zeroth-Korean", "106_003.trans.txt, line 3: there is no sound file “106_003_0002” beside it", "CC-BY-4.0")]
    [InlineData("kaldi", "laid out as a Kaldi data folder", "train/text, line 3: there is no sound file", "has to be said")]
    [InlineData("kss", "laid out as the KSS Dataset", "transcript.v.1.4.txt, line 3: there is no sound file “1/1_0002.wav”", "CC-BY-NC-SA-4.0")]
    [InlineData("ljspeech", "laid out as a folder with metadata.csv", "metadata.csv, line 3: there is no sound file “LJ-3”", "has to be said")]
    [InlineData("jsut", "laid out as JSUT or JVS", "basic5000/transcript_utf8.txt, line 3: there is no sound file “BASIC5000_0003”", "non-commercial")]
    public async Task Each_layout_is_known_by_its_files_and_what_is_missing_is_named(string layout, string title, string missing, string licence)
    {
        var (first, second) = await SpeakAsync();
        switch (layout)
        {
            case "common-voice":
                await PutAsync(first, "clips/one.mp3");
                await PutAsync(second, "clips/two.mp3");
                await WriteAsync("validated.tsv", "client_id\tpath\tsentence\tup_votes", $"a\tone.mp3\t{First}\t2", $"a\ttwo.mp3\t{Second}\t3", $"a\tthree.mp3\t{First}\t2");
                await WriteAsync("invalidated.tsv", "client_id\tpath\tsentence\tup_votes", "a\tbad.mp3\t틀린 문장\t0");
                break;
            case "zeroth":
                await PutAsync(first, "train_data_01/003/106/106_003_0000.flac");
                await PutAsync(second, "train_data_01/003/106/106_003_0001.flac");
                await WriteAsync("train_data_01/003/106/106_003.trans.txt", $"106_003_0000 {First}", $"106_003_0001 {Second}", $"106_003_0002 {First}");
                break;
            case "kaldi":
                await PutAsync(first, "audio/one.flac");
                await PutAsync(second, "audio/two.wav");
                await WriteAsync("data/train/wav.scp", "u1 flac -c -d -s /elsewhere/audio/one.flac |", "u2 audio/two.wav", "u3 audio/three.wav");
                await WriteAsync("data/train/text", $"u1 {First}", $"u2 {Second}", $"u3 {First}");
                await WriteAsync("data/train/utt2spk", "u1 s1", "u2 s1", "u3 s1");
                break;
            case "kss":
                await PutAsync(first, "1/1_0000.wav");
                await PutAsync(second, "1/1_0001.wav");
                await WriteAsync("transcript.v.1.4.txt", $"1/1_0000.wav|{First}|{First}|…|2.0|Today we learn to read maps.", $"1/1_0001.wav|{Second}|{Second}|…|2.0|I drank tea.", $"1/1_0002.wav|{First}|{First}|…|2.0|…");
                break;
            case "ljspeech":
                await PutAsync(first, "wavs/LJ-1.wav");
                await PutAsync(second, "wavs/LJ-2.wav");
                await WriteAsync("metadata.csv", $"LJ-1|{First}|{First}", $"LJ-2|{Second}|", $"LJ-3|{First}|{First}");
                break;
            case "jsut":
                await PutAsync(first, "basic5000/wav/BASIC5000_0001.wav");
                await PutAsync(second, "basic5000/wav/BASIC5000_0002.wav");
                await WriteAsync("basic5000/transcript_utf8.txt", $"BASIC5000_0001:{First}", $"BASIC5000_0002:{Second}", $"BASIC5000_0003:{First}");
                break;
        }

        var (code, output) = await CheckAsync();
        Assert.True(code == 0, output);
        Assert.Contains(title, output, StringComparison.Ordinal);
        Assert.Contains(missing, output, StringComparison.Ordinal);
        Assert.Contains(licence, output, StringComparison.Ordinal);
        Assert.Contains("own voice: 2 recordings, ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_corpus_of_many_one_speaker_is_taken_and_said_and_another_can_be_chosen()
    {
        var (first, second) = await SpeakAsync();
        foreach (var (speaker, name) in (ReadOnlySpan<(string, string)>)[("jvs001", "A"), ("jvs002", "B"), ("jvs002", "C")])
            File.Copy(name == "A" ? first : second, Directory.CreateDirectory(Path.Combine(Recordings, speaker, "parallel100", "wav24kHz16bit")).FullName + $"/{name}.wav");
        await WriteAsync("jvs001/parallel100/transcripts_utf8.txt", $"A:{First}");
        await WriteAsync("jvs002/parallel100/transcripts_utf8.txt", $"B:{Second}", $"C:{Second}");
        await WriteAsync("jvs001/whisper10/transcripts_utf8.txt", $"W:{First}");

        var taken = await CheckAsync();
        Assert.Contains("2 speakers; the one with the most recordings is taken: jvs002 (2 of 3)", taken.Output, StringComparison.Ordinal);
        Assert.Contains("own voice: 2 recordings, ", taken.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("whisper10", taken.Output, StringComparison.Ordinal);

        var chosen = await CheckAsync("--speaker", "jvs001");
        Assert.Contains("own voice: 1 recordings, ", chosen.Output, StringComparison.Ordinal);

        var unknown = await CheckAsync("--speaker", "jvs099");
        Assert.NotEqual(0, unknown.ExitCode);
        Assert.Contains("there is no speaker “jvs099”", unknown.Output, StringComparison.Ordinal);

        var sold = await CheckAsync("--commercial");
        Assert.NotEqual(0, sold.ExitCode);
        Assert.Contains("may not be used commercially", sold.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_licence_nothing_is_made()
    {
        var (first, _) = await SpeakAsync();
        await PutAsync(first, "one.wav");
        await WriteAsync("one.txt", First);
        var (code, output) = await Recipe.RunAsync("own_voice.py", Recordings, "--out", Path.Combine(folder, "packs", "mina"), "--name", "Mina", "--dub", Recipe.Dub,
            "--work", Path.Combine(folder, "work"), "--least", "0");
        Assert.NotEqual(0, code);
        Assert.Contains("--licence", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Traceback", output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(folder, "packs", "mina")));
    }

    [Fact]
    public async Task A_command_in_a_Kaldi_list_is_never_run()
    {
        var mark = Path.Combine(folder, "run");
        await WriteAsync("wav.scp", $"u1 touch {mark}; cat nothing.wav |");
        await WriteAsync("text", $"u1 {First}");
        var (code, output) = await CheckAsync();
        Assert.Contains("there is no sound file", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Traceback", output, StringComparison.Ordinal);
        Assert.False(File.Exists(mark), $"exit code {code}");
    }
}
