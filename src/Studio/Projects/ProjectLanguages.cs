using Microsoft.EntityFrameworkCore;

namespace Dubbing.Studio.Projects;

/// <inheritdoc cref="IProjectLanguages"/>
internal sealed class ProjectLanguages(ProjectEditor editor, LanguageVoices voices) : IProjectLanguages
{
    public Task AddAsync(Guid projectId, Language language, bool copyText, Guid origin, CancellationToken cancel) => editor.EditAsync(
        projectId,
        origin,
        async (db, project) =>
        {
            var name = LanguageFacts.Of(language).NativeName;
            if (!await voices.AddAsync(db, project, language, cancel))
                throw new DubbingException(Messages.LanguageThere(name));
            foreach (var main in await ProjectEditor.LinesAsync(db, projectId, cancel))
            {
                var sibling = voices.Sibling(main, language, null);
                // Without a source text: nobody has written this for it.
                sibling.Text = copyText ? main.Text : "";
                db.Lines.Add(sibling);
            }

            return new EditName(Messages.EditLanguageAdd(name));
        },
        cancel);

    public Task RemoveAsync(Guid projectId, Language language, Guid origin, CancellationToken cancel) => editor.EditAsync(
        projectId,
        origin,
        async (db, _) =>
        {
            if ((await SiblingLines.LanguagesAsync(db, projectId, cancel)).Find(l => l.Language == language) is not { } there)
                return null;
            // Its lines follow.
            db.Languages.Remove(there);
            return new EditName(Messages.EditLanguageRemove(LanguageFacts.Of(language).NativeName));
        },
        cancel);

    public Task AcceptAsync(Guid projectId, IReadOnlyCollection<Guid> lineIds, Guid origin, CancellationToken cancel) => editor.EditAsync(
        projectId,
        origin,
        async (db, _) =>
        {
            var lines = await LineCommands.MeantAsync(db, projectId, lineIds, cancel);
            var whole = await SiblingLines.WholeAsync(db, projectId, [.. lines.Select(l => l.MainId)], cancel);
            foreach (var line in lines.Where(l => l.Language is not null))
                line.SourceText = whole[line.MainId].First(l => l.Language is null).Text;
            return lines.Count == 0 ? null : new EditName(Messages.EditSourceAccept(lines.Count));
        },
        cancel);

    public Task SetOwnTimesAsync(Guid projectId, IReadOnlyCollection<Guid> lineIds, bool own, Guid origin, CancellationToken cancel) => editor.EditAsync(
        projectId,
        origin,
        async (db, _) =>
        {
            var lines = (await LineCommands.FreeAsync(db, projectId, lineIds, cancel)).FindAll(l => l.Language is not null && l.OwnTimes != own);
            var whole = await SiblingLines.WholeAsync(db, projectId, [.. lines.Select(l => l.MainId)], cancel);
            foreach (var line in lines)
            {
                line.OwnTimes = own;
                if (!own && whole[line.MainId].FirstOrDefault(l => l.Language is null) is { } main)
                    LineCommands.Place(line, main.StartSeconds, main.EndSeconds);
            }

            return lines.Count == 0 ? null : new EditName(own ? Messages.EditOwnTimes(lines.Count) : Messages.EditSharedTimes(lines.Count));
        },
        cancel);

    public async Task<int> FillAsync(Guid projectId, IReadOnlyDictionary<Guid, string> texts, Guid origin, CancellationToken cancel)
    {
        var written = 0;
        await editor.EditAsync(
            projectId,
            origin,
            async (db, _) =>
            {
                var lines = (await LineCommands.NamedAsync(db, projectId, [.. texts.Keys], cancel)).FindAll(l => !l.Locked);
                var whole = await SiblingLines.WholeAsync(db, projectId, [.. lines.Select(l => l.MainId)], cancel);
                foreach (var line in lines)
                {
                    line.Text = texts[line.Id];
                    // Also where it says what it said before: it was given for this source.
                    if (line.Language is not null)
                        line.SourceText = whole[line.MainId].First(l => l.Language is null).Text;
                }

                written = lines.Count;
                return written == 0 ? null : new EditName(Messages.EditImport(written));
            },
            cancel);
        return written;
    }
}
