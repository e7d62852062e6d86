using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;
using Dubbing.Readings.Correction;
using Dubbing.Readings.Scanning;

namespace Dubbing.Readings.Korean;

/// <summary>
/// What is typed → what is said, in Hangul: digits by what they count, Latin letters, units, signs.
/// Every spoken syllable keeps the span it came from.
/// </summary>
internal sealed partial class Normaliser
{
    private readonly string text;
    private readonly List<Glyph> said = [];
    private readonly int[] map;
    private readonly KoreanWords settled;

    private Normaliser(string line, IReadOnlyList<SaidWord> marked, ReadingDictionary? dictionary)
    {
        (text, map) = Composed(line);
        settled = KoreanWords.Place(ref text, ref map, marked, dictionary);
        scanned = Scanner.Scan(text);
    }

    /// <summary>Normalises one line.</summary>
    public static List<Glyph> Run(MarkedText line, ReadingDictionary? dictionary)
    {
        var n = new Normaliser(line.Spoken, line.Words, dictionary);
        for (var at = 0; at < n.text.Length;)
            at = n.Step(at);
        return n.said;
    }

    /// <summary>NFC and full-width forms folded, with a map from each unit to where it was typed.</summary>
    private static (string Text, int[] Map) Composed(string typed)
    {
        var text = new StringBuilder(typed.Length);
        var map = new List<int>(typed.Length + 1);
        for (var i = 0; i < typed.Length; i++)
        {
            var c = typed[i];
            if (c is >= '！' and <= '～')
                c = (char)(c - '！' + '!');
            if (c == '　' || char.IsWhiteSpace(c))
                c = ' ';
            if (c is '\u200B' or '\u200C' or '\u200D' or '\uFEFF' or '\u00AD' or (>= '\uFE00' and <= '\uFE0F'))
                continue; // invisible: it must not part a word
            // Half-width jamo are as wide as people type them; conjoining jamo (decomposed Hangul, as macOS writes file names) compose with what stands before.
            if (text.Length > 0 && c is >= '\u1161' and <= '\u1175' && text[^1] is >= '\u1100' and <= '\u1112')
            {
                text[^1] = (char)('가' + (text[^1] - '\u1100') * 588 + (c - '\u1161') * 28);
                continue;
            }

            if (text.Length > 0 && c is >= '\u11A8' and <= '\u11C2' && Hangul.IsSyllable(text[^1]) && (text[^1] - '가') % 28 == 0)
            {
                text[^1] = (char)(text[^1] + (c - '\u11A7'));
                continue;
            }

            text.Append(c);
            map.Add(i);
        }

        map.Add(typed.Length);
        return (text.ToString(), [.. map]);
    }

    private SourceSpan Span(int from, int to) => new(map[from], map[to] - map[from]);

    private char At(int at) => at >= 0 && at < text.Length ? text[at] : '\0';

    private bool Starts(int at, string word) => at >= 0 && at < text.Length && text.AsSpan(at).StartsWith(word, StringComparison.Ordinal);

    private int Step(int at)
    {
        var c = text[at];
        if (Hangul.IsSyllable(c))
        {
            said.Add(new Glyph(c, Span(at, at + 1), []));
            return at + 1;
        }

        if (c == KoreanWords.Sign)
        {
            said.AddRange(settled.At(at));
            return at + 1;
        }

        if (c == ' ')
            return Boundary(at, ' ');
        if (Scanned(at) is { } after)
            return after;
        if (char.IsAsciiDigit(c))
            return WithDigits(at) ?? Number(at);
        if (char.IsAsciiLetter(c))
            return Latin(at);
        if (c is >= 'ㄱ' and <= 'ㅣ')
            return Jamo(at);
        return Sign(at, c);
    }

    /// <summary>The characters of a kind from here on.</summary>
    private ReadOnlySpan<char> Run(int at, Func<char, bool> kind)
    {
        var end = at;
        while (end < text.Length && kind(text[end]))
            end++;
        return text.AsSpan(at, end - at);
    }

