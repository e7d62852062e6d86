using System.Buffers;
using System.Text;

namespace Dubbing.Readings.Japanese;

/// <summary>
/// Finds the cheapest path of words through a text (Viterbi) with a compiled MeCab dictionary: the same words as the
/// <c>mecab</c> program finds, ties included. Texts longer than <see cref="LongestPiece"/> are cut at sentence ends, so the time is linear.
/// </summary>
/// <param name="dictionary">The compiled dictionary.</param>
/// <param name="left">Out of the dictionary, what is never found: spelling and reading.</param>
internal sealed class LatticeAnalyser(MecabDictionary dictionary, IEnumerable<(string Spelling, string Reading)>? left = null) : IMorphologicalAnalyser
{
    /// <summary>UTF-16 units analysed at a time.</summary>
    public const int LongestPiece = 1024;

    // MeCab's bound on the characters of an unknown word.
    private const int LongestUnknown = 24;
    private const int MostPrefixes = 512;

    private static readonly SearchValues<char> SentenceEnds = SearchValues.Create("。！？!?\n");
    private static readonly SearchValues<char> Breaks = SearchValues.Create("、，,　 」）");

    [ThreadStatic]
    private static Lattice? spare;

    // Features of the words that are left out.
    private readonly HashSet<int> leftOut = LeftOut(dictionary, left ?? []);

    /// <inheritdoc/>
    public IReadOnlyList<Morpheme> Analyse(string text, int[]? cuts = null)
    {
        var found = new List<Morpheme>(text.Length / 2);
        var lattice = spare ?? new Lattice();
        spare = null;
        for (var start = 0; start < text.Length;)
        {
            var length = PieceLength(text.AsSpan(start), LongestPiece);
            (lattice.Cuts, lattice.Start) = (cuts ?? [], start);
            Analyse(text, start, length, lattice, found);
            start += length;
        }

        spare = lattice;
        return found;
    }

    /// <inheritdoc/>
    public IReadOnlyList<Morpheme> Entries(string spelling)
    {
        var bytes = Encoding.UTF8.GetBytes(spelling);
        Span<MecabDictionary.Match> matches = stackalloc MecabDictionary.Match[MostPrefixes];
        var count = dictionary.FindPrefixes(bytes, matches);
        if (count == 0 || matches[count - 1].Length != bytes.Length)
            return [];
        var found = new List<Morpheme>();
        foreach (var token in dictionary.Tokens(matches[count - 1]))
            found.Add(new Morpheme(spelling, 0, dictionary.Feature(token.Feature), true));
        return found;
    }

    /// <summary>How much of a text to take at a time: to the last sentence end in reach, else to a comma or space, else all in reach.</summary>
    internal static int PieceLength(ReadOnlySpan<char> rest, int longest)
    {
        if (rest.Length <= longest)
            return rest.Length;
        var piece = rest[..longest];
        var cut = piece.LastIndexOfAny(SentenceEnds);
        if (cut < longest / 4)
            cut = piece.LastIndexOfAny(Breaks);
        if (cut >= longest / 4)
            return cut + 1;
        return char.IsHighSurrogate(piece[^1]) ? longest - 1 : longest;
    }

    private static HashSet<int> LeftOut(MecabDictionary dictionary, IEnumerable<(string Spelling, string Reading)> left)
    {
        var features = new HashSet<int>();
        Span<MecabDictionary.Match> matches = stackalloc MecabDictionary.Match[MostPrefixes];
        foreach (var (spelling, reading) in left)
        {
            var bytes = Encoding.UTF8.GetBytes(spelling);
            var count = dictionary.FindPrefixes(bytes, matches);
            if (count == 0 || matches[count - 1].Length != bytes.Length)
                continue;
            foreach (var token in dictionary.Tokens(matches[count - 1]))
            {
                var feature = dictionary.Feature(token.Feature);
                if (feature.StartsWith("名詞", StringComparison.Ordinal) && feature.Split(',') is { Length: > 8 } fields && fields[8] == reading)
                    features.Add(token.Feature);
            }
        }

        return features;
    }

    private void Analyse(string text, int start, int length, Lattice lattice, List<Morpheme> found)
    {
        lattice.Load(text.AsSpan(start, length), dictionary);
        var last = BestPath(lattice);
        var first = found.Count;
        for (var n = last; n > 0; n = lattice.Nodes[n].Previous)
        {
            ref var node = ref lattice.Nodes[n];
            var from = lattice.Unit[node.Begin];
            var surface = text.Substring(start + from, lattice.Unit[node.End] - from);
            var feature = node.IsKnown ? dictionary.Feature(node.Feature) : dictionary.UnknownFeature(node.Feature);
            found.Add(new Morpheme(surface, start + from, feature, node.IsKnown));
        }

        found.Reverse(first, found.Count - first);
    }

