using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Dubbing.Studio.Data;

/// <summary>
/// An enumeration as its name. A name that this program does not know is read as <see cref="Unknown"/>, which <see cref="RowCheck"/>
/// finds: one row of another version must not keep its whole table from being read.
/// </summary>
/// <typeparam name="T">The enumeration.</typeparam>
internal sealed class KnownEnum<T>() : ValueConverter<T, string>(value => value.ToString(), text => Parse(text))
    where T : struct, Enum
{
    /// <summary>What stands for an unknown name; no enumeration of ours has it.</summary>
    public static T Unknown { get; } = (T)Enum.ToObject(typeof(T), -1);

    private static T Parse(string text) => Enum.TryParse<T>(text, out var value) && Enum.IsDefined(value) ? value : Unknown;
}
