using System.Text.RegularExpressions;
using Dubbing.Readings.Letters;

namespace Dubbing.Laboratory.Measuring;

/// <summary>A Japanese line as it is said: its moras, and its accent phrases.</summary>
/// <param name="Sounds">Each mora by its sounds (<c>ky o</c>), so that long vowels compare alike however they are spelled.</param>
/// <param name="Phrases">First mora, mora after the last, and nucleus; 0 for flat, also for a nucleus on the last mora.</param>
internal sealed partial record SpokenLine(List<string> Sounds, List<(int Start, int End, int Nucleus)> Phrases)
{
    /// <summary>Reads the notation of <c>dub read --as accents</c>; plain katakana is one phrase.</summary>
    public static SpokenLine FromAccents(string line)
    {
        var spoken = new SpokenLine([], []);
        var (start, nucleus, kana) = (0, 0, "");
        foreach (var c in line + "$")
        {
            if (c is >= 'ァ' and <= 'ー')
            {
                kana += c;
                continue;
            }

            spoken.Add(kana);
            kana = "";
            if (c == ']' && nucleus == 0)
                nucleus = spoken.Sounds.Count - start;
            else if (c is '#' or '_' or '$' or '?')
            {
                spoken.Close(start, nucleus);
                (start, nucleus) = (spoken.Sounds.Count, 0);
            }
        }

        return spoken;
    }

    /// <summary>Reads the labels that the <c>open_jtalk</c> program writes with <c>-ot</c>.</summary>
    public static SpokenLine FromTrace(IEnumerable<string> lines)
    {
        var spoken = new SpokenLine([], []);
        var (phrase, mora, start, nucleus) = ("", "", 0, 0);
        foreach (var line in lines.SkipWhile(l => l != "[Output label]").TakeWhile(l => l.Length > 0))
        {
            var label = Label().Match(line);
            if (!label.Success)
                continue;
            if (label.Groups["phone"].Value is "sil" or "pau")
            {
                phrase = "";
                continue;
            }

            // The phrase is told by its own fields and by its place among the breath groups.
            var key = label.Groups["f"].Value + " " + label.Groups["i"].Value;
            if (key != phrase)
            {
                spoken.Close(start, nucleus);
                (phrase, mora, start) = (key, "", spoken.Sounds.Count);
                nucleus = int.Parse(label.Groups["nucleus"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture);
            }

            var sound = label.Groups["phone"].Value is "A" or "I" or "U" or "E" or "O" ? label.Groups["phone"].Value.ToLowerInvariant() : label.Groups["phone"].Value;
            if (label.Groups["mora"].Value == mora)
                spoken.Sounds[^1] += " " + sound;
            else
                spoken.Sounds.Add(sound);
            mora = label.Groups["mora"].Value;
        }

        spoken.Close(start, nucleus);
        return spoken;
    }

    /// <summary>Whether each mora is high.</summary>
    public bool[] Tones()
    {
        var high = new bool[Sounds.Count];
        foreach (var (start, end, nucleus) in Phrases)
        {
            for (var i = start; i < end; i++)
            {
                var place = i - start + 1;
                high[i] = nucleus == 1 ? place == 1 : place > 1 && (nucleus == 0 || place <= nucleus);
            }
        }

        return high;
    }

    private void Add(string kana)
    {
        foreach (var mora in Moras.Split(kana))
        {
            if (mora == "ー")
            {
                Sounds.Add(Sounds.Count == 0 ? "a" : Sounds[^1].Split(' ')[^1]);
                continue;
            }

            var (consonant, vowel) = Moras.Sounds(mora);
            var before = Sounds.Count > 0 ? Sounds[^1][^1] : ' ';

            // コウ and コー, ケイ and ケー, イウ and ユー are said alike.
            if (consonant.Length == 0 && ((vowel == "u" && before == 'o') || (vowel == "i" && before == 'e')))
                vowel = before.ToString();
            if (mora == "ウ" && Sounds.Count > 0 && Sounds[^1] == "i")
                Sounds[^1] = "y u";
            Sounds.Add(consonant.Length == 0 ? vowel : consonant + " " + vowel);
        }
    }

    private void Close(int start, int nucleus)
    {
        if (Sounds.Count > start)
            Phrases.Add((start, Sounds.Count, nucleus >= Sounds.Count - start ? 0 : nucleus));
    }

    [GeneratedRegex(@"-(?<phone>\w+)\+.*/A:[^+]+\+(?<mora>[^+]+)\+.*/F:(?<f>[^_]+_(?<nucleus>[^#]+)#.*)/G.*/I:(?<i>.*)/J")]
    private static partial Regex Label();
}
