using System.Globalization;

namespace Dubbing.Script;

/// <summary>
/// Finds out what the columns of a table are, by their headings in Korean, Japanese or English, else by what stands in
/// them, and makes lines of its rows.
/// </summary>
internal static class Table
{
    /// <summary>A table's columns past this are not looked at.</summary>
    public const int MostColumns = 64;

    /// <summary>The headings stand in one of the first rows.</summary>
    public const int HeaderWithin = 5;

    private enum Column
    {
        Other,
        Start,
        End,
        Duration,
        Speaker,
        Text,
    }

    /// <summary>Headings, without spaces and signs, in lower case. Where several match, the longest does.</summary>
    private static readonly Dictionary<Column, string[]> Headings = new()
    {
        [Column.Start] = ["start", "starttime", "begin", "from", "in", "timein", "tcin", "timecode", "time", "시작", "시작시간", "시작시각", "인", "타임코드", "시간", "開始", "開始時間", "開始時刻", "開始位置", "はじめ", "イン", "タイムコード", "時間", "時刻"],
        [Column.End] = ["end", "endtime", "stop", "finish", "to", "out", "timeout", "tcout", "끝", "끝시간", "종료", "종료시간", "종료시각", "아웃", "終了", "終了時間", "終了時刻", "終了位置", "おわり", "終わり", "アウト"],
        [Column.Duration] = ["duration", "dur", "length", "길이", "지속시간", "재생시간", "長さ", "尺", "継続時間"],
        [Column.Speaker] = ["speaker", "actor", "character", "name", "role", "cast", "who", "화자", "배우", "성우", "인물", "등장인물", "캐릭터", "역할", "배역", "이름", "話者", "役", "役名", "配役", "キャラ", "キャラクター", "登場人物", "人物", "声優", "名前", "話し手"],
        [Column.Text] = ["text", "line", "lines", "script", "dialogue", "dialog", "subtitle", "caption", "content", "sentence", "translation", "대사", "대본", "내용", "자막", "텍스트", "문장", "본문", "번역", "번역문", "セリフ", "せりふ", "台詞", "台本", "内容", "字幕", "テキスト", "本文", "原稿", "文", "翻訳", "訳文"],
    };

    private static readonly Dictionary<Language, string[]> LanguageNames = new()
    {
        [Language.Korean] = ["korean", "ko", "kor", "kr", "한국어", "한글", "국문", "韓国語"],
        [Language.Japanese] = ["japanese", "ja", "jpn", "jp", "일본어", "일어", "일문", "日本語"],
    };

    /// <summary>Whether a row is one of headings: it names two columns, or has hardly more than the text's.</summary>
    public static bool HasHeader(IReadOnlyList<string> cells) =>
        Headed(cells) >= 2 || (cells.Count(c => c.Trim().Length > 0) <= 3 && cells.Any(c => KindOf(c, null) is (Column.Text, >= 4)));

    /// <summary>How many different columns a row names.</summary>
    public static int Headed(IReadOnlyList<string> cells) =>
        cells.Take(MostColumns).Select(c => KindOf(c, null).Kind).Where(k => k != Column.Other).Distinct().Count();

    public static void Parse(IReadOnlyList<TableRow> rows, ScriptBuilder script)
    {
        var header = rows.Take(HeaderWithin).Where(r => HasHeader(r.Cells)).MaxBy(r => Headed(r.Cells));
        var body = header is null ? rows : [.. rows.Where(r => r.Line > header.Line)];
        if (body.Count == 0)
            return;
        var columns = header is null ? ByContent(body) : ByHeading(header, body, script);
        foreach (var row in body)
            Read(row, columns, script);
        if (body.Any(r => columns.Times.Any(c => Clock.IsTimecode(r.Cell(c)))))
            script.Report(0, Messages.FramesAssumed(Clock.FramesPerSecond));
    }

