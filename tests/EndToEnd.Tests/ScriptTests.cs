using System.Globalization;
using System.Text;
using Dubbing.Media;
using Dubbing.Script;
using Dubbing.Script.Tests.Formats;
using Microsoft.Playwright;

namespace Dubbing.EndToEnd.Tests;

/// <summary>The script pane through the real interface: files of every format in and out, the keyboard, finding, times.</summary>
public sealed class ScriptTests(ScriptTests.Shared shared) : IClassFixture<ScriptTests.Shared>
{
    private const string Srt = "1\n00:00:01,000 --> 00:00:03,500\n첫 자막\n\n2\n00:00:04,000 --> 00:00:06,000\n둘째 자막\n";

    [Fact]
    public async Task Files_of_every_format_come_in_with_a_preview()
    {
        var page = await shared.ProjectAsync();
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
            await page.SetInputFilesAsync("[data-test=script-file]", new FilePayload { Name = name, MimeType = "application/octet-stream", Buffer = bytes });
            await Assertions.Expect(page.Locator("[data-test=found]")).ToHaveTextAsync(count);
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
        await page.SetInputFilesAsync("[data-test=script-file]", new FilePayload { Name = "bad.srt", MimeType = "text/plain", Buffer = Encoding.UTF8.GetBytes(Srt + "\n3\n00:00:09,000 --> 00:00:08,000\n거꾸로\n") });
        await Assertions.Expect(page.Locator("[data-test=problems]")).ToContainTextAsync("10번째 줄");
        await page.SetInputFilesAsync("[data-test=script-file]", new FilePayload { Name = "photo.png", MimeType = "image/png", Buffer = [0x89, 0x50, 0x4E, 0x47, 0, 0, 0, 13, 0xFF, 0xFE] });
        await Assertions.Expect(page.Locator(".mud-dialog [role=alert]")).ToContainTextAsync("photo.png");
        await page.CloseAsync();
    }

    [Fact]
    public async Task Running_text_is_cut_as_preferred_and_speakers_get_voices()
    {
        var page = await shared.ProjectAsync();
        await page.ClickUntilAsync("[data-test=paste]", "#script-text");
        await page.FillAsync("#script-text", "민수: 안녕. 반가워.\n지수: 그래!\n");
        await Assertions.Expect(page.Locator("[data-test=found]")).ToHaveTextAsync("대사 2개");
        await page.CheckAsync("[data-test=split-Sentences]");
        await Assertions.Expect(page.Locator("[data-test=found]")).ToHaveTextAsync("대사 3개");
        await page.CheckAsync("[data-test=split-Rows]");
        await page.CheckAsync("[data-test=names]");
        await Assertions.Expect(page.Locator(".import-voice")).ToHaveCountAsync(2);
        await Shared.PictureAsync(page, "script-import");
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
        var page = await shared.ProjectAsync();
        var (srt, video) = (Path.Combine(shared.Folder, "in.srt"), Path.Combine(shared.Folder, "with-subtitles.mp4"));
        await File.WriteAllTextAsync(srt, Srt);
        await FfmpegTool.RunAsync(["-i", await NewcomerTests.MakeVideoAsync(shared.Folder, seconds: 8), "-i", srt, "-map", "0:v", "-map", "0:a", "-map", "1:s", "-c:v", "copy", "-c:a", "copy", "-c:s", "mov_text", "-metadata:s:s:0", "language=kor", video]);
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
    public async Task Texts_are_found_and_replaced()
    {
        var page = await shared.ProjectAsync("Apple 하나\napple 둘\n포도 10개\n포도 200개\n");
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
        await Shared.PictureAsync(page, "script-find");
        await page.ClickAsync("[data-test=replace-all]");
        await TextsAsync(page, "Apple 하나", "사과 둘", "포도 10알", "포도 200알");
        await page.FillAsync("[data-test=find-text]", "(");
        await Assertions.Expect(page.Locator(".find .problem")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator(".find")).ToHaveCountAsync(0);
        await page.CloseAsync();
    }

    [Fact]
    public async Task Lines_are_checked_while_they_are_written()
    {
        var page = await shared.ProjectAsync("1\n00:00:01,000 --> 00:00:02,000\n이 문장은 일 초 안에 말하기에는 아무래도 너무 길다고 할 수밖에 없습니다 😀\n\n2\n00:00:04,000 --> 00:00:06,000\n알맞은 문장\n");
        await Assertions.Expect(page.Locator("[data-test=chip].Guess.Overflow")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("[data-test=chip].Guess.Free")).ToHaveCountAsync(1);
        await page.Locator("textarea[data-line]").First.FocusAsync();
        var notes = page.Locator(".line.selected .notes");
        await Assertions.Expect(notes).ToContainTextAsync("읽지 않는 글자: 😀");
        await Assertions.Expect(notes).ToContainTextAsync("한 줄 16자");
        await Assertions.Expect(notes).ToContainTextAsync("12자까지");
        await Shared.PictureAsync(page, "script-checks");
        await page.CloseAsync();
    }

    private static Task<IJSHandle> TextsAsync(IPage page, params string[] texts) =>
        page.WaitForFunctionAsync("texts => JSON.stringify([...document.querySelectorAll('textarea[data-line]')].map(t => t.value)) === JSON.stringify(texts)", texts);

    /// <summary>One studio and one browser for all of these.</summary>
    public sealed class Shared : IAsyncLifetime
    {
        private StudioProcess studio = null!;
        private Browser browser = null!;

        public string Folder => studio.Folder;

        public async Task InitializeAsync()
        {
            studio = await StudioProcess.StartAsync();
            browser = await Browser.StartAsync();
        }

        public async Task DisposeAsync()
        {
            await browser.DisposeAsync();
            await studio.DisposeAsync();
        }

        /// <summary>A new Korean project, open in a page of its own.</summary>
        public async Task<IPage> ProjectAsync(string? script = null)
        {
            var page = await browser.OpenAsync(studio.Address);
            await page.NewProjectAsync("대본");
            if (script is null)
                return page;
            await page.ClickAsync("[data-test=paste]");
            await page.FillAsync("#script-text", script);
            await page.ClickAsync("[data-test=insert]");
            await Assertions.Expect(page.Locator(".mud-dialog")).ToHaveCountAsync(0, new() { Timeout = 30_000 });
            await page.Locator("[data-test=line]").First.WaitForAsync();
            return page;
        }

        public static Task PictureAsync(IPage page, string name) => NewcomerTests.KeepPictureAsync(page, name);
    }
}
