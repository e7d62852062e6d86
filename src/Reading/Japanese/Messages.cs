using System.Resources;

namespace Dubbing.Readings.Japanese;

internal static class Messages
{
    private static readonly ResourceManager Texts = new("Dubbing.Readings.Japanese.Messages", typeof(Messages).Assembly);

    public static Message DictionaryNotFound(string places) => new(Texts, nameof(DictionaryNotFound), places);

    public static Message DictionaryUnreadable(string folder, string reason) => new(Texts, nameof(DictionaryUnreadable), folder, reason);

    public static Message DictionaryDamaged(string file) => new(Texts, nameof(DictionaryDamaged), file);

    public static Message DictionaryNotUtf8(string file) => new(Texts, nameof(DictionaryNotUtf8), file);
}
