using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dubbing.Script.Parsing;

namespace Dubbing.Script.Formats;

/// <summary>
/// What recognisers and services of speech give as JSON (Whisper and its kin, CLOVA Speech, YouTube, AWS, Azure, Deepgram …): somewhere in it an array of
/// objects with a text and a time. Which names they have is known; where they stand, and what their numbers count, is found.
/// </summary>
internal sealed partial class RecogniserJson : TextFormat
{
    private static readonly string[] TextNames = ["text", "transcript", "content", "punctuated_word", "word", "utf8", "sentence", "caption", "display", "line", "value", "subtitle", "body", "msg", "message", "segment"];
    private static readonly string[] StartNames = ["start", "begin", "from", "starttime", "start_time", "startms", "start_ms", "tstartms", "starttimems", "startoffset", "offsetinticks", "offset", "ts", "time", "timestamp", "time_begin", "begin_time", "startsec", "start_at", "startat", "in"];
    private static readonly string[] EndNames = ["end", "to", "endtime", "end_time", "endms", "end_ms", "endtimems", "endoffset", "end_ts", "stop", "time_end", "endsec", "end_at", "endat", "out"];
    private static readonly string[] LengthNames = ["duration", "dur", "ddurationms", "durationms", "duration_ms", "durationinticks", "length"];
    private static readonly string[] SpeakerNames = ["speaker", "speaker_label", "speaker_name", "speakername", "speakerid", "speaker_id", "diarization", "spk", "name", "role"];

    public override string Name => "JSON";

    public override IReadOnlyList<string> Extensions { get; } = [".json", ".json3", ".jsonl"];

    public override Likelihood Detect(ScriptText text)
    {
        var start = text.Text.AsSpan().TrimStart();
        if (start.Length == 0 || start[0] is not ('{' or '['))
            return ByName(text);
        // Braces and brackets begin other texts, too: lyrics, MicroDVD, a stage direction.
        var quoted = start[1..].TrimStart();
        return quoted.Length > 0 && quoted[0] is '"' or '{' or '[' or ']' or '}' && (start[0] == '{' ? quoted[0] is '"' or '}' : quoted[0] is '{' or '"') && (Extensions.Contains(text.Extension) || Parsed(text.Text) is not null) ? Likelihood.Certain : ByName(text);
    }

    public override void Read(ScriptText text, ScriptBuilder script)
    {
        using var document = Parsed(text.Text) ?? throw new DubbingException(Messages.BadJson(text.FileName));
        var arrays = new List<(List<Piece> Pieces, int Depth)>();
        Collect(document.RootElement, arrays, 0, [.. script.Options.Wanted]);
        // Sentences rather than their words: the array with the longest texts, and the first of those; rather the result than what it was made of, which lies deeper.
        var timed = arrays.FindAll(a => a.Pieces.Exists(p => p.Start is not null));
        if (timed.Count == 0)
            throw new DubbingException(Messages.NoSegments(text.FileName));
        var best = timed.MaxBy(Worth).Pieces;
        var unit = best.Select(p => p.Unit).FirstOrDefault(u => u is not null) ?? Guessed(best);
        var said = best.Count(p => p.IsWord) >= 0.8 * best.Count ? Sentenced(best, unit) : best;
        var people = People(document.RootElement);
        TimeSpan? Time(double? value) => value is { } v && Math.Abs(v * unit) < 3.6e6 ? TimeSpan.FromMilliseconds(Math.Round(v * unit * 1000)) : null;
        var cues = new List<TimedCue>();
        for (var i = 0; i < said.Count; i++)
        {
            var piece = said[i] is { Speaker: { } id } one && people.TryGetValue(id, out var person) ? one with { Speaker = person } : said[i];
            var line = i + 1;
            var words = CaptionMarkup.Plain(piece.Text);
            if (words.Length == 0)
                continue;
            if (Time(piece.Start) is not { } start)
                script.Report(line, Messages.SegmentWithoutTime(line));
            else if (Time(piece.End) is var end && end is not null && end < start)
                script.Report(line, Messages.BadTimes(string.Create(CultureInfo.InvariantCulture, $"{piece.Start} {piece.End}")));
            else
            {
                cues.Add(new TimedCue(line, start, end, words, words, piece.Speaker));
                continue;
            }

            script.Add(line, words, speaker: piece.Speaker);
        }

        // Automatic captions of YouTube roll: each stays while the next is said.
        if (text.Text.Contains("\"aAppend\"", StringComparison.Ordinal))
            cues = [.. cues.Select((c, i) => i + 1 < cues.Count && cues[i + 1].Start > c.Start && cues[i + 1].Start < c.End ? c with { End = cues[i + 1].Start } : c)];
        TimedBlocks.Put(cues, script);
    }

