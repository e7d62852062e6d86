using System.Globalization;

namespace Dubbing.Readings.Japanese;

/// <summary>Our own words (Words.tsv), which go over the dictionary's: missing words, usual readings, and readings that depend on the neighbours.</summary>
internal static class Lexicon
{
    private const int MostWords = 5;
    private static readonly Dictionary<string, List<Entry>> Entries = Load();
    private static readonly Dictionary<string, (string From, string To)> Stems =
        Numerals.Resource("Stems.tsv").Select(l => l.Split('\t')).ToDictionary(f => f[0], f => (f[1], f[2]), StringComparer.Ordinal);

    private static readonly int Longest = Entries.Keys.Max(k => k.Length);

    /// <summary>Replaces words by ours, in place.</summary>
    public static void Apply(List<Word> words)
    {
        foreach (var word in words)
        {
            if (word.Surface.Length > 0 && Stems.TryGetValue(word.Lemma, out var stem) && word.Spoken.StartsWith(stem.From, StringComparison.Ordinal))
                word.Read(stem.To + word.Spoken[stem.From.Length..], word.Accent, "lexicon");
        }

        for (var i = 0; i < words.Count; i++)
        {
            if (words[i].Surface.Length == 0)
                continue;
            var (entry, count) = Find(words, i);
            if (entry is not null)
                Replace(words, i, count, entry);
        }
    }

    private static (Entry? Entry, int Count) Find(List<Word> words, int i)
    {
        (Entry? Entry, int Count) found = (null, 0);
        var spelling = "";
        for (var n = 1; n <= MostWords && i + n <= words.Count; n++)
        {
            var word = words[i + n - 1];
            if (word.Surface.Length == 0 || (n > 1 && word.Start != words[i + n - 2].End))
                break;
            spelling = n == 1 ? word.Surface : spelling + word.Surface;
            if (spelling.Length > Longest)
                break;
            if (!Entries.TryGetValue(spelling, out var entries))
                continue;
            var (before, after) = (i > 0 ? words[i - 1] : null, i + n < words.Count ? words[i + n] : null);
            var second = i + n + 1 < words.Count ? words[i + n + 1] : null;
            var entry = entries.Find(e => Holds(e.After, before, null) && Holds(e.Before, after, second));
            if (entry is not null)
                found = (entry, n);
        }

        return found;
    }

    private static void Replace(List<Word> words, int i, int count, Entry entry)
    {
        var first = words[i];
        if (count == 1 && first.Spoken == entry.Kana && (first.Class is "動詞" or "形容詞"))
            return;
        var last = words[i + count - 1];
        var word = new Word
        {
            Surface = string.Concat(words.Skip(i).Take(count).Select(w => w.Surface)),
            Source = new SourceSpan(first.Source.Start, last.Source.End - first.Source.Start),
            Start = first.Start,
            End = last.End,
            Class = entry.Class,
            Sub1 = entry.Sub1,
            Sub2 = count == 1 && first.Sub1 == entry.Sub1 ? first.Sub2 : "*",
            Conjugation = last.Conjugation,
            Form = last.Form,
            Lemma = count == 1 ? first.Lemma : entry.Spelling,
            Rules = count == 1 ? first.Rules : entry.Class == "名詞" ? entry.Accent == 0 ? "C2" : "C1" : "*",
            Joins = first.Joins,
        };
        word.Steps.AddRange(first.Steps.Where(s => s.Rule != "dictionary"));
        word.Kana = Moras.Split(entry.Kana);
        word.Accent = entry.Accent;
        word.Steps.Add(new ReadingStep("lexicon", word.Surface, entry.Kana));
        words.RemoveRange(i, count);
        words.Insert(i, word);
    }

    private static bool Holds(Condition[] conditions, Word? neighbour, Word? next)
    {
        if (conditions.Length == 0)
            return true;
        var any = Array.Exists(conditions, c => c.Matches(neighbour, next));
        return conditions[0].IsNegated ? !any : any;
    }

    private static Dictionary<string, List<Entry>> Load()
    {
        var entries = new Dictionary<string, List<Entry>>(StringComparer.Ordinal);
        foreach (var line in Numerals.Resource("Words.tsv"))
        {
            var f = line.Split('\t');
            var classes = f[3].Split('.');
            if (!entries.TryGetValue(f[0], out var same))
                entries[f[0]] = same = [];
            same.Add(new Entry(f[0], f[1], int.Parse(f[2], CultureInfo.InvariantCulture), classes[0], classes[1], Conditions(f[4]), Conditions(f[5])));
        }

        return entries;
    }

    private static Condition[] Conditions(string field)
    {
        var negated = field.StartsWith('!');
        return [.. field.TrimStart('!').Split('|', StringSplitOptions.RemoveEmptyEntries).Select(c =>
        {
            var parts = c.Split('=');
            return new Condition(parts[0], parts.Length > 1 ? parts[1] : null, negated);
        })];
    }

    private sealed record Entry(string Spelling, string Kana, int Accent, string Class, string Sub1, Condition[] After, Condition[] Before);

    private sealed record Condition(string What, string? Then, bool IsNegated)
    {
        public bool Matches(Word? word, Word? next)
        {
            if (What is "^" or "$")
                return word is null || word.Mark is not null || word.Class == "記号";
            if (word is null)
                return false;
            if (Then is not null)
                return word.Surface == What && next is not null && next.Surface.StartsWith(Then, StringComparison.Ordinal);
            if (What[0] != '@')
                return word.Surface == What;
            var dot = What.IndexOf('.', StringComparison.Ordinal);
            return dot < 0 ? word.Class == What[1..] : word.Class == What[1..dot] && word.Sub1 == What[(dot + 1)..];
        }
    }
}