    private int Boundary(int at, char mark)
    {
        // Several marks in a row count once, the strongest.
        if (said.Count > 0 && said[^1].Char is ' ' or ',' or '.' or '?' or '!')
        {
            if (Strength(mark) > Strength(said[^1].Char))
                said[^1] = new Glyph(mark, Span(at, Math.Min(at + 1, text.Length)), []);
        }
        else if (said.Count > 0)
            said.Add(new Glyph(mark, Span(at, Math.Min(at + 1, text.Length)), []));
        return at + 1;
    }

    private static int Strength(char mark) => mark switch { ' ' => 0, ',' => 1, '.' => 2, '!' => 3, _ => 4 };

    private void Say(int from, int to, string hangul, string rule)
    {
        var step = ImmutableArray.Create(new ReadingStep(rule, text[from..to], hangul));
        var span = Span(from, to);
        for (var i = 0; i < hangul.Length; i++)
        {
            // 셋업 is [섿업]: where ㅅ meets a vowel in a word of Latin letters two words meet.
            if (i > 0 && rule is "loanword" or "spoken-english" && Hangul.IsSyllable(hangul[i - 1]) && Hangul.IsSyllable(hangul[i]) && Hangul.Final(hangul[i - 1]) == 'ㅅ' && Hangul.Initial(hangul[i]) == 'ㅇ')
                said.Add(new Glyph(' ', span with { Length = 0 }, step));
            said.Add(new Glyph(hangul[i], hangul[i] == ' ' ? span with { Length = 0 } : span, step));
        }
    }

    /// <summary>Begins a new word, unless one begins here anyway.</summary>
    private void Apart(int at)
    {
        if (said.Count > 0 && said[^1].IsSyllable)
            said.Add(new Glyph(' ', Span(at, at), []));
    }

    private int Sign(int at, char c)
    {
        var (before, after) = (At(at - 1), At(at + 1));
        var digitAfter = char.IsAsciiDigit(after);
        var spaced = before == ' ' && after == ' ';
        var number = digitAfter || (spaced && char.IsAsciiDigit(At(at + 2)));
        var numberBefore = char.IsAsciiDigit(before) || (spaced && char.IsAsciiDigit(At(at - 2)));
        switch (c)
        {
            case '-' or '+' or '−' or '±' when digitAfter && (at == 0 || before is ' ' or '(' or '[' or '=' or ',' or '~' or '/' && !spaced):
                Say(at, at + 1, c switch { '+' => "플러스", '±' => "플러스마이너스", _ => "마이너스" }, "sign");
                return Boundary(at, ' ');
            case '-' or '−' when spaced && number && numberBefore:
                return Word(at, "빼기");
            case '-' or '−' or '+' when digitAfter && before is '²' or '³':
                return Word(at, c == '+' ? "더하기" : "빼기"); // b²-4ac
            case '-' or '−' when IsGrade(at):
                return Word(at, "마이너스"); // AA-, B-
            case '*' or '×' or 'x' or '÷' or '+' or '/' when number && numberBefore && (spaced || c is not '/'):
                return Word(at, c switch { '*' or '×' or 'x' => "곱하기", '+' => "더하기", _ => "나누기" });
            case '=' when said.Count > 0:
                while (said.Count > 0 && said[^1].Char == ' ')
                    said.RemoveAt(said.Count - 1);
                Say(at, at + 1, said.Count > 0 && said[^1].IsSyllable && Hangul.Final(said[^1].Char) != ' ' ? "은" : "는", "symbol");
                return Boundary(at, ' ');
            case '+' when char.IsAsciiLetter(before) && (char.IsAsciiLetter(after) || after is ' ' or '\0' || Hangul.IsSyllable(after)):
                return Word(at, "플러스"); // Ctrl+C, B+
            case '^' when digitAfter:
            {
                var end = at + 1 + Run(at + 1);
                Say(at, end, "의 " + NumberWords.Sino(text.AsSpan(at + 1, end - at - 1)) + " 제곱", "exponent");
                return end;
            }

            case '~' or '∼' or '〜' when digitAfter || (after == ' ' && char.IsAsciiDigit(At(at + 2)) && before != ' ') || (Hangul.IsSyllable(after) && "월화수목금토일시분초년층번역도군구등급절장항".Contains(before, StringComparison.Ordinal)):
                if (said.Count > 0 && said[^1].IsSyllable)
                    Say(at, at + 1, "에서", "range");
                return Boundary(at, ' ');
            case '·' or 'ㆍ' or '・' when char.IsAsciiDigit(before) && digitAfter:
                return at + 1; // 3·1절, 6·25: said in one breath
            case '&' when char.IsAsciiLetter(before) && char.IsAsciiLetter(after):
                Say(at, at + 1, "앤", "symbol");
                return at + 1;
            case '.' when said.Count > 0 && char.IsAsciiLetterOrDigit(before) && char.IsAsciiLetter(after):
                return Word(at, "점");
            case '-' or '/' or '_' when char.IsAsciiLetterOrDigit(before) && char.IsAsciiLetterOrDigit(after):
                return Boundary(at, ' ');
            case '…' or '.' when c == '…' || (before == '.' && after == '.'):
                return Boundary(at, text.AsSpan(at).IndexOfAnyExcept('.', '…', ' ') < 0 ? '.' : ',');
            case '#' when digitAfter:
                return Word(at, "넘버");
            case '#' when Hangul.IsSyllable(after) || char.IsAsciiLetter(after):
                return Boundary(at, ' '); // a hash tag
            case '@' when before is ' ' or '\0':
                return Boundary(at, ' '); // a mention
            case '$' or '₩' or '€' or '£' or '¥' or '￦' when digitAfter:
                return Number(at + 1, SignNames[c]);
        }

        if (Gloss(at) is { } afterGloss)
            return afterGloss;
        // 애플(Apple)은: what stands in brackets and the particle after them are said in one breath.
        if (c is ')' or ']' or '}' or '"' or '\'' && Hangul.IsSyllable(after) && said.Count > 0 && said[^1].IsSyllable)
            return KoreanWords.IsTail(Run(at + 1, Hangul.IsSyllable)) ? at + 1 : Boundary(at, ' ');
        if (Marks.TryGetValue(c, out var mark))
            return Boundary(at, mark);
        if (SignNames.TryGetValue(c, out var name))
            return AfterLarge(at) ?? Word(at, name);
        return Foreign(at); // silent: emoji and everything else
    }