    /// <summary>Fills the lattice and returns the last node of the cheapest path.</summary>
    private int BestPath(Lattice lattice)
    {
        lattice.EndingAt[0] = lattice.Add(new Node(default, 0, 0, true));
        for (var position = 0; position < lattice.Length; position++)
        {
            if (lattice.EndingAt[position] < 0)
                continue;
            var (from, to) = AddWords(lattice, position);
            Connect(lattice, position, from, to);
        }

        for (var position = lattice.Length; position >= 0; position--)
        {
            if (lattice.EndingAt[position] < 0)
                continue;
            var best = (Node: 0, Cost: int.MaxValue);
            for (var l = lattice.EndingAt[position]; l >= 0; l = lattice.Nodes[l].NextEnding)
            {
                var cost = lattice.Nodes[l].PathCost + dictionary.ConnectionCost(lattice.Nodes[l].Right, 0);
                if (cost < best.Cost)
                    best = (l, cost);
            }

            return best.Node;
        }

        return 0;
    }

    /// <summary>Finds for each new word the cheapest of those that end where it begins. Words with the same left context share it.</summary>
    private void Connect(Lattice lattice, int position, int from, int to)
    {
        var before = lattice.Gather(position);
        var nodes = lattice.Nodes;

        // MeCab links new words at the head of its lists, so the one found last wins a tie.
        for (var n = to - 1; n >= from; n--)
        {
            ref var node = ref nodes[n];
            ref var cheapest = ref lattice.Cheapest[node.Left];
            if (cheapest.Round != lattice.Round)
            {
                var costs = dictionary.ConnectionCosts(node.Left);
                var (best, bestCost) = (-1, int.MaxValue);
                foreach (ref readonly var left in before)
                {
                    var cost = left.PathCost + costs[left.Right];
                    if (cost < bestCost)
                        (best, bestCost) = (left.Node, cost);
                }

                cheapest = (lattice.Round, best, bestCost);
            }

            node.Previous = cheapest.Node;
            node.PathCost = cheapest.Cost + node.WordCost;
            node.NextEnding = lattice.EndingAt[node.End];
            lattice.EndingAt[node.End] = n;
        }
    }

    /// <summary>Adds the words that may begin at a position: the dictionary's, and unknown ones formed by character class.</summary>
    private (int From, int To) AddWords(Lattice lattice, int position)
    {
        var from = lattice.Count;
        var begin = lattice.EndOfRun(position, dictionary.ClassOf(' '), out _);
        if (begin == lattice.Length)
        {
            // Only spaces are left: no word. The path ends before them.
            return (from, from);
        }

        var matches = lattice.Matches.AsSpan();
        var count = dictionary.FindPrefixes(lattice.Bytes.AsSpan(begin, lattice.Length - begin), matches);
        foreach (var match in matches[..count])
        {
            if (lattice.IsCut(begin, begin + match.Length))
                continue;
            foreach (var token in dictionary.Tokens(match))
            {
                if (leftOut.Count == 0 || !leftOut.Contains(token.Feature))
                    lattice.Add(new Node(token, begin, begin + match.Length, true));
            }
        }

        var kind = lattice.Class[begin];
        if (lattice.Count > from && !kind.AlwaysTried)
            return (from, lattice.Count);

        var next = lattice.Next(begin);
        var group = -1;
        if (kind.Groups)
        {
            group = lattice.EndOfRun(next, kind, out var characters);
            if (characters <= LongestUnknown)
                AddUnknown(lattice, kind, begin, group);
        }

        var end = next;
        for (var i = 1; i <= kind.Length && end <= lattice.Length; i++)
        {
            // MeCab stays at this length without growing it; so do we.
            if (end == group)
                continue;
            AddUnknown(lattice, kind, begin, end);
            if (end == lattice.Length || !kind.IsKindOf(lattice.Class[end]))
                break;
            end = lattice.Next(end);
        }

        if (lattice.Count == from)
            AddUnknown(lattice, kind, begin, next);
        return (from, lattice.Count);
    }

    private void AddUnknown(Lattice lattice, CharacterClass kind, int begin, int end)
    {
        if (lattice.IsCut(begin, end))
            return;
        foreach (var token in dictionary.Unknown(kind.Default))
            lattice.Add(new Node(token, begin, end, false));
    }

    /// <summary>A word that may stand at a place of the text.</summary>
    private struct Node(MecabDictionary.Token token, int begin, int end, bool isKnown)
    {
        public readonly int Begin = begin;
        public readonly int End = end;
        public readonly int Feature = token.Feature;
        public readonly ushort Left = token.Left;
        public readonly ushort Right = token.Right;
        public readonly short WordCost = token.Cost;
        public readonly bool IsKnown = isKnown;
        public int Previous = -1;
        public int NextEnding = -1;
        public int PathCost;
    }

