using System.Globalization;
using Dubbing.Speech;

namespace Dubbing.Studio.Components;

/// <summary>What voices are called in the interface's language.</summary>
internal static class VoiceNames
{
    /// <summary>The name alone.</summary>
    public static string Of(Voice voice) => In(voice.Names) ?? voice.Id;

    /// <summary>What it sounds like, in words; null where its pack does not say it.</summary>
    public static string? CharacterOf(Voice voice) => In(voice.Characters);

    /// <summary>The name with what it sounds like, to choose by.</summary>
    public static string Described(Voice voice) => CharacterOf(voice) is { } character ? $"{Of(voice)} · {character}" : Of(voice);

    private static string? In(IReadOnlyDictionary<string, string> texts) => texts.GetValueOrDefault(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName) ?? texts.GetValueOrDefault("en");
}
