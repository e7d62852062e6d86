using System.Resources;

namespace Dubbing.Script;

/// <summary>What this stage tells the user.</summary>
internal static class Messages
{
    private static readonly ResourceManager Texts = new("Dubbing.Script.Messages", typeof(Messages).Assembly);

    public static Message Empty(string file) => new(Texts, nameof(Empty), file);

    public static Message NotText(string file) => new(Texts, nameof(NotText), file, ScriptFormat.Named());

    public static Message NoBlankLine() => new(Texts, nameof(NoBlankLine));

    public static Message NoText() => new(Texts, nameof(NoText));

    public static Message NoTime(string line) => new(Texts, nameof(NoTime), line);

    public static Message NumberAlone(string line) => new(Texts, nameof(NumberAlone), line);

    public static Message BadTime(string line) => new(Texts, nameof(BadTime), line);

    public static Message Negative(string line) => new(Texts, nameof(Negative), line);

    public static Message Reversed(string line) => new(Texts, nameof(Reversed), line);

    public static Message Backwards(int cue) => new(Texts, nameof(Backwards), cue);

    public static Message Overlap(int cue, int before) => new(Texts, nameof(Overlap), cue, before);

    public static Message FileTooLarge(string file, int megabytes) => new(Texts, nameof(FileTooLarge), file, megabytes);

    public static Message NothingUsable(string file, int line, Message why) => new(Texts, nameof(NothingUsable), file, line, why);

    public static Message OldOffice(string file) => new(Texts, nameof(OldOffice), file, ScriptFormat.Named(office: true));

    public static Message Damaged(string file) => new(Texts, nameof(Damaged), file);

    public static Message UnpacksTooLarge(string file) => new(Texts, nameof(UnpacksTooLarge), file);

    public static Message TooManyLines(int limit) => new(Texts, nameof(TooManyLines), limit);

    public static Message LineTooLong(int limit) => new(Texts, nameof(LineTooLong), limit);

    public static Message BadDialogue(string line) => new(Texts, nameof(BadDialogue), line);

    public static Message BadSync(string tag) => new(Texts, nameof(BadSync), tag);

    public static Message SeveralLanguages(string all, string read) => new(Texts, nameof(SeveralLanguages), all, read);

    public static Message UnclosedQuote() => new(Texts, nameof(UnclosedQuote));

    public static Message BadCell(string cell) => new(Texts, nameof(BadCell), cell);

    public static Message NoTextColumn(int column) => new(Texts, nameof(NoTextColumn), column);

    public static Message FramesAssumed(double rate) => new(Texts, nameof(FramesAssumed), rate);

    public static Message BadTimes(string times) => new(Texts, nameof(BadTimes), times);

    public static Message OtherFormat(string file, string format) => new(Texts, nameof(OtherFormat), file, format, ScriptFormat.Named());

    public static Message PicturesOnly() => new(Texts, nameof(PicturesOnly));

    public static Message NoEnd() => new(Texts, nameof(NoEnd));

    public static Message NamesOffered(string names) => new(Texts, nameof(NamesOffered), names);

    public static Message NotSpoken(int lines, string texts) => new(Texts, nameof(NotSpoken), lines, texts);

    public static Message BeginsLate(string start, int hours) => new(Texts, nameof(BeginsLate), start, hours);

    public static Message NoSuchText(string file, string asked, string known) => file.Length == 0 ? new(Texts, "NoSuchTextHere", asked, known) : new(Texts, nameof(NoSuchText), asked, known, file);

    public static Message SeveralColumns(string all, string read) => new(Texts, nameof(SeveralColumns), all, read);

    public static Message SeveralSheets(string read, string others) => new(Texts, nameof(SeveralSheets), read, others);

    public static Message NoSuchSheet(string file, string asked, string known) => new(Texts, nameof(NoSuchSheet), asked, known, file);

    public static Message HiddenRows(int rows) => new(Texts, nameof(HiddenRows), rows);

    public static Message NoStoredValue() => new(Texts, nameof(NoStoredValue));

    public static Message HoursShown() => new(Texts, nameof(HoursShown));

    public static Message WordsJoined(int words, int lines) => new(Texts, nameof(WordsJoined), words, lines);

    public static Message Milliseconds() => new(Texts, nameof(Milliseconds));

    public static Message Microseconds() => new(Texts, nameof(Microseconds));

    public static Message Days() => new(Texts, nameof(Days));

    public static Message NotesLeftOut() => new(Texts, nameof(NotesLeftOut));

    public static Message AroundTables() => new(Texts, nameof(AroundTables));

    public static Message SlidesWithoutNotes(int slides) => new(Texts, nameof(SlidesWithoutNotes), slides);

    public static Message BeforeTimes(string line) => new(Texts, nameof(BeforeTimes), line);

    public static Message FooterLeftOut(string line) => new(Texts, nameof(FooterLeftOut), line);

    public static Message BadJson(string file) => new(Texts, nameof(BadJson), file);

    public static Message NoSegments(string file) => new(Texts, nameof(NoSegments), file);

    public static Message SegmentWithoutTime(int segment) => new(Texts, nameof(SegmentWithoutTime), segment);

    public static Message BadXml(string file, int line) => new(Texts, nameof(BadXml), file, line);

    public static Message SpoiledBytes(string encoding) => new(Texts, nameof(SpoiledBytes), encoding);

    public static Message NothingInIt(string file, Message why) => new(Texts, nameof(NothingInIt), file, why);
}
