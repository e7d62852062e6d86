using System.Text;

namespace Dubbing.Readings;

/// <summary>Readings as lines of text that people can check.</summary>
public static partial class ReadingFormat
{
    /// <summary>
    /// A Japanese reading in katakana as spoken, long vowels as ー, pauses as <c>、</c>: <c>キョーワ、ハレデス。</c>
    /// </summary>
    public static string ToKana(Reading reading)
    {
        var line = new StringBuilder();
        for (var i = 0; i < reading.Phrases.Count; i++)
        {
            var phrase = reading.Phrases[i];
            line.Append(phrase.Spelling).Append(phrase.End switch
            {
                PhraseEnd.None => "",
                PhraseEnd.Comma => "、",
                PhraseEnd.Question => "？",
                PhraseEnd.Exclamation => "！",
                _ => "。",
            });
        }

        return line.ToString();
    }

    /// <summary>
    /// A Japanese reading with its accents, in the notation of JSUT's labels: <c>^</c> begins and <c>$</c> ends the line (<c>?$</c> a
    /// question), <c>[</c> the pitch rises, <c>]</c> it falls, <c>#</c> parts accent phrases, <c>_</c> is a pause.
    /// </summary>
    public static string ToAccents(Reading reading)
    {
        var line = new StringBuilder("^");
        for (var i = 0; i < reading.Phrases.Count; i++)
        {
            var phrase = reading.Phrases[i];
            var moras = Moras.Split(phrase.Spelling);
            for (var m = 0; m < moras.Count; m++)
            {
                line.Append(moras[m]);
                // A fall after the last mora is heard only in what follows, which has a tune of its own: it is not written.
                if (m + 1 == phrase.Nucleus && m + 1 < moras.Count)
                    line.Append(']');
                else if (m == 0 && phrase.Nucleus != 1 && moras.Count > 1)
                    line.Append('[');
            }

            var isLast = i == reading.Phrases.Count - 1;
            line.Append(phrase.End switch
            {
                PhraseEnd.None => "#",
                PhraseEnd.Question => isLast ? "?$" : "?_",
                _ => isLast ? "$" : "_",
            });
        }

        return line.ToString();
    }
}
