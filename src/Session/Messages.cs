using System.Resources;

namespace Dubbing.Session;

internal static class Messages
{
    private static readonly ResourceManager Texts = new("Dubbing.Session.Messages", typeof(Messages).Assembly);

    public static Message NoProject(string file) => new(Texts, nameof(NoProject), file);

    public static Message ProjectBroken(string file) => new(Texts, nameof(ProjectBroken), file);

    public static Message ProjectRow(string file, string table, int row, Message why) => new(Texts, nameof(ProjectRow), file, table, row, why);

    public static Message ProjectValue(string field, string value) => new(Texts, nameof(ProjectValue), field, value);

    public static Message ProjectRange(string field, string value, string least, string most) => new(Texts, nameof(ProjectRange), field, value, least, most);

    public static Message ProjectNewer(string file, int schema, int known) => new(Texts, nameof(ProjectNewer), file, schema, known);

    public static Message NoLines(string file, string why) => new(Texts, nameof(NoLines), file, why);

    public static Message ScriptLine(string file, int line, Message problem) => new(Texts, nameof(ScriptLine), file, line, problem);

    public static Message Unspoken(int lines) => new(Texts, nameof(Unspoken), lines);

    public static Message CutAtEnd(int cue, double seconds) => new(Texts, nameof(CutAtEnd), cue, seconds);
}