    /// <summary>The names of the speakers, where segments have only their numbers (Premiere).</summary>
    private static Dictionary<string, string> People(JsonElement root)
    {
        var people = new Dictionary<string, string>(StringComparer.Ordinal);
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("speakers", out var list) || list.ValueKind != JsonValueKind.Array)
            return people;
        foreach (var one in list.EnumerateArray().Where(s => s.ValueKind == JsonValueKind.Object).Take(1_000))
        {
            if (one.TryGetProperty("id", out var id) && one.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String && name.GetString() is { Length: > 0 } said)
                people.TryAdd(id.ToString(), said);
        }

        return people;
    }

    private static double Worth((List<Piece> Pieces, int Depth) array) =>
        (array.Pieces.Average(p => (double)p.Text.Length) * (array.Pieces.TrueForAll(p => p.IsWord) ? 0.1 : 1) + (array.Pieces.TrueForAll(p => p.End is not null) ? 0.5 : 0)) * Math.Pow(0.65, array.Depth);

    private static JsonDocument? Parsed(string text)
    {
        // A string with half a surrogate pair can't be read as a string at all; the rest of the script is kept.
        text = Escape().Replace(text, m => m.Groups["half"].Success ? @"\ufffd" : m.Value);
        var options = new JsonDocumentOptions { MaxDepth = Limits.Current.XmlDepth, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };
        try
        {
            return JsonDocument.Parse(text, options);
        }
        catch (JsonException)
        {
            // One object a line, or several arrays one after another.
            try
            {
                return JsonDocument.Parse("[" + string.Join(',', text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(l => l.TrimEnd(','))) + "]", options);
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }

    /// <summary>All arrays whose objects have texts; the parser has bounded how deep they lie.</summary>
    private static void Collect(JsonElement element, List<(List<Piece> Pieces, int Depth)> arrays, int depth, IReadOnlyCollection<Language> wanted, string name = "")
    {
        if (arrays.Count > 20_000)
            return;
        if (element.ValueKind == JsonValueKind.Object)
        {
            // Captions by their numbers: {"1": {…}, "2": {…}}.
            var numbered = element.EnumerateObject().Take(20_000).Where(p => p.Name.Length is > 0 and < 7 && p.Name.All(char.IsAsciiDigit)).Select(p => Piece.Of(p.Value, "", wanted)).OfType<Piece>().Where(p => p.Start is not null).ToList();
            if (numbered.Count > 1)
                arrays.Add((numbered, depth));
            foreach (var property in element.EnumerateObject())
                Collect(property.Value, arrays, depth + 1, wanted, property.Name);
        }
        else if (element.ValueKind == JsonValueKind.Array)
        {
            var pieces = element.EnumerateArray().Take(200_000).Select(i => Piece.Of(i, name, wanted)).OfType<Piece>().ToList();
            if (pieces.Count > 0 && pieces.Count >= 0.5 * element.GetArrayLength())
                arrays.Add((pieces, depth));
            else if (pieces.Count > 0 && pieces.Exists(p => p.Start is not null))
                arrays.Add((pieces, depth));
            foreach (var item in element.EnumerateArray().Where(i => i.ValueKind is JsonValueKind.Object or JsonValueKind.Array).Take(50_000))
                Collect(item, arrays, depth + 1, wanted);
        }
    }

    /// <summary>Seconds, or milliseconds or hundredths when in seconds nobody would speak so slowly.</summary>
    private static double Guessed(List<Piece> pieces)
    {
        if (pieces.Exists(p => p.Start % 1 != 0 || p.End % 1 != 0))
            return 1;
        var speeds = pieces.Where(p => p.End > p.Start).Select(p => p.Text.Length / (p.End!.Value - p.Start!.Value)).Order().ToList();
        // More than forty letters a second in milliseconds, one in two seconds or more in seconds: hundredths, as whisper.cpp counts.
        return speeds.Count == 0 ? 1 : speeds[speeds.Count / 2] switch { < 0.04 => 0.001, < 0.1 => 0.01, < 0.4 when speeds.Count > 2 => 0.01, _ => 1 };
    }

    /// <summary>Words as lines: each ends with its sentence, or where there is a pause.</summary>
    private static List<Piece> Sentenced(List<Piece> words, double unit)
    {
        var (lines, open) = (new List<Piece>(), default(Piece));
        // Parts of words have their spaces in them.
        var glued = words.Exists(w => w.Text.Length > 1 && w.Text[0] == ' ' && w.Text.Trim().Length > 0);
        foreach (var word in words)
        {
            if (string.IsNullOrWhiteSpace(word.Text))
            {
                open = open is null ? null : open with { Text = open.Text + word.Text };
                continue;
            }

            if (open is not null && word.Start is { } start && open.End is { } end && (start - end) * unit > 0.8 || (open is not null && open.Speaker != word.Speaker && word.Start is not null))
            {
                lines.Add(open!);
                open = null;
            }

            var sign = word.Text.Length > 0 && word.Text.All(c => char.IsPunctuation(c));
            var spaced = glued || open is null || sign || open.Text.EndsWith(' ') || word.Text.StartsWith(' ') || Tracks.LanguageOf(word.Text) is "ja" or "zh";
            open = open is null ? word : open with { Text = open.Text + (spaced ? "" : " ") + word.Text, End = word.End ?? open.End };
            if (open.Text.TrimEnd() is { Length: > 0 } said && (said[^1] is '.' or '?' or '!' or '。' or '？' or '！'))
            {
                lines.Add(open);
                open = null;
            }
        }

        if (open is not null)
            lines.Add(open);
        return lines;
    }

    /// <summary>An object with a text.</summary>
    private sealed record Piece(string Text, double? Start, double? End, string? Speaker, double? Unit, bool IsWord)
    {
        public static Piece? Of(JsonElement item, string array, IReadOnlyCollection<Language> wanted)
        {
            if (item.ValueKind != JsonValueKind.Object)
                return null;
            var names = new Dictionary<string, JsonElement>(StringComparer.OrdinalIgnoreCase);
            foreach (var property in item.EnumerateObject().Take(100))
                names.TryAdd(property.Name, property.Value);
            var (text, isWord) = InLanguage(names, wanted) is { } asked ? (asked, false) : TextOf(names);
            if (text is null)
                return null;
            double? unit = null;
            var start = Number(names, StartNames, ref unit);
            var end = Number(names, EndNames, ref unit);
            // Ranges stand in objects or arrays of their own: whisper.cpp's offsets, transformers' timestamp.
            foreach (var (name, scale) in new[] { ("offsets", 0.001), ("timestamps", 1.0), ("timestamp", 1.0), ("time_range", 1.0) })
            {
                if (start is not null || !names.TryGetValue(name, out var range))
                    continue;
                double? inside = null;
                if (range.ValueKind == JsonValueKind.Array && range.GetArrayLength() == 2)
                    (start, end) = (Value(range[0], ref inside), Value(range[1], ref inside));
                else if (range.ValueKind == JsonValueKind.Object && Properties(range) is var inner)
                    (start, end) = (Number(inner, StartNames, ref inside), Number(inner, EndNames, ref inside));
                (start, end) = inside is null ? (start * scale, end * scale) : (start, end);
                unit ??= 1;
            }

            if (start is null && names.TryGetValue("time", out var line) && line.ValueKind == JsonValueKind.String && TimeLine.Of(line.GetString()!, new Timebase(Timebase.Usual)) is { Start: { } from, End: { } to })
                (start, end, unit) = (from.TotalSeconds, to.TotalSeconds, 1);
            end ??= start + Number(names, LengthNames, ref unit);
            // What is said in parts lasts from the first to the last of them.
            // Google says of a result only when it ends.
            var likeliest = names.Keys.Any(k => k.StartsWith("resultEnd", StringComparison.OrdinalIgnoreCase)) && names.TryGetValue("alternatives", out var several) && several.ValueKind == JsonValueKind.Array && several.GetArrayLength() > 0 && several[0].ValueKind == JsonValueKind.Object ? Properties(several[0]) : names;
            foreach (var list in start is null ? new[] { "elements", "words", "tokens" } : [])
            {
                if (start is not null || !(names.TryGetValue(list, out var parts) || likeliest.TryGetValue(list, out parts)) || parts.ValueKind != JsonValueKind.Array)
                    continue;
                var said = parts.EnumerateArray().Take(10_000).Select(p => Of(p, "", wanted)).OfType<Piece>().Where(p => p.Start is not null).ToList();
                if (said.Count > 0)
                    (start, end, unit) = (said[0].Start, said[^1].End, unit ?? said[0].Unit);
            }

            return new Piece(text, start, end, SpeakerOf(names), unit, isWord || array is "tokens");
        }

        /// <summary>Of texts in several languages (<c>text_ko</c>, <c>japanese</c>) the one that is wanted.</summary>
        private static string? InLanguage(Dictionary<string, JsonElement> names, IReadOnlyCollection<Language> wanted)
        {
            foreach (var (name, value) in wanted.Count == 0 ? [] : names)
            {
                if (value.ValueKind == JsonValueKind.String && Headings.KindOf(name, wanted) is (Column.Text, 5))
                    return value.GetString();
            }

            return null;
        }

        private static (string? Text, bool IsWord) TextOf(Dictionary<string, JsonElement> names)
        {
            foreach (var name in TextNames)
            {
                if (names.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.String)
                    return (value.GetString(), name is "word" or "punctuated_word" || names.GetValueOrDefault("type").ValueKind == JsonValueKind.String && names["type"].GetString() is "pronunciation" or "punctuation" or "word" or "text" or "punct" or "spacing");
            }

            // Rows of a text (aeneas).
            if (names.TryGetValue("lines", out var rows) && rows.ValueKind == JsonValueKind.Array && rows.GetArrayLength() > 0 && rows.EnumerateArray().All(r => r.ValueKind == JsonValueKind.String))
                return (string.Join('\n', rows.EnumerateArray().Take(100).Select(r => r.GetString())), false);

            // The likeliest of several alternatives; parts of a caption.
            foreach (var list in new[] { "alternatives", "nBest", "segs", "elements", "words", "tokens" })
            {
                if (!names.TryGetValue(list, out var parts) || parts.ValueKind != JsonValueKind.Array || parts.GetArrayLength() == 0)
                    continue;
                var said = parts.EnumerateArray().Take(list is "alternatives" or "nBest" ? 1 : 10_000).Where(p => p.ValueKind == JsonValueKind.Object).Select(p => TextOf(Properties(p)).Text).OfType<string>().ToList();
                if (said.Count > 0)
                    return (list is "words" && !said.Exists(s => s.StartsWith(' ') || s.EndsWith(' ')) ? string.Join(' ', said) : string.Concat(said), names.TryGetValue("type", out var type) && type.ValueKind == JsonValueKind.String && type.GetString() is "pronunciation" or "punctuation" or "word");
            }

            // Tables kept as JSON have the headings of their columns for names.
            foreach (var (name, value) in names)
            {
                if (value.ValueKind == JsonValueKind.String && Headings.KindOf(name, []) is (Column.Text, >= 4))
                    return (value.GetString(), false);
            }

            return (null, false);
        }

        private static string? SpeakerOf(Dictionary<string, JsonElement> names)
        {
            foreach (var name in SpeakerNames.Concat(names.Keys.Where(n => n.Length > 0 && !char.IsAscii(n[0]) && Headings.KindOf(n, []) is (Column.Speaker, >= 4))))
            {
                if (!names.TryGetValue(name, out var value))
                    continue;
                var said = value.ValueKind switch
                {
                    JsonValueKind.String => value.GetString(),
                    JsonValueKind.Number => value.GetRawText(),
                    JsonValueKind.Object => Properties(value) is var inner && (inner.TryGetValue("name", out var n) || inner.TryGetValue("label", out n)) && n.ValueKind == JsonValueKind.String ? n.GetString() : null,
                    _ => null,
                };
                if (!string.IsNullOrWhiteSpace(said))
                    return said;
            }

            return names.TryGetValue("alternatives", out var alternatives) && alternatives.ValueKind == JsonValueKind.Array && alternatives.GetArrayLength() > 0 && alternatives[0].ValueKind == JsonValueKind.Object
                ? SpeakerOf(Properties(alternatives[0])) : null;
        }

        private static Dictionary<string, JsonElement> Properties(JsonElement element)
        {
            var names = new Dictionary<string, JsonElement>(StringComparer.OrdinalIgnoreCase);
            foreach (var property in element.EnumerateObject().Take(100))
                names.TryAdd(property.Name, property.Value);
            return names;
        }

        private static double? Number(Dictionary<string, JsonElement> names, string[] known, ref double? unit)
        {
            foreach (var name in known)
            {
                if (!names.TryGetValue(name, out var value))
                    continue;
                double? counted = name.EndsWith("inticks", StringComparison.Ordinal) ? 1e-7 : name.EndsWith("ms", StringComparison.Ordinal) ? 0.001 : null;
                if (Value(value, ref counted) is not { } number)
                    continue;
                // What says its unit is in seconds from here on.
                unit ??= counted is null ? null : 1;
                return number * (counted ?? 1);
            }

            var column = known == StartNames ? Column.Start : known == EndNames ? Column.End : Column.Duration;
            foreach (var (name, value) in names)
            {
                if (!char.IsAscii(name.FirstOrDefault()) && Headings.KindOf(name, []) is (var kind, >= 4) && kind == column && Value(value, ref unit) is { } number)
                    return number;
            }

            return null;
        }

        private static double? Value(JsonElement value, ref double? unit)
        {
            if (value.ValueKind == JsonValueKind.Number)
                return value.TryGetDouble(out var number) && double.IsFinite(number) ? number : null;
            if (value.ValueKind == JsonValueKind.Object && Properties(value) is var parts && parts.TryGetValue("seconds", out var seconds))
            {
                // Protocol buffers: seconds and nanoseconds.
                unit = 1;
                double? none = null;
                return (Value(seconds, ref none) ?? 0) + (parts.TryGetValue("nanos", out var nanos) ? (Value(nanos, ref none) ?? 0) * 1e-9 : 0);
            }

            if (value.ValueKind != JsonValueKind.String || value.GetString() is not { Length: > 0 and < 40 } text)
                return null;
            if (Clock.TryNumber(text, out var plain))
                return plain;
            if (text.StartsWith("PT", StringComparison.Ordinal))
                text = text[2..];
            if (!Clock.TryAny(text, new Timebase(Timebase.Usual), out var time))
                return null;
            unit = 1;
            return time.TotalSeconds;
        }
    }

    /// <summary>Escapes that matter for surrogates, from the left: an escaped backslash, a whole pair, and half of one.</summary>
    [GeneratedRegex(@"\\\\|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?<half>\\u[dD][89a-fA-F][0-9a-fA-F]{2})", RegexOptions.ExplicitCapture)]
    private static partial Regex Escape();
}
