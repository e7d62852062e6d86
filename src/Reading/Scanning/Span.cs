namespace Dubbing.Readings.Scanning;

/// <summary>What a stretch of text is, when it is no ordinary word: a semiotic class (Taylor 2009, Sproat et al. 2001).</summary>
internal enum SpanKind
{
    Cardinal, Decimal, Ordinal, Fraction, Range, Date, Time, Duration, Money, Phone, Measure, Percent, Ratio, Score, Version, Code, Reference,
    Url, Email, Path, FileName, IpAddress, HashTag, Mention, Chord, Identifier, Mathematics, Latex, Chemistry, Roman, Abbreviation, Acronym,
    Emoji, Tag, Sound, Sign,
}

/// <summary>A stretch of a line that is not read letter by letter as an ordinary word, with its structure.</summary>
/// <param name="Start">First UTF-16 unit in the scanned text.</param>
/// <param name="End">The unit after the last.</param>
/// <param name="Kind">Its class.</param>
internal abstract record Span(int Start, int End, SpanKind Kind)
{
    /// <summary>Number of UTF-16 units.</summary>
    public int Length => End - Start;

    /// <summary>The name of the decision in <see cref="ReadingStep.Rule"/>; its words for people stand in RuleNames.resx.</summary>
    public string Rule => Kind switch
    {
        SpanKind.Mathematics => "mathematical expression",
        SpanKind.Latex => "LaTeX",
        SpanKind.Chemistry => "chemical formula",
        SpanKind.Url => "web address",
        SpanKind.Email => "e-mail address",
        SpanKind.Path => "path",
        SpanKind.FileName => "file name",
        SpanKind.IpAddress => "network address",
        SpanKind.HashTag => "hash tag",
        SpanKind.Mention => "mention",
        SpanKind.Chord => "key chord",
        SpanKind.Identifier => "identifier",
        SpanKind.Measure => "unit",
        SpanKind.Percent => "unit",
        SpanKind.Phone => "phone number",
        SpanKind.Roman => "Roman numeral",
        SpanKind.Abbreviation => "abbreviation",
        SpanKind.Acronym => "letters",
        SpanKind.Emoji => "emoji",
        SpanKind.Tag => "tag",
        SpanKind.Sound => "sound description",
        SpanKind.Sign => "symbol",
        SpanKind.Version => "version",
        SpanKind.Code => "digits",
        _ => Kind.ToString().ToLowerInvariant(),
    };
}

/// <summary>A number as written.</summary>
/// <param name="Start">First unit, the sign included.</param>
/// <param name="End">The unit after the last.</param>
/// <param name="Digits">Its whole part without separators.</param>
/// <param name="Fraction">The digits after the point; null for none.</param>
/// <param name="Sign"><c>-</c>, <c>+</c>, <c>±</c>; a space for none. △ and ▲ in accounts are <c>-</c>.</param>
internal sealed record Numeral(int Start, int End, string Digits, string? Fraction = null, char Sign = ' ');

/// <summary>Numbers with what they are of: cardinal, decimal, range, fraction, ratio, percent, measure, money, date, time …</summary>
/// <param name="Start">First unit.</param>
/// <param name="End">The unit after the last.</param>
/// <param name="Kind">Its class.</param>
/// <param name="Parts">The numbers in the order in which they stand: from and to; hour, minute, second; year, month, day; groups of a phone number.</param>
/// <param name="Unit">The unit or currency; null for none.</param>
internal sealed record NumberSpan(int Start, int End, SpanKind Kind, IReadOnlyList<Numeral> Parts, UnitExpression? Unit = null) : Span(Start, End, Kind);

/// <summary>One unit with its prefix: <c>k</c> <c>m</c>, 2 for km².</summary>
/// <param name="Prefix">SI prefix (<c>k</c>, <c>m</c>, <c>μ</c>, <c>M</c> …) or binary (<c>Ki</c>, <c>Mi</c>); empty for none.</param>
/// <param name="Base">The unit's symbol in its usual spelling: <c>m</c>, <c>g</c>, <c>L</c>, <c>Hz</c>, <c>°C</c>, <c>%</c>, <c>%p</c>, <c>$</c>.</param>
/// <param name="Power">1 for none.</param>
internal readonly record struct UnitFactor(string Prefix, string Base, int Power);

/// <summary>A unit, simple or compound: mg/dL, m/s², kWh, mmHg.</summary>
/// <param name="Start">First unit.</param>
/// <param name="End">The unit after the last.</param>
/// <param name="Over">What stands before the bar, in order.</param>
/// <param name="Under">What stands after the bar; empty for none.</param>
internal sealed record UnitExpression(int Start, int End, IReadOnlyList<UnitFactor> Over, IReadOnlyList<UnitFactor> Under);

/// <summary>What a part of an address, file name or identifier is.</summary>
internal enum PartKind
{
    /// <summary>Latin letters to be read as a word (<c>report</c>, <c>User</c> of <c>getUserName</c>).</summary>
    Word,

