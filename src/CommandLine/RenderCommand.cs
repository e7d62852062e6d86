using System.CommandLine;
using System.Globalization;
using Dubbing.Export;
using Dubbing.Mix;
using Dubbing.Session;
using Dubbing.Timeline;

namespace Dubbing.CommandLine;

/// <summary><c>dub render</c>: the whole job without a browser.</summary>
internal static class RenderCommand
{
    public static Command Create()
    {
        var video = new Argument<FileInfo>("video") { Description = "Video or sound file; or a project file of the studio (.dubbing), which brings script, voices and video" };
        var script = new Option<FileInfo>("--script", "-s") { Description = "Script (" + string.Join(", ", Script.ScriptReader.Extensions) + "), or a video with a subtitle track" };
        var voice = new Option<string>("--voice", "-v") { Description = "Voice (dub voices lists them)" };
        var output = new Option<FileInfo>("--output", "-o") { Description = "File to make; its extension says what: " + string.Join(", ", ExportProfile.All.Select(p => p.Extension)), Required = true };
        var original = new Option<OriginalSound>("--original") { Description = "What becomes of the video's own sound", DefaultValueFactory = _ => OriginalSound.Duck };
        var language = new Option<string?>("--lang") { Description = "ko or ja (default: told from the script); of a project with several languages ko, ja or all (default: its first)" };
        var rate = new Option<double>("--rate") { Description = "Tempo before fitting", DefaultValueFactory = _ => 1 };
        var projectVideo = new Option<FileInfo?>("--video") { Description = "The video of a project file that has none in it, or another one" };
        var track = new Option<string?>("--audio-track") { Description = "Which sound track of the video: its number, name or language (default: the default one that decodes)" };
        var shift = new Option<string?>("--shift") { Description = "Move all lines by a time: 2.5, -00:00:03, -01:00:00 …" };
        var location = new Option<bool>("--keep-location") { Description = "Leave in the file where it was filmed" };
        var json = new Option<bool>("--json") { Description = "One JSON object: what was decided about the video, and the result" };
        var export = new ExportOptions();
        var dictionary = CommandServices.DictionaryOption();
        var reading = new ScriptInput();
        var command = new Command("render", "Dub a video with a script") { video, script, voice, output, original, language, rate, dictionary, projectVideo, track, shift, location, json };
        reading.AddTo(command);
        export.AddTo(command);
        command.Validators.Add(r =>
        {
            if (IsProject(r.GetValue(video)))
                return;
            foreach (var (missing, option) in (ReadOnlySpan<(bool, string)>)[(r.GetValue(script) is null, script.Name), (r.GetValue(voice) is null, voice.Name)])
            {
                if (missing)
                    r.AddError(Messages.OptionMissing(option).Text());
            }
        });
        shift.Validators.Add(r =>
        {
            if (Shift(r.Tokens.Count > 0 ? r.Tokens[0].Value : null) is null)
                r.AddError(Messages.BadShift(r.Tokens[0].Value).Text());
        });
        command.SetAction(async (r, cancel) =>
        {
            // What cannot be done is said before voices are loaded.
            var choices = export.Read(r, r.GetValue(output)!, [.. new[] { r.GetValue(video), r.GetValue(script), r.GetValue(projectVideo) }.OfType<FileInfo>()]);
            using var services = new CommandServices();
            await services.UseDictionaryAsync(r.GetValue(dictionary), cancel);
            using var bar = new ProgressLine();
            var result = IsProject(r.GetValue(video))
                ? await new ProjectRender(services, r.GetValue(video)!.FullName, r.GetValue(projectVideo)?.FullName, r.GetValue(output)!.FullName) { Choices = choices, AudioTrack = r.GetValue(track), Language = r.GetValue(language) }.RunAsync(bar, cancel)
                : await new ScriptRender(services, r.GetValue(video)!.FullName, r.GetValue(script)!.FullName, services.Voice(r.GetValue(voice)!), r.GetValue(output)!.FullName)
                {
                    Original = r.GetValue(original),
                    Language = r.GetValue(language),
                    Source = reading.Read(r, r.GetValue(language)),
                    Rate = r.GetValue(rate),
                    Choices = choices,
                    AudioTrack = r.GetValue(track),
                    Shift = Shift(r.GetValue(shift))!.Value,
                    KeepLocation = r.GetValue(location),
                }.RunAsync(bar, cancel);
            bar.Clear();
            foreach (var note in result.Info.Notes.Concat(result.Report.Notes))
                await Console.Error.WriteLineAsync(note.Text());
            foreach (var problem in result.Problems)
                await Console.Error.WriteLineAsync(problem.Text());
            foreach (var clip in result.Clips.Where(c => c.Grade is FitGrade.Red or FitGrade.Overflow))
                await Console.Error.WriteLineAsync((clip.Grade == FitGrade.Overflow ? Messages.Overflow(clip.Cue.Number, clip.Rate, clip.Overflow) : Messages.Hurried(clip.Cue.Number, clip.Rate)).Text());
            if (r.GetValue(json))
                JsonLines.Write(RenderReport.Of(result, r.GetValue(output)!.FullName));
            else
                Console.Out.WriteLine(Messages.Rendered(result.Clips.Count, r.GetValue(output)!.Name, result.Report.Mix.LoudnessLufs).Text());
            return result.LinesFailed ? ExitCodes.BadInput : ExitCodes.Done;
        });
        return command;
    }

    private static bool IsProject(FileInfo? file) => file is not null && ProjectFile.Is(file.Name);

    /// <summary>A time with its sign: seconds, or hours, minutes and seconds; 0 for none, null for what is no time.</summary>
    private static TimeSpan? Shift(string? text)
    {
        if (text is null)
            return TimeSpan.Zero;
        var sign = text.StartsWith('-') ? -1 : 1;
        var parts = text.TrimStart('+', '-').Replace(',', '.').Split(':');
        if (parts.Length > 3)
            return null;
        var seconds = 0.0;
        for (var i = 0; i < parts.Length; i++)
        {
            var last = i == parts.Length - 1;
            if (!double.TryParse(parts[i], last ? NumberStyles.AllowDecimalPoint : NumberStyles.None, CultureInfo.InvariantCulture, out var number) || (i > 0 && number >= 60))
                return null;
            seconds = seconds * 60 + number;
        }

        return seconds <= 1_000_000 ? TimeSpan.FromSeconds(sign * seconds) : null;
    }
}
