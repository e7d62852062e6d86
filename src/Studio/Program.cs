using Dubbing.Studio.Components;
using Dubbing.Studio.Hosting;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
if (File.Exists(Path.Combine(AppContext.BaseDirectory, "Dubbing.Studio.staticwebassets.runtime.json")))
    builder.WebHost.UseStaticWebAssets();
builder.Services.AddStudio(builder.Configuration);
var app = builder.Build();
await StudioDatabase.MigrateAsync(app.Services);
app.UseAntiforgery();
app.MapStaticAssets();
app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
await app.RunAsync();
