using System.Collections.Frozen;

namespace Dubbing.Readings.Scanning;

/// <summary>Identifiers, versions, chords, abbreviations.</summary>
internal sealed partial class Scanner
{
    // Abbreviations with a full stop (and before a number without one): the word in full. True: only before a number.
    private static readonly FrozenDictionary<string, (string Word, bool Numbered)> Short = new Dictionary<string, (string, bool)>(StringComparer.Ordinal)
    {
        ["lv"] = ("level", true), ["lvl"] = ("level", true), ["vol"] = ("volume", true), ["ver"] = ("version", true), ["no"] = ("number", true), ["nos"] = ("numbers", true), ["ep"] = ("episode", true), ["ch"] = ("chapter", true), ["chap"] = ("chapter", true), ["sec"] = ("section", true), ["fig"] = ("figure", true), ["eq"] = ("equation", true), ["p"] = ("page", true), ["pp"] = ("pages", true), ["pt"] = ("part", true), ["art"] = ("article", true), ["tbl"] = ("table", true), ["rev"] = ("revision", true), ["tel"] = ("telephone", true),
        ["dr"] = ("doctor", false), ["mr"] = ("mister", false), ["mrs"] = ("missus", false), ["ms"] = ("miss", false), ["prof"] = ("professor", false), ["jr"] = ("junior", false), ["sr"] = ("senior", false), ["st"] = ("saint", false), ["vs"] = ("versus", false), ["etc"] = ("et cetera", false), ["approx"] = ("approximately", false), ["inc"] = ("incorporated", false), ["ltd"] = ("limited", false), ["corp"] = ("corporation", false), ["dept"] = ("department", false), ["feat"] = ("featuring", false), ["ft"] = ("featuring", false), ["cf"] = ("compare", false), ["max"] = ("maximum", false), ["min"] = ("minimum", false),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // Before a number without a full stop and a space between (Lv50, Vol 2) only those that are nothing else.
    private static readonly FrozenSet<string> Sure = FrozenSet.Create(StringComparer.Ordinal, "Lv", "LV", "Lvl", "Vol", "VOL", "Ver", "Ep", "EP", "Fig", "No");

    private static readonly FrozenDictionary<string, string> Modifiers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["Ctrl"] = "Ctrl", ["Control"] = "Ctrl", ["Shift"] = "Shift", ["Alt"] = "Alt", ["Cmd"] = "Command", ["Command"] = "Command", ["Option"] = "Option", ["Opt"] = "Option", ["Win"] = "Windows", ["Windows"] = "Windows", ["Fn"] = "Fn", ["Meta"] = "Meta", ["Super"] = "Super",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, string> Keys = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["Enter"] = "Enter", ["Return"] = "Enter", ["Tab"] = "Tab", ["Esc"] = "Esc", ["Escape"] = "Esc", ["Del"] = "Delete", ["Delete"] = "Delete", ["Backspace"] = "Backspace", ["Space"] = "Space", ["Spacebar"] = "Space", ["Home"] = "Home", ["End"] = "End", ["PgUp"] = "PageUp", ["PageUp"] = "PageUp", ["PgDn"] = "PageDown", ["PageDown"] = "PageDown", ["Ins"] = "Insert", ["Insert"] = "Insert", ["PrtSc"] = "PrintScreen", ["PrtScn"] = "PrintScreen", ["Up"] = "↑", ["Down"] = "↓", ["Left"] = "←", ["Right"] = "→", ["CapsLock"] = "CapsLock", ["Plus"] = "+", ["Minus"] = "-",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    // Alone they are keys, and nothing a reader of words knows.
    private static readonly FrozenSet<string> KeysAlone = FrozenSet.Create(StringComparer.Ordinal, "Ctrl", "Esc", "Alt", "Del", "Ins", "PgUp", "PgDn", "PrtSc", "PrtScn", "CapsLock", "CTRL", "ESC", "ALT", "Cmd", "Fn");

    private Span? Chord(int at)
    {
        var keys = new List<Key>();
        var i = at;
        while (keys.Count < 5)
        {
            if (At(i) is '⌘' or '⌥' or '⇧' or '⌃')
            {
                keys.Add(new Key(i, i + 1, At(i) switch { '⌘' => "Command", '⌥' => "Option", '⇧' => "Shift", _ => "Ctrl" }));
                i++;
                // ⌘C, ⌘+C, ⌘ C
                if (At(i) == '+' && i + 1 < text.Length)
                    i++;
                else if (At(i) == ' ' && char.IsAsciiLetterUpper(At(i + 1)) && !char.IsAsciiLetterOrDigit(At(i + 2)))
                    i++;
                continue;
            }

            var word = WordAt(i);
            if (word.Length == 0 || !Modifiers.TryGetValue(word, out var modifier))
                break;
            var after = i + word.Length;
            var sign = At(after) == ' ' && At(after + 1) is '+' && At(after + 2) == ' ' ? after + 1 : after;
            if (At(sign) is not ('+' or '-'))
                break;
            var next = At(sign + 1) == ' ' ? sign + 2 : sign + 1;
            if (At(sign) == '-' && (sign != after || keys.Count == 0 && !IsKey(next)))
                break;
            if (!IsKey(next) && !(WordAt(next) is { Length: > 0 } more && Modifiers.ContainsKey(more)) && At(next) is not ('⌘' or '⌥' or '⇧' or '⌃'))
                break;
            keys.Add(new Key(i, after, modifier));
            i = next;
        }

        if (keys.Count == 0)
        {
            var alone = WordAt(at);
            return KeysAlone.Contains(alone) && !char.IsAsciiLetterOrDigit(At(at + alone.Length)) && At(at + alone.Length) is not ('.' or '-' or '_')
                ? new ChordSpan(at, at + alone.Length, [new Key(at, at + alone.Length, Modifiers.TryGetValue(alone, out var m) ? m : Keys[alone])])
                : null;
        }

        var last = WordAt(i);
        if (last.Length > 1 && (Keys.TryGetValue(last, out var name) || Modifiers.TryGetValue(last, out name)))
            keys.Add(new Key(i, i + last.Length, name));
        else if (last.Length == 1 && At(i) is 'F' or 'f' && char.IsAsciiDigit(At(i + 1)))
        {
            var end = i + 1;
            while (char.IsAsciiDigit(At(end)) && end - i < 3)
                end++;
            keys.Add(new Key(i, end, text[i..end].ToUpperInvariant()));
        }
        else if (last.Length == 1 || char.IsAsciiDigit(At(i)) || At(i) is '↑' or '↓' or '←' or '→' or '+' or '-' or '=' or '/' or ',' or '.' or '[' or ']' or '\\')
            keys.Add(new Key(i, i + 1, At(i).ToString().ToUpperInvariant()));
        else
            return null;
        return new ChordSpan(at, keys[^1].End, keys);
    }

    private bool IsKey(int at)
    {
        var word = WordAt(at);
        return word.Length switch
        {
            0 => char.IsAsciiDigit(At(at)) || At(at) is '↑' or '↓' or '←' or '→' or '+' or '-' or '=' or '/' or ',' or '.' or '[' or ']',
            1 => true,
            _ => Keys.ContainsKey(word),
        };
    }

    private string WordAt(int at)
    {
        var end = at;
        while (char.IsAsciiLetter(At(end)) && end - at < 12)
            end++;
        return char.IsAsciiLetter(At(end)) ? "" : text[System.Math.Min(at, text.Length)..System.Math.Min(end, text.Length)];
    }

    /// <summary>Lv.50, Vol. 2, p. 57, Dr., e.g., D.C.</summary>
    private Span? Abbreviation(int at)
    {
        if (!char.IsAsciiLetter(text[at]))
            return null;
        // Letters each with its full stop.
        var (i, letters) = (at, new System.Text.StringBuilder(8));
        while (char.IsAsciiLetter(At(i)) && At(i + 1) == '.' && !char.IsAsciiDigit(At(i + 2)) && letters.Length < 8)
        {
            letters.Append(At(i));
            i += 2;
        }

        if (letters.Length > 0 && char.IsAsciiLetterUpper(At(i)) && !char.IsAsciiLetterOrDigit(At(i + 1)) && letters.ToString().All(char.IsAsciiLetterUpper))
            letters.Append(At(i++));
        if (letters.Length >= 2 && !char.IsAsciiLetterOrDigit(At(i)))
        {
            var spelled = letters.ToString();
            var meant = spelled switch { "eg" => "for example", "ie" => "that is", "am" => "a.m.", "pm" => "p.m.", _ => null };
            if (meant is not null)
                return new NamedSpan(at, i, SpanKind.Abbreviation, meant);
            if (spelled.All(char.IsAsciiLetterUpper))
                return new NamedSpan(at, i, SpanKind.Acronym, spelled);
        }

        var word = WordAt(at);
        if (word.Length is 0 or > 6 || !Short.TryGetValue(word.ToLowerInvariant(), out var full))
            return null;
        var end = at + word.Length;
        var point = At(end) == '.';
        var number = point ? end + 1 : end;
        if (At(number) == ' ')
            number++;
        var numbered = char.IsAsciiDigit(At(number)) || At(number) == '#';
        if (!point)
            return full.Numbered && numbered && Sure.Contains(word) ? new NamedSpan(at, end, SpanKind.Abbreviation, full.Word) : null;
        if (full.Numbered ? !numbered : char.IsAsciiLetterOrDigit(At(end + 1)))
            return null;
        if (!full.Numbered && word is "max" or "min" or "st" or "ms" or "ft" && !numbered)
            return null;
        return new NamedSpan(at, end + 1, SpanKind.Abbreviation, full.Word);
    }

    /// <summary>v2.0, v1.2.3, 2.0.1, 1.0.0-beta; no date.</summary>
    private Span? Version(int at)
    {
        var i = at;
        var parts = new List<Part>();
        if (text[i] is 'v' or 'V' && char.IsAsciiDigit(At(i + 1)))
        {
            parts.Add(new Part(i, i + 1, PartKind.Letters, "v"));
            i++;
        }

        var marked = i > at;
        var groups = 0;
        while (char.IsAsciiDigit(At(i)))
        {
            var start = i;
            while (char.IsAsciiDigit(At(i)))
                i++;
            if (i - start > (marked ? 6 : 3))
                return null;
            parts.Add(new Part(start, i, PartKind.Number, text[start..i]));
            groups++;
            if (At(i) != '.' || !char.IsAsciiDigit(At(i + 1)))
                break;
            parts.Add(new Part(i, i + 1, PartKind.Sign, "."));
            i++;
        }

        if (groups < (marked ? 1 : 3) || groups > 5)
            return null;
        if (!marked && text[at] == '0' && At(at + 1) != '.')
            return null; // 02.123.4567
        if (At(i) == '-' && char.IsAsciiLetterLower(At(i + 1)))
        {
            var end = i + 1;
            while (char.IsAsciiLetterLower(At(end)))
                end++;
            if (text[(i + 1)..end] is "alpha" or "beta" or "rc" or "preview" or "dev" or "stable" or "nightly" or "pre")
            {
                parts.Add(new Part(i, i + 1, PartKind.Sign, "-", Silent: true));
                parts.Add(new Part(i + 1, end, text[(i + 1)..end] == "rc" ? PartKind.Letters : PartKind.Word, text[(i + 1)..end]));
                i = end;
                while (At(i) is '.' && char.IsAsciiDigit(At(i + 1)) || char.IsAsciiDigit(At(i)))
                {
                    if (At(i) == '.')
                    {
                        parts.Add(new Part(i, i + 1, PartKind.Sign, "."));
                        i++;
                    }

                    var start = i;
                    while (char.IsAsciiDigit(At(i)))
                        i++;
                    parts.Add(new Part(start, i, PartKind.Number, text[start..i]));
                }
            }
        }

        return char.IsAsciiLetter(At(i)) ? null : new PartsSpan(at, i, SpanKind.Version, parts);
    }

    /// <summary>snake_case, camelCase, obj.method(), C#, C++.</summary>
    private Span? Identifier(int at)
    {
        var i = at;
        var (words, letters, capitals, underscores, points, longest) = (0, 0, false, 0, 0, 0);
        while (i < text.Length && i - at < LongestToken)
        {
            var start = i;
            while (char.IsAsciiLetterOrDigit(At(i)))
            {
                capitals |= i > start && char.IsAsciiLetterUpper(text[i]) && char.IsAsciiLetterLower(text[i - 1]);
                letters += char.IsAsciiLetter(text[i]) ? 1 : 0;
                i++;
            }

            if (i > start)
            {
                words++;
                longest = System.Math.Max(longest, i - start);
            }

            if (At(i) == '_' && (char.IsAsciiLetterOrDigit(At(i + 1)) || At(i + 1) == '_' || i == at || At(i - 1) == '_'))
            {
                underscores++;
                i++;
            }
            else if (At(i) == '.' && i > start && char.IsAsciiLetter(text[start]) && (char.IsAsciiLetterLower(At(i + 1)) || At(i + 1) == '_') && i - start > 1)
            {
                points++;
                i++;
            }
            else
                break;
        }

        // A language with a sign: C#, F#, C++.
        if (i - at == 1 && char.IsAsciiLetterUpper(text[at]))
        {
            if (At(i) == '#' && !char.IsAsciiLetterOrDigit(At(i + 1)) && !IsDigitOrScript(At(i + 1), at))
                return new PartsSpan(at, i + 1, SpanKind.Identifier, [new Part(at, i, PartKind.Letters, text[at..i]), new Part(i, i + 1, PartKind.Sign, "#")]);
            if (At(i) == '+' && At(i + 1) == '+' && !char.IsAsciiLetterOrDigit(At(i + 2)))
                return new PartsSpan(at, i + 2, SpanKind.Identifier, [new Part(at, i, PartKind.Letters, text[at..i]), new Part(i, i + 1, PartKind.Sign, "+"), new Part(i + 1, i + 2, PartKind.Sign, "+")]);
        }

        if (letters < 2)
            return null;
        var call = At(i) == '(' && At(i + 1) == ')';
        // a_n is mathematics, user_name a name; 3d_model too.
        var snake = underscores > 0 && words > 0 && longest > 1;
        if (!snake && !(capitals && longest > 3) && points == 0 && !call)
            return null; // pH, iOS are no names of variables
        if (char.IsAsciiDigit(text[at]) && !snake)
            return null;
        var end = i;
        var parts = new List<Part>();
        Pieces(at, end, parts);
        if (call)
        {
            parts.Add(new Part(end, end + 2, PartKind.Sign, "()", Silent: true));
            end += 2;
        }

        return new PartsSpan(at, end, SpanKind.Identifier, parts);

        static bool IsDigitOrScript(char c, int at) => char.IsAsciiDigit(c);
    }

    private void Pieces(int from, int end, List<Part> parts)
    {
        for (var i = from; i < end;)
        {
            var start = i;
            if (char.IsAsciiLetter(text[i]))
            {
                while (i < end && char.IsAsciiLetter(text[i]))
                    i++;
                Words(start, i, parts, -1, SpanKind.Identifier);
            }
            else if (char.IsAsciiDigit(text[i]))
            {
                while (i < end && char.IsAsciiDigit(text[i]))
                    i++;
                parts.Add(new Part(start, i, PartKind.Number, text[start..i]));
            }
            else
            {
                i++;
                parts.Add(new Part(start, i, PartKind.Sign, text[start..i], Silent: text[start] == '_'));
            }
        }
    }

    /// <summary>.NET, .env, .docx: a name that begins with a full stop.</summary>
    private Span? Dotted(int at)
    {
        if (!char.IsAsciiLetter(At(at + 1)) || (at > 0 && text[at - 1] is not (' ' or '(' or '"' or '\'' or '/' or ',' or ':' or '[' or '「' or '『') && !IsScript(text[at - 1])))
            return null;
        var end = at + 1;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || (text[end] is '_' or '-' or '.' && char.IsAsciiLetterOrDigit(At(end + 1)))))
            end++;
        var name = text[(at + 1)..end];
        // After a word of the line's language it is a sentence's end, unless an extension follows (보고서.docx).
        var file = Extensions.Contains(name) && name.Length > 1;
        if (at > 0 && IsScript(text[at - 1]) && !file)
            return null;
        var parts = new List<Part> { new(at, at + 1, PartKind.Sign, ".") };
        if (file && !IsSayable(name))
            parts.Add(new Part(at + 1, end, PartKind.Letters, name));
        else
            Pieces(at + 1, end, parts);
        return new PartsSpan(at, end, file && name != "env" ? SpanKind.FileName : SpanKind.Identifier, parts);
    }

    /// <summary>git commit -m, rm -rf: letters after a hyphen, behind the words of a command; where they end. Null for a variable (x -y) and a word's end (-s).</summary>
    private int? ShortOption(int at)
    {
        if (!char.IsAsciiLetter(At(at + 1)) || At(at - 1) != ' ')
            return null;
        var end = at + 1;
        while (char.IsAsciiLetter(At(end)))
            end++;
        if (end - at > 4 || char.IsAsciiDigit(At(end)) || At(end) is '-' or '_' or '^' or '(' or '+' or '*' or '/')
            return null;
        // A word of the command, or an option before this one.
        var word = at - 1;
        while (char.IsAsciiLetterOrDigit(At(word - 1)) || At(word - 1) is '.' or '_' or '/' or '-' or '"')
            word--;
        var letters = 0;
        for (var i = word; i < at - 1; i++)
            letters += char.IsAsciiLetter(text[i]) ? 1 : 0;
        return letters >= 2 && !MathLetters.IsFunction(text[word..(at - 1)]) || (letters == 1 && At(word) == '-') ? end : null;
    }

    /// <summary>--help, -m: an option of a command.</summary>
    private Span? Option(int at)
    {
        if (ShortOption(at) is { } end1)
            return new PartsSpan(at, end1, SpanKind.Identifier, [new Part(at, at + 1, PartKind.Sign, "-"), new Part(at + 1, end1, PartKind.Letters, text[(at + 1)..end1])]);
        if (At(at + 1) != '-' || !char.IsAsciiLetter(At(at + 2)) || (at > 0 && text[at - 1] is not (' ' or '(' or '"' or '\'' or '[')))
            return null;
        var end = at + 2;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || (text[end] is '-' && char.IsAsciiLetterOrDigit(At(end + 1)))))
            end++;
        var parts = new List<Part> { new(at, at + 1, PartKind.Sign, "-"), new(at + 1, at + 2, PartKind.Sign, "-") };
        Pieces(at + 2, end, parts);
        return new PartsSpan(at, end, SpanKind.Identifier, [.. parts.Select(p => p.Kind == PartKind.Sign && p.Start > at + 1 ? p with { Silent = true } : p)]);
    }
}
