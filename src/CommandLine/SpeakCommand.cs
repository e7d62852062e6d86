using System.CommandLine;
using Dubbing.Media;
using Dubbing.Speech;
using Dubbing.Speech.Sound;

namespace Dubbing.CommandLine;

/// <summary><c>dub speak</c>: text to a sound file.</summary>
internal static class SpeakCommand
{
    /// <summary>What lasts longer is written while it is spoken, in seconds.</summary>
    private const double LongSeconds = 60;

    private const int SampleRate = 24_000;

    public static Command Create()
    {
        var text = new Argument<string?>("text") { Description = "What to say", Arity = ArgumentArity.ZeroOrOne };
        var voice = new Option<string>("--voice", "-v") { Description = "Voice (dub voices lists them)", Required = true };
        var output = new Option<string>("--output", "-o") { Description = "WAV file; with --lines, a folder", Required = true };
        var lines = new Option<FileInfo?>("--lines") { Description = "Speak each line of this file: line n becomes FOLDER/000n.wav; of a text file each row is a line, of a script (SRT, XLSX …) each caption" };
        var language = new Option<string?>("--lang") { Description = "ko or ja (default: told from the text)" };
        var rate = new Option<double>("--rate") { Description = "Tempo, 0.25 to 4", DefaultValueFactory = _ => 1 };
        var pitch = new Option<double>("--pitch") { Description = "Semitones up or down, -12 to 12" };
        var intonation = new Option<double>("--intonation") { Description = "Strength of the melody, 0 to 2", DefaultValueFactory = _ => 1 };
        var volume = new Option<double>("--volume") { Description = "Decibels louder or softer, -24 to 24" };
        var edits = new Option<FileInfo?>("--edits") { Description = "Lengths and pitch to speak with: a JSON object a line with line, durations (frames a sound), pitch (Hz a frame), semitones, energy (a sound), rate" };
        var json = new Option<bool>("--json") { Description = "Print each sound's start, end and frames, and the pitch (Hz) and energy (dB) of each frame of 12.5 ms" };
        var dictionary = CommandServices.DictionaryOption();
        var reading = new ScriptInput();
        var command = new Command("speak", "Speak a text to a WAV file (24 kHz, 16 bit, mono)") { text, voice, output, lines, language, rate, pitch, intonation, volume, edits, dictionary, json };
        reading.AddTo(command);
        command.Validators.Add(r =>
        {
            if ((r.GetValue(text) is null) == (r.GetValue(lines) is null))
                r.AddError("Give either a text or --lines FILE.");
        });
        command.SetAction(async (r, cancel) =>
        {
            using var services = new CommandServices();
            await services.UseDictionaryAsync(r.GetValue(dictionary), cancel);
            var chosen = services.Voice(r.GetValue(voice)!);
            var controls = new VoiceControls(r.GetValue(rate), r.GetValue(pitch), r.GetValue(intonation), r.GetValue(volume));
            var changes = await SpokenEdits.ReadAsync(r.GetValue(edits), cancel);
            var target = r.GetValue(output)!;
            if (r.GetValue(lines) is not { } file)
            {
                await SpeakAsync(1, r.GetValue(text)!, target);
                return ExitCodes.Done;
            }

            var source = reading.Read(r, r.GetValue(language));
            var all = await LinesFile.ReadAsync(file.FullName, source with { Options = source.Options with { Speakable = chosen.Languages } }, cancel);
            Directory.CreateDirectory(target);
            var failed = false;
            for (var i = 0; i < all.Count; i++)
            {
                // A blank line keeps its number, so does one that nobody says.
                if (string.IsNullOrWhiteSpace(all[i]) || Script.SoundDescription.Is(all[i]))
                    continue;
                try
                {
                    await SpeakAsync(i + 1, all[i], Path.Combine(target, $"{i + 1:0000}.wav"));
                }
                catch (DubbingException e)
                {
                    // A line that can't be said does not stop the others.
                    failed = true;
                    await Console.Error.WriteLineAsync($"{i + 1}: {e.UserMessage.Text()}");
                }
            }

            return failed ? ExitCodes.BadInput : ExitCodes.Done;

            async Task SpeakAsync(int line, string said, string path)
            {
                Entrance.RequireLine(said);
                OutputFile.Require(path, r.GetValue(lines)?.FullName ?? "", r.GetValue(edits)?.FullName ?? "", r.GetValue(dictionary)?.FullName ?? "");
                var reading = CommandServices.Reader(CommandServices.LanguageOf(r.GetValue(language), [said])).Read(said, services.Dictionary);
                var plan = await services.Synthesizer.PlanAsync(reading, chosen, cancel);
                var change = changes.GetValueOrDefault(line);
                var how = controls with { Rate = change?.Rate ?? controls.Rate };
                if (!r.GetValue(json) && plan.SpokenSeconds(how.Rate) > LongSeconds)
                {
                    await TemporaryFiles.WholeAsync(path, part => WaveFile.WriteAsync(part, services.Synthesizer.StreamAsync(change?.Apply(plan) ?? plan, chosen, how, cancel), SampleRate, cancel));
                    return;
                }

                var take = await services.Synthesizer.SpeakAsync(change?.Apply(plan) ?? plan, chosen, how, cancel);
                await TemporaryFiles.WholeAsync(path, part => WaveFile.WriteAsync(part, take.Samples, take.SampleRate, cancel));
                if (r.GetValue(json))
                    JsonLines.Write(Shown(line, path, take, how.Rate));
            }
        });
        return command;
    }

    private static object Shown(int line, string file, Take take, double rate) => new
    {
        line,
        file,
        seconds = Math.Round(take.Seconds, 4),
        rate,
        phonemes = take.Phonemes.Zip(take.Melody!.Frames, (p, frames) => new { symbol = p.Symbol, start = Math.Round(p.Start, 4), end = Math.Round(p.End, 4), frames }),
        frameSeconds = SpeechPlan.FrameSeconds,
        pitch = take.Melody.Pitch.Select(hz => Math.Round(hz, 2)),
        energy = take.Melody.Energy.Select(db => Math.Round(db, 2)),
    };
}
