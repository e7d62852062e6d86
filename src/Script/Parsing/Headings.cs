namespace Dubbing.Script.Parsing;

/// <summary>What a table's columns are for.</summary>
internal enum Column
{
    Other,
    Start,
    End,
    Duration,
    Speaker,
    Text,
}

/// <summary>Knows columns by their headings in Korean, Japanese and English.</summary>
internal static class Headings
{
    /// <summary>Headings, without spaces and signs, in lower case. Where several match, the longest does.</summary>
    private static readonly Dictionary<Column, string[]> Names = new()
    {
        [Column.Start] = ["start", "starttime", "startat", "begin", "from", "in", "timein", "tcin", "inpoint", "timecode", "timestamp", "time", "tc", "t0", "onset", "offsetms", "시작", "시작시간", "시작시각", "시작점", "인", "인점", "타임코드", "타임스탬프", "시간", "시각", "開始", "開始時間", "開始時刻", "開始位置", "開始点", "はじめ", "始め", "始まり", "イン", "イン点", "タイムコード", "タイムスタンプ", "時間", "時刻"],
        [Column.End] = ["end", "endtime", "endat", "stop", "finish", "to", "out", "timeout", "tcout", "outpoint", "t1", "끝", "끝시간", "종료", "종료시간", "종료시각", "종료점", "끝점", "아웃", "아웃점", "마침", "終了", "終了時間", "終了時刻", "終了位置", "終了点", "おわり", "終わり", "終り", "アウト", "アウト点"],
        [Column.Duration] = ["duration", "dur", "length", "길이", "지속시간", "지속", "재생시간", "長さ", "尺", "継続時間", "デュレーション"],
        [Column.Speaker] = ["speaker", "speakername", "speakerlabel", "actor", "character", "name", "role", "cast", "who", "화자", "발화자", "말하는사람", "배우", "성우", "인물", "등장인물", "캐릭터", "역할", "배역", "이름", "참석자", "話者", "話者名", "発話者", "役", "役名", "配役", "キャラ", "キャラクター", "登場人物", "人物", "声優", "名前", "話し手", "スピーカー"],
        [Column.Text] = ["text", "line", "lines", "script", "transcript", "dialogue", "dialog", "subtitle", "subtitles", "caption", "captions", "content", "sentence", "utterance", "translation", "narration", "대사", "대본", "내용", "자막", "텍스트", "문장", "본문", "번역", "번역문", "나레이션", "내레이션", "발화", "스크립트", "원고", "セリフ", "せりふ", "台詞", "台本", "内容", "字幕", "テキスト", "本文", "原稿", "文", "翻訳", "訳文", "ナレーション", "発話", "文字起こし", "テロップ"],
    };

    private static Dictionary<Language, IReadOnlyList<string>> LanguageNames => LanguageFacts.All.ToDictionary(f => f.Language, f => f.Names);

    /// <summary>What heads a text in a language that is not spoken here, in a table that has another.</summary>
    private static readonly string[] OtherLanguages = ["english", "en", "eng", "enus", "영어", "영문", "英語", "英文", "chinese", "zh", "중국어", "中国語", "original", "source", "원문", "원어", "原文", "原語"];

    /// <summary>What heads a column that nobody says: numbers, kinds, looks.</summary>
    private static readonly string[] NoTexts = ["no", "number", "index", "id", "type", "markertype", "kind", "color", "colour", "track", "layer", "style", "font", "fps", "status", "번호", "순번", "순서", "유형", "종류", "색", "색상", "트랙", "상태", "番号", "種類", "色", "トラック", "状態"];

    /// <summary>Whether a heading says that a column is no text.</summary>
    public static bool IsNoText(string heading) => NoTexts.Contains(Normal(heading));

