using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using Dubbing.Media;
using Dubbing.Speech.Sound;
using Dubbing.Studio.Projects;
using Dubbing.Timeline;
using Microsoft.Extensions.DependencyInjection;

namespace Dubbing.Studio.Tests.Server;

/// <summary>A recorded line: trimmed and levelled, a take like any other, until the line says something else.</summary>
public sealed class RecordingTests : IAsyncLifetime
{
    private readonly FakeSpeech speech = new();
    private TestStudio studio = null!;
    private Project project = null!;
    private ScriptLine line = null!;

    public async Task InitializeAsync()
    {
        studio = await TestStudio.StartAsync(speech.AddTo);
        project = await studio.Projects.CreateAsync(new NewProject("강의", Language.Korean, FakeSpeech.VoiceId));
        line = (await studio.Projects.InsertLineAsync(project.Id, text: "{가|나}다", startSeconds: 1, endSeconds: 4))!;
    }

    public async Task DisposeAsync() => await studio.DisposeAsync();

    [Fact]
    public async Task A_recording_is_trimmed_and_levelled_and_undo_takes_it_back()
    {
        // Half a second of silence, a second and a half of tone, half a second of silence, as browsers record it.
        var answer = await SendAsync("aevalsrc='0.05*sin(2*PI*300*t)*between(t,0.5,2)':s=48000:d=2.5");
        Assert.Equal((HttpStatusCode.OK, ""), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        var now = await LineAsync();
        Assert.Equal((false, FitGrade.Free, 1.0), (now.IsStale, now.Grade, now.ClipStart));
        Assert.InRange(now.TakeSeconds!.Value, 1.5, 1.75);
        var (samples, rate) = await WaveFile.ReadAsync(Path.Combine(studio.Folder, "takes", now.TakeKey![..2], now.TakeKey + ".wav"));
        Assert.Equal(24000, rate);
        Assert.Equal(RecordedSpeech.TargetLufs, Loudness.Of(samples, rate), 0.5);
        // Neither another voice nor another slot makes it stale; a slot that is too short is told.
        await studio.Projects.SetLineTimesAsync(line.Id, 1, 2);
        Assert.Equal((false, FitGrade.Overflow, now.TakeKey), ((await LineAsync()).IsStale, (await LineAsync()).Grade, (await LineAsync()).TakeKey));
        await studio.Projects.DeliverLinesAsync(project.Id, [line.Id], new Prosody { PitchShift = 2 });
        Assert.False((await LineAsync()).NeedsRender);
        // Another text does.
        await studio.Projects.SaveLineTextAsync(line.Id, "라");
        Assert.True((await LineAsync()).NeedsRender);
        for (var i = 0; i < 4; i++)
            await studio.Projects.UndoAsync(project.Id);
        Assert.Null((await LineAsync()).TakeKey);
        await studio.Projects.RedoAsync(project.Id);
        Assert.Equal(now.TakeKey, (await LineAsync()).TakeKey);
    }

    [Fact]
    public async Task It_is_compared_with_what_was_rendered()
    {
        await SendAsync("sine=300:duration=1");
        var takes = studio.Services.GetRequiredService<ILineTakes>();
        var recorded = Assert.Single(await takes.ListAsync(line.Id));
        Assert.Equal((RecordedTakes.VoiceId, "{가|나}다"), (recorded.VoiceId, recorded.Text));
        await SendAsync("sine=400:duration=1.5");
        Assert.NotEqual(recorded.Key, (await LineAsync()).TakeKey);
        await takes.ChooseAsync(recorded.Id);
        Assert.Equal((recorded.Key, false), ((await LineAsync()).TakeKey, (await LineAsync()).IsStale));
    }

    [Fact]
    public async Task Silence_and_what_is_no_sound_are_refused_and_clipping_is_told()
    {
        var silent = await SendAsync("anullsrc=r=48000:cl=mono:d=1");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, silent.StatusCode);
        Assert.Contains("microphone", await silent.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var noise = new ByteArrayContent([1, 2, 3, 4]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await studio.Http.PostAsync(Address, noise)).StatusCode);
        Assert.Null((await LineAsync()).TakeKey);
        var loud = await SendAsync("aevalsrc='clip(3*sin(2*PI*300*t),-1,1)':s=48000:d=1", "pcm_s16le", "wav");
        Assert.Equal(HttpStatusCode.OK, loud.StatusCode);
        Assert.Contains("distorted", await loud.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await studio.Http.PostAsync($"/projects/{project.Id}/lines/{Guid.NewGuid()}/recording", await RecordedAsync("sine=300:duration=1", "libopus", "webm"))).StatusCode);
    }

    [Fact]
    public async Task All_recordings_are_a_folder_that_a_voice_is_learned_from()
    {
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await studio.Http.GetAsync($"/projects/{project.Id}/recordings")).StatusCode);
        await SendAsync("sine=300:duration=1");
        using var zip = new ZipArchive(await studio.Http.GetStreamAsync($"/projects/{project.Id}/recordings"));
        Assert.Equal(["0001.wav", "0001.txt"], zip.Entries.Select(e => e.FullName));
        using var text = new StreamReader(zip.Entries[1].Open());
        Assert.Equal("가다", await text.ReadToEndAsync());
        await studio.Projects.SaveLineTextAsync(line.Id, "라");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await studio.Http.GetAsync($"/projects/{project.Id}/recordings")).StatusCode);
    }

    [Fact]
    public async Task Pages_may_use_the_microphone_and_no_others_may()
    {
        var page = await studio.Http.GetAsync("/");
        Assert.Contains("microphone=(self)", page.Headers.GetValues("Permissions-Policy").Single(), StringComparison.Ordinal);
    }

    private string Address => $"/projects/{project.Id}/lines/{line.Id}/recording";

    private async Task<ScriptLine> LineAsync() => (await studio.Projects.LoadAsync(project.Id))!.Lines[0];

    private async Task<HttpResponseMessage> SendAsync(string source, string codec = "libopus", string container = "webm") => await studio.Http.PostAsync(Address, await RecordedAsync(source, codec, container));

    private static async Task<HttpContent> RecordedAsync(string source, string codec, string container)
    {
        using var bytes = new MemoryStream();
        await FfmpegTool.ReadAsync(["-f", "lavfi", "-i", source, "-c:a", codec, "-f", container, "pipe:1"], s => s.CopyToAsync(bytes));
        return new ByteArrayContent(bytes.ToArray()) { Headers = { ContentType = new MediaTypeHeaderValue("audio/webm") } };
    }
}
