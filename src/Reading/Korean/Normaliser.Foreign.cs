namespace Dubbing.Readings.Korean;

internal sealed partial class Normaliser
{
    private const int LongestGloss = 20;
    private const int LongestJapanese = 200;

    /// <summary>Han characters and kana, in the voice's own sounds.</summary>
    private int Foreign(int at)
    {
        var end = at + 1;
        if (Japanese(at) is { } stop)
            return stop;
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

    /// <summary>Kana, and Han characters among them, are Japanese: read by the Japanese reader where its dictionary is installed (東京へ 도쿄에, こんにちは 곤니치와).</summary>
    private int? Japanese(int at)
    {
        var end = at;
        while (end < text.Length && end - at < LongestJapanese && (KanaSpelling.IsKana(text[end]) || Hanja.Has(text[end])))
            end++;
        if (text[at..end].All(c => !KanaSpelling.IsKana(c)) || Languages.Of<ILanguageProfile>(Language.Japanese).Reader is not { IsInstalled: true } reader)
            return null;
        try
        {
            var said = string.Concat(reader.Read(text[at..end]).Phrases.Select(p => p.Spelling));
            if (said.Length == 0)
                return null;
            Say(at, end, KanaSpelling.Read(said), "외래어 표기법 (일본어)");
            return end;
        }
        catch (DubbingException)
        {
            // A dictionary that is damaged: the letters alone must do.
            return null;
        }
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
