using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Dubbing.Studio.Media;
using Dubbing.Studio.Projects;
using Dubbing.Studio.Uploads;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Dubbing.Studio.Tests.Server;

/// <summary>Requests that no client of ours sends: each is answered with 4xx, reads and writes nothing outside, and the next request is answered as ever.</summary>
public sealed class HostileHttpTests(HostileHttpTests.OneStudio one) : IClassFixture<HostileHttpTests.OneStudio>, IAsyncLifetime
{
    private static readonly string[] Escapes =
    [
        "..%2f..%2f..%2fetc%2fpasswd", "%2e%2e%2f%2e%2e%2fetc%2fpasswd", "..%5c..%5cwindows", "%2fetc%2fpasswd", "....//....//etc/passwd", "%00", "%c0%ae%c0%ae%2f", "~root", "con", "a%0d%0aSet-Cookie:x=1", "%EF%BC%8E%EF%BC%8E%EF%BC%8F", "-1", "1e308",
        "00000000-0000-0000-0000-000000000000%2f..", "%7b%7b7*7%7d%7d", "'%20OR%201=1--", "%F0%9F%92%A9",
    ];

    private readonly TestStudio studio = one.Studio;
    private Project project = null!;

    public async Task InitializeAsync() => project = await studio.Projects.CreateAsync(new NewProject("강의", Language.Korean));

    public async Task DisposeAsync()
    {
        Assert.Equal("Healthy", await studio.Http.GetStringAsync("/healthz"));
        foreach (var upload in (await studio.Projects.LoadAsync(project.Id))!.Uploads)
            await studio.Services.GetRequiredService<IUploadStore>().RemoveAsync(upload.Id);
        await studio.Projects.PurgeAsync(project.Id);
    }

    /// <summary>One studio for all requests: it has to outlive them.</summary>
    public sealed class OneStudio : IAsyncLifetime
    {
        /// <summary>The studio.</summary>
        public TestStudio Studio { get; private set; } = null!;

        public async Task InitializeAsync() => Studio = await TestStudio.StartAsync(s => s.Replace(ServiceDescriptor.Singleton<IMediaInspector, FakeInspector>()), "--Studio:Sample=false");

        public async Task DisposeAsync() => await Studio.DisposeAsync();
    }

    [Theory]
    [InlineData("/media/{0}/source")]
    [InlineData("/media/{0}/thumbnails/{0}.jpg")]
    [InlineData("/takes/{0}.wav")]
    [InlineData("/takes/{0}/peaks")]
    [InlineData("/voices/{0}/sample")]
    [InlineData("/voices/hana/sample?lang={0}x/../../..")]
    [InlineData("/exports/{0}/download")]
    [InlineData("/projects/{0}/file")]
    [InlineData("/projects/{0}/captions.srt")]
    [InlineData("/projects/{0}/dictionary.csv")]
    [InlineData("/projects/{0}/lines/{0}/speech")]
    [InlineData("/uploads/{0}")]
    [InlineData("/_content/{0}")]
    [InlineData("/js/{0}")]
    [InlineData("/_framework/{0}")]
    [InlineData("/{0}")]
    public async Task No_address_leads_out_of_the_data(string address)
    {
        foreach (var escape in Escapes)
        {
            var answer = await RawAsync($"GET {string.Format(address, escape)} HTTP/1.1\r\nHost: {Authority}\r\nConnection: close\r\n\r\n");
            Assert.False(answer.Contains("root:", StringComparison.Ordinal) || answer.Contains("Set-Cookie:x", StringComparison.Ordinal), answer);
            if (!address.StartsWith("/voices/hana", StringComparison.Ordinal))
                Assert.StartsWith("HTTP/1.1 4", answer);
        }
    }

    [Theory]
    [InlineData("-1", null)]
    [InlineData("NaN", null)]
    [InlineData("1e3", null)]
    [InlineData("99999999999999999999999", null)]
    [InlineData("9223372036854775807", null)]
    [InlineData(" 5", "filename ***")]
    [InlineData("5", "filename")]
    [InlineData("5", "projectid ====")]
    [InlineData("5", "projectid " + "AAAA")]
    [InlineData("5", ",,,,,,")]
    [InlineData("5", "filename YQ==,filename Yg==,projectid YQ==")]
    [InlineData("+5", "x")]
    [InlineData("٥", "x")]
    public async Task An_upload_is_not_begun_with_heads_that_lie(string length, string? metadata)
    {
        var head = new StringBuilder($"POST /uploads HTTP/1.1\r\nHost: {Authority}\r\nTus-Resumable: 1.0.0\r\nContent-Length: 0\r\nConnection: close\r\n");
        head.Append($"Upload-Length: {length}\r\nUpload-Metadata: {metadata ?? $"filename YQ==,projectid {Base64(project.Id.ToString())}"}\r\n\r\n");
        var answer = await RawAsync(head.ToString());
        Assert.Matches("^HTTP/1.1 (4|507)", answer);
        Assert.Empty((await studio.Projects.LoadAsync(project.Id))!.Uploads);
        Assert.Empty(Directory.GetFiles(Path.Combine(studio.Folder, "uploads")));
    }

