using System.Globalization;
using Dubbing.Speech;

namespace Dubbing.Studio.Components;

/// <summary>What voices are called in the interface's language.</summary>
internal static class VoiceNames
{
    public static string Of(Voice voice) =>
        voice.Names.GetValueOrDefault(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName) ?? voice.Names.GetValueOrDefault("en") ?? voice.Id;
}
