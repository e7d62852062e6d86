using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using System.Text;

namespace Dubbing.Readings.Japanese;

/// <summary>
/// A compiled MeCab dictionary (format 102): <c>sys.dic</c> and <c>unk.dic</c> (a double-array trie over UTF-8, tokens, features),
/// <c>matrix.bin</c> (connection costs) and <c>char.bin</c> (character classes). The system dictionary is memory-mapped and
/// shared by every reader of the process; it is never unmapped while the process lives.
/// </summary>
internal sealed unsafe class MecabDictionary
{
    private const uint Version = 102;
    private const uint Magic = 0xef718f77;
    private const int HeaderLength = 72;
    private const int TokenLength = 16;
    private const int CategoryNameLength = 32;

    // Held so that the mapping outlives every pointer into it.
    private readonly MemoryMappedFile map;
    private readonly MemoryMappedViewAccessor view;
    private readonly Unit* trie;
    private readonly int trieLength;
    private readonly Token* tokens;
    private readonly int tokenCount;
    private readonly byte* features;
    private readonly int featureLength;

    private readonly short[] matrix;
    private readonly int leftSize;
    private readonly uint[] categories;
    private readonly Token[][] unknownTokens;
    private readonly byte[] unknownFeatures;
    private readonly ConcurrentDictionary<int, string> decoded = new();

    /// <summary>Opens the dictionary in a folder.</summary>
    /// <exception cref="DubbingException">A file is missing, damaged or of another format.</exception>
    public MecabDictionary(string folder)
    {
        Folder = folder;
        var system = Path.Combine(folder, "sys.dic");
        try
        {
            (matrix, leftSize) = ReadMatrix(Path.Combine(folder, "matrix.bin"));
            (categories, var names) = ReadCategories(Path.Combine(folder, "char.bin"));
            (unknownTokens, unknownFeatures) = ReadUnknown(Path.Combine(folder, "unk.dic"), names);

            var length = new FileInfo(system).Length;
            map = MemoryMappedFile.CreateFromFile(system, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
            view = map.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
            byte* start = null;
            view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
            var header = ReadHeader(new ReadOnlySpan<byte>(start, (int)Math.Min(length, HeaderLength)), length, system);
            trie = (Unit*)(start + HeaderLength);
            trieLength = header.TrieBytes / sizeof(Unit);
            tokens = (Token*)(start + HeaderLength + header.TrieBytes);
            tokenCount = header.TokenBytes / TokenLength;
            features = start + HeaderLength + header.TrieBytes + header.TokenBytes;
            featureLength = header.FeatureBytes;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DubbingException(Messages.DictionaryUnreadable(folder, e.Message), e);
        }
    }

    /// <summary>Where it was read from.</summary>
    public string Folder { get; }

    /// <summary>The class of a character: which classes it belongs to and how unknown words of it are formed.</summary>
    public CharacterClass ClassOf(int codePoint) => new(categories[codePoint < categories.Length ? codePoint : 0]);

    /// <summary>The number of left contexts.</summary>
    public int LeftContexts => matrix.Length / leftSize;

    /// <summary>What it costs when a word with the right context <paramref name="right"/> is followed by one with the left context <paramref name="left"/>.</summary>
    public int ConnectionCost(int right, int left) => matrix[right + (leftSize * left)];

    /// <summary>The costs that a word with the left context <paramref name="left"/> has after each right context.</summary>
    public ReadOnlySpan<short> ConnectionCosts(int left) => matrix.AsSpan(leftSize * left, leftSize);

    /// <summary>Tokens of unknown words in a default character class, in the dictionary's order.</summary>
    public ReadOnlySpan<Token> Unknown(int category) => category < unknownTokens.Length ? unknownTokens[category] : default;

    /// <summary>Finds the words that are prefixes of a text, shortest first.</summary>
    /// <param name="text">UTF-8.</param>
    /// <param name="found">Receives the matches.</param>
    /// <returns>How many were found.</returns>
    public int FindPrefixes(ReadOnlySpan<byte> text, Span<Match> found)
    {
        var count = 0;
        var b = trie[0].Base;
        uint p;
        for (var i = 0; ; i++)
        {
            // A word ends here when the node has a child for the byte "nothing": its base is −(value + 1).
            p = (uint)b;
            if (p >= trieLength)
                return count;
            var leaf = trie[p];
            if (leaf.Check == (uint)b && leaf.Base < 0)
            {
                if (count == found.Length)
                    return count;
                var value = -leaf.Base - 1;
                var (first, size) = (value >> 8, value & 0xff);
                if (first + size <= tokenCount)
                    found[count++] = new Match(i, first, size);
            }

            if (i == text.Length)
                return count;
            p = (uint)b + text[i] + 1;
            if (p >= trieLength || trie[p].Check != (uint)b)
                return count;
            b = trie[p].Base;
        }
    }

    /// <summary>The tokens of a match.</summary>
    public ReadOnlySpan<Token> Tokens(Match match) => new(tokens + match.FirstToken, match.TokenCount);

    /// <summary>The fields of a known word.</summary>
    public string Feature(int offset)
    {
        if (decoded.TryGetValue(offset, out var known))
            return known;
        if ((uint)offset >= (uint)featureLength)
            return "";
        var text = Decode(new ReadOnlySpan<byte>(features + offset, featureLength - offset));
        // A script of any length uses a few thousand words; the bound only keeps a hostile one from filling the memory.
        if (decoded.Count < 100_000)
            decoded[offset] = text;
        return text;
    }

    /// <summary>The fields of an unknown word.</summary>
    public string UnknownFeature(int offset) =>
        (uint)offset < (uint)unknownFeatures.Length ? Decode(unknownFeatures.AsSpan(offset)) : "";

    private static string Decode(ReadOnlySpan<byte> start)
    {
        var end = start.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? start : start[..end]);
    }

