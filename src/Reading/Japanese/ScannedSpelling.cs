using System.Buffers;
using System.Collections.Frozen;
using Dubbing.Readings.Scanning;

namespace Dubbing.Readings.Japanese;

/// <summary>
/// Before numbers and Latin words are spelled: writes what the scanner found as it is said in Japanese. Numbers stay in digits, for the rules
/// of numbers and counters; what those rules know well already stays as it is.
/// </summary>
internal sealed class ScannedSpelling
{
    private static readonly SearchValues<char> PlainSigns = SearchValues.Create("0123456789.,０１２３４５６７８９+＋×÷=＝");

    private static readonly FrozenDictionary<string, string> KeyNames = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Ctrl"] = "コントロール", ["Shift"] = "シフト", ["Alt"] = "オルト", ["Command"] = "コマンド", ["Option"] = "オプション", ["Windows"] = "ウィンドウズ", ["Fn"] = "ファンクション", ["Meta"] = "メタ", ["Super"] = "スーパー", ["Enter"] = "エンター", ["Tab"] = "タブ", ["Esc"] = "エスケープ", ["Delete"] = "デリート", ["Backspace"] = "バックスペース", ["Space"] = "スペース", ["Home"] = "ホーム", ["End"] = "エンド", ["PageUp"] = "ページアップ", ["PageDown"] = "ページダウン", ["Insert"] = "インサート", ["PrintScreen"] = "プリントスクリーン", ["CapsLock"] = "キャプスロック",
        ["↑"] = "上矢印", ["↓"] = "下矢印", ["←"] = "左矢印", ["→"] = "右矢印", ["+"] = "プラス", ["-"] = "マイナス", ["="] = "イコール", ["/"] = "スラッシュ", [","] = "カンマ", ["."] = "ピリオド", ["["] = "カッコ", ["]"] = "カッコ閉じ", ["\\"] = "バックスラッシュ",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Abbreviations = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["level"] = "レベル", ["volume"] = "ボリューム", ["version"] = "バージョン", ["number"] = "ナンバー", ["numbers"] = "ナンバー", ["episode"] = "エピソード", ["chapter"] = "チャプター", ["section"] = "セクション", ["figure"] = "図", ["equation"] = "式", ["part"] = "パート", ["article"] = "第", ["table"] = "表", ["revision"] = "リビジョン", ["telephone"] = "電話", ["doctor"] = "ドクター", ["mister"] = "ミスター", ["missus"] = "ミセス", ["miss"] = "ミズ", ["professor"] = "プロフェッサー", ["junior"] = "ジュニア", ["senior"] = "シニア", ["saint"] = "セント", ["et cetera"] = "など", ["approximately"] = "約", ["incorporated"] = "インク", ["limited"] = "リミテッド", ["corporation"] = "コーポレーション", ["department"] = "デパートメント", ["for example"] = "例えば", ["that is"] = "すなわち", ["a.m."] = "エーエム", ["p.m."] = "ピーエム", ["featuring"] = "フィーチャリング", ["compare"] = "参照", ["maximum"] = "最大", ["minimum"] = "最小", ["versus"] = "バーサス",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly string[] EnglishCounts = ["", "ワン", "ツー", "スリー", "フォー"];

    private readonly NormalizedText from;
    private readonly string line;
    private readonly Func<string, bool> isWord;
    private readonly NormalizedText to = new();

    private ScannedSpelling(NormalizedText from, string line, Func<string, bool> isWord) => (this.from, this.line, this.isWord) = (from, line, isWord);

    /// <summary>The text with the spans of the scanner as they are said.</summary>
    /// <param name="text">The line in the dictionary's spelling.</param>
    /// <param name="line">The line as typed, without markup.</param>
    /// <param name="isWord">Whether the dictionary has a spelling (in full-width letters).</param>
    /// <param name="isSettled">Whether the user has settled a word in a stretch of the line: it stays.</param>
    public static NormalizedText Spell(NormalizedText text, string line, Func<string, bool> isWord, Func<SourceSpan, bool> isSettled)
    {
        var spans = Scanner.Scan(line);
        return spans.Count == 0 ? text : new ScannedSpelling(text, line, isWord).Run(spans, isSettled);
    }

