using Dubbing.Studio.Projects;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dubbing.Studio.Components.Pages;

/// <content>The project in one of its languages.</content>
public partial class StudioPage
{
    private readonly List<ProjectLanguage> further = [];
    private List<ScriptLine> all = [];
    private SeenLanguages seen = new(default, [], default);

    /// <summary>The code of the language that is shown; null for the project's first.</summary>
    [SupplyParameterFromQuery(Name = "lang")]
    public string? Lang { get; set; }

    /// <summary>The further language of a code, as long as the project has it.</summary>
    private Language? SeenOf(string? code) => LanguageCodes.TryParse(code, out var language) && further.Exists(l => l.Language == language) ? language : null;

    /// <summary>Shows the language that the address names: the project as it is seen in it, its lines, and what is known of the others.</summary>
    private void See()
    {
        var other = SeenOf(Lang);
        var before = seen;
        project = first!.In(further.Find(l => l.Language == other));
        lines = [.. all.Where(l => l.Language == other).OrderBy(l => l.Position)];
        var sources = further.Count == 0 ? [] : all.Where(l => l.Language is null).ToDictionary(l => l.Id);
        seen = new SeenLanguages(first.Language, [.. further.Select(l => l.Language)], project.Language) { Sources = sources, ShowsSource = before.ShowsSource };
        seen = seen with { Open = further.ToDictionary(l => l.Language, l => all.Count(x => x.Language == l.Language && seen.StateOf(x) != SourceState.Current)) };
        problems = LineProblems.Of(lines, Length);
        if (before.Seen == seen.Seen || before.First != seen.First)
            return;
        // The same line in the other language.
        selected = Sibling(selected);
        selection = [];
    }

    /// <summary>A line in the language that is shown, whichever of its siblings is meant.</summary>
    private Guid? Sibling(Guid? line) => all.Find(l => l.Id == line) is { } known ? lines.Find(l => l.MainId == known.MainId)?.Id : null;

    /// <summary>Shows a language, after what is typed has been saved; then a line of it.</summary>
    private async Task SeeAsync(Language language, Guid? line)
    {
        if (script is not null)
            await script.FlushAsync();
        Navigation.NavigateTo($"projects/{Id}{(language == seen.First ? "" : "?lang=" + language.Code())}", replace: true);
        if (line is { } wanted)
            await ShowLineAsync(wanted);
    }

    private void ToggleSource() => seen = seen with { ShowsSource = !seen.ShowsSource };

    /// <summary>The query that asks for what is shown.</summary>
    private string Asked => seen.Other is { } other ? "?lang=" + other.Code() : "";

    /// <summary>The lines that are meant by all: those that are shown.</summary>
    private IReadOnlyCollection<Guid>? Only => seen.Several ? [.. lines.Select(l => l.Id)] : null;

    private async Task AddLanguageAsync()
    {
        var missing = LanguageFacts.All.Select(f => f.Language).Except(seen.All).ToList();
        var dialog = await Dialogs.ShowAsync<AddLanguageDialog>(T["AddLanguage"], new DialogParameters<AddLanguageDialog> { { d => d.Missing, missing } }, new DialogOptions { MaxWidth = MaxWidth.Small, FullWidth = true, CloseButton = true, CloseOnEscapeKey = true });
        if (await dialog.Result is not { Canceled: false, Data: (Language language, LanguageStart start) })
            return;
        if (!await Snackbar.TryAsync(() => Translations.AddAsync(Id, language, start == LanguageStart.Copy, origin)))
            return;
        await SeeAsync(language, null);
        if (start == LanguageStart.Script && script is not null)
            await script.ImportAsync();
    }

    private async Task RemoveLanguageAsync(Language language)
    {
        await SeeAsync(seen.First, null);
        if (await Snackbar.TryAsync(() => Translations.RemoveAsync(Id, language, origin)))
            Snackbar.Add(T["LanguageRemoved", LanguageFacts.Of(language).NativeName], Severity.Info);
    }

    /// <summary>What is wrong in each language, that which is shown first.</summary>
    private IReadOnlyList<LineProblem> ProblemsOfAll() =>
    [
        .. problems.Values.OrderBy(p => p.Line.Position),
        .. all.Where(l => l.Language != seen.Other).GroupBy(l => l.Language).SelectMany(g => LineProblems.Of([.. g.OrderBy(l => l.Position)], Length).Values.OrderBy(p => p.Line.Position)),
    ];

    private string DescribeWithLanguage(LineProblem problem) => (seen.Several ? LanguageFacts.Of(problem.Line.Language ?? seen.First).NativeName + " · " : "") + (script?.Describe(problem) ?? "");

    /// <summary>The script's language; a voice that does not speak it gives way to one that does.</summary>
    private async Task LanguageAsync(Language language)
    {
        if (project is null || project.Language == language)
            return;
        var voice = Voices.Voices.FirstOrDefault(v => v.Id == project.VoiceId && v.Languages.Contains(language)) ?? Voices.Voices.FirstOrDefault(v => v.Languages.Contains(language));
        await ChangeAsync(new ProjectEdit { Language = language, VoiceId = voice?.Id });
    }
}
