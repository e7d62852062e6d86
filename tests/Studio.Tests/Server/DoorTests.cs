using Dubbing.Studio.Projects;
using System.Net;
using System.Text.RegularExpressions;
using Dubbing.Studio.Hosting;

namespace Dubbing.Studio.Tests.Server;

/// <summary>Who may ask for what, and what a page may load.</summary>
public sealed partial class DoorTests : IAsyncLifetime
{
    private TestStudio studio = null!;

    public async Task InitializeAsync() => studio = await TestStudio.StartAsync();

    public async Task DisposeAsync() => await studio.DisposeAsync();

    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://*:0")]
    [InlineData("http://[::]:0")]
    [InlineData("http://127.0.0.1:0;http://192.0.2.1:0")]
    public void An_address_that_others_can_reach_needs_names(string urls)
    {
        var folder = Directory.CreateTempSubdirectory("studio-test-").FullName;
        var error = Assert.Throws<DubbingException>(() => StudioServices.Build([$"--urls={urls}", $"--Studio:DataFolder={folder}"]));
        Assert.Equal("HostsMissing", error.UserMessage.Key);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Named_hosts_and_no_others_are_answered()
    {
        await using var named = await TestStudio.StartAsync(null, "--urls=http://0.0.0.0:0;http://127.0.0.1:0", "--Studio:AllowedHosts:0=dub.example");
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(named, "dub.example"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(named, "localhost"));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(named, "evil.example"));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/healthz")]
    [InlineData("/nowhere")]
    [InlineData("/media/00000000-0000-0000-0000-000000000000/source")]
    public async Task Every_answer_says_what_it_may_load_and_who_may_load_it(string path)
    {
        var headers = (await studio.Http.GetAsync(path)).Headers.Concat((await studio.Http.GetAsync(path)).Content.Headers).ToLookup(h => h.Key, h => string.Join(' ', h.Value));
        var policy = headers["Content-Security-Policy"].First();
        var scripts = policy.Split(';').Single(d => d.Trim().StartsWith("script-src", StringComparison.Ordinal));
        Assert.DoesNotContain("unsafe-inline", scripts);
        Assert.DoesNotContain("unsafe-eval", scripts);
        Assert.Contains("object-src 'none'", policy);
        Assert.Equal("nosniff", headers["X-Content-Type-Options"].First());
        Assert.Equal("same-origin", headers["Referrer-Policy"].First());
        Assert.Equal("same-origin", headers["Cross-Origin-Resource-Policy"].First());
    }

    [Fact]
    public async Task Scripts_in_the_page_have_the_answers_nonce_and_a_new_one_each_time()
    {
        var answer = await studio.Http.GetAsync("/");
        var nonce = Nonce().Match(answer.Headers.GetValues("Content-Security-Policy").First()).Groups[1].Value;
        var page = await answer.Content.ReadAsStringAsync();
        foreach (Match script in InlineScripts().Matches(page))
            Assert.Contains(nonce, WebUtility.HtmlDecode(script.Value));
        Assert.DoesNotContain(" onclick=", page, StringComparison.OrdinalIgnoreCase);
        Assert.NotEqual(nonce, Nonce().Match((await studio.Http.GetAsync("/")).Headers.GetValues("Content-Security-Policy").First()).Groups[1].Value);
    }

    [Fact]
    public async Task Another_sites_page_cannot_see_whether_there_is_a_studio()
    {
        Assert.Equal(HttpStatusCode.Forbidden, await FromElsewhereAsync("/voices/hana/sample", "no-cors"));
        Assert.Equal(HttpStatusCode.Forbidden, await FromElsewhereAsync("/icon.svg", "no-cors"));
        Assert.Equal(HttpStatusCode.OK, await FromElsewhereAsync("/", "navigate"));
    }

    [Fact]
    public async Task Behind_a_trusted_proxy_the_studio_is_what_the_proxy_says()
    {
        await using var proxied = await TestStudio.StartAsync(null, "--Studio:BasePath=/dub", "--Studio:TrustedProxies:0=127.0.0.1", "--Studio:AllowedHosts:0=dub.example");
        var request = new HttpRequestMessage(HttpMethod.Post, "/dub/uploads");
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("X-Forwarded-Host", "dub.example");
        request.Headers.Add("Origin", "https://dub.example");
        request.Headers.Add("Tus-Resumable", "1.0.0");
        // Refused for what it lacks, not for where it comes from.
        Assert.Equal(HttpStatusCode.BadRequest, (await proxied.Http.SendAsync(request)).StatusCode);
        Assert.Contains("<base href=\"/dub/\"", await proxied.Http.GetStringAsync("/dub/"));
    }

    [Fact]
    public async Task Under_a_base_path_no_page_leads_out_of_it()
    {
        await using var proxied = await TestStudio.StartAsync(null, "--Studio:BasePath=/dub");
        var project = (await proxied.Projects.CreateAsync(new NewProject("강의", Language.Korean))).Id;
        foreach (var path in new[] { "/dub/", "/dub/voices", "/dub/dictionary", $"/dub/projects/{Guid.Empty}", $"/dub/projects/{project}", $"/dub/projects/{project}/dictionary" })
        {
            var text = await (await proxied.Http.GetAsync(path)).Content.ReadAsStringAsync();
            Assert.Contains("<base href=\"/dub/\"", text);
            Assert.Empty(Regex.Matches(text, "(?:href|src|action)=\"/(?!dub/)[^\"]*").Select(m => m.Value));
        }

        var back = await proxied.Http.GetAsync("/dub/culture?c=ja");
        Assert.Equal("/dub/", back.RequestMessage!.RequestUri!.AbsolutePath);
    }

    [Fact]
    public async Task Without_a_trusted_proxy_its_headers_are_not_believed()
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/uploads");
        request.Headers.Add("X-Forwarded-Host", "elsewhere.example");
        request.Headers.Add("Origin", "http://elsewhere.example");
        request.Headers.Add("Tus-Resumable", "1.0.0");
        Assert.Equal(HttpStatusCode.Forbidden, (await studio.Http.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task What_lies_in_the_data_folder_is_for_its_user_alone()
    {
        if (OperatingSystem.IsWindows())
            return;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(studio.Folder));
        File.SetUnixFileMode(studio.Folder, (UnixFileMode)0x1ED);
        await studio.RestartAsync();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(studio.Folder));
    }

    [Fact]
    public void A_file_or_a_folder_without_rights_is_no_data_folder()
    {
        var file = Path.GetTempFileName();
        Assert.Equal("FolderIsFile", Assert.Throws<DubbingException>(() => new DataFolder(file)).UserMessage.Key);
        File.Delete(file);
        Assert.Equal("FolderUnusable", Assert.Throws<DubbingException>(() => new DataFolder("/proc/dubbing")).UserMessage.Key);
    }

    [Fact]
    public async Task A_data_folder_may_have_any_name()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"dub;a=%20b'c\"{Guid.NewGuid():N}");
        await using (var odd = await TestStudio.StartAsync(null, $"--Studio:DataFolder={folder}"))
            await odd.Projects.CreateAsync(new Dubbing.Studio.Projects.NewProject("p", Language.Korean));
        Assert.True(File.Exists(Path.Combine(folder, "studio.db")));
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("--Limits:LineCharacters=0")]
    [InlineData("--Limits:ScriptLines=-5")]
    public async Task A_limit_out_of_its_range_is_refused_at_the_start(string setting) =>
        await Assert.ThrowsAnyAsync<Microsoft.Extensions.Options.OptionsValidationException>(() => TestStudio.StartAsync(null, setting));

    private async Task<HttpStatusCode> FromElsewhereAsync(string path, string mode)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        request.Headers.Add("Sec-Fetch-Mode", mode);
        return (await studio.Http.SendAsync(request)).StatusCode;
    }

    private static async Task<HttpStatusCode> StatusAsync(TestStudio at, string host)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/healthz");
        request.Headers.Host = host;
        return (await at.Http.SendAsync(request)).StatusCode;
    }

    [GeneratedRegex("'nonce-([^']+)'")]
    private static partial Regex Nonce();

    [GeneratedRegex("<script(?![^>]*\\bsrc=)[^>]*>")]
    private static partial Regex InlineScripts();
}
