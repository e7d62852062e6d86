using System.CommandLine;
using Dubbing.Speech;
using Dubbing.Speech.Sound;

namespace Dubbing.CommandLine;

/// <summary><c>dub speak</c>: text to a sound file.</summary>
internal static class SpeakCommand
{
    public static Command Create()
    {
        var text = new Argument<string?>("text") { Description = "What to say", Arity = ArgumentArity.ZeroOrOne };
        var voice = new Option<string>("--voice", "-v") { Description = "Voice (dub voices lists them)", Required = true };
        var output = new Option<string>("--output", "-o") { Description = "WAV file; with --lines, a folder", Required = true };
        var lines = new Option<FileInfo?>("--lines") { Description = "Speak each line of this file: line n becomes FOLDER/000n.wav" };
        var language = new Option<string?>("--lang") { Description = "ko or ja (default: told from the text)" };
        var rate = new Option<double>("--rate") { Description = "Tempo, 0.25 to 4", DefaultValueFactory = _ => 1 };
        var pitch = new Option<double>("--pitch") { Description = "Semitones up or down, -12 to 12" };
        var intonation = new Option<double>("--intonation") { Description = "Strength of the melody, 0 to 2", DefaultValueFactory = _ => 1 };
        var json = new Option<bool>("--json") { Description = "Print each phoneme's start and end" };
        var command = new Command("speak", "Speak a text to a WAV file (24 kHz, 16 bit, mono)") { text, voice, output, lines, language, rate, pitch, intonation, json };
        command.Validators.Add(r =>
        {
            if ((r.GetValue(text) is null) == (r.GetValue(lines) is null))
                r.AddError("Give either a text or --lines FILE.");
        });
        command.SetAction(async (r, cancel) =>
        {
            using var engine = new Engine();
            var chosen = engine.Voice(r.GetValue(voice)!);
            var controls = new VoiceControls(r.GetValue(rate), r.GetValue(pitch), r.GetValue(intonation));
            var target = r.GetValue(output)!;
            if (r.GetValue(lines) is not { } file)
            {
                await SpeakAsync(engine, r.GetValue(text)!, Engine.LanguageOf(r.GetValue(language), [r.GetValue(text)!]), chosen, controls, target, r.GetValue(json), cancel);
                return ExitCodes.Done;
            }

            if (!file.Exists)
                throw new DubbingException(Messages.NoFile(file.Name));
            Directory.CreateDirectory(target);
            var all = await File.ReadAllLinesAsync(file.FullName, cancel);
            var failed = false;
            for (var i = 0; i < all.Length; i++)
            {
                try
                {
                    await SpeakAsync(engine, all[i], Engine.LanguageOf(r.GetValue(language), [all[i]]), chosen, controls, Path.Combine(target, $"{i + 1:0000}.wav"), r.GetValue(json), cancel);
                }
                catch (DubbingException e)
                {
                    // A line that can't be said does not stop the others.
                    failed = true;
                    await Console.Error.WriteLineAsync($"{i + 1}: {e.UserMessage.Text()}");
                }
            }

            return failed ? ExitCodes.BadInput : ExitCodes.Done;
        });
        return command;
    }

    private static async Task SpeakAsync(Engine engine, string text, Language language, Voice voice, VoiceControls controls, string file, bool json, CancellationToken cancel)
    {
        var plan = await engine.Synthesizer.PlanAsync(engine.Reader(language).Read(text), voice, cancel);
        var take = await engine.Synthesizer.SpeakAsync(plan, voice, controls, cancel);
        await WaveFile.WriteAsync(file, take.Samples, take.SampleRate, cancel);
        if (json)
            Json.Write(new { file, seconds = Math.Round(take.Seconds, 4), phonemes = take.Phonemes.Select(p => new { symbol = p.Symbol, start = Math.Round(p.Start, 4), end = Math.Round(p.End, 4) }) });
    }
}