    /// <summary>Latin letters to be read one by one (<c>www</c>, <c>docx</c>, <c>kr</c>).</summary>
    Letters,

    /// <summary>Digits read as a number.</summary>
    Number,

    /// <summary>Digits read one by one.</summary>
    Digits,

    /// <summary>One sign: <c>. / _ - @ : # ~ ? = &amp; % +</c> or <c>\</c>.</summary>
    Sign,

    /// <summary>Letters of any other script, read as the language reads them.</summary>
    Other,
}

/// <summary>A part of an address, file name or identifier.</summary>
/// <param name="Start">First unit.</param>
/// <param name="End">The unit after the last.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text.</param>
/// <param name="Silent">Whether people leave it out when they say it (<c>https://</c>, <c>_</c> between words).</param>
internal sealed record Part(int Start, int End, PartKind Kind, string Text, bool Silent = false);

/// <summary>An address, path, file name, tag, mention, identifier or version: parts read one after another.</summary>
/// <param name="Start">First unit.</param>
/// <param name="End">The unit after the last.</param>
/// <param name="Kind">Its class.</param>
/// <param name="Parts">Its parts, without gaps.</param>
internal sealed record PartsSpan(int Start, int End, SpanKind Kind, IReadOnlyList<Part> Parts) : Span(Start, End, Kind);

/// <summary>A key of a chord.</summary>
/// <param name="Start">First unit.</param>
/// <param name="End">The unit after the last.</param>
/// <param name="Name">Canonical name: <c>Ctrl</c>, <c>Shift</c>, <c>Alt</c>, <c>Command</c>, <c>Option</c>, <c>Esc</c>, <c>Enter</c>, <c>F5</c>, <c>Z</c>, <c>+</c>, <c>↑</c> …</param>
internal sealed record Key(int Start, int End, string Name);

/// <summary>Keys pressed together: Ctrl+Shift+Z, ⌘C.</summary>
internal sealed record ChordSpan(int Start, int End, IReadOnlyList<Key> Keys) : Span(Start, End, SpanKind.Chord);

/// <summary>A mathematical expression; <see cref="SpanKind.Latex"/> when it stood between dollar signs.</summary>
/// <param name="Start">First unit.</param>
/// <param name="End">The unit after the last.</param>
/// <param name="Kind"><see cref="SpanKind.Mathematics"/> or <see cref="SpanKind.Latex"/>.</param>
/// <param name="Root">What it says.</param>
internal sealed record MathSpan(int Start, int End, SpanKind Kind, MathNode Root) : Span(Start, End, Kind);

/// <summary>What a part of a chemical formula or equation is.</summary>
internal enum ChemistryKind
{
    /// <summary>An element's symbol (Na).</summary>
    Element,

    /// <summary>How many of what stands before (2 in H₂O).</summary>
    Count,

    /// <summary>How many molecules (2 in 2H₂O).</summary>
    Coefficient,

    /// <summary>A charge: <c>2+</c>, <c>-</c>.</summary>
    Charge,

    /// <summary>A mass number before the element (¹⁴C).</summary>
    Mass,
    Open,
    Close,
    Plus,

    /// <summary>→ or ⇌.</summary>
    Arrow,

    /// <summary>(g), (l), (s), (aq): the letters.</summary>
    State,

    /// <summary>· in CuSO₄·5H₂O.</summary>
    Dot,
}

/// <summary>A part of a chemical formula or equation.</summary>
internal sealed record ChemistryPart(int Start, int End, ChemistryKind Kind, string Text);

/// <summary>A chemical formula (H₂O) or equation (2H₂ + O₂ → 2H₂O): parts in the order in which they stand.</summary>
internal sealed record ChemistrySpan(int Start, int End, IReadOnlyList<ChemistryPart> Parts) : Span(Start, End, SpanKind.Chemistry);

/// <summary>Something with a name of its own: an abbreviation (<c>Lv.</c>: <c>level</c>), letters with full stops (<c>D.C.</c>: <c>DC</c>), a sign by its role, a Roman numeral's value.</summary>
/// <param name="Start">First unit.</param>
/// <param name="End">The unit after the last.</param>
/// <param name="Kind"><see cref="SpanKind.Abbreviation"/>, <see cref="SpanKind.Acronym"/>, <see cref="SpanKind.Sign"/> or <see cref="SpanKind.Roman"/>.</param>
/// <param name="Name">The full English word in small letters; the letters in capitals; a <see cref="SignRole"/>; decimal digits.</param>
internal sealed record NamedSpan(int Start, int End, SpanKind Kind, string Name) : Span(Start, End, Kind);

/// <summary>What is not spoken: tags, sound descriptions, emoji.</summary>
internal sealed record SilentSpan(int Start, int End, SpanKind Kind) : Span(Start, End, Kind);
