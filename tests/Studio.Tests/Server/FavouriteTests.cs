using Dubbing.Studio.Favourites;
using Microsoft.Extensions.DependencyInjection;

namespace Dubbing.Studio.Tests.Server;

/// <summary>Stars are kept over restarts and put voices first.</summary>
public sealed class FavouriteTests
{
    [Fact]
    public async Task A_star_stays_over_a_restart_and_puts_its_voice_first()
    {
        var speech = new FakeSpeech();
        await using var studio = await TestStudio.StartAsync(speech.AddTo);
        FavouriteVoices Favourites() => studio.Services.GetRequiredService<FavouriteVoices>();
        Assert.Empty(Favourites().Of(Language.Korean).Starred);
        await Favourites().SetAsync(FakeSpeech.VoiceId, true);
        await Favourites().SetAsync(FakeSpeech.VoiceId, true);
        await studio.RestartAsync();
        Assert.Equal([FakeSpeech.VoiceId], Favourites().Of(Language.Korean).Starred.Select(v => v.Id));
        Assert.DoesNotContain(FakeSpeech.VoiceId, Favourites().Of(Language.Korean).Others.Select(v => v.Id));
        await Favourites().SetAsync(FakeSpeech.VoiceId, false);
        await studio.RestartAsync();
        Assert.Empty(Favourites().Of(Language.Korean).Starred);
    }
}
