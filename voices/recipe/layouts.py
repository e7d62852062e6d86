"""layouts: the recordings in a folder, however it is laid out: what people record themselves, and the corpora that they can download.

Each layout is a function of a folder that gives (recordings, what is wrong with others), or None where the folder is not of its kind.
Nothing in a folder is ever run: where Kaldi's wav.scp names a command, only the file in it is read.
"""
import csv
import re
from dataclasses import dataclass
from pathlib import Path

SOUNDS = {".wav", ".flac", ".mp3", ".m4a", ".ogg", ".opus", ".aac", ".webm", ".mp4", ".aiff", ".aif", ".wma"}


class Unusable(Exception):
    """Why a recording, or the whole folder, cannot be used; the message names the file and says what to do."""


@dataclass(frozen=True)
class Recording:
    """A sound file, or the part of it between two times in seconds, what is said in it, and by whom ("" where a folder has one speaker)."""
    file: Path
    text: str
    speaker: str = ""
    start: float | None = None
    end: float | None = None
    name: str = ""  # where one file holds several recordings


@dataclass(frozen=True)
class Corpus:
    """What a layout is called, and the licence that its corpus is published under, where it is one corpus."""
    title: str
    licence: str = ""
    commercial: bool = True


def decoded(file):
    """A text file in UTF-8, or in the encodings that Korean and Japanese Windows write."""
    raw = file.read_bytes()
    for encoding in ("utf-8-sig", "cp949", "cp932"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unusable(f"{file.name}: the text is in no known encoding. Save it as UTF-8")


def lines_of(file):
    """(number, line) of the lines that are not empty."""
    return [(n, line.strip("\r\n")) for n, line in enumerate(decoded(file).splitlines(), 1) if line.strip()]


def sound(name, *folders):
    """The sound file of that name, with or without its extension, in the first of the folders that has it; None if none does."""
    for folder in folders:
        exact = folder / name
        if exact.is_file():
            return exact
        for suffix in sorted(SOUNDS):
            if (folder / f"{name}{suffix}").is_file():
                return folder / f"{name}{suffix}"
    return None


# --- The layouts ------------------------------------------------------------------------------------------------------


def common_voice(folder):
    """Mozilla Common Voice: TSV lists with the columns client_id, path, sentence; MP3 files in clips/."""
    lists = [folder / f"{n}.tsv" for n in ("validated", "train", "dev", "test", "other")]
    lists = [f for f in lists if f.is_file() and {"path", "sentence"} <= set((lines_of(f) or [(1, "")])[0][1].split("\t"))]
    if not lists:
        return None
    # What others have confirmed is enough where there is such a list; what they have turned down (invalidated.tsv) is never read.
    lists = lists[:1] if lists[0].name == "validated.tsv" else lists
    found, wrong, seen = [], [], set()
    for table in lists:
        rows = lines_of(table)
        columns = rows[0][1].split("\t")
        for n, line in rows[1:]:
            cells = line.split("\t")
            if len(cells) < len(columns):
                cells += [""] * (len(columns) - len(cells))
            row = dict(zip(columns, cells))
            if row["path"] in seen:
                continue
            seen.add(row["path"])
            file = sound(row["path"], folder / "clips", folder)
            if file is None:
                wrong.append(f"{table.name}, line {n}: there is no sound file “{row['path']}” in clips")
            else:
                found.append(Recording(file, row["sentence"].strip(), row.get("client_id", "")))
    return found, wrong


def kss(folder):
    """KSS: transcript*.txt with lines file|as written|as spoken|letters|seconds|English; the files in numbered folders beside it."""
    table = next((f for place in (folder, folder / "kss") for f in sorted(place.glob("transcript*.txt")) if lines_of(f) and lines_of(f)[0][1].count("|") >= 3), None)
    if table is None:
        return None
    found, wrong = [], []
    for n, line in lines_of(table):
        cells = line.split("|")
        file = sound(cells[0].strip(), table.parent, folder, folder / "kss") if len(cells) >= 3 else None
        if len(cells) < 3:
            wrong.append(f"{table.name}, line {n}: fewer than three columns between “|”")
        elif file is None:
            wrong.append(f"{table.name}, line {n}: there is no sound file “{cells[0].strip()}”")
        else:
            found.append(Recording(file, cells[2].strip()))
    return found, wrong


def ljspeech(folder):
    """A metadata.csv with lines file|text, or LJSpeech's file|as written|as spoken; the files beside it or in wavs/."""
    table = folder / "metadata.csv"
    if not table.is_file():
        return None
    found, wrong = [], []
    for n, line in lines_of(table):
        cells = next(csv.reader([line], delimiter="|", quoting=csv.QUOTE_NONE), [])
        file = sound(cells[0].strip(), folder, folder / "wavs") if len(cells) > 1 else None
        if len(cells) < 2:
            wrong.append(f"metadata.csv, line {n}: no “|” between file and text")
        elif file is None:
            wrong.append(f"metadata.csv, line {n}: there is no sound file “{cells[0].strip()}”")
        else:
            found.append(Recording(file, next((c.strip() for c in reversed(cells[1:]) if c.strip()), "")))
    return found, wrong


def kaldi(folder):
    """Kaldi's data folders: text, wav.scp, and where there are any segments and utt2spk. Every such folder below counts."""
    places = sorted({f.parent for f in folder.rglob("wav.scp") if (f.parent / "text").is_file()})
    if not places:
        return None
    found, wrong, seen = [], [], set()
    for place in places:
        def table(name):
            return dict(line.split(None, 1) for _, line in lines_of(place / name) if len(line.split(None, 1)) == 2) if (place / name).is_file() else {}
        speakers, parts, files = table("utt2spk"), table("segments"), table("wav.scp")
        for n, line in lines_of(place / "text"):
            utterance, _, text = line.strip().partition(" ")
            if utterance in seen:
                continue
            seen.add(utterance)
            part = parts.get(utterance, "").split()
            given = files.get(part[0] if part else utterance, "")
            file = kaldi_file(given, place, folder)
            if file is None:
                wrong.append(f"{place.name}/text, line {n}: " + (f"there is no sound file “{given.strip()}”" if given else f"wav.scp has no “{utterance}”"))
                continue
            start, end = (float(part[1]), float(part[2])) if len(part) >= 3 else (None, None)
            found.append(Recording(file, text.strip(), speakers.get(utterance, "").strip(), start, end, utterance))
    return found, wrong


def kaldi_file(given, *places):
    """The file that an entry of wav.scp names: a path, or a command with a path in it, which is not run."""
    words = [given.strip()] + ([w.strip("\"'") for w in given.rstrip("| \t").split()] if given.rstrip().endswith("|") else [])
    for word in words:
        if Path(word).suffix.lower() not in SOUNDS:
            continue
        for place in places:
            for path in (place / word, *(place / Path(*Path(word).parts[i:]) for i in range(1, len(Path(word).parts)))):  # data folders are often moved
                if path.is_file():
                    return path
    return None


def transcribed(folder):
    """Zeroth-Korean and LibriSpeech as downloaded: SPEAKER/SPEAKER_SCRIPT.trans.txt with lines `name text`, the files beside it."""
    tables = sorted(folder.rglob("*.trans.txt"))
    if not tables:
        return None
    found, wrong = [], []
    for table in tables:
        for n, line in lines_of(table):
            name, _, text = line.strip().partition(" ")
            file = sound(name, table.parent)
            if file is None:
                wrong.append(f"{table.name}, line {n}: there is no sound file “{name}” beside it")
            else:
                found.append(Recording(file, text.strip(), table.parent.name))
    return found, wrong


NOT_SPOKEN_PLAINLY = {"whisper10", "falset10"}  # JVS: whispered, and in falsetto


def japanese_corpus(folder):
    """JSUT and JVS: SET/transcript(s)_utf8.txt with lines name:text, the files in SET/wav*; in JVS below one folder for each speaker."""
    tables = sorted(f for f in folder.rglob("transcript*_utf8.txt") if f.parent.name not in NOT_SPOKEN_PLAINLY)
    if not tables:
        return None
    found, wrong = [], []
    for table in tables:
        speaker = next((p for p in reversed(table.parts) if re.fullmatch(r"jvs\d+", p)), "")
        places = sorted(p for p in table.parent.glob("wav*") if p.is_dir())
        for n, line in lines_of(table):
            name, colon, text = line.partition(":")
            file = sound(name.strip(), *places) if colon else None
            if not colon:
                wrong.append(f"{table.parent.name}/{table.name}, line {n}: no “:” between name and text")
            elif file is None:
                wrong.append(f"{table.parent.name}/{table.name}, line {n}: there is no sound file “{name.strip()}” in {table.parent.name}/wav…")
            else:
                found.append(Recording(file, text.strip(), speaker))
    return found, wrong


def beside(folder):
    """Sound files anywhere in the folder, each with a text file of its name beside it."""
    found, wrong = [], []
    for file in sorted(f for f in folder.rglob("*") if f.suffix.lower() in SOUNDS):
        text = file.with_suffix(".txt")
        if text.exists():
            found.append(Recording(file, " ".join(decoded(text).split())))
        else:
            wrong.append(f"{file.name}: there is no {text.name} beside it. Write into it what is said")
    return found, wrong


LAYOUTS = {
    "common-voice": (common_voice, Corpus("Mozilla Common Voice", "CC0-1.0")),
    "kss": (kss, Corpus("the KSS Dataset by Kyubyong Park", "CC-BY-NC-SA-4.0", commercial=False)),
    "ljspeech": (ljspeech, Corpus("a folder with metadata.csv, as LJSpeech has it")),
    "kaldi": (kaldi, Corpus("a Kaldi data folder")),
    "zeroth": (transcribed, Corpus("Zeroth-Korean (or LibriSpeech)", "CC-BY-4.0")),
    "jsut-jvs": (japanese_corpus, Corpus("JSUT or JVS by the University of Tokyo (Takamichi et al.)", "free for academic research, non-commercial research and personal use", commercial=False)),
    "folder": (beside, Corpus("sound files with texts beside them")),
}


def recordings(folder, layout="", speaker=""):
    """(layout's name, corpus, recordings of one speaker, what is wrong with others, remarks); the layout is found out where none is asked for."""
    if not folder.is_dir():
        raise Unusable(f"{folder}: there is no such folder")
    for name in [layout] if layout else LAYOUTS:
        read, corpus = LAYOUTS[name]
        got = read(folder)
        if got is not None:
            break
    if got is None:
        raise Unusable(f"{folder}: this is not laid out as {corpus.title}")
    found, wrong = got
    if not found and not wrong:
        raise Unusable(f"{folder}: no sound files here. Put NAME.wav and NAME.txt into it, or a metadata.csv with lines “file|text”")
    remarks = [f"laid out as {corpus.title}"] if name != "folder" else []
    count = {}
    for r in found:
        count[r.speaker] = count.get(r.speaker, 0) + 1
    if speaker:
        if speaker not in count:
            raise Unusable(f"{folder}: there is no speaker “{speaker}”. There are {len(count)}, with the most recordings: {', '.join(sorted(count, key=count.get, reverse=True)[:5])}")
        found = [r for r in found if r.speaker == speaker]
    elif len(count) > 1:
        most = max(sorted(count), key=count.get)
        remarks.append(f"{len(count)} speakers; the one with the most recordings is taken: {most} ({count[most]} of {len(found)}). --speaker chooses another")
        found = [r for r in found if r.speaker == most]
    return name, corpus, found, wrong, remarks
