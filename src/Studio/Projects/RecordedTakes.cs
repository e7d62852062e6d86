using System.Security.Cryptography;
using System.Text;
using Dubbing.Timeline;

namespace Dubbing.Studio.Projects;

/// <summary>What tells a take that a person recorded from one that was rendered: it depends on the line's text alone, neither on voice and delivery nor on the slot.</summary>
internal static class RecordedTakes
{
    /// <summary>Who speaks them.</summary>
    public const string VoiceId = "recording";

    /// <summary>How their <see cref="LineTake.Input"/> begins.</summary>
    public const string Prefix = "recorded-";

    /// <summary>What a recorded take is a take of.</summary>
    public static string InputOf(string text) => Prefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))[..16]);

    /// <summary>Whether a take was recorded.</summary>
    public static bool Is(LineTake take) => take.Input.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>How a recording fits its slot: its tempo is what it is.</summary>
    public static FitGrade GradeOf(ScriptLine line, double seconds) =>
        line is { StartSeconds: { } start, EndSeconds: { } end } && start + line.PauseBefore + seconds > end - line.PauseAfter + 0.02 ? FitGrade.Overflow : FitGrade.Free;
}
