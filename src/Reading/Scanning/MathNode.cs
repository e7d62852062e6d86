namespace Dubbing.Readings.Scanning;

/// <summary>
/// A node of a mathematical expression. A <see cref="MathRow"/> holds operands and operators from left to right, as they are said; all else that
/// changes the order of saying (powers, fractions, roots, sums …) is a node of its own.
/// </summary>
/// <param name="Start">First unit in the scanned text.</param>
/// <param name="End">The unit after the last.</param>
internal abstract record MathNode(int Start, int End);

/// <summary>Operands, operators and relations in the order in which they stand.</summary>
internal sealed record MathRow(int Start, int End, IReadOnlyList<MathNode> Items) : MathNode(Start, End);

/// <summary>A number without sign.</summary>
internal sealed record MathNumber(int Start, int End, string Digits, string? Fraction) : MathNode(Start, End);

/// <summary>A name: one Latin letter, several that are read one by one (ABC of a triangle), or a Greek letter's English name (<c>alpha</c>, <c>Delta</c> for a capital).</summary>
/// <param name="Start">First unit.</param>
/// <param name="End">The unit after the last.</param>
/// <param name="Name">As written, or the Greek letter's name.</param>
/// <param name="IsGreek">Whether it is a Greek letter.</param>
internal sealed record MathName(int Start, int End, string Name, bool IsGreek = false) : MathNode(Start, End);

/// <summary>Words inside an expression (<c>\text{if }</c>, a label): read as the language reads text.</summary>
internal sealed record MathText(int Start, int End, string Text) : MathNode(Start, End);

/// <summary>An operator, relation or symbol, by its Unicode character: + − × ÷ · ± ∓ / = ≠ &lt; &gt; ≤ ≥ ≈ ≡ ∼ ∝ → ⇒ ⇔ ↦ ∈ ∉ ⊂ ⊆ ∩ ∪ ∖ ∧ ∨ ¬ ∀ ∃ ∞ ∅ ∂ ∇ ∠ ⊥ ∥ △ ° % , : … ∴ ∵ ℝ ℕ ℤ ℚ ℂ ′.</summary>
internal sealed record MathSign(int Start, int End, char Sign) : MathNode(Start, End)
{
    /// <summary>Whether it relates the two sides of a statement (=, ≤, ∈, → …).</summary>
    public bool IsRelation => "=≠<>≤≥≈≡∼≅∝→⇒⇔↦∈∉∋⊂⊃⊆⊇⊥∥≪≫".Contains(Sign, StringComparison.Ordinal);
}

/// <summary>A sign before an operand: −x, ±2.</summary>
/// <param name="Start">First unit.</param>
/// <param name="End">The unit after the last.</param>
/// <param name="Sign">− + ± ∓ or ¬.</param>
/// <param name="Operand">What it stands before.</param>
internal sealed record MathSigned(int Start, int End, char Sign, MathNode Operand) : MathNode(Start, End);

/// <summary>x², x^n, e^(−x).</summary>
internal sealed record MathPower(int Start, int End, MathNode Base, MathNode Exponent) : MathNode(Start, End);

/// <summary>x₁, a_n, a_{n+1}.</summary>
internal sealed record MathSubscript(int Start, int End, MathNode Base, MathNode Index) : MathNode(Start, End);

/// <summary>A fraction: 1/2, (a+b)/2, ½, \frac{a}{b}. A mixed number stands as a row of number and fraction.</summary>
internal sealed record MathFraction(int Start, int End, MathNode Numerator, MathNode Denominator) : MathNode(Start, End);

/// <summary>A root; <paramref name="Index"/> is null for the square root.</summary>
internal sealed record MathRoot(int Start, int End, MathNode? Index, MathNode Radicand) : MathNode(Start, End);

