using Dubbing.Speech;
using Microsoft.EntityFrameworkCore;

namespace Dubbing.Studio.Projects;

/// <summary>Who speaks a language that comes to a project: the voices that are chosen already, where they speak it.</summary>
internal sealed class LanguageVoices(IVoiceCatalogue voices)
{
    /// <summary>Adds a language to a project in a context, unless it is there.</summary>
    public async Task<bool> AddAsync(StudioDb db, Project project, Language language, CancellationToken cancel)
    {
        if (language == project.Language || (await SiblingLines.LanguagesAsync(db, project.Id, cancel)).Exists(l => l.Language == language))
            return false;
        db.Languages.Add(new ProjectLanguage
        {
            Id = Guid.CreateVersion7(),
            ProjectId = project.Id,
            Language = language,
            VoiceId = Of(project.VoiceId, language) ?? voices.Voices.FirstOrDefault(v => v.Languages.Contains(language))?.Id,
        });
        return true;
    }

    /// <summary>A sibling of a line, with a text that was written for it; without one it is still to be written.</summary>
    public ScriptLine Sibling(ScriptLine main, Language language, string? text)
    {
        var sibling = SiblingLines.New(main, language, Of(main.VoiceId, language));
        if (!string.IsNullOrWhiteSpace(text))
            (sibling.Text, sibling.SourceText) = (text, main.Text);
        return sibling;
    }

    private string? Of(string? voice, Language language) => voices.Voices.FirstOrDefault(v => v.Id == voice && v.Languages.Contains(language))?.Id;
}
