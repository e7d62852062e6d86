using System.Collections.Concurrent;
using System.Globalization;
using System.Resources;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Dubbing.Studio.Base;

/// <summary>
/// A <see cref="Message"/> in the database: it names the stage's texts instead of holding a sentence, so that it is
/// said in the language of whoever reads it later.
/// </summary>
/// <param name="Source">The base name of the stage's texts, e.g. <c>Dubbing.Media.Messages</c>.</param>
/// <param name="Key">The text's name there.</param>
/// <param name="Arguments">What stands in its places: numbers, strings and inner messages.</param>
public sealed record StoredMessage(string Source, string Key, IReadOnlyList<object> Arguments)
{
    private static readonly ConcurrentDictionary<string, ResourceManager?> Found = new(StringComparer.Ordinal);

    /// <summary>Keeps a message.</summary>
    public static StoredMessage Of(Message message) => new(
        message.Source,
        message.Key,
        [.. message.Arguments.Select(a => a switch
        {
            Message inner => (object)Of(inner),
            sbyte or byte or short or ushort or int or uint or long => Convert.ToInt64(a, CultureInfo.InvariantCulture),
            float or double or decimal => Convert.ToDouble(a, CultureInfo.InvariantCulture),
            _ => Convert.ToString(a, CultureInfo.InvariantCulture) ?? "",
        })]);

    /// <summary>The sentence in a language; in the current UI language when none is given.</summary>
    public string Text(CultureInfo? culture = null)
    {
        try
        {
            return ToMessage() is { } message ? message.Text(culture) : Key;
        }
        catch (FormatException)
        {
            // Another version's text, with other places.
            return Key;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Text();

    /// <summary>The message again; null when its stage no longer has that text.</summary>
    public Message? ToMessage()
    {
        var texts = Found.GetOrAdd(Source, Find);
        return texts?.GetString(Key, CultureInfo.InvariantCulture) is null
            ? null
            : new Message(texts, Key, [.. Arguments.Select(a => a is StoredMessage inner ? inner.ToMessage() ?? (object)inner.Key : a)]);
    }

    /// <summary>As it is written in the database.</summary>
    public string ToJson() => ToNode().ToJsonString();

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">It is something else.</exception>
    public static StoredMessage FromJson(string json) => FromNode(JsonNode.Parse(json) as JsonObject ?? throw new JsonException("No message."));

    /// <summary>As <see cref="FromJson"/>; what is no message is shown as it stands there.</summary>
    public static StoredMessage FromColumn(string text)
    {
        try
        {
            return FromJson(text);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or ArgumentException)
        {
            return new StoredMessage("", text.Length <= 200 ? text : text[..200], []);
        }
    }

    private JsonObject ToNode() => new()
    {
        ["source"] = Source,
        ["key"] = Key,
        ["arguments"] = new JsonArray([.. Arguments.Select(a => a switch
        {
            StoredMessage inner => inner.ToNode(),
            long number => JsonValue.Create(number),
            double number => (JsonNode)JsonValue.Create(number.ToString("R", CultureInfo.InvariantCulture) + "d"),
            _ => JsonValue.Create("s" + a),
        })]),
    };

    private static StoredMessage FromNode(JsonObject node) => new(
        (string?)node["source"] ?? "",
        (string?)node["key"] ?? "",
        [.. (node["arguments"] as JsonArray ?? []).Select(a => a switch
        {
            JsonObject inner => FromNode(inner),
            JsonValue value when value.TryGetValue<long>(out var number) => (object)number,
            JsonValue value when value.TryGetValue<string>(out var text) => text.StartsWith('s')
                ? text[1..]
                : double.Parse(text[..^1], CultureInfo.InvariantCulture),
            _ => "",
        })]);

    private static ResourceManager? Find(string source) => AppDomain.CurrentDomain.GetAssemblies()
        .Where(a => !a.IsDynamic && a.GetManifestResourceInfo(source + ".resources") is not null)
        .Select(a => new ResourceManager(source, a))
        .FirstOrDefault();
}
