using Dubbing.Script;
using Dubbing.Studio.Projects;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;

namespace Dubbing.Studio.Tests.Server;

/// <summary>Two languages in one project: whatever is done to a line is done to its sibling as far as it concerns it, and undone with it.</summary>
public sealed class LanguageTests(ScriptEditingTests.Shared shared) : IClassFixture<ScriptEditingTests.Shared>, IAsyncLifetime
{
    private Guid project;

    private IProjectStore Script => shared.Studio.Projects;

    private ITimelineStore Timeline => shared.Studio.Services.GetRequiredService<ITimelineStore>();

    private IProjectLanguages Languages => shared.Studio.Services.GetRequiredService<IProjectLanguages>();

    private ILineClipboard Clipboard => shared.Studio.Services.GetRequiredService<ILineClipboard>();

    private IProjectVersions Versions => shared.Studio.Services.GetRequiredService<IProjectVersions>();

    public async Task InitializeAsync() => project = await ProjectAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    private static readonly Dictionary<string, Func<LanguageTests, ScriptLine[], Language?, Task>> Edits = new()
    {
        ["insert"] = (t, _, seen) => t.Script.InsertLineAsync(t.project, 1, "새 줄", 2, 2.5, language: seen),
        ["insert after"] = (t, l, seen) => t.Script.InsertLineAfterAsync(t.project, Guid.NewGuid(), l[0].Id, language: seen),
        ["paste text"] = (t, l, seen) => t.Script.InsertCuesAsync(t.project, [Cue(1, "a", 0, 1), Cue(2, "b", 1, 2)], l[1].Id, language: seen),
        ["split"] = (t, l, _) => t.Script.SplitLineAsync(l[1].Id, l[1].Text, l[1].Text.Length / 2),
        ["split at a time"] = (t, l, _) => t.Timeline.SplitLineAsync(l[1].Id, l[1].Text.Length / 2, 4),
        ["join"] = (t, l, _) => t.Script.JoinLineAsync(l[2].Id),
        ["merge"] = (t, l, _) => t.Timeline.MergeLinesAsync(t.project, [.. l.Select(x => x.Id)]),
        ["duplicate"] = (t, l, _) => t.Script.DuplicateLinesAsync(t.project, [l[0].Id, l[2].Id]),
        ["duplicate clips"] = (t, l, _) => t.Timeline.DuplicateClipsAsync(t.project, [l[0].Id, l[1].Id]),
        ["delete"] = (t, l, _) => t.Script.DeleteLinesAsync(t.project, [l[0].Id, l[2].Id]),
        ["delete and close up"] = (t, l, _) => t.Timeline.DeleteClipsAsync(t.project, [l[0].Id], closeGap: true),
        ["move"] = (t, l, _) => t.Script.MoveLinesAsync(t.project, [l[2].Id], 0),
        ["move one"] = (t, l, _) => t.Script.MoveLineAsync(l[0].Id, 2),
        ["times"] = (t, l, _) => t.Script.SetTimesAsync(t.project, new Dictionary<Guid, LineTimes> { [l[0].Id] = new(10, 11), [l[1].Id] = new(12, null) }),
        ["place clips"] = (t, l, _) => t.Timeline.PlaceClipsAsync(t.project, [new(l[1].Id, 20, 22, "나")], []),
        ["speaker"] = (t, l, _) => t.Script.SetSpeakerAsync(t.project, [l[0].Id], "나"),
        ["wait"] = (t, l, _) => t.Timeline.WaitAsync(t.project, 6, 2, new LineEnd(l[1].Id, 8)),
        ["copy and paste"] = async (t, l, seen) => await t.Clipboard.PasteAsync(t.project, (await t.Clipboard.CopyAsync(t.project, [l[1].Id, l[2].Id])).Data, 0, language: seen),
        ["replace by import"] = (t, _, _) => t.Script.ImportAsync(t.project, new ScriptImport([Cue(1, "다른 대본", 0, 1)], ImportMode.Replace)),
        ["remove the language"] = (t, _, _) => t.Languages.RemoveAsync(t.project, Language.Japanese),
        ["own times"] = (t, l, _) => t.Languages.SetOwnTimesAsync(t.project, [l[0].Id, l[1].Id], own: true),
        ["typing"] = (t, l, _) => t.Script.SaveLineTextAsync(l[0].Id, "다른 말"),
    };

