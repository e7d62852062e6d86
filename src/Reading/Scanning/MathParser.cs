namespace Dubbing.Readings.Scanning;

/// <summary>
/// Reads a mathematical expression as people type it in a line: Unicode and ^ _ powers and subscripts, roots, fractions by a bar, functions, large
/// operators with limits. Takes the longest stretch that makes sense and counts the signs that it is mathematics at all.
/// </summary>
internal sealed partial class MathParser
{
    /// <summary>Longest expression, in UTF-16 units.</summary>
    public const int Longest = 400;

    private const int Deepest = 20;
    private const string Relations = "=≠<>≤≥≈≡≅∝→⇒⇔↦∈∉∋⊂⊃⊆⊇⊥∥≪≫";
    private const string Operators = "+-−–±∓×÷·*/∩∪∖∧∨∘⊕⊗";
    private const string Constants = "∞∅ℝℕℤℚℂℏℓ…⋯∇∀∃";

    private readonly string text;
    private readonly int limit;
    private readonly int shift;
    private int at;
    private int depth;
    private int bars;

    // Where brackets were found not to close, or to hold something else: a second look would cost as much as the first.
    private readonly HashSet<int> closed;

    private MathParser(string text, int start, int limit, int shift, HashSet<int> closed)
    {
        this.closed = closed;
        this.text = text;
        this.limit = limit;
        this.shift = shift;
        at = start;
    }

    /// <summary>How sure it is: 2 and more is mathematics.</summary>
    private int score;

    /// <summary>Whether a variable, function or constant takes part: numbers with signs alone are no mathematics but sums, ranges, scores.</summary>
    private bool hasName;

    /// <summary>The expression that begins here; null when what begins here is none.</summary>
    /// <param name="text">The folded line.</param>
    /// <param name="start">Where it would begin.</param>
    /// <param name="brackets">Opening brackets that hold no expression; those found here are added.</param>
    /// <param name="reached">Before this index no other attempt is worth it.</param>
    public static MathNode? Find(string text, int start, HashSet<int> brackets, out int reached)
    {
        var parser = new MathParser(text, start, Math.Min(text.Length, start + Longest), 0, brackets);
        var row = parser.Row(top: true);
        reached = Math.Max(parser.at, start + 1);
        return row is not null && parser.score >= 2 ? row : null;
    }

    /// <summary>An expression known to be one (an exponent, a limit); null when it cannot be understood whole.</summary>
    private MathNode? Part(string part, int offset)
    {
        if (depth > Deepest)
            return null;
        var parser = new MathParser(part, 0, part.Length, shift + offset, []) { depth = depth + 1 };
        var row = parser.Row(top: false);
        return row is not null && parser.at == part.Length ? row : null;
    }

    private char Now => at < limit ? text[at] : '\0';

    private char Ahead(int n) => at + n >= 0 && at + n < limit ? text[at + n] : '\0';

    private int Skip(int from)
    {
        while (from < limit && text[from] == ' ')
            from++;
        return from;
    }

    private static bool IsLetter(char c) => char.IsAsciiLetter(c);

    private MathRow? Row(bool top)
    {
        if (depth >= Deepest)
            return null;
        depth++;
        var (start, items) = (at, new List<MathNode>());
        var end = at;
        var wantOperand = true;
        var open = false; // a sum or integral waits for its body
        while (at < limit)
        {
            var before = at;
            at = Skip(at);
            var spaced = at > before;
            if (at >= limit)
                break;
            if (wantOperand)
            {
                if (spaced && items.Count == 0 && top)
                    break;
                var operand = Signed() ?? Operand(top, first: items.Count == 0);
                if (operand is null)
                {
                    at = before;
                    break;
                }

                Add(operand);
                continue;
            }

            if (Binary(spaced) is { } sign)
            {
                var rewind = (at, score);
                at = sign.End;
                if (sign.Sign == '/')
                {
                    if (!Fraction(items, spaced))
                    {
                        (at, score) = (before, rewind.score);
                        break;
                    }

                    end = at;
                    continue;
                }

                items.Add(Shifted(sign));
                wantOperand = true;
                if (Skip(at) >= limit)
                    break;
                continue;
            }

            // Juxtaposition: 2x, (a)(b), x sin x, the body of a sum or an integral.
            if (spaced && !(open || items[^1] is MathLarge or MathLimit or MathFunction { Argument: null } or MathDerivative { Function: null } || StartsFunction() || (StartsDifferential() && open)))
            {
                at = before;
                break;
            }

            var next = Operand(top, first: false);
            if (next is null)
            {
                at = before;
                break;
            }

            Add(next);
        }

        // What has no operand after it is no part of the expression.
        while (items.Count > 0 && items[^1] is MathSign last && (last.IsRelation || last.Sign == ':' || Operators.Contains(last.Sign, StringComparison.Ordinal)))
            items.RemoveAt(items.Count - 1);
        depth--;
        if (items.Count == 0)
        {
            at = start;
            return null;
        }

        at = end;
        Weigh(items);
        return new MathRow(start + shift, end + shift, items);

        void Add(MathNode node)
        {
            items.Add(node);
            open |= node is MathLarge or MathLimit;
            wantOperand = false;
            end = at;
        }
    }