    /// <summary>The words that may stand in a text, by the byte at which they end. Reused from call to call.</summary>
    private sealed class Lattice
    {
        private (int PathCost, int Right, int Node)[] gathered = new (int, int, int)[256];

        public byte[] Bytes { get; private set; } = new byte[256];

        /// <summary>Bytes in use.</summary>
        public int Length { get; private set; }

        /// <summary>The UTF-16 unit at which the character of a byte begins; also for the byte after the last.</summary>
        public int[] Unit { get; private set; } = new int[257];

        /// <summary>The class of the character that begins at a byte.</summary>
        public CharacterClass[] Class { get; private set; } = new CharacterClass[257];

        /// <summary>The last node added that ends before a byte; −1 for none.</summary>
        public int[] EndingAt { get; private set; } = new int[257];

        public Node[] Nodes { get; private set; } = new Node[1024];

        /// <summary>Where the words that begin at a position are found.</summary>
        public MecabDictionary.Match[] Matches { get; } = new MecabDictionary.Match[MostPrefixes];

        /// <summary>The cheapest way to each left context, in the round in which it was found.</summary>
        public (int Round, int Node, int Cost)[] Cheapest { get; private set; } = [];

        /// <summary>Goes up with every position, so that <see cref="Cheapest"/> need not be emptied.</summary>
        public int Round { get; private set; }

        public int Count { get; private set; }

        /// <summary>Units of the whole text that no word may hold inside it.</summary>
        public int[] Cuts { get; set; } = [];

        /// <summary>Where the loaded piece begins in the whole text.</summary>
        public int Start { get; set; }

        /// <summary>Whether a stretch of bytes holds a cut inside it.</summary>
        public bool IsCut(int begin, int end)
        {
            if (Cuts.Length == 0)
                return false;
            var first = Array.BinarySearch(Cuts, Start + Unit[begin] + 1);
            first = first < 0 ? ~first : first;
            return first < Cuts.Length && Cuts[first] < Start + Unit[end];
        }

        public void Load(ReadOnlySpan<char> text, MecabDictionary dictionary)
        {
            var most = 3 * text.Length;
            if (Bytes.Length < most)
                (Bytes, Unit, Class, EndingAt) = (new byte[most], new int[most + 1], new CharacterClass[most + 1], new int[most + 1]);
            var length = 0;
            for (var i = 0; i < text.Length;)
            {
                // A lone surrogate becomes U+FFFD.
                Rune.DecodeFromUtf16(text[i..], out var rune, out var units);
                var bytes = rune.EncodeToUtf8(Bytes.AsSpan(length));
                Class[length] = dictionary.ClassOf(rune.IsBmp ? rune.Value : 0);
                Unit.AsSpan(length, bytes).Fill(i);
                length += bytes;
                i += units;
            }

            Unit[length] = text.Length;
            Length = length;
            EndingAt.AsSpan(0, length + 1).Fill(-1);
            if (Cheapest.Length < dictionary.LeftContexts)
                Cheapest = new (int, int, int)[dictionary.LeftContexts];
            Count = 0;
        }

        /// <summary>The words that end at a position, the last added first, side by side in memory.</summary>
        public ReadOnlySpan<(int PathCost, int Right, int Node)> Gather(int position)
        {
            Round++;
            var count = 0;
            for (var l = EndingAt[position]; l >= 0; l = Nodes[l].NextEnding)
            {
                if (count == gathered.Length)
                    Array.Resize(ref gathered, 2 * count);
                ref var node = ref Nodes[l];
                gathered[count++] = (node.PathCost, node.Right, l);
            }

            return gathered.AsSpan(0, count);
        }

        public int Add(Node node)
        {
            if (Count == Nodes.Length)
            {
                var more = new Node[2 * Count];
                Nodes.CopyTo(more, 0);
                Nodes = more;
            }

            Nodes[Count] = node;
            return Count++;
        }

        /// <summary>The byte at which the character after the one at a byte begins.</summary>
        public int Next(int position)
        {
            var next = position + 1;
            while (next < Length && Unit[next] == Unit[position])
                next++;
            return next;
        }

        /// <summary>Where a run of characters ends of which each shares a class with the one before it.</summary>
        public int EndOfRun(int position, CharacterClass kind, out int characters)
        {
            characters = 0;
            while (position < Length && kind.IsKindOf(Class[position]))
            {
                kind = Class[position];
                position = Next(position);
                characters++;
            }

            return position;
        }
    }
}
