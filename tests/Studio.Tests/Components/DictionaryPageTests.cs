using System.Globalization;
using Bunit;
using Dubbing.Readings;
using Dubbing.Readings.Correction;
using Dubbing.Readings.Japanese;
using Dubbing.Readings.Korean;
using Dubbing.Studio.Components;
using Dubbing.Studio.Components.Pages;
using Dubbing.Studio.Dictionary;
using Dubbing.Studio.Projects;
using Dubbing.Studio.Tests.Server;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using MudBlazor.Services;

namespace Dubbing.Studio.Tests.Components;

/// <summary>The dictionary page without a browser, on the real store.</summary>
public sealed class DictionaryPageTests : BunitContext, IAsyncLifetime
{
    private TestStudio studio = null!;

    public DictionaryPageTests() => CultureInfo.CurrentUICulture = new("ko");

    private IDictionaryStore Words => studio.Services.GetRequiredService<IDictionaryStore>();

    public async Task InitializeAsync()
    {
        studio = await TestStudio.StartAsync(new FakeSpeech().AddTo);
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices();
        Services.AddLocalization();
        Services.AddSingleton(studio.Projects);
        Services.AddSingleton(Words);
        Services.AddSingleton(studio.Services.GetRequiredService<IProjectEvents>());
        Services.AddSingleton<IReader>(new KoreanReader());
        Services.AddSingleton<IReader>(new JapaneseReader());
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        await studio.DisposeAsync();
    }

    [Fact]
    public async Task A_mistake_is_told_at_its_field_and_nothing_is_saved_until_it_is_mended()
    {
        var page = Show();
        page.Find("[data-test=add-word]").Click();
        page.WaitForElement("#word-form").Submit();
        Assert.NotEmpty(page.Find("#word-surface-problem").TextContent);
        Assert.Equal("word-surface-problem", page.Find("[data-test=word-surface]").GetAttribute("aria-describedby"));

        page.Find("[data-test=word-surface]").Input("GPU");
        page.Find("[data-test=word-reading]").Input("jipiyu");
        page.Find("[data-test=word-priority]").Change("11");
        Assert.Empty(page.FindAll("#word-surface-problem"));
        Assert.Contains("한글", page.Find("#word-reading-problem").TextContent, StringComparison.Ordinal);
        Assert.Contains("10", page.Find("#word-priority-problem").TextContent, StringComparison.Ordinal);
        page.Find("#word-form").Submit();
        Assert.Empty(await Words.ListAsync(null));

        page.Find("[data-test=word-reading]").Input("지피유");
        page.Find("[data-test=word-priority]").Change("10");
        Assert.Equal("지피유", page.Find("[data-test=word-preview] strong").TextContent);
        page.Find("#word-form").Submit();
        page.WaitForElement("[data-test=word]");
        var word = Assert.Single(await Words.ListAsync(null));
        Assert.Equal(("GPU", "지피유", 10), (word.Surface, word.Reading, word.Priority));
    }

    [Fact]
    public void An_accent_past_the_last_mora_is_refused_at_its_field()
    {
        var page = Show();
        page.Find("[data-test=add-word]").Click();
        page.WaitForElement("[data-test=word-language]").Change("Japanese");
        page.Find("[data-test=word-surface]").Input("箸");
        page.Find("[data-test=word-reading]").Input("はし");
        page.Find("[data-test=word-accent]").Input("3");
        page.Find("#word-form").Submit();
        Assert.NotEmpty(page.Find("#word-accent-problem").TextContent);
        page.Find("[data-test=word-accent]").Input("1");
        Assert.Equal("ハ]シ", page.Find("[data-test=word-preview] strong").TextContent);
    }

