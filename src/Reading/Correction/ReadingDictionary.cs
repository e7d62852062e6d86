using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Dubbing.Readings.Correction;

/// <summary>
/// The user's words, ready to be looked up: an immutable snapshot, safe to share between threads. Of the entries that fit in a place the
/// one with the highest priority wins, then the longest, then the one of the narrower scope (a project's before the installation's).
/// </summary>
public sealed class ReadingDictionary
{
    private readonly FrozenDictionary<Language, Index> indexes;

    /// <summary>A dictionary.</summary>
    /// <param name="scopes">Its entries, the narrowest scope first. Entries that <see cref="EntryCheck"/> rejects are left out.</param>
    public ReadingDictionary(params IEnumerable<DictionaryEntry>[] scopes)
    {
        ArgumentNullException.ThrowIfNull(scopes);
        var words = new List<Word>();
        for (var scope = 0; scope < scopes.Length; scope++)
        {
            foreach (var entry in scopes[scope])
            {
                if (EntryCheck.Problems(entry).Count == 0)
                    words.Add(new Word(entry, EntryCheck.Key(entry).Surface, Parts(entry), scope));
            }
        }

        Count = words.Count;
        indexes = words.GroupBy(w => w.Entry.Language).ToFrozenDictionary(g => g.Key, g => new Index([.. g]));
        Fingerprint = Hash(words);
    }

    /// <summary>A dictionary without entries.</summary>
    public static ReadingDictionary Empty { get; } = new();

    /// <summary>How many entries it has.</summary>
    public int Count { get; }

    /// <summary>
    /// The same entries have the same fingerprint, whatever their order and notes: with the text and the version of the program it settles
    /// a reading. 32 lower-case hexadecimal digits.
    /// </summary>
    public string Fingerprint { get; }

    /// <summary>
    /// A fingerprint of the entries whose letters stand somewhere in a text, whether they are read there or not; null where none do. While
    /// it stays, so does the text's reading. Cheap.
    /// </summary>
    /// <param name="language">The language of the text.</param>
    /// <param name="text">A line as typed.</param>
    public string? FingerprintOf(Language language, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return indexes.TryGetValue(language, out var index) && index.In(TextFold.For(language, MarkedText.Of(text, language).Spoken)) is { Count: > 0 } words ? Hash(words) : null;
    }

    /// <summary>Whether a word is in it with this very reading.</summary>
    public bool Has(DictionaryEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return indexes.TryGetValue(entry.Language, out var index) && index.Has(EntryCheck.Key(entry).Surface, entry.Reading.Trim());
    }

    /// <summary>The entries that stand in a text, in order and without overlap; spans count in the text.</summary>
    /// <param name="language">The language of the text.</param>
    /// <param name="text">Text in the reader's spelling (<see cref="TextFold"/>).</param>
    /// <param name="fits">Whether a word may stand there: its first index, the index after its last, its class.</param>
    internal List<SaidWord> Find(Language language, string text, Func<int, int, WordClass, bool> fits) =>
        indexes.TryGetValue(language, out var index) ? index.Find(text, fits) : [];

    internal bool Has(Language language) => indexes.ContainsKey(language);

    private static IReadOnlyList<SaidPart> Parts(DictionaryEntry entry)
    {
        var parts = SaidReading.Parse(entry.Language, entry.Reading, out _)!;
        return entry.Accent is { } accent ? [parts[0] with { Accent = accent }] : parts;
    }

