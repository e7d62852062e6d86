using System.Globalization;
using Bunit;
using Dubbing.Readings;
using Dubbing.Readings.Correction;
using Dubbing.Readings.Japanese;
using Dubbing.Readings.Korean;
using Dubbing.Speech;
using Dubbing.Studio.Components;
using Dubbing.Studio.Components.Voicing;
using Dubbing.Studio.Tests.Server;
using Microsoft.Extensions.DependencyInjection;

namespace Dubbing.Studio.Tests.Components;

/// <summary>The ribbon: what it shows of a reading, and what a drag or click on it means.</summary>
public sealed class RibbonTests : BunitContext
{
    public RibbonTests()
    {
        CultureInfo.CurrentUICulture = new("en");
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddLocalization();
    }

    [Fact]
    public async Task Sounds_and_syllables_are_as_wide_as_they_are_long()
    {
        var model = await ModelAsync(new KoreanReader().Read("같이 가요."));
        Assert.Equal(["가", "치", "가", "요"], model.Units.Where(u => u.Phrase >= 0).Select(u => u.Text));
        Assert.Equal(model.Melody.Pitch.Count, model.Sounds.Sum(s => s.Frames));
        Assert.Equal(model.Melody.Pitch.Count, model.Units.Sum(u => u.Frames));
        Assert.Contains(model.Sounds, s => s.Symbol == "ㅊ" && s.Why.Contains("제17항", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Moras_are_high_up_to_the_nucleus()
    {
        var model = await ModelAsync(new JapaneseReader().Read("{心|ココ]ロ}"));
        Assert.Equal(["コ", "コ", "ロ"], model.Units.Where(u => u.Phrase >= 0).Select(u => u.Text));
        Assert.Equal([false, true, false], model.Units.Where(u => u.Phrase >= 0).Select(u => u.High));
        Assert.Equal([false, true, false], model.Units.Where(u => u.Phrase >= 0).Select(u => u.Nucleus));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 0)] // the nucleus pressed once more: flat
    [InlineData(3, 3)]
    public async Task A_click_on_a_mora_moves_the_nucleus(int place, int nucleus)
    {
        var reader = new JapaneseReader();
        var model = await ModelAsync(reader.Read("昔の{心|ココ]ロ}です"));
        var phrase = model.Reading.Phrases.Select((p, i) => (p, i)).Single(x => x.p.Spelling.StartsWith("ココロ", StringComparison.Ordinal)).i;
        var text = ReadingMarkup.Accent(model, phrase, place);
        var again = reader.Read(text);
        Assert.Equal(nucleus, again.Phrases.Single(p => p.Spelling.StartsWith("ココロ", StringComparison.Ordinal)).Nucleus);
        Assert.Equal("昔の心です", MarkedText.Of(text, Language.Japanese).Written);
        Assert.Equal(model.Sounds.Count, again.Phonemes.Count);
    }

    [Fact]
    public void A_word_read_otherwise_stays_as_it_is_written()
    {
        var reader = new KoreanReader();
        var reading = reader.Read("이 물고기는 {커요|커여}.");
        var word = ReadingMarkup.WordAt(reading, new SourceSpan(3, 1));
        Assert.Equal("물고기는", ReadingMarkup.Written(reading, word));
        var text = ReadingMarkup.Say(reading, word, "물고기는");
        Assert.Equal("이 {물고기는|물고기는} {커요|커여}.", text);
        // Marked words are taken whole, and an empty reading takes the mark away.
        var marked = ReadingMarkup.WordAt(reader.Read(text), new SourceSpan(text.IndexOf("커요", StringComparison.Ordinal), 1));
        Assert.Equal("이 {물고기는|물고기는} 커요.", ReadingMarkup.Say(reader.Read(text), marked, " "));
    }

    [Fact]
    public async Task A_drag_changes_the_sounds_that_it_touched_and_no_others()
    {
        var model = await ModelAsync(new KoreanReader().Read("가요"));
        IReadOnlyList<PhonemeEdit?>? edits = null;
        var ribbon = Render<Ribbon>(p => p.Add(r => r.Model, model).Add(r => r.Address, "/x").Add(r => r.Edited, e => edits = e));
        await ribbon.Instance.Stretch(2, 2 * model.Sounds[2].Frames);
        Assert.Equal(2, edits![2]!.Length);
        Assert.All(edits.Where((_, i) => i != 2), Assert.Null);

        var edited = new RibbonModel(model.Plan with { Edits = edits }, model.Melody);
        ribbon.Render(p => p.Add(r => r.Model, edited));
        await ribbon.Instance.Draw([2, 3], [[1, 2, 3], [0, -1, 0]]);
        Assert.Equal((2, 1.0, 3.0), (edits[2]!.Length, edits[2]!.PitchAt(0), edits[2]!.PitchAt(1)));
        Assert.Equal(-1, edits[3]!.PitchAt(0.5));

        ribbon.Render(p => p.Add(r => r.Model, new RibbonModel(model.Plan with { Edits = edits }, model.Melody)));
        await ribbon.Instance.Restore(2);
        Assert.Null(edits[2]);
        Assert.NotNull(edits[3]);
    }

    [Fact]
    public async Task Each_sound_says_why_it_is_so_and_how_long_it_is()
    {
        var model = await ModelAsync(new KoreanReader().Read("같이"));
        var ribbon = Render<Ribbon>(p => p.Add(r => r.Model, model).Add(r => r.Address, "/x"));
        var sound = ribbon.FindAll(".sound button").Single(b => b.TextContent == "ㅊ");
        Assert.Contains("제17항", sound.GetAttribute("data-why"), StringComparison.Ordinal);
        Assert.Contains("100 ms", sound.GetAttribute("aria-label"), StringComparison.Ordinal);
        Assert.Equal(2, ribbon.FindAll(".unit").Count);
    }

    [Fact]
    public async Task A_corrected_word_stands_underlined_under_the_units_that_say_it()
    {
        var model = await ModelAsync(new KoreanReader().Read("새 {GPU|지피유}가 빨라요."));
        Assert.Equal(model.Melody.Pitch.Count, model.Words.Sum(w => w.Frames));
        var word = Assert.Single(model.Words, w => w.Written is not null);
        Assert.Equal(("GPU", model.Units.Where(u => "지피유".Contains(u.Text, StringComparison.Ordinal) && u.Phrase >= 0).Sum(u => u.Frames)), (word.Written, word.Frames));
        SourceSpan? asked = null;
        var ribbon = Render<Ribbon>(p => p.Add(r => r.Model, model).Add(r => r.Address, "/x").Add(r => r.WordChosen, span => asked = span));
        Assert.Equal("GPU", ribbon.Find("[data-test=ribbon-word]").TextContent);
        await ribbon.Find("[data-test=ribbon-word]").ClickAsync(new());
        Assert.Equal(new SourceSpan(2, "{GPU|지피유}".Length), asked);
        Assert.DoesNotContain("{", string.Concat(ribbon.FindAll("button").Select(b => b.TextContent)), StringComparison.Ordinal);
        // Without a correction there is no such row.
        Assert.Empty((await ModelAsync(new KoreanReader().Read("새 집"))).Words);
    }

    [Theory]
    [InlineData("{箸|ハ]シ}を持つ", Language.Japanese, "箸(ハ↓シ)を持つ")]
    [InlineData("{橋|[ハシ}を渡る", Language.Japanese, "橋(ハシ)を渡る")]
    [InlineData("오늘 {GPU|지피유}가 [0.5초] 빨라요", Language.Korean, "오늘 GPU(지피유)가 ⏸0.5빨라요")]
    [InlineData("<b> & {x", Language.Korean, "<b> & {x")]
    public void A_line_is_shown_with_readings_over_their_words_and_without_code(string text, Language language, string shown)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        var line = Render<RubyText>(p => p.Add(r => r.Text, text).Add(r => r.Language, language));
        Assert.Equal(shown, string.Concat(line.Nodes.Select(n => n.TextContent)));
        Assert.Equal(text.Count(c => c == '|'), line.FindAll("ruby.corrected > rt").Count);
    }

    private static async Task<RibbonModel> ModelAsync(Reading reading)
    {
        var speech = new FakeSpeech();
        var plan = await speech.PlanAsync(reading, speech.Voices[0], CancellationToken.None);
        return new RibbonModel(plan, await speech.MelodyAsync(plan, speech.Voices[0], new VoiceControls(), CancellationToken.None));
    }
}
