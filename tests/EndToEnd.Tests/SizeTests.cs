using System.Text.Json;
using Dubbing.Media;
using Microsoft.Playwright;

namespace Dubbing.EndToEnd.Tests;

/// <summary>The editor in windows from a phone's to a large screen's, with a lecture and with a vertical clip: everything is there and can be pressed.</summary>
[Trait("Category", "Long")]
public sealed class SizeTests
{
    /// <summary>Width and height in CSS pixels.</summary>
    private static readonly (int Width, int Height)[] Sizes = [(1920, 1080), (1440, 900), (1280, 800), (1024, 768), (390, 844)];

    /// <summary>What can be pressed and is in view, but has something else at its middle; with what lies there.</summary>
    private const string Covered = """
        () => [...document.querySelectorAll('button, [role=tab], input, select, a[href]')].filter(e => {
            const b = e.getBoundingClientRect();
            const [x, y] = [b.left + b.width / 2, b.top + b.height / 2];
            if (b.width < 8 || b.height < 8 || e.disabled || !e.checkVisibility({ opacityProperty: true, visibilityProperty: true }) || x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) return false;
            for (let box = e.parentElement; box; box = box.parentElement) {
                const o = getComputedStyle(box), area = box.getBoundingClientRect();
                if ((o.overflowX !== 'visible' || o.overflowY !== 'visible') && (x < area.left || x > area.right || y < area.top || y > area.bottom)) return false;
            }
            const top = document.elementFromPoint(x, y);
            // On a phone the rows go under the bar, and a notice that goes away by itself lies over the top.
            if (innerWidth < 720 && top?.closest(".tl-bar, #mud-snackbar-container")) return false;
            return top && !e.contains(top) && !top.contains(e) && !(e.labels && [...e.labels].some(l => l.contains(top)));
        }).map(e => `${e.tagName} ${e.getAttribute('aria-label') ?? e.title ?? ''} ${e.textContent.trim().slice(0, 20)} under ${document.elementFromPoint(e.getBoundingClientRect().left + e.getBoundingClientRect().width / 2, e.getBoundingClientRect().top + e.getBoundingClientRect().height / 2).className}`)
        """;

    [Theory]
    [InlineData("ko-KR", false)]
    [InlineData("ja-JP", true)]
    [InlineData("en-US", false)]
    public async Task Everything_is_in_reach(string locale, bool dark)
    {
        await using var studio = await StudioProcess.StartAsync();
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(studio.Address, locale, dark);
        foreach (var portrait in new[] { false, true })
        {
            await page.SetViewportSizeAsync(1440, 900);
            await page.GotoAsync(studio.Address);
            await FillAsync(page, studio.Folder, locale, portrait);
            var wrong = new List<string>();
            foreach (var (width, height) in Sizes)
            {
                await page.SetViewportSizeAsync(width, height);
                await page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
                await page.WaitForFunctionAsync("!dubbing.timeline.dirty");
                var name = $"{locale}-{width}x{height}-{(portrait ? "portrait" : "landscape")}";
                await NewcomerTests.KeepPictureAsync(page, name);
                var seen = JsonSerializer.Deserialize<Seen>(await page.EvaluateAsync<string>(
                    """
                    () => {
                        const video = document.querySelector('#video').getBoundingClientRect(), row = document.querySelector('.line.selected').getBoundingClientRect(), list = document.querySelector('.lines').getBoundingClientRect();
                        const rows = [...document.querySelectorAll('.line')].filter(l => { const b = l.getBoundingClientRect(); return b.top >= list.top - 1 && b.bottom <= Math.min(list.bottom, innerHeight) + 1; });
                        return JSON.stringify({ Wide: document.documentElement.scrollWidth > innerWidth, Video: Math.min(video.bottom, innerHeight) - Math.max(video.top, 0), Rows: rows.length, Selected: row.top >= list.top - 1 && row.top < innerHeight });
                    }
                    """))!;
                if (seen.Wide)
                    wrong.Add($"{name}: wider than the window");
                // A phone shows the video with its script; so does everything else.
                if (seen.Video < 120)
                    wrong.Add($"{name}: {seen.Video} px of video");
                if (seen.Rows < 2 || !seen.Selected)
                    wrong.Add($"{name}: {seen.Rows} rows in view, the selected one {(seen.Selected ? "among" : "not among")} them");
                wrong.AddRange((await page.EvaluateAsync<string[]>(Covered)).Select(c => $"{name}: {c}"));
            }
            Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
        }
    }

    private static async Task FillAsync(IPage page, string folder, string locale, bool portrait)
    {
        await page.NewProjectAsync(portrait ? "Vertical" : "Lecture");
        var lines = locale[..2] switch
        {
            "ja" => new[] { "こんにちは。今日は水の循環について学びます。", "海の水は、日の光を受けて水蒸気になります。", "{価格|カカク}は、前の月より3.5％上がりました。", "川は海に戻り、こうして水は絶えず巡ります。" },
            "ko" => ["안녕하세요. 오늘은 물의 순환을 배웁니다.", "바닷물은 햇빛을 받아 수증기가 됩니다.", "{3.5%|삼쩜오 프로} 올랐으니 표를 함께 보겠습니다.", "이렇게 물은 끊임없이 돌고 돕니다."],
            _ => ["안녕하세요. 오늘은 물의 순환을 배웁니다.", "바닷물은 햇빛을 받아 수증기가 됩니다.", "수증기는 하늘로 올라가 식으면서 구름이 됩니다.", "이렇게 물은 끊임없이 돌고 돕니다."],
        };
        // The second line is too long for its time: its ways out are on the screen, too.
        await page.InsertScriptAsync("WEBVTT\n\n" + string.Join("\n\n", lines.Select((text, i) => $"00:{5 * i:00}.500 --> 00:{5 * i + (i == 1 ? 1 : 4):00}.900\n<v {(i % 2 == 0 ? "지민" : "하늘")}>{text}")) + "\n");
        await page.WaitForClipsAsync(4, "true");
        await page.SetInputFilesAsync("[data-test=file]", await MakeAsync(folder, portrait));
        await page.WaitForFunctionAsync("document.querySelector('#video')?.readyState >= 2 && window.dubbing?.timeline.media.thumbnails && dubbing.timeline.media.waveform", null, new() { Timeout = 120_000 });
        await page.ClickAsync("[data-test=render] button");
        await page.WaitForClipsAsync(4, "c.kind === 'line' && c.url && !c.stale");
        await page.SelectLineAsync(1);
    }

    private static async Task<string> MakeAsync(string folder, bool portrait)
    {
        var path = Path.Combine(folder, portrait ? "vertical.mp4" : "lecture.mp4");
        await FfmpegTool.RunAsync(
        [
            "-f", "lavfi", "-i", $"testsrc2=size={(portrait ? "360x640" : "640x360")}:rate=25:duration=24", "-f", "lavfi", "-i", "sine=220:duration=24,volume=0.5",
            "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", "-shortest", path,
        ]);
        return path;
    }

    private sealed record Seen(bool Wide, double Video, int Rows, bool Selected);
}
