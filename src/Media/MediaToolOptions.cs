using System.ComponentModel.DataAnnotations;

namespace Dubbing.Media;

/// <summary>Where ffmpeg is and how patient we are with it: section <c>Media</c>, e.g. <c>--Media:Folder=/opt/ffmpeg/bin</c> or <c>Media__Folder</c>.</summary>
public sealed class MediaToolOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Media";

    /// <summary>Names the folder of ffmpeg and ffprobe as <see cref="Folder"/> does; it was there first.</summary>
    public const string FolderVariable = "DUBBING_FFMPEG";

    /// <summary>The folder of ffmpeg and ffprobe; null when they are on the PATH.</summary>
    public string? Folder { get; set; }

    /// <summary>How long it may take to look at a file's header, in seconds.</summary>
    [Range(1, 3600)]
    public int LookSeconds { get; set; } = 60;

    /// <summary>How long it may take to read a whole file without decoding it (to measure its length, to take its subtitles out), in seconds.</summary>
    [Range(1, 86_400)]
    public int ReadSeconds { get; set; } = 900;
}
