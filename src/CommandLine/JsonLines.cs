using System.Text.Encodings.Web;
using System.Text.Json;

namespace Dubbing.CommandLine;

/// <summary>JSON for other programs: one value a line, Hangul and kana as they are.</summary>
internal static class JsonLines
{
    private static readonly JsonSerializerOptions Plain = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write<T>(T value) => Console.Out.WriteLine(JsonSerializer.Serialize(value, Plain));
}
