using Microsoft.JSInterop;

namespace Dubbing.Studio.Components;

/// <summary>
/// A component's part in the page: what <c>attach</c> of its JavaScript module made. The component may go while the module is on
/// its way, and the page may go before the component: what is asked then is not done, and nothing breaks.
/// </summary>
/// <typeparam name="T">The component, which the part calls.</typeparam>
internal sealed class JsModule<T>(T component) : IAsyncDisposable
    where T : class
{
    private readonly DotNetObjectReference<T> self = DotNetObjectReference.Create(component);
    private IJSObjectReference? module;
    private IJSObjectReference? part;
    private bool gone;

    /// <summary>Whether it can be called.</summary>
    public bool IsThere => part is not null && !gone;

    /// <summary>Loads the module and calls its <c>attach</c>.</summary>
    /// <param name="js">The page.</param>
    /// <param name="path">The module.</param>
    /// <param name="arguments">What <c>attach</c> gets.</param>
    public async Task AttachAsync(IJSRuntime js, string path, Func<DotNetObjectReference<T>, object?[]> arguments)
    {
        try
        {
            module = await js.InvokeAsync<IJSObjectReference>("import", path);
            if (!gone)
                part = await module.InvokeAsync<IJSObjectReference>("attach", arguments(self));
        }
        catch (Exception e) when (e is JSDisconnectedException || (gone && e is JSException))
        {
            // The page is gone, or the elements that it should be attached to are.
        }

        if (gone)
            await DisposeAsync();
    }

    /// <summary>Calls a method of the part. A list is one argument.</summary>
    public async Task CallAsync(string method, params object?[] arguments)
    {
        try
        {
            // An array of strings would be taken for the arguments themselves (array covariance).
            if (part is not null && !gone)
                await part.InvokeVoidAsync(method, arguments.GetType() == typeof(object[]) ? arguments : [arguments]);
        }
        catch (Exception e) when (e is JSDisconnectedException or TaskCanceledException or ObjectDisposedException || (gone && e is JSException))
        {
            // The page is gone, or too busy to answer.
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        gone = true;
        self.Dispose();
        var (made, loaded) = (part, module);
        (part, module) = (null, null);
        try
        {
            if (made is not null)
            {
                await made.InvokeVoidAsync("dispose");
                await made.DisposeAsync();
            }

            if (loaded is not null)
                await loaded.DisposeAsync();
        }
        catch (Exception e) when (e is JSDisconnectedException or JSException or TaskCanceledException)
        {
            // It has nothing left to end.
        }
    }
}
