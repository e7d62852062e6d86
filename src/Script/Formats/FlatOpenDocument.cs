using Dubbing.Script.Parsing;

namespace Dubbing.Script.Formats;

/// <summary>A text document of OpenDocument in one flat file of XML (<c>.fodt</c>).</summary>
internal sealed class FlatOpenText : TextFormat
{
    public override string Name => "FODT";

    public override IReadOnlyList<string> Extensions { get; } = [".fodt"];

    public override bool IsCaptions => false;

    public override bool IsRunningText => true;

    public override Likelihood Detect(ScriptText text) => OpenDocument.Is(text, "text") ? Likelihood.Certain : Likelihood.None;

    public override void Read(ScriptText text, ScriptBuilder script) => OpenDocument.Flat(text, open => OpenTextDocument.Read(text.FileName, open, new HashSet<string>(StringComparer.Ordinal), script));
}

/// <summary>A spreadsheet of OpenDocument in one flat file of XML (<c>.fods</c>).</summary>
internal sealed class FlatOpenSpreadsheet : TextFormat
{
    public override string Name => "FODS";

    public override IReadOnlyList<string> Extensions { get; } = [".fods"];

    public override bool IsCaptions => false;

    public override Likelihood Detect(ScriptText text) => OpenDocument.Is(text, "spreadsheet") ? Likelihood.Certain : Likelihood.None;

    public override void Read(ScriptText text, ScriptBuilder script) => OpenDocument.Flat(text, open => OpenSpreadsheet.Read(text.FileName, open, script));
}
