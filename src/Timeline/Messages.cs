using System.Resources;

namespace Dubbing.Timeline;

/// <summary>What this stage tells the user.</summary>
internal static class Messages
{
    private static readonly ResourceManager Texts = new("Dubbing.Timeline.Messages", typeof(Messages).Assembly);

    public static Message NothingToSay(int line) => new(Texts, nameof(NothingToSay), line);

    public static Message KoreanText(int line) => new(Texts, nameof(KoreanText), line);

    public static Message JapaneseText(int line) => new(Texts, nameof(JapaneseText), line);
}
