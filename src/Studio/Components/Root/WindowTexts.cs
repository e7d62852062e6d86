using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Dubbing.Studio.Components.Root;

/// <summary>The words of the interface library that people meet: the X of a window. The rest of it is spoken to nobody here.</summary>
internal sealed class WindowTexts(IStringLocalizer<Texts> texts) : MudLocalizer
{
    /// <inheritdoc/>
    public override LocalizedString this[string key] => key.EndsWith("Close", StringComparison.Ordinal) ? new LocalizedString(key, texts["Close"]) : new LocalizedString(key, key, resourceNotFound: true);
}
