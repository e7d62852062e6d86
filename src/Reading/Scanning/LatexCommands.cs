using System.Collections.Frozen;

namespace Dubbing.Readings.Scanning;

/// <summary>LaTeX commands that stand for one sign.</summary>
internal static class LatexCommands
{
    /// <summary>Command without backslash → its Unicode character.</summary>
    public static FrozenDictionary<string, char> Signs { get; } = new Dictionary<string, char>
    {
        ["pm"] = '±', ["mp"] = '∓', ["times"] = '×', ["div"] = '÷', ["cdot"] = '·', ["ast"] = '×', ["ne"] = '≠', ["neq"] = '≠', ["le"] = '≤', ["leq"] = '≤', ["ge"] = '≥', ["geq"] = '≥', ["leqslant"] = '≤', ["geqslant"] = '≥', ["lt"] = '<', ["gt"] = '>', ["ll"] = '≪', ["gg"] = '≫',
        ["approx"] = '≈', ["simeq"] = '≈', ["sim"] = '∼', ["equiv"] = '≡', ["cong"] = '≅', ["propto"] = '∝', ["to"] = '→', ["rightarrow"] = '→', ["longrightarrow"] = '→', ["mapsto"] = '↦', ["Rightarrow"] = '⇒', ["implies"] = '⇒', ["Leftrightarrow"] = '⇔', ["iff"] = '⇔', ["leftarrow"] = '←',
        ["in"] = '∈', ["notin"] = '∉', ["ni"] = '∋', ["subset"] = '⊂', ["supset"] = '⊃', ["subseteq"] = '⊆', ["supseteq"] = '⊇', ["cap"] = '∩', ["cup"] = '∪', ["setminus"] = '∖', ["emptyset"] = '∅', ["varnothing"] = '∅', ["forall"] = '∀', ["exists"] = '∃', ["land"] = '∧', ["wedge"] = '∧', ["lor"] = '∨', ["vee"] = '∨', ["neg"] = '¬',
        ["infty"] = '∞', ["partial"] = '∂', ["nabla"] = '∇', ["angle"] = '∠', ["perp"] = '⊥', ["parallel"] = '∥', ["triangle"] = '△', ["circ"] = '°', ["prime"] = '\'', ["cdots"] = '…', ["ldots"] = '…', ["dots"] = '…', ["therefore"] = '∴', ["because"] = '∵', ["mid"] = '|', ["oplus"] = '⊕', ["otimes"] = '⊗', ["hbar"] = 'ℏ', ["ell"] = 'ℓ', ["percent"] = '%', ["degree"] = '°', ["colon"] = ':',
        ["sum"] = '∑', ["prod"] = '∏', ["int"] = '∫', ["iint"] = '∬', ["iiint"] = '∭', ["oint"] = '∮',
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
