using System.Collections.Frozen;

namespace Dubbing.Readings.Scanning;

/// <summary>The characters and names of mathematical writing: superscripts, Greek, operators, functions.</summary>
internal static class MathLetters
{
    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱᵃᵇᶜᵈᵉᶠᵍʰʲᵏˡᵐᵒᵖʳˢᵗᵘᵛʷˣʸᶻᵀᵝᵠ";
    private const string FromSuperscripts = "0123456789+-=()niabcdefghjklmoprstuvwxyzTβφ";
    private const string Subscripts = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ";
    private const string FromSubscripts = "0123456789+-=()aehijklmnoprstuvxβγρφχ";
    private const string Greek = "αβγδεζηθικλμνξοπρστυφχψωςϕϵϑΓΔΘΛΞΠΣΦΨΩΑΒΕΖΗΙΚΜΝΟΡΤΥΧ";

    private static readonly string[] GreekNames =
    [
        "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu", "xi", "omicron", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega",
        "sigma", "phi", "epsilon", "theta", "Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma", "Phi", "Psi", "Omega", "Alpha", "Beta", "Epsilon", "Zeta", "Eta", "Iota", "Kappa", "Mu", "Nu", "Omicron", "Rho", "Tau", "Upsilon", "Chi",
    ];

    private static readonly FrozenSet<string> Functions = FrozenSet.Create(StringComparer.Ordinal,
        "sin", "cos", "tan", "cot", "sec", "csc", "cosec", "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh", "log", "ln", "lg", "exp", "max", "min", "gcd", "lcm", "det", "dim", "ker", "rank", "sgn", "arg", "Re", "Im", "sup", "inf", "mod", "argmax", "argmin", "softmax", "ReLU", "tr", "Var", "Cov", "curl", "div", "grad");

    private static readonly FrozenDictionary<char, (int Above, int Below)> Vulgar = new Dictionary<char, (int, int)>
    {
        ['½'] = (1, 2), ['⅓'] = (1, 3), ['⅔'] = (2, 3), ['¼'] = (1, 4), ['¾'] = (3, 4), ['⅕'] = (1, 5), ['⅖'] = (2, 5), ['⅗'] = (3, 5), ['⅘'] = (4, 5), ['⅙'] = (1, 6), ['⅚'] = (5, 6), ['⅛'] = (1, 8), ['⅜'] = (3, 8), ['⅝'] = (5, 8), ['⅞'] = (7, 8), ['⅐'] = (1, 7), ['⅑'] = (1, 9), ['⅒'] = (1, 10),
    }.ToFrozenDictionary();

    /// <summary>What a superscript stands for; NUL for none.</summary>
    public static char Raised(char c) => Superscripts.IndexOf(c, StringComparison.Ordinal) is >= 0 and var i ? FromSuperscripts[i] : '\0';

    /// <summary>What a subscript stands for; NUL for none.</summary>
    public static char Lowered(char c) => Subscripts.IndexOf(c, StringComparison.Ordinal) is >= 0 and var i ? FromSubscripts[i] : '\0';

    /// <summary>The superscript of a character; NUL for none.</summary>
    public static char ToSuperscript(char c) => FromSuperscripts.IndexOf(c == '−' ? '-' : c, StringComparison.Ordinal) is >= 0 and var i ? Superscripts[i] : '\0';

    /// <summary>The subscript of a character; NUL for none.</summary>
    public static char ToSubscript(char c) => FromSubscripts.IndexOf(c == '−' ? '-' : c, StringComparison.Ordinal) is >= 0 and var i ? Subscripts[i] : '\0';

    /// <summary>The English name of a Greek letter (capitals begin with one); null for other characters.</summary>
    public static string? GreekName(char c) => c >= 'Α' && Greek.IndexOf(c, StringComparison.Ordinal) is >= 0 and var i ? GreekNames[i] : null;

    /// <summary>The Greek letter of a name; NUL for none.</summary>
    public static char GreekLetter(string name) => Array.IndexOf(GreekNames, name) is >= 0 and var i ? Greek[i] : '\0';

    /// <summary>Whether letters name a function.</summary>
    public static bool IsFunction(string name) => Functions.Contains(name);

    /// <summary>½ and its like; null for other characters.</summary>
    public static (int Above, int Below)? VulgarFraction(char c) => c > '¡' && Vulgar.TryGetValue(c, out var f) ? f : null;

    /// <summary>A full-width or typographic character as its plain one; every character stays one.</summary>
    public static char Fold(char c) => c switch
    {
        >= '！' and <= '～' => (char)(c - '！' + '!'),
        '　' or '\u00A0' or '\u2009' or '\u202F' or '\t' => ' ',
        '≦' or '≤' or '⩽' => '≤',
        '≧' or '≥' or '⩾' => '≥',
        '≒' or '≈' or '≃' => '≈',
        '－' or '‐' or '‑' or '﹣' => '-',
        '∙' or '⋅' => '·',
        '’' or '‘' or '′' => '\'',
        '“' or '”' => '"',
        '☓' or '✕' => '×',
        '∣' => '|',
        _ => c,
    };
}
