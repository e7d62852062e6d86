using System.Net;
using System.Text.RegularExpressions;

namespace Dubbing.Script;

/// <summary>Takes the markup out of captions: what is left is what is said.</summary>
internal static partial class CaptionMarkup
{
    /// <summary>A row of SubRip or WebVTT without tags, override codes and entities.</summary>
    public static string Plain(string row) => WebUtility.HtmlDecode(Tags().Replace(row, "")).Trim();

    /// <summary>The name in a voice tag of WebVTT; null when there is none.</summary>
    public static string? Speaker(string row) => Voice().Match(row) is { Success: true } match ? WebUtility.HtmlDecode(match.Groups[1].Value.Trim()) : null;

    /// <summary>HTML as SAMI has it: <c>br</c> breaks the row, line breaks of the file do not.</summary>
    public static string PlainHtml(string html)
    {
        var rows = Break().Replace(Comment().Replace(html, ""), "\u2028").Replace('\n', ' ').Split('\u2028');
        return string.Join('\n', rows.Select(r => Spaces().Replace(WebUtility.HtmlDecode(AnyTag().Replace(r, "")).Replace('\u00A0', ' '), " ").Trim()).Where(r => r.Length > 0));
    }

    [GeneratedRegex(@"<v(?:\.[^ <>]*)?\s+([^<>]+)>")]
    private static partial Regex Voice();

    [GeneratedRegex(@"</?[a-zA-Z][^<>]*>|<\d[\d:.]*>|\{\\[^{}]*\}")]
    private static partial Regex Tags();

    [GeneratedRegex(@"<!--|-->")]
    private static partial Regex Comment();

    [GeneratedRegex(@"<br\s*/?>", RegexOptions.IgnoreCase)]
    private static partial Regex Break();

    [GeneratedRegex(@"</?[a-zA-Z][^<>]*>")]
    private static partial Regex AnyTag();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
