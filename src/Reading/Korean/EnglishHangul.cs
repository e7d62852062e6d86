using System.Text;
using Dubbing.Readings.Latin;

namespace Dubbing.Readings.Korean;

/// <summary>English sounds in Hangul, by 외래어 표기법 제3장 제1절 and, for vowels without stress, by the letters they are spelled with, as usage does.</summary>
internal static class EnglishHangul
{
    // Parts of compounds that usage writes with a final consonant.
    private static readonly Dictionary<string, string> Parts = new(StringComparer.Ordinal)
    {
        ["out"] = "아웃", ["up"] = "업", ["in"] = "인", ["on"] = "온", ["off"] = "오프", ["set"] = "셋", ["net"] = "넷", ["web"] = "웹", ["me"] = "미", ["id"] = "아이디",
    };

    /// <summary>A word in Hangul; null when the lexicon cannot tell how it is pronounced.</summary>
    public static string? Of(string word)
    {
        if (EnglishPronunciation.Of(word) is not { } parts)
            return null;
        if (parts.Count == 1)
            return Spell(parts[0]);
        var hangul = new StringBuilder();
        foreach (var part in parts)
        {
            var said = Parts.TryGetValue(part.Text, out var usual) || (part.Text.Length > 2 && Loanwords.TryGet(part.Text, out usual)) ? usual : Spell(part);
            hangul.Append(said);
        }

        return hangul.ToString();
    }

    /// <summary>The sounds of one word in Hangul.</summary>
    public static string Spell(EnglishWord word)
    {
        var spelling = new Spelling(word);
        return spelling.Run();
    }

    private sealed class Spelling(EnglishWord word)
    {
        private readonly IReadOnlyList<EnglishSound> sounds = word.Sounds;
        private readonly StringBuilder text = new();

        private EnglishSound? At(int i) => i >= 0 && i < sounds.Count ? sounds[i] : null;

        private bool IsVowel(int i) => At(i) is { IsVowel: true };

        private string Phoneme(int i) => At(i)?.Phoneme ?? "";

        public string Run()
        {
            for (var i = 0; i < sounds.Count;)
                i = sounds[i].IsVowel ? Syllable('ㅇ', ' ', i) : Consonant(i);
            return text.ToString();
        }

        /// <summary>A vowel with what stands before it; the index after it and the r that it takes in.</summary>
        private int Syllable(char onset, char glide, int i)
        {
            var vowels = Vowels(i);
            var first = Glided(glide, vowels[0], sounds[i]);
            if (onset == 'ㅅ' && Phoneme(i - 1) == "SH")
                first = Softened(first);
            text.Append(Hangul.Compose(onset, first, ' '));
            foreach (var v in vowels.AsSpan(1))
                text.Append(Hangul.Compose('ㅇ', v, ' '));
            // An r-coloured vowel before another lends it its r (memory, career); the r after a vowel is not heard.
            if (Phoneme(i) == "ER" && IsVowel(i + 1))
                return Syllable('ㄹ', ' ', i + 1);
            return Phoneme(i + 1) == "R" && !IsVowel(i + 2) ? i + 2 : i + 1;
        }

        private string Vowels(int i)
        {
            var sound = sounds[i];
            var letters = sound.Letters;
            var silentR = Phoneme(i + 1) == "R" && !IsVowel(i + 2);
            var last = i == sounds.Count - 1 || (silentR && i == sounds.Count - 2);
            switch (sound.Phoneme)
            {
                case "IY":
                    return silentR ? "ㅣㅓ" : "ㅣ";
                case "IH":
                    return silentR ? "ㅣㅓ" : "ㅣ";
                case "EH":
                    return silentR ? "ㅔㅓ" : "ㅔ";
                case "AE":
                    return "ㅐ";
                case "AA":
                    return letters.StartsWith('o') ? "ㅗ" : letters == "a" && Phoneme(i - 1) == "W" && !silentR ? "ㅗ" : "ㅏ";
                case "AO":
                    return "ㅗ";
                case "OW":
                    return "ㅗ";
                case "UH":
                    return silentR ? "ㅜㅓ" : "ㅜ";
                case "UW":
                    // new, tube, student: the y that American English has lost.
                    return Phoneme(i - 1) is "T" or "D" or "N" && letters is "u" or "ue" or "ew" or "eu" or "ui" ? "ㅠ" : "ㅜ";
                case "AW":
                    return silentR ? "ㅏㅝ" : "ㅏㅜ";
                case "AY":
                    return silentR ? "ㅏㅣㅓ" : "ㅏㅣ";
                case "EY":
                    return "ㅔㅣ";
                case "OY":
                    return "ㅗㅣ";
                case "ER":
                    return IsVowel(i + 1) && letters is "o" ? "ㅗ" : IsVowel(i + 1) && letters is "a" && i > 0 ? "ㅏ" : "ㅓ";
                default:
                    return sound.IsStressed ? "ㅓ" : Schwa(i, letters, last);
            }
        }

