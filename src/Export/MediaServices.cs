using Dubbing.Media;
using Dubbing.Mix;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Dubbing.Export;

/// <summary>The services that read, show, mix and export media.</summary>
public static class MediaServices
{
    /// <summary>Adds them; binding <see cref="MediaToolOptions"/> to settings is the caller's.</summary>
    public static IServiceCollection AddMedia(this IServiceCollection services)
    {
        services.AddOptions<MediaToolOptions>().PostConfigure(o => o.Folder ??= Environment.GetEnvironmentVariable(MediaToolOptions.FolderVariable));
        services.AddSingleton<IMediaTool, MediaTool>();
        services.AddSingleton<MediaProbe>();
        services.AddSingleton<MediaParts>();
        services.AddSingleton<SubtitleTracks>();
        services.AddSingleton<LoudnessMeter>();
        services.AddSingleton<Mixer>();
        services.AddSingleton<StemWriter>();
        services.AddSingleton<PictureEdit>();
        services.AddSingleton<Exporter>();
        services.AddSingleton<Delivery>();
        return services;
    }
}

/// <summary>The same services for programs without a container: command line and tests.</summary>
public sealed class MediaWork
{
    /// <summary>Makes them.</summary>
    public MediaWork(MediaToolOptions options)
    {
        Tool = new MediaTool(Options.Create(options));
        Probe = new MediaProbe(Tool);
        Parts = new MediaParts(Tool);
        Subtitles = new SubtitleTracks(Tool);
        Meter = new LoudnessMeter(Tool);
        Mixer = new Mixer(Tool, Probe);
        Exporter = new Exporter(Tool, Mixer);
        Delivery = new Delivery(Probe, new PictureEdit(Tool), Exporter, new StemWriter(Mixer));
    }

    /// <summary>ffmpeg and ffprobe.</summary>
    public IMediaTool Tool { get; }

    /// <summary>Looks at files.</summary>
    public MediaProbe Probe { get; }

    /// <summary>Waveform, thumbnails, proxy.</summary>
    public MediaParts Parts { get; }

    /// <summary>Subtitles inside videos.</summary>
    public SubtitleTracks Subtitles { get; }

    /// <summary>Measures loudness.</summary>
    public LoudnessMeter Meter { get; }

    /// <summary>Mixes.</summary>
    public Mixer Mixer { get; }

    /// <summary>Exports.</summary>
    public Exporter Exporter { get; }

    /// <summary>Finished work in every shape.</summary>
    public Delivery Delivery { get; }
}