    /// <summary>A sign after a grade (A-, BBB-): one letter, up to three times, with a particle, a space or the end after the sign.</summary>
    private bool IsGrade(int at)
    {
        var from = at;
        while (from > 0 && text[from - 1] is >= 'A' and <= 'F' && text[from - 1] == text[at - 1])
            from--;
        return at - from is >= 1 and <= 3 && !char.IsAsciiLetterOrDigit(At(from - 1)) && At(from - 1) != '-'
            && (At(at + 1) is '\0' or ' ' or ',' or '.' or ')' or '(' || Particles.Any(p => Starts(at + 1, p)) || Starts(at + 1, "등급") || Starts(at + 1, "학점"));
    }

    private int Word(int at, string name)
    {
        if (said.Count > 0 && said[^1].Char != '제')
            Apart(at);
        Say(at, at + 1, name, "symbol");
        if (Hangul.IsSyllable(At(at + 1)))
            Detach(at + 1);
        else
            Apart(at + 1);
        return at + 1;
    }

    // ---- stray jamo

    private int Jamo(int at)
    {
        var end = at;
        while (end < text.Length && text[end] == text[at])
            end++;
        var count = Math.Min(end - at, 3);
        var word = end;
        while (word < text.Length && text[word] is >= 'ㄱ' and <= 'ㅎ')
            word++;
        if (word - at > 1 && Chat.TryGetValue(text[at..word], out var meant))
        {
            Say(at, word, meant, "abbreviation");
            return word;
        }

        switch (text[at])
        {
            case 'ㅋ':
                Say(at, end, new string('크', count), "laughter");
                break;
            case 'ㅎ':
                Say(at, end, new string('흐', count), "laughter");
                break;
            case 'ㅠ' or 'ㅜ' when end - at > 1 || At(at - 1) is 'ㅠ' or 'ㅜ' || At(end) is 'ㅠ' or 'ㅜ' || Hangul.IsSyllable(At(at - 1)):
                break;
            default:
                if (end - at == 1 && JamoNames.TryGetValue(text[at], out var name))
                    Say(at, end, name, "자모 이름");
                break;
        }

        return end;
    }

