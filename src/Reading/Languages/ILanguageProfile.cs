using Dubbing.Readings.Correction;

namespace Dubbing.Readings;

/// <summary>
/// A language as the reading knows it: its reader and the spelling of its words. One class a language; it registers itself with
/// <see cref="Languages"/>, and nothing outside it asks which language it is.
/// </summary>
public interface ILanguageProfile : ILanguage, IWordForms
{
    /// <summary>Its reader, shared.</summary>
    IReader Reader { get; }
}
