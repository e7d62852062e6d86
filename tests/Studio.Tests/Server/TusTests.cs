using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Dubbing.Studio.Hosting;
using Dubbing.Studio.Media;
using Dubbing.Studio.Projects;
using Dubbing.Studio.Uploads;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Dubbing.Studio.Tests.Server;

/// <summary>The tus protocol, spoken as its clients speak it.</summary>
public sealed class TusTests : IAsyncLifetime
{
    private readonly byte[] video = RandomNumberGenerator.GetBytes(3_000_000);
    private TestStudio studio = null!;
    private Project project = null!;

    public async Task InitializeAsync()
    {
        studio = await TestStudio.StartAsync(s => s.Replace(ServiceDescriptor.Singleton<IMediaInspector, FakeInspector>()));
        project = await studio.Projects.CreateAsync(new NewProject("강의", Language.Korean));
    }

    public async Task DisposeAsync() => await studio.DisposeAsync();

    [Fact]
    public async Task Options_tell_version_extensions_and_limit()
    {
        var answer = await studio.Http.SendAsync(new HttpRequestMessage(HttpMethod.Options, "/uploads"));
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal("1.0.0", Header(answer, "Tus-Version"));
        Assert.Contains("creation", Header(answer, "Tus-Extension").Split(','));
        Assert.Equal(new Limits().UploadBytes, long.Parse(Header(answer, "Tus-Max-Size")));
    }

    [Fact]
    public async Task A_file_sent_in_pieces_becomes_the_projects_video()
    {
        var at = await CreateAsync(video.Length, "강의 1.mp4");
        Assert.Equal(0, await OffsetAsync(at));
        var offset = 0;
        foreach (var size in new[] { 1, 999_999, 2_000_000 })
        {
            var answer = await PatchAsync(at, offset, video.AsMemory(offset, size));
            Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
            offset += size;
            Assert.Equal(offset, long.Parse(Header(answer, "Upload-Offset")));
        }

        var content = await studio.UntilAsync(project.Id, c => c.Media is not null);
        Assert.Equal("강의 1.mp4", content.Media!.FileName);
        Assert.Empty(content.Uploads);
        Assert.Equal(video, await studio.Http.GetByteArrayAsync($"/media/{content.Media.Id}/source"));
    }

