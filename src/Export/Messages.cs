using System.Resources;

namespace Dubbing.Export;

/// <summary>What this stage tells the user.</summary>
internal static class Messages
{
    private static readonly ResourceManager Texts = new("Dubbing.Export.Messages", typeof(Messages).Assembly);

    public static Message OneLanguageOnly(string extension) => new(Texts, nameof(OneLanguageOnly), extension);

    public static Message MediaGone(string file) => new(Texts, nameof(MediaGone), file);

    public static Message DiskFull(string file) => new(Texts, nameof(DiskFull), file);

    public static Message UnknownStyle(string style, string known) => new(Texts, nameof(UnknownStyle), style, known);

    public static Message StyleUnreadable(string file) => new(Texts, nameof(StyleUnreadable), file);

    public static Message StyleField(string file, string field, string known) => new(Texts, nameof(StyleField), file, field, known);

    public static Message StyleValue(string file, string field, string wanted) => new(Texts, nameof(StyleValue), file, field, wanted);

    public static Message FreezeOutside(double at, double seconds) => new(Texts, nameof(FreezeOutside), at, seconds);

    public static Message PartOutside(double from, double to, double seconds) => new(Texts, nameof(PartOutside), from, to, seconds);
    public static Message OutputIsFolder(string folder) => new(Texts, nameof(OutputIsFolder), folder);

    public static Message UnknownExtension(string file, string known) => new(Texts, nameof(UnknownExtension), file, known);

    public static Message NameTooLong(string file) => new(Texts, nameof(NameTooLong), file);

    public static Message FolderMissing(string folder) => new(Texts, nameof(FolderMissing), folder);

    public static Message FolderClosed(string folder) => new(Texts, nameof(FolderClosed), folder);

    public static Message OutputIsInput(string output, string input) => new(Texts, nameof(OutputIsInput), output, input);

    public static Message PictureEncoded(string codec, string container, string became) => new(Texts, nameof(PictureEncoded), codec, container, became);

    public static Message Deinterlaced() => new(Texts, nameof(Deinterlaced));

    public static Message ToneMapped() => new(Texts, nameof(ToneMapped));

    public static Message LocationLeftOut() => new(Texts, nameof(LocationLeftOut));

    public static Message SoundOnly(string container) => new(Texts, nameof(SoundOnly), container);

    public static Message NoCaptions(string container) => new(Texts, nameof(NoCaptions), container);

    public static Message CoverLeftOut(string container) => new(Texts, nameof(CoverLeftOut), container);

    public static Message SoundTracksLeftOut(int tracks) => new(Texts, nameof(SoundTracksLeftOut), tracks);

    public static Message SubtitlesLeftOut(int tracks) => new(Texts, nameof(SubtitlesLeftOut), tracks);

    public static Message EncodedForText(string codec) => new(Texts, nameof(EncodedForText), codec);

    public static Message EncodedForPart(string codec) => new(Texts, nameof(EncodedForPart), codec);

    public static Message EncodedForWait(string codec) => new(Texts, nameof(EncodedForWait), codec);
}
