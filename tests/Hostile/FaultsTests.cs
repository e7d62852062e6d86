namespace Dubbing.Hostile.Tests;

/// <summary>A few kills; <c>./dub bench faults</c> does a hundred.</summary>
public sealed class FaultsTests
{
    [Fact]
    public async Task What_was_acknowledged_outlives_a_kill()
    {
        var result = await new FaultsBench(kills: 3, seed: 19).RunAsync();
        Assert.Empty(result.Lost);
        Assert.True(result.Edits > 0, "Nothing was acknowledged.");
    }
}
