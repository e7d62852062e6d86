using Dubbing.Export;
using Dubbing.Mix;
using Dubbing.Speech;

namespace Dubbing.Session;

/// <summary>How finished work leaves: what a person chooses in the export sheet or by the options of <c>dub render</c>.</summary>
public sealed record DubFinish
{
    /// <summary>Container, captions, stems, subtitle files and edit lists; its part of the video and its waits in seconds of the finished picture.</summary>
    public DeliveryOptions Options { get; init; } = new();

    /// <summary>Integrated loudness of the mix, in LUFS.</summary>
    public double Lufs { get; init; } = Mixer.TargetLufs;

    /// <summary>Whether the file still says where it was filmed.</summary>
    public bool KeepLocation { get; init; }

    /// <summary>Who says at the beginning that the speech is synthetic; null: it is not said.</summary>
    public Voice? NoticeVoice { get; init; }
}
