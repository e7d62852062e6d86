using System.CommandLine;
using Dubbing.Readings;

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
        var explain = new Option<bool>("--explain") { Description = "Which rule or dictionary entry made each sound" };
        var command = new Command("read", "Print how a text is read") { text, language, lines, form, json, explain };
        command.Validators.Add(r =>
        {
            if ((r.GetValue(text) is null) == (r.GetValue(lines) is null))
                r.AddError("Give either a text or --lines FILE.");
        });
        command.SetAction(async (r, cancel) =>
        {
            using var engine = new Engine();
            IEnumerable<string> all = [r.GetValue(text)!];
            if (r.GetValue(lines) is { } file)
                all = file.Exists ? await File.ReadAllLinesAsync(file.FullName, cancel) : throw new DubbingException(Messages.NoFile(file.Name));
            foreach (var line in all)
            {
                cancel.ThrowIfCancellationRequested();
                var spoken = Engine.LanguageOf(r.GetValue(language), [line]);
                var reading = engine.Reader(spoken).Read(line);
                if (r.GetValue(json))
                    WriteJson(reading);
                else if (r.GetValue(explain))
                    Explain(reading);
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

    private static void WriteJson(Reading reading) => Json.Write(new
    {
        language = reading.Language.Code(),
        text = reading.Text,
        phonemes = reading.Phonemes.Select(p => new { symbol = p.Symbol, start = p.Source.Start, length = p.Source.Length, phrase = p.Phrase, unit = p.Unit, steps = p.Steps }),
        phrases = reading.Phrases.Select(p => new { units = p.Units, nucleus = p.Nucleus, end = p.End.ToString(), start = p.Source.Start, length = p.Source.Length, spelling = p.Spelling }),
    });

    private static void Explain(Reading reading)
    {
        foreach (var p in reading.Phonemes.Where(p => p.Phrase >= 0))
        {
            var source = reading.Text.Substring(p.Source.Start, p.Source.Length);
            var why = string.Join("; ", p.Steps.Select(s => $"{s.Rule}: {s.Before} → {s.After}"));
            Console.Out.WriteLine($"{p.Symbol}\t{source}\t{why}");
        }
    }
}
