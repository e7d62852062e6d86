using System.Runtime.CompilerServices;
using Dubbing.Export;
using Dubbing.Readings;
using Dubbing.Speech;
using Dubbing.Speech.Models;
using Dubbing.Speech.Packs;
using Dubbing.Speech.Synthesis;
using Dubbing.Timeline;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Dubbing.Session;

/// <summary>What every program of this house is made of.</summary>
public static class DubbingServices
{
    /// <summary>
    /// Registers readers, voices, synthesizer and session, each unless the program has registered another. Takes are kept in a temporary
    /// folder unless the program brings an <see cref="ITakeStore"/>.
    /// </summary>
    public static IServiceCollection AddDubbing(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton(_ => new VoicePackCatalogue());
        services.TryAddSingleton<IVoiceCatalogue>(provider => provider.GetRequiredService<VoicePackCatalogue>());
        services.TryAddSingleton(_ => new ExecutionProviderChoice());
        services.TryAddSingleton<ISynthesizer, OnnxSynthesizer>();
        // The languages register themselves when their assembly is first used.
        RuntimeHelpers.RunModuleConstructor(typeof(IReader).Module.ModuleHandle);
        if (!services.Any(s => s.ServiceType == typeof(IReader)))
        {
            foreach (var profile in Languages.All.OfType<ILanguageProfile>())
                services.AddSingleton(profile.Reader);
        }

        services.AddMedia();
        services.TryAddSingleton<LineRenderer>();
        services.TryAddSingleton<ITakeStore, TemporaryTakes>();
        services.TryAddSingleton<DubSession>();
        return services;
    }
}