    private NormalizedText Run(IReadOnlyList<Scanning.Span> spans, Func<SourceSpan, bool> isSettled)
    {
        var at = 0;
        foreach (var span in spans)
        {
            var end = span.End;
            if (isSettled(new SourceSpan(span.Start, span.Length)) || Pieces(span, ref end) is not { } pieces)
                continue;
            var first = Find(at, span.Start);
            if (first < at)
                continue;
            to.Append(from, at, first);
            at = Find(first, end);
            Say(span, pieces, end);
        }

        to.Append(from, at, from.Length);
        return to;
    }

    /// <summary>The first character from a place on that came from a unit of the line or one after it.</summary>
    private int Find(int at, int unit)
    {
        while (at < from.Length && from.Source(at, at + 1).Start < unit)
            at++;
        return at;
    }

    private void Say(Scanning.Span span, List<Piece> pieces, int end)
    {
        var said = string.Concat(pieces.Select((p, i) => (i > 0 && !p.Leans ? " " : "") + p.Text)).Normalize(System.Text.NormalizationForm.FormKC);
        var step = new ReadingStep(span.Rule, line[span.Start..end], said);
        for (var i = 0; i < pieces.Count; i++)
        {
            var piece = pieces[i];
            var (start, stop) = (Math.Clamp(piece.Start, span.Start, end), Math.Clamp(piece.End, span.Start, end));
            var source = new SourceSpan(start, Math.Max(0, stop - start));
            if (i > 0 && !piece.Leans && to.Length > 0 && to[^1] != '　')
                to.Append("　", new SourceSpan(start, 0));
            if (IsKatakana(piece.Text))
                to.Names.Add(new NameSpan(to.Length, to.Length + piece.Text.Length, Moras.Split(piece.Text).Count < 4 ? 1 : -1));
            to.Append(piece.Text, source, step);
        }
    }

    private static bool IsKatakana(string text) => text.Length > 1 && text.All(c => c is (>= 'ァ' and <= 'ヺ') or 'ー');

    /// <summary>What is said of a span; null when it stays as it is.</summary>
    private List<Piece>? Pieces(Scanning.Span span, ref int end) => span switch
    {
        MathSpan math => IsPlain(math) ? null : Mathematics(math, ref end),
        PartsSpan parts => Parts(parts),
        ChordSpan chord => Chord(chord),
        ChemistrySpan chemistry => Chemistry(chemistry),
        NamedSpan { Kind: SpanKind.Abbreviation, Name: "page" or "pages" } page => Page(page, ref end),
        NamedSpan { Kind: SpanKind.Abbreviation, Name: "number" } first when IsOne(first.End) is { } one => First(first, one, ref end),
        NamedSpan { Kind: SpanKind.Abbreviation } named when Abbreviations.TryGetValue(named.Name, out var word) => [new Piece(word, span.Start, span.End)],
        NamedSpan { Kind: SpanKind.Acronym } named => [new Piece(LatinSpelling.LettersOf(named.Name), span.Start, span.End)],
        NamedSpan { Kind: SpanKind.Sign, Name: SignRole.Minus } => [new Piece("マイナス", span.Start, span.End)],
        Scanning.NumberSpan { Unit: { } unit } number when number.Parts.Count == 0 || line[unit.Start - 1] == ' ' || !NumberSpelling.KnowsUnit(MathSpeech.Wide(line[unit.Start..unit.End])) => Measure(number, unit),
        // (笑) is said.
        SilentSpan { Kind: SpanKind.Sound } when line.AsSpan(span.Start, span.Length).IndexOfAny('笑', '爆') >= 0 && span.Length < 5 => null,
        SilentSpan { Kind: SpanKind.Sound } => [new Piece("、", span.Start, span.End)],
        SilentSpan => [],
        _ => null,
    };

    /// <summary>Numbers and signs without spaces: the rules of numbers say sums (1＋1＝2), and know dates, scores and ranges better.</summary>
    private bool IsPlain(MathSpan span) => span.Kind == SpanKind.Mathematics && line.AsSpan(span.Start, span.Length).IndexOfAnyExcept(PlainSigns) < 0;

    private static List<Piece>? Measure(Scanning.NumberSpan span, UnitExpression unit)
    {
        var pieces = new List<Piece>();
        foreach (var part in span.Parts)
            pieces.Add(new Piece(MathSpeech.Wide(part.Digits + (part.Fraction is null ? "" : "." + part.Fraction)), part.Start, part.End));
        pieces.Add(new Piece(UnitSpeech.Of(unit), unit.Start, unit.End, Leans: span.Parts.Count > 0));
        return pieces;
    }

