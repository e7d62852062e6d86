using System.Globalization;
using System.Text;
using Dubbing.Media;
using Dubbing.Script;
using Dubbing.Script.Tests.Formats;
using Microsoft.Playwright;

namespace Dubbing.EndToEnd.Tests;

/// <summary>The script pane through the real interface: files of every format in and out, the keyboard, finding, times.</summary>
public sealed class ScriptTests(StudioFixture studio) : IClassFixture<StudioFixture>
{
    private const string Srt = "1\n00:00:01,000 --> 00:00:03,500\n첫 자막\n\n2\n00:00:04,000 --> 00:00:06,000\n둘째 자막\n";

    [Fact]
    public async Task Files_of_every_format_come_in_with_a_preview()
    {
        var page = await studio.ProjectAsync();
        var lines = page.Locator("[data-test=line] textarea");
        foreach (var (name, bytes, count, text, start) in new (string, byte[], string, string, string)[]
                 {
                     ("a.srt", Samples.Encoded(Srt, 949), "대사 2개", "첫 자막", "0:01.0"),
                     ("b.vtt", Encoding.UTF8.GetBytes("WEBVTT\n\n00:02.000 --> 00:03.000\n<v 민수>브이티티\n"), "대사 1개", "브이티티", "0:02.0"),
                     ("c.ass", Encoding.UTF8.GetBytes("[Events]\nFormat: Layer, Start, End, Name, Text\nDialogue: 0,0:00:03.00,0:00:04.00,지수,{\\i1}에이에스{\\i0}\\N둘\n"), "대사 1개", "에이에스\n둘", "0:03.0"),
                     ("d.smi", Samples.Encoded("<SAMI><BODY><SYNC Start=4000><P Class=KRCC>사미<SYNC Start=5000><P Class=KRCC>&nbsp;</BODY></SAMI>", 949), "대사 1개", "사미", "0:04.0"),
                     ("e.csv", Samples.Encoded("시작,끝,화자,대사\n0:05,0:06,민수,\"씨, 에스\"\n", 949), "대사 1개", "씨, 에스", "0:05.0"),
                     ("f.tsv", Samples.Encoded("開始\t終了\tセリフ\n0:06\t0:07\tてすと\n", 932), "대사 1개", "てすと", "0:06.0"),
                     ("g.xlsx", Samples.Xlsx(["시작", "대사"], ["#7", "엑셀"]), "대사 1개", "엑셀", "0:07.0"),
                     ("h.docx", Samples.Docx(Samples.Paragraph("워드 하나") + Samples.Paragraph("워드 둘")), "대사 2개", "워드 하나", ""),
                     ("i.txt", Samples.Encoded("글 하나\n글 둘\n", 1200), "대사 2개", "글 하나", ""),
                 })
        {
            await page.ClickUntilAsync("[data-test=paste]", "[data-test=script-file]", attached: true);
            await GiveAsync(page, new FilePayload { Name = name, MimeType = "application/octet-stream", Buffer = bytes });
            await Assertions.Expect(page.Locator("[data-test=found]")).ToHaveTextAsync(count);
            var preview = page.Locator(".preview td.words").First;
            Assert.Equal(text, await preview.InnerTextAsync());
            Assert.True((await preview.BoundingBoxAsync())!.Width > 100, "The preview's words have no room.");
            if (await page.Locator("[data-test=replace-lines]").CountAsync() > 0)
                await page.CheckAsync("[data-test=replace-lines]");
            await page.ClickAsync("[data-test=insert]");
            await Assertions.Expect(page.Locator(".mud-dialog")).ToHaveCountAsync(0, new() { Timeout = 30_000 });
            await Assertions.Expect(lines).ToHaveCountAsync(int.Parse(count[3..4], CultureInfo.InvariantCulture));
            await Assertions.Expect(lines.First).ToHaveValueAsync(text);
            await Assertions.Expect(page.Locator(".times input").First).ToHaveValueAsync(start);
        }

        // What is broken is told, what can be read comes in.
        await page.ClickUntilAsync("[data-test=paste]", "[data-test=script-file]", attached: true);
        await GiveAsync(page, new FilePayload { Name = "bad.srt", MimeType = "text/plain", Buffer = Encoding.UTF8.GetBytes(Srt + "\n3\n00:00:09,000 --> 00:00:08,000\n거꾸로\n") });
        await Assertions.Expect(page.Locator("[data-test=problems]")).ToContainTextAsync("10번째 줄");
        await page.SetInputFilesAsync("[data-test=script-file]", new FilePayload { Name = "photo.png", MimeType = "image/png", Buffer = [0x89, 0x50, 0x4E, 0x47, 0, 0, 0, 13, 0xFF, 0xFE] });
        await Assertions.Expect(page.Locator(".mud-dialog [role=alert]")).ToContainTextAsync("photo.png");
        await page.CloseAsync();
    }

