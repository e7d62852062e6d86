using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Dubbing.Export;

/// <summary>Where captions stand in the picture.</summary>
public enum CaptionPosition
{
    /// <summary>At the bottom.</summary>
    Bottom,

    /// <summary>In the middle.</summary>
    Middle,

    /// <summary>At the top.</summary>
    Top,
}

/// <summary>How captions look that are part of the picture. Lengths are percent of the picture's shorter side, so that a style suits every size and upright pictures too.</summary>
public sealed partial record CaptionStyle
{
    /// <summary>The styles that have a name.</summary>
    public static IReadOnlyDictionary<string, CaptionStyle> Named { get; } = new Dictionary<string, CaptionStyle>(StringComparer.OrdinalIgnoreCase)
    {
        ["standard"] = new(),
        ["box"] = new() { Box = true, Outline = 0 },
        ["yellow"] = new() { Color = "#FFE94A" },
        ["large"] = new() { Size = 7, Bold = true },
        ["top"] = new() { Position = CaptionPosition.Top },
    };

    /// <summary>The font's name; null for Noto Sans CJK in the captions' language.</summary>
    public string? Font { get; init; }

    /// <summary>Width of a full-width character, percent.</summary>
    public double Size { get; init; } = 5;

    /// <summary>Whether the letters are bold.</summary>
    public bool Bold { get; init; }

    /// <summary>Colour of the letters, <c>#RRGGBB</c>.</summary>
    public string Color { get; init; } = "#FFFFFF";

    /// <summary>Width of the outline, percent.</summary>
    public double Outline { get; init; } = 0.3;

    /// <summary>Colour of the outline, <c>#RRGGBB</c>.</summary>
    public string OutlineColor { get; init; } = "#000000";

    /// <summary>Whether a box lies behind the letters.</summary>
    public bool Box { get; init; }

    /// <summary>Colour of the box, <c>#RRGGBB</c>.</summary>
    public string BoxColor { get; init; } = "#000000";

    /// <summary>How dense the box is, 0 to 1.</summary>
    public double BoxOpacity { get; init; } = 0.65;

    /// <summary>Where the captions stand.</summary>
    public CaptionPosition Position { get; init; }

    /// <summary>Room left free above or below, percent.</summary>
    public double Margin { get; init; } = 7;

    /// <summary>Room left free at each side, percent.</summary>
    public double SideMargin { get; init; } = 6;

    /// <summary>Rows that a caption may have; a longer one follows in parts.</summary>
    public int Rows { get; init; } = 2;

    private const int MostCharacters = 1 << 20;

    /// <summary>A style by name or from a file: our own JSON, or the first style of a SubStation Alpha file.</summary>
    /// <param name="nameOrFile">One of <see cref="Named"/>, or a path that ends in <c>.json</c> or <c>.ass</c>.</param>
    /// <exception cref="DubbingException">There is no such style or file, or a field of it can't be used; the message names it.</exception>
    public static CaptionStyle Load(string nameOrFile)
    {
        ArgumentNullException.ThrowIfNull(nameOrFile);
        if (Named.TryGetValue(nameOrFile, out var named))
            return named;
        if (!File.Exists(nameOrFile))
            throw new DubbingException(Messages.UnknownStyle(nameOrFile, string.Join(", ", Named.Keys))) { Fault = Fault.Usage };
        InputFile.Require(nameOrFile);
        var name = Path.GetFileName(nameOrFile);
        var text = ReadText(nameOrFile, name);
        return text.TrimStart('\uFEFF', ' ', '\t', '\r', '\n').StartsWith('[') ? OfSubStationAlpha(text, name) : Parse(text, name);
    }

    private static string ReadText(string path, string name)
    {
        try
        {
            using var reader = new StreamReader(path);
            // One letter more than a style may have: a file may say that it is smaller than it is.
            var text = new char[MostCharacters + 1];
            var read = reader.ReadBlock(text);
            return read <= MostCharacters ? new string(text, 0, read) : throw new DubbingException(Messages.StyleUnreadable(name));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DubbingException(Messages.StyleUnreadable(name), e);
        }
    }

