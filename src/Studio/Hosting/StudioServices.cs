using System.Globalization;
using Dubbing.Studio.Jobs;
using Dubbing.Studio.Projects;
using Dubbing.Studio.Uploads;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using MudBlazor.Services;

namespace Dubbing.Studio.Hosting;

/// <summary>What the studio is made of.</summary>
public static class StudioServices
{
    /// <summary>The languages of the interface; the first is used when the browser asks for none of them.</summary>
    public static IReadOnlyList<CultureInfo> Cultures { get; } = [new("en"), new("ko"), new("ja")];

    /// <summary>Adds everything that the studio needs.</summary>
    public static IServiceCollection AddStudio(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<StudioOptions>().Bind(configuration.GetSection(StudioOptions.Section));
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new DataFolder(
            provider.GetRequiredService<IOptions<StudioOptions>>().Value.DataFolder is { Length: > 0 } named ? named : DataFolder.DefaultPath()));
        services.AddDbContextFactory<StudioDb>((provider, db) =>
            db.UseSqlite($"Data Source={provider.GetRequiredService<DataFolder>().Database};Foreign Keys=True"));
        services.AddSingleton<WriteLock>();
        services.AddSingleton<IProjectEvents, ProjectEvents>();
        services.AddSingleton<IProjectStore, ProjectStore>();

        services.AddLocalization();
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddMudServices();
        return services;
    }
}