    /// <summary>a ∈ A のとき: エーはエーに属するとき, without the の that a noun would have.</summary>
    private List<Piece> Mathematics(MathSpan span, ref int end)
    {
        var pieces = MathSpeech.Of(span.Root);
        var after = end < line.Length && line[end] == ' ' ? end + 1 : end;
        if (pieces.Count > 0 && pieces[^1].Text is "に属する" or "に属さない" or "に含まれる" or "を含む" or "に近づく" && after < line.Length && line[after] == 'の')
            end = after + 1;
        return pieces;
    }

    /// <summary>Where the 1 of No.1 ends; null for another number.</summary>
    private int? IsOne(int at)
    {
        var start = at < line.Length && line[at] is ' ' or '.' ? at + 1 : at;
        return start < line.Length && line[start] is '1' or '１' && !(start + 1 < line.Length && (char.IsDigit(line[start + 1]) || (line[start + 1] is '.' or '-' or ',' && start + 2 < line.Length && char.IsDigit(line[start + 2])))) ? start + 1 : null;
    }

    private static List<Piece> First(NamedSpan span, int stop, ref int end)
    {
        end = stop;
        return [new Piece("ナンバーワン", span.Start, stop)];
    }

    /// <summary>p. 57: the number is said before ページ.</summary>
    private List<Piece>? Page(NamedSpan span, ref int end)
    {
        var start = span.End;
        while (start < line.Length && line[start] == ' ')
            start++;
        var stop = start;
        while (stop < line.Length && (char.IsAsciiDigit(line[stop]) || (line[stop] is '-' or '–' or '~' or '〜' or '～' && stop > start && stop + 1 < line.Length && char.IsAsciiDigit(line[stop + 1]))))
            stop++;
        if (stop == start)
            return null;
        end = stop;
        var digits = line[start..stop].Replace('-', '～').Replace('–', '～').Replace('~', '～').Replace('〜', '～');
        return [new Piece(MathSpeech.Wide(digits), start, stop), new Piece("ページ", span.Start, span.End, Leans: true)];
    }

    private List<Piece>? Parts(PartsSpan span)
    {
        var written = line[span.Start..span.End];
        if (span.Kind == SpanKind.Identifier && written.Any(char.IsAsciiDigit) && LatinSpelling.Find(written) is { } code)
            return [new Piece(code, span.Start, span.End)];
        switch (span.Kind)
        {
            case SpanKind.HashTag:
                return [new Piece("ハッシュタグ", span.Start, span.End), new Piece("　", span.End, span.End)];
            case SpanKind.Identifier when span.Parts.All(p => p.Kind is PartKind.Word or PartKind.Number):
                // YouTube, iPhone15: the lexicon and the dictionary first.
                var letters = written.TrimEnd("0123456789０１２３４５６７８９".ToCharArray());
                if (LatinSpelling.Knows(letters) || isWord(MathSpeech.Wide(letters)) || isWord(MathSpeech.Wide(letters.ToLowerInvariant())))
                    return null;
                break;
        }

        var pieces = new List<Piece>();
        if (span.Kind == SpanKind.Mention)
            pieces.Add(new Piece("アット", span.Start, span.Start + 1));
        for (var i = 0; i < span.Parts.Count; i++)
        {
            var part = span.Parts[i];
            if (part.Silent)
                continue;
            var text = part.Kind switch
            {
                PartKind.Letters => span.Kind == SpanKind.Version && part.Text == "v" ? "バージョン" : part.Text == "www" ? "ダブリューダブリューダブリュー" : LatinSpelling.LettersOf(part.Text),
                PartKind.Number => MathSpeech.Wide(part.Text),
                PartKind.Digits => LatinSpelling.DigitsOf(part.Text),
                PartKind.Word => LatinSpelling.WordOf(part.Text, isWord),
                PartKind.Other => NormalizedText.Of(part.Text).Text,
                _ => SignName(span, part),
            };
            if (text.Length > 0)
                pieces.Add(new Piece(text, part.Start, part.End, pieces.Count > 0 && span.Kind == SpanKind.Version && i > 0 && span.Parts[i - 1].Kind != PartKind.Letters));
        }

        return pieces;
    }

