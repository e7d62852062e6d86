using System.Buffers;

namespace Dubbing.Readings.Japanese;

/// <summary>Where a word has to end though the dictionary has a rare or mistaken word across it (どんな人|か, 私は|くち): Cuts.tsv.</summary>
internal static class WordCuts
{
    private static readonly string[] Patterns = [.. Numerals.Resource("Cuts.tsv")];
    private static readonly Dictionary<string, int[]> Places = Patterns.ToDictionary(p => p.Replace("|", "", StringComparison.Ordinal), PlacesOf, StringComparer.Ordinal);
    private static readonly SearchValues<string> Search = SearchValues.Create([.. Places.Keys], StringComparison.Ordinal);

    /// <summary>The cuts of a text, in ascending order, together with others; null for none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="others">Cuts that are known already, in ascending order.</param>
    public static int[]? Of(NormalizedText text, int[]? others)
    {
        SortedSet<int>? cuts = null;
        var all = text.Text.AsSpan();

        // A sign beside a number is no part of it.
        foreach (var number in text.Numbers)
        {
            if (number.End < all.Length && (IsSign(all[number.End]) || IsNext(all[number.End..])))
                (cuts ??= [.. others ?? []]).Add(number.End);
            if (number.Start > 0 && IsSign(all[number.Start - 1]))
                (cuts ??= [.. others ?? []]).Add(number.Start);
        }

        // Ｓ・Ｍ・ＬＬ: letters in a list are words, though ・ runs on in katakana.
        for (var at = 1; at + 1 < all.Length; at++)
        {
            if (all[at] != '・' || (!IsLatin(all[at - 1]) && !IsLatin(all[at + 1])))
                continue;
            cuts ??= [.. others ?? []];
            cuts.Add(at);
            cuts.Add(at + 1);
        }

        for (var at = 0; all[at..].IndexOfAny(Search) is >= 0 and var found; at++)
        {
            at += found;
            foreach (var (spelling, places) in Places)
            {
                if (!all[at..].StartsWith(spelling, StringComparison.Ordinal))
                    continue;
                cuts ??= [.. others ?? []];
                foreach (var place in places)
                    cuts.Add(at + place);
            }
        }

        return cuts is null ? others : [.. cuts];
    }

    /// <summary>２または３: no 二また.</summary>
    private static bool IsNext(ReadOnlySpan<char> after)
    {
        foreach (var word in (ReadOnlySpan<string>)["または", "あるいは", "から", "まで", "です", "でし", "より", "ずつ", "など", "なら"])
        {
            if (after.StartsWith(word, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    private static bool IsLatin(char c) => c is (>= 'Ａ' and <= 'Ｚ') or (>= 'ａ' and <= 'ｚ');

    private static bool IsSign(char c) => !Kanji.Is(c) && !Moras.IsKana(c.ToString());

    private static int[] PlacesOf(string pattern)
    {
        var parts = pattern.Split('|');
        return [.. Enumerable.Range(1, parts.Length - 1).Select(n => parts.Take(n).Sum(p => p.Length))];
    }
}
