using System.CommandLine;
using Dubbing.Readings.Japanese;

namespace Dubbing.CommandLine;

/// <summary><c>dub doctor</c>: each requirement, found or how to get it.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var command = new Command("doctor", "Check what the studio needs on this machine");
        command.SetAction(async (result, cancel) =>
        {
            var well = true;
            using var services = new CommandServices();
            Report(".NET", true, Environment.Version.ToString());
            foreach (var tool in Tools)
                await CheckAsync(tool, () => services.Media.Tool.VersionAsync(tool, cancel));
            await CheckAsync("ffmpeg: libx264, aac", async () =>
            {
                var encoders = (await services.Media.Tool.AbilitiesAsync(cancel)).Encoders;
                return encoders.Contains("libx264") && encoders.Contains("aac")
                    ? "ok"
                    : throw new DubbingException(Messages.NoEncoder());
            });
            await CheckAsync("Japanese dictionary", () =>
            {
                _ = new JapaneseReader().Read("日本語");
                return Task.FromResult(JapaneseDictionary.Folder ?? "");
            });
            foreach (var problem in services.Catalogue.Problems)
                Report("voices", false, problem.Text());
            Report("voices", services.Catalogue.Voices.Count > 0, string.Join(", ", services.Catalogue.Voices.Select(v => v.Id)));
            Report("speech", true, services.Providers.Description.Text());
            if (services.Providers.Warning is { } warning)
                Report("speech", false, warning.Text());
            return well ? ExitCodes.Done : ExitCodes.Failed;

            async Task CheckAsync(string what, Func<Task<string>> check)
            {
                try
                {
                    Report(what, true, await check());
                }
                catch (DubbingException e)
                {
                    Report(what, false, e.UserMessage.Text());
                }
            }

            void Report(string what, bool found, string detail)
            {
                well &= found;
                Console.Out.WriteLine($"{(found ? "✓" : "✗")} {what}: {detail}");
            }
        });
        return command;
    }

    private static readonly string[] Tools = ["ffmpeg", "ffprobe"];
}
