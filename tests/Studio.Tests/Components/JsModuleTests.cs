using Dubbing.Studio.Components;
using Microsoft.JSInterop;

namespace Dubbing.Studio.Tests.Components;

/// <summary>What a component tells its JavaScript arrives as it was meant.</summary>
public sealed class JsModuleTests
{
    [Fact]
    public async Task A_list_is_one_argument_whatever_it_holds()
    {
        var page = new Page();
        await using var module = new JsModule<JsModuleTests>(this);
        await module.AttachAsync(page, "./js/some.js", _ => []);
        string[] words = ["a", "b"];
        Guid[] keys = [Guid.NewGuid()];
        await module.CallAsync("words", words);
        await module.CallAsync("keys", keys);
        await module.CallAsync("two", 1, "a");
        await module.CallAsync("none");
        Assert.Equal([words], page.Called["words"]);
        Assert.Equal([keys], page.Called["keys"]);
        Assert.Equal([1, "a"], page.Called["two"]);
        Assert.Empty(page.Called["none"]!);
    }

    /// <summary>A page that keeps what it is told.</summary>
    private sealed class Page : IJSRuntime, IJSObjectReference
    {
        public Dictionary<string, object?[]?> Called { get; } = [];

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => InvokeAsync<TValue>(identifier, CancellationToken.None, args);

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args)
        {
            Called[identifier] = args;
            return ValueTask.FromResult(typeof(TValue) == typeof(IJSObjectReference) ? (TValue)(object)this : default!);
        }

        public ValueTask DisposeAsync() => default;
    }
}
