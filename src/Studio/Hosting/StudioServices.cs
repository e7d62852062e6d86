using System.Globalization;
using System.Net;
using Dubbing.Media;
using Dubbing.Studio.Components.Root;
using Dubbing.Studio.Dictionary;
using Dubbing.Studio.Exporting;
using Dubbing.Studio.Favourites;
using Dubbing.Studio.Jobs;
using Dubbing.Studio.Media;
using Dubbing.Studio.Keeping;
using Dubbing.Studio.Projects;
using Dubbing.Studio.Rendering;
using Dubbing.Studio.Samples;
using Dubbing.Studio.Uploads;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using MudBlazor.Services;

namespace Dubbing.Studio.Hosting;

/// <summary>What the studio is made of, and the order in which a request passes through it.</summary>
public static class StudioServices
{
    /// <summary>Makes the studio.</summary>
    /// <param name="args">The command line: <c>--urls</c>, <c>--Studio:DataFolder</c> …</param>
    /// <param name="configure">Replaces services (for tests).</param>
    public static WebApplication Build(string[] args, Action<IServiceCollection>? configure = null)
    {
        // The content root is where the program lies, so that it can be started from any folder.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ApplicationName = typeof(StudioServices).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        // Out of the build folder the assets are where the manifest says; a published studio has them in its wwwroot.
        if (File.Exists(Path.Combine(AppContext.BaseDirectory, "Dubbing.Studio.staticwebassets.runtime.json")))
            builder.WebHost.UseStaticWebAssets();
        builder.Logging.AddSimpleConsole(c => c.SingleLine = true).AddStudioFilters();
        builder.Services.AddStudio(builder.Configuration);
        configure?.Invoke(builder.Services);
        if (string.IsNullOrEmpty(builder.Configuration[WebHostDefaults.ServerUrlsKey]))
            builder.WebHost.ConfigureKestrel((context, kestrel) => kestrel.Listen(IPAddress.Loopback, context.Configuration.GetSection(StudioOptions.Section).Get<StudioOptions>()?.Port ?? new StudioOptions().Port));
        var app = builder.Build();
        app.UseStudio();
        return app;
    }