    /// <summary>Reads a style as <see cref="ToJson"/> writes it; fields that are left out keep their defaults.</summary>
    /// <param name="json">The text.</param>
    /// <param name="name">What the user calls it, for the message.</param>
    /// <exception cref="DubbingException">No such JSON, an unknown field, or a value out of range.</exception>
    public static CaptionStyle Parse(string json, string name)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 8 });
            var style = new CaptionStyle();
            foreach (var field in document.RootElement.EnumerateObject())
                style = style.With(field.Name, field.Value, name);
            return style;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new DubbingException(Messages.StyleUnreadable(name), e);
        }
    }

    /// <summary>The style as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(
        new { font = Font, size = Size, bold = Bold, color = Color, outline = Outline, outlineColor = OutlineColor, box = Box, boxColor = BoxColor, boxOpacity = BoxOpacity, position = Position.ToString().ToLowerInvariant(), margin = Margin, sideMargin = SideMargin, rows = Rows },
        Indented);

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private CaptionStyle With(string field, JsonElement value, string file)
    {
        return field.Replace("Colour", "Color", StringComparison.OrdinalIgnoreCase).ToUpperInvariant() switch
        {
            "FONT" => this with { Font = value.ValueKind == JsonValueKind.Null ? null : FontName(value.ValueKind == JsonValueKind.String ? value.GetString()! : "") ?? throw Bad(field, "Noto Sans CJK KR", file) },
            "SIZE" => this with { Size = Number(1, 30) },
            "BOLD" => this with { Bold = Flag() },
            "COLOR" => this with { Color = Hue() },
            "OUTLINE" => this with { Outline = Number(0, 5) },
            "OUTLINECOLOR" => this with { OutlineColor = Hue() },
            "BOX" => this with { Box = Flag() },
            "BOXCOLOR" => this with { BoxColor = Hue() },
            "BOXOPACITY" => this with { BoxOpacity = Number(0, 1) },
            "POSITION" => this with { Position = Enum.TryParse<CaptionPosition>(value.ToString(), ignoreCase: true, out var position) && Enum.IsDefined(position) ? position : throw Bad(field, "bottom, middle, top", file) },
            "MARGIN" => this with { Margin = Number(0, 45) },
            "SIDEMARGIN" => this with { SideMargin = Number(0, 40) },
            "ROWS" => this with { Rows = (int)Number(1, 4) },
            _ => throw new DubbingException(Messages.StyleField(file, field, "font, size, bold, color, outline, outlineColor, box, boxColor, boxOpacity, position, margin, sideMargin, rows")),
        };

        double Number(double least, double most) =>
            value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number >= least && number <= most ? number : throw Bad(field, string.Create(CultureInfo.InvariantCulture, $"{least} … {most}"), file);

        bool Flag() => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw Bad(field, "true, false", file);

        string Hue() => value.ValueKind == JsonValueKind.String && Rgb().Match(value.GetString()!) is { Success: true } match ? "#" + match.Groups["rgb"].Value.ToUpperInvariant() : throw Bad(field, "#RRGGBB", file);
    }

    /// <summary>The first style of a SubStation Alpha file, as far as ours go.</summary>
    private static CaptionStyle OfSubStationAlpha(string text, string file)
    {
        string[]? columns = null;
        double? height = null;
        double? width = null;
        foreach (var row in text.Split('\n', StringSplitOptions.TrimEntries))
        {
            var at = row.IndexOf(':', StringComparison.Ordinal);
            if (at < 0)
                continue;
            var (key, value) = (row[..at].Trim().ToUpperInvariant(), row[(at + 1)..]);
            switch (key)
            {
                case "PLAYRESX": width = Side(value); break;
                case "PLAYRESY": height = Side(value); break;
                case "FORMAT" when columns is null: columns = value.Split(',', StringSplitOptions.TrimEntries); break;
                case "STYLE" when columns is not null: return OfColumns(columns.Zip(value.Split(',', StringSplitOptions.TrimEntries)).DistinctBy(p => p.First.ToUpperInvariant()).ToDictionary(p => p.First.ToUpperInvariant(), p => p.Second), Math.Min(width ?? 384, height ?? 288));
            }
        }

        throw new DubbingException(Messages.StyleUnreadable(file));
    }

    private static CaptionStyle OfColumns(Dictionary<string, string> columns, double side)
    {
        var plain = new CaptionStyle();
        var alignment = (int)(Of("ALIGNMENT") ?? 2);
        return plain with
        {
            Font = FontName(columns.GetValueOrDefault("FONTNAME", "").TrimStart('@')),
            Size = Math.Clamp((Of("FONTSIZE") ?? side * plain.Size / 100 * BurnedCaptions.LineHeight) / BurnedCaptions.LineHeight / side * 100, 1, 30),
            Bold = Of("BOLD") is not (null or 0),
            Color = Hue("PRIMARYCOLOUR") ?? plain.Color,
            Outline = Math.Clamp((Of("OUTLINE") ?? 0) / side * 100, 0, 5),
            OutlineColor = Hue("OUTLINECOLOUR") ?? plain.OutlineColor,
            Box = Of("BORDERSTYLE") is 3 or 4,
            BoxColor = Hue(Of("BORDERSTYLE") is 3 ? "OUTLINECOLOUR" : "BACKCOLOUR") ?? plain.BoxColor,
            Position = alignment >= 7 ? CaptionPosition.Top : alignment >= 4 ? CaptionPosition.Middle : CaptionPosition.Bottom,
            Margin = Math.Clamp((Of("MARGINV") ?? side * 0.07) / side * 100, 0, 45),
            SideMargin = Math.Clamp((Of("MARGINL") ?? side * 0.06) / side * 100, 0, 40),
        };

        double? Of(string name) => columns.TryGetValue(name, out var value) ? Read(value) : null;

        // &HAABBGGRR, the alpha left out by some.
        string? Hue(string name)
        {
            var hex = columns.GetValueOrDefault(name, "").Trim().TrimStart('&').TrimStart('H', 'h').TrimEnd('&');
            return hex.Length is >= 6 and <= 8 && uint.TryParse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var bgr)
                ? string.Create(CultureInfo.InvariantCulture, $"#{bgr & 0xFF:X2}{bgr >> 8 & 0xFF:X2}{bgr >> 16 & 0xFF:X2}")
                : null;
        }
    }

    /// <summary>A side of the picture that a style is made for; a picture of nothing is not one.</summary>
    private static double? Side(string text) => Read(text) is >= 1 and <= 100_000 and var pixels ? pixels : null;

    private static double? Read(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    private static DubbingException Bad(string field, string wanted, string file) => new(Messages.StyleValue(file, field, wanted));

    /// <summary>A font's name without the signs that part the columns of a style; null for none.</summary>
    private static string? FontName(string name) => name.Length is > 0 and < 100 && name.AsSpan().IndexOfAny(",{}\r\n") < 0 ? name : null;

    [GeneratedRegex(@"\A#?(?<rgb>[0-9A-Fa-f]{6})\z")]
    private static partial Regex Rgb();
}
