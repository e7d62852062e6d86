using System.Globalization;
using System.Text;

namespace Dubbing.Readings.Japanese;

/// <summary>
/// Text in the spelling that the dictionary knows: full-width letters and digits, composed kana, no control characters. Every
/// character keeps the part of the typed line it came from.
/// </summary>
internal sealed class NormalizedText
{
    private readonly StringBuilder text = new();
    private readonly List<SourceSpan> spans = [];
    private readonly List<Note> notes = [];
    private string? whole;

    /// <summary>The text; built once, when all is appended.</summary>
    public string Text => whole ??= text.ToString();

    /// <summary>Numbers that were spelled in kanji numerals, in order.</summary>
    public List<NumberSpan> Numbers { get; } = [];

    /// <summary>Names that were spelled in katakana, in order.</summary>
    public List<NameSpan> Names { get; } = [];

    public int Length => text.Length;

    public char this[int index] => text[index];

    /// <summary>The typed text that characters <paramref name="start"/> … <paramref name="end"/> − 1 came from.</summary>
    public SourceSpan Source(int start, int end)
    {
        if (start >= end)
            return new SourceSpan(start < spans.Count ? spans[start].Start : spans.Count > 0 ? spans[^1].End : 0, 0);
        return new SourceSpan(spans[start].Start, Math.Max(0, spans[end - 1].End - spans[start].Start));
    }

    /// <summary>What was done to characters that a stretch contains.</summary>
    public IEnumerable<ReadingStep> Steps(int start, int end)
    {
        for (var i = FirstNote(start); i < notes.Count && notes[i].Start < end; i++)
            yield return notes[i].Step;
    }

    /// <summary>Whether a character was written by a rule.</summary>
    public bool IsBy(int index, string rule)
    {
        var i = FirstNote(index);
        return i < notes.Count && notes[i].Start <= index && notes[i].Step.Rule == rule;
    }

    /// <summary>The text in pieces of bounded length, cut at sentence ends where there are some: what is done to a piece costs a bounded time.</summary>
    /// <param name="longest">Characters in a piece.</param>
    public IEnumerable<NormalizedText> Pieces(int longest)
    {
        if (Length <= longest)
        {
            yield return this;
            yield break;
        }

        for (var start = 0; start < Length;)
        {
            var length = LatticeAnalyser.PieceLength(Text.AsSpan(start), longest);
            var piece = new NormalizedText();
            piece.Append(this, start, start + length);
            yield return piece;
            start += length;
        }
    }

