namespace Dubbing.Hostile.Tests;

/// <summary>Inputs bred by chance: a few of a known seed here, as many as there is time for with <c>dotnet …Hostile.Tests.dll fuzz MINUTES</c>.</summary>
public sealed class FuzzTests
{
    [Fact]
    public async Task Parsers_say_their_sentence_or_nothing() => Assert.Empty(await Fuzzer.RunAsync(seed: 20261201, each: 30));
}
