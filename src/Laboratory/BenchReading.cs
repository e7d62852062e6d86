using System.CommandLine;
using System.Diagnostics;
using Dubbing.CommandLine;
using Dubbing.Media;
using Dubbing.Readings;
using Dubbing.Readings.Correction;
using Dubbing.Readings.Japanese;

namespace Dubbing.Laboratory;

/// <summary><c>dub bench read</c>: how fast texts are read, that long lines cost linear time, and that no text is too odd.</summary>
internal static class BenchReading
{
    private const int Lines = 1000;
    private const int LongUnits = 20_000;

    // {0} and {1} are numbers, so that no two lines are the same.
    private static readonly Dictionary<Language, string[]> Patterns = new()
    {
        [Language.Korean] =
        [
            "오늘은 {0}쪽의 두 번째 그림부터 천천히 살펴보겠습니다.", "지난달 매출은 {0}억 원으로 작년보다 {1}% 늘었습니다.", "이 버튼을 누르면 화면이 {1}초 뒤에 바뀝니다.", "닭을 {1}마리 키우는 집에서 맑은 국물을 끓였다.", "궁금한 점이 있으면 언제든지 댓글로 남겨 주세요!",
            "AI 모델은 {0}개의 문장을 읽고 발음을 배웁니다.", "{1}월 {1}일 오후 {1}시에 회의실 {0}호에서 만날까요?", "값이 싸고 품질이 좋은 제품을 찾는 분들께 추천합니다.", "물은 섭씨 {1}도에서 끓지 않고, 얼음은 녹습니다.", "다음 시간에는 광합성이 일어나는 과정을 차례대로 설명하겠습니다.",
        ],
        [Language.Japanese] =
        [
            "今日は{0}ページの二つ目の図から、ゆっくり見ていきましょう。", "先月の売り上げは{0}億円で、去年より{1}％増えました。", "このボタンを押すと、{1}秒後に画面が切り替わります。", "庭で鶏を{1}羽飼い、畑では野菜を育てています。", "分からないことがあれば、いつでもコメントで教えてください！",
            "AIのモデルは{0}個の文を読んで、発音を学びます。", "{1}月{1}日の午後{1}時に、{0}号室で会いませんか？", "値段が安くて品質の良い製品を探している方におすすめです。", "水は{1}度では沸騰せず、氷は溶けてしまいます。", "次の時間には、光合成の仕組みを順番に説明します。",
        ],
    };

    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "One JSON object a measurement" };
        var fuzz = new Option<int>("--fuzz") { Description = "Read so many random lines in each language instead, and 100,000-character ones" };
        var seed = new Option<int>("--seed") { Description = "Dice for --fuzz", DefaultValueFactory = _ => 1 };
        var command = new Command("read", "How fast texts are read; with --fuzz, whether random ones are") { json, fuzz, seed };
        command.SetAction((r, cancel) => Task.Run(
            async () =>
            {
                using var services = new CommandServices();
                var wrong = 0;
                foreach (var reader in Enum.GetValues<Language>().Select(CommandServices.Reader))
                {
                    if (r.GetValue(fuzz) > 0)
                        wrong += Fuzz(reader, r.GetValue(fuzz), r.GetValue(seed), r.GetValue(json), cancel);
                    else
                        await MeasureAsync(reader, r.GetValue(json), cancel);
                }

                return wrong == 0 ? ExitCodes.Done : ExitCodes.Failed;
            },
            cancel));
        return command;
    }

    private static async Task MeasureAsync(IReader reader, bool json, CancellationToken cancel)
    {
        var patterns = Patterns[reader.Language];
        var script = Enumerable.Range(1, Lines).Select(i => string.Format(System.Globalization.CultureInfo.InvariantCulture, patterns[i % patterns.Length], i, i % 12 + 1)).ToArray();
        for (var round = 0; round < 3; round++)
        {
            foreach (var line in script)
                reader.Read(line);
        }

        cancel.ThrowIfCancellationRequested();
        // On a busy machine the processor's time says more than the clock.
        var (clock, worked, before) = (Stopwatch.StartNew(), Worked(), GC.GetAllocatedBytesForCurrentThread());
        foreach (var line in script)
            reader.Read(line);
        var seconds = clock.Elapsed.TotalSeconds;
        var processor = Worked() - worked;
        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        var text = string.Concat(script);
        while (text.Length < 4 * LongUnits)
            text += text;
        var longer = new[] { LongUnits, 2 * LongUnits, 4 * LongUnits }.Select(n =>
        {
            cancel.ThrowIfCancellationRequested();
            // The quickest of three, by the processor's time.
            return (Units: n, Seconds: Enumerable.Range(0, 3).Min(_ =>
            {
                var start = Worked();
                reader.Read(text[..n]);
                return Worked() - start;
            }));
        }).ToList();
        var mecab = reader.Language == Language.Japanese ? await MecabAsync(script, cancel) : null;
        if (json)
        {
            JsonLines.Write(new { language = reader.Language.Code(), lines = Lines, seconds = Math.Round(seconds, 4), processorSeconds = Math.Round(processor, 4), linesPerSecond = Math.Round(Lines / seconds), bytesPerLine = bytes / Lines, longLines = longer.Select(l => new { units = l.Units, seconds = Math.Round(l.Seconds, 4) }), mecabSeconds = mecab });
            return;
        }

        Console.Out.WriteLine($"{reader.Language.Code()}  {Lines} lines in {seconds:0.000} s ({Lines / seconds:0} lines a second; {processor:0.000} s of processor time; {bytes / Lines / 1000.0:0.0} kB a line)");
        Console.Out.WriteLine($"    one line of {string.Join(", ", longer.Select(l => $"{l.Units} characters {l.Seconds * 1000:0} ms"))}: twice the length takes {longer[1].Seconds / longer[0].Seconds:0.00}, four times {longer[2].Seconds / longer[0].Seconds:0.00} times as long");
        if (mecab is not null)
            Console.Out.WriteLine($"    the mecab program, its start included: {mecab:0.000} s for the same lines (analysis only, no accents or sounds)");
    }

    /// <summary>The processor's time for this process so far, in seconds.</summary>
    private static double Worked()
    {
        using var self = Process.GetCurrentProcess();
        return self.TotalProcessorTime.TotalSeconds;
    }

    /// <summary>How long the mecab program takes for the lines; null when it is not installed.</summary>
    private static async Task<double?> MecabAsync(string[] lines, CancellationToken cancel)
    {
        if (JapaneseDictionary.Folder is not { } folder)
            return null;
        // mecab wants a dicrc in the dictionary's folder, and Open JTalk's has none.
        var work = Directory.CreateTempSubdirectory("dub-bench-").FullName;
        try
        {
            foreach (var file in Directory.GetFiles(folder))
                File.CreateSymbolicLink(Path.Combine(work, Path.GetFileName(file)), file);
            File.WriteAllText(Path.Combine(work, "dicrc"), "bos-feature = BOS/EOS,*,*,*,*,*,*\n");
            var (input, output) = (Path.Combine(work, "lines"), Path.Combine(work, "words"));
            File.WriteAllLines(input, lines);
            var clock = Stopwatch.StartNew();
            var ended = await ChildProcess.RunAsync(new ChildCommand("mecab", CommandText.Of(["-d", work, "-o", output, input])), cancel);
            return ended.ExitCode == 0 && new FileInfo(output) is { Exists: true, Length: > 0 } ? Math.Round(clock.Elapsed.TotalSeconds, 4) : null;
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or IOException or UnauthorizedAccessException)
        {
            return null;
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private static int Fuzz(IReader reader, int count, int seed, bool json, CancellationToken cancel)
    {
        var random = new Random(seed);
        var dictionary = new ReadingDictionary([new DictionaryEntry(Language.Korean, "닭", "닥"), new DictionaryEntry(Language.Japanese, "箸", "ハ]シ"), new DictionaryEntry(Language.Japanese, "a", "エー") { Class = WordClass.Phrase }]);
        var (wrong, clock) = (0, Stopwatch.StartNew());
        var longLines = Math.Clamp(count / 5000, 1, 20);
        for (var i = 0; i < count + longLines; i++)
        {
            cancel.ThrowIfCancellationRequested();
            var text = RandomText.Next(random, i < count ? i % 100 == 0 ? 2000 : 60 : 100_000);
            string? fault;
            try
            {
                fault = RandomText.Fault(reader.Read(text, i % 2 == 0 ? dictionary : null), text);
            }
            catch (Exception e) when (e is not DubbingException)
            {
                fault = e.ToString();
            }

            if (fault is null)
                continue;
            wrong++;
            Console.Error.WriteLine($"{reader.Language.Code()} line {i} (seed {seed}): {fault}\n  {Convert.ToHexString(System.Text.Encoding.Unicode.GetBytes(text[..Math.Min(200, text.Length)]))}");
        }

        if (json)
            JsonLines.Write(new { language = reader.Language.Code(), lines = count + longLines, seed, wrong, seconds = Math.Round(clock.Elapsed.TotalSeconds, 1) });
        else
            Console.Out.WriteLine($"{reader.Language.Code()}  {count + longLines} random lines (seed {seed}) in {clock.Elapsed.TotalSeconds:0.0} s: {wrong} wrong");
        return wrong;
    }
}