    /// <summary>The first note that ends after a character; notes are in order and do not overlap.</summary>
    private int FirstNote(int index)
    {
        var (low, high) = (0, notes.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (notes[middle].End <= index)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    /// <summary>Adds characters that all came from one stretch.</summary>
    public void Append(ReadOnlySpan<char> value, SourceSpan source)
    {
        whole = null;
        text.Append(value);
        for (var i = 0; i < value.Length; i++)
            spans.Add(source);
    }

    /// <summary>Adds characters that replace others, and says why.</summary>
    public void Append(ReadOnlySpan<char> value, SourceSpan source, ReadingStep step)
    {
        notes.Add(new Note(text.Length, text.Length + value.Length, step));
        Append(value, source);
    }

    /// <summary>Copies a stretch of another text, with its notes and lists.</summary>
    public void Append(NormalizedText from, int start, int end)
    {
        whole = null;
        var moved = text.Length - start;
        for (var i = from.FirstNote(start); i < from.notes.Count && from.notes[i].End <= end; i++)
        {
            if (from.notes[i].Start >= start)
                notes.Add(from.notes[i] with { Start = from.notes[i].Start + moved, End = from.notes[i].End + moved });
        }

        for (var i = FirstAfter(from.Numbers, n => n.Start, start); i < from.Numbers.Count && from.Numbers[i].End <= end; i++)
            Numbers.Add(from.Numbers[i] with { Start = from.Numbers[i].Start + moved, End = from.Numbers[i].End + moved });
        for (var i = FirstAfter(from.Names, n => n.Start, start); i < from.Names.Count && from.Names[i].End <= end; i++)
            Names.Add(from.Names[i] with { Start = from.Names[i].Start + moved, End = from.Names[i].End + moved });
        text.Append(from.text, start, end - start);
        for (var i = start; i < end; i++)
            spans.Add(from.spans[i]);
    }

    private static int FirstAfter<T>(List<T> list, Func<T, int> start, int index)
    {
        var (low, high) = (0, list.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (start(list[middle]) < index)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    /// <summary>Brings a typed line into the dictionary's spelling.</summary>
    public static NormalizedText Of(string line)
    {
        var result = new NormalizedText();
        for (var i = 0; i < line.Length;)
        {
            Rune.DecodeFromUtf16(line.AsSpan(i), out var rune, out var units);
            if (units == 1 && char.IsSurrogate(line[i]))
            {
                i++;
                continue;
            }

            // Half-width kana and decomposed kana carry their voicing mark as a character of its own.
            var end = i + units;
            while (end < line.Length && line[end] is '\u3099' or '\u309A' or '\uFF9E' or '\uFF9F')
                end++;
            var source = new SourceSpan(i, end - i);
            var typed = line.AsSpan(i, end - i);
            i = end;
            if (typed.Length == 1 && Kanji.Variant(line, source.Start) is { } usual)
            {
                result.Append(usual, source, new ReadingStep("kanji", typed.ToString(), usual));
                continue;
            }

            if (typed.Length == 1 && IsPlain(typed[0]))
            {
                result.Append(typed, source);
                continue;
            }

            var spelled = Respell(typed.ToString(), rune);
            if (spelled.Length == 0)
                continue;
            if (typed.SequenceEqual(spelled) || (typed.Length == 1 && spelled.Length == 1 && typed[0] is >= ' ' and <= '~'))
                result.Append(spelled, source);
            else
                result.Append(spelled, source, new ReadingStep("normalization", typed.ToString(), spelled));
        }

        return result;
    }

    private static bool IsPlain(char c) => c is (>= '\u3041' and <= '\u3096') or (>= '\u30A1' and <= '\u30FC') or (>= '\u4E00' and <= '\u9FFF')
        or '、' or '。' or '「' or '」' or '々';

    private static string Respell(string typed, Rune rune)
    {
        if (rune.Value < 0x20 || rune.Value is 0x7f or 0x85 or 0x2028 or 0x2029 || Rune.GetUnicodeCategory(rune) is UnicodeCategory.SpaceSeparator)
            return "　";
        switch (Rune.GetUnicodeCategory(rune))
        {
            case UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.EnclosingMark or UnicodeCategory.NonSpacingMark
                or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned:
                return "";
        }

        var text = rune.Value switch
        {
            '…' or '‥' or '⋯' => "…",
            '‘' or '’' or 'ʼ' => "’",
            '“' or '”' or '„' or '〝' or '〟' => "”",
            '‐' or '‑' or '‒' or '–' or '−' or '﹣' => "－",
            '〜' or '～' or '∼' or '˜' => "～",
            '─' or '━' or '—' or '―' => "―",
            '№' => "ナンバー",
            >= '①' and <= '⑳' => typed.Normalize(NormalizationForm.FormKC).Trim('(', ')', '.') + "、",
            _ => typed.Normalize(NormalizationForm.FormKC),
        };
        var spelled = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c is '~')
                spelled.Append('～');
            else if (c is > ' ' and < '\u007f')
                spelled.Append((char)(c - 0x20 + 0xff00));
            else if (c is ' ')
                spelled.Append('　');
            else if (c is >= '\u00C0' and < '\u0250')
                spelled.Append(WithoutMarks(c));
            else
                spelled.Append(c);
        }

        return spelled.ToString();
    }

    /// <summary>é → ｅ.</summary>
    private static string WithoutMarks(char letter)
    {
        var decomposed = letter.ToString().Normalize(NormalizationForm.FormD);
        return decomposed[0] is > ' ' and < '\u007f' ? ((char)(decomposed[0] - 0x20 + 0xff00)).ToString() : letter.ToString();
    }

    /// <summary>Why a stretch is spelled as it is.</summary>
    /// <param name="Start">First character.</param>
    /// <param name="End">The character after the last.</param>
    /// <param name="Step">What was done.</param>
    public sealed record Note(int Start, int End, ReadingStep Step);
}