    [Fact]
    public async Task A_script_that_is_there_already_is_said_before_it_comes_twice()
    {
        var page = await studio.ProjectAsync();
        await page.InsertScriptAsync(Srt);
        await page.ClickAsync("[data-test=paste]");
        // The second line differs by its spaces only; a third is new.
        await page.FillAsync("#script-text", "첫 자막\n\n둘째  자막\n\n셋째 자막");
        await Assertions.Expect(page.Locator("[data-test=already-there]")).ToContainTextAsync("3개 중 2개");
        await page.CheckAsync("[data-test=replace-lines]");
        await Assertions.Expect(page.Locator("[data-test=already-there]")).ToHaveCountAsync(0);
        await page.CheckAsync("[data-test=append]");
        await page.FillAsync("#script-text", "첫 자막\n\n다른 말\n\n또 다른 말");
        await Assertions.Expect(page.Locator("[data-test=found]")).ToHaveTextAsync("대사 3개");
        await Assertions.Expect(page.Locator("[data-test=already-there]")).ToHaveCountAsync(0);
        await page.CloseAsync();
    }

    /// <summary>A file that is given before the window listens is not heard of: it is given again.</summary>
    private static async Task GiveAsync(IPage page, FilePayload file)
    {
        for (var tries = 0; ; tries++)
        {
            await page.SetInputFilesAsync("[data-test=script-file]", file);
            try
            {
                await page.WaitForSelectorAsync("[data-test=found]", new() { Timeout = 15_000 });
                return;
            }
            catch (TimeoutException) when (tries < 4)
            {
            }
        }
    }

    [Fact]
    public async Task Running_text_is_cut_as_preferred_and_speakers_get_voices()
    {
        var page = await studio.ProjectAsync();
        await page.ClickUntilAsync("[data-test=paste]", "#script-text");
        await page.FillAsync("#script-text", "민수: 안녕. 반가워.\n지수: 그래!\n");
        await Assertions.Expect(page.Locator("[data-test=found]")).ToHaveTextAsync("대사 2개");
        await page.CheckAsync("[data-test=split-Sentences]");
        await Assertions.Expect(page.Locator("[data-test=found]")).ToHaveTextAsync("대사 3개");
        await page.CheckAsync("[data-test=split-Rows]");
        await page.CheckAsync("[data-test=names]");
        await Assertions.Expect(page.Locator(".import-voice")).ToHaveCountAsync(2);
        await NewcomerTests.KeepPictureAsync(page, "script-import");
        await page.Locator(".import-voice select").Nth(1).SelectOptionAsync("ken");
        await page.ClickAsync("[data-test=insert]");
        await Assertions.Expect(page.Locator(".voice-name").Nth(1)).ToHaveTextAsync("건");
        await Assertions.Expect(page.Locator(".speaker").First).ToHaveValueAsync("민수");
        await Assertions.Expect(page.Locator("[data-test=line] textarea").First).ToHaveValueAsync("안녕. 반가워.");

        // The speaker's other lines follow.
        await page.ClickAsync("[data-test=speakers]");
        await page.Locator(".mud-dialog .voice-select").First.SelectOptionAsync("jun");
        await Assertions.Expect(page.Locator(".voice-name").First).ToHaveTextAsync("준");
        await page.CloseAsync();
    }

    [Fact]
    public async Task A_subtitle_track_of_the_video_comes_in()
    {
        var page = await studio.ProjectAsync();
        var (srt, video) = (Path.Combine(studio.Folder, "in.srt"), Path.Combine(studio.Folder, "with-subtitles.mp4"));
        await File.WriteAllTextAsync(srt, Srt);
        await FfmpegTool.RunAsync(["-i", await NewcomerTests.MakeVideoAsync(studio.Folder, seconds: 8), "-i", srt, "-map", "0:v", "-map", "0:a", "-map", "1:s", "-c:v", "copy", "-c:a", "copy", "-c:s", "mov_text", "-metadata:s:s:0", "language=kor", video]);
        await page.SetInputFilesAsync("[data-test=file]", video);
        await page.WaitForFunctionAsync("document.querySelector('#video')?.readyState >= 2");
        await page.ClickUntilAsync("[data-test=paste]", "[data-test=track]");
        await page.ClickAsync("[data-test=track]");
        await Assertions.Expect(page.Locator("[data-test=found]")).ToHaveTextAsync("대사 2개");
        await page.ClickAsync("[data-test=insert]");
        await Assertions.Expect(page.Locator("[data-test=line] textarea").Nth(1)).ToHaveValueAsync("둘째 자막");
        await page.CloseAsync();
    }