    private static (short[] Costs, int LeftSize) ReadMatrix(string path)
    {
        var bytes = File.ReadAllBytes(path);
        if (bytes.Length < 4)
            throw Damaged(path);
        var (left, right) = (BinaryPrimitives.ReadUInt16LittleEndian(bytes), BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(2)));
        if (bytes.Length != 4 + (2 * left * right))
            throw Damaged(path);
        return (MemoryMarshal.Cast<byte, short>(bytes.AsSpan(4)).ToArray(), left);
    }

    private static (uint[] Classes, string[] Names) ReadCategories(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var count = bytes.Length < 4 ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        if (count is 0 or > 18 || bytes.Length != 4 + (CategoryNameLength * count) + (4 * 0xffff))
            throw Damaged(path);
        var names = Enumerable.Range(0, (int)count).Select(i => Decode(bytes.AsSpan(4 + (i * CategoryNameLength), CategoryNameLength))).ToArray();
        return (MemoryMarshal.Cast<byte, uint>(bytes.AsSpan(4 + (CategoryNameLength * (int)count))).ToArray(), names);
    }

    private static (Token[][] Tokens, byte[] Features) ReadUnknown(string path, string[] categoryNames)
    {
        var bytes = File.ReadAllBytes(path);
        var header = ReadHeader(bytes, bytes.Length, path);
        var units = MemoryMarshal.Cast<byte, Unit>(bytes.AsSpan(HeaderLength, header.TrieBytes));
        var tokens = MemoryMarshal.Cast<byte, Token>(bytes.AsSpan(HeaderLength + header.TrieBytes, header.TokenBytes));
        var found = new Token[categoryNames.Length][];
        for (var c = 0; c < found.Length; c++)
        {
            var b = units[0].Base;
            foreach (var x in Encoding.UTF8.GetBytes(categoryNames[c]))
            {
                var p = (long)b + x + 1;
                if (p >= units.Length || units[(int)p].Check != (uint)b)
                    throw Damaged(path);
                b = units[(int)p].Base;
            }

            if (b < 0 || b >= units.Length || units[b].Check != (uint)b || units[b].Base >= 0)
                throw Damaged(path);
            var value = -units[b].Base - 1;
            found[c] = tokens.Slice(value >> 8, value & 0xff).ToArray();
        }

        return (found, bytes[(HeaderLength + header.TrieBytes + header.TokenBytes)..]);
    }

    private static (int TrieBytes, int TokenBytes, int FeatureBytes) ReadHeader(ReadOnlySpan<byte> bytes, long fileLength, string path)
    {
        if (bytes.Length < HeaderLength)
            throw Damaged(path);
        var magic = BinaryPrimitives.ReadUInt32LittleEndian(bytes) ^ Magic;
        var version = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
        var trie = BinaryPrimitives.ReadInt32LittleEndian(bytes[24..]);
        var tokens = BinaryPrimitives.ReadInt32LittleEndian(bytes[28..]);
        var features = BinaryPrimitives.ReadInt32LittleEndian(bytes[32..]);
        if (magic != fileLength || version != Version || trie <= 0 || tokens < 0 || features < 0 || HeaderLength + (long)trie + tokens + features != fileLength)
            throw Damaged(path);
        if (!Decode(bytes.Slice(40, 32)).Equals("UTF-8", StringComparison.OrdinalIgnoreCase))
            throw new DubbingException(Messages.DictionaryNotUtf8(path));
        return (trie, tokens, features);
    }

    private static DubbingException Damaged(string path) => new(Messages.DictionaryDamaged(path));

    /// <summary>A node of the double array.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Unit
    {
        public readonly int Base;
        public readonly uint Check;
    }

    /// <summary>A word's contexts, cost and where its fields stand.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal readonly struct Token
    {
        public readonly ushort Left;
        public readonly ushort Right;
        public readonly ushort PartOfSpeech;
        public readonly short Cost;
        public readonly int Feature;
        public readonly uint Compound;
    }

    /// <summary>A dictionary word found at the start of a text.</summary>
    /// <param name="Length">In bytes.</param>
    /// <param name="FirstToken">Its first token.</param>
    /// <param name="TokenCount">How many tokens it has.</param>
    internal readonly record struct Match(int Length, int FirstToken, int TokenCount);
}

/// <summary>How a character forms unknown words.</summary>
/// <param name="bits">As packed in <c>char.bin</c>.</param>
internal readonly struct CharacterClass(uint bits)
{
    /// <summary>The class after which unknown words of this character are named.</summary>
    public int Default => (int)(bits >> 18) & 0xff;

    /// <summary>Up to how many characters of the same class form an unknown word.</summary>
    public int Length => (int)(bits >> 26) & 0xf;

    /// <summary>Whether a whole run of the class forms an unknown word.</summary>
    public bool Groups => (bits & (1u << 30)) != 0;

    /// <summary>Whether unknown words are tried even where the dictionary has words.</summary>
    public bool AlwaysTried => (bits & (1u << 31)) != 0;

    private uint Kinds => bits & 0x3ffff;

    /// <summary>Whether the two share a class.</summary>
    public bool IsKindOf(CharacterClass other) => (Kinds & other.Kinds) != 0;
}