    /// <summary>What a heading says, and how surely: 5 the wanted language, 4 its very name, 3 a part of it, 2 a language, 1 another one.</summary>
    public static (Column Kind, int Weight) KindOf(string heading, IReadOnlyCollection<Language> wanted)
    {
        var name = Normal(heading);
        if (name.Length is 0 or > 40)
            return (Column.Other, 0);
        foreach (var (language, names) in LanguageNames)
        {
            if (names.Any(n => name == n || (n.Length > 2 && name.Contains(n, StringComparison.Ordinal)) || (n.Length == 2 && IsMarked(heading, n))))
                return (Column.Text, wanted.Count == 0 ? 2 : wanted.Contains(language) ? 5 : 1);
        }

        if (OtherLanguages.Any(n => name == n || (n.Length > 4 && name.StartsWith(n, StringComparison.Ordinal)) || (n.Length == 2 && IsMarked(heading, n))))
            return (Column.Text, 1);
        if (Ends(heading) is { } edge)
            return (edge, 4);
        // “시작(초)”: what stands in brackets is a unit or a remark.
        var bare = heading.IndexOfAny(['(', '[', '（']) is > 0 and var bracket ? Normal(heading[..bracket]) : name;
        foreach (var (kind, names) in Names)
        {
            if (names.Contains(name) || names.Contains(bare))
                return (kind, 4);
        }

        // “자막번호”, “Line ID”: a number of texts is none.
        if (NoTexts.Any(n => n.Length > 1 && (char.IsAscii(n[0]) ? IsMarked(heading, n) : name.EndsWith(n, StringComparison.Ordinal))))
            return (Column.Other, 0);
        // “대사 내용”, “start (sec)”: the longest name that the heading begins or ends with.
        var part = Names.SelectMany(h => h.Value.Select(n => (h.Key, Name: n)))
            .Where(h => h.Name.Length > 1 && h.Name is not ("in" or "to" or "who" or "tc" or "t0" or "t1" or "out" or "from") && (name.StartsWith(h.Name, StringComparison.Ordinal) || name.EndsWith(h.Name, StringComparison.Ordinal)))
            .OrderByDescending(h => h.Name.Length).FirstOrDefault();
        return part.Name is null ? (Column.Other, 0) : (part.Key, 3);
    }

    /// <summary>What a plain number counts in a column with this heading, in seconds; null when it does not say.</summary>
    public static double? UnitOf(string heading)
    {
        var name = heading.Trim();
        bool Says(params string[] units) => units.Any(u => name.Contains($"({u})", StringComparison.OrdinalIgnoreCase) || name.Contains($"[{u}]", StringComparison.OrdinalIgnoreCase) || name.EndsWith($"_{u}", StringComparison.OrdinalIgnoreCase) || name.EndsWith($" {u}", StringComparison.OrdinalIgnoreCase));
        return Says("ms", "msec", "milliseconds", "밀리초", "ミリ秒") || name.EndsWith("Ms", StringComparison.Ordinal) || name.Contains("밀리초", StringComparison.Ordinal) || name.Contains("ミリ秒", StringComparison.Ordinal) ? 0.001
            : Says("s", "sec", "secs", "seconds", "초", "秒") ? 1
            : null;
    }

    /// <summary>Whose times count from the film's beginning; a source's count from the beginning of a tape.</summary>
    private static readonly string[] Whole = ["record", "rec", "timeline", "sequence", "program", "line", "cue", "caption", "subtitle", "event", "clip", "segment"];

    /// <summary>“timecode_in”, “TC Out”, “Record In”, “time (end)”: which end of a line a time is that the last word of a heading tells; null when it is none.</summary>
    private static Column? Ends(string heading)
    {
        if (heading.Split([' ', '_', '-', '(', ')', '.', '/'], StringSplitOptions.RemoveEmptyEntries) is not { Length: > 1 } words)
            return null;
        var whose = Normal(string.Concat(words[..^1]));
        if (!Names[Column.Start].Contains(whose) && !Whole.Contains(whose))
            return null;
        return words[^1].ToLowerInvariant() switch
        {
            "in" or "start" or "begin" or "from" => Column.Start,
            "out" or "end" or "stop" or "to" => Column.End,
            _ => null,
        };
    }

    private static string Normal(string heading) => string.Concat(heading.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    /// <summary>“Text (ko)”, “text_ja”: a language's code apart from the rest.</summary>
    private static bool IsMarked(string heading, string code) =>
        heading.Split([' ', '_', '-', '(', ')', '[', ']', '.', '/', ':'], StringSplitOptions.RemoveEmptyEntries) is { Length: > 1 } words && words[^1].Equals(code, StringComparison.OrdinalIgnoreCase);
}