    [Fact]
    public async Task The_code_of_a_reading_is_seen_while_its_line_is_written_and_not_else()
    {
        var page = await studio.ProjectAsync();
        await page.InsertScriptAsync("오늘 {GPU|지피유}가 빨라요\n둘째 줄\n");
        var (shown, field) = (page.Locator("[data-test=ruby-text]"), page.Locator("[data-test=line] textarea").First);
        await Assertions.Expect(shown).ToBeVisibleAsync();
        await Assertions.Expect(field).ToHaveCSSAsync("color", "rgba(0, 0, 0, 0)");
        await field.ClickAsync();
        await Assertions.Expect(shown).Not.ToBeVisibleAsync();
        await Assertions.Expect(field).Not.ToHaveCSSAsync("color", "rgba(0, 0, 0, 0)");
        await page.Keyboard.PressAsync("End");
        await page.Keyboard.TypeAsync("!");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(shown).ToBeVisibleAsync();
        await Assertions.Expect(shown).ToHaveTextAsync("오늘 GPU(지피유)가 빨라요!");
        await page.CloseAsync();
    }

    [Fact]
    public async Task The_keyboard_writes_splits_joins_and_moves_lines()
    {
        var page = await studio.ProjectAsync();
        await page.ClickAsync("[data-test=add-line]");
        await Assertions.Expect(page.Locator("textarea[data-line]:focus")).ToHaveCountAsync(1);

        // Without a pause for the server: nothing of what is typed after Enter is lost.
        await page.Keyboard.TypeAsync("하나");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.TypeAsync("둘셋");
        await WroteAsync(page, "하나", "둘셋");
        await page.Keyboard.PressAsync("ArrowLeft");
        await page.Keyboard.PressAsync("Alt+Enter");
        await WroteAsync(page, "하나", "둘", "셋");
        await page.Keyboard.PressAsync("Backspace");
        await WroteAsync(page, "하나", "둘 셋");
        await page.Keyboard.TypeAsync("+");
        await WroteAsync(page, "하나", "둘 +셋");
        await page.Keyboard.PressAsync("Shift+Enter");
        await page.Keyboard.TypeAsync("아래");
        await WroteAsync(page, "하나", "둘 +\n아래셋");

        await page.Keyboard.PressAsync("Alt+ArrowUp");
        await WroteAsync(page, "둘 +\n아래셋", "하나");
        await page.Keyboard.PressAsync("Control+End");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("End");
        await page.Keyboard.TypeAsync("!");
        await WroteAsync(page, "둘 +\n아래셋", "하나!");

        // Rows: choose, duplicate, delete.
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator(".number:focus")).ToHaveTextAsync("2");
        await page.Keyboard.PressAsync("Shift+ArrowUp");
        await Assertions.Expect(page.Locator(".line.marked")).ToHaveCountAsync(2);
        await page.Keyboard.PressAsync("Control+d");
        await WroteAsync(page, "둘 +\n아래셋", "하나!", "둘 +\n아래셋", "하나!");
        // The bar of the chosen ones, and back.
        await Assertions.Expect(page.Locator(".number:focus")).ToHaveTextAsync("3");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("[data-test=many-speaker]:focus")).ToHaveCountAsync(1);
        await page.Keyboard.TypeAsync("민수");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForFunctionAsync("[...document.querySelectorAll('.line .speaker')].map(s => s.value).join() === ',,민수,민수'");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator(".number:focus")).ToHaveTextAsync("3");
        await page.Keyboard.PressAsync("Delete");
        await WroteAsync(page, "둘 +\n아래셋", "하나!");

        // A whole script pasted into a line.
        await page.Locator("textarea[data-line]").Nth(1).FocusAsync();
        await page.EvaluateAsync("() => { const d = new DataTransfer(); d.setData('text/plain', '넷\\n다섯\\n\\n여섯'); document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: d, bubbles: true, cancelable: true })); }");
        await WroteAsync(page, "둘 +\n아래셋", "하나!", "넷", "다섯", "여섯");
        await Assertions.Expect(page.Locator("textarea[data-line]:focus")).ToHaveValueAsync("여섯");

        // Dragged by the handle.
        var handle = (await page.Locator(".grip").Nth(4).BoundingBoxAsync())!;
        var target = (await page.Locator(".line").First.BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(handle.X + 4, handle.Y + 8);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(handle.X + 4, handle.Y - 40, new() { Steps = 4 });
        await page.Mouse.MoveAsync(handle.X + 4, target.Y + 4, new() { Steps = 4 });
        await Assertions.Expect(page.Locator(".drop-mark")).ToBeVisibleAsync();
        await page.Mouse.UpAsync();
        await WroteAsync(page, "여섯", "둘 +\n아래셋", "하나!", "넷", "다섯");

        // All of it was saved.
        await page.WaitForFunctionAsync("document.documentElement.dataset.saved === 'yes'");
        await page.ReloadAsync();
        await TextsAsync(page, "여섯", "둘 +\n아래셋", "하나!", "넷", "다섯");
        await page.CloseAsync();
    }

    [Fact]
    public async Task Texts_are_found_and_replaced()
    {
        var page = await studio.ProjectAsync("Apple 하나\napple 둘\n포도 10개\n포도 200개\n");
        await page.Locator("textarea[data-line]").First.FocusAsync();
        await page.Keyboard.PressAsync("Control+h");
        await page.FillAsync("[data-test=find-text]", "apple");
        await Assertions.Expect(page.Locator("[data-test=find-count]")).ToHaveTextAsync("1 / 2");
        await Assertions.Expect(page.Locator(".line.found")).ToHaveCountAsync(2);
        await page.ClickAsync("[data-test=find-case]");
        await Assertions.Expect(page.Locator("[data-test=find-count]")).ToHaveTextAsync("1 / 1");
        await page.FillAsync("[data-test=replace-text]", "사과");
        await page.ClickAsync("[data-test=replace]");
        await TextsAsync(page, "Apple 하나", "사과 둘", "포도 10개", "포도 200개");
        await page.ClickAsync("[data-test=find-regex]");
        await page.FillAsync("[data-test=find-text]", "(\\d+)개");
        await page.FillAsync("[data-test=replace-text]", "$1알");
        await Assertions.Expect(page.Locator("[data-test=find-count]")).ToHaveTextAsync("1 / 2");
        await NewcomerTests.KeepPictureAsync(page, "script-find");
        await page.ClickAsync("[data-test=replace-all]");
        await TextsAsync(page, "Apple 하나", "사과 둘", "포도 10알", "포도 200알");
        await page.FillAsync("[data-test=find-text]", "(");
        await Assertions.Expect(page.Locator(".find .problem")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator(".find")).ToHaveCountAsync(0);
        await page.CloseAsync();
    }

    [Fact]
    public async Task Times_are_shifted_scaled_and_laid_out_and_files_come_out_as_they_went_in()
    {
        var page = await studio.ProjectAsync(Srt);
        var starts = page.Locator(".times input");
        await RetimeAsync("Shift", ("by", "2.5"));
        await Assertions.Expect(starts.First).ToHaveValueAsync("0:03.5");
        await RetimeAsync("Scale", ("percent", "200"));
        await Assertions.Expect(starts.Nth(2)).ToHaveValueAsync("0:09.5");
        await RetimeAsync("Between", ("first", "0:01"), ("last", "0:04"));
        await Assertions.Expect(starts.First).ToHaveValueAsync("0:01.0");
        await Assertions.Expect(starts.Nth(2)).ToHaveValueAsync("0:04.0");

        // The menu of files: with the times of the slots, each says what was imported.
        await page.ClickAsync("[data-test=export-script] button, button[data-test=export-script]");
        var files = page.Locator(".mud-popover-open a");
        await Assertions.Expect(files).ToHaveCountAsync(9);
        var addresses = await files.EvaluateAllAsync<string[]>("all => all.map(a => a.href)");
        foreach (var address in addresses)
        {
            var extension = new Uri(address).AbsolutePath.Split('.')[^1];
            var body = await (await page.APIRequest.GetAsync(address)).BodyAsync();
            if (extension == "txt")
                Assert.Equal("첫 자막\r\n둘째 자막\r\n", Encoding.UTF8.GetString(body));
            else if (address.Contains("slots", StringComparison.Ordinal))
                Assert.Equal([("첫 자막", 1.0, 3.5), ("둘째 자막", 4.0, 6.0)], ScriptReader.Read(body, "out." + extension).Cues.Select(c => (c.Text, c.Start!.Value.TotalSeconds, c.End!.Value.TotalSeconds)));
        }

        Assert.Equal(["ass", "csv", "srt", "txt", "vtt"], addresses.Select(a => new Uri(a).AbsolutePath.Split('.')[^1]).Distinct().Order());
        await page.Mouse.ClickAsync(700, 600);
        await Assertions.Expect(files).ToHaveCountAsync(0);

        // From the second line on one after the other, as long as they are spoken.
        await page.Locator(".more").Nth(1).ClickAsync();
        await page.Locator(".mud-popover-open .mud-menu-item", new() { HasText = "여기부터" }).ClickAsync();
        await page.FillAsync("[data-test=retime-from]", "0:10");
        await NewcomerTests.KeepPictureAsync(page, "script-retime");
        await page.ClickAsync("[data-test=retime-do]");
        await Assertions.Expect(starts.Nth(2)).ToHaveValueAsync("0:10.0");
        await Assertions.Expect(starts.First).ToHaveValueAsync("0:01.0");
        await page.CloseAsync();

        async Task RetimeAsync(string way, params (string Field, string Value)[] values)
        {
            await page.ClickAsync("[data-test=retime]");
            await page.CheckAsync($"[data-test=way-{way}]");
            foreach (var (field, value) in values)
                await page.FillAsync($"[data-test=retime-{field}]", value);
            await page.ClickAsync("[data-test=retime-do]");
            await Assertions.Expect(page.Locator(".mud-dialog")).ToHaveCountAsync(0);
        }
    }

    [Fact]
    public async Task Lines_are_checked_while_they_are_written()
    {
        var page = await studio.ProjectAsync("1\n00:00:01,000 --> 00:00:02,000\n이 문장은 일 초 안에 말하기에는 아무래도 너무 길다고 할 수밖에 없습니다 😀\n\n2\n00:00:04,000 --> 00:00:06,000\n알맞은 문장\n");
        await Assertions.Expect(page.Locator("[data-test=chip].Guess.Overflow")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("[data-test=chip].Guess.Free")).ToHaveCountAsync(1);
        await page.Locator("textarea[data-line]").First.FocusAsync();
        var notes = page.Locator(".line.selected .notes");
        await Assertions.Expect(notes).ToContainTextAsync("읽지 않는 글자: 😀");
        await Assertions.Expect(notes).ToContainTextAsync("한 줄 16자");
        await Assertions.Expect(notes).ToContainTextAsync("12자까지");
        await NewcomerTests.KeepPictureAsync(page, "script-checks");
        await page.CloseAsync();
    }

    [Fact]
    public async Task Two_thousand_lines_open_and_scroll_with_few_rows_on_the_page()
    {
        var page = await studio.ProjectAsync();
        await page.ClickUntilAsync("[data-test=paste]", "[data-test=script-file]", attached: true);
        await GiveAsync(page, new FilePayload { Name = "long.txt", MimeType = "text/plain", Buffer = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(1, 2000).Select(i => $"{i}번째 줄입니다.\n"))) });
        await Assertions.Expect(page.Locator("[data-test=found]")).ToContainTextAsync("2000");
        await page.ClickAsync("[data-test=insert]");
        await page.Locator("[data-test=line]").First.WaitForAsync();
        Assert.InRange(await page.Locator("[data-test=line]").CountAsync(), 10, 120);
        await page.Locator("[data-test=line] textarea").First.FocusAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("End");
        await Assertions.Expect(page.Locator(".number:focus")).ToHaveTextAsync("2000");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Control+End");
        await page.Keyboard.TypeAsync(" 끝!");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".script-bar h2")).ToContainTextAsync("2001");
        await page.Keyboard.TypeAsync("새 줄");
        await Assertions.Expect(page.Locator("textarea[data-line]:focus")).ToHaveValueAsync("새 줄");
        Assert.InRange(await page.Locator("[data-test=line]").CountAsync(), 10, 120);
        // The bar scrolls to anywhere.
        await page.EvaluateAsync("document.querySelector('.lines').scrollTop = 1000 * 60");
        await Assertions.Expect(page.Locator("[data-first='1000'] textarea")).ToHaveValueAsync("1001번째 줄입니다.");
        await page.CloseAsync();
    }

    private static async Task TextsAsync(IPage page, params string[] texts)
    {
        try
        {
            await page.WaitForFunctionAsync("texts => JSON.stringify([...document.querySelectorAll('textarea[data-line]')].map(t => t.value)) === JSON.stringify(texts)", texts);
        }
        catch (TimeoutException)
        {
            Assert.Equal(texts, (IEnumerable<string>)await page.EvaluateAsync<string[]>("[...document.querySelectorAll('textarea[data-line]')].map(t => t.value)"));
            throw;
        }
    }

    /// <summary>The script says this, and the keyboard is back in it.</summary>
    private static async Task WroteAsync(IPage page, params string[] texts)
    {
        await TextsAsync(page, texts);
        await page.WaitForFunctionAsync("document.activeElement.closest('.line') !== null");
    }
}
