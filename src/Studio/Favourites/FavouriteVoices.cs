using System.Collections.Immutable;
using Dubbing.Speech;
using Microsoft.EntityFrameworkCore;

namespace Dubbing.Studio.Favourites;

/// <summary>The voices that the installation's users like best: they stand first wherever a voice is chosen.</summary>
internal sealed class FavouriteVoices(IDbContextFactory<StudioDb> databases, WriteLock writing, IVoiceCatalogue catalogue, TimeProvider time)
{
    private ImmutableHashSet<string> starred = [];

    /// <summary>A star was given or taken; told on any thread.</summary>
    public event Action? Changed;

    /// <summary>Whether a voice has a star.</summary>
    public bool Has(string voiceId) => starred.Contains(voiceId);

    /// <summary>The voices that speak a language, in the catalogue's order, and whether they have a star.</summary>
    public (IReadOnlyList<Voice> Starred, IReadOnlyList<Voice> Others) Of(Language language)
    {
        var fitting = catalogue.Voices.Where(v => v.Languages.Contains(language)).ToLookup(v => Has(v.Id));
        return ([.. fitting[true]], [.. fitting[false]]);
    }

    /// <summary>Reads what is kept.</summary>
    public async Task LoadAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        starred = [.. await db.FavouriteVoices.Select(f => f.VoiceId).ToListAsync(cancel)];
    }

    /// <summary>Gives a voice a star, or takes it.</summary>
    public async Task SetAsync(string voiceId, bool favourite, CancellationToken cancel = default)
    {
        using (await writing.EnterAsync(cancel))
        {
            await using var db = await databases.CreateDbContextAsync(cancel);
            await db.FavouriteVoices.Where(f => f.VoiceId == voiceId).ExecuteDeleteAsync(cancel);
            if (favourite)
            {
                db.FavouriteVoices.Add(new FavouriteVoice { VoiceId = voiceId, Added = time.GetUtcNow().UtcDateTime });
                await db.SaveChangesAsync(cancel);
            }

            starred = favourite ? starred.Add(voiceId) : starred.Remove(voiceId);
        }

        Changed?.Invoke();
    }
}
