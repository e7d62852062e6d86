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

    /// <summary>Whether three small letters look like a syllable: a vowel with a consonant on each side, or a consonant and two vowels (ban, buy).</summary>
    public static bool HasSyllable(string word)
    {
        var w = word.ToLowerInvariant();
        var pattern = string.Concat(w.Select(c => "aeiouy".Contains(c, StringComparison.Ordinal) ? 'V' : 'C'));
        return pattern is "CVC" or "CVV" or "CV" or "VCV";
    }

    /// <summary>KBS → 케이비에스.</summary>
    public static string Spelled(string word)
    {
        var text = new StringBuilder();
        foreach (var c in word.ToUpperInvariant().Where(char.IsAsciiLetterUpper))
            text.Append(InAcronyms.TryGetValue(c, out var usual) ? usual : LetterNames[c - 'A']);
        return text.ToString();
    }

    // Endings of more than one letter, longest first; sounds in jamo, vowels of a diphthong in a row.
    private static readonly (string Letters, string Sound)[] Endings =
    [
        ("graphy", "ㄱㄹㅐㅍㅣ"), ("ology", "ㅗㄹㄹㅓㅈㅣ"), ("ation", "ㅔㅣㅅㅕㄴ"), ("ition", "ㅣㅅㅕㄴ"), ("ssion", "ㅅㅕㄴ"), ("tion", "ㅅㅕㄴ"), ("sion", "ㅈㅓㄴ"), ("cian", "ㅅㅕㄴ"), ("cial", "ㅅㅕㄹ"), ("tial", "ㅅㅕㄹ"), ("cious", "ㅅㅓㅅ"), ("tious", "ㅅㅓㅅ"), ("ious", "ㅣㅓㅅ"), ("ture", "ㅊㅓ"), ("sure", "ㅈㅓ"), ("ment", "ㅁㅓㄴㅌ"), ("ness", "ㄴㅣㅅ"), ("ship", "ㅅㅣㅂ"), ("able", "ㅓㅂㅡㄹ"), ("ible", "ㅓㅂㅡㄹ"), ("ight", "ㅏㅣㅌ"), ("phone", "ㅍㅗㄴ"), ("ology", "ㅗㄹㄹㅓㅈㅣ"), ("ings", "ㅣㅇㅅ"), ("tory", "ㅌㅓㄹㅣ"), ("less", "ㄹㄹㅣㅅ"), ("ward", "ㅝㄷ"), ("logue", "ㄹㄹㅗㄱ"), ("ique", "ㅣㅋ"), ("ques", "ㅋㅅ"),
        ("ance", "ㅓㄴㅅ"), ("ence", "ㅓㄴㅅ"), ("tle", "ㅌㅡㄹ"), ("ent", "ㅓㄴㅌ"), ("ant", "ㅓㄴㅌ"), ("ous", "ㅓㅅ"), ("age", "ㅣㅈ"), ("ate", "ㅔㅣㅌ"), ("ize", "ㅏㅣㅈ"), ("ise", "ㅏㅣㅈ"), ("ing", "ㅣㅇ"), ("ism", "ㅣㅈㅡㅁ"), ("ist", "ㅣㅅㅌ"), ("ful", "ㅍㅜㄹ"), ("ary", "ㅓㄹㅣ"), ("ery", "ㅓㄹㅣ"), ("ory", "ㅓㄹㅣ"), ("ity", "ㅣㅌㅣ"), ("ive", "ㅣㅂ"), ("ier", "ㅣㅓ"), ("ian", "ㅣㅏㄴ"), ("ium", "ㅣㅜㅁ"), ("ics", "ㅣㄱㅅ"), ("ly", "ㄹㄹㅣ"), ("al", "ㅓㄹ"), ("el", "ㅔㄹ"), ("er", "ㅓ"), ("or", "ㅓ"), ("ar", "ㅏ"), ("ic", "ㅣㄱ"), ("um", "ㅓㅁ"), ("us", "ㅓㅅ"), ("on", "ㅓㄴ"), ("en", "ㅓㄴ"), ("om", "ㅓㅁ"), ("ow", "ㅗ"), ("ed", "ㄷ"), ("es", "ㅅ"), ("ge", "ㅈ"), ("ce", "ㅅ"), ("mb", "ㅁ"),
    ];

    private static readonly (string Letters, string Sound)[] Sounds =
    [
        ("eigh", "ㅔㅣ"), ("ough", "ㅗ"), ("augh", "ㅗ"), ("tch", "ㅊ"), ("sch", "ㅅㅋ"), ("sci", "ㅅㅏㅣ"), ("sce", "ㅅㅔ"), ("wha", "ㅘ"), ("whe", "ㅞ"), ("whi", "ㅟ"), ("who", "ㅎㅜ"), ("dge", "ㅈ"), ("eau", "ㅗ"), ("igh", "ㅏㅣ"), ("ear", "ㅣㅓ"), ("eer", "ㅣㅓ"), ("air", "ㅔㅓ"), ("our", "ㅏㅝ"), ("oor", "ㅗㅓ"), ("qua", "ㅋㅘ"), ("que", "ㅋㅞ"), ("qui", "ㅋㅟ"), ("quo", "ㅋㅝ"),
        ("oo", "ㅜ"), ("ee", "ㅣ"), ("ea", "ㅣ"), ("ai", "ㅔㅣ"), ("ay", "ㅔㅣ"), ("ey", "ㅣ"), ("ei", "ㅔㅣ"), ("ou", "ㅏㅜ"), ("ow", "ㅏㅜ"), ("oa", "ㅗ"), ("oi", "ㅗㅣ"), ("oy", "ㅗㅣ"), ("au", "ㅗ"), ("aw", "ㅗ"), ("ue", "ㅜ"), ("ew", "ㅠ"), ("ie", "ㅣ"), ("ia", "ㅣㅏ"), ("io", "ㅣㅗ"), ("iu", "ㅣㅜ"), ("ar", "ㅏ"), ("er", "ㅓ"), ("ir", "ㅓ"), ("or", "ㅗ"), ("ur", "ㅓ"),
        ("sh", "ㅅㅣ"), ("ch", "ㅊ"), ("ph", "ㅍ"), ("th", "ㅅ"), ("ck", "ㅋ"), ("ng", "ㅇ"), ("nk", "ㅇㅋ"), ("gh", "ㄱ"), ("kn", "ㄴ"), ("wr", "ㄹ"), ("wa", "ㅘ"), ("we", "ㅞ"), ("wi", "ㅟ"), ("wo", "ㅝ"), ("ya", "ㅑ"), ("ye", "ㅖ"), ("yo", "ㅛ"), ("yu", "ㅠ"), ("ss", "ㅅ"), ("ll", "ㄹㄹ"), ("tt", "ㅌ"), ("pp", "ㅍ"), ("dd", "ㄷ"), ("ff", "ㅍ"), ("gg", "ㄱ"), ("mm", "ㅁ"), ("nn", "ㄴ"), ("rr", "ㄹ"), ("bb", "ㅂ"), ("cc", "ㅋ"), ("zz", "ㅈ"), ("kk", "ㅋ"),
        ("a", "ㅏ"), ("e", "ㅔ"), ("i", "ㅣ"), ("o", "ㅗ"), ("u", "ㅜ"), ("y", "ㅣ"),
        ("b", "ㅂ"), ("c", "ㅋ"), ("d", "ㄷ"), ("f", "ㅍ"), ("g", "ㄱ"), ("h", "ㅎ"), ("j", "ㅈ"), ("k", "ㅋ"), ("l", "ㄹ"), ("m", "ㅁ"), ("n", "ㄴ"), ("p", "ㅍ"), ("q", "ㅋ"), ("r", "ㄹ"), ("s", "ㅅ"), ("t", "ㅌ"), ("v", "ㅂ"), ("w", "ㅜ"), ("x", "ㄱㅅ"), ("z", "ㅈ"),
    ];

    /// <summary>A transcription by spelling, as 외래어 표기법 would write the usual sound of the letters; the lexicon is the place for words that matter.</summary>
    public static string Transcribed(string word)
    {
        var w = word.ToLowerInvariant().Replace("'", "", StringComparison.Ordinal).Replace("’", "", StringComparison.Ordinal);
        var sounds = new List<(char Jamo, bool Vowel, bool Long)>();
        for (var i = 0; i < w.Length;)
        {
            var (letters, sound) = At(w, i);
            // r is silent before a consonant and at the end; it is heard before a vowel (era, story).
            if (letters.Length == 2 && letters[1] == 'r' && IsVowel(Next(w, i + 2)))
                (letters, sound) = (letters[..1], Vowel(letters[0], w, i));
            foreach (var j in sound)
                sounds.Add((j, Hangul.Vowels.Contains(j, StringComparison.Ordinal), (letters.Length > 1 && letters != "ic") || (sound.Length > 1 && Hangul.Vowels.Contains(sound[1], StringComparison.Ordinal)) || (i == w.Length - 3 && w[^1] == 'e')));
            i += letters.Length;
        }

        return Assemble(sounds);
    }

    private static (string Letters, string Sound) At(string w, int i)
    {
        var rest = w.AsSpan(i);
        if (i > 0)
        {
            foreach (var ending in Endings)
            {
                if (rest.SequenceEqual(ending.Letters) && (i > 1 || ending.Letters.Length > 2))
                    return ending;
            }
        }

        // A silent e lengthens the vowel before: take, wine, home, cube.
        if (rest.Length == 3 && IsVowel(w[i]) && !IsVowel(w[i + 1]) && w[i + 2] == 'e' && w[i + 1] is not ('r' or 'w' or 'x'))
            return (w[i..(i + 1)], w[i] switch { 'a' => "ㅔㅣ", 'i' => "ㅏㅣ", 'o' => "ㅗ", 'e' => "ㅣ", _ => i > 0 && w[i - 1] is 't' or 's' or 'r' or 'l' or 'j' ? "ㅜ" : "ㅠ" });
        if (rest is "e" && i > 1 && !IsVowel(w[i - 1]))
            return ("e", "");
        if (rest is "le" && i > 1 && !IsVowel(w[i - 1]))
            return ("le", "ㅡㄹ");
        if (rest is "y")
            return ("y", i > 0 && !w.AsSpan(0, i).ContainsAny("aeiou") ? "ㅏㅣ" : "ㅣ");
        if (w[i] == 'c' && Next(w, i + 1) is 'e' or 'i' or 'y')
            return ("c", "ㅅ");
        if (w[i] == 'g' && Next(w, i + 1) is 'e' or 'y' or 'i' && (i > 0 || w[1] == 'e'))
            return ("g", "ㅈ");
        // finger, jungle; l is heard long inside a word: 밸런스, 블랙.
        if (rest.StartsWith("ng") && rest.Length > 2 && (IsVowel(rest[2]) || rest[2] is 'l' or 'r'))
            return ("ng", "ㅇㄱ");
        if (w[i] == 'l' && i > 0 && (IsVowel(Next(w, i + 1)) || Next(w, i + 1) == 'y') && Next(w, i + 1) != ' ')
            return ("l", "ㄹㄹ");
        foreach (var sound in Sounds)
        {
            if (rest.StartsWith(sound.Letters))
                return sound.Letters.Length == 1 && IsVowel(w[i]) ? (sound.Letters, Vowel(w[i], w, i)) : sound.Letters is "sh" && IsVowel(Next(w, i + 2)) ? ("sh", "ㅅ") : sound;
        }

        return (w[i..(i + 1)], "");
    }

    private static char Next(string w, int i) => i < w.Length ? w[i] : ' ';

    /// <summary>A vowel letter of its own: short before consonants (cat, run), open at the end.</summary>
    private static string Vowel(char letter, string w, int i)
    {
        var closed = i + 1 < w.Length && !IsVowel(w[i + 1]) && (i + 2 == w.Length || !IsVowel(w[i + 2]));
        return letter switch
        {
            'a' => i + 1 < w.Length && !w.AsSpan(0, i).ContainsAny("aeiou") && w.Length <= 9 ? "ㅐ" : i + 1 == w.Length ? "ㅏ" : closed ? "ㅓ" : "ㅏ",
            'e' => "ㅔ",
            'i' => "ㅣ",
            'o' => "ㅗ",
            _ => closed ? "ㅓ" : "ㅜ",
        };
    }

    private static bool IsVowel(char c) => "aeiou".Contains(c, StringComparison.Ordinal);

    /// <summary>
    /// Consonants before a vowel open its syllable; ㄴ, ㅁ, ㅇ, ㄹ close the one before, ㄱ, ㅂ, ㅅ for k, p, t only after a short vowel at
    /// the end or before a consonant other than l, r, m, n; the rest get ㅡ, ㅈ and ㅊ get ㅣ (외래어 표기법 제3장).
    /// </summary>
    private static string Assemble(List<(char Jamo, bool Vowel, bool Long)> sounds)
    {
        var text = new StringBuilder();
        for (var i = 0; i < sounds.Count; i++)
        {
            var (jamo, vowel, _) = sounds[i];
            var vowelFollows = i + 1 < sounds.Count && sounds[i + 1].Vowel;
            var open = text.Length > 0 && Hangul.Final(text[^1]) == ' ' && i > 0 && sounds[i - 1].Vowel;
            if (vowel)
                text.Append(Hangul.Compose('ㅇ', jamo, ' '));
            else if (vowelFollows && jamo != 'ㅇ')
            {
                text.Append(Hangul.Compose(jamo, sounds[i + 1].Jamo, ' '));
                i++;
            }
            else if (jamo == 'ㄹ' && text.Length > 0 && Hangul.Final(text[^1]) == ' ' && i + 1 < sounds.Count && sounds[i + 1].Jamo == 'ㄹ')
                Close(jamo); // 블랙, 밸런스
            else if (jamo == 'ㄹ' && i + 1 < sounds.Count && sounds[i + 1].Jamo == 'ㄹ')
                continue;
            else if (open && jamo is 'ㄴ' or 'ㅁ' or 'ㅇ' or 'ㄹ')
                Close(jamo);
            else if (open && !sounds[i - 1].Long && jamo is 'ㅋ' or 'ㅍ' or 'ㅌ' or 'ㄱ' && (i == sounds.Count - 1 || sounds[i + 1].Jamo is not ('ㄹ' or 'ㅁ' or 'ㄴ')) && (jamo != 'ㄱ' || (i + 1 < sounds.Count && sounds[i + 1].Jamo == 'ㅅ') || i == sounds.Count - 1))
                Close(jamo switch { 'ㅋ' => 'ㄱ', 'ㅍ' => 'ㅂ', 'ㅌ' => 'ㅅ', _ => jamo });
            else if (jamo != 'ㅇ')
                text.Append(Hangul.Compose(jamo, jamo is 'ㅈ' or 'ㅊ' ? 'ㅣ' : 'ㅡ', ' '));
        }

        return text.ToString();

        void Close(char final) => text[^1] = Hangul.Compose(Hangul.Initial(text[^1]), Hangul.Vowel(text[^1]), final);
    }
}
