using System.Globalization;
using System.Resources;

namespace Dubbing.Timeline;

/// <summary>What this stage tells the user.</summary>
internal static class Messages
{
    private static readonly ResourceManager Texts = new("Dubbing.Timeline.Messages", typeof(Messages).Assembly);

    public static Message NothingToSay(int line) => new(Texts, nameof(NothingToSay), line);

    public static Message OtherScript(int line, LanguageFacts written, LanguageFacts wanted) => new(Texts, nameof(OtherScript), line, NameOf(written), NameOf(wanted));

    /// <summary>A language in the language of whoever reads it; by its own name where nobody has translated that.</summary>
    private static object NameOf(LanguageFacts language) => Texts.GetString($"Language{language.Language}", CultureInfo.InvariantCulture) is null ? language.NativeName : new Message(Texts, $"Language{language.Language}");
}
