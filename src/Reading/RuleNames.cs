using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;

namespace Dubbing.Readings;

/// <summary>The names of the rules in <see cref="ReadingStep.Rule"/> as people read them, in Korean, Japanese and English.</summary>
public static partial class RuleNames
{
    private static readonly ResourceManager Texts = new("Dubbing.Readings.RuleNames", typeof(RuleNames).Assembly);

    /// <summary>A step's rule: <c>표준 발음법 제18항 (비음화)</c>, <c>アクセント: F2@1</c> …; the bare name where there is no other.</summary>
    /// <param name="step">The step.</param>
    /// <param name="culture">Whose language; null for the user interface's.</param>
    public static string Of(ReadingStep step, CultureInfo? culture = null)
    {
        ArgumentNullException.ThrowIfNull(step);
        culture ??= CultureInfo.CurrentUICulture;
        if (Article().Match(step.Rule) is { Success: true } article)
        {
            var part = culture.TwoLetterISOLanguageName switch
            {
                "ko" => article.Groups["part"].Value,
                "ja" => article.Groups["part"].Value.Replace("다만", "ただし書き", StringComparison.Ordinal).Replace("붙임", "付記", StringComparison.Ordinal),
                _ => article.Groups["part"].Value.Replace("다만", "exception", StringComparison.Ordinal).Replace("붙임", "note", StringComparison.Ordinal),
            };
            var name = string.Format(culture, Texts.GetString("article", culture)!, article.Groups["number"].Value) + part;
            return Texts.GetString("article " + article.Groups["number"].Value, culture) is { } about ? $"{name} ({about})" : name;
        }

        if (Accent().IsMatch(step.Rule))
            return $"{Texts.GetString("accent " + step.Rule[0], culture)} {step.Rule}";
        return Texts.GetString(step.Rule, culture) ?? step.Rule;
    }

    [GeneratedRegex("^제(?<number>[0-9]+)항(?<part>.*)$")]
    private static partial Regex Article();

    [GeneratedRegex("^[CFP][0-9]")]
    private static partial Regex Accent();
}