    private static void Read(TableRow row, Columns columns, ScriptBuilder script)
    {
        var text = string.Join('\n', row.Cell(columns.Text).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        if (text.Length == 0)
        {
            if (columns.Times.Any(c => row.Cell(c).Length > 0))
                script.Report(row.Line, Messages.NoText());
            return;
        }

        var start = Time(columns.Start);
        var end = Time(columns.End) ?? (start + Time(columns.Duration));
        var shown = string.Join(' ', columns.Times.Select(row.Cell));
        // A line whose times are of no use is still a line.
        if (start < TimeSpan.Zero || end <= start)
            script.Report(row.Line, Messages.BadTimes(ScriptBuilder.Short(shown.Trim())));
        if (start is null || start < TimeSpan.Zero || end <= start)
            (start, end) = (null, null);
        script.Add(row.Line, text, start, end, row.Cell(columns.Speaker));

        TimeSpan? Time(int column)
        {
            var cell = row.Cell(column);
            if (cell.Length == 0)
                return null;
            if (Clock.TryCell(cell, columns.Unit(column), out var time))
                return time;
            script.Report(row.Line, Messages.BadCell(ScriptBuilder.Short(cell)));
            return null;
        }
    }

    private static Columns ByHeading(TableRow header, IReadOnlyList<TableRow> body, ScriptBuilder script)
    {
        var kinds = header.Cells.Select(c => KindOf(c, script.Options.Language)).ToList();
        int Best(Column kind) => kinds.Select((k, i) => (k, i)).Where(x => x.k.Kind == kind).OrderByDescending(x => x.k.Weight).Select(x => x.i).FirstOrDefault(-1);
        var columns = new Columns(Best(Column.Start), Best(Column.End), Best(Column.Duration), Best(Column.Speaker), Best(Column.Text),
            [.. header.Cells.Select((c, i) => (c, i)).Where(x => IsMilliseconds(x.c)).Select(x => x.i)]);
        if (columns.Text >= 0)
            return columns;
        var guessed = LongestText(body, [columns.Start, columns.End, columns.Duration, columns.Speaker]);
        script.Report(header.Line, Messages.NoTextColumn(guessed + 1));
        return columns with { Text = guessed };
    }

    /// <summary>Columns without headings: times, the longest texts, and before them a short one that repeats.</summary>
    private static Columns ByContent(IReadOnlyList<TableRow> body)
    {
        var sample = body.Take(200).ToList();
        var width = sample.Max(r => r.Cells.Length);
        bool Mostly(int column, Func<string, bool> holds) => sample.Count(r => holds(r.Cell(column))) > 0.7 * sample.Count;
        var times = Enumerable.Range(0, width).Where(c => Mostly(c, IsClock)).Take(2).ToList();
        var text = LongestText(body, times);
        var speaker = Enumerable.Range(0, width).Where(c => c != text && !times.Contains(c) && Mostly(c, v => v.Length is > 0 and <= 20 && !double.TryParse(v, CultureInfo.InvariantCulture, out _)))
            .FirstOrDefault(c => sample.Count > 2 && sample.Select(r => r.Cell(c)).Distinct().Count() < sample.Count, -1);
        return new Columns(times.FirstOrDefault(-1), times.Skip(1).FirstOrDefault(-1), -1, speaker, text, []);
    }

    private static int LongestText(IReadOnlyList<TableRow> body, IReadOnlyCollection<int> taken) =>
        Enumerable.Range(0, body.Take(200).Max(r => r.Cells.Length)).Where(c => !taken.Contains(c)).DefaultIfEmpty(0)
            .MaxBy(c => body.Take(200).Sum(r => IsClock(r.Cell(c)) ? 0 : r.Cell(c).Length));

    private static (Column Kind, int Weight) KindOf(string heading, Language? wanted)
    {
        var name = Normal(heading);
        if (name.Length is 0 or > 40)
            return (Column.Other, 0);
        foreach (var (language, names) in LanguageNames)
        {
            if (names.Any(n => name == n || (n.Length > 2 && name.Contains(n, StringComparison.Ordinal))))
                return (Column.Text, wanted is null ? 2 : language == wanted ? 5 : 1);
        }

        foreach (var (kind, names) in Headings)
        {
            if (names.Contains(name))
                return (kind, 4);
        }

        // “대사 내용”, “start (sec)”: the longest name that the heading begins or ends with.
        var part = Headings.SelectMany(h => h.Value.Select(n => (h.Key, Name: n)))
            .Where(h => h.Name.Length > 1 && h.Name is not ("in" or "to" or "who") && (name.StartsWith(h.Name, StringComparison.Ordinal) || name.EndsWith(h.Name, StringComparison.Ordinal)))
            .OrderByDescending(h => h.Name.Length).FirstOrDefault();
        return part.Name is null ? (Column.Other, 0) : (part.Key, 3);
    }

    private static string Normal(string heading) => string.Concat(heading.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    private static bool IsMilliseconds(string heading) =>
        heading.Contains("(ms)", StringComparison.OrdinalIgnoreCase) || heading.EndsWith("_ms", StringComparison.OrdinalIgnoreCase) || heading.Contains("밀리초", StringComparison.Ordinal) || heading.Contains("ミリ秒", StringComparison.Ordinal);

    private static bool IsClock(string cell) => cell.Contains(':', StringComparison.Ordinal) && Clock.TryCell(cell, 1, out _);

    /// <summary>Where each column is; −1 for none.</summary>
    private sealed record Columns(int Start, int End, int Duration, int Speaker, int Text, int[] Milliseconds)
    {
        public IEnumerable<int> Times => [Start, End, Duration];

        /// <summary>What a plain number counts, in seconds.</summary>
        public double Unit(int column) => Milliseconds.Contains(column) ? 0.001 : 1;
    }

    private static string Cell(this TableRow row, int column) => column >= 0 && column < row.Cells.Length ? row.Cells[column] : "";
}
