using Microsoft.Playwright;

namespace Dubbing.EndToEnd.Tests;

/// <summary>The voice inspector with the real voices: look at a reading, drag it, correct it, hear it.</summary>
public sealed class VoiceTests(StudioFixture studio) : IClassFixture<StudioFixture>
{
    /// <summary>Bytes of a frame of the audition: 300 samples of four bytes.</summary>
    private const int FrameBytes = 1200;

    [Fact]
    public async Task A_line_is_shaped_and_heard_in_its_ribbon()
    {
        var page = await studio.ProjectAsync("같이 가실 분은 손을 들어 주세요.");
        var errors = new List<string>();
        page.PageError += (_, error) => errors.Add(error);
        await page.RenderAllAsync();
        await page.SelectLineAsync(0);
        var plain = await HeardAsync(page);

        // Why: the rule that made ㅊ of ㅌ.
        await page.Locator(".sound button", new() { HasTextString = "ㅊ" }).First.HoverAsync();
        await Assertions.Expect(page.Locator("p.why")).ToContainTextAsync("제17항");

        // A length, by the mouse: the sound stays as long as it was drawn, and is heard as long.
        var first = page.Locator("[data-sound='2']");
        var before = (await first.BoundingBoxAsync())!;
        await page.DragAsync(before.X + before.Width, before.Y + before.Height / 2, (40, 0));
        await Assertions.Expect(page.Locator("[data-sound='2'].edited")).ToBeVisibleAsync();
        Assert.Equal(before.Width + 40, (await first.BoundingBoxAsync())!.Width, 5.0);
        await Assertions.Expect(page.Locator(".chip.Stale")).ToHaveCountAsync(1);
        var longer = await HeardAsync(page);
        Assert.InRange(longer.Bytes - plain.Bytes, 9 * FrameBytes, 11 * FrameBytes);

        // A pitch, drawn: the curve goes where the pointer was, and the sound with it.
        await page.Locator(".ribbon").EvaluateAsync("r => r.scrollLeft = 0");
        var melody = (await page.Locator(".melody").BoundingBoxAsync())!;
        var drawn = await PitchAsync(page);
        await page.DragAsync(melody.X + 60, melody.Y + 20, (30, 0), (60, 0));
        await page.WaitForFunctionAsync("before => Math.abs(JSON.parse(document.querySelector('.ribbon').dataset.pitch)[20] - before) > 5", drawn);
        var higher = await HeardAsync(page);
        Assert.Equal(longer.Bytes, higher.Bytes);
        Assert.NotEqual(longer.Sum, higher.Sum);
        await NewcomerTests.KeepPictureAsync(page, "voice-ribbon");

        // By the keyboard, half a semitone up; and all of it undone.
        await page.Locator("[data-sound='8'] button").FocusAsync();
        await page.Keyboard.PressAsync("ArrowUp");
        await Assertions.Expect(page.Locator("[data-sound='8'].edited")).ToBeVisibleAsync();
        await page.ClickAsync("[data-test=reset-sounds]");
        await Assertions.Expect(page.Locator(".sound.edited")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator(".chip.Stale")).ToHaveCountAsync(0);

        // Heard with one key; the spectrogram is as long as the curve over it.
        await page.Locator("[data-test=line] .number").First.PressAsync("a");
        await page.WaitForFunctionAsync("document.querySelector('.ribbon').dataset.firstSound !== undefined");
        await page.CheckAsync("[data-test=spectrogram]");
        await page.WaitForFunctionAsync("document.querySelector('canvas.mel').width === JSON.parse(document.querySelector('.ribbon').dataset.pitch).length");
        await NewcomerTests.KeepPictureAsync(page, "voice-spectrogram");
        Assert.Empty(errors);
        await page.CloseAsync();
    }