    private MathSign Shifted(MathSign sign) => sign with { Start = sign.Start + shift, End = sign.End + shift };

    /// <summary>What an operator and its neighbours tell.</summary>
    private void Weigh(List<MathNode> items)
    {
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is not MathSign sign)
            {
                if (i > 0 && items[i] is not MathSign && items[i - 1] is MathNumber && items[i] is MathName { IsGreek: true })
                    score += 2; // 2π
                continue;
            }

            if (i + 1 >= items.Count)
                continue;
            var named = hasName;
            var spaced = i > 0 && sign.Start > items[i - 1].End && items[i + 1].Start > sign.End;
            var written = text[Math.Clamp(sign.Start - shift, 0, text.Length - 1)];
            var numbers = i > 0 && items[i - 1] is MathNumber && items[i + 1] is MathNumber;
            score += sign.Sign switch
            {
                '≠' or '≤' or '≥' or '≈' or '∝' or '≡' or '≅' or '∈' or '∉' or '∋' or '⊂' or '⊃' or '⊆' or '⊇' or '∩' or '∪' or '∖' or '⇔' or '≪' or '≫' or '↦' or '⊥' or '∥' or '∘' or '⊕' or '⊗' or '∧' or '∨' => 2,
                '=' => 2,
                '<' or '>' => named || items.Exists(n => n is MathSign { Sign: '=' }) ? 2 : spaced ? 2 : 0,
                // 6·25 is a day, 1920×1080 a size.
                ':' => items[i - 1] is MathName { Name: [>= 'a' and <= 'z'] } && items[i + 1] is MathName { Name: [>= 'a' and <= 'z'] } ? 2 : 0,
                '·' => numbers ? 0 : 2,
                '×' or '÷' => numbers && !spaced && items[i - 1].End - items[i - 1].Start > 2 ? 0 : 2,
                '±' => named ? 2 : 1,
                '+' => named ? 2 : spaced ? 1 : 0,
                '−' => named && (spaced || written == '−') ? 2 : named && Digit(items, i) ? Index(items, i) ? 2 : 1 : spaced && written != '–' ? 1 : 0,
                '*' => named && spaced ? 2 : 1,
                '→' when i == 1 && items[0] is MathName { Name: [>= 'a' and <= 'z'] } && Approaching.Any(a => text.AsSpan(Math.Clamp(items[^1].End - shift, 0, text.Length)).TrimStart(' ').StartsWith(a, StringComparison.Ordinal)) => 2,
                '→' or '⇒' => named && items.Exists(n => n is MathSign { Sign: '∞' }) ? 2 : 0,
                _ => 0,
            };
        }

        // n-1: what runs or is unknown; a-1 may be an item of a list.
        static bool Index(List<MathNode> items, int i) => items[i - 1] is MathName { Name: "n" or "m" or "k" or "i" or "j" or "x" or "y" or "z" or "t" } && items[i + 1] is MathNumber;

        // 2x-1, n-1: a number and a small letter, not F-16.
        static bool Digit(List<MathNode> items, int i) => i > 0 && items[i - 1] is MathName { Name: [>= 'a' and <= 'z'] } or MathPower or MathSubscript or MathGroup or MathFunction && items[i + 1] is MathNumber or MathName or MathPower or MathGroup;
    }

    // x → 0일 때, x → 0のとき: what follows shows a limit, no arrow of a list.
    private static readonly string[] Approaching = ["일 때", "일때", "のとき", "の時"];

    /// <summary>− x, ± 2: a sign where an operand should stand.</summary>
    private MathNode? Signed()
    {
        if (Now is not ('-' or '−' or '+' or '±' or '∓' or '¬'))
            return null;
        var (start, sign) = (at, Now == '-' ? '−' : Now);
        at++;
        if (Now == ' ' && sign is not '±')
        {
            at = start;
            return null;
        }

        at = Skip(at);
        var operand = Operand(top: false, first: true);
        if (operand is null)
        {
            at = start;
            return null;
        }

        if (sign is '±' && operand is not MathNumber)
            score += 2;
        return new MathSigned(start + shift, at + shift, sign, operand);
    }

    /// <summary>A binary operator or relation here; null for none. Its position is not shifted.</summary>
    private MathSign? Binary(bool spaced)
    {
        var c = Now;
        // ASCII relations of two and three characters.
        if (c is '!' or '<' or '>' or '=' or '-' or ':')
        {
            var (length, sign) = (c, Ahead(1), Ahead(2)) switch
            {
                ('!', '=', '=') => (3, '≠'),
                ('!', '=', _) => (2, '≠'),
                ('=', '=', '=') => (3, '='),
                ('=', '=', _) => (2, '='),
                ('<', '=', _) => (2, '≤'),
                ('>', '=', _) => (2, '≥'),
                ('-', '>', _) => (2, '→'),
                ('=', '>', _) => (2, '⇒'),
                (':', '=', _) => (2, '='),
                _ => (0, '\0'),
            };
            if (length > 0)
                return new MathSign(at, at + length, sign);
        }

        // a:b, 2:3 beside an equation
        if (c == ':' && !spaced && Ahead(1) != ' ' && (char.IsAsciiLetterOrDigit(Ahead(1)) || Ahead(1) == '('))
            return new MathSign(at, at + 1, ':');
        if (!Relations.Contains(c, StringComparison.Ordinal) && !Operators.Contains(c, StringComparison.Ordinal))
            return null;
        // "A- 3", "5 -3": a sign with a space on one side only belongs to one of the two.
        var spacedAfter = Ahead(1) == ' ';
        if (c is '-' or '–' or '/' or '*' or '+' && spaced != spacedAfter)
            return null;
        if (c is '<' or '>' && (Ahead(1) is '/' or '<' or '>'))
            return null;
        return new MathSign(at, at + 1, c is '-' or '–' ? '−' : c == '*' ? '×' : c);
    }

    /// <summary>a/b: the bar was passed; takes what stands before it out of the row and puts the fraction there.</summary>
    private bool Fraction(List<MathNode> items, bool spaced)
    {
        // The numerator is what stands together before the bar: 2x/3, n(n+1)/2.
        var from = items.Count - 1;
        while (from > 0 && items[from - 1] is not MathSign && items[from - 1].End == items[from].Start && items[from - 1] is not (MathLarge or MathLimit or MathFraction))
            from--;
        if (from > 0 && spaced)
            from = items.Count - 1;
        at = Skip(at);
        var start = at;
        var denominator = Operand(top: false, first: true);
        if (denominator is null)
            return false;
        var parts = new List<MathNode> { denominator };
        var plainAbove = from == items.Count - 1 && items[from] is MathNumber;
        // 1/2mv² is half of mv², b/2a is b by 2a.
        while (!(plainAbove && denominator is MathNumber) && denominator is not MathGroup && (IsLetter(Now) || MathLetters.GreekName(Now) is not null || Now == '√') && Operand(top: false, first: false) is { } more)
            parts.Add(more);
        var below = parts.Count == 1 ? parts[0] : new MathRow(start + shift, at + shift, parts);
        var taken = items[from..];
        var above = taken.Count == 1 ? taken[0] : new MathRow(taken[0].Start, taken[^1].End, taken);
        items.RemoveRange(from, items.Count - from);
        var numbers = above is MathNumber && below is MathNumber;
        score += numbers ? 0 : above is MathGroup || below is MathGroup || above is MathPower or MathRoot || below is MathPower or MathRoot ? 2 : 1;
        items.Add(new MathFraction(above.Start, below.End, Bare(above), Bare(below)));
        return true;
    }

    /// <summary>Brackets that only hold numerator or denominator together.</summary>
    private static MathNode Bare(MathNode node) => node is MathGroup { Open: '(' } group ? group.Inner : node;

    private bool StartsFunction()
    {
        if (!IsLetter(Now))
            return false;
        var end = at;
        while (end < limit && IsLetter(text[end]))
            end++;
        return MathLetters.IsFunction(text[at..end]) || text.AsSpan(at, end - at) is "lim";
    }

    private bool StartsDifferential() => Now == 'd' && (char.IsAsciiLetterLower(Ahead(1)) || MathLetters.GreekName(Ahead(1)) is not null) && !IsLetter(Ahead(2));
}
