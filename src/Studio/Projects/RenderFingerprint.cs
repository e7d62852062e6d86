using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dubbing.Speech;

namespace Dubbing.Studio.Projects;

/// <summary>
/// A content key of all that is heard of a line, as far as it is known without reading it: a take is up to date as long as
/// the line has the key it was rendered with. Cheap enough for every keystroke, other than the take's own key
/// (<see cref="Timeline.TakeKey"/>), which needs the model.
/// </summary>
internal static class RenderFingerprint
{
    /// <summary>Slots that differ by less are the same, in seconds.</summary>
    private const double SameSlot = 1e-4;

    private static readonly ScriptLine Plain = new();

    private static readonly PropertyInfo[] Heard =
        [.. typeof(ScriptLine).GetProperties().Where(p => p.IsDefined(typeof(AffectsAudioAttribute))).OrderBy(p => p.Name, StringComparer.Ordinal)];

    /// <summary>The key of a line as it is now: 32 lower-case hexadecimal digits.</summary>
    public static string Of(ScriptLine line, Project project, IVoiceCatalogue voices) => Of(line, project, VoiceOf(line, project, voices)?.FingerprintOf(project.Language));

    /// <summary>Whether a line is as it was when it was rendered, and its voice has a new version since: the sound is the earlier version's.</summary>
    public static bool IsOfEarlierVoice(ScriptLine line, Project project, IVoiceCatalogue voices) =>
        line.IsStale && VoiceOf(line, project, voices) is { } voice && voice.EarlierOf(project.Language).Any(f => Of(line, project, f) == line.TakeInput);

    private static Voice? VoiceOf(ScriptLine line, Project project, IVoiceCatalogue voices) => voices.Voices.FirstOrDefault(v => v.Id == (line.VoiceId ?? project.VoiceId));

    private static string Of(ScriptLine line, Project project, string? fingerprint)
    {
        var text = new StringBuilder();
        var voice = line.VoiceId ?? project.VoiceId;
        text.Append(project.Language).Append('\n').Append(voice).Append('\n');
        text.Append(fingerprint).Append('\n');
        if (line is { StartSeconds: { } start, EndSeconds: { } end })
            text.Append(Math.Round((end - start) / SameSlot).ToString(CultureInfo.InvariantCulture));
        foreach (var property in Heard)
        {
            // What is as in a new line is left out: a column that comes with an update makes no take stale.
            var value = property.GetValue(line);
            if (!Equals(value, property.GetValue(Plain)))
                text.Append('\n').Append(property.Name).Append('=').Append(value is double number && !double.IsFinite(number) ? "?" : JsonSerializer.Serialize(value));
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()))[..16]);
    }
}
