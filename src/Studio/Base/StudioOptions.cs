namespace Dubbing.Studio.Base;

/// <summary>Settings of the studio: section <c>Studio</c>, e.g. <c>--Studio:Port=6000</c> or the variable <c>Studio__Port</c>.</summary>
public sealed class StudioOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Studio";

    /// <summary>
    /// Where projects, media, takes and exports lie. When not set: the variable <c>DUBBING_DATA</c>, then
    /// <c>$XDG_DATA_HOME/dubbing</c>, then <c>~/.local/share/dubbing</c>.
    /// </summary>
    public string? DataFolder { get; set; }

    /// <summary>The port on 127.0.0.1, when no <c>--urls</c> is given.</summary>
    public int Port { get; set; } = 5005;

    /// <summary>Origins besides the studio's own that may change things, e.g. of a proxy in front of it: <c>https://dub.example</c>.</summary>
    public IList<string> AllowedOrigins { get; } = [];

    /// <summary>The largest upload in bytes.</summary>
    public long MaxUploadBytes { get; set; } = 50L << 30;

    /// <summary>Bytes that must stay free on the disk.</summary>
    public long DiskReserveBytes { get; set; } = 256L << 20;

    /// <summary>After how many days an unfinished upload is thrown away.</summary>
    public int UploadDays { get; set; } = 7;

    /// <summary>Whether a studio without projects is given a sample at the first visit.</summary>
    public bool Sample { get; set; } = true;
}