    [Fact]
    public async Task Controls_are_for_a_line_or_for_all_of_its_speaker()
    {
        var page = await studio.ProjectAsync();
        await page.ClickAsync("[data-test=paste]");
        await page.FillAsync("#script-text", "가: 첫째 문장입니다.\n나: 둘째 문장입니다.\n가: 셋째 문장입니다.");
        await page.CheckAsync("[data-test=names]");
        await page.ClickAsync("[data-test=insert]");
        await Assertions.Expect(page.Locator("[data-test=line]")).ToHaveCountAsync(3);
        await page.RenderAllAsync();
        await page.SelectLineAsync(0);
        foreach (var (dial, shown) in new[] { ("rate", "1.05"), ("pitch", "+0.5"), ("intonation", "1.1"), ("volume", "+1"), ("pause-before", "0.1"), ("pause-after", "0.1") })
        {
            await page.Locator($"[data-test={dial}]").PressAsync("ArrowRight");
            await Assertions.Expect(page.Locator($".dial:has([data-test={dial}]) output")).ToHaveTextAsync(shown);
        }

        await StaleAsync(page, 0);
        await page.ClickAsync("[data-test=apply-all]");
        await StaleAsync(page, 0, 2);
        await page.SelectLineAsync(2);
        await Assertions.Expect(page.Locator(".dial:has([data-test=rate]) output")).ToHaveTextAsync("1.05");
        // One step takes it back from all.
        await page.ClickAsync("[data-test=undo]");
        await StaleAsync(page, 0);

        // A voice of its own.
        var voices = page.Locator("[data-test=line-voice]");
        var other = await voices.Locator("option").Last.GetAttributeAsync("value");
        var name = await voices.Locator("option").Last.TextContentAsync();
        await voices.SelectOptionAsync(other!);
        await Assertions.Expect(page.Locator("[data-test=line] .voice-name").Nth(2)).ToHaveTextAsync(name!.Split(" · ")[0]);
        await StaleAsync(page, 0, 2);
        await page.CloseAsync();
    }

    [Fact]
    public async Task A_click_moves_a_japanese_accent()
    {
        var page = await studio.ProjectAsync("橋を渡ります。", "ja-JP");
        await page.SelectLineAsync(0);
        var field = page.Locator("textarea[data-line]").First;
        var nucleus = page.Locator(".unit.nucleus").First;
        await Assertions.Expect(nucleus).ToHaveTextAsync("シ");
        var before = await HeardAsync(page);
        await page.Locator(".unit").First.ClickAsync();
        await Assertions.Expect(nucleus).ToHaveTextAsync("ハ");
        await Assertions.Expect(field).ToHaveValueAsync("{橋を|ハ]シヲ}渡ります。");
        Assert.NotEqual(before.Sum, (await HeardAsync(page)).Sum);
        await NewcomerTests.KeepPictureAsync(page, "voice-accent");
        await page.ClickAsync("[data-test=undo]");
        await Assertions.Expect(field).ToHaveValueAsync("橋を渡ります。");
        await Assertions.Expect(nucleus).ToHaveTextAsync("シ");
        // On the mora that has it: flat.
        await nucleus.ClickAsync();
        await Assertions.Expect(field).ToHaveValueAsync("{橋を|[ハシヲ}渡ります。");
        await Assertions.Expect(page.Locator(".unit.even.nucleus")).ToHaveCountAsync(0);
        await page.CloseAsync();
    }

