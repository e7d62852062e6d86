using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Dubbing.Studio.Jobs;
using Dubbing.Studio.Media;
using Dubbing.Studio.Projects;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Dubbing.Studio.Tests.Server;

/// <summary>A stranger's project file is held against the rules that typed input is held against, before anything of it is written.</summary>
public sealed class HostileProjectTests : IAsyncLifetime
{
    private TestStudio studio = null!;
    private byte[] whole = null!;

    public async Task InitializeAsync()
    {
        studio = await TestStudio.StartAsync(services =>
        {
            new FakeSpeech().AddTo(services);
            services.Replace(ServiceDescriptor.Singleton<IMediaInspector>(new FakeInspector()));
        });
        var project = await studio.Projects.CreateAsync(new NewProject("강의", Language.Korean, FakeSpeech.VoiceId));
        await studio.Projects.InsertLineAsync(project.Id, text: "하나", startSeconds: 1, endSeconds: 3);
        await studio.Services.GetRequiredService<ITimelineStore>().ChangeTrackAsync(project.Id, TrackKind.Original, "", new TrackEdit { GainDb = -3 });
        await studio.Services.GetRequiredService<Dubbing.Studio.Dictionary.IDictionaryStore>().AddAsync(project.Id, new Readings.Correction.DictionaryEntry(Language.Korean, "GPU", "지피유"));
        await studio.Services.GetRequiredService<IJobQueue>().EnqueueRenderAsync(project.Id);
        await studio.UntilAsync(project.Id, c => c.Jobs.All(j => !j.IsActive) && c.Lines.All(l => l.TakeKey is not null));
        await studio.Services.GetRequiredService<IProjectVersions>().KeepAsync(project.Id, "처음");
        whole = await studio.Http.GetByteArrayAsync($"/projects/{project.Id}/file");
    }

    public async Task DisposeAsync() => await studio.DisposeAsync();

    [Theory]
    [InlineData("Project", "Language", "\"99\"")]
    [InlineData("Project", "Language", "\"Klingon\"")]
    [InlineData("Project", "Language", "null")]
    [InlineData("Project", "OriginalSound", "7")]
    [InlineData("Project", "Name", "null")]
    [InlineData("Project", "Name", "long")]
    [InlineData("Project", "VoiceId", "long")]
    [InlineData("ScriptLine", "Text", "null")]
    [InlineData("ScriptLine", "Text", "long")]
    [InlineData("ScriptLine", "Text", "12")]
    [InlineData("ScriptLine", "Speaker", "long")]
    [InlineData("ScriptLine", "StartSeconds", "1e15")]
    [InlineData("ScriptLine", "StartSeconds", "-1")]
    [InlineData("ScriptLine", "EndSeconds", "1e308")]
    [InlineData("ScriptLine", "EndSeconds", "1e999")]
    [InlineData("ScriptLine", "EndSeconds", "0.5")]
    [InlineData("ScriptLine", "Rate", "0")]
    [InlineData("ScriptLine", "Rate", "1e15")]
    [InlineData("ScriptLine", "PitchShift", "-400")]
    [InlineData("ScriptLine", "Volume", "\"loud\"")]
    [InlineData("ScriptLine", "PauseBefore", "-1")]
    [InlineData("ScriptLine", "FadeInSeconds", "1e9")]
    [InlineData("ScriptLine", "Position", "\"first\"")]
    [InlineData("Track", "Kind", "\"Smell\"")]
    [InlineData("Track", "GainDb", "1e300")]
    [InlineData("DictionaryWord", "Class", "\"Gerund\"")]
    [InlineData("DictionaryWord", "Priority", "1000")]
    [InlineData("DictionaryWord", "Reading", "\"\"")]
    [InlineData("DictionaryWord", "Surface", "long")]
    [InlineData("DictionaryWord", "Language", "\"5\"")]
    public async Task A_value_that_nobody_could_type_is_named(string table, string column, string json)
    {
        var value = json == "long" ? '"' + new string('가', 300_000) + '"' : json;
        var file = Changed(whole, manifest =>
        {
            foreach (var row in manifest["Content"]!["Rows"]!.AsArray().Where(r => (string)r!["t"]! == table))
                row!["a"]![column] = "@@";
        }, text => text.Replace("\"@@\"", value));
        var (status, body) = await SendAsync(file);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains(table, body);
        Assert.InRange(body.Length, 20, 600);
        Assert.Single(await studio.Projects.ListAsync());
        Assert.Equal(HttpStatusCode.OK, (await studio.Http.GetAsync("/")).StatusCode);
        Assert.Empty(Directory.GetFiles(Path.Combine(studio.Folder, "work")));
    }

    [Theory]
    [InlineData("{\"Rows\":[null]}")]
    [InlineData("{\"Rows\":[{\"t\":null}]}")]
    [InlineData("{\"Rows\":[{\"t\":\"ScriptLine\",\"i\":\"x\"}]}")]
    [InlineData("{\"Rows\":[{\"t\":\"Project\",\"i\":\"00000000-0000-0000-0000-000000000000\",\"a\":{}}]}")]
    [InlineData("{\"Tables\":null,\"Rows\":null}")]
    public async Task A_row_that_is_none_is_refused(string content)
    {
        var (status, _) = await SendAsync(Changed(whole, manifest => manifest["Content"] = "@@", text => text.Replace("\"@@\"", content.Replace("{\"Rows", "{\"Tables\":[],\"Rows"))));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Single(await studio.Projects.ListAsync());
    }