    private static string SignName(PartsSpan span, Part part) => part.Text switch
    {
        "." => span.Kind is SpanKind.Version ? "．" : "ドット",
        "()" => "",
        "@" => "アットマーク",
        "/" => "スラッシュ",
        "\\" => "バックスラッシュ",
        "-" => "ハイフン",
        "_" => "アンダーバー",
        ":" => "コロン",
        "?" => "クエスチョン",
        "=" => "イコール",
        "&" => "アンド",
        "#" => "シャープ",
        "~" => "チルダ",
        "%" => "パーセント",
        "+" => "プラス",
        _ => "",
    };

    private List<Piece> Chord(ChordSpan span)
    {
        var pieces = new List<Piece>();
        for (var i = 0; i < span.Keys.Count; i++)
        {
            var key = span.Keys[i];
            if (i > 0 && span.Keys[i - 1].End < key.Start && line.AsSpan(span.Keys[i - 1].End, key.Start - span.Keys[i - 1].End).ContainsAny('+', '＋', '-'))
                pieces.Add(new Piece("プラス", span.Keys[i - 1].End, key.Start));
            var name = KeyNames.TryGetValue(key.Name, out var known) ? known
                : key.Name.Length > 1 && key.Name[0] == 'F' ? "エフ"
                : char.IsAsciiDigit(key.Name[0]) ? MathSpeech.Wide(key.Name) : LatinSpelling.LettersOf(key.Name);
            pieces.Add(new Piece(name, key.Start, key.End));
            if (name == "エフ" && key.Name.Length > 1)
                pieces.Add(new Piece(MathSpeech.Wide(key.Name[1..]), key.Start, key.End));
        }

        return pieces;
    }

    /// <summary>H₂O エイチツーオー, C₆H₁₂O₆ シー6エイチ12オー6, Ca²⁺ シーエー2プラス.</summary>
    private List<Piece> Chemistry(ChemistrySpan span)
    {
        if (LatinSpelling.Find(line[span.Start..span.End]) is { } known && line.AsSpan(span.Start, span.Length).ContainsAnyInRange('0', '9'))
            return [new Piece(known, span.Start, span.End)];
        var pieces = new List<Piece>();
        // Few atoms are counted in English, many in Japanese.
        var english = span.Parts.Where(p => p.Kind == ChemistryKind.Count).All(p => p.Text.Length == 1 && p.Text[0] <= '4');
        for (var i = 0; i < span.Parts.Count; i++)
        {
            var part = span.Parts[i];
            switch (part.Kind)
            {
                case ChemistryKind.Element:
                    Join(LatinSpelling.LettersOf(part.Text), part);
                    if (i > 0 && span.Parts[i - 1] is { Kind: ChemistryKind.Mass } mass)
                        pieces.Add(new Piece(MathSpeech.Wide(mass.Text), mass.Start, mass.End));
                    break;
                case ChemistryKind.Count when english:
                    Join(EnglishCounts[part.Text[0] - '0'], part);
                    break;
                case ChemistryKind.Count or ChemistryKind.Coefficient:
                    pieces.Add(new Piece(MathSpeech.Wide(part.Text), part.Start, part.End));
                    break;
                case ChemistryKind.Charge:
                    var digits = part.Text.TrimEnd('+', '-', '−');
                    if (digits.Length > 0)
                        pieces.Add(new Piece(MathSpeech.Wide(digits), part.Start, part.End));
                    pieces.Add(new Piece(part.Text[^1] == '+' ? "プラス" : "マイナス", part.Start, part.End));
                    break;
                case ChemistryKind.Plus:
                    pieces.Add(new Piece("プラス", part.Start, part.End));
                    break;
                case ChemistryKind.Arrow:
                    pieces.Add(new Piece("矢印", part.Start, part.End));
                    break;
            }
        }

        return pieces;

        // Letters in a row are one word.
        void Join(string kana, ChemistryPart part)
        {
            if (pieces.Count > 0 && IsKatakana(pieces[^1].Text) && pieces[^1].Text is not ("プラス" or "マイナス") && pieces[^1].End == part.Start)
                pieces[^1] = pieces[^1] with { Text = pieces[^1].Text + kana, End = part.End };
            else
                pieces.Add(new Piece(kana, part.Start, part.End));
        }
    }
}
