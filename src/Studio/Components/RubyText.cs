using System.Globalization;
using Dubbing.Readings.Correction;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Dubbing.Studio.Components;

/// <summary>
/// A line as people read it: a word whose reading was corrected is underlined and has its reading above it, a pause is a mark.
/// No code is shown. A class rather than markup, so that no white space comes between the pieces.
/// </summary>
public sealed class RubyText : ComponentBase
{
    private static readonly System.Buffers.SearchValues<char> Signs = System.Buffers.SearchValues.Create(@"{[\｛［$");
    private (string, Language)? shown;
    private bool changed = true;

    /// <summary>The line as typed.</summary>
    [Parameter, EditorRequired]
    public string Text { get; set; } = "";

    /// <summary>Its language.</summary>
    [Parameter, EditorRequired]
    public Language Language { get; set; }

    /// <summary>Whether a line has anything that is shown otherwise than typed. Cheap: most lines have not.</summary>
    public static bool IsMarked(string text, Language language) => MayBeMarked(text) && MarkedText.Of(text, language).IsMarked;

    /// <summary>A line without its code; what captions and clips say.</summary>
    public static string Written(string text, Language language) => MayBeMarked(text) ? MarkedText.Of(text, language).Written : text;

    /// <summary>A reading as it stands above its word: an accent is an arrow down after its mora, and a flat phrase needs no sign.</summary>
    public static string Above(string reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        return reading.Replace("]", "↓", StringComparison.Ordinal).Replace("[", "", StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        changed = shown != (Text, Language);
        shown = (Text, Language);
    }

    /// <inheritdoc/>
    protected override bool ShouldRender() => changed;

    /// <inheritdoc/>
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (!MayBeMarked(Text))
        {
            builder.AddContent(0, Text);
            return;
        }

        foreach (var piece in MarkedText.Of(Text, Language).Pieces)
        {
            if (piece.PauseSeconds is { } seconds)
            {
                builder.OpenElement(1, "span");
                builder.AddAttribute(2, "class", "pause-mark");
                builder.AddContent(3, $"⏸{seconds.ToString("0.##", CultureInfo.CurrentCulture)}");
                builder.CloseElement();
            }
            else if (piece.Reading is { } reading)
            {
                builder.OpenElement(4, "ruby");
                builder.AddAttribute(5, "class", "corrected");
                builder.AddContent(6, piece.Written);
                // Who copies it, or reads without ruby, gets brackets.
                builder.AddMarkupContent(7, "<rp>(</rp>");
                builder.OpenElement(8, "rt");
                builder.AddContent(9, Above(reading));
                builder.CloseElement();
                builder.AddMarkupContent(10, "<rp>)</rp>");
                builder.CloseElement();
            }
            else
            {
                builder.AddContent(11, piece.Written);
            }
        }
    }

    private static bool MayBeMarked(string text) => text.AsSpan().ContainsAny(Signs);
}
