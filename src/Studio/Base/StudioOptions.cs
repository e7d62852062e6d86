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

    /// <summary>Bytes that must stay free on the disk.</summary>
    public long DiskReserveBytes { get; set; } = 256L << 20;

    /// <summary>After how many days an unfinished upload is thrown away.</summary>
    public int UploadDays { get; set; } = 7;

    /// <summary>
    /// The names under which the studio may be asked for, besides <c>localhost</c> and 127.0.0.1: needed when it listens on an address that
    /// is not loopback, e.g. <c>dub.example</c> or the machine's address; <c>*</c> for any (then every web page can ask it, by DNS rebinding).
    /// </summary>
    public IList<string> AllowedHosts { get; } = [];

    /// <summary>The path under which a proxy shows the studio, e.g. <c>/dub</c>; empty for none.</summary>
    public string BasePath { get; set; } = "";

    /// <summary>Addresses of proxies whose <c>X-Forwarded-*</c> headers are believed.</summary>
    public IList<string> TrustedProxies { get; } = [];

    /// <summary>Days for which what was put aside by housekeeping can still be taken back.</summary>
    public int HoldingDays { get; set; } = 14;

    /// <summary>How many jobs of a project that have ended are kept.</summary>
    public int EndedJobs { get; set; } = 50;

    /// <summary>How many people can listen to lines that are not rendered yet at once, and how many wait for it.</summary>
    public int SpeechAtOnce { get; set; } = 2;

    /// <summary>Whether a studio without projects is given a sample at the first visit.</summary>
    public bool Sample { get; set; } = true;
}