    private static readonly FrozenDictionary<char, char> Marks = new Dictionary<char, char>
    {
        [','] = ',', ['、'] = ',', [';'] = ',', [':'] = ',', ['('] = ',', [')'] = ',', ['['] = ',', [']'] = ',', ['{'] = ',', ['}'] = ',', ['—'] = ',', ['―'] = ',', ['–'] = ',', ['→'] = ',', ['⇒'] = ',', ['·'] = ' ', ['ㆍ'] = ' ', ['・'] = ' ', ['/'] = ' ', ['_'] = ' ', ['-'] = ' ', ['*'] = ' ', ['|'] = ',', ['•'] = ',', ['■'] = ',', ['●'] = ',', ['▶'] = ',',
        ['.'] = '.', ['。'] = '.', ['?'] = '?', ['¿'] = ' ', ['!'] = '!', ['‼'] = '!', ['⁉'] = '?', ['〈'] = ' ', ['〉'] = ' ', ['《'] = ' ', ['》'] = ' ', ['「'] = ' ', ['」'] = ' ', ['『'] = ' ', ['』'] = ' ', ['【'] = ',', ['】'] = ',', ['<'] = ' ', ['>'] = ' ', ['~'] = ' ', ['〜'] = ' ', ['∼'] = ' ',
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<char, string> SignNames = EmbeddedTable.Rows("signs.tsv").ToFrozenDictionary(r => r[0][0], r => r[1]);

    private static readonly FrozenDictionary<string, string> Chat = new Dictionary<string, string>
    {
        ["ㅇㅋ"] = "오케이", ["ㅇㅇ"] = "응응", ["ㄱㅅ"] = "감사", ["ㄱㄱ"] = "고고", ["ㄴㄴ"] = "노노", ["ㅊㅋ"] = "축하", ["ㅅㄱ"] = "수고", ["ㅂㅂ"] = "바이바이", ["ㅎㅇ"] = "하이", ["ㄷㄷ"] = "덜덜", ["ㅇㅈ"] = "인정", ["ㄱㅊ"] = "괜찮", ["ㅈㅅ"] = "죄송", ["ㅁㄹ"] = "몰라",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<char, string> JamoNames = new Dictionary<char, string>
    {
        ['ㄱ'] = "기역", ['ㄴ'] = "니은", ['ㄷ'] = "디귿", ['ㄹ'] = "리을", ['ㅁ'] = "미음", ['ㅂ'] = "비읍", ['ㅅ'] = "시옷", ['ㅇ'] = "이응", ['ㅈ'] = "지읒", ['ㅊ'] = "치읓", ['ㅋ'] = "키읔", ['ㅌ'] = "티읕", ['ㅍ'] = "피읖", ['ㅎ'] = "히읗",
        ['ㄲ'] = "쌍기역", ['ㄸ'] = "쌍디귿", ['ㅃ'] = "쌍비읍", ['ㅆ'] = "쌍시옷", ['ㅉ'] = "쌍지읒",
        ['ㅏ'] = "아", ['ㅐ'] = "애", ['ㅑ'] = "야", ['ㅒ'] = "얘", ['ㅓ'] = "어", ['ㅔ'] = "에", ['ㅕ'] = "여", ['ㅖ'] = "예", ['ㅗ'] = "오", ['ㅘ'] = "와", ['ㅙ'] = "왜", ['ㅚ'] = "외", ['ㅛ'] = "요", ['ㅜ'] = "우", ['ㅝ'] = "워", ['ㅞ'] = "웨", ['ㅟ'] = "위", ['ㅠ'] = "유", ['ㅡ'] = "으", ['ㅢ'] = "의", ['ㅣ'] = "이",
    }.ToFrozenDictionary();
}