    [Theory]
    [InlineData("../../../../evil.mp4", "evil.mp4")]
    [InlineData("C:\\x\\evil.mp4", "evil.mp4")]
    [InlineData("a\0b.mp4", null)]
    [InlineData("\u202Egpj.mp4", null)]
    [InlineData("<img src=x onerror=alert(1)>.mp4", null)]
    public async Task The_name_of_an_upload_is_only_a_name(string name, string? clean)
    {
        var at = await CreateAsync(5, name);
        var upload = (await studio.Projects.LoadAsync(project.Id))!.Uploads.Single();
        Assert.DoesNotContain(upload.FileName, c => char.IsControl(c) || c is '/' or '\\');
        if (clean is not null)
            Assert.Equal(clean, upload.FileName);
        Assert.Equal([Path.Combine(studio.Folder, "uploads", upload.Id.ToString("N"))], Directory.GetFiles(Path.Combine(studio.Folder, "uploads")));
        Assert.StartsWith("/uploads/", at);
    }

    [Fact]
    public async Task Of_two_who_write_at_once_one_goes_on_and_no_byte_is_mixed()
    {
        var at = await CreateAsync(4_000, "a.mp4");
        var bodies = Enumerable.Range(0, 6).Select(i => Enumerable.Repeat((byte)('a' + i), 4_000).ToArray()).ToList();
        var answers = await Task.WhenAll(bodies.Select(b => TryPatchAsync(at, "0", b)));
        // Who writes last takes over: the one before may have written all and never hear of it.
        Assert.Contains(answers, a => a is null or HttpStatusCode.NoContent);
        Assert.All(answers, a => Assert.True(a is null or HttpStatusCode.NoContent or HttpStatusCode.Conflict, $"{a}"));
        var content = await studio.UntilAsync(project.Id, c => c.Media is not null);
        var kept = await studio.Http.GetByteArrayAsync($"/media/{content.Media!.Id}/source");
        Assert.Equal(4_000, kept.Length);
        Assert.Single(kept.Distinct());
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("1")]
    [InlineData("9223372036854775807")]
    [InlineData("NaN")]
    [InlineData("")]
    [InlineData("0x0")]
    public async Task An_offset_that_is_none_is_refused(string offset)
    {
        var at = await CreateAsync(10, "a.mp4");
        Assert.InRange((int)(await TryPatchAsync(at, offset, [1, 2, 3]))!, 400, 409);
        Assert.Equal(0, new FileInfo(Directory.GetFiles(Path.Combine(studio.Folder, "uploads")).Single()).Length);
    }