    private static string Hash(IEnumerable<Word> words)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var length = new byte[4];
        foreach (var word in words.OrderBy(w => w.Scope).ThenBy(w => w.Entry.Language).ThenBy(w => w.Surface, StringComparer.Ordinal).ThenBy(w => w.Entry.Reading, StringComparer.Ordinal))
        {
            foreach (var field in (string[])[$"{word.Scope}", word.Entry.Language.Code(), word.Surface, word.Entry.Reading, string.Create(CultureInfo.InvariantCulture, $"{word.Entry.Accent}"), $"{word.Entry.Class}", string.Create(CultureInfo.InvariantCulture, $"{word.Entry.Priority}")])
            {
                var bytes = Encoding.UTF8.GetBytes(field);
                BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
                hash.AppendData(length);
                hash.AppendData(bytes);
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }

    private sealed record Word(DictionaryEntry Entry, string Surface, IReadOnlyList<SaidPart> Parts, int Scope)
    {
        // GPU is an abbreviation and not the end of a sentence typed small; Studio and studio are one word.
        public bool CountsCase { get; } = Surface.Any(char.IsUpper) && !Surface.Any(char.IsLower);
    }

    /// <summary>One language's words by their spelling.</summary>
    private sealed class Index
    {
        private readonly FrozenDictionary<string, Word[]> words;
        private readonly FrozenDictionary<string, Word[]>.AlternateLookup<ReadOnlySpan<char>> lookup;
        private readonly int[] lengths;
        private readonly SearchValues<char> firsts;

        public Index(List<Word> all)
        {
            words = all.GroupBy(w => w.Surface, StringComparer.OrdinalIgnoreCase)
                .ToFrozenDictionary(g => g.Key, g => g.OrderByDescending(w => w.Entry.Priority).ThenBy(w => w.Scope).ThenBy(w => w.Surface, StringComparer.Ordinal).ToArray(), StringComparer.OrdinalIgnoreCase);
            lookup = words.GetAlternateLookup<ReadOnlySpan<char>>();
            lengths = [.. all.Select(w => w.Surface.Length).Distinct().OrderDescending()];
            firsts = SearchValues.Create([.. all.SelectMany(w => (char[])[char.ToUpperInvariant(w.Surface[0]), char.ToLowerInvariant(w.Surface[0]), w.Surface[0]]).Distinct()]);
        }

        public List<SaidWord> Find(string text, Func<int, int, WordClass, bool> fits)
        {
            var found = new List<SaidWord>();
            for (var at = 0; at < text.Length;)
            {
                var step = text.AsSpan(at).IndexOfAny(firsts);
                if (step < 0)
                    break;
                at += step;
                if (Best(text, at, fits) is not { } best)
                {
                    at++;
                    continue;
                }

                var surface = text.Substring(at, best.Surface.Length);
                found.Add(new SaidWord(new SourceSpan(at, surface.Length), best.Parts, new ReadingStep("user dictionary", surface, Describe(best.Entry)), best.Entry.Class));
                at += surface.Length;
            }

            return found;
        }

        public bool Has(string surface, string reading) => words.TryGetValue(surface, out var same) && Array.Exists(same, w => w.Entry.Reading.Trim() == reading);

        public HashSet<Word> In(string text)
        {
            var found = new HashSet<Word>(ReferenceEqualityComparer.Instance);
            for (var at = 0; at < text.Length; at++)
            {
                var step = text.AsSpan(at).IndexOfAny(firsts);
                if (step < 0)
                    break;
                at += step;
                foreach (var length in lengths)
                {
                    if (length <= text.Length - at && lookup.TryGetValue(text.AsSpan(at, length), out var same))
                        found.UnionWith(same);
                }
            }

            return found;
        }

        private Word? Best(string text, int at, Func<int, int, WordClass, bool> fits)
        {
            Word? best = null;
            foreach (var length in lengths)
            {
                if (length > text.Length - at || !lookup.TryGetValue(text.AsSpan(at, length), out var same))
                    continue;
                foreach (var word in same)
                {
                    if (word.CountsCase && !text.AsSpan(at, length).SequenceEqual(word.Surface))
                        continue;
                    if ((best is null || word.Entry.Priority > best.Entry.Priority) && fits(at, at + length, word.Entry.Class))
                        best = word;
                }
            }

            return best;
        }

        private static string Describe(DictionaryEntry entry) =>
            entry.Accent is { } accent ? string.Create(CultureInfo.InvariantCulture, $"{entry.Reading.Trim()} [{accent}]") : entry.Reading.Trim();
    }
}
