namespace Dubbing.Readings.Scanning;

/// <summary>The part that a sign of its own plays; the <see cref="NamedSpan.Name"/> of a <see cref="SpanKind.Sign"/>.</summary>
internal static class SignRole
{
    /// <summary>△, ▲ or − before an amount: less than nothing.</summary>
    public const string Minus = "minus";

    /// <summary>+ before an amount.</summary>
    public const string Plus = "plus";

    /// <summary>× or * or x between words or numbers.</summary>
    public const string Times = "times";

    /// <summary>÷ between words.</summary>
    public const string Divide = "divide";

    /// <summary>= between words.</summary>
    public const string Equal = "equals";

    /// <summary>→ between values: from one to the other.</summary>
    public const string Becomes = "becomes";

    /// <summary>★ before a number of stars.</summary>
    public const string Star = "star";
}
