using System.CommandLine;
using Dubbing.CommandLine;
using Dubbing.Readings;
using Dubbing.Readings.Japanese;
using Messages = Dubbing.CommandLine.Messages;

namespace Dubbing.Laboratory.Measuring;

/// <summary>
/// <c>dub accuracy</c>: how often Japanese readings agree with those of a table in tab-separated columns: id, text, katakana or accents;
/// or, like the tables of the tests: text, katakana or accents, category.
/// </summary>
internal static class AccuracyCommand
{
    public static Command Create()
    {
        var files = new Argument<FileInfo[]>("tables") { Description = "Tables: id, text, reading in katakana, with or without [ ] # _; or text, reading, category" };
        var errors = new Option<bool>("--errors") { Description = "Print each place that is read otherwise: id, category, text, expected, read, line" };
        var openJTalk = new Option<bool>("--open-jtalk") { Description = "Measure the open_jtalk program beside ours, with the same dictionary, and list the lines that it reads right and we read wrong" };
        var folds = new Option<int>("--folds") { Description = "Measure all tables together without the words of ours that only lines of the same fold bear out" };
        var command = new Command("accuracy", "Measure Japanese readings and accents against a table") { files, errors, openJTalk, folds };
        command.SetAction(async (r, cancel) =>
        {
            var reader = new JapaneseReader();
            var theirLines = new List<SpokenLine>();
            var pooled = new List<(string Id, string Text, string Expected, Reading Ours)>();
            foreach (var file in r.GetValue(files)!)
            {
                if (!file.Exists)
                    throw new DubbingException(Messages.NoFile(file.Name));
                var rows = (await File.ReadAllLinesAsync(file.FullName, cancel)).Where(l => !l.StartsWith('#')).Select(l => l.Split('\t')).Where(f => f.Length >= 3).Select(Row.Of).ToArray();
                var readings = rows.Select(f => reader.Read(f.Text)).ToArray();
                var ours = readings.Select(f => SpokenLine.FromAccents(ReadingFormat.ToAccents(f))).ToArray();
                await ReportAsync(file.Name, "dub", rows, ours);
                var compared = rows.Zip(readings, (row, reading) => (row.Id, row.Text, row.Reading, reading)).ToArray();
                pooled.AddRange(compared);
                Misreadings.Report(file.Name, compared, r.GetValue(errors), Console.Out);
                if (!r.GetValue(openJTalk))
                    continue;
                var theirs = await OpenJTalk.ReadAsync([.. rows.Select(f => f.Text)], cancel);
                theirLines.AddRange(theirs);
                await ReportAsync(file.Name, "open_jtalk", rows, theirs);
                await CompareAsync(file.Name, rows, readings, ours, theirs);
            }

            if (r.GetValue(files)!.Length > 1)
                Misreadings.Report("all tables", pooled, false, Console.Out);
            if (r.GetValue(folds) > 1)
            {
                var read = CrossValidation.Report(pooled, r.GetValue(folds), Console.Out);
                if (r.GetValue(errors))
                    Misreadings.Report("cross-validated", [.. pooled.Zip(read, (row, ours) => row with { Ours = ours })], true, Console.Out);
                if (theirLines.Count > 0)
                    await CompareAsync("cross-validated", [.. pooled.Select(p => new Row(p.Id, p.Text, p.Expected, ""))], read, [.. read.Select(f => SpokenLine.FromAccents(ReadingFormat.ToAccents(f)))], [.. theirLines]);
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static async Task ReportAsync(string table, string reader, Row[] rows, SpokenLine[] read)
    {
        var (moras, edits, wrong, tones, same) = (0, 0, 0, 0, 0);
        var (found, missed, extra, phrases, spans, nuclei, whispered) = (0, 0, 0, 0, 0, 0, 0);
        var right = new bool[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            var expected = SpokenLine.FromAccents(rows[i].Reading);
            var (e, against) = Alignment.Of(expected.Sounds, read[i].Sounds);
            moras += expected.Sounds.Count;
            edits += e;
            wrong += e > 0 ? 1 : 0;
            right[i] = e == 0 && (!rows[i].Reading.Contains('[', StringComparison.Ordinal) || expected.Phrases.SequenceEqual(read[i].Phrases));
            var (high, ourHigh) = (expected.Tones(), read[i].Tones());
            for (var m = 0; m < against.Length; m++)
            {
                tones += against[m] >= 0 ? 1 : 0;
                same += against[m] >= 0 && high[m] == ourHigh[against[m]] ? 1 : 0;
            }

            var starts = read[i].Phrases.Skip(1).Select(p => p.Start).ToHashSet();
            var hits = expected.Phrases.Skip(1).Count(p => against[p.Start] >= 0 && starts.Contains(against[p.Start]));
            found += hits;
            missed += expected.Phrases.Count - 1 - hits;
            extra += starts.Count - hits;
            foreach (var (start, end, nucleus) in expected.Phrases)
            {
                phrases++;
                var ours = read[i].Phrases.FindIndex(p => p.Start == against[start] && p.End - 1 == against[end - 1]);
                spans += ours >= 0 ? 1 : 0;
                nuclei += ours >= 0 && read[i].Phrases[ours].Nucleus == nucleus ? 1 : 0;
                // オモイマ]ス: where the ス is whispered nobody hears the fall, and tables leave it unwritten.
                whispered += ours >= 0 && nucleus == 0 && read[i].Phrases[ours].Nucleus == end - start - 1 && expected.Sounds[end - 1] == "s u" ? 1 : 0;
            }
        }

        var line = $"{table}\t{reader}\tmoras {moras}, edits {edits}, right {100.0 * (moras - edits) / moras:0.00} %, lines wrong {wrong} of {rows.Length}";
        if (rows.Any(f => f.Reading.Contains('[', StringComparison.Ordinal)))
        {
            var (precision, recall) = (found / (double)Math.Max(1, found + extra), found / (double)Math.Max(1, found + missed));
            line += $"; tone of moras {100.0 * same / tones:0.0} %, phrase boundaries F1 {200 * precision * recall / (precision + recall):0.0} %, "
                + $"nucleus where the phrase is the same {100.0 * nuclei / Math.Max(1, spans):0.0} % (a fall before a final ス that the table leaves unwritten aside: {100.0 * nuclei / Math.Max(1, spans - whispered):0.0} %), phrase and nucleus {100.0 * nuclei / phrases:0.0} %";
        }

        await Console.Out.WriteLineAsync(line);
        foreach (var category in Enumerable.Range(0, rows.Length).Where(i => rows[i].Category.Length > 0).GroupBy(i => rows[i].Category))
            await Console.Out.WriteLineAsync($"{table}\t{reader}\t{category.Key}: {category.Count(i => right[i])} of {category.Count()} rows");
    }

    /// <summary>The lines that Open JTalk reads right and we read wrong: damage that our own words and rules have done.</summary>
    private static async Task CompareAsync(string table, Row[] rows, Reading[] readings, SpokenLine[] ours, SpokenLine[] theirs)
    {
        var (onlyOurs, onlyTheirs) = (0, 0);
        for (var i = 0; i < rows.Length; i++)
        {
            var expected = SpokenLine.FromAccents(rows[i].Reading).Sounds;
            var (our, their) = (Alignment.Of(expected, ours[i].Sounds).Edits, Alignment.Of(expected, theirs[i].Sounds).Edits);
            onlyOurs += our == 0 && their > 0 ? 1 : 0;
            if (our == 0 || their > 0)
                continue;
            onlyTheirs++;
            await Console.Out.WriteLineAsync($"{table}\tonly open_jtalk right\t{rows[i].Id}\t{rows[i].Text}\t{ReadingFormat.ToKana(readings[i])}\t{rows[i].Reading}");
        }

        await Console.Out.WriteLineAsync($"{table}\tlines that only dub reads right {onlyOurs}, only open_jtalk {onlyTheirs}");
    }

    /// <summary>A row of a table.</summary>
    private sealed record Row(string Id, string Text, string Reading, string Category)
    {
        public static Row Of(string[] fields) => fields[1].Length > 0 && fields[1].All(c => c is >= 'ァ' and <= 'ー' or '、' or '。' or '？' or '！' || "^[]#_?$".Contains(c, StringComparison.Ordinal))
            && !fields[2].All(c => c is >= 'ァ' and <= 'ー' or '、' or '。')
            ? new Row(fields[0], fields[0], fields[1], fields[2])
            : new Row(fields[0], fields[1], fields[2], "");
    }
}
