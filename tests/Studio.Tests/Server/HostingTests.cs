using System.Net;
using Dubbing.Studio.Hosting;

namespace Dubbing.Studio.Tests.Server;

/// <summary>How the studio stands on the network.</summary>
public sealed class HostingTests : IAsyncLifetime
{
    private TestStudio studio = null!;

    public async Task InitializeAsync() => studio = await TestStudio.StartAsync();

    public async Task DisposeAsync() => await studio.DisposeAsync();

    [Fact]
    public async Task It_says_that_it_is_well() => Assert.Equal("Healthy", await studio.Http.GetStringAsync("/healthz"));

    [Fact]
    public async Task It_answers_under_no_foreign_name()
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/healthz");
        request.Headers.Host = "studio.elsewhere.example";
        Assert.Equal(HttpStatusCode.BadRequest, (await studio.Http.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task A_circuit_is_not_opened_for_a_page_of_another_site()
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/_blazor");
        request.Headers.Add("Connection", "Upgrade");
        request.Headers.Add("Upgrade", "websocket");
        request.Headers.Add("Sec-WebSocket-Version", "13");
        request.Headers.Add("Sec-WebSocket-Key", "AAAAAAAAAAAAAAAAAAAAAA==");
        request.Headers.Add("Origin", "https://elsewhere.example");
        Assert.Equal(HttpStatusCode.Forbidden, (await studio.Http.SendAsync(request)).StatusCode);
    }

    [Theory]
    [InlineData("ko-KR,ko;q=0.9,en;q=0.5", "ko")]
    [InlineData("ja", "ja")]
    [InlineData("fr", "en")]
    public async Task The_page_is_in_the_browsers_language(string accepted, string language)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Add("Accept-Language", accepted);
        Assert.Contains($"<html lang=\"{language}\"", await (await studio.Http.SendAsync(request)).Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_chosen_language_comes_before_the_browsers()
    {
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = studio.Http.BaseAddress };
        browser.DefaultRequestHeaders.Add("Accept-Language", "ko");
        var answer = await browser.GetAsync("/culture?c=ja&back=/");
        Assert.Equal("/", answer.Headers.Location!.ToString());
        var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Add("Cookie", answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
        Assert.Contains("<html lang=\"ja\"", await (await browser.SendAsync(request)).Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example/")]
    [InlineData("/\\elsewhere.example/")]
    public async Task Choosing_a_language_leads_to_no_other_site(string back)
    {
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = studio.Http.BaseAddress };
        var answer = await browser.GetAsync("/culture?c=ja&back=" + Uri.EscapeDataString(back));
        Assert.Equal("/", answer.Headers.Location!.ToString());
    }

    [Fact]
    public async Task An_unknown_address_gets_a_page_that_says_so()
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/nowhere");
        request.Headers.Add("Accept", "text/html");
        request.Headers.Add("Accept-Language", "ko");
        var answer = await studio.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("페이지나 프로젝트가 없습니다", WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
    }

    [Fact]
    public void A_stored_message_is_said_in_the_readers_language()
    {
        var kept = StoredMessage.FromJson(StoredMessage.Of(Messages.RenderProgress(3, 12)).ToJson());
        Assert.Equal("Speaking line 3 of 12", kept.Text(new("en")));
        Assert.Contains("12", kept.Text(new("ko")));
        Assert.NotEqual(kept.Text(new("ko")), kept.Text(new("ja")));
    }

    [Theory]
    [InlineData("C:\\Videos\\강의.mp4", "강의.mp4")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("a\r\nb.mp4", "ab.mp4")]
    [InlineData("", "video")]
    [InlineData(null, "video")]
    public void A_file_name_from_outside_is_only_a_name(string? name, string clean) => Assert.Equal(clean, FileNames.Clean(name));
}
