using System.Globalization;
using Bunit;
using Dubbing.Studio.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;

namespace Dubbing.Studio.Tests.Components;

/// <summary>A pane that fails says so in its place; what stands beside it goes on, and the pane can be tried again.</summary>
public sealed class BoundaryTests : BunitContext
{
    public BoundaryTests()
    {
        CultureInfo.CurrentUICulture = new("en");
        Services.AddLocalization();
    }

    [Fact]
    public void A_command_that_nobody_guarded_ends_its_pane_alone()
    {
        var page = Render<TwoPanes>();
        page.Find("#fail").Click();
        page.WaitForElement("[data-test=pane-failed]");
        Assert.DoesNotContain("nobody expected this", page.Markup, StringComparison.Ordinal);
        page.Find("#count").Click();
        Assert.Equal("1", page.Find("#count").TextContent);
        page.Find("[data-test=pane-failed] button").Click();
        Assert.NotNull(page.Find("#fail"));
        Assert.Equal("1", page.Find("#count").TextContent);
    }

    [Fact]
    public void What_the_user_can_mend_is_said_in_the_pane()
    {
        var page = Render<TwoPanes>(p => p.Add(t => t.Error, () => new DubbingException(new Limits().OfLine(new string('a', 6_000))!)));
        page.Find("#fail").Click();
        Assert.Contains("5,000", page.WaitForElement("[data-test=pane-failed]").TextContent, StringComparison.Ordinal);
    }

    /// <summary>A pane with a button that fails, beside one that counts.</summary>
    public sealed class TwoPanes : ComponentBase
    {
        private int count;

        /// <summary>What goes wrong.</summary>
        [Parameter]
        public Func<Exception> Error { get; set; } = () => new InvalidOperationException("nobody expected this");

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            builder.OpenComponent<Boundary>(0);
            builder.AddComponentParameter(1, nameof(Boundary.ChildContent), (RenderFragment)(b =>
            {
                b.OpenComponent<Failing>(0);
                b.AddComponentParameter(1, nameof(Failing.Error), Error);
                b.CloseComponent();
            }));
            builder.CloseComponent();
            builder.OpenElement(2, "button");
            builder.AddAttribute(3, "id", "count");
            builder.AddAttribute(4, "onclick", EventCallback.Factory.Create(this, () => count++));
            builder.AddContent(5, count);
            builder.CloseElement();
        }
    }

    /// <summary>A button that fails when it is pressed.</summary>
    public sealed class Failing : ComponentBase
    {
        /// <summary>What goes wrong.</summary>
        [Parameter, EditorRequired]
        public Func<Exception> Error { get; set; } = null!;

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            builder.OpenElement(0, "button");
            builder.AddAttribute(1, "id", "fail");
            builder.AddAttribute(2, "onclick", EventCallback.Factory.Create<MouseEventArgs>(this, async () =>
            {
                await Task.Yield();
                throw Error();
            }));
            builder.CloseElement();
        }
    }
}
