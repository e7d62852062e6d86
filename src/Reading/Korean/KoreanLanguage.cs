using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;
using Dubbing.Readings.Correction;

namespace Dubbing.Readings.Korean;

/// <summary>Korean.</summary>
internal sealed class KoreanLanguage : ILanguageProfile
{
    /// <inheritdoc/>
    public Language Language => Language.Korean;

    /// <inheritdoc/>
    public IReader Reader { get; } = new KoreanReader();

    /// <inheritdoc/>
    /// <remarks>Composed Hangul, Latin letters and digits in their narrow form.</remarks>
    public string Fold(string text)
    {
        var composed = TextFold.Normalize(text, NormalizationForm.FormC);
        return string.Create(composed.Length, composed, static (to, from) =>
        {
            for (var i = 0; i < from.Length; i++)
                to[i] = from[i] is >= '！' and <= '～' ? (char)(from[i] - '！' + '!') : from[i] == '　' ? ' ' : from[i];
        });
    }

    /// <inheritdoc/>
    public IReadOnlyList<SaidPart>? ParseReading(string reading, out Message? problem)
    {
        var said = new StringBuilder();
        foreach (var c in Fold(reading))
        {
            if (c is >= '가' and <= '힣')
                said.Append(c);
            else if (char.IsWhiteSpace(c) && said.Length > 0 && said[^1] != ' ')
                said.Append(' ');
            // Dictionaries write long vowels with a colon; today's speech does not tell them from short ones.
            else if (!char.IsWhiteSpace(c) && c is not ('ː' or ':'))
            {
                problem = Correction.Messages.ReadingNotHangul(reading);
                return null;
            }
        }

        problem = said.Length == 0 ? Correction.Messages.ReadingNotHangul(reading) : null;
        return said.Length == 0 ? null : [new SaidPart(said.ToString().TrimEnd(), null)];
    }

    /// <inheritdoc/>
    public int? AccentPlaces(string said) => null;

    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "Dictionaries and the other reader find a language by its name before anything has composed the program.")]
    internal static void Register() => Languages.Register(new KoreanLanguage());
}