        /// <summary>The vowel without stress is written as its letter suggests: 시스템, 패밀리, 카메라, 오픈.</summary>
        private string Schwa(int i, string letters, bool last)
        {
            var (next, beyond) = (Phoneme(i + 1), i + 2 == sounds.Count);
            if (beyond && next == "JH" && word.Text.EndsWith("age", StringComparison.Ordinal))
                return "ㅣ";
            if (beyond && next == "L" && word.Text.EndsWith("le", StringComparison.Ordinal))
                return "ㅡ";
            if (beyond && next == "L" && word.Text.EndsWith("ful", StringComparison.Ordinal))
                return "ㅜ";
            if (next == "B" && Phoneme(i + 2) is "AH" or "L")
                return "ㅓ"; // -able, -ible
            if (letters == "u" && Phoneme(i - 1) == "Y")
                return "ㅜ"; // argument
            // In an open syllable the letter keeps its own sound: 멜라토닌, 프로시저.
            var open = last || (!IsVowel(i + 1) && IsVowel(i + 2)) || (Phoneme(i + 2) is "R" or "L" && !IsVowel(i + 1) && IsVowel(i + 3));
            switch (letters)
            {
                case "a" when last || (open && i > 0):
                    return "ㅏ";
                case "ia" when last:
                    return "ㅏ";
                case "o" when open || i == 0:
                    return "ㅗ";
                case "e" when open && i > 0 && !last:
                    return "ㅔ";
                case "e" when next == "N" && beyond && Phoneme(i - 1) is "P" or "K" or "T" or "D" or "V" or "Z" or "S":
                    return "ㅡ";
                case "o" when next == "N" && beyond && Phoneme(i - 1) is "T" or "S" or "Z":
                    return "ㅡ";
                case "e" when next is "L" or "M" || (next == "T" && beyond) || (next is "S" && beyond):
                    return "ㅔ";
                case "i" or "y":
                    return "ㅣ";
                default:
                    return "ㅓ";
            }
        }

        private static char Glided(char glide, char vowel, EnglishSound sound) => (glide, vowel) switch
        {
            ('y', 'ㅏ') => 'ㅑ',
            ('y', 'ㅓ') => 'ㅕ',
            ('y', 'ㅗ') => 'ㅛ',
            ('y', 'ㅜ') => 'ㅠ',
            ('y', 'ㅔ') => 'ㅖ',
            ('y', 'ㅐ') => 'ㅒ',
            ('w', 'ㅏ') => 'ㅘ',
            ('w', 'ㅓ') => sound.Letters == "a" ? 'ㅘ' : 'ㅝ',
            ('w', 'ㅗ') => 'ㅝ',
            ('w', 'ㅔ') => 'ㅞ',
            ('w', 'ㅐ') => 'ㅙ',
            ('w', 'ㅣ') => 'ㅟ',
            ('w', 'ㅡ') => 'ㅝ',
            _ => vowel,
        };

        private static char Softened(char vowel) => vowel switch { 'ㅏ' => 'ㅑ', 'ㅓ' => 'ㅕ', 'ㅗ' => 'ㅛ', 'ㅜ' => 'ㅠ', 'ㅔ' => 'ㅖ', 'ㅐ' => 'ㅒ', _ => vowel };