    [Fact]
    public async Task The_wrong_offset_is_refused_and_changes_nothing()
    {
        var at = await CreateAsync(video.Length);
        await PatchAsync(at, 0, video.AsMemory(0, 1000));
        Assert.Equal(HttpStatusCode.Conflict, (await PatchAsync(at, 0, video.AsMemory(0, 1000))).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await PatchAsync(at, 1001, video.AsMemory(1001, 1000))).StatusCode);
        Assert.Equal(1000, await OffsetAsync(at));
    }

    [Fact]
    public async Task More_bytes_than_announced_are_refused()
    {
        var at = await CreateAsync(1000);
        Assert.Equal(HttpStatusCode.BadRequest, (await PatchAsync(at, 0, video.AsMemory(0, 1001))).StatusCode);
        Assert.Equal(0, await OffsetAsync(at));
    }

    [Fact]
    public async Task The_wrong_content_type_is_refused()
    {
        var at = await CreateAsync(1000);
        var request = Tus(HttpMethod.Patch, at);
        request.Headers.Add("Upload-Offset", "0");
        request.Content = new ByteArrayContent(video, 0, 10) { Headers = { { "Content-Type", "application/octet-stream" } } };
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await studio.Http.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task Another_version_of_the_protocol_is_refused()
    {
        var at = await CreateAsync(1000);
        var request = new HttpRequestMessage(HttpMethod.Head, at);
        request.Headers.Add("Tus-Resumable", "0.2.2");
        var answer = await studio.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.PreconditionFailed, answer.StatusCode);
        Assert.Equal("1.0.0", Header(answer, "Tus-Version"));
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await studio.Http.PostAsync("/uploads", null)).StatusCode);
    }

    [Theory]
    [InlineData(null, "filename eA==")]
    [InlineData("many", "filename eA==")]
    [InlineData("-1", "filename eA==")]
    [InlineData("10", "filename !!!")]
    [InlineData("10", "filename eA== eA==")]
    public async Task Headers_that_say_nothing_clear_are_refused(string? length, string metadata)
    {
        var request = Tus(HttpMethod.Post, "/uploads");
        if (length is not null)
            request.Headers.TryAddWithoutValidation("Upload-Length", length);
        request.Headers.Add("Upload-Metadata", $"{metadata},projectid {Base64(project.Id.ToString())}");
        Assert.Equal(HttpStatusCode.BadRequest, (await studio.Http.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task An_upload_for_a_project_that_is_gone_is_refused()
    {
        await studio.Projects.DeleteAsync(project.Id);
        var answer = await studio.Http.SendAsync(Creation(10, "a.mp4"));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task After_a_dropped_connection_the_upload_goes_on_where_it_stopped()
    {
        var at = await CreateAsync(video.Length);
        await DropAfterAsync(at, sent: 1_000_000);
        await ResumeAsync(at);
        var content = await studio.UntilAsync(project.Id, c => c.Media is not null);
        Assert.Equal(video, await studio.Http.GetByteArrayAsync($"/media/{content.Media!.Id}/source"));
    }

    [Fact]
    public async Task After_a_restart_in_the_middle_the_upload_goes_on_where_it_stopped()
    {
        var at = await CreateAsync(video.Length);
        await PatchAsync(at, 0, video.AsMemory(0, 1_234_567));
        await studio.RestartAsync();
        Assert.Equal(1_234_567, await OffsetAsync(at));
        await PatchAsync(at, 1_234_567, video.AsMemory(1_234_567));
        var content = await studio.UntilAsync(project.Id, c => c.Media is not null);
        Assert.Equal(video, await studio.Http.GetByteArrayAsync($"/media/{content.Media!.Id}/source"));
    }

    [Fact]
    public async Task An_upload_that_was_complete_when_the_studio_died_is_accepted_at_the_next_start()
    {
        var at = await CreateAsync(1000);
        var id = Guid.Parse(at.Split('/')[^1]);
        await studio.StopAsync();
        await File.WriteAllBytesAsync(new DataFolder(studio.Folder).UploadFile(id), video[..1000]);
        await studio.RestartAfterStopAsync();
        var content = await studio.UntilAsync(project.Id, c => c.Media is not null);
        Assert.Equal(1000, content.Media!.Bytes);
    }

    [Fact]
    public async Task A_new_connection_takes_over_from_one_that_hangs()
    {
        var at = await CreateAsync(video.Length);
        using var hanging = await BeginPatchAsync(at, sent: 500_000);
        await ResumeAsync(at);
    }

    [Fact]
    public async Task A_cancelled_upload_is_gone_with_its_bytes()
    {
        var at = await CreateAsync(video.Length);
        await PatchAsync(at, 0, video.AsMemory(0, 1000));
        Assert.Equal(HttpStatusCode.NoContent, (await studio.Http.SendAsync(Tus(HttpMethod.Delete, at))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await studio.Http.SendAsync(Tus(HttpMethod.Head, at))).StatusCode);
        Assert.Empty(Directory.GetFiles(Path.Combine(studio.Folder, "uploads")));
    }

    [Fact]
    public async Task A_creation_may_bring_the_first_bytes()
    {
        var request = Creation(1000, "a.mp4");
        request.Content = new ByteArrayContent(video, 0, 1000) { Headers = { { "Content-Type", "application/offset+octet-stream" } } };
        var answer = await studio.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal("1000", Header(answer, "Upload-Offset"));
        await studio.UntilAsync(project.Id, c => c.Media is not null);
    }

    [Fact]
    public async Task A_client_that_knows_only_post_may_say_patch_in_a_header()
    {
        var at = await CreateAsync(1000);
        var request = Tus(HttpMethod.Post, at);
        request.Headers.Add("X-HTTP-Method-Override", "PATCH");
        request.Headers.Add("Upload-Offset", "0");
        request.Content = new ByteArrayContent(video, 0, 1000) { Headers = { { "Content-Type", "application/offset+octet-stream" } } };
        Assert.Equal(HttpStatusCode.NoContent, (await studio.Http.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task A_page_of_another_site_cannot_upload()
    {
        var request = Creation(1000, "a.mp4");
        request.Headers.Add("Origin", "https://elsewhere.example");
        Assert.Equal(HttpStatusCode.Forbidden, (await studio.Http.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task An_empty_file_is_refused_with_its_reason()
    {
        await CreateAsync(0, "empty.mp4");
        var content = await studio.UntilAsync(project.Id, c => c.Uploads.Any(u => u.State == UploadState.Refused));
        Assert.Equal("UploadEmpty", content.Uploads.Single().Problem!.Key);
        Assert.Contains("empty.mp4", content.Uploads.Single().Problem!.Text(new("ko")));
    }

    [Fact]
    public async Task A_file_over_the_limit_is_refused_in_the_users_language()
    {
        await using var small = await TestStudio.StartAsync(null, "--Limits:UploadBytes=1000");
        var at = await small.Projects.CreateAsync(new NewProject("p", Language.Korean));
        var request = Creation(1001, "a.mp4", at.Id);
        request.Headers.Add("Accept-Language", "ko-KR,ko;q=0.9");
        var answer = await small.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Contains("더 작은 파일", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_full_disk_is_told_and_what_was_uploaded_stays()
    {
        var at = await CreateAsync(video.Length);
        await PatchAsync(at, 0, video.AsMemory(0, 1000));
        await studio.RestartWithAsync("--Studio:DiskReserveBytes=" + (1L << 60));
        var answer = await studio.Http.SendAsync(Creation(1000, "a.mp4"));
        Assert.Equal(HttpStatusCode.InsufficientStorage, answer.StatusCode);
        Assert.Contains("disk", await answer.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.InsufficientStorage, (await PatchAsync(at, 1000, video.AsMemory(1000))).StatusCode);
        Assert.Equal(1000, await OffsetAsync(at));
    }

    private static HttpRequestMessage Tus(HttpMethod method, string at)
    {
        var request = new HttpRequestMessage(method, at);
        request.Headers.Add("Tus-Resumable", "1.0.0");
        return request;
    }

    private HttpRequestMessage Creation(long length, string name, Guid? projectId = null)
    {
        var request = Tus(HttpMethod.Post, "/uploads");
        request.Headers.Add("Upload-Length", length.ToString());
        request.Headers.Add("Upload-Metadata", $"filename {Base64(name)},projectid {Base64((projectId ?? project.Id).ToString())}");
        return request;
    }

    private async Task<string> CreateAsync(long length, string name = "lecture.mp4")
    {
        var answer = await studio.Http.SendAsync(Creation(length, name));
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return answer.Headers.Location!.ToString();
    }

    private async Task<HttpResponseMessage> PatchAsync(string at, long offset, ReadOnlyMemory<byte> bytes)
    {
        var request = Tus(HttpMethod.Patch, at);
        request.Headers.Add("Upload-Offset", offset.ToString());
        request.Content = new ReadOnlyMemoryContent(bytes) { Headers = { { "Content-Type", "application/offset+octet-stream" } } };
        return await studio.Http.SendAsync(request);
    }

    private async Task<long> OffsetAsync(string at)
    {
        var answer = await studio.Http.SendAsync(Tus(HttpMethod.Head, at));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
        return long.Parse(Header(answer, "Upload-Offset"));
    }

    /// <summary>
    /// Goes on as clients do: asks where, sends the rest, and asks again when the dead connection's bytes came in between
    /// or its request, read late, stopped this one.
    /// </summary>
    private async Task ResumeAsync(string at)
    {
        for (var tries = 0; tries < 20; tries++)
        {
            var offset = (int)await OffsetAsync(at);
            try
            {
                var answer = await PatchAsync(at, offset, video.AsMemory(offset));
                if (answer.StatusCode == HttpStatusCode.NoContent)
                    return;
                Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
            }
            catch (HttpRequestException)
            {
            }
        }

        Assert.Fail("The upload never went on.");
    }

    /// <summary>Sends the head of a PATCH for the whole file, some of its bytes, and no more.</summary>
    private async Task<TcpClient> BeginPatchAsync(string at, int sent)
    {
        var client = new TcpClient();
        var address = studio.Http.BaseAddress!;
        await client.ConnectAsync(address.Host, address.Port);
        var head = $"PATCH {at} HTTP/1.1\r\nHost: {address.Authority}\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\n" +
            $"Content-Type: application/offset+octet-stream\r\nContent-Length: {video.Length}\r\n\r\n";
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head));
        await client.GetStream().WriteAsync(video.AsMemory(0, sent));
        return client;
    }

    private async Task DropAfterAsync(string at, int sent)
    {
        using var client = await BeginPatchAsync(at, sent);
        client.LingerState = new LingerOption(true, 0);
    }

    private static string Header(HttpResponseMessage answer, string name) => answer.Headers.GetValues(name).Single();

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
