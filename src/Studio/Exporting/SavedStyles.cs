using System.Text.Json;
using Dubbing.Export;
using Dubbing.Studio.Jobs;

namespace Dubbing.Studio.Exporting;

/// <summary>The caption styles that people have saved: one file in the data folder, for all projects. What cannot be read of it is left out and kept.</summary>
internal sealed class SavedStyles(DataFolder data) : IDisposable
{
    /// <summary>The longest name, in UTF-16 units.</summary>
    public const int LongestName = 60;

    private readonly SemaphoreSlim writing = new(1, 1);

    /// <summary>The styles by name, in the order of names.</summary>
    /// <exception cref="DubbingException">The file cannot be opened.</exception>
    public IReadOnlyDictionary<string, CaptionStyle> All()
    {
        var styles = new SortedDictionary<string, CaptionStyle>(StringComparer.CurrentCultureIgnoreCase);
        foreach (var (name, json) in Read())
        {
            if (Parsed(json, name) is { } style)
                styles[name] = style;
        }

        return styles;
    }

    /// <summary>Saves a style under a name, in place of one that has it.</summary>
    /// <exception cref="DubbingException">The name is missing, too long or that of a style that comes along; a value is out of range; the disk is full.</exception>
    public async Task SaveAsync(string name, CaptionStyle style, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(style);
        var wanted = name?.Trim() ?? "";
        if (wanted.Length is 0 or > LongestName)
            throw new DubbingException(Messages.StyleNameMissing(LongestName));
        if (CaptionStyle.Named.ContainsKey(wanted) || wanted == ExportArguments.OwnStyle)
            throw new DubbingException(Messages.StyleNameTaken(wanted));
        var json = CaptionStyle.Parse(style.ToJson(), wanted).ToJson();
        await ChangeAsync(styles => styles[wanted] = json, cancel);
    }

    /// <summary>Deletes a style. Exports that were asked for with it keep it.</summary>
    /// <exception cref="DubbingException">The disk is full.</exception>
    public Task DeleteAsync(string name, CancellationToken cancel = default) => ChangeAsync(styles => styles.Remove(name), cancel);

    /// <inheritdoc/>
    public void Dispose() => writing.Dispose();

    /// <summary>How an export's captions look: as they were when it was asked for.</summary>
    public static CaptionStyle Of(ExportArguments asked)
    {
        ArgumentNullException.ThrowIfNull(asked);
        return (asked.StyleJson is { } json ? Parsed(json, asked.Style) : null) ?? CaptionStyle.Named.GetValueOrDefault(asked.Style) ?? new CaptionStyle();
    }

    private static CaptionStyle? Parsed(string json, string name)
    {
        try
        {
            return CaptionStyle.Parse(json, name);
        }
        catch (DubbingException)
        {
            return null;
        }
    }

    private async Task ChangeAsync(Action<Dictionary<string, string>> change, CancellationToken cancel)
    {
        await writing.WaitAsync(cancel);
        var made = data.WorkFile(".json");
        try
        {
            var styles = Read();
            change(styles);
            await using (var file = File.Create(made))
            await using (var json = new Utf8JsonWriter(file, new JsonWriterOptions { Indented = true }))
            {
                json.WriteStartObject();
                foreach (var (name, style) in styles)
                {
                    json.WritePropertyName(name);
                    json.WriteRawValue(style);
                }

                json.WriteEndObject();
            }

            File.Move(made, data.CaptionStyles, overwrite: true);
        }
        catch (IOException e) when (DiskSpace.IsFull(e))
        {
            throw new DubbingException(Messages.NotSavedDiskFull(), e);
        }
        finally
        {
            File.Delete(made);
            writing.Release();
        }
    }

    /// <summary>The file's styles as they stand there; none when there is no such file, or it is none of ours.</summary>
    private Dictionary<string, string> Read()
    {
        var styles = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (!File.Exists(data.CaptionStyles))
            return styles;
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(data.CaptionStyles));
            foreach (var style in json.RootElement.EnumerateObject())
                styles[style.Name] = style.Value.GetRawText();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // A damaged file is put beside, so that the next style does not write over it.
            File.Move(data.CaptionStyles, data.CaptionStyles + ".damaged", overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DubbingException(Messages.FolderUnusable(data.Root), e);
        }

        return styles;
    }
}
