using System.CommandLine;
using Dubbing.Readings;
using Dubbing.Script;

namespace Dubbing.CommandLine;

/// <summary><c>dub read</c>: how a text is read, and why.</summary>
internal static class ReadCommand
{
    public static Command Create()
    {
        var text = new Argument<string?>("text") { Description = "What to read", Arity = ArgumentArity.ZeroOrOne };
        var language = new Option<string?>("--lang") { Description = "ko or ja (default: told from the text)" };
        var lines = new Option<FileInfo?>("--lines") { Description = "Read each line of this file; one reading a line" };
        var form = new Option<string?>("--as") { Description = "hangul, kana, accents ([ rise, ] fall, # phrase, _ pause) or phonemes" };
        form.AcceptOnlyFromAmong("hangul", "kana", "accents", "phonemes");
        var json = new Option<bool>("--json") { Description = "Phonemes with the text they came from, and accent phrases" };
        var explain = new Option<bool>("--explain") { Description = "Word by word: the text it came from, and which dictionary entry or rule made each sound" };
        var check = new Option<FileInfo?>("--check") { Description = "Compare with a table of text, expected reading and category (tab-separated, # comment); prints the accuracy by category" };
        var dictionary = CommandServices.DictionaryOption();
        var command = new Command("read", "Print how a text is read") { text, language, lines, form, json, explain, check, dictionary };
        command.Validators.Add(r =>
        {
            if (new object?[] { r.GetValue(text), r.GetValue(lines), r.GetValue(check) }.Count(given => given is not null) != 1)
                r.AddError("Give either a text, --lines FILE or --check TABLE.");
        });
        command.SetAction(async (r, cancel) =>
        {
            using var services = new CommandServices();
            await services.UseDictionaryAsync(r.GetValue(dictionary), cancel);
            if (r.GetValue(check) is { } table)
                return await CheckAsync(services, table, r.GetValue(language), r.GetValue(form), r.GetValue(json), cancel);
            IEnumerable<string> all = [r.GetValue(text)!];
            if (r.GetValue(lines) is { } file)
                all = await LinesFile.ReadAsync(file.FullName, cancel);
            foreach (var line in all)
            {
                cancel.ThrowIfCancellationRequested();
                if (string.IsNullOrWhiteSpace(line) && r.GetValue(lines) is not null && !r.GetValue(json))
                {
                    // A blank line of a file stays one: the output has a line for each.
                    Console.Out.WriteLine();
                    continue;
                }

                Entrance.RequireLine(line);
                var spoken = CommandServices.LanguageOf(r.GetValue(language), [line]);
                var reading = CommandServices.Reader(spoken).Read(line, services.Dictionary);
                foreach (var warning in reading.Warnings)
                    await Console.Error.WriteLineAsync(warning.Text());
                if (r.GetValue(json))
                    WriteJson(reading);
                else if (r.GetValue(explain))
                    ReadingTable.Write(reading, Console.Out);
                else
                    Console.Out.WriteLine(Format(reading, r.GetValue(form)));
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static string Format(Reading reading, string? form) => (form ?? (reading.Language == Language.Korean ? "hangul" : "kana")) switch
    {
        "hangul" => ReadingFormat.ToHangul(reading),
        "kana" => ReadingFormat.ToKana(reading),
        "accents" => ReadingFormat.ToAccents(reading),
        _ => string.Join(' ', reading.Phonemes.Select(p => p.Symbol)),
    };

    private static void WriteJson(Reading reading) => JsonLines.Write(new
    {
        language = reading.Language.Code(),
        text = reading.Text,
        phonemes = reading.Phonemes.Select(p => new { symbol = p.Symbol, start = p.Source.Start, length = p.Source.Length, phrase = p.Phrase, unit = p.Unit, pauseSeconds = p.PauseSeconds, steps = p.Steps }),
        phrases = reading.Phrases.Select(p => new { units = p.Units, nucleus = p.Nucleus, end = p.End.ToString(), start = p.Source.Start, length = p.Source.Length, spelling = p.Spelling }),
        words = Explanation.Of(reading).Where(w => w.Units.Count > 0).Select(w => new { said = w.Said, start = w.Source.Start, length = w.Source.Length, phrase = w.Phrase, steps = w.Steps, units = w.Units.Select(u => new { said = u.Said, start = u.Source.Start, length = u.Source.Length, symbols = u.Symbols, steps = u.Steps }) }),
        warnings = reading.Warnings.Select(w => w.Text()),
    });

    private static async Task<int> CheckAsync(CommandServices services, FileInfo table, string? language, string? form, bool json, CancellationToken cancel)
    {
        var rows = await LinesFile.ReadAsync(table.FullName, cancel);
        // The table's form tells how to compare: accents begin with ^ in the notation of --as accents.
        var categories = ReadingCheck.Run(
            rows,
            text => CommandServices.Reader(CommandServices.LanguageOf(language, [text])).Read(text, services.Dictionary),
            (reading, expected) => Format(reading, form ?? (expected.StartsWith('^') ? "accents" : null)),
            cancel);
        foreach (var c in categories)
        {
            if (json)
                JsonLines.Write(new { category = c.Name, rows = c.Rows, right = c.Right, characters = c.Characters, characterErrors = c.Errors, wrong = c.Wrong.Select(w => new { text = w.Text, expected = w.Expected, said = w.Said }) });
            else
            {
                Console.Out.WriteLine($"{c.Name}\t{c.Right} of {c.Rows}\t{100.0 * c.Right / c.Rows:0.0} %");
                foreach (var (text, expected, said) in c.Wrong)
                    Console.Out.WriteLine($"  {text}\t{said}\tinstead of {expected}");
            }
        }

        var (all, right) = (categories.Sum(c => c.Rows), categories.Sum(c => c.Right));
        var (characters, errors) = (categories.Sum(c => c.Characters), categories.Sum(c => c.Errors));
        if (json)
            JsonLines.Write(new { category = "*", rows = all, right, characters, characterErrors = errors });
        else if (all > 0)
            Console.Out.WriteLine($"all\t{right} of {all}\t{100.0 * right / all:0.0} %\t{100.0 * (characters - errors) / Math.Max(1, characters):0.00} % of characters");
        return right == all ? ExitCodes.Done : ExitCodes.Failed;
    }
}
