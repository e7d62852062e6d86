namespace Dubbing.Script;
internal static class ScriptReader
{
    public static ScriptDocument ReadText(string text) => new([.. text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select((t, i) => new Cue(i + 1, t))], [], ScriptFormat.PlainText, "utf-8");
    public static ScriptDocument Read(byte[] bytes, string fileName) => ReadText(System.Text.Encoding.UTF8.GetString(bytes));
}
