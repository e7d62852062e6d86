using System.Collections.Concurrent;

namespace Dubbing.Studio.Base;

/// <summary>What the studio has found about its data that the user should know: said at the start and at the top of the list of projects.</summary>
public sealed class Notices
{
    private readonly ConcurrentDictionary<string, Message> said = new(StringComparer.Ordinal);

    /// <summary>Is called when there is another notice.</summary>
    public event Action? Changed;

    /// <summary>All of them.</summary>
    public IReadOnlyList<Message> All => [.. said.OrderBy(n => n.Key, StringComparer.Ordinal).Select(n => n.Value)];

    /// <summary>Says something; it takes the place of what was said with the same text before.</summary>
    public void Say(Message message)
    {
        ArgumentNullException.ThrowIfNull(message);
        said[message.Key] = message;
        Changed?.Invoke();
    }

    /// <summary>Takes a notice back.</summary>
    public void Forget(string key)
    {
        if (said.TryRemove(key, out _))
            Changed?.Invoke();
    }
}
