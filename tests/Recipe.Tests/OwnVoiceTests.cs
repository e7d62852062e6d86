using Dubbing.Media;

namespace Dubbing.Recipe.Tests;

/// <summary>A person's folder of sound and text becomes a voice with one command.</summary>
public sealed class OwnVoiceTests : IDisposable
{
    private static readonly string[] Lines =
        ["안녕하세요, 제 목소리를 들려 드릴게요.", "오늘은 지도를 읽는 법을 배웁니다.", "질문이 있으면 손을 들어 주세요.", "따뜻한 차를 한 잔 마셨어요.", "왜 하늘은 파랗게 보일까요?"];

    private readonly string folder = Directory.CreateTempSubdirectory("dubbing-own-").FullName;

    private string Recordings => Path.Combine(folder, "recordings");

    private string Pack => Path.Combine(folder, "packs", "mina");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string[] Command(params string[] more) =>
        [Recordings, "--out", Pack, "--name", "Mina", "--name-ko", "미나", "--licence", "CC0-1.0", "--dub", Recipe.Dub, "--pack", Recipe.ShippedPack, "--work", Path.Combine(folder, "work"), .. more];

    private async Task RecordAsync(string[] lines)
    {
        await Recipe.SpeakAsync(Recordings, "yuri", "ko", lines);
        for (var i = 0; i < lines.Length; i++)
            await File.WriteAllTextAsync(Path.Combine(Recordings, $"{i + 1:0000}.txt"), lines[i]);
    }

    [Fact]
    public async Task A_folder_of_sound_and_text_becomes_a_voice_and_the_same_command_again_repeats_nothing()
    {
        await RecordAsync(Lines);
        string[] command = Command("--least", "0", "--minutes", "600", "--steps", "20", "--batch", "2");
        var first = await Recipe.SucceedAsync("own_voice.py", command);
        Assert.Contains("step 2 of 3", first, StringComparison.Ordinal);
        await TrainingTests.SpeaksAsync(Pack, "mina", "지금까지 배운 내용을 정리해 볼까요?");
        Assert.Contains("CC0-1.0", await File.ReadAllTextAsync(Path.Combine(Pack, "LICENSE")), StringComparison.Ordinal);
        Assert.Contains("Recordings of Mina", await File.ReadAllTextAsync(Path.Combine(Pack, "CREDITS")), StringComparison.Ordinal);

        var again = await Recipe.SucceedAsync("own_voice.py", command);
        Assert.DoesNotContain("step 2 of 3", again, StringComparison.Ordinal);
        Assert.DoesNotContain("found the sounds", again, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_used_is_named_with_the_reason()
    {
        await RecordAsync([Lines[0], Lines[1], Lines[2], Lines[3]]);
        File.Delete(Path.Combine(Recordings, "0001.txt"));
        await File.WriteAllTextAsync(Path.Combine(Recordings, "0002.txt"), "This is English.");
        await FfmpegTool.RunAsync(["-f", "lavfi", "-i", "anullsrc=r=24000:cl=mono:d=3", "-y", Path.Combine(Recordings, "0003.wav")]);
        await File.WriteAllTextAsync(Path.Combine(Recordings, "0004.wav"), "no sound");
        var (code, output) = await Recipe.RunAsync("own_voice.py", Command());
        Assert.NotEqual(0, code);
        Assert.DoesNotContain("Traceback", output, StringComparison.Ordinal);
        Assert.Contains("0001.wav: there is no 0001.txt beside it", output, StringComparison.Ordinal);
        Assert.Contains("0002.wav: its text is not Korean or Japanese", output, StringComparison.Ordinal);
        Assert.Contains("0003.wav: silent", output, StringComparison.Ordinal);
        Assert.Contains("0004.wav: ffmpeg cannot read it", output, StringComparison.Ordinal);
        Assert.Contains("0.0 minutes of usable speech", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_without_recordings_is_refused()
    {
        Directory.CreateDirectory(Recordings);
        var (code, output) = await Recipe.RunAsync("own_voice.py", Command());
        Assert.NotEqual(0, code);
        Assert.Contains("no sound files here", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Traceback", output, StringComparison.Ordinal);
    }
}