    public static TheoryData<string, bool> All
    {
        get
        {
            var all = new TheoryData<string, bool>();
            foreach (var edit in Edits.Keys)
            {
                all.Add(edit, false);
                all.Add(edit, true);
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task After_each_edit_from_each_tab_every_line_has_one_sibling_and_the_step_takes_all_of_it_back(string edit, bool japanese)
    {
        var before = await StateAsync();
        var seen = japanese ? Language.Japanese : (Language?)null;
        await Edits[edit](this, await LinesAsync(seen), seen);
        await InvariantAsync();
        var after = await StateAsync();
        if (edit is not "own times" || japanese)
        {
            Assert.NotEqual(before, after);
            await Script.UndoAsync(project);
        }

        Assert.Equal(before, await StateAsync());
        await InvariantAsync();
        await Script.RedoAsync(project);
        Assert.Equal(after, await StateAsync());
    }

    [Fact]
    public async Task A_language_brings_an_empty_line_for_each_line_and_its_speakers_keep_their_voices()
    {
        var other = (await Script.CreateAsync(new NewProject("강의", Language.Korean, FakeSpeech.VoiceId))).Id;
        await Script.ImportAsync(other, new ScriptImport([Cue(1, "하나", 1, 2, "가"), Cue(2, "둘", 3, 4)], ImportMode.Append, new Dictionary<string, string> { ["가"] = FakeSpeech.VoiceId }));
        await Languages.AddAsync(other, Language.Japanese, copyText: false);
        var there = (await Script.LoadAsync(other, Language.Japanese))!;
        Assert.Equal((Language.Japanese, FakeSpeech.VoiceId, Language.Korean), (there.Project.Language, there.Project.VoiceId, there.First));
        Assert.Equal([("", "가", FakeSpeech.VoiceId, 1.0), ("", null, null, 3.0)], there.Lines.Select(l => (l.Text, l.Speaker, l.VoiceId, l.StartSeconds!.Value)));
        Assert.All(there.Lines, l => Assert.Equal(SourceState.Untranslated, StateOf(there, l)));
        // The first language is what whoever asks for none sees, as before.
        Assert.Equal(["하나", "둘"], (await Script.LoadAsync(other))!.Lines.Select(l => l.Text));
        Assert.Equal(2, (await Script.ListAsync()).Single(p => p.Project.Id == other).Lines);
        await Assert.ThrowsAsync<DubbingException>(() => Languages.AddAsync(other, Language.Japanese, copyText: false));
        await Assert.ThrowsAsync<DubbingException>(() => Script.ChangeAsync(other, new ProjectEdit { Language = Language.Japanese }));
    }

    [Fact]
    public async Task A_copied_text_is_not_translated_until_somebody_writes_over_it()
    {
        var other = (await Script.CreateAsync(new NewProject("강의", Language.Korean))).Id;
        await Script.ImportAsync(other, new ScriptImport([Cue(1, "하나", 1, 2), Cue(2, "둘", 3, 4)], ImportMode.Append));
        await Languages.AddAsync(other, Language.Japanese, copyText: true);
        var there = (await Script.LoadAsync(other, Language.Japanese))!;
        Assert.Equal(["하나", "둘"], there.Lines.Select(l => l.Text));
        Assert.All(there.Lines, l => Assert.Equal(SourceState.Untranslated, StateOf(there, l)));
        await Script.SaveLineTextAsync(there.Lines[0].Id, "ひとつ");
        await Languages.AcceptAsync(other, [there.Lines[1].Id]);
        there = (await Script.LoadAsync(other, Language.Japanese))!;
        Assert.All(there.Lines, l => Assert.Equal(SourceState.Current, StateOf(there, l)));
    }

    [Fact]
    public async Task A_line_whose_source_says_something_else_is_marked_until_it_is_edited_or_accepted_or_the_source_goes_back()
    {
        var source = (await LinesAsync(null))[0];
        await Script.SaveLineTextAsync(source.Id, "하나 하고 반");
        Assert.Equal([SourceState.Changed, SourceState.Current, SourceState.Current], await StatesAsync());
        await Script.SaveLineTextAsync(source.Id, "하나");
        Assert.Equal(SourceState.Current, (await StatesAsync())[0]);
        // A corrected reading changes what is heard of the source, and nothing for who translates it.
        await Script.SaveLineTextAsync(source.Id, "{하나|하아나}");
        Assert.Equal(SourceState.Current, (await StatesAsync())[0]);
        await Script.SaveLineTextAsync(source.Id, "둘");
        await Script.UndoAsync(project);
        Assert.Equal(SourceState.Current, (await StatesAsync())[0]);
        await Script.RedoAsync(project);
        Assert.Equal(SourceState.Changed, (await StatesAsync())[0]);
        var sibling = (await LinesAsync(Language.Japanese))[0];
        await Languages.AcceptAsync(project, [sibling.Id]);
        Assert.Equal(SourceState.Current, (await StatesAsync())[0]);
        await Script.UndoAsync(project);
        Assert.Equal(SourceState.Changed, (await StatesAsync())[0]);
        await Script.SaveLineTextAsync(sibling.Id, "ふたつ");
        Assert.Equal(SourceState.Current, (await StatesAsync())[0]);
        // What is written in the translation marks nothing in the source.
        Assert.All((await LinesAsync(null)), l => Assert.Null(l.SourceText));
    }

    [Fact]
    public async Task A_line_with_times_of_its_own_moves_alone_and_comes_back_to_its_source()
    {
        var (korean, japanese) = ((await LinesAsync(null))[0], (await LinesAsync(Language.Japanese))[0]);
        await Script.SetLineTimesAsync(japanese.Id, 1.5, 2.5);
        Assert.Equal((1.5, 2.5), Times((await LinesAsync(null))[0]));
        await Languages.SetOwnTimesAsync(project, [japanese.Id], own: true);
        await Script.SetLineTimesAsync(japanese.Id, 1.7, 2.9);
        Assert.Equal((1.5, 2.5), Times((await LinesAsync(null))[0]));
        await Script.SetLineTimesAsync(korean.Id, 1, 2);
        Assert.Equal((1.7, 2.9), Times((await LinesAsync(Language.Japanese))[0]));
        // Where the picture waits, both stay with it.
        await Timeline.WaitAsync(project, 0.5, 2, null);
        Assert.Equal((3.7, 4.9), Times((await LinesAsync(Language.Japanese))[0]));
        Assert.Equal((3.0, 4.0), Times((await LinesAsync(null))[0]));
        await Languages.SetOwnTimesAsync(project, [japanese.Id], own: false);
        Assert.Equal((3.0, 4.0), Times((await LinesAsync(Language.Japanese))[0]));

        static (double, double) Times(ScriptLine line) => (Math.Round(line.StartSeconds!.Value, 6), Math.Round(line.EndSeconds!.Value, 6));
    }

    [Fact]
    public async Task A_cut_cuts_the_sibling_between_its_sentences_and_both_halves_ask_to_be_looked_at()
    {
        var line = (await LinesAsync(null))[1];
        await Script.SplitLineAsync(line.Id, line.Text, line.Text.IndexOf('넷', StringComparison.Ordinal));
        Assert.Equal(["둘 셋.", "넷 다섯."], (await LinesAsync(null)).Skip(1).Take(2).Select(l => l.Text));
        Assert.Equal(["二、三。", "四、五。"], (await LinesAsync(Language.Japanese)).Skip(1).Take(2).Select(l => l.Text));
        Assert.Equal([SourceState.Current, SourceState.Changed, SourceState.Changed, SourceState.Current], await StatesAsync());
        // Joined again, all is as before: nothing is marked.
        await Script.JoinLineAsync((await LinesAsync(null))[2].Id);
        Assert.Equal(["一", "二、三。四、五。", "六"], (await LinesAsync(Language.Japanese)).Select(l => l.Text));
    }

    [Theory]
    [InlineData("一二三。四五六。", 0.5, 4)]
    [InlineData("一二三。四五六。", 0.1, 4)]
    [InlineData("一つの文だけです。", 0.5, 9)]
    [InlineData("「はい。」と言った。次です。", 0.4, 5)]
    [InlineData("It costs 3.5 won. Fine.", 0.4, 17)]
    [InlineData("하나. 둘. 셋.", 0.3, 3)]
    [InlineData("하나. 둘.", 0, 0)]
    [InlineData("하나. 둘.", 1, 6)]
    [InlineData("", 0.5, 0)]
    public void A_text_is_cut_where_a_sentence_ends(string text, double share, int place) => Assert.Equal(place, LineCommands.SentencePlace(text, share));

    [Fact]
    public async Task Lines_that_belong_together_stay_so_when_they_are_joined()
    {
        await Script.JoinLineAsync((await LinesAsync(Language.Japanese))[1].Id);
        Assert.Equal(["하나 둘 셋. 넷 다섯.", "여섯"], (await LinesAsync(null)).Select(l => l.Text));
        Assert.Equal(["一二、三。四、五。", "六"], (await LinesAsync(Language.Japanese)).Select(l => l.Text));
        Assert.Equal([SourceState.Current, SourceState.Current], await StatesAsync());
    }

    [Fact]
    public async Task A_line_that_is_locked_in_one_language_is_left_alone_by_all()
    {
        await Script.LockLinesAsync(project, [(await LinesAsync(Language.Japanese))[1].Id], true);
        var (before, line) = (await StateAsync(), (await LinesAsync(null))[1]);
        Assert.Null(await Script.SplitLineAsync(line.Id, line.Text, 2));
        Assert.Null(await Script.JoinLineAsync(line.Id));
        Assert.Empty(await Script.DeleteLinesAsync(project, [line.Id]));
        await Script.SetLineTimesAsync(line.Id, 30, 31);
        Assert.Equal(before, await StateAsync());
        // What it says in the other language is another matter.
        await Script.SaveLineTextAsync(line.Id, "다른 말");
        Assert.NotEqual(before, await StateAsync());
    }

    [Fact]
    public async Task A_new_speaker_speaks_each_language_with_the_voice_that_he_has_in_it()
    {
        var japanese = await LinesAsync(Language.Japanese);
        await Script.SetSpeakerVoiceAsync(project, "나", "voice-ja", language: Language.Japanese);
        await Script.SetSpeakerVoiceAsync(project, "나", "voice-ko");
        await Script.SetSpeakerAsync(project, [japanese[0].Id], "나");
        Assert.Equal(("나", "voice-ja"), ((await LinesAsync(Language.Japanese))[0].Speaker, (await LinesAsync(Language.Japanese))[0].VoiceId));
        Assert.Equal(("나", "voice-ko"), ((await LinesAsync(null))[0].Speaker, (await LinesAsync(null))[0].VoiceId));
    }

    [Fact]
    public async Task The_voice_of_a_language_is_its_own_and_makes_its_lines_alone_stale()
    {
        var before = (await LinesAsync(null)).Select(l => l.Input).ToList();
        var japanese = (await LinesAsync(Language.Japanese)).Select(l => l.Input).ToList();
        await Script.ChangeAsync(project, new ProjectEdit { VoiceId = "other", Of = Language.Japanese });
        Assert.Equal(before, (await LinesAsync(null)).Select(l => l.Input));
        Assert.Empty(japanese.Intersect((await LinesAsync(Language.Japanese)).Select(l => l.Input)));
        Assert.Equal(FakeSpeech.VoiceId, (await Script.LoadAsync(project))!.Project.VoiceId);
        Assert.Equal("other", (await Script.LoadAsync(project, Language.Japanese))!.Project.VoiceId);
    }

    [Fact]
    public async Task A_version_of_before_the_second_language_is_restored_with_empty_lines_in_it()
    {
        await Languages.RemoveAsync(project, Language.Japanese);
        var version = (await Versions.KeepAsync(project, "한국어만"))!;
        Assert.Equal(3, version.Lines);
        await Script.UndoAsync(project);
        var state = await StateAsync();
        // Tables of today know that there was one language: it is gone again.
        Assert.True(await Versions.RestoreAsync(version.Id));
        Assert.Empty((await Script.LoadAsync(project))!.Languages);
        await InvariantAsync();
        await Script.UndoAsync(project);
        Assert.Equal(state, await StateAsync());
        // A version of an earlier studio does not know languages: they stay, and every line has a sibling.
        await using (var db = await shared.Studio.Services.GetRequiredService<IDbContextFactory<StudioDb>>().CreateDbContextAsync())
        {
            var row = await db.Versions.SingleAsync(v => v.Id == version.Id);
            row.Content = row.Content.Replace($"\"{nameof(ProjectLanguage)}\",", "", StringComparison.Ordinal);
            foreach (var column in new[] { "\"Language\":null,", "\"SourceId\":null,", "\"SourceText\":null,", "\"OwnTimes\":false," })
                row.Content = row.Content.Replace(column, "", StringComparison.Ordinal);
            await db.SaveChangesAsync();
        }

        Assert.True(await Versions.RestoreAsync(version.Id));
        await InvariantAsync();
        Assert.Equal(["하나", "둘 셋. 넷 다섯.", "여섯"], (await LinesAsync(null)).Select(l => l.Text));
        Assert.Equal(["", "", ""], (await LinesAsync(Language.Japanese)).Select(l => l.Text));
        await Script.UndoAsync(project);
        Assert.Equal(state, await StateAsync());
    }

    [Fact]
    public async Task Lines_go_to_a_project_of_the_other_language_with_what_that_has()
    {
        var other = (await Script.CreateAsync(new NewProject("日本語", Language.Japanese))).Id;
        var copied = await Clipboard.CopyAsync(project, [(await LinesAsync(null))[0].Id, (await LinesAsync(null))[2].Id]);
        Assert.Equal("하나\n여섯", copied.Text);
        await Clipboard.PasteAsync(other, copied.Data);
        Assert.Equal(["一", "六"], (await Script.LoadAsync(other))!.Lines.Select(l => l.Text));
        Assert.All((await Script.LoadAsync(other))!.Lines, l => Assert.Equal((null, null), (l.Language, l.SourceId)));
    }

    [Fact]
    public async Task A_script_is_matched_by_time_or_by_number_and_what_matches_nothing_is_told()
    {
        var lines = await LinesAsync(Language.Japanese);
        Cue[] cues = [Cue(1, "はじめ", 1.1, 1.6), Cue(2, "つづき", 1.6, 2.1), Cue(3, "まんなか", 3.4, 6.2), Cue(4, "余り", 60, 61)];
        Assert.Equal(MatchWay.Time, CueMatch.WayOf(lines, cues));
        var match = CueMatch.Of(lines, cues, MatchWay.Time, "");
        Assert.Equal(["はじめつづき", "まんなか"], lines.Select(l => match.Texts.GetValueOrDefault(l.Id)).OfType<string>());
        Assert.Equal(["余り"], match.Left.Select(c => c.Text));
        Assert.Equal(MatchWay.Number, CueMatch.WayOf(lines, [new Cue(1, "時間なし")]));
        Assert.Equal(["はじめ", "つづき", "まんなか"], lines.Select(l => CueMatch.Of(lines, cues, MatchWay.Number, "").Texts[l.Id]));

        await Script.LockLinesAsync(project, [lines[1].Id], true);
        Assert.Equal(1, await Languages.FillAsync(project, match.Texts));
        Assert.Equal(["はじめつづき", "二、三。四、五。", "六"], (await LinesAsync(Language.Japanese)).Select(l => l.Text));
        Assert.Equal(["하나", "둘 셋. 넷 다섯.", "여섯"], (await LinesAsync(null)).Select(l => l.Text));
    }

    [Fact]
    public async Task A_table_of_two_languages_comes_in_as_one_step()
    {
        var other = (await Script.CreateAsync(new NewProject("표", Language.Korean, FakeSpeech.VoiceId))).Id;
        var texts = new Dictionary<Language, IReadOnlyDictionary<int, string>> { [Language.Japanese] = new Dictionary<int, string> { [0] = "一", [2] = "三" } };
        await Script.ImportAsync(other, new ScriptImport([Cue(1, "하나", 0, 1), Cue(2, "둘", 1, 2), Cue(3, "셋", 2, 3)], ImportMode.Replace) { Texts = texts });
        var there = (await Script.LoadAsync(other, Language.Japanese))!;
        Assert.Equal(["一", "", "三"], there.Lines.Select(l => l.Text));
        Assert.Equal([SourceState.Current, SourceState.Untranslated, SourceState.Current], there.Lines.Select(l => StateOf(there, l)));
        await Script.UndoAsync(other);
        Assert.Empty((await Script.LoadAsync(other))!.Lines);
        Assert.Empty((await Script.LoadAsync(other))!.Languages);
    }

    [Fact]
    public void Two_columns_are_paired_by_their_rows_and_what_has_no_pair_is_counted()
    {
        Cue[] korean = [Cue(1, "하나", 0, 1), Cue(2, "둘", 1, 2), Cue(3, "셋", 2, 3)];
        var both = Dubbing.Studio.Components.Bilingual.Of(korean, [Cue(1, "一", 0, 1), Cue(2, "三", 2, 3)]);
        Assert.Equal([(0, "一"), (2, "三")], both.Texts.OrderBy(t => t.Key).Select(t => (t.Key, t.Value)));
        Assert.Equal(0, both.Left);
        // As many rows, and not the same ones.
        both = Dubbing.Studio.Components.Bilingual.Of(korean, [Cue(1, "一", 0, 1), Cue(2, "三", 2, 3), Cue(3, "四", 3, 4)]);
        Assert.Equal([0, 2], both.Texts.Keys.Order());
        Assert.Equal(1, both.Left);
        // Without times only as many are the same.
        Cue[] untimed = [new(1, "하나"), new(2, "둘")];
        Assert.Equal(2, Dubbing.Studio.Components.Bilingual.Of(untimed, [new(1, "一"), new(2, "二")]).Texts.Count);
        Assert.Equal(1, Dubbing.Studio.Components.Bilingual.Of(untimed, [new Cue(1, "二")]).Left);
    }

    [Fact]
    public async Task A_copy_of_the_project_has_both_languages_and_ties_of_its_own()
    {
        var copy = (await shared.Studio.Services.GetRequiredService<IProjectCopies>().DuplicateAsync(project, "복사본"))!;
        var there = (await Script.LoadAsync(copy.Id, Language.Japanese))!;
        Assert.Equal(["一", "二、三。四、五。", "六"], there.Lines.Select(l => l.Text));
        Assert.Equal(there.Others.Select(l => (Guid?)l.Id), there.Lines.Select(l => l.SourceId));
        Assert.Empty(there.Others.Select(l => l.Id).Intersect((await LinesAsync(null)).Select(l => l.Id)));
    }

    [Fact]
    public async Task A_database_of_before_languages_opens_with_all_its_projects_as_projects_of_one()
    {
        await using var studio = await TestStudio.StartAsync(new FakeSpeech().AddTo);
        var id = (await studio.Projects.CreateAsync(new NewProject("어제", Language.Korean, FakeSpeech.VoiceId))).Id;
        await studio.Projects.ImportAsync(id, new ScriptImport([Cue(1, "하나", 1, 2, "가"), Cue(2, "둘", 3, 4)], ImportMode.Append));
        await studio.Services.GetRequiredService<Jobs.IJobQueue>().EnqueueRenderAsync(id);
        await studio.UntilAsync(id, c => c.Jobs.All(j => !j.IsActive) && c.Lines.All(l => l.TakeKey is not null));
        await studio.Projects.SaveLineTextAsync((await studio.Projects.LoadAsync(id))!.Lines[1].Id, "둘 반");
        var version = (await studio.Services.GetRequiredService<IProjectVersions>().KeepAsync(id, "어제"))!;
        await studio.StopAsync();
        await using (var db = new StudioDb(new DbContextOptionsBuilder<StudioDb>().UseSqlite($"Data Source={Path.Combine(studio.Folder, "studio.db")};Pooling=False").Options))
        {
            await db.GetService<IMigrator>().MigrateAsync("20261201053000_SoundTracks");
            // As that studio wrote its history and versions: without the columns that it did not have.
            foreach (var column in new[] { "\"Language\":null,", "\"SourceId\":null,", "\"SourceText\":null,", "\"OwnTimes\":false,", $"\"{nameof(ProjectLanguage)}\"," })
            {
                await db.Database.ExecuteSqlAsync($"UPDATE Edits SET Changes = replace(Changes, {column}, '')");
                await db.Database.ExecuteSqlAsync($"UPDATE Versions SET Content = replace(Content, {column}, '')");
            }

            Assert.Equal(0, await db.Database.SqlQuery<int>($"SELECT count(*) AS Value FROM sqlite_master WHERE name = 'Languages'").SingleAsync());
        }

        await studio.RestartAfterStopAsync();
        var content = (await studio.Projects.LoadAsync(id))!;
        Assert.Equal([("하나", "가", false, (Language?)null), ("둘 반", null, true, null)], content.Lines.Select(l => (l.Text, l.Speaker, l.IsStale, l.Language)));
        Assert.Empty(content.Languages);
        Assert.Empty(content.Others);
        // Its history and its versions are of use, and it can have a second language.
        await studio.Projects.UndoAsync(id);
        Assert.All((await studio.Projects.LoadAsync(id))!.Lines, l => Assert.False(l.IsStale));
        await studio.Services.GetRequiredService<IProjectLanguages>().AddAsync(id, Language.Japanese, copyText: false);
        Assert.True(await studio.Services.GetRequiredService<IProjectVersions>().RestoreAsync(version.Id));
        content = (await studio.Projects.LoadAsync(id, Language.Japanese))!;
        Assert.Equal(["하나", "둘 반"], content.Others.Select(l => l.Text));
        Assert.Equal(2, content.Lines.Count);
    }

    [Fact]
    public async Task A_file_of_several_languages_goes_to_another_studio_and_comes_out_as_it_was()
    {
        var copies = shared.Studio.Services.GetRequiredService<IProjectCopies>();
        var file = Path.Combine(Directory.CreateTempSubdirectory("studio-languages-").FullName, "both.dubbing");
        await using (var to = File.Create(file))
            Assert.True(await copies.WriteAsync(project, to, ArchiveParts.None));
        // A studio of before refuses it, and reads those of one language as ever.
        Assert.Equal(2, await SchemaAsync(file));
        var one = (await Script.CreateAsync(new NewProject("하나", Language.Korean))).Id;
        var plain = file + ".one";
        await using (var to = File.Create(plain))
            Assert.True(await copies.WriteAsync(one, to, ArchiveParts.None));
        Assert.Equal(1, await SchemaAsync(plain));

        await using var other = await TestStudio.StartAsync(new FakeSpeech().AddTo);
        var there = (await other.Services.GetRequiredService<IProjectCopies>().ReadAsync(file)).Project.Id;
        var (here, came) = ((await Script.LoadAsync(project, Language.Japanese))!, (await other.Projects.LoadAsync(there, Language.Japanese))!);
        Assert.Equal(here.Lines.Select(l => (l.Text, l.SourceText, l.Position, l.Input)), came.Lines.Select(l => (l.Text, l.SourceText, l.Position, l.Input)));
        Assert.Equal(came.Others.Select(l => (Guid?)l.Id), came.Lines.Select(l => l.SourceId));

        // The command line reads both.
        var folder = Path.GetDirectoryName(file)!;
        var contents = await ProjectFile.ReadAsync(file, folder, CancellationToken.None);
        Assert.Equal((Language.Korean, 3), (contents.Language, contents.Lines.Count));
        var japanese = Assert.Single(contents.Others);
        Assert.Equal((Language.Japanese, 3), (japanese.Language, japanese.Lines.Count));
        Directory.Delete(folder, recursive: true);

        static async Task<int> SchemaAsync(string path)
        {
            await using var zip = await System.IO.Compression.ZipFile.OpenReadAsync(path);
            await using var json = await zip.GetEntry("project.json")!.OpenAsync();
            return (await System.Text.Json.JsonDocument.ParseAsync(json)).RootElement.GetProperty("Schema").GetInt32();
        }
    }

    /// <summary>Three lines in two languages; the second in two sentences.</summary>
    private async Task<Guid> ProjectAsync()
    {
        project = (await Script.CreateAsync(new NewProject("두 언어", Language.Korean, FakeSpeech.VoiceId))).Id;
        await Script.ImportAsync(project, new ScriptImport([Cue(1, "하나", 1, 2, "가"), Cue(2, "둘 셋. 넷 다섯.", 3, 6, "나"), Cue(3, "여섯", 7, 8, "나")], ImportMode.Append));
        await Languages.AddAsync(project, Language.Japanese, copyText: false);
        foreach (var (line, text) in (await LinesAsync(Language.Japanese)).Zip(["一", "二、三。四、五。", "六"]))
            await Script.SaveLineTextAsync(line.Id, text);
        return project;
    }

    private static Cue Cue(int number, string text, double start, double end, string? speaker = null) => new(number, text, TimeSpan.FromSeconds(start), TimeSpan.FromSeconds(end), speaker);

    private async Task<ScriptLine[]> LinesAsync(Language? language) => [.. (await Script.LoadAsync(project, language))!.Lines];

    private async Task<IReadOnlyList<SourceState>> StatesAsync()
    {
        var there = (await Script.LoadAsync(project, Language.Japanese))!;
        return [.. there.Lines.Select(l => StateOf(there, l))];
    }

    private static SourceState StateOf(ProjectContent content, ScriptLine line) => SourceStates.Of(line, content.Others.Single(l => l.Id == line.SourceId), content.First);

    private async Task InvariantAsync()
    {
        var content = (await Script.LoadAsync(project))!;
        Assert.Equal(Enumerable.Range(0, content.Lines.Count), content.Lines.Select(l => l.Position));
        Assert.All(content.Lines, l => Assert.Equal((null, null, false), (l.SourceId, l.SourceText, l.OwnTimes)));
        foreach (var language in content.Languages)
        {
            var siblings = (await Script.LoadAsync(project, language.Language))!.Lines;
            Assert.Equal(content.Lines.Select(l => (l.Id, l.Position, l.Speaker)), siblings.Select(l => (l.SourceId!.Value, l.Position, l.Speaker)));
            Assert.Equal(
                content.Lines.Zip(siblings).Where(p => !p.Second.OwnTimes).Select(p => (p.First.StartSeconds, p.First.EndSeconds)),
                siblings.Where(l => !l.OwnTimes).Select(l => (l.StartSeconds, l.EndSeconds)));
        }

        Assert.Equal(content.Others.Count, content.Lines.Count * content.Languages.Count);
    }

    /// <summary>All that a user edits, of all lines and languages.</summary>
    private async Task<string> StateAsync()
    {
        var content = (await Script.LoadAsync(project))!;
        return string.Join('\n', content.Languages.Select(l => $"{l.Id} {l.Language} {l.VoiceId}").Concat(content.Lines.Concat(content.Others.OrderBy(l => l.Position)).Select(l =>
            $"{l.Id} {l.Language} {l.SourceId} {l.Position} {l.Text} {l.SourceText} {l.OwnTimes} {l.Speaker} {l.StartSeconds} {l.EndSeconds} {l.VoiceId} {l.Locked} {l.PauseBefore} {l.FadeInSeconds} {l.Input}")));
    }
}
