using System.Resources;

namespace Dubbing.Studio;

/// <summary>What the studio's server says to the user.</summary>
internal static class Messages
{
    private static readonly ResourceManager Texts = new("Dubbing.Studio.Messages", typeof(Messages).Assembly);

    public static Message NameMissing() => new(Texts, nameof(NameMissing));

    public static Message StyleNameMissing(int longest) => new(Texts, nameof(StyleNameMissing), longest);

    public static Message StyleNameTaken(string name) => new(Texts, nameof(StyleNameTaken), name);

    public static Message NotSavedDiskFull() => new(Texts, nameof(NotSavedDiskFull));

    public static Message EditName() => new(Texts, nameof(EditName));

    public static Message EditProjectVoice() => new(Texts, nameof(EditProjectVoice));

    public static Message EditSettings() => new(Texts, nameof(EditSettings));

    public static Message EditText(int line) => new(Texts, nameof(EditText), line);

    public static Message EditTimes(int line) => new(Texts, nameof(EditTimes), line);

    public static Message EditSpeaker(int line) => new(Texts, nameof(EditSpeaker), line);

    public static Message EditVoice(int line) => new(Texts, nameof(EditVoice), line);

    public static Message EditRate(int line) => new(Texts, nameof(EditRate), line);

    public static Message EditDelivery(int lines) => new(Texts, nameof(EditDelivery), lines);

    public static Message EditSounds(int line) => new(Texts, nameof(EditSounds), line);

    public static Message EditWait(double seconds) => new(Texts, nameof(EditWait), seconds);

    public static Message EditWaitOff(double seconds) => new(Texts, nameof(EditWaitOff), seconds);

    public static Message EditRecord(int line) => new(Texts, nameof(EditRecord), line);

    public static Message Recording() => new(Texts, nameof(Recording));

    public static Message RecordingSilent() => new(Texts, nameof(RecordingSilent));

    public static Message RecordingClipped() => new(Texts, nameof(RecordingClipped));

    public static Message RecordingsNone() => new(Texts, nameof(RecordingsNone));

    public static Message RecordingsName(string project) => new(Texts, nameof(RecordingsName), project);

    public static Message EditAccept(int line) => new(Texts, nameof(EditAccept), line);

    public static Message LanguageThere(string language) => new(Texts, nameof(LanguageThere), language);

    public static Message EditLanguageAdd(string language) => new(Texts, nameof(EditLanguageAdd), language);

    public static Message EditLanguageRemove(string language) => new(Texts, nameof(EditLanguageRemove), language);

    public static Message EditSourceAccept(int lines) => new(Texts, nameof(EditSourceAccept), lines);

    public static Message EditOwnTimes(int lines) => new(Texts, nameof(EditOwnTimes), lines);

    public static Message EditSharedTimes(int lines) => new(Texts, nameof(EditSharedTimes), lines);

    public static Message ExportNoLinesIn(string language) => new(Texts, nameof(ExportNoLinesIn), language);

    public static Message EditInsert() => new(Texts, nameof(EditInsert));

    public static Message EditDelete(int line) => new(Texts, nameof(EditDelete), line);

    public static Message EditDeleteMany(int lines) => new(Texts, nameof(EditDeleteMany), lines);

    public static Message EditPlace(int clips) => new(Texts, nameof(EditPlace), clips);

    public static Message EditSplit() => new(Texts, nameof(EditSplit));

    public static Message EditMerge(int lines) => new(Texts, nameof(EditMerge), lines);

    public static Message EditDuplicate(int clips) => new(Texts, nameof(EditDuplicate), clips);

    public static Message EditDeleteClips(int clips) => new(Texts, nameof(EditDeleteClips), clips);

    public static Message EditTrack() => new(Texts, nameof(EditTrack));

    public static Message EditAddSound(string file) => new(Texts, nameof(EditAddSound), file);

    public static Message EditLockClips(int clips) => new(Texts, nameof(EditLockClips), clips);

    public static Message PrepareShots() => new(Texts, nameof(PrepareShots));

    public static Message SoundSilent(string file) => new(Texts, nameof(SoundSilent), file);

    public static Message SplitNowhere(int line) => new(Texts, nameof(SplitNowhere), line);

    public static Message EditMove(int line) => new(Texts, nameof(EditMove), line);

    public static Message EditImport(int lines) => new(Texts, nameof(EditImport), lines);

    public static Message EditLock(int lines) => new(Texts, nameof(EditLock), lines);

    public static Message EditUnlock(int lines) => new(Texts, nameof(EditUnlock), lines);

