namespace Dubbing.Readings.Latin;

/// <summary>One sound of an English word.</summary>
/// <param name="Phoneme">ARPAbet without stress: AE, NG, ER …</param>
/// <param name="IsVowel">Whether it is a vowel.</param>
/// <param name="IsStressed">Whether it is stressed, first or second.</param>
/// <param name="Letters">The letters that a vowel is spelled with; empty where they cannot be told.</param>
internal readonly record struct EnglishSound(string Phoneme, bool IsVowel, bool IsStressed, string Letters);

/// <summary>An English word, or a part of a compound.</summary>
/// <param name="Text">In small letters.</param>
/// <param name="Sounds">How it is pronounced.</param>
internal sealed record EnglishWord(string Text, IReadOnlyList<EnglishSound> Sounds);

/// <summary>How English words are pronounced, for every language that has to spell them: by the lexicon, as compounds and inflected forms of its words.</summary>
internal static class EnglishPronunciation
{
    private const int LongestWord = 40;

    // Parts of compounds that are shorter than three letters, or begin with a vowel: others would cut dock|er.
    private static readonly string[] ShortParts = ["up", "in", "on", "me", "to", "my", "no", "go", "we", "by", "do", "be", "it", "of", "so"];

    private static readonly string[] VowelParts = ["up", "in", "on", "out", "off", "over", "app", "under", "image", "index", "input", "output", "item", "order", "error", "event", "engine", "object", "action", "option", "account", "access", "admin", "agent", "user", "update", "upload", "entry", "edit", "editor", "offline", "online", "access", "area", "array", "id"];

    /// <summary>The parts of a word with their sounds (one part where it is no compound); null when it can only be guessed from its letters.</summary>
    /// <param name="word">Letters a to z in any case.</param>
    public static IReadOnlyList<EnglishWord>? Of(string word)
    {
        if (word.Length > LongestWord)
            return null;
        var small = word.ToLowerInvariant();
        if (EnglishLexicon.Find(small) is { } code)
            return Whole(small, code);
        if (small.Length > 3 && small[^1] == 's' && small[^2] is not ('s' or 'u' or 'i') && Of(small[..^1]) is { } singular)
            return Plural(singular);
        return Compound(small);
    }

    /// <summary>Whether the lexicon has a word.</summary>
    public static bool Knows(string word) => EnglishLexicon.Find(word.ToLowerInvariant()) is not null;

    /// <summary>setup is set and up when it sounds like them: each part is spelled on its own then.</summary>
    private static EnglishWord[] Whole(string word, string code)
    {
        for (var i = word.Length - 2; i >= 2; i--)
        {
            if (!MayPart(word, i) || EnglishLexicon.Find(word.AsSpan(i)) is not { } second || !code.EndsWith(second, StringComparison.OrdinalIgnoreCase))
                continue;
            // Two short ones happen to stand side by side (picnic).
            if (i < 4 && word.Length - i == 3 && Array.IndexOf(VowelParts, word[i..]) < 0)
                continue;
            if (EnglishLexicon.Find(word.AsSpan(0, i)) is { } first && Same(first, second, code))
                return [Word(word[..i], first), Word(word[i..], second)];
        }

        return [Word(word, code)];
    }

    // Case is stress in vowels and nothing else matters: consonants have codes of their own beyond o and O.
    private static bool Same(string first, string second, string code)
    {
        if (first.Length + second.Length != code.Length)
            return false;
        for (var i = 0; i < code.Length; i++)
        {
            var c = i < first.Length ? first[i] : second[i - first.Length];
            if (c != code[i] && !(EnglishLexicon.Decode(c) is { IsVowel: true } a && EnglishLexicon.Decode(code[i]) is { IsVowel: true } b && a.Phoneme == b.Phoneme))
                return false;
        }

        return true;
    }

    private static bool MayPart(string word, int at)
    {
        var (first, second) = (word[..at], word[at..]);
        if (second.Length < 3 ? Array.IndexOf(ShortParts, second) < 0 : IsVowelLetter(second[0]) && Array.IndexOf(VowelParts, second) < 0)
            return false;
        return first.Length >= 3 || Array.IndexOf(ShortParts, first) >= 0;
    }