    [Fact]
    public async Task Too_many_lines_are_refused_with_the_limit_and_how_to_raise_it()
    {
        var file = Changed(whole, manifest =>
        {
            var rows = manifest["Content"]!["Rows"]!.AsArray();
            var line = rows.Single(r => (string)r!["t"]! == "ScriptLine")!.ToJsonString();
            for (var i = 0; i <= new Limits().ScriptLines; i++)
            {
                var more = JsonNode.Parse(line)!;
                more["i"] = Guid.NewGuid().ToString();
                rows.Add(more);
            }
        });
        var (status, body) = await SendAsync(file);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("Limits__ScriptLines", body);
    }

    [Fact]
    public async Task A_damaged_version_is_left_out_and_told()
    {
        foreach (var content in new[] { "{}", "null", "{\"Tables\":[],\"Rows\":[{\"t\":\"ScriptLine\",\"i\":\"00000000-0000-0000-0000-000000000001\",\"a\":{\"Position\":0,\"Text\":\"x\",\"Speaker\":null,\"StartSeconds\":-4}}]}" })
        {
            var (status, body) = await SendAsync(Changed(whole, manifest => manifest["Versions"]![0]!["Content"] = content));
            Assert.Equal(HttpStatusCode.OK, status);
            Assert.Single(JsonNode.Parse(body)!["warnings"]!.AsArray());
            var id = Guid.Parse((string)JsonNode.Parse(body)!["id"]!);
            Assert.Empty(await studio.Services.GetRequiredService<IProjectVersions>().ListAsync(id));
        }
    }

    [Theory]
    [InlineData(24, 0)] // samples a second
    [InlineData(24, -1)]
    [InlineData(22, 2)] // channels
    [InlineData(34, 8)] // bits
    public async Task A_take_with_an_impossible_head_is_no_take(int at, int value)
    {
        var file = Rewritten(whole, (name, bytes) =>
        {
            if (name.StartsWith("takes/", StringComparison.Ordinal))
                BitConverter.GetBytes(value).AsSpan(0, at == 24 ? 4 : 2).CopyTo(bytes.AsSpan(at));
            return bytes;
        });
        var (status, body) = await SendAsync(file);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Single(JsonNode.Parse(body)!["warnings"]!.AsArray());
        var content = (await studio.Projects.LoadAsync(Guid.Parse((string)JsonNode.Parse(body)!["id"]!)))!;
        Assert.All(content.Lines, l => Assert.True(l.NeedsRender));
    }

    [Fact]
    public async Task An_archive_that_swells_beyond_its_ratio_is_refused()
    {
        using var bytes = new MemoryStream();
        bytes.Write(whole);
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Update, leaveOpen: true))
        {
            using var media = zip.CreateEntry("media", CompressionLevel.SmallestSize).Open();
            media.Write(new byte[8 << 20]);
        }

        var (status, body) = await SendAsync(Changed(bytes.ToArray(), manifest => manifest["Media"] = "a.mp4"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("Limits__ArchiveRatio", body);
        Assert.Empty(Directory.GetDirectories(Path.Combine(studio.Folder, "media")));
    }

    [Fact]
    public async Task A_directory_of_too_many_entries_is_not_read()
    {
        // The number of entries as the end of the file says it.
        var end = whole.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        var (few, many) = ((byte[])whole.Clone(), (byte[])whole.Clone());
        Assert.Equal(ZipDirectory.EntriesOf(new MemoryStream(few)), BitConverter.ToUInt16(few, end + 10));
        await using var strict = await TestStudio.StartAsync(new FakeSpeech().AddTo, "--Limits:ArchiveEntries=1");
        var answer = await strict.Http.PostAsync("/projects/file", new ByteArrayContent(many));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("Limits__ArchiveEntries", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task There_is_room_before_a_file_is_taken_in()
    {
        await studio.RestartWithAsync("--Studio:DiskReserveBytes=" + (1L << 60));
        var (status, body) = await SendAsync(whole);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains(studio.Folder, body);
        Assert.Empty(Directory.GetFiles(Path.Combine(studio.Folder, "work")));
    }

    private async Task<(HttpStatusCode Status, string Body)> SendAsync(byte[] file)
    {
        var answer = await studio.Http.PostAsync("/projects/file", new ByteArrayContent(file));
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static byte[] Changed(byte[] file, Action<JsonNode> change, Func<string, string>? then = null) => Rewritten(file, (name, bytes) =>
    {
        if (name != "project.json")
            return bytes;
        var manifest = JsonNode.Parse(bytes)!;
        change(manifest);
        return Encoding.UTF8.GetBytes((then ?? (t => t))(manifest.ToJsonString()));
    });

    private static byte[] Rewritten(byte[] file, Func<string, byte[], byte[]> change)
    {
        using var bytes = new MemoryStream();
        using (var from = new ZipArchive(new MemoryStream(file)))
        using (var to = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var entry in from.Entries)
            {
                using var old = new MemoryStream();
                using (var opened = entry.Open())
                    opened.CopyTo(old);
                using var made = to.CreateEntry(entry.FullName, entry.FullName == "media" ? CompressionLevel.SmallestSize : CompressionLevel.Fastest).Open();
                made.Write(change(entry.FullName, old.ToArray()));
            }
        }

        return bytes.ToArray();
    }
}
