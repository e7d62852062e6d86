using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Dubbing.Studio.Hosting;
using Dubbing.Studio.Jobs;
using Dubbing.Studio.Media;
using Dubbing.Studio.Projects;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Dubbing.Studio.Tests.Server;

/// <summary>A project goes into one file and comes out of it elsewhere; a bad file does no harm and is named.</summary>
public sealed class ProjectFileTests : IAsyncLifetime
{
    private readonly FakeSpeech speech = new();
    private TestStudio studio = null!;
    private Project project = null!;

    public async Task InitializeAsync()
    {
        studio = await StartAsync();
        project = await studio.Projects.CreateAsync(new NewProject("강의 1", Language.Korean, FakeSpeech.VoiceId));
        await studio.Projects.InsertLineAsync(project.Id, text: "하나", startSeconds: 1, endSeconds: 3);
        await studio.Projects.InsertLineAsync(project.Id, text: "둘");
        await studio.Services.GetRequiredService<IJobQueue>().EnqueueRenderAsync(project.Id);
        await studio.UntilAsync(project.Id, c => c.Jobs.All(j => !j.IsActive) && c.Lines.All(l => l.TakeKey is not null));
        await studio.Services.GetRequiredService<IProjectVersions>().KeepAsync(project.Id, "처음");
    }

    public async Task DisposeAsync() => await studio.DisposeAsync();

