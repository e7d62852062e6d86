using System.Globalization;

namespace Dubbing.Studio.Base;

/// <summary>The languages of the interface.</summary>
public static class Cultures
{
    /// <summary>All of them; the first is used when the browser asks for none.</summary>
    public static IReadOnlyList<CultureInfo> All { get; } = [new("en"), new("ko"), new("ja")];
}
