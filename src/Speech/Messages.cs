using System.Resources;

namespace Dubbing.Speech;

/// <summary>What this stage tells the user.</summary>
internal static class Messages
{
    private static readonly ResourceManager Texts = new("Dubbing.Speech.Messages", typeof(Messages).Assembly);

    public static Message PackUnreadable(string pack, string why) => new(Texts, nameof(PackUnreadable), pack, why);

    public static Message PackTooNew(string pack, int needs, int have) => new(Texts, nameof(PackTooNew), pack, needs, have);

    public static Message PackField(string pack, string field, object value) => new(Texts, nameof(PackField), pack, field, value);

    public static Message PackFileMissing(string pack, string file) => new(Texts, nameof(PackFileMissing), pack, file);

    public static Message PackChecksum(string pack, string file) => new(Texts, nameof(PackChecksum), pack, file);

    public static Message PackGraph(string pack, string file, string why) => new(Texts, nameof(PackGraph), pack, file, why);

    public static Message PackOutput(string pack, string file, string output) => new(Texts, nameof(PackOutput), pack, file, output);

    public static Message UnknownSymbol(string pack, string symbol) => new(Texts, nameof(UnknownSymbol), pack, symbol);

    public static Message NoVoices(string folder) => new(Texts, nameof(NoVoices), folder);

    public static Message VoiceTwice(string voice, string pack) => new(Texts, nameof(VoiceTwice), voice, pack);

    public static Message WrongLanguage(string voice, Language language) => new(Texts, nameof(WrongLanguage), voice, LanguageName(language));

    public static Message NothingToSay() => new(Texts, nameof(NothingToSay));

    public static Message Duration(int phoneme, string symbol, double frames) => new(Texts, nameof(Duration), phoneme + 1, symbol, frames);

    public static Message Durations(int want, int got) => new(Texts, nameof(Durations), want, got);

    public static Message Edit(int phoneme, string symbol, string name, double value, double low, double high) => new(Texts, nameof(Edit), phoneme + 1, symbol, name, value, low, high);

    public static Message Edits(int want, int got) => new(Texts, nameof(Edits), want, got);

    public static Message Curve(string name, int want, int got) => new(Texts, nameof(Curve), name, want, got);

    public static Message CurveValue(string name, int frame, double value, double low, double high) => new(Texts, nameof(CurveValue), name, frame + 1, value, low, high);

    public static Message Control(string name, double value, double low, double high) => new(Texts, nameof(Control), name, value, low, high);

    public static Message RunsOn(string provider) => new(Texts, nameof(RunsOn), provider);

    public static Message FellBack(string provider, string why) => new(Texts, nameof(FellBack), provider, why);

    private static Message LanguageName(Language language) => new(Texts, language.ToString());
}
