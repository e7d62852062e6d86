namespace Dubbing.Readings.Korean;

internal sealed partial class Normaliser
{
    private const int LongestGloss = 20;

    /// <summary>Han characters and kana, in the voice's own sounds.</summary>
    private int Foreign(int at)
    {
        var end = at + 1;
        if (Hanja.Has(text[at]) && text[at] != '々')
        {
            while (end < text.Length && Hanja.Has(text[end]))
                end++;
            var hangul = Hanja.Read(text.AsSpan(at, end - at), at == 0 || !Hangul.IsSyllable(text[at - 1]));
            for (var i = at; i < end; i++)
                Say(i, i + 1, hangul[(i - at)..(i - at + 1)], "한자음");
            return end;
        }

        if (!KanaSpelling.IsKana(text[at]))
            return end;
        while (end < text.Length && KanaSpelling.IsKana(text[end]))
            end++;
        Say(at, end, KanaSpelling.Read(text[at..end]), "외래어 표기법 (일본어)");
        return end;
    }

    /// <summary>학교(學校): characters in brackets that show how the word before them is written are not said again. The index after them; null for none.</summary>
    private int? Gloss(int at)
    {
        if (text[at] is not ('(' or '[' or '〔'))
            return null;
        var end = at + 1;
        while (end < text.Length && end - at <= LongestGloss && Hanja.Has(text[end]))
            end++;
        if (end == at + 1 || end >= text.Length || text[end] is not (')' or ']' or '〕') || text[at + 1] == '々')
            return null;
        var hangul = Hanja.Read(text.AsSpan(at + 1, end - at - 1), begins: true);
        var start = at - hangul.Length;
        return start >= 0 && text.AsSpan(start, hangul.Length).SequenceEqual(hangul) ? end + 1 : null;
    }
}
