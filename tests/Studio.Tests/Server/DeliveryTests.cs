using System.Net;
using System.Runtime.InteropServices;
using Dubbing.Speech;
using Dubbing.Studio.Projects;

namespace Dubbing.Studio.Tests.Server;

/// <summary>How a line is spoken: kept, undone, heard.</summary>
public sealed class DeliveryTests : IAsyncLifetime
{
    private readonly FakeSpeech speech = new();
    private TestStudio studio = null!;
    private Project project = null!;
    private ScriptLine line = null!;

    public async Task InitializeAsync()
    {
        studio = await TestStudio.StartAsync(speech.AddTo);
        project = await studio.Projects.CreateAsync(new NewProject("강의", Language.Korean, FakeSpeech.VoiceId));
        line = (await studio.Projects.InsertLineAsync(project.Id, text: "가나다"))!;
    }

    public async Task DisposeAsync() => await studio.DisposeAsync();

    [Fact]
    public async Task A_delivery_changes_what_it_names_is_limited_and_can_be_undone()
    {
        var other = (await studio.Projects.InsertLineAsync(project.Id, text: "라"))!;
        var before = (await LineAsync(line.Id)).Input;
        await studio.Projects.DeliverLinesAsync(project.Id, [line.Id, other.Id], new Prosody { PitchShift = 3, Volume = 99 });
        var now = await LineAsync(line.Id);
        Assert.Equal((3.0, 24.0, 1.0, 1.0), (now.PitchShift, now.Volume, now.Rate, now.Intonation));
        Assert.NotEqual(before, now.Input);
        Assert.Equal(3, (await LineAsync(other.Id)).PitchShift);
        await studio.Projects.UndoAsync(project.Id);
        Assert.Equal((0.0, before), ((await LineAsync(line.Id)).PitchShift, (await LineAsync(line.Id)).Input));
    }

    [Fact]
    public async Task A_slider_that_goes_on_by_keys_is_one_step_and_another_slider_is_another()
    {
        foreach (var rate in (double[])[1.05, 1.1, 1.15])
            await studio.Projects.DeliverLinesAsync(project.Id, [line.Id], new Prosody { Rate = rate });
        await studio.Projects.DeliverLinesAsync(project.Id, [line.Id], new Prosody { Volume = 2 });
        await studio.Projects.UndoAsync(project.Id);
        Assert.Equal((1.15, 0.0), ((await LineAsync(line.Id)).Rate, (await LineAsync(line.Id)).Volume));
        await studio.Projects.UndoAsync(project.Id);
        Assert.Equal(1, (await LineAsync(line.Id)).Rate);
    }

    [Fact]
    public async Task A_line_is_streamed_as_it_is_now()
    {
        var plain = await SoundAsync();
        Assert.Equal(3 * 8 * SpeechPlan.FrameSeconds, plain.Length / 24000.0, 0.001);
        await studio.Projects.DeliverLinesAsync(project.Id, [line.Id], new Prosody { Rate = 2 });
        Assert.Equal(plain.Length / 2, (await SoundAsync()).Length);
        await studio.Projects.DeliverLinesAsync(project.Id, [line.Id], new Prosody { Rate = 1 });
        await studio.Projects.SetLineSoundsAsync(line.Id, PhonemeEdits.Of(await EditedAsync()).ToString());
        Assert.Equal((3 + 1) * 8 * SpeechPlan.FrameSeconds, (await SoundAsync()).Length / 24000.0, 0.001);
        Assert.Empty(Directory.EnumerateFiles(studio.Folder, "*.wav", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task What_cannot_be_spoken_says_why()
    {
        await studio.Projects.SaveLineTextAsync(line.Id, "?!");
        var answer = await studio.Http.GetAsync($"/projects/{project.Id}/lines/{line.Id}/speech");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("1", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await studio.Http.GetAsync($"/projects/{project.Id}/lines/{Guid.NewGuid()}/speech")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await studio.Http.GetAsync($"/projects/{Guid.NewGuid()}/lines/{line.Id}/speech")).StatusCode);
    }

    [Fact]
    public async Task A_line_and_a_text_that_is_none_yet_are_heard_in_a_voice_to_choose_by()
    {
        var heard = await studio.Http.GetByteArrayAsync($"/projects/{project.Id}/lines/{line.Id}/speech?voice={FakeSpeech.VoiceId}");
        Assert.Equal(3 * 8 * SpeechPlan.FrameSeconds, heard.Length / 4 / 24000.0, 0.001);
        var other = await studio.Http.GetAsync($"/projects/{project.Id}/lines/{line.Id}/speech?voice=nobody");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.StatusCode);
        Assert.Contains("nobody", await other.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        // Nothing was changed by it.
        Assert.NotEqual("nobody", (await LineAsync(line.Id)).VoiceId);

        var text = $"/projects/{project.Id}/audition?voice={FakeSpeech.VoiceId}&lang=ko&text=";
        Assert.Equal(5 * 8 * SpeechPlan.FrameSeconds, (await studio.Http.GetByteArrayAsync(text + "가나다라마")).Length / 4 / 24000.0, 0.001);
        // A long text is heard to its first 200 characters, and none says why.
        Assert.Equal(200 * 8 * SpeechPlan.FrameSeconds, (await studio.Http.GetByteArrayAsync(text + new string('가', 300))).Length / 4 / 24000.0, 0.001);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await studio.Http.GetAsync(text + "?!")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await studio.Http.GetAsync($"/projects/{Guid.NewGuid()}/audition?voice={FakeSpeech.VoiceId}&text=가")).StatusCode);
        Assert.Single((await studio.Projects.LoadAsync(project.Id))!.Lines, l => l.Id == line.Id);
    }

    [Fact]
    public async Task A_spectrogram_has_a_column_a_frame()
    {
        var answer = await studio.Http.GetAsync($"/projects/{project.Id}/lines/{line.Id}/spectrogram");
        Assert.Equal("4", answer.Headers.GetValues("X-Bands").Single());
        Assert.Equal(4 * 5 * 8, (await answer.Content.ReadAsByteArrayAsync()).Length);
    }

    private async Task<SpeechPlan> EditedAsync()
    {
        var reader = (Readings.IReader)studio.Services.GetService(typeof(Readings.IReader))!;
        var plan = await speech.PlanAsync(reader.Read("가나다"), speech.Voices[0], CancellationToken.None);
        return plan with { Edits = [.. plan.Durations.Select((_, i) => i == 2 ? new PhonemeEdit(Length: 2) : null)] };
    }

    private async Task<float[]> SoundAsync() =>
        MemoryMarshal.Cast<byte, float>(await studio.Http.GetByteArrayAsync($"/projects/{project.Id}/lines/{line.Id}/speech")).ToArray();

    private async Task<ScriptLine> LineAsync(Guid id) => (await studio.Projects.LoadAsync(project.Id))!.Lines.Single(l => l.Id == id);
}
