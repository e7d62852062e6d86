using System.Net;
using System.Threading.Channels;
using Dubbing.Studio.Projects;

namespace Dubbing.Studio.Tests.Server;

/// <summary>Those who listen wait in a lane of their own; who writes does not wait for them.</summary>
public sealed class LanesTests : IAsyncLifetime
{
    private const int AtOnce = 2, Waiting = 16;
    private readonly FakeSpeech speech = new();
    private readonly Channel<bool> begun = Channel.CreateUnbounded<bool>();
    private readonly TaskCompletionSource go = new();
    private TestStudio studio = null!;
    private Project project = null!;
    private readonly List<ScriptLine> lines = [];
    private int speaking;
    private int most;

    public async Task InitializeAsync()
    {
        studio = await TestStudio.StartAsync(speech.AddTo, $"--Studio:SpeechAtOnce={AtOnce}");
        project = await studio.Projects.CreateAsync(new NewProject("강의", Language.Korean, FakeSpeech.VoiceId));
        for (var i = 0; i < AtOnce + Waiting + 1; i++)
            lines.Add((await studio.Projects.InsertLineAsync(project.Id, text: $"가나다{i}"))!);
        speech.Before = async (_, cancel) =>
        {
            var now = Interlocked.Increment(ref speaking);
            InterlockedMax(now);
            begun.Writer.TryWrite(true);
            await go.Task.WaitAsync(cancel);
            Interlocked.Decrement(ref speaking);
        };
    }

    public async Task DisposeAsync() => await studio.DisposeAsync();

    [Fact]
    public async Task Twelve_who_listen_do_not_keep_the_one_who_writes_waiting()
    {
        var heard = lines.Take(12).Select(ListenAsync).ToList();
        for (var i = 0; i < AtOnce; i++)
            await begun.Reader.ReadAsync();
        // All twelve are there, none is done: an edit, a page and a list of projects are answered all the same.
        await studio.Projects.SaveLineTextAsync(lines[12].Id, "그동안 쓴 말");
        Assert.Equal("그동안 쓴 말", (await studio.Projects.LoadAsync(project.Id))!.Lines[12].Text);
        Assert.Equal(HttpStatusCode.OK, (await studio.Http.GetAsync($"/projects/{project.Id}/captions.srt")).StatusCode);
        Assert.All(heard, h => Assert.False(h.IsCompleted));
        go.SetResult();
        Assert.All(await Task.WhenAll(heard), status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.Equal(AtOnce, most);
    }

    [Fact]
    public async Task Where_the_lane_is_full_it_says_so_and_when_to_come_again()
    {
        var heard = lines.Take(AtOnce).Select(ListenAsync).ToList();
        for (var i = 0; i < AtOnce; i++)
            await begun.Reader.ReadAsync();
        // One more than may wait: whichever comes last is turned away, at once.
        var waiting = lines.Skip(AtOnce).Select(l => studio.Http.GetAsync(Address(l))).ToList();
        var refused = await await Task.WhenAny(waiting);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "5"), (refused.StatusCode, refused.Headers.RetryAfter?.ToString()));
        Assert.NotEmpty(await refused.Content.ReadAsStringAsync());
        go.SetResult();
        Assert.All(await Task.WhenAll(heard), status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.Equal(Waiting, (await Task.WhenAll(waiting)).Count(a => a.StatusCode == HttpStatusCode.OK));
    }

    private async Task<HttpStatusCode> ListenAsync(ScriptLine line)
    {
        var answer = await studio.Http.GetAsync(Address(line));
        await answer.Content.ReadAsByteArrayAsync();
        return answer.StatusCode;
    }

    private string Address(ScriptLine line) => $"/projects/{project.Id}/lines/{line.Id}/speech";

    private void InterlockedMax(int now)
    {
        for (var before = most; now > before; before = most)
        {
            if (Interlocked.CompareExchange(ref most, now, before) == before)
                return;
        }
    }
}