    public static Message VersionNameMissing() => new(Texts, nameof(VersionNameMissing));

    public static Message EditRestore(string version) => new(Texts, nameof(EditRestore), version);

    public static Message EditTake(int line) => new(Texts, nameof(EditTake), line);

    public static Message EditPaste(int lines) => new(Texts, nameof(EditPaste), lines);

    public static Message PasteBroken() => new(Texts, nameof(PasteBroken));

    public static Message ArchiveNoZip() => new(Texts, nameof(ArchiveNoZip));

    public static Message ArchiveNoProject() => new(Texts, nameof(ArchiveNoProject));

    public static Message ArchiveNewer(int schema, int known) => new(Texts, nameof(ArchiveNewer), schema, known);

    public static Message ArchiveBroken(string entry) => new(Texts, nameof(ArchiveBroken), entry);

    public static Message ArchiveTooLarge(string entry) => new(Texts, nameof(ArchiveTooLarge), entry);

    public static Message ArchiveTakesMissing(int takes) => new(Texts, nameof(ArchiveTakesMissing), takes);

    public static Message ArchiveMediaRefused(Message why) => new(Texts, nameof(ArchiveMediaRefused), why);

    public static Message TimeNegative() => new(Texts, nameof(TimeNegative));

    public static Message EndBeforeStart() => new(Texts, nameof(EndBeforeStart));

    public static Message UploadTooLarge(string size, string limit) => new(Texts, nameof(UploadTooLarge), size, limit);

    public static Message UploadEmpty(string file) => new(Texts, nameof(UploadEmpty), file);

    public static Message DiskFull(string folder, string needed, string free) => new(Texts, nameof(DiskFull), folder, needed, free);

    public static Message UploadProjectGone() => new(Texts, nameof(UploadProjectGone));

    public static Message VoiceNotChosen() => new(Texts, nameof(VoiceNotChosen));

    public static Message VoiceMissing(string voice) => new(Texts, nameof(VoiceMissing), voice);

    public static Message RenderProgress(int done, int total) => new(Texts, nameof(RenderProgress), done, total);

    public static Message RenderDone(int lines) => new(Texts, nameof(RenderDone), lines);

    public static Message RenderDoneWithProblems(int lines, int failed) => new(Texts, nameof(RenderDoneWithProblems), lines, failed);

    public static Message RenderNothing() => new(Texts, nameof(RenderNothing));

    public static Message TakesDiskFull(string folder, string free) => new(Texts, nameof(TakesDiskFull), folder, free);

    public static Message LineFailed() => new(Texts, nameof(LineFailed));

    public static Message JobFailed() => new(Texts, nameof(JobFailed));

    public static Message PrepareWaveform() => new(Texts, nameof(PrepareWaveform));

    public static Message PrepareThumbnails() => new(Texts, nameof(PrepareThumbnails));

    public static Message PrepareProxy() => new(Texts, nameof(PrepareProxy));

    public static Message PrepareDone() => new(Texts, nameof(PrepareDone));

    public static Message ExportNoMedia() => new(Texts, nameof(ExportNoMedia));

    public static Message ExportNoLines() => new(Texts, nameof(ExportNoLines));

    public static Message ExportRendering() => new(Texts, nameof(ExportRendering));

    public static Message ExportMixing() => new(Texts, nameof(ExportMixing));

    public static Message ExportDone(string file) => new(Texts, nameof(ExportDone), file);

    public static Message AndThen(Message first, Message then) => new(Texts, nameof(AndThen), first, then);

    public static Message LinesOutside(string numbers) => new(Texts, nameof(LinesOutside), numbers);

    public static Message MediaMissing(string file) => new(Texts, nameof(MediaMissing), file);

    public static Message DubName(string name) => new(Texts, nameof(DubName), name);

    public static Message StudioAddress(string address) => new(Texts, nameof(StudioAddress), address);

    public static Message StudioStopHint() => new(Texts, nameof(StudioStopHint));

    public static Message StudioData(string folder) => new(Texts, nameof(StudioData), folder);

    public static Message FolderTaken(string folder) => new(Texts, nameof(FolderTaken), folder);

    public static Message PortTaken() => new(Texts, nameof(PortTaken));

    public static Message Unexpected() => new(Texts, nameof(Unexpected));

    public static Message FolderUnusable(string folder) => new(Texts, nameof(FolderUnusable), folder);

    public static Message EditSplitLine(int line) => new(Texts, nameof(EditSplitLine), line);

    public static Message EditJoin(int line) => new(Texts, nameof(EditJoin), line);

