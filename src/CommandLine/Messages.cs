using System.Resources;

namespace Dubbing.CommandLine;

/// <summary>What the command line tells the user.</summary>
internal static class Messages
{
    private static readonly ResourceManager Texts = new("Dubbing.CommandLine.Messages", typeof(Messages).Assembly);

    public static Message ProjectLanguage(string file, string language, string languages) => new(Texts, nameof(ProjectLanguage), file, language, languages);

    public static Message OneLanguageOnly(string extension) => new(Texts, nameof(OneLanguageOnly), extension);

    public static Message BadDictionary(string file, int problems) => new(Texts, nameof(BadDictionary), file, problems);

    public static Message Pause() => new(Texts, nameof(Pause));

    public static Message PauseOf(double seconds) => new(Texts, nameof(PauseOf), seconds);

    public static Message PhraseFalls(string phrase, int mora) => new(Texts, nameof(PhraseFalls), phrase, mora);

    public static Message PhraseFlat(string phrase) => new(Texts, nameof(PhraseFlat), phrase);

    public static Message UnknownVoice(string voice, string known) => new(Texts, nameof(UnknownVoice), voice, known);

    public static Message UnknownLanguage(string code) => new(Texts, nameof(UnknownLanguage), code);

    public static Message NoFile(string file) => new(Texts, nameof(NoFile), file);

    public static Message EditsLine(string file, int line, string why) => new(Texts, nameof(EditsLine), file, line, why);

    public static Message EditsCount(string field, int want, int got) => new(Texts, nameof(EditsCount), field, want, got);

    public static Message NoLines(string file, string why) => new(Texts, nameof(NoLines), file, why);

    public static Message NoEncoder() => new(Texts, nameof(NoEncoder));

    public static Message ScriptLine(string file, int line, Message problem) => new(Texts, nameof(ScriptLine), file, line, problem);

    public static Message Hurried(int cue, double rate) => new(Texts, nameof(Hurried), cue, rate);

    public static Message Overflow(int cue, double rate, double seconds) => new(Texts, nameof(Overflow), cue, rate, seconds);

    public static Message Rendered(int lines, string file, double lufs) => new(Texts, nameof(Rendered), lines, file, lufs);

    public static Message UnknownScriptFormat(string file, string known) => new(Texts, nameof(UnknownScriptFormat), file, known);

    public static Message NoSubtitleTrack(string file, int track, int count) => new(Texts, nameof(NoSubtitleTrack), file, track, count);

    public static Message Converted(int lines, string file) => new(Texts, nameof(Converted), lines, file);

    public static Message WrongExtension(string option, string file, string extensions) => new(Texts, nameof(WrongExtension), option, file, extensions);

    public static Message NeedsPicture(string option, string file) => new(Texts, nameof(NeedsPicture), option, file);

    public static Message FromAfterTo() => new(Texts, nameof(FromAfterTo));

    public static Message WrongValue(string option, string value, string wanted) => new(Texts, nameof(WrongValue), option, value, wanted);

    public static Message OutsideMedium(string option, string time, string file, string length) => new(Texts, nameof(OutsideMedium), option, time, file, length);

    public static Message OptionNeeds(string option, string needed) => new(Texts, nameof(OptionNeeds), option, needed);

    public static Message Conflict(string one, string other) => new(Texts, nameof(Conflict), one, other);

    public static Message SameFile(string file) => new(Texts, nameof(SameFile), file);

    public static Message ProjectWithoutVideo(string file) => new(Texts, nameof(ProjectWithoutVideo), file);

    public static Message LineVoice(int line, string voice) => new(Texts, nameof(LineVoice), line, voice);

    public static Message OptionMissing(string option) => new(Texts, nameof(OptionMissing), option);

    public static Message NotAFolder(string option, string path) => new(Texts, nameof(NotAFolder), option, path);
    public static Message DiskFull() => new(Texts, nameof(DiskFull));

    public static Message AllOutside(string file, int lines, string first, string end) => new(Texts, nameof(AllOutside), file, lines, first, end);

    public static Message AllOutsideByHours(string file, int lines, string first, string end, string shift) => new(Texts, nameof(AllOutsideByHours), file, lines, first, end, shift);

    public static Message PastEnd(int cue, string start, string end) => new(Texts, nameof(PastEnd), cue, start, end);

    public static Message BeforeStart(int cue, string by) => new(Texts, nameof(BeforeStart), cue, by);

    public static Message BadShift(string text) => new(Texts, nameof(BadShift), text);

    public static Message Unexpected(string what) => new(Texts, nameof(Unexpected), what);
}