        private int Consonant(int i)
        {
            var phoneme = Phoneme(i);
            if (IsVowel(i + 1) && phoneme is not ("NG" or "Y" or "W"))
            {
                if (phoneme == "L")
                    CloseWithL();
                return Syllable(Onset(phoneme), ' ', i + 1);
            }

            // genius, million: y between a consonant and a weak vowel is a vowel of its own; else one onset (music, manual).
            if (Phoneme(i + 1) == "Y" && IsVowel(i + 2) && phoneme is not ("NG" or "Y" or "W"))
            {
                if (phoneme == "L")
                    CloseWithL();
                if (Phoneme(i + 2) is not ("AH" or "ER") || At(i + 2)!.Value.Letters is "u" or "")
                    return Syllable(Onset(phoneme), 'y', i + 2);
                text.Append(Hangul.Compose(Onset(phoneme), 'ㅣ', ' '));
                return Syllable('ㅇ', ' ', i + 2);
            }

            switch (phoneme)
            {
                case "Y" when IsVowel(i + 1):
                    return Syllable('ㅇ', 'y', i + 1);
                case "W" when IsVowel(i + 1):
                    return Syllable('ㅇ', 'w', i + 1);
                case "R":
                    // Only before a vowel; what is left is the r of an unusual word.
                    return i + 1;
                case "M" or "N" or "NG":
                    if (!Close(phoneme switch { "M" => 'ㅁ', "N" => 'ㄴ', _ => 'ㅇ' }))
                        text.Append(phoneme == "M" ? '므' : '느');
                    return i + 1;
                case "L":
                    if (!Close('ㄹ'))
                        text.Append('르');
                    return i + 1;
            }

            // One onset with w: quick; others part from it (트윈).
            if (Phoneme(i + 1) == "W" && IsVowel(i + 2) && phoneme is "K" or "G" or "HH")
                return Syllable(Onset(phoneme), 'w', i + 2);
            var final = i == sounds.Count - 1;
            switch (phoneme, Phoneme(i + 1))
            {
                case ("K", "SH") when Phoneme(i - 1) == "NG":
                    return i + 1; // function
                case ("T", "S"):
                    return Affricate(i, 'ㅊ');
                case ("D", "Z"):
                    return Affricate(i, 'ㅈ');
            }

            var shortBefore = IsVowel(i - 1) && Phoneme(i - 1) is "IH" or "EH" or "AE" or "AA" or "AH" or "UH";
            if (phoneme is "P" or "T" or "K" && shortBefore && (final || Phoneme(i + 1) is not ("L" or "R" or "M" or "N")) && Close(phoneme switch { "P" => 'ㅂ', "T" => 'ㅅ', _ => 'ㄱ' }))
                return i + 1;
            if (phoneme == "B" && final && shortBefore && Phoneme(i - 1) != "AH" && Close('ㅂ'))
                return i + 1;
            text.Append(phoneme switch
            {
                "SH" => final ? '시' : '슈',
                "CH" => '치',
                "JH" or "ZH" => '지',
                _ => Hangul.Compose(Onset(phoneme), 'ㅡ', ' '),
            });
            return i + 1;
        }

        /// <summary>-ts, -dz: one sound (스포츠); before a vowel an onset.</summary>
        private int Affricate(int i, char onset)
        {
            if (IsVowel(i + 2))
                return Syllable(onset, ' ', i + 2);
            text.Append(Hangul.Compose(onset, 'ㅡ', ' '));
            return i + 2;
        }

        private static char Onset(string phoneme) => phoneme switch
        {
            "B" or "V" => 'ㅂ',
            "D" or "DH" => 'ㄷ',
            "G" => 'ㄱ',
            "P" or "F" => 'ㅍ',
            "T" => 'ㅌ',
            "K" => 'ㅋ',
            "S" or "SH" or "TH" => 'ㅅ',
            "Z" or "JH" or "ZH" => 'ㅈ',
            "CH" => 'ㅊ',
            "HH" => 'ㅎ',
            "M" => 'ㅁ',
            "N" => 'ㄴ',
            "L" or "R" => 'ㄹ',
            _ => 'ㅇ',
        };

        /// <summary>ㄹㄹ for an l inside a word (블랙, 밸런스).</summary>
        private void CloseWithL() => Close('ㄹ');

        private bool Close(char final)
        {
            if (text.Length == 0 || Hangul.Final(text[^1]) != ' ')
                return false;
            text[^1] = Hangul.Compose(Hangul.Initial(text[^1]), Hangul.Vowel(text[^1]), final);
            return true;
        }
    }
}