/// <summary>A named function: sin, cos, tan, log, ln, exp, max, min, gcd, det, dim, sinh, arcsin … and f, g, P with their arguments.</summary>
/// <param name="Start">First unit.</param>
/// <param name="End">The unit after the last.</param>
/// <param name="Name">As written without backslash, or one letter (<c>f</c>), or a Greek letter's name.</param>
/// <param name="Primes">1 for f′, 2 for f″.</param>
/// <param name="Base">The base of a logarithm, or another subscript; null for none.</param>
/// <param name="Power">sin²x: 2; f⁻¹: −1; null for none.</param>
/// <param name="Argument">What it is applied to; null when it stands alone.</param>
internal sealed record MathFunction(int Start, int End, string Name, int Primes, MathNode? Base, MathNode? Power, MathNode? Argument) : MathNode(Start, End);

/// <summary>∑, ∏, ∫, ∬, ∮, ⋃, ⋂ with their limits; what follows stands after it in the row.</summary>
/// <param name="Start">First unit.</param>
/// <param name="End">The unit after the last.</param>
/// <param name="Sign">The operator's character.</param>
/// <param name="Lower">Below: <c>k=1</c>, <c>0</c>; null for none.</param>
/// <param name="Upper">Above; null for none.</param>
internal sealed record MathLarge(int Start, int End, char Sign, MathNode? Lower, MathNode? Upper) : MathNode(Start, End);

/// <summary>lim with what tends where; what follows stands after it in the row.</summary>
internal sealed record MathLimit(int Start, int End, MathNode? Variable, MathNode? Target) : MathNode(Start, End)
{
    /// <summary>The limit that <c>x → a</c> under it tells; null when it tells something else.</summary>
    public static MathLimit? Tends(int start, int end, MathNode? below)
    {
        if (below is not MathRow { Items: { Count: > 2 } items } || items[1] is not MathSign { Sign: '→' })
            return null;
        return new MathLimit(start, end, items[0], items.Count == 3 ? items[2] : new MathRow(items[2].Start, items[^1].End, [.. items.Skip(2)]));
    }
}

/// <summary>dy/dx, d²y/dx², ∂f/∂x, d/dx.</summary>
/// <param name="Start">First unit.</param>
/// <param name="End">The unit after the last.</param>
/// <param name="IsPartial">Whether it is written with ∂.</param>
/// <param name="Order">1 for the first.</param>
/// <param name="Function">What is derived; null in d/dx.</param>
/// <param name="Variable">By what.</param>
internal sealed record MathDerivative(int Start, int End, bool IsPartial, int Order, MathNode? Function, MathNode Variable) : MathNode(Start, End);

/// <summary>The dx at the end of an integral.</summary>
internal sealed record MathDifferential(int Start, int End, MathNode Variable) : MathNode(Start, End);

/// <summary>n!.</summary>
internal sealed record MathFactorial(int Start, int End, MathNode Operand) : MathNode(Start, End);

/// <summary>|x|, ‖v‖ (<paramref name="IsNorm"/>).</summary>
internal sealed record MathAbsolute(int Start, int End, MathNode Operand, bool IsNorm) : MathNode(Start, End);

/// <summary>Brackets: <c>(</c> for a group, <c>[</c>, <c>{</c> for a set, <c>⌊</c>, <c>⌈</c>, <c>⟨</c>.</summary>
internal sealed record MathGroup(int Start, int End, char Open, MathNode Inner) : MathNode(Start, End);

/// <summary>A point, pair or list: (2, −1), {1, 2, 3}, [0, 1].</summary>
internal sealed record MathList(int Start, int End, char Open, IReadOnlyList<MathNode> Items) : MathNode(Start, End);

/// <summary>A mark over a name: vector (→), bar (¯), hat (^), tilde (~), dot (˙).</summary>
internal sealed record MathAccent(int Start, int End, char Mark, MathNode Operand) : MathNode(Start, End);

/// <summary>A binomial coefficient: \binom{n}{k}, ₙCₖ (<paramref name="Letter"/> C, P, H).</summary>
internal sealed record MathChoose(int Start, int End, char Letter, MathNode From, MathNode Take) : MathNode(Start, End);

/// <summary>A unit after a number: v = 10 m/s.</summary>
internal sealed record MathUnit(int Start, int End, UnitExpression Unit) : MathNode(Start, End);
