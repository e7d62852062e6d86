using System.Globalization;
using System.Text;
using Dubbing.Readings.Scanning;

namespace Dubbing.Readings.Correction;

/// <summary>
/// A line as typed, its markup understood: <c>{word|reading}</c> says how a word is read, <c>[0.5s]</c> or <c>[쉼]</c> makes a pause, and
/// <c>\{</c> is a brace. Full-width brackets do the same. What is no markup, or broken markup, stands for itself.
/// </summary>
public sealed class MarkedText
{
    /// <summary>The shortest pause that can be asked for, in seconds.</summary>
    public const double ShortestPause = 0.05;

    /// <summary>The longest pause that can be asked for, in seconds.</summary>
    public const double LongestPause = 10;

    /// <summary>The pause of <c>[쉼]</c>, <c>[間]</c>, <c>[pause]</c>, in seconds.</summary>
    public const double UsualPause = 0.5;

    private const int LongestPauseMark = 16;
    private const string Escaped = @"{}[]|\｛｝［］｜";
    private static readonly System.Buffers.SearchValues<char> Signs = System.Buffers.SearchValues.Create(@"{｛[［\$");
    private static readonly string[] PauseWords = ["쉼", "휴지", "間", "ポーズ", "休止", "pause"];

    // Longest first.
    private static readonly (string Sign, double Seconds)[] PauseUnits = [("ミリ秒", 0.001), ("밀리초", 0.001), ("sec", 1), ("ms", 0.001), ("s", 1), ("초", 1), ("秒", 1)];

    private readonly Language language;
    private readonly StringBuilder spoken = new();
    private readonly StringBuilder written = new();
    private readonly List<int> map = [];
    private readonly List<SaidWord> words = [];
    private readonly List<(int At, SourceSpan Typed, double Seconds)> pauses = [];
    private readonly List<MarkedPiece> marks = [];
    private int shown;
    private readonly List<Message> warnings = [];

    private MarkedText(string typed, Language language)
    {
        this.language = language;
        Typed = typed;
        if (typed.AsSpan().ContainsAny(Signs))
        {
            Parse();
            (Spoken, Written) = (spoken.ToString(), written.ToString());
            ShowTo(Typed.Length);
        }
        else
        {
            Spoken = Written = typed;
            marks.Add(new MarkedPiece(typed, new SourceSpan(0, typed.Length)));
        }
    }

    /// <summary>The line as typed.</summary>
    public string Typed { get; }

    /// <summary>The line as people see it, in captions and lists: without readings, pauses and escapes.</summary>
    public string Written { get; }

    /// <summary>
    /// The line in pieces, as it is shown to people who shall see what was corrected: each word with a reading by itself, each
    /// pause, and what stands between. Together they are <see cref="Written"/>.
    /// </summary>
    public IReadOnlyList<MarkedPiece> Pieces => marks;

    /// <summary>Whether it has readings or pauses that are written in signs.</summary>
    public bool IsMarked => marks.Exists(p => p.Reading is not null || p.PauseSeconds is not null);

    /// <summary>Markup that was not understood, and so stands for itself.</summary>
    public IReadOnlyList<Message> Warnings => warnings;

    /// <summary>What the reader reads: as <see cref="Written"/>, with a comma at each pause.</summary>
    internal string Spoken { get; }

    /// <summary>The words whose reading the markup says, in order; spans count in <see cref="Spoken"/>.</summary>
    internal IReadOnlyList<SaidWord> Words => words;

    /// <summary>The corrections in the line, as entries that a dictionary can keep; each word once.</summary>
    public IReadOnlyList<DictionaryEntry> Entries => [.. words.Select(w => new DictionaryEntry(language, w.Step.Before, w.Step.After)).DistinctBy(EntryCheck.Key).Where(e => EntryCheck.Problems(e).Count == 0)];

