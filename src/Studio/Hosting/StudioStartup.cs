using Dubbing.Speech;
using Dubbing.Speech.Models;
using Dubbing.Studio.Favourites;
using Dubbing.Studio.Keeping;
using Dubbing.Studio.Projects;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dubbing.Studio.Hosting;

/// <summary>
/// Runs before every other service: takes the data folder (two studios on one folder would do each other's jobs) and
/// brings the database up to date. Says where the studio is once it is there.
/// </summary>
internal sealed class StudioStartup(IServiceProvider services, DataFolder data, Notices notices, IOptions<StudioOptions> options, IServer server) : IHostedLifecycleService, IDisposable
{
    private FileStream? taken;

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        try
        {
            taken = new FileStream(Path.Combine(data.Root, "studio.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (DiskSpace.IsFull(e))
        {
            throw new DubbingException(Messages.StartDiskFull(data.Root), e);
        }
        catch (IOException e)
        {
            throw new DubbingException(Messages.FolderTaken(data.Root), e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new DubbingException(Messages.FolderUnusable(data.Root), e);
        }

        DiskReserve.Prepare(data, notices, options.Value.DiskReserveBytes);
        // Nobody else is here: what lies there was being made when an earlier studio died.
        foreach (var left in Directory.EnumerateFileSystemEntries(data.Work))
            Delete(left);
        await DatabaseGuard.OpenAsync(data, services.GetRequiredService<IDbContextFactory<StudioDb>>(), notices, cancellationToken);
        await services.GetRequiredService<FavouriteVoices>().LoadAsync(cancellationToken);
        await services.GetRequiredService<RenderFingerprints>().RefreshAsync(cancellationToken);
    }

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        foreach (var address in server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [])
            Console.WriteLine(Messages.StudioAddress(address).Text());
        Console.WriteLine(Messages.StudioData(data.Root).Text());
        var provider = services.GetRequiredService<ExecutionProviderChoice>();
        Console.WriteLine(provider.Description.Text());
        foreach (var warning in services.GetRequiredService<IVoiceCatalogue>().Problems.Prepend(provider.Warning).OfType<Message>().Concat(notices.All))
            Console.WriteLine("! " + warning.Text());
        Console.WriteLine(Messages.StudioStopHint().Text());
        return Task.CompletedTask;
    }

    private static void Delete(string path)
    {
        try
        {
            if (Directory.Exists(path))
                Directory.Delete(path, recursive: true);
            else
                File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It takes room and nothing else.
        }
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