    [Fact]
    public async Task A_reading_corrected_by_a_click_is_kept_in_the_dictionary_and_undone_in_one_step()
    {
        var page = await studio.ProjectAsync("GPU가 빠릅니다.\nGPU는 비쌉니다.\n구름이 흐릅니다.");
        await page.RenderAllAsync();
        await page.SelectLineAsync(0);
        await page.Locator(".sound button").First.ClickAsync();
        await Assertions.Expect(page.Locator("[data-test=reading]")).ToHaveValueAsync("지피유");
        await page.FillAsync("[data-test=reading]", "그래픽카드");
        await page.CheckAsync("[data-test=keep]");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".unit").First).ToHaveTextAsync("그");
        await Assertions.Expect(page.Locator("textarea[data-line]").First).ToHaveValueAsync("GPU가 빠릅니다.");
        await page.Locator(".sound button").First.HoverAsync();
        await Assertions.Expect(page.Locator("p.why")).ToContainTextAsync("내 사전: GPU");
        // The other line with the word is out of date too, and only that one; one press renders both.
        await StaleAsync(page, 0, 1);
        await page.RenderAllAsync();
        await StaleAsync(page);

        await page.ClickAsync("[data-test=undo]");
        await Assertions.Expect(page.Locator(".unit").First).ToHaveTextAsync("지");
        // The takes from before are there again.
        await StaleAsync(page);
        await page.ClickAsync("[data-test=redo]");
        await Assertions.Expect(page.Locator(".unit").First).ToHaveTextAsync("그");

        // The dictionary has it; there it can be taken back, too.
        await page.GotoAsync(page.Url + "/dictionary");
        await Assertions.Expect(page.Locator("[data-test=word]")).ToContainTextAsync("그래픽카드");
        await page.WaitForFunctionAsync("document.querySelector('.edit-bar')?.dataset.ready === 'yes'");
        await page.Locator("body").PressAsync("Control+z");
        await Assertions.Expect(page.Locator("[data-test=word]")).ToHaveCountAsync(0);
        await page.CloseAsync();
    }

    [Fact]
    public async Task Favourites_come_first_and_stay()
    {
        var page = await studio.ProjectAsync();
        var picker = page.Locator("[data-test=voice]");
        var last = (await picker.Locator("option").Last.GetAttributeAsync("value"))!;
        await Assertions.Expect(picker).Not.ToHaveValueAsync(last);
        await page.GotoAsync(studio.Address + "/voices");
        var star = page.Locator($"[data-voice={last}] [data-test=star]");
        await page.ClickUntilAsync($"[data-voice={last}] [data-test=star]", $"[data-voice={last}] [data-test=star][aria-pressed=true]");
        await Assertions.Expect(page.Locator("[data-test=voice]").First).ToHaveAttributeAsync("data-voice", last);
        await page.Locator($"[data-voice={last}] [data-test=play-voice]").First.ClickAsync();
        await page.WaitForFunctionAsync("document.querySelector('audio')?.currentTime > 0");
        await NewcomerTests.KeepPictureAsync(page, "voices");

        // Away, or the page's own reload gets in the way of the next address.
        await page.GotoAsync("about:blank");
        await studio.RestartAsync();
        await page.GotoAsync(studio.Address);
        await page.NewProjectAsync("별");
        await Assertions.Expect(picker).ToHaveValueAsync(last);
        await Assertions.Expect(picker.Locator("optgroup").First.Locator("option")).ToHaveCountAsync(1);
        await page.ClickAsync(".voice [data-test=star]");
        await Assertions.Expect(picker.Locator("optgroup")).ToHaveCountAsync(0);
        await Assertions.Expect(picker).ToHaveValueAsync(last);
        await page.CloseAsync();
    }

    /// <summary>Which lines (from 0) are out of date, and no others.</summary>
    private static Task<IJSHandle> StaleAsync(IPage page, params int[] lines) =>
        page.WaitForFunctionAsync("lines => JSON.stringify([...document.querySelectorAll('[data-test=line]')].filter(l => l.querySelector('.chip.Stale')).map(l => Number(l.dataset.first))) === JSON.stringify(lines)", lines);

    private static Task<double> PitchAsync(IPage page) => page.EvaluateAsync<double>("JSON.parse(document.querySelector('.ribbon').dataset.pitch)[20]");

    /// <summary>What the selected line sounds like now: its length, and a sum that another sound hardly has.</summary>
    private static async Task<(int Bytes, double Sum)> HeardAsync(IPage page)
    {
        var heard = await page.EvaluateAsync<double[]>(
            """
            async () => {
                const bytes = await (await fetch(document.querySelector('.ribbon').dataset.speech)).arrayBuffer();
                return [bytes.byteLength, new Float32Array(bytes).reduce((sum, s, i) => sum + s * ((i % 997) + 1), 0)];
            }
            """);
        return ((int)heard[0], heard[1]);
    }
}
