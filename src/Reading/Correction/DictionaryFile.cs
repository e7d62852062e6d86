using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Dubbing.Readings.Correction;

/// <summary>
/// Dictionary entries as CSV (RFC 4180, UTF-8 with a byte order mark so that spreadsheets know it). The first line names the columns:
/// language, surface, reading, and if wanted accent, class, priority, note.
/// </summary>
public static class DictionaryFile
{
    private static readonly string[] Columns = ["language", "surface", "reading", "accent", "class", "priority", "note"];

    // A file that is no CSV would otherwise have a mistake in each of its lines.
    private const int MostProblems = 200;

    private static readonly Dictionary<string, WordClass> Classes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["noun"] = WordClass.Noun, ["명사"] = WordClass.Noun, ["名詞"] = WordClass.Noun,
        ["name"] = WordClass.Name, ["이름"] = WordClass.Name, ["고유명사"] = WordClass.Name, ["固有名詞"] = WordClass.Name,
        ["verb"] = WordClass.Verb, ["동사"] = WordClass.Verb, ["형용사"] = WordClass.Verb, ["動詞"] = WordClass.Verb, ["形容詞"] = WordClass.Verb,
        ["adverb"] = WordClass.Adverb, ["부사"] = WordClass.Adverb, ["副詞"] = WordClass.Adverb,
        ["phrase"] = WordClass.Phrase, ["구"] = WordClass.Phrase, ["句"] = WordClass.Phrase,
    };

    /// <summary>Writes entries, in the order given.</summary>
    public static byte[] Write(IEnumerable<DictionaryEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        using var memory = new MemoryStream();
        using (var csv = new CsvWriter(new StreamWriter(memory, new UTF8Encoding(true)), new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\r\n" }))
        {
            Row(Columns);
            foreach (var e in entries)
                Row([e.Language.Code(), e.Surface, e.Reading, e.Accent?.ToString(CultureInfo.InvariantCulture) ?? "", NameOf(e.Class), e.Priority.ToString(CultureInfo.InvariantCulture), e.Note]);

            void Row(string[] fields)
            {
                foreach (var field in fields.Select(TableCell.Guard))
                    csv.WriteField(field, field.AsSpan().IndexOfAny("\",\r\n") >= 0);
                csv.NextRecord();
            }
        }

        return memory.ToArray();
    }

    /// <summary>Reads entries. Nothing should be used of a file with problems: a word may be missing.</summary>
    /// <returns>The entries, and what is wrong, by line and column.</returns>
    public static (IReadOnlyList<DictionaryEntry> Entries, IReadOnlyList<Message> Problems) Read(byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        string text;
        try
        {
            text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            return ([], [Messages.CsvEncoding()]);
        }

        var (entries, problems) = (new List<DictionaryEntry>(), new List<Message>());
        try
        {
            Read(text, entries, problems);
        }
        catch (BadDataException e)
        {
            problems.Add(Messages.CsvQuote(e.Context?.Parser?.RawRow ?? 0));
        }

        return (entries, problems);
    }

    /// <summary>A word class as it stands in a file.</summary>
    public static string NameOf(WordClass kind) => Classes.First(c => c.Value == kind).Key;

    private static void Read(string text, List<DictionaryEntry> entries, List<Message> problems)
    {
        using var csv = new CsvParser(new StringReader(text), new CsvConfiguration(CultureInfo.InvariantCulture) { IgnoreBlankLines = true, BadDataFound = e => throw new BadDataException(e.Field, e.RawRecord, e.Context) });
        if (!csv.Read())
        {
            problems.Add(Messages.CsvEmpty());
            return;
        }

        var header = csv.Record!.Select(c => c.Trim().ToLowerInvariant()).ToList();
        foreach (var needed in Columns.Take(3).Where(c => !header.Contains(c)))
            problems.Add(Messages.CsvColumnMissing(needed));
        if (problems.Count > 0)
            return;
        var lines = new Dictionary<(Language, string), int>();
        while (problems.Count < MostProblems && csv.Read())
        {
            // A record may be of several lines: its first one is told.
            var line = csv.RawRow - csv.RawRecord.Trim('\r', '\n').Count(c => c == '\n');
            var fields = csv.Record!;
            if (fields.Length != header.Count)
            {
                problems.Add(Messages.CsvColumns(line, fields.Length, header.Count));
                continue;
            }

            var before = problems.Count;
            var entry = Entry(name => header.IndexOf(name) is >= 0 and var i ? TableCell.Unguard(fields[i].Trim()) : "", (column, why) => problems.Add(Messages.CsvField(line, column, why)));
            if (problems.Count > before)
                continue;
            if (!lines.TryAdd(EntryCheck.Key(entry), line))
                problems.Add(Messages.CsvField(line, "surface", Messages.DuplicateOfLine(entry.Surface, lines[EntryCheck.Key(entry)])));
            else if (Limits.Current.OfWords(entries.Count + 1) is { } many)
            {
                problems.Add(many);
                return;
            }
            else
                entries.Add(entry);
        }
    }

    private static DictionaryEntry Entry(Func<string, string> field, Action<string, Message> problem)
    {
        if (!LanguageCodes.TryParse(field("language"), out var language))
            problem("language", Messages.LanguageUnknown(field("language")));
        int? accent = null;
        if (field("accent") is { Length: > 0 } marked)
        {
            if (int.TryParse(marked, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
                accent = number;
            else
                problem("accent", Messages.AccentNotNumber(marked));
        }

        var kind = WordClass.Noun;
        if (field("class") is { Length: > 0 } named && !Classes.TryGetValue(named, out kind))
            problem("class", Messages.ClassUnknown(named, string.Join(", ", Enum.GetValues<WordClass>().Select(NameOf))));
        var priority = 0;
        if (field("priority") is { Length: > 0 } rank && !int.TryParse(rank, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out priority))
            problem("priority", Messages.PriorityRange(rank, -EntryCheck.HighestPriority, EntryCheck.HighestPriority));
        var entry = new DictionaryEntry(language, field("surface"), field("reading")) { Accent = accent, Class = kind, Priority = priority, Note = field("note") };
        foreach (var (column, why) in EntryCheck.Problems(entry))
            problem(column, why);
        return entry;
    }
}
