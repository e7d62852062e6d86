using System.Collections.Immutable;

namespace Dubbing;

/// <summary>
/// A language as one thing. Each stage says in an interface of its own what it asks of a language; the class of a language
/// implements them all and is registered with <see cref="Languages"/>.
/// </summary>
public interface ILanguage
{
    /// <summary>Which it is.</summary>
    Language Language { get; }

    /// <summary>Its codes, names and limits; those that this program knows for it, unless the class brings others.</summary>
    LanguageFacts Facts => LanguageFacts.Of(Language);
}

/// <summary>The languages of this program.</summary>
public static class Languages
{
    private static ImmutableSortedDictionary<Language, ILanguage> known = ImmutableSortedDictionary<Language, ILanguage>.Empty;

    /// <summary>All that are registered, in the order of <see cref="Language"/>.</summary>
    public static IEnumerable<ILanguage> All => known.Values;

    /// <summary>Adds a language, or puts another class in the place of the one that was registered for it.</summary>
    public static void Register(ILanguage language)
    {
        ArgumentNullException.ThrowIfNull(language);
        LanguageFacts.Register(language.Facts);
        ImmutableInterlocked.Update(ref known, (all, one) => all.SetItem(one.Language, one), language);
    }

    /// <summary>A language as one stage sees it.</summary>
    /// <typeparam name="T">The stage's interface.</typeparam>
    /// <exception cref="NotSupportedException">The language is not registered, or its class does not implement the interface: a mistake in the program.</exception>
    public static T Of<T>(Language language)
        where T : class =>
        known.TryGetValue(language, out var found) && found is T asked ? asked : throw new NotSupportedException($"{language} as {typeof(T).Name}");
}
