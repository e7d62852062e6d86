using Dubbing.Studio.Projects;
using Microsoft.Extensions.DependencyInjection;

namespace Dubbing.Studio.Tests.Server;

/// <summary>Waiting for what the studio does on its own, by its events instead of by the clock.</summary>
public static class Waiting
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>The first state of a project for which a condition holds, now or after any event.</summary>
    public static async Task<ProjectContent> UntilAsync(this TestStudio studio, Guid projectId, Func<ProjectContent, bool> condition)
    {
        var happened = new SemaphoreSlim(0);
        using var subscription = studio.Services.GetRequiredService<IProjectEvents>().Subscribe(projectId, _ =>
        {
            happened.Release();
            return Task.CompletedTask;
        });
        while (true)
        {
            var content = await studio.Projects.LoadAsync(projectId) ?? throw new InvalidOperationException("The project is gone.");
            if (condition(content))
                return content;
            if (!await happened.WaitAsync(Patience))
                throw new TimeoutException("It did not happen.");
        }
    }
}