    /// <summary>localhost, readme, chatbot: two words of the lexicon, as even as can be.</summary>
    private static EnglishWord[]? Compound(string word)
    {
        var (best, found) = (0, (EnglishWord[]?)null);
        for (var i = 2; i <= word.Length - 2; i++)
        {
            var least = Math.Min(i, word.Length - i);
            if (least <= best || !MayPart(word, i))
                continue;
            if (EnglishLexicon.Find(word.AsSpan(0, i)) is { } first && EnglishLexicon.Find(word.AsSpan(i)) is { } second)
                (best, found) = (least, [Word(word[..i], first), Word(word[i..], second)]);
        }

        return found;
    }

    private static EnglishWord[] Plural(IReadOnlyList<EnglishWord> parts)
    {
        var last = parts[^1];
        var sounds = last.Sounds.ToList();
        switch (sounds[^1].Phoneme)
        {
            case "P" or "T" or "K" or "F" or "TH":
                sounds.Add(new EnglishSound("S", false, false, ""));
                break;
            case "S" or "Z" or "SH" or "ZH" or "CH" or "JH":
                sounds.Add(new EnglishSound("IH", true, false, "e"));
                sounds.Add(new EnglishSound("Z", false, false, ""));
                break;
            default:
                sounds.Add(new EnglishSound("Z", false, false, ""));
                break;
        }

        return [.. parts.Take(parts.Count - 1), new EnglishWord(last.Text + "s", sounds)];
    }

    private static EnglishWord Word(string text, string code)
    {
        var vowels = code.Count(c => EnglishLexicon.Decode(c).IsVowel);
        var letters = VowelLetters(text, vowels);
        var (sounds, at) = (new List<EnglishSound>(code.Length), 0);
        foreach (var c in code)
        {
            var (phoneme, isVowel, isStressed) = EnglishLexicon.Decode(c);
            sounds.Add(new EnglishSound(phoneme, isVowel, isStressed, isVowel && letters is not null ? letters[at++] : ""));
        }

        return new EnglishWord(text, sounds);
    }

    private static bool IsVowelLetter(char c) => c is 'a' or 'e' or 'i' or 'o' or 'u';

    /// <summary>The vowel letters of a word, one group for each vowel that is heard; null when they do not come out even.</summary>
    private static List<string>? VowelLetters(string word, int vowels)
    {
        var groups = new List<string>();
        for (var i = 0; i < word.Length;)
        {
            if (!Is(i))
            {
                i++;
                continue;
            }

            var start = i;
            while (i < word.Length && (Is(i) || (word[i] == 'w' && (i + 1 == word.Length || !IsVowelLetter(word[i + 1])))))
                i++;
            groups.Add(word[start..i]);
        }

        // The e at the end is silent: time, makes, moved.
        if (groups.Count > vowels && groups[^1] == "e" && (word[^1] == 'e' || word.EndsWith("es", StringComparison.Ordinal) || word.EndsWith("ed", StringComparison.Ordinal)))
            groups.RemoveAt(groups.Count - 1);
        // homepage, software: an e before a consonant that ends a part.
        for (var i = groups.Count - 2; i > 0 && groups.Count > vowels; i--)
        {
            if (groups[i] == "e")
                groups.RemoveAt(i);
        }

        // radio, area: two vowels side by side.
        for (var i = groups.Count - 1; i >= 0 && groups.Count < vowels; i--)
        {
            if (groups[i].Length != 2 || groups[i][1] == 'w')
                continue;
            var group = groups[i];
            groups[i] = group[..1];
            groups.Insert(i + 1, group[1..]);
        }

        return groups.Count == vowels ? groups : null;

        bool Is(int i) => IsVowelLetter(word[i]) ? !(word[i] == 'u' && i > 0 && word[i - 1] == 'q') : word[i] == 'y' && i > 0 && (i + 1 == word.Length || !IsVowelLetter(word[i + 1]));
    }
}