    [Fact]
    public async Task A_project_comes_out_of_its_file_in_another_studio_as_it_went_in()
    {
        await AddMediaAsync();
        var answer = await studio.Http.GetAsync($"/projects/{project.Id}/file");
        Assert.Equal("application/zip", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains("강의", answer.Content.Headers.ContentDisposition!.FileNameStar);
        var file = await answer.Content.ReadAsByteArrayAsync();
        await using var other = await StartAsync();
        var (status, body) = await SendAsync(other, file);
        Assert.Equal(HttpStatusCode.OK, status);
        var id = Guid.Parse((string)JsonNode.Parse(body)!["id"]!);
        Assert.Empty(JsonNode.Parse(body)!["warnings"]!.AsArray());
        var (here, there) = ((await studio.Projects.LoadAsync(project.Id))!, (await other.Projects.LoadAsync(id))!);
        Assert.NotEqual(project.Id, id);
        Assert.Equal(here.Project.Name, there.Project.Name);
        Assert.Equal(here.Lines.Select(l => (l.Text, l.StartSeconds, l.EndSeconds, l.TakeSeconds, l.IsStale)), there.Lines.Select(l => (l.Text, l.StartSeconds, l.EndSeconds, l.TakeSeconds, l.IsStale)));
        Assert.All(there.Lines, l => Assert.False(l.NeedsRender));
        Assert.Equal("talk.mp4", there.Media!.FileName);
        Assert.Equal("picture", await other.Http.GetStringAsync($"/media/{there.Media.Id}/source"));
        Assert.Equal(await studio.Http.GetByteArrayAsync($"/takes/{here.Lines[0].TakeKey}.wav"), await other.Http.GetByteArrayAsync($"/takes/{there.Lines[0].TakeKey}.wav"));
        // A version that came along can be restored.
        var versions = other.Services.GetRequiredService<IProjectVersions>();
        await other.Projects.DeleteLinesAsync(id, [there.Lines[0].Id]);
        Assert.True(await versions.RestoreAsync(Assert.Single(await versions.ListAsync(id)).Id));
        Assert.Equal(["하나", "둘"], (await other.Projects.LoadAsync(id))!.Lines.Select(l => l.Text));
    }

    [Fact]
    public async Task Music_and_effects_come_along_also_those_of_versions()
    {
        await AddMediaAsync();
        var (music, deleted) = (await AddSoundAsync("music", TrackKind.Music), await AddSoundAsync("bell", TrackKind.Effects));
        await studio.Services.GetRequiredService<IProjectVersions>().KeepAsync(project.Id, "종소리");
        await studio.Services.GetRequiredService<ITimelineStore>().DeleteClipsAsync(project.Id, [deleted.Id], closeGap: false);
        await using var other = await StartAsync();
        var (_, body) = await SendAsync(other, await FileAsync());
        var id = Guid.Parse((string)JsonNode.Parse(body)!["id"]!);
        var timeline = other.Services.GetRequiredService<ITimelineStore>();
        var there = Assert.Single((await timeline.LoadTimelineAsync(id)).Sounds);
        Assert.Equal((music.Name, 3.5, 2.0), (there.Name, there.StartSeconds, there.Seconds));
        Assert.Equal("music", await other.Http.GetStringAsync(there.Url));
        var versions = other.Services.GetRequiredService<IProjectVersions>();
        Assert.True(await versions.RestoreAsync((await versions.ListAsync(id)).Single(v => v.Name == "종소리").Id));
        Assert.Equal(["bell", "music"], await Task.WhenAll((await timeline.LoadTimelineAsync(id)).Sounds.OrderBy(s => s.Name).Select(s => other.Http.GetStringAsync(s.Url))));

        // Without the files there is nothing to hear, and no other project's file is taken for it.
        var (_, small) = await SendAsync(studio, await studio.Http.GetByteArrayAsync($"/projects/{project.Id}/file?media=false"));
        Assert.Empty((await studio.Services.GetRequiredService<ITimelineStore>().LoadTimelineAsync(Guid.Parse((string)JsonNode.Parse(small)!["id"]!))).Sounds);
    }

    [Fact]
    public async Task A_take_from_a_file_never_stands_under_the_key_of_the_studios_own()
    {
        var (_, body) = await SendAsync(studio, await FileAsync());
        var copy = (await studio.Projects.LoadAsync(Guid.Parse((string)JsonNode.Parse(body)!["id"]!)))!;
        Assert.NotEqual((await studio.Projects.LoadAsync(project.Id))!.Lines[0].TakeKey, copy.Lines[0].TakeKey);
    }

    [Fact]
    public async Task Script_and_settings_alone_make_a_small_file()
    {
        await AddMediaAsync();
        using var zip = new ZipArchive(new MemoryStream(await studio.Http.GetByteArrayAsync($"/projects/{project.Id}/file?media=false&takes=false")));
        Assert.Equal(["project.json"], zip.Entries.Select(e => e.FullName));
    }

    [Fact]
    public async Task A_duplicate_is_a_project_of_its_own_that_shares_the_video()
    {
        await AddMediaAsync();
        var copies = studio.Services.GetRequiredService<IProjectCopies>();
        var copy = (await copies.DuplicateAsync(project.Id, "복사본"))!;
        var content = (await studio.Projects.LoadAsync(copy.Id))!;
        Assert.Equal(["하나", "둘"], content.Lines.Select(l => l.Text));
        Assert.All(content.Lines, l => Assert.False(l.NeedsRender));
        await studio.Projects.SaveLineTextAsync(content.Lines[0].Id, "다름");
        Assert.Equal("하나", (await studio.Projects.LoadAsync(project.Id))!.Lines[0].Text);
        await studio.Projects.DeleteAsync(project.Id);
        await studio.Projects.PurgeAsync(project.Id);
        Assert.Equal("picture", await studio.Http.GetStringAsync($"/media/{content.Media!.Id}/source"));
    }

    [Fact]
    public async Task What_is_no_project_is_refused_by_name()
    {
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "ArchiveNoZip"), await RefusedAsync("no zip at all"u8.ToArray()));
        var whole = await FileAsync();
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "ArchiveNoZip"), await RefusedAsync(whole[..(whole.Length / 2)]));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "ArchiveNoProject"), await RefusedAsync(Zip(("readme.txt", "hello"))));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "ArchiveNoProject"), await RefusedAsync(Zip(("project.json", "{\"Format\":\"other\"}"))));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "ArchiveBroken"), await RefusedAsync(Zip(("project.json", "{"))));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "ArchiveNewer"), await RefusedAsync(Changed(whole, manifest => manifest["Schema"] = 99)));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "ArchiveBroken"), await RefusedAsync(Changed(whole, manifest => manifest["Content"] = null)));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "ArchiveBroken"), await RefusedAsync(Changed(whole, manifest => manifest["Content"]!["Rows"] = new JsonArray())));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "ArchiveBroken"), await RefusedAsync(Changed(whole, manifest => manifest["Takes"]![0]!["Key"] = "../../../etc/passwd")));
        Assert.Single(await studio.Projects.ListAsync());
    }

    [Fact]
    public async Task No_entry_is_written_outside_and_missing_takes_are_told()
    {
        var file = Changed(await FileAsync(), _ => { }, keep: name => name == "project.json", ("../../evil.txt", "evil"), ("takes/../../evil.wav", "evil"));
        var (status, body) = await SendAsync(studio, file);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Single(JsonNode.Parse(body)!["warnings"]!.AsArray());
        Assert.Empty(Directory.GetFiles(studio.Folder, "evil*", SearchOption.AllDirectories));
        Assert.False(File.Exists(Path.Combine(Path.GetDirectoryName(studio.Folder)!, "evil.txt")));
        var copy = (await studio.Projects.LoadAsync(Guid.Parse((string)JsonNode.Parse(body)!["id"]!)))!;
        Assert.All(copy.Lines, l => Assert.True(l.NeedsRender));
    }

    [Fact]
    public async Task An_entry_that_unpacks_to_more_than_it_says_is_refused()
    {
        var bomb = Zip(("project.json", new string(' ', 4 << 20) + "{}"));
        // The size that the central directory says, little-endian, is made small.
        var at = bomb.AsSpan().LastIndexOf("PK\u0001\u0002"u8) + 24;
        BitConverter.GetBytes(100).CopyTo(bomb, at);
        var (status, key) = await RefusedAsync(bomb);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.StartsWith("Archive", key);
    }

    private Task<TestStudio> StartAsync() => TestStudio.StartAsync(services =>
    {
        speech.AddTo(services);
        services.Replace(ServiceDescriptor.Singleton<IMediaInspector>(new FakeInspector()));
    });

    private async Task AddMediaAsync()
    {
        var (data, id) = (studio.Services.GetRequiredService<DataFolder>(), Guid.NewGuid());
        Directory.CreateDirectory(data.MediaOf(id));
        await File.WriteAllTextAsync(data.SourceOf(id), "picture");
        await using var db = await studio.Services.GetRequiredService<IDbContextFactory<StudioDb>>().CreateDbContextAsync();
        db.Media.Add(new MediaFile { Id = id, FileName = "talk.mp4", HasVideo = true, Waveform = PartState.Ready, Thumbnails = PartState.Ready, Proxy = PartState.NotNeeded });
        (await db.Projects.SingleAsync(p => p.Id == project.Id)).MediaId = id;
        await db.SaveChangesAsync();
    }

    /// <summary>A sound on the timeline whose file holds its name.</summary>
    private async Task<SoundClip> AddSoundAsync(string name, TrackKind track)
    {
        var data = new DataFolder(studio.Folder);
        var media = Guid.CreateVersion7();
        Directory.CreateDirectory(data.MediaOf(media));
        await File.WriteAllTextAsync(data.SourceOf(media), name);
        var clip = new SoundClip { Id = Guid.CreateVersion7(), ProjectId = project.Id, MediaId = media, Kind = track, Name = name, Url = $"/media/{media}/source", WholeSeconds = 10, StartSeconds = 3.5, Seconds = 2 };
        await using var db = await studio.Services.GetRequiredService<IDbContextFactory<StudioDb>>().CreateDbContextAsync();
        db.Media.Add(new MediaFile { Id = media, FileName = name + ".wav", HasAudio = true, ContentType = "audio/wav", Proxy = PartState.NotNeeded });
        db.Sounds.Add(clip);
        await db.SaveChangesAsync();
        return clip;
    }

    private Task<byte[]> FileAsync() => studio.Http.GetByteArrayAsync($"/projects/{project.Id}/file");

    private static async Task<(HttpStatusCode Status, string Body)> SendAsync(TestStudio to, byte[] file)
    {
        var answer = await to.Http.PostAsync("/projects/file", new ByteArrayContent(file));
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>The status and which message it was, by its English text.</summary>
    private async Task<(HttpStatusCode Status, string Key)> RefusedAsync(byte[] file)
    {
        var (status, body) = await SendAsync(studio, file);
        var texts = new System.Resources.ResourceManager("Dubbing.Studio.Messages", typeof(Project).Assembly).GetResourceSet(System.Globalization.CultureInfo.InvariantCulture, true, true)!;
        var key = texts.Cast<System.Collections.DictionaryEntry>()
            .Select(t => (Key: (string)t.Key, Start: ((string)t.Value!).Split('{')[0]))
            .FirstOrDefault(t => t.Key.StartsWith("Archive", StringComparison.Ordinal) && t.Start.Length > 0 && body.StartsWith(t.Start, StringComparison.Ordinal)).Key;
        Assert.Empty(Directory.GetFiles(Path.Combine(studio.Folder, "uploads")));
        return (status, key ?? body);
    }

    private static byte[] Zip(params (string Name, string Text)[] entries)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in entries)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return bytes.ToArray();
    }

    /// <summary>A project's file with another manifest, fewer or more entries.</summary>
    private static byte[] Changed(byte[] file, Action<JsonNode> change, Func<string, bool>? keep = null, params (string Name, string Text)[] more)
    {
        using var bytes = new MemoryStream();
        using (var from = new ZipArchive(new MemoryStream(file)))
        using (var to = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var entry in from.Entries.Where(e => keep?.Invoke(e.FullName) ?? true))
            {
                using var old = entry.Open();
                using var made = to.CreateEntry(entry.FullName).Open();
                if (entry.FullName != "project.json")
                {
                    old.CopyTo(made);
                    continue;
                }

                var manifest = JsonNode.Parse(old)!;
                change(manifest);
                made.Write(Encoding.UTF8.GetBytes(manifest.ToJsonString()));
            }

            foreach (var (name, text) in more)
            {
                using var made = to.CreateEntry(name).Open();
                made.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return bytes.ToArray();
    }
}