    [Fact]
    public async Task Chunks_without_an_end_stop_at_the_length_that_was_said()
    {
        var at = await CreateAsync(100, "a.mp4");
        var piece = $"{4_096:x}\r\n{new string('x', 4_096)}\r\n";
        var answer = await RawAsync($"PATCH {at} HTTP/1.1\r\nHost: {Authority}\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\nContent-Type: application/offset+octet-stream\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n" + string.Concat(Enumerable.Repeat(piece, 20)) + "0\r\n\r\n");
        Assert.True(answer.Length == 0 || answer.StartsWith("HTTP/1.1 4", StringComparison.Ordinal), answer);
        Assert.All(Directory.GetFiles(Path.Combine(studio.Folder, "uploads")), f => Assert.InRange(new FileInfo(f).Length, 0, 100));
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: elsewhere.example\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")]
    [InlineData("GET http://elsewhere.example/ HTTP/1.1\r\nHost: {host}\r\n\r\n")]
    [InlineData("GET / HTTP/9.9\r\nHost: {host}\r\n\r\n")]
    [InlineData("TRACE / HTTP/1.1\r\nHost: {host}\r\n\r\n")]
    [InlineData("DELETE / HTTP/1.1\r\nHost: {host}\r\n\r\n")]
    [InlineData("PUT /projects/file HTTP/1.1\r\nHost: {host}\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("POST /projects/file HTTP/1.1\r\nHost: {host}\r\nContent-Length: 99999999999999999999\r\n\r\n")]
    [InlineData("POST /projects/file HTTP/1.1\r\nHost: {host}\r\nContent-Length: -5\r\n\r\n")]
    [InlineData("POST /projects/file HTTP/1.1\r\nHost: {host}\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\nabc")]
    [InlineData("POST /projects/file HTTP/1.1\r\nHost: {host}\r\nTransfer-Encoding: chunked\r\n\r\nZZZ\r\n")]
    [InlineData("POST /projects/file HTTP/1.1\r\nHost: {host}\r\nContent-Length: 5\r\n\r\nPK\u0003\u0004x")]
    [InlineData("POST /projects/file HTTP/1.1\r\nHost: {host}\r\nOrigin: https://elsewhere.example\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("POST /projects/file HTTP/1.1\r\nHost: {host}\r\nOrigin: null\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("POST /projects/file HTTP/1.1\r\nHost: {host}\r\nSec-Fetch-Site: cross-site\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("GET /healthz HTTP/1.1\r\nHost: {host}\r\nX: {long}\r\n\r\n")]
    [InlineData("GET /{long} HTTP/1.1\r\nHost: {host}\r\n\r\n")]
    [InlineData("\0\0\0\0\r\n\r\n")]
    public async Task A_request_that_is_none_is_refused(string request)
    {
        var answer = await RawAsync(request.Replace("{host}", Authority, StringComparison.Ordinal).Replace("{long}", new string('x', 100_000), StringComparison.Ordinal).Replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n", StringComparison.Ordinal));
        Assert.Matches("^(HTTP/1.1 (4|505)|$)", answer);
        Assert.DoesNotContain("   at ", answer);
        Assert.Single(await studio.Projects.ListAsync());
    }

    [Theory]
    [InlineData("bytes=0-0", 206, 1)]
    [InlineData("bytes=-1", 206, 1)]
    [InlineData("bytes=5-2", 200, 10)]
    [InlineData("bytes=100-", 416, 0)]
    [InlineData("bytes=0-99999999999999999999", 200, 10)]
    [InlineData("bytes=x", 200, 10)]
    [InlineData("bytes=0-1,3-4", 200, 10)]
    public async Task A_range_that_is_none_gives_all_or_nothing(string range, int status, int bytes)
    {
        var at = await CreateAsync(10, "a.mp4");
        await TryPatchAsync(at, "0", [.. Enumerable.Range(0, 10).Select(i => (byte)i)]);
        var media = (await studio.UntilAsync(project.Id, c => c.Media is not null)).Media!;
        var request = new HttpRequestMessage(HttpMethod.Get, $"/media/{media.Id}/source");
        request.Headers.TryAddWithoutValidation("Range", range);
        var answer = await studio.Http.SendAsync(request);
        Assert.Equal((status, bytes), ((int)answer.StatusCode, (await answer.Content.ReadAsByteArrayAsync()).Length));
    }

    [Theory]
    [InlineData("https://elsewhere.example")]
    [InlineData("null")]
    [InlineData("http://127.0.0.1.elsewhere.example")]
    [InlineData("file://")]
    public async Task A_circuit_is_for_the_studios_own_pages(string origin)
    {
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Origin", origin);
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(new Uri($"ws://{Authority}/_blazor?id=x"), default));
    }

    private string Authority => studio.Http.BaseAddress!.Authority;

    private async Task<string> CreateAsync(long length, string name)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/uploads");
        request.Headers.Add("Tus-Resumable", "1.0.0");
        request.Headers.Add("Upload-Length", $"{length}");
        request.Headers.Add("Upload-Metadata", $"filename {Base64(name)},projectid {Base64(project.Id.ToString())}");
        var answer = await studio.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return answer.Headers.Location!.ToString();
    }

    /// <returns>The answer; null when the connection was taken over by another.</returns>
    private async Task<HttpStatusCode?> TryPatchAsync(string at, string offset, byte[] bytes)
    {
        var request = new HttpRequestMessage(HttpMethod.Patch, at);
        request.Headers.Add("Tus-Resumable", "1.0.0");
        request.Headers.TryAddWithoutValidation("Upload-Offset", offset);
        request.Content = new ByteArrayContent(bytes) { Headers = { { "Content-Type", "application/offset+octet-stream" } } };
        try
        {
            return (await studio.Http.SendAsync(request)).StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    /// <summary>Sends bytes as they are; what comes back until the connection ends.</summary>
    private async Task<string> RawAsync(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(studio.Http.BaseAddress!.Host, studio.Http.BaseAddress.Port);
        await using var stream = client.GetStream();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        try
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(request), patience.Token);
            return await new StreamReader(stream, Encoding.UTF8).ReadToEndAsync(patience.Token);
        }
        catch (IOException)
        {
            // Closed before all was read: refused as well.
            return "";
        }
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
