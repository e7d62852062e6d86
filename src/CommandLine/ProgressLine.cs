namespace Dubbing.CommandLine;

/// <summary>One line of progress on standard error; nothing when that is no terminal.</summary>
internal sealed class ProgressLine : IProgress<(string Stage, double Share)>, IDisposable
{
    private readonly bool shown = !Console.IsErrorRedirected;
    private string last = "";

    public void Report((string Stage, double Share) value)
    {
        var text = $"{value.Stage} {value.Share:P0}";
        if (!shown || text == last)
            return;
        Console.Error.Write("\r" + text.PadRight(last.Length));
        last = text;
    }

    public void Clear()
    {
        if (last.Length > 0)
            Console.Error.Write("\r" + new string(' ', last.Length) + "\r");
        last = "";
    }

    public void Dispose() => Clear();
}
