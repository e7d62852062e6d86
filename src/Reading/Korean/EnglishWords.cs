using System.Collections.Frozen;
using System.Text;

namespace Dubbing.Readings.Korean;

/// <summary>Latin words that the lexicon lacks: letter by letter, or by rough rules of 외래어 표기법.</summary>
internal static class EnglishWords
{
    private static readonly string[] LetterNames =
        ["에이", "비", "시", "디", "이", "에프", "지", "에이치", "아이", "제이", "케이", "엘", "엠", "엔", "오", "피", "큐", "아르", "에스", "티", "유", "브이", "더블유", "엑스", "와이", "제트"];

    // What people say where the official letter name sounds odd in an acronym.
    private static readonly FrozenDictionary<char, string> InAcronyms = new Dictionary<char, string> { ['C'] = "씨", ['R'] = "알", ['Z'] = "지" }.ToFrozenDictionary();

    /// <summary>Capitals without the look of a word, single letters and words without a vowel are spelled.</summary>
    public static bool IsSpelled(string word)
    {
        if (word.Length == 1)
            return true;
        var capitals = word.Count(char.IsAsciiLetterUpper);
        return (capitals == word.Length && word.Length <= 5) || !word.Any(c => "aeiouyAEIOUY".Contains(c, StringComparison.Ordinal));
    }

    /// <summary>KBS → 케이비에스.</summary>
    public static string Spelled(string word)
    {
        var text = new StringBuilder();
        foreach (var c in word.ToUpperInvariant().Where(char.IsAsciiLetterUpper))
            text.Append(InAcronyms.TryGetValue(c, out var usual) ? usual : LetterNames[c - 'A']);
        return text.ToString();
    }

    private static readonly (string Letters, string Vowel)[] VowelSounds =
    [
        ("eau", "ㅗ"), ("oo", "ㅜ"), ("ee", "ㅣ"), ("ea", "ㅣ"), ("ai", "ㅔㅣ"), ("ay", "ㅔㅣ"), ("ey", "ㅣ"), ("ei", "ㅔㅣ"), ("ou", "ㅏㅜ"), ("ow", "ㅗ"), ("oa", "ㅗ"), ("oi", "ㅗㅣ"), ("oy", "ㅗㅣ"), ("au", "ㅗ"), ("aw", "ㅗ"), ("ue", "ㅜ"), ("ew", "ㅠ"), ("ie", "ㅣ"),
        ("ar", "ㅏ"), ("er", "ㅓ"), ("ir", "ㅓ"), ("or", "ㅗ"), ("ur", "ㅓ"), ("a", "ㅐ"), ("e", "ㅔ"), ("i", "ㅣ"), ("o", "ㅗ"), ("u", "ㅓ"), ("y", "ㅣ"),
    ];

    private static readonly (string Letters, string Sound)[] ConsonantSounds =
    [
        ("tch", "ㅊ"), ("sch", "ㅅ"), ("sh", "ㅅ"), ("ch", "ㅊ"), ("ph", "ㅍ"), ("th", "ㅅ"), ("ck", "ㅋ"), ("qu", "ㅋ"), ("ng", "ㅇ"), ("wh", "ㅜ"), ("gh", "ㄱ"), ("ss", "ㅅ"), ("ll", "ㄹ"), ("tt", "ㅌ"), ("pp", "ㅍ"), ("dd", "ㄷ"), ("ff", "ㅍ"), ("gg", "ㄱ"), ("mm", "ㅁ"), ("nn", "ㄴ"), ("rr", "ㄹ"), ("bb", "ㅂ"), ("cc", "ㅋ"), ("zz", "ㅈ"),
        ("b", "ㅂ"), ("c", "ㅋ"), ("d", "ㄷ"), ("f", "ㅍ"), ("g", "ㄱ"), ("h", "ㅎ"), ("j", "ㅈ"), ("k", "ㅋ"), ("l", "ㄹ"), ("m", "ㅁ"), ("n", "ㄴ"), ("p", "ㅍ"), ("q", "ㅋ"), ("r", "ㄹ"), ("s", "ㅅ"), ("t", "ㅌ"), ("v", "ㅂ"), ("w", "ㅜ"), ("x", "ㄱㅅ"), ("z", "ㅈ"),
    ];

    /// <summary>A rough transcription by spelling; the lexicon is the place for words that matter.</summary>
    public static string Transcribed(string word)
    {
        var w = word.ToLowerInvariant().Replace("'", "", StringComparison.Ordinal).Replace("’", "", StringComparison.Ordinal);
        if (w.Length > 3 && w[^1] == 'e' && !IsVowel(w[^2]))
            w = w[..^1]; // silent e
        var sounds = new List<(char Jamo, bool Vowel)>();
        for (var i = 0; i < w.Length;)
        {
            var table = IsVowel(w[i]) || (w[i] == 'y' && i > 0) ? VowelSounds : w[i] == 'y' ? [("y", "ㅣ")] : ConsonantSounds;
            var (letters, sound) = table.FirstOrDefault(s => w.AsSpan(i).StartsWith(s.Item1, StringComparison.Ordinal), (w[i].ToString(), ""));
            if (letters == "c" && i + 1 < w.Length && "eiy".Contains(w[i + 1], StringComparison.Ordinal))
                sound = "ㅅ";
            foreach (var j in sound)
                sounds.Add((j, Hangul.Vowels.Contains(j, StringComparison.Ordinal)));
            i += letters.Length;
        }

        return Assemble(sounds);
    }

    private static bool IsVowel(char c) => "aeiou".Contains(c, StringComparison.Ordinal);

    /// <summary>Consonants before a vowel open its syllable; ㄱㅂㄴㅁㅇㄹ close the one before; the rest get ㅡ (외래어 표기법 제3장).</summary>
    private static string Assemble(List<(char Jamo, bool Vowel)> sounds)
    {
        var text = new StringBuilder();
        for (var i = 0; i < sounds.Count; i++)
        {
            var (jamo, vowel) = sounds[i];
            var vowelFollows = i + 1 < sounds.Count && sounds[i + 1].Vowel;
            if (vowel)
                text.Append(Hangul.Compose('ㅇ', jamo, ' '));
            else if (vowelFollows && jamo != 'ㅇ')
            {
                // l between vowels doubles: 필로 but 릴레이
                if (jamo == 'ㄹ' && text.Length > 0 && i > 0 && sounds[i - 1].Vowel && Hangul.Final(text[^1]) == ' ' && i > 1)
                    text[^1] = Hangul.Compose(Hangul.Initial(text[^1]), Hangul.Vowel(text[^1]), 'ㄹ');
                text.Append(Hangul.Compose(jamo, sounds[i + 1].Jamo, ' '));
                i++;
            }
            else if (text.Length > 0 && Hangul.Final(text[^1]) == ' ' && (jamo is 'ㄴ' or 'ㅁ' or 'ㅇ' or 'ㄹ' || (jamo is 'ㄱ' or 'ㅂ' or 'ㅋ' or 'ㅍ' or 'ㅌ' && i == sounds.Count - 1)))
                text[^1] = Hangul.Compose(Hangul.Initial(text[^1]), Hangul.Vowel(text[^1]), jamo switch { 'ㅋ' => 'ㄱ', 'ㅍ' => 'ㅂ', 'ㅌ' => 'ㅅ', _ => jamo });
            else if (jamo != 'ㅇ')
                text.Append(Hangul.Compose(jamo, 'ㅡ', ' '));
        }

        return text.ToString();
    }
}
