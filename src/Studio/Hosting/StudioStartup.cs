using Dubbing.Speech;
using Dubbing.Speech.Models;
using Dubbing.Studio.Favourites;
using Dubbing.Studio.Projects;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.EntityFrameworkCore;

namespace Dubbing.Studio.Hosting;

/// <summary>
/// Runs before every other service: takes the data folder (two studios on one folder would do each other's jobs) and
/// brings the database up to date. Says where the studio is once it is there.
/// </summary>
internal sealed class StudioStartup(IServiceProvider services, DataFolder data, IServer server) : IHostedLifecycleService, IDisposable
{
    private FileStream? taken;

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        try
        {
            taken = new FileStream(Path.Combine(data.Root, "studio.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new DubbingException(Messages.FolderTaken(data.Root), e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new DubbingException(Messages.FolderUnusable(data.Root), e);
        }

        await using var db = await services.GetRequiredService<IDbContextFactory<StudioDb>>().CreateDbContextAsync(cancellationToken);
        await db.Database.MigrateAsync(cancellationToken);
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL", cancellationToken);
        await services.GetRequiredService<FavouriteVoices>().LoadAsync(cancellationToken);
        await services.GetRequiredService<LineInputs>().RefreshAsync(cancellationToken);
    }

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        foreach (var address in server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [])
            Console.WriteLine(Messages.StudioAddress(address).Text());
        Console.WriteLine(Messages.StudioData(data.Root).Text());
        var provider = services.GetRequiredService<ExecutionProviderChoice>();
        Console.WriteLine(provider.Description.Text());
        foreach (var warning in services.GetRequiredService<IVoiceCatalogue>().Problems.Prepend(provider.Warning).OfType<Message>())
            Console.WriteLine("! " + warning.Text());
        Console.WriteLine(Messages.StudioStopHint().Text());
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        taken?.Dispose();
        return Task.CompletedTask;
    }

    public void Dispose() => taken?.Dispose();
}