    /// <summary>Understands a line.</summary>
    /// <param name="typed">The line; any string.</param>
    /// <param name="language">Whose readings stand in the markup.</param>
    public static MarkedText Of(string typed, Language language)
    {
        ArgumentNullException.ThrowIfNull(typed);
        return new MarkedText(typed, language);
    }

    /// <summary>A text with its signs escaped, so that it stands for itself.</summary>
    public static string Escape(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (Escaped.Contains(c, StringComparison.Ordinal))
                escaped.Append('\\');
            escaped.Append(c);
        }

        return escaped.ToString();
    }

    /// <summary>A reading of <see cref="Spoken"/> as one of the line as typed: its spans there, and the pauses that were asked for.</summary>
    internal Reading Restore(Reading reading)
    {
        if (ReferenceEquals(Spoken, Typed))
            return reading;
        var phonemes = reading.Phonemes.ToArray();
        AskPauses(phonemes);
        for (var i = 0; i < phonemes.Length; i++)
            phonemes[i] = phonemes[i] with { Source = phonemes[i].PauseSeconds is null ? Restore(phonemes[i].Source) : phonemes[i].Source };
        return reading with
        {
            Text = Typed,
            Phonemes = phonemes,
            Phrases = [.. reading.Phrases.Select(p => p with { Source = Restore(p.Source) })],
            Warnings = [.. reading.Warnings, .. warnings],
        };
    }

    private SourceSpan Restore(SourceSpan span)
    {
        var start = map[Math.Min(span.Start, map.Count - 1)];
        return new SourceSpan(start, span.Length == 0 ? 0 : map[span.End - 1] + 1 - start);
    }

    /// <summary>Each asked pause goes to the silence that stands there.</summary>
    private void AskPauses(Phoneme[] phonemes)
    {
        var next = 0;
        foreach (var (at, typed, seconds) in pauses)
        {
            while (next < phonemes.Length && !(phonemes[next].Phrase >= 0 && phonemes[next].Source.Start > at))
                next++;
            var silence = Math.Max(0, next - 1);
            while (silence > 0 && phonemes[silence].Phrase < 0 && phonemes[silence].Symbol != PhonemeInventory.Pause)
                silence--;
            var p = phonemes[silence];
            if (p.Symbol != PhonemeInventory.Pause)
                continue;
            var step = new ReadingStep("pause", Typed.Substring(typed.Start, typed.Length), string.Create(CultureInfo.InvariantCulture, $"{seconds:0.###} s"));
            phonemes[silence] = p with { Source = typed, PauseSeconds = p.PauseSeconds.GetValueOrDefault() + seconds, Steps = [.. p.Steps, step] };
        }
    }

    private void Parse()
    {
        for (var i = 0; i < Typed.Length;)
        {
            var c = Typed[i];
            var end = c switch
            {
                '$' => Latex(i),
                '\\' when i + 1 < Typed.Length && Typed[i + 1] == '(' => Latex(i),
                '\\' when i + 1 < Typed.Length && Escaped.Contains(Typed[i + 1], StringComparison.Ordinal) => Literal(i + 1),
                '{' or '｛' => Word(i),
                '[' or '［' => Pause(i),
                _ => i,
            };
            i = end > i ? end : Literal(i);
        }

        map.Add(Typed.Length);
    }

    /// <summary>Takes LaTeX in as it stands, braces and all; people see it in Unicode. The same index when there is none.</summary>
    private int Latex(int at)
    {
        if (LatexText.Find(Typed, at) is not { } found)
            return at;
        for (var i = at; i < found.End; i++)
        {
            spoken.Append(Typed[i]);
            map.Add(i);
        }

        written.Append(LatexText.ToUnicode(Typed[at..found.End]));
        return found.End;
    }

    /// <summary>What was written since the last mark becomes a piece.</summary>
    private void ShowTo(int typed)
    {
        if (written.Length > shown)
            Show(new MarkedPiece(written.ToString(shown, written.Length - shown), new SourceSpan(marks.Count > 0 ? marks[^1].Typed.End : 0, typed - (marks.Count > 0 ? marks[^1].Typed.End : 0))));
    }

    private void Show(MarkedPiece piece)
    {
        marks.Add(piece);
        shown = written.Length;
    }

    private int Literal(int at)
    {
        spoken.Append(Typed[at]);
        written.Append(Typed[at]);
        map.Add(at);
        return at + 1;
    }

    /// <summary>Takes <c>{word|reading}</c> in; the same index when there is none.</summary>
    private int Word(int at)
    {
        var (bar, end) = (-1, at + 1);
        for (; end < Typed.Length && Typed[end] is not ('}' or '｝' or '{' or '｛' or '\n'); end++)
        {
            if (Typed[end] == '\\' && end + 1 < Typed.Length && Escaped.Contains(Typed[end + 1], StringComparison.Ordinal))
                end++;
            else if (Typed[end] is '|' or '｜' && bar < 0)
                bar = end;
        }

        if (end >= Typed.Length || Typed[end] is not ('}' or '｝'))
            return Broken(at, Messages.MarkupNotClosed(at + 1));
        if (bar < 0)
            return Broken(at, Messages.MarkupWithoutReading(at + 1));
        if (string.IsNullOrWhiteSpace(Typed[(at + 1)..bar]))
            return Broken(at, Messages.MarkupEmpty(at + 1));
        var reading = Typed[(bar + 1)..end].Replace("\\", "", StringComparison.Ordinal);
        if (SaidReading.Parse(language, reading, out var problem) is not { } parts)
            return Broken(at, Messages.MarkupReading(at + 1, problem!));
        ShowTo(at);
        var start = spoken.Length;
        for (var i = at + 1; i < bar;)
            i = Literal(Typed[i] == '\\' && i + 1 < bar && Escaped.Contains(Typed[i + 1], StringComparison.Ordinal) ? i + 1 : i);
        var word = spoken.ToString(start, spoken.Length - start);
        words.Add(new SaidWord(new SourceSpan(start, word.Length), parts, new ReadingStep("markup", word, reading.Trim()), WordClass.Phrase));
        Show(new MarkedPiece(word, new SourceSpan(at, end + 1 - at), reading.Trim()));
        return end + 1;
    }

    private int Broken(int at, Message why)
    {
        warnings.Add(why);
        return at;
    }

    /// <summary>Takes <c>[0.5s]</c> in; the same index when there is none.</summary>
    private int Pause(int at)
    {
        var reach = Typed.AsSpan(at + 1, Math.Min(LongestPauseMark, Typed.Length - at - 1));
        var length = reach.IndexOfAny(']', '］');
        if (length <= 0 || SecondsOf(TextFold.Compatible(reach[..length].ToString()).Trim()) is not { } seconds)
            return at;
        if (seconds is < ShortestPause or > LongestPause)
            return Broken(at, Messages.PauseLength(at + 1, ShortestPause, LongestPause));
        var end = at + length + 2;
        ShowTo(at);
        pauses.Add((spoken.Length, new SourceSpan(at, end - at), seconds));
        spoken.Append('、');
        map.Add(at);
        // One space is enough where the mark stood between two.
        if (end < Typed.Length && Typed[end] == ' ' && (written.Length == 0 || written[^1] == ' '))
        {
            spoken.Append(' ');
            map.Add(end++);
        }

        Show(new MarkedPiece("", new SourceSpan(at, end - at), PauseSeconds: seconds));
        return end;
    }

    private static double? SecondsOf(string mark)
    {
        foreach (var word in PauseWords)
        {
            if (mark.Equals(word, StringComparison.OrdinalIgnoreCase))
                return UsualPause;
        }

        foreach (var (sign, unit) in PauseUnits)
        {
            if (mark.EndsWith(sign, StringComparison.OrdinalIgnoreCase))
                return double.TryParse(mark[..^sign.Length].TrimEnd(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number * unit : null;
        }

        return null;
    }
}
