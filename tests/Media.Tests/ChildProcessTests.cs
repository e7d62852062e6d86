using System.ComponentModel;
using System.Text;

namespace Dubbing.Media.Tests;

public sealed class ChildProcessTests
{
    [Theory]
    [InlineData("plain")]
    [InlineData("with blanks and \"quotes\"")]
    [InlineData("back\\slash\\\\\" mixed\\")]
    [InlineData("$HOME `x` ; & | * ? % 한글 日本語 🎬")]
    [InlineData("")]
    public async Task Arguments_arrive_as_they_are(string argument)
    {
        var said = "";
        await ChildProcess.RunAsync(new ChildCommand("printf", CommandText.Of(["%s", argument])) { Read = async s => said = await new StreamReader(s, Encoding.UTF8).ReadToEndAsync() });
        Assert.Equal(argument, said);
    }

    [Fact]
    public async Task What_is_written_to_a_program_comes_back_and_its_words_and_exit_code_are_known()
    {
        var said = "";
        var ended = await ChildProcess.RunAsync(new ChildCommand("sh", CommandText.Of(["-c", "cat; echo No space left on device >&2; exit 3"]))
        {
            Write = async s => await s.WriteAsync("sound"u8.ToArray()),
            Read = async s => said = await new StreamReader(s).ReadToEndAsync(),
        });
        Assert.Equal(("sound", 3, false), (said, ended.ExitCode, ended.TookTooLong));
        Assert.True(DiskSpace.IsFull(ended.Errors));
    }

    [Fact]
    public async Task A_program_that_takes_too_long_is_ended()
    {
        var ended = await ChildProcess.RunAsync(new ChildCommand("sleep", "600") { Limit = TimeSpan.FromMilliseconds(50) });
        Assert.True(ended.TookTooLong);
    }

    [Fact]
    public async Task A_program_that_is_missing_is_told() =>
        await Assert.ThrowsAsync<Win32Exception>(() => ChildProcess.RunAsync(new ChildCommand("no-such-program-anywhere", "")));

    [Fact]
    public async Task A_child_is_told_to_die_with_us()
    {
        if (!OperatingSystem.IsLinux() || !File.Exists("/usr/bin/setpriv"))
            return;
        // setpriv shows the signal that its parent's death sends: 9 is SIGKILL.
        var said = "";
        await ChildProcess.RunAsync(new ChildCommand("setpriv", "-d") { Read = async s => said = await new StreamReader(s).ReadToEndAsync() });
        Assert.Matches("(?im)parent death signal: *(9|kill)", said);
    }
}