    [Fact]
    public async Task Words_are_searched_and_sorted()
    {
        await AddAsync("다람쥐", "다람쥐", 5);
        await AddAsync("가위", "가위", -3);
        await AddAsync("나무", "나무", 0, note: "숲");
        var page = Show();
        page.WaitForElement("[data-test=word]");
        Assert.Equal(["가위", "나무", "다람쥐"], Surfaces(page));

        Sort(page, "우선순위");
        Assert.Equal(["가위", "나무", "다람쥐"], Surfaces(page));
        Sort(page, "우선순위");
        Assert.Equal(["다람쥐", "나무", "가위"], Surfaces(page));
        Assert.Equal("descending", page.FindAll("th").Single(t => t.TextContent.Contains("우선순위", StringComparison.Ordinal)).GetAttribute("aria-sort"));

        page.Find("[data-test=search-words]").Input("숲");
        Assert.Equal(["나무"], Surfaces(page));
        Assert.Contains("3개 중 1개", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_come_from_a_file_and_a_faulty_file_is_refused_line_by_line()
    {
        var page = Show();
        page.FindComponent<Microsoft.AspNetCore.Components.Forms.InputFile>().UploadFiles(InputFileContent.CreateFromText("language,surface,reading\nko,닭,닥\nko,값,gap\nxx,삶,삼\n", "words.csv"));
        page.WaitForElement("[role=alert]");
        var problems = page.FindAll("[role=alert]").Select(a => a.TextContent).ToArray();
        Assert.Contains("words.csv", problems[0], StringComparison.Ordinal);
        Assert.Contains(problems, p => p.Contains('3', StringComparison.Ordinal));
        Assert.Contains(problems, p => p.Contains('4', StringComparison.Ordinal));
        Assert.Empty(await Words.ListAsync(null));

        page.FindComponent<Microsoft.AspNetCore.Components.Forms.InputFile>().UploadFiles(InputFileContent.CreateFromText("language,surface,reading,priority\nko,닭,닥,2\nja,箸,ハ]シ,\n", "words.csv"));
        page.WaitForElement("[data-test=word]");
        Assert.Equal(2, Surfaces(page).Length);
        Assert.Empty(page.FindAll("[role=alert]"));
        Assert.Equal("dictionary.csv", page.Find("a[data-test=export-words]").GetAttribute("href"));
    }

    [Fact]
    public async Task Picked_words_are_deleted_only_when_the_user_says_so()
    {
        await AddAsync("가위", "가위", 0);
        await AddAsync("나무", "나무", 0);
        var page = Show();
        page.WaitForElement("[data-test=word]");
        Assert.True(page.Find("[data-test=delete-words]").HasAttribute("disabled"));
        page.Find("[data-test=word] input[type=checkbox]").Change(true);
        var asked = page.Find("[data-test=delete-words]").ClickAsync(new());
        page.WaitForElement(".mud-dialog").QuerySelectorAll("button").Single(b => b.TextContent.Trim() == "삭제").Click();
        await asked;
        page.WaitForAssertion(() => Assert.Equal(["나무"], Surfaces(page)));
    }

    private static string[] Surfaces(IRenderedComponent<Page> page) => [.. page.FindAll("[data-test=word] .open").Select(b => b.TextContent)];

    private static void Sort(IRenderedComponent<Page> page, string column) =>
        page.FindAll("th button").Single(b => b.TextContent.Contains(column, StringComparison.Ordinal)).Click();

    private Task<DictionaryWord?> AddAsync(string surface, string reading, int priority, string note = "") =>
        Words.AddAsync(null, new DictionaryEntry(Language.Korean, surface, reading) { Priority = priority, Note = note });

    private IRenderedComponent<Page> Show() => Render<Page>();

    /// <summary>The page with what shows its dialogs.</summary>
    private sealed class Page : ComponentBase
    {
        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            builder.OpenComponent<MudPopoverProvider>(0);
            builder.CloseComponent();
            builder.OpenComponent<MudDialogProvider>(1);
            builder.CloseComponent();
            builder.OpenComponent<DictionaryPage>(2);
            builder.CloseComponent();
        }
    }
}
