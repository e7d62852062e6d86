namespace Dubbing.Readings.Japanese;

/// <summary>A word on its way from the dictionary to the reading; the stages change it in place.</summary>
internal sealed class Word
{
    /// <summary>As spelled in the normalized text.</summary>
    public required string Surface { get; init; }

    /// <summary>The typed text it came from.</summary>
    public required SourceSpan Source { get; init; }

    /// <summary>Where it begins in the normalized text.</summary>
    public int Start { get; init; }

    /// <summary>Where it ends in the normalized text.</summary>
    public int End { get; init; }

    /// <summary>Word class (品詞).</summary>
    public string Class { get; set; } = "名詞";

    /// <summary>Its subdivisions.</summary>
    public string Sub1 { get; set; } = "*";

    public string Sub2 { get; set; } = "*";

    public string Sub3 { get; set; } = "*";

    /// <summary>Conjugation type (活用型).</summary>
    public string Conjugation { get; set; } = "*";

    /// <summary>Conjugated form (活用形).</summary>
    public string Form { get; set; } = "*";

    /// <summary>Dictionary form.</summary>
    public string Lemma { get; set; } = "*";

    /// <summary>Moras in katakana as spoken.</summary>
    public List<string> Kana { get; set; } = [];

    /// <summary>Nucleus of the word by itself; 0 for flat.</summary>
    public int Accent { get; set; }

    /// <summary>Nucleus of the dictionary form of a verb or adjective; −1 when it is not known.</summary>
    public int BaseAccent { get; set; } = -1;

    /// <summary>The dictionary's accent connection rules.</summary>
    public string Rules { get; set; } = "*";

    /// <summary>Whether it joins the accent phrase before it; null while undecided.</summary>
    public bool? Joins { get; set; }

    /// <summary>What the word does when it is not spoken: a pause with its tune, or nothing.</summary>
    public PhraseEnd? Mark { get; set; }

    /// <summary>Whether the dictionary has it.</summary>
    public bool IsKnown { get; set; } = true;

    /// <summary>Whether a rule that knows the word has set its reading: later guesses leave it alone.</summary>
    public bool IsFixed { get; set; }

    /// <summary>Moras that the dictionary says are devoiced.</summary>
    public HashSet<int>? Devoiced { get; set; }

    /// <summary>Why it is read so.</summary>
    public List<ReadingStep> Steps { get; } = [];

    public bool IsSpoken => Kana.Count > 0;

    public string Spoken => string.Concat(Kana);

    public bool Is(string wordClass, string? sub1 = null, string? sub2 = null) =>
        Class == wordClass && (sub1 is null || Sub1 == sub1) && (sub2 is null || Sub2 == sub2);

    /// <summary>Sets the reading and says why.</summary>
    public void Read(string kana, int accent, string rule)
    {
        var before = IsSpoken ? Spoken : Surface;
        (Kana, Accent) = (Moras.Split(kana), accent);
        if (before != kana)
            Steps.Add(new ReadingStep(rule, before, kana));
    }

    /// <summary>Puts one word in the place of <paramref name="count"/> words of the list, with their spelling and source; all else is for the caller to say.</summary>
    public static Word Merge(List<Word> words, int from, int count)
    {
        var (first, last) = (words[from], words[from + count - 1]);
        var merged = new Word
        {
            Surface = string.Concat(words.Skip(from).Take(count).Select(w => w.Surface)),
            Source = new SourceSpan(first.Source.Start, last.Source.End - first.Source.Start),
            Start = first.Start,
            End = last.End,
        };
        words.RemoveRange(from, count);
        words.Insert(from, merged);
        return merged;
    }

    /// <summary>The words of a dictionary entry: one, or several where the entry is a phrase (<c>ありがとう:ございます</c>).</summary>
    public static IEnumerable<Word> Of(Morpheme morpheme, NormalizedText text)
    {
        var f = morpheme.Feature.Split(',');
        string Field(int i) => i < f.Length ? f[i] : "*";
        var source = text.Source(morpheme.Start, morpheme.Start + morpheme.Surface.Length);
        var (spoken, accents) = (Field(8).Split(':'), Field(9).Split(':'));
        for (var part = 0; part < spoken.Length; part++)
        {
            var word = new Word
            {
                Surface = part == 0 ? morpheme.Surface : "",
                Source = source,
                Start = morpheme.Start,
                End = morpheme.Start + morpheme.Surface.Length,
                Class = Field(0),
                Sub1 = Field(1),
                Sub2 = Field(2),
                Sub3 = Field(3),
                Conjugation = Field(4),
                Form = Field(5),
                Lemma = Field(6),
                Rules = Field(10) is "-1" ? "*" : Field(10),
                IsKnown = morpheme.IsKnown,
                // The parts of such an entry are accent phrases of their own.
                Joins = part > 0 ? false : null,
            };
            word.Steps.AddRange(text.Steps(morpheme.Start, morpheme.Start + morpheme.Surface.Length));
            if (f.Length > 9 && word.Is("記号", "アルファベット"))
                (word.Class, word.Sub1) = ("名詞", "一般");
            if (f.Length > 9 && word.Class != "記号")
            {
                word.SetMoras(IsLatin(morpheme.Surface) ? spoken[part].Replace("ケイ", "ケー", StringComparison.Ordinal).Replace("ジェイ", "ジェー", StringComparison.Ordinal) : spoken[part]);
                var accent = accents[Math.Min(part, accents.Length - 1)];
                word.Accent = int.TryParse(accent.AsSpan(0, Math.Max(0, accent.IndexOf('/'))), out var a) && a <= word.Kana.Count ? a : 0;
                if (part == 0 && word.IsSpoken)
                    word.Steps.Add(new ReadingStep("dictionary", morpheme.Surface, $"{word.Class}{(word.Sub1 == "*" ? "" : "・" + word.Sub1)} {word.Spoken} {accent}"));
            }

            yield return word;
        }
    }

    private static bool IsLatin(string surface) => surface.Length > 0 && surface[0] is (>= 'Ａ' and <= 'Ｚ') or (>= 'ａ' and <= 'ｚ');

    /// <summary>Sets the moras from the dictionary's spelling, in which ’ stands after a devoiced mora.</summary>
    private void SetMoras(string spoken)
    {
        // The dictionary has リョウ for リョー in a few hundred words.
        spoken = spoken.Replace("ョウ", "ョー", StringComparison.Ordinal).Replace("ュウ", "ュー", StringComparison.Ordinal);
        if (!spoken.Contains('’', StringComparison.Ordinal))
        {
            Kana = Moras.Split(spoken);
            return;
        }

        Devoiced = [];
        var parts = spoken.Split('’');
        for (var i = 0; i < parts.Length; i++)
        {
            Kana.AddRange(Moras.Split(parts[i]));
            if (i < parts.Length - 1 && Kana.Count > 0)
                Devoiced.Add(Kana.Count - 1);
        }
    }
}
