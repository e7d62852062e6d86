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
    public IEnumerable<ReadingStep> Steps(int start, int end) =>
        notes.Where(n => n.Start < end && n.End > start).Select(n => n.Step);

    /// <summary>The noted rewriting that covers a character; null when it stands as typed.</summary>
    public Note? NoteAt(int index, string rule) => notes.Find(n => n.Start <= index && index < n.End && n.Step.Rule == rule);

    /// <summary>Adds characters that all came from one stretch.</summary>
    public void Append(ReadOnlySpan<char> value, SourceSpan source)
    {
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

    /// <summary>Copies a stretch of another text, with its notes.</summary>
    public void Append(NormalizedText from, int start, int end)
    {
        foreach (var n in from.notes)
        {
            if (n.Start >= start && n.End <= end)
                notes.Add(n with { Start = n.Start - start + text.Length, End = n.End - start + text.Length });
        }

        for (var i = start; i < end; i++)
        {
            text.Append(from.text[i]);
            spans.Add(from.spans[i]);
        }
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