    public static Message EditDuplicateLines(int lines) => new(Texts, nameof(EditDuplicateLines), lines);

    public static Message EditMoveMany(int lines) => new(Texts, nameof(EditMoveMany), lines);

    public static Message EditReplace(int lines) => new(Texts, nameof(EditReplace), lines);

    public static Message EditTimesMany(int lines) => new(Texts, nameof(EditTimesMany), lines);

    public static Message EditSpeakerMany(int lines) => new(Texts, nameof(EditSpeakerMany), lines);

    public static Message EditSpeakerVoice(string speaker) => new(Texts, nameof(EditSpeakerVoice), speaker);

    public static Message EditWord(string word) => new(Texts, nameof(EditWord), word);

    public static Message EditWordDelete(string word) => new(Texts, nameof(EditWordDelete), word);

    public static Message EditWordsDelete(int words) => new(Texts, nameof(EditWordsDelete), words);

    public static Message EditWordsImport(int words) => new(Texts, nameof(EditWordsImport), words);

    public static Message SampleName() => new(Texts, nameof(SampleName));

    public static Message EditDial(int line, Message dial) => new(Texts, nameof(EditDial), line, dial);

    /// <summary>What a dial of a line's delivery is called.</summary>
    public static Message DialName(string dial) => new(Texts, "Dial" + dial);

    public static Message RowDamaged(Message why) => new(Texts, nameof(RowDamaged), why);

    public static Message ValueRange(string field, string value, string least, string most) => new(Texts, nameof(ValueRange), field, value, least, most);

    public static Message ValueUnknown(string field, string value) => new(Texts, nameof(ValueUnknown), field, value);

    public static Message ValueTooLong(string field, int characters) => new(Texts, nameof(ValueTooLong), field, characters);

    public static Message ProjectDamaged(string name, Message why) => new(Texts, nameof(ProjectDamaged), name, why);

    public static Message VersionDamaged(string name) => new(Texts, nameof(VersionDamaged), name);

    public static Message StepDamaged() => new(Texts, nameof(StepDamaged));

    public static Message ArchiveRow(string table, int row, Message why) => new(Texts, nameof(ArchiveRow), table, row, why);

    public static Message ArchiveVersionLeftOut(string name) => new(Texts, nameof(ArchiveVersionLeftOut), name);

    public static Message JobDied(int tries) => new(Texts, nameof(JobDied), tries);

    public static Message FolderIsFile(string path) => new(Texts, nameof(FolderIsFile), path);

    public static Message StartDiskFull(string folder) => new(Texts, nameof(StartDiskFull), folder);

    public static Message NoticeDiskFull(string folder, string free) => new(Texts, nameof(NoticeDiskFull), folder, free);

    public static Message NoticeNewDatabase(string folder, int files) => new(Texts, nameof(NoticeNewDatabase), folder, files);

    public static Message NoticeMigrated(string copy) => new(Texts, nameof(NoticeMigrated), copy);

    public static Message DatabaseNewer(string database, string migration) => new(Texts, nameof(DatabaseNewer), database, migration);

    public static Message DatabaseDamaged(string database, string why) => new(Texts, nameof(DatabaseDamaged), database, why);

    public static Message NoticeFilesWithoutRow(int files, string size) => new(Texts, nameof(NoticeFilesWithoutRow), files, size);

    public static Message HostsMissing(string urls) => new(Texts, nameof(HostsMissing), urls);

    public static Message BasePathWrong(string path) => new(Texts, nameof(BasePathWrong), path);

    public static Message ProxyWrong(string address) => new(Texts, nameof(ProxyWrong), address);

    public static Message TooManyUploads(int open, int limit) => new(Texts, nameof(TooManyUploads), open, limit);

    public static Message SpeechBusy() => new(Texts, nameof(SpeechBusy));

    public static Message DoctorNoFolder(string folder) => new(Texts, nameof(DoctorNoFolder), folder);

    public static Message DoctorEmpty() => new(Texts, nameof(DoctorEmpty));

    public static Message DoctorOlder() => new(Texts, nameof(DoctorOlder));

    public static Message DoctorWell() => new(Texts, nameof(DoctorWell));

    public static Message DoctorStranger(string file) => new(Texts, nameof(DoctorStranger), file);

    public static Message DoctorMissing(string file) => new(Texts, nameof(DoctorMissing), file);

    public static Message DoctorSaved(string table, int rows) => new(Texts, nameof(DoctorSaved), table, rows);

    public static Message DoctorAside(string file) => new(Texts, nameof(DoctorAside), file);
}
