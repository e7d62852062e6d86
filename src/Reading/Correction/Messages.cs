using System.Resources;

namespace Dubbing.Readings.Correction;

internal static class Messages
{
    private static readonly ResourceManager Texts = new("Dubbing.Readings.Correction.Messages", typeof(Messages).Assembly);

    public static Message MarkupNotClosed(int column) => new(Texts, nameof(MarkupNotClosed), column);

    public static Message MarkupWithoutReading(int column) => new(Texts, nameof(MarkupWithoutReading), column);

    public static Message MarkupEmpty(int column) => new(Texts, nameof(MarkupEmpty), column);

    public static Message MarkupReading(int column, Message why) => new(Texts, nameof(MarkupReading), column, why);

    public static Message PauseLength(int column, double shortest, double longest) => new(Texts, nameof(PauseLength), column, shortest, longest);

    public static Message ReadingMissing() => new(Texts, nameof(ReadingMissing));

    public static Message ReadingNotHangul(string reading) => new(Texts, nameof(ReadingNotHangul), reading);

    public static Message ReadingNotKana(string reading) => new(Texts, nameof(ReadingNotKana), reading);

    public static Message ReadingTooLong(int most) => new(Texts, nameof(ReadingTooLong), most);

    public static Message AccentTwice(string reading) => new(Texts, nameof(AccentTwice), reading);

    public static Message AccentRange(int accent, int moras) => new(Texts, nameof(AccentRange), accent, moras);

    public static Message AccentDiffers(int accent, string reading) => new(Texts, nameof(AccentDiffers), accent, reading);

    public static Message AccentOfPhrases() => new(Texts, nameof(AccentOfPhrases));

    public static Message AccentNotJapanese() => new(Texts, nameof(AccentNotJapanese));

    public static Message AccentNotNumber(string accent) => new(Texts, nameof(AccentNotNumber), accent);

    public static Message SurfaceEmpty() => new(Texts, nameof(SurfaceEmpty));

    public static Message SurfaceSigns(string surface) => new(Texts, nameof(SurfaceSigns), surface);

    public static Message SurfaceTooLong(int most) => new(Texts, nameof(SurfaceTooLong), most);

    public static Message NoteTooLong(int most) => new(Texts, nameof(NoteTooLong), most);

    public static Message PriorityRange(string priority, int least, int most) => new(Texts, nameof(PriorityRange), priority, least, most);

    public static Message LanguageUnknown(string language) => new(Texts, nameof(LanguageUnknown), language);

    public static Message ClassUnknown(string name, string known) => new(Texts, nameof(ClassUnknown), name, known);

    public static Message Duplicate(string surface) => new(Texts, nameof(Duplicate), surface);

    public static Message DuplicateOfLine(string surface, int line) => new(Texts, nameof(DuplicateOfLine), surface, line);

    public static Message CsvField(int line, string column, Message why) => new(Texts, nameof(CsvField), line, column, why);

    public static Message CsvColumnMissing(string column) => new(Texts, nameof(CsvColumnMissing), column);

    public static Message CsvQuote(int line) => new(Texts, nameof(CsvQuote), line);

    public static Message CsvColumns(int line, int found, int expected) => new(Texts, nameof(CsvColumns), line, found, expected);

    public static Message CsvEmpty() => new(Texts, nameof(CsvEmpty));

    public static Message NotSpoken(string letters) => new(Texts, nameof(NotSpoken), letters);

    public static Message NothingSpoken(string letters) => new(Texts, nameof(NothingSpoken), letters);

    public static Message CsvEncoding() => new(Texts, nameof(CsvEncoding));
}
