using Dubbing.Studio.Hosting;
using Dubbing.Studio.Projects;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Dubbing.Studio.Tests.Server;

/// <summary>The real studio on a free port of 127.0.0.1 with a data folder of its own; it can be stopped and started again.</summary>
public sealed class TestStudio : IAsyncDisposable
{
    private readonly Action<IServiceCollection>? configure;
    private string[] settings;
    private readonly string folder;
    private WebApplication app = null!;

    private TestStudio(string folder, Action<IServiceCollection>? configure, string[] settings) =>
        (this.folder, this.configure, this.settings) = (folder, configure, settings);

    /// <summary>The data folder.</summary>
    public string Folder => folder;

    /// <summary>Talks to the studio.</summary>
    public HttpClient Http { get; private set; } = null!;

    /// <summary>The studio's services.</summary>
    public IServiceProvider Services => app.Services;

    /// <summary>The projects.</summary>
    public IProjectStore Projects => Services.GetRequiredService<IProjectStore>();

    /// <summary>The database, to look into or to spoil it.</summary>
    internal Task<StudioDb> DatabaseAsync() => Services.GetRequiredService<IDbContextFactory<StudioDb>>().CreateDbContextAsync();

    /// <summary>Starts a studio.</summary>
    public static async Task<TestStudio> StartAsync(Action<IServiceCollection>? configure = null, params string[] settings)
    {
        var studio = new TestStudio(Directory.CreateTempSubdirectory("studio-test-").FullName, configure, settings);
        await studio.StartAsync();
        return studio;
    }

    /// <summary>Starts a studio on a data folder that is there; it is deleted in the end.</summary>
    public static async Task<TestStudio> StartOnAsync(string folder, Action<IServiceCollection>? configure = null, params string[] settings)
    {
        var studio = new TestStudio(folder, configure, settings);
        await studio.StartAsync();
        return studio;
    }

    /// <summary>Ends the studio and starts another on the same data.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        await StartAsync();
    }

    /// <summary>Starts another studio on the same data after <see cref="StopAsync"/>.</summary>
    public Task RestartAfterStopAsync() => StartAsync();

    /// <summary>As <see cref="RestartAsync"/>, with other settings.</summary>
    public async Task RestartWithAsync(params string[] otherSettings)
    {
        settings = otherSettings;
        await RestartAsync();
    }

    /// <summary>Ends the studio as a shutdown does: nothing is waited for.</summary>
    public async Task StopAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await app.StopAsync(now.Token);
        await app.DisposeAsync();
        Http.Dispose();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task StartAsync()
    {
        app = StudioServices.Build(["--urls=http://127.0.0.1:0", $"--Studio:DataFolder={folder}", .. settings], configure);
        try
        {
            await app.StartAsync();
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        Http = new HttpClient { BaseAddress = new Uri(app.Urls.Last()) };
    }
}