    /// <summary>Adds everything that the studio needs.</summary>
    public static IServiceCollection AddStudio(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<StudioOptions>().Bind(configuration.GetSection(StudioOptions.Section));
        services.AddOptions<Limits>().Bind(configuration.GetSection(Limits.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<Limits>>().Value);
        services.AddSingleton<Notices>();
        // A service that fails is told in the log; the studio goes on.
        services.Configure<HostOptions>(host => host.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.Ignore);
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<MediaToolOptions>().Bind(configuration.GetSection(MediaToolOptions.Section)).ValidateDataAnnotations()
            .Validate(o => string.IsNullOrEmpty(o.Folder) || Directory.Exists(o.Folder), $"{MediaToolOptions.Section}:{nameof(MediaToolOptions.Folder)} names a folder that is not there.").ValidateOnStart();
        services.AddSingleton(provider => new DataFolder(
            provider.GetRequiredService<IOptions<StudioOptions>>().Value.DataFolder is { Length: > 0 } named ? named : DataFolder.DefaultPath()));
        services.AddHostedService<StudioStartup>();
        services.AddDbContextFactory<StudioDb>((provider, db) =>
            db.UseSqlite(DatabaseGuard.Connection(provider.GetRequiredService<DataFolder>().Database)));
        services.AddSingleton<WriteLock>();
        services.AddSingleton<IProjectEvents, ProjectEvents>();
        services.AddSingleton<ProjectEditor>();
        services.AddSingleton<RenderFingerprints>();
        services.AddSingleton<ProjectStore>();
        services.AddSingleton<IProjectStore>(provider => provider.GetRequiredService<ProjectStore>());
        services.AddSingleton<StudioDays>();
        services.AddSingleton<DictionarySnapshots>();
        services.AddSingleton<WordImport>();
        services.AddSingleton<IDictionaryStore, DictionaryStore>();
        services.AddSingleton<IProjectVersions, ProjectVersions>();
        services.AddSingleton<ProjectArchive>();
        services.AddSingleton<IProjectCopies, ProjectCopies>();
        services.AddSingleton<LanguageVoices>();
        services.AddSingleton<IProjectLanguages, ProjectLanguages>();
        services.AddSingleton<ILineTakes, LineTakes>();
        services.AddSingleton<ILineClipboard, LineClipboard>();
        services.AddSingleton<Housekeeping>();
        services.AddHostedService(provider => provider.GetRequiredService<Housekeeping>());
        services.AddSingleton<SampleProject>();

        services.AddSingleton<ITimelineStore, TimelineStore>();
        services.AddSingleton<Recordings>();

        services.AddSingleton<JobQueue>();
        services.AddSingleton<IJobQueue>(provider => provider.GetRequiredService<JobQueue>());
        services.AddHostedService<JobRunner>();
        services.AddHostedService<AutoRender>();

        services.AddSingleton<UploadStore>();
        services.AddSingleton<IUploadStore>(provider => provider.GetRequiredService<UploadStore>());
        services.AddSingleton<UploadAcceptor>();
        services.AddHostedService(provider => provider.GetRequiredService<UploadAcceptor>());

        services.AddSingleton<FavouriteVoices>();
        services.AddSingleton<ITakeStore>(provider => new FolderTakes(provider.GetRequiredService<DataFolder>().TakeOf, provider.GetRequiredService<TimeProvider>(), () => provider.GetRequiredService<DataFolder>().WorkFile(".wav")));
        services.AddDubbing();
        services.AddSingleton<LineSpeech>();
        services.AddSingleton<LineSplitter>();
        services.AddSingleton<RenderPass>();
        services.AddSingleton<IJobHandler, RenderJobHandler>();
        services.AddSingleton<IJobHandler, ExportJobHandler>();
        services.AddSingleton<SavedStyles>();
        services.AddSingleton<ExportHistory>();
        services.AddSingleton<IMediaInspector, MediaInspector>();
        services.AddSingleton<ISoundTracks, SoundTracks>();
        services.AddSingleton<IJobHandler, PrepareJobHandler>();

        services.AddWebInterface(configuration);
        return services;
    }

    private static void AddWebInterface(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddLocalization();
        services.Configure<RequestLocalizationOptions>(options =>
        {
            options.DefaultRequestCulture = new(Cultures.All[0]);
            options.SupportedCultures = [.. Cultures.All];
            options.SupportedUICultures = [.. Cultures.All];
        });
        services.AddSingleton<DatabaseCheck>();
        services.AddHealthChecks().AddCheck<DatabaseCheck>("database");
        // Circuits and forms that were opened before a restart stay valid after it.
        services.AddDataProtection().SetApplicationName("Dubbing");
        services.AddOptions<Microsoft.AspNetCore.DataProtection.KeyManagement.KeyManagementOptions>().Configure<DataFolder, ILoggerFactory>((keys, data, logs) =>
            keys.XmlRepository = new Microsoft.AspNetCore.DataProtection.Repositories.FileSystemXmlRepository(new DirectoryInfo(data.Keys), logs));
        services.AddProblemDetails();
        services.AddRazorComponents().AddInteractiveServerComponents()
            // A whole script is pasted in one message.
            .AddHubOptions(hub => hub.MaximumReceiveMessageSize = 8 << 20);
        services.AddTransient<MudBlazor.MudLocalizer, WindowTexts>();
        services.AddMudServices(mud =>
        {
            mud.SnackbarConfiguration.PositionClass = MudBlazor.Defaults.Classes.Position.TopCenter; // in the bar, where nothing is to be pressed
            mud.SnackbarConfiguration.MaximumOpacity = 100; // see-through notices are hard to read
        });
        services.AddDoor(configuration);
        services.AddLanes(configuration);
    }

    /// <summary>Puts the studio together.</summary>
    public static WebApplication UseStudio(this WebApplication app)
    {
        app.UseExceptionHandler(errors => errors.Run(ErrorPage.WriteAsync));
        app.UseDoor();
        app.UseSameOrigin();
        // An address that nobody knows gets a page that says so, where a page was asked for.
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.Use((http, next) =>
        {
            var page = HttpMethods.IsGet(http.Request.Method) && http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal);
            if (!page && http.Features.Get<IStatusCodePagesFeature>() is { } pages)
                pages.Enabled = false;
            return next(http);
        });
        // Here, and not first of all: under a base path the address is known only now.
        app.UseRouting();
        app.UseRequestLocalization();
        app.UseRateLimiter();
        app.UseAntiforgery();
        app.MapHealthChecks("/healthz");
        app.MapCulture();
        app.MapTusUploads();
        app.MapMedia();
        app.MapCaptions();
        app.MapDictionary();
        app.MapSpeech();
        app.MapRecordings();
        app.MapProjectFiles();
        // Tests that host the studio in their own process have no assets beside them.
        if (File.Exists(Path.Combine(AppContext.BaseDirectory, "Dubbing.Studio.staticwebassets.endpoints.json")))
            app.MapStaticAssets();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(mode => mode.ContentSecurityFrameAncestorsPolicy = null);
        return app;
    }

    private static void AddStudioFilters(this ILoggingBuilder logging) => logging
        .AddFilter("Microsoft", LogLevel.Warning)
        .AddFilter("System", LogLevel.Warning)
        // A failed start is said in one sentence by Program.
        .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical)
        // Keys lie unencrypted in the user's own folder, as the projects do.
        .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
}
