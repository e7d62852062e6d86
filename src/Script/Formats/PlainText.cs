using Dubbing.Script.Parsing;

namespace Dubbing.Script.Formats;

/// <summary>Running text (<c>.txt</c>): a line each row, each paragraph or each sentence.</summary>
internal sealed class PlainText : TextFormat
{
    public override string Name => "Text";

    public override IReadOnlyList<string> Extensions { get; } = [".txt"];

    public override bool CanWrite => true;

    internal override bool IsOffice => true;

    public override bool IsRunningText => true;

    public override bool IsCaptions => false;

    // Anything can be read so; what is some other program's file is refused before.
    public override Likelihood Detect(ScriptText text) => Likelihood.Named;

    public override void Read(ScriptText text, ScriptBuilder script)
    {
        var lines = text.Lines;
        if (script.Options.Split == TextSplit.Rows)
        {
            for (var i = 0; i < lines.Length; i++)
                script.Add(i + 1, lines[i].Trim());
            return;
        }

        foreach (var (first, rows) in Paragraphs(lines))
        {
            if (script.Options.Split == TextSplit.BlankLines)
            {
                script.Add(first, string.Join('\n', rows));
                continue;
            }

            foreach (var (row, sentence) in Sentences.Split(rows))
                script.Add(first + row, sentence);
        }
    }

    public override string Write(IReadOnlyList<Cue> cues) => string.Concat(cues.Select(c => c.Text.Replace('\n', ' ') + "\r\n"));

    private static IEnumerable<(int First, List<string> Rows)> Paragraphs(string[] lines)
    {
        for (var i = 0; i < lines.Length; i++)
        {
            if (string.IsNullOrWhiteSpace(lines[i]))
                continue;
            var (first, rows) = (i + 1, new List<string>());
            for (; i < lines.Length && !string.IsNullOrWhiteSpace(lines[i]); i++)
                rows.Add(lines[i].Trim());
            yield return (first, rows);
        }
    }
}
