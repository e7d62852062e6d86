using Dubbing.Script;
using Dubbing.Studio.Projects;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dubbing.Studio.Components;

/// <content>A script in one of several languages, or in two at once.</content>
public partial class ImportDialog
{
    private readonly Dictionary<Language, string> columns = [];
    private readonly Dictionary<Language, Bilingual> pairs = [];
    private bool matches;
    private MatchWay? matchWay;

    /// <summary>The project's languages; the script is of the one that is shown.</summary>
    [Parameter]
    public SeenLanguages Languages { get; set; } = new(default, [], default);

    /// <summary>The columns of a table that may be its text.</summary>
    private IReadOnlyList<string> Columns => script?.Choices.Texts ?? [];

    /// <summary>The languages that a second column may be in.</summary>
    private IEnumerable<Language> Beside => LanguageFacts.All.Select(f => f.Language).Where(l => l != Language);

    private MatchWay WayOfMatch => matchWay ?? CueMatch.WayOf(Lines, script?.Cues ?? []);

    /// <summary>What each line would say; null where the script comes in as lines of its own.</summary>
    private CueMatch? Match => script is { Cues.Count: > 0 } read && Lines.Count > 0 && (matches || Languages.Other is not null)
        ? CueMatch.Of(Lines, [.. Shifted(read.Cues).Select(Map.Map)], WayOfMatch, LanguageFacts.Of(Language).WordSeparator) : null;

    private Task ColumnAsync(Language language, string? chosen)
    {
        if (string.IsNullOrEmpty(chosen))
            columns.Remove(language);
        else
            columns[language] = chosen;
        return ReadAsync();
    }

    /// <summary>Reads the table once more for each language that has a column of its own.</summary>
    private async Task PairAsync(ScriptDocument read, byte[] bytes, string name)
    {
        pairs.Clear();
        foreach (var (language, column) in columns.Where(c => read.Choices.Texts.Contains(c.Value)))
        {
            var other = await Task.Run(() => ScriptReader.Read(bytes, name, new ScriptOptions(split, names, language, sheet, column)), gone.Token);
            pairs[language] = Bilingual.Of(read.Cues, other.Cues);
        }
    }

    /// <summary>Gives the lines that are there their texts.</summary>
    private async Task FillAsync(CueMatch match)
    {
        var written = 0;
        if (!await Snackbar.TryAsync(async () => written = await Translations.FillAsync(ProjectId, match.Texts, Origin)))
            return;
        Snackbar.Add(T["Imported", written], Severity.Success);
        Dialog.Close(DialogResult.Ok(written));
    }
}
