"""own_voice: a folder of a person's recordings and what they say -> a voice pack that speaks like them.

    own_voice.py RECORDINGS --out ../../voices/mina --name Mina --licence "Only for Mina" --dub "../../dub" [--minutes 60]

RECORDINGS holds NAME.wav (or any sound that ffmpeg reads) beside NAME.txt, or a metadata.csv with lines `file|text`, or is laid out as
Common Voice, Zeroth-Korean, Kaldi, KSS, LJSpeech, JSUT or JVS are (`layouts.py`). Ten minutes or more of one voice, Korean or Japanese,
a sentence or two in each file. --check only says what can be used. The words are read by the product, the sounds found in time by
the shipped pack, and its acoustic model trained further on them. Killed and started again, it goes on where it was.
"""
import argparse
import csv
import hashlib
import json
import os
import shlex
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import torch

import align
import audio
import layouts
import pitch
import teach
import weights
from layouts import Unusable

HERE = Path(__file__).resolve().parent
LEAST_MINUTES = 3.0        # less than this cannot be learned from; ten are advised
ADVISED_MINUTES = 10.0
LEVEL = 0.0975             # root mean square of the sounding frames, as in the shipped pack's training
MARGIN = 0.25              # seconds of silence left at both ends


def language(text):
    """ko or ja by the letters, None if neither."""
    if any("가" <= c <= "힣" for c in text):
        return "ko"
    return "ja" if any("぀" <= c <= "ヿ" or "一" <= c <= "鿿" for c in text) else None


def cleaned(recording):
    """Mono samples at the recipe's rate, silence at the ends cut, level set."""
    file = recording.file
    try:
        x = audio.decode(file)
    except subprocess.CalledProcessError:
        raise Unusable(f"{file.name}: ffmpeg cannot read it as sound") from None
    if recording.start is not None:
        x = x[int(recording.start * audio.RATE):int(recording.end * audio.RATE)]
    if len(x) < 0.5 * audio.RATE:
        raise Unusable(f"{file.name}: shorter than half a second")
    x = x - x.mean()
    level = teach.frame_levels(x)
    loud = np.percentile(level, 95)
    if loud < -60:
        raise Unusable(f"{file.name}: silent. Record it again, or leave it out")
    if loud - np.percentile(level, 3) < 12:
        raise Unusable(f"{file.name}: the noise is almost as loud as the voice. Record it in a quieter place, or leave it out")
    if np.mean(np.abs(x) > 0.995) > 0.001:
        raise Unusable(f"{file.name}: clipped. Record it again with less gain, or leave it out")
    sounding = np.flatnonzero(level > loud - 35)
    edge = int(MARGIN * audio.RATE)
    a, b = max(0, sounding[0] * audio.HOP - edge), min(len(x), (sounding[-1] + 1) * audio.HOP + edge)
    if (b - a) / audio.RATE > 30:
        raise Unusable(f"{file.name}: longer than 30 seconds. Cut it into sentences, each with its own text")
    x = x[a:b]
    fade = np.minimum(1, np.arange(len(x)) / 240)
    x = x * fade * fade[::-1]
    active = np.sqrt(np.mean(10 ** (level[sounding] / 10)))
    x = x * (LEVEL / active)
    return (x * min(1, 0.97 / np.abs(x).max())).astype(np.float32)


def recordings(o, say):
    """Labels (symbols, no times yet) and sounds of all usable recordings; what is wrong with others is said."""
    name, corpus, found, wrong, remarks = layouts.recordings(o.recordings, o.layout, o.speaker)
    for remark in remarks:
        say(remark)
    licence(o, say, name, corpus)
    usable = []
    for r in found:
        file, text = r.file, r.text
        spoken = language(text)
        if not text:
            wrong.append(f"{file.name}: its text is empty")
        elif spoken is None or (o.lang and spoken != o.lang):
            wanted = {"ko": "Korean", "ja": "Japanese"}.get(o.lang, "Korean or Japanese")
            wrong.append(f"{file.name}: its text is not {wanted}: “{text[:40]}”")
        else:
            usable.append((r, text, spoken))
    labels, kept = [], []
    for spoken in ("ko", "ja"):
        mine = [(f, t) for f, t, s in usable if s == spoken]
        if not mine:
            continue
        for (r, text), reading in zip(mine, teach.readings(o.dub, [t for _, t in mine], spoken)):
            symbols, phrases = teach.labels(reading)
            if not phrases or sum(s not in align.PAUSES for s in symbols) < 2:
                wrong.append(f"{r.file.name}: nothing in “{text[:40]}” can be read aloud")
                continue
            labels.append({"id": identifier(r, o.recordings), "lang": spoken, "voice": o.id, "text": text, "segments": [[s] for s in symbols], "phrases": phrases})
            kept.append(r)

    def clean(r):
        try:
            return cleaned(r)
        except Unusable as e:
            return str(e)
    with ThreadPoolExecutor(2) as pool:
        sounds = list(pool.map(clean, kept))
    good = []
    for label, r, x in zip(labels, kept, sounds):
        if isinstance(x, str):
            wrong.append(x)
            continue
        pace = sum(s[0] not in align.PAUSES | {"sp"} for s in label["segments"]) / (len(x) / audio.RATE)
        if not 3 < pace < 28:
            wrong.append(f"{r.file.name}: {pace:.0f} sounds a second. Is “{label['text'][:40]}” what is said in it?")
            continue
        good.append((label, x))
    for w in wrong:
        say(f"left out: {w}")
    minutes = sum(len(x) for _, x in good) / audio.RATE / 60
    if minutes < o.least:
        raise Unusable(f"{o.recordings}: {minutes:.1f} minutes of usable speech in {len(good)} files. At least {o.least:g} are needed, {ADVISED_MINUTES:g} or more are better")
    say(f"{len(good)} recordings, {minutes:.1f} minutes" + (f". {ADVISED_MINUTES:g} or more would sound better" if minutes < ADVISED_MINUTES else ""))
    return [g[0] for g in good], [g[1] for g in good]


def identifier(recording, folder):
    """A name that no other recording has, fit for a file: corpora have them as long as a path may be."""
    file = recording.file
    parts = file.relative_to(folder).with_suffix("").parts if file.is_relative_to(folder) else (file.stem,)
    name = "-".join((*parts, recording.name) if recording.start is not None else parts).replace(" ", "_")
    return name if len(name) <= 80 else f"{name[:60]}-{hashlib.sha1(name.encode()).hexdigest()[:12]}"


def licence(o, say, name, corpus):
    """Whose recordings these are must be said: the option, what is known of the corpus, or an answer on the terminal. Nothing is taken for granted."""
    known = f" Known licence of {corpus.title}: {corpus.licence}. Look into what you have downloaded." if corpus.licence else ""
    if not o.licence and sys.stdin.isatty() and not o.check:
        o.licence = input(f"own voice: which licence do the recordings have?{known} > ").strip()
    if not o.licence and not o.check:
        raise Unusable(f"{o.recordings}: say under which licence the recordings are, with --licence; it is written into the pack.{known}")
    if not o.licence:
        say(f"the licence has to be said when it is made, with --licence.{known}")
    if o.commercial and not corpus.commercial:
        raise Unusable(f"{o.recordings}: {corpus.title} may not be used commercially ({corpus.licence}). Leave out --commercial")


def labelled(o, say):
    """WORK/speech: sound files and labels with times and pitch."""
    target = o.work / "speech" / f"{o.id}.jsonl"
    if target.exists() and not o.check:
        return
    labels, sounds = recordings(o, say)
    if o.check:
        return
    (o.work / "licence.json").write_text(json.dumps({"licence": o.licence}))
    features = align.features_of(o.dub, labels)
    mels = [align.mel_of(x) for x in sounds]
    spoken = {x["lang"] for x in labels}
    # Of a pack whose Korean is a model of its own that is the better beginning, for a speaker who speaks nothing else.
    own = weights.own(json.loads((o.pack / "voice.json").read_text()), spoken.pop() if len(spoken) == 1 else "")
    aligner = align.PackAligner(o.pack, own)
    speaker = aligner.closest(list(zip(mels, features))[:5])
    edges, costs = [], []
    for n, (m, f) in enumerate(zip(mels, features)):
        e, cost = aligner.warp(m, f, speaker)
        edges.append(e)
        costs.append(cost)
        if (n + 1) % 25 == 0 or n + 1 == len(mels):
            say(f"found the sounds of {n + 1} of {len(mels)} recordings")
    usual, spread = np.median(costs), np.median(np.abs(costs - np.median(costs))) + 0.01
    say("measuring the pitch")
    curves = pitch.tracks(sounds)
    target.parent.mkdir(parents=True, exist_ok=True)
    lines = []
    for label, x, m, e, cost, f0 in zip(labels, sounds, mels, edges, costs, curves):
        if cost > usual + 8 * spread:
            say(f"left out: {label['id']}: what is said does not sound like “{label['text'][:40]}”")
            continue
        if not (f0 > 0).any():
            say(f"left out: {label['id']}: no voice in it")
            continue
        teach.write_sound(x, target.parent / o.id / f"{label['id']}.wav")
        lines.append({**label, "file": f"{o.id}/{label['id']}.wav", "frames": m.shape[1], "segments": [[s[0], int(a), int(b)] for s, a, b in zip(label["segments"], e, e[1:])],
                      "f0": [round(float(v), 1) for v in f0[:m.shape[1]]]})
    (o.work / "speaker.json").write_text(json.dumps({"speaker": speaker, "own": own}))
    target.with_suffix(".tmp").write_text("".join(json.dumps(x, ensure_ascii=False) + "\n" for x in lines))
    target.with_suffix(".tmp").replace(target)


def started(o):
    """
    WORK/acoustic.pt and vocoder.pt: the shipped weights, with one speaker: the one whose speech is nearest. The vocoder stays as it
    is: it makes any voice from its mel spectrogram, and without long training against its judges it would only lose.
    """
    if (o.work / "vocoder.pt").exists():
        return
    begins = json.loads((o.work / "speaker.json").read_text())
    row, own = (begins["speaker"], begins["own"]) if isinstance(begins, dict) else (begins, "")
    parts, sound = weights.restore(o.pack, own)
    parts = {k: (v[row:row + 1].clone() if k.endswith("speaker.weight") else v) for k, v in parts.items()}
    for state, name in ((parts, "acoustic"), (sound, "vocoder")):
        torch.save({"model": state, "step": 0}, o.work / f"{name}.tmp")
        (o.work / f"{name}.tmp").replace(o.work / f"{name}.pt")


def spent(log):
    """Minutes that a training has run so far, by its log: they count from zero after each start."""
    if not log.exists():
        return 0.0
    total = last = 0.0
    for row in csv.reader(open(log)):
        now = float(row[1])
        total, last = total + (now - last if now >= last else now), now
    return total


def remaining(o):
    """Minutes that the training still has, None when it is done."""
    left = o.minutes - spent(o.work / "acoustic.csv")
    return left if left > 0.05 and torch.load(o.work / "acoustic.pt", map_location="cpu")["step"] < o.steps else None


def described(o):
    """about.json for pack.py: the licence and credit of the recordings, and of what the shipped pack was trained on."""
    base = json.loads((o.pack / "voice.json").read_text())
    asked = o.work / "licence.json"
    o.licence = o.licence or json.loads(asked.read_text())["licence"] if asked.exists() else o.licence
    langs = sorted({json.loads(x)["lang"] for x in open(o.work / "speech" / f"{o.id}.jsonl")}, key=["ko", "ja"].index)
    own = {"name": f"Recordings of {o.name}", "licence": o.licence, "credit": o.credit or f"Voice: {o.name}."}
    names = {"ko": o.name_ko or o.name, "ja": o.name_ja or o.name, "en": o.name}
    return {"version": "1", "licence": o.licence, "credit": f"{own['credit']} {base['credit']}", "commercial_use": bool(o.commercial and base["commercial_use"]),
            "licence_text": f"Licence of the recordings and of this voice: {o.licence}.\n", "trained_on": [own, *base["trained_on"]],
            "sample_text": {"ko": "안녕하세요, {name}입니다. 여러분의 영상에 목소리를 더해 드릴게요.", "ja": "こんにちは、{name}です。あなたの動画に、声をお届けします。"},
            "voices": [{"id": o.id, "recordings": o.id, "languages": langs, "names": names}]}


def step(o, say, title, script, *options):
    say(title)
    subprocess.run([sys.executable, str(HERE / script), *map(str, options)], check=True)


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("recordings", type=Path)
    a.add_argument("--out", type=Path, required=True, help="the pack's folder; its name is the voice's id")
    a.add_argument("--name", required=True)
    a.add_argument("--name-ko", default="")
    a.add_argument("--name-ja", default="")
    a.add_argument("--licence", default="", help="of the recordings and the voice, e.g. CC0-1.0; asked for when it is not given")
    a.add_argument("--layout", choices=list(layouts.LAYOUTS), default="", help="how RECORDINGS is laid out; default: found out")
    a.add_argument("--speaker", default="", help="of a corpus of many; default: the one with the most recordings")
    a.add_argument("--check", action="store_true", help="only say what can be used and why the rest cannot")
    a.add_argument("--credit", default="")
    a.add_argument("--commercial", action="store_true", help="the voice may be used commercially")
    a.add_argument("--lang", choices=["ko", "ja"], help="refuse texts in another language")
    a.add_argument("--pack", type=Path, default=HERE.parent / "studio", help="the pack to begin with")
    a.add_argument("--work", type=Path, help="what comes between; default: beside the recordings")
    a.add_argument("--dub", default=str(HERE.parent.parent / "dub"))
    a.add_argument("--minutes", type=float, default=60, help="of training")
    a.add_argument("--steps", type=int, default=100000, help="of training, at most")
    a.add_argument("--batch", type=int, default=8)
    a.add_argument("--least", type=float, default=LEAST_MINUTES, help=argparse.SUPPRESS)
    a.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    a.add_argument("--seed", type=int, default=1)
    o = a.parse_args()
    o.id = o.out.name.lower()
    o.work = o.work or o.recordings.resolve().parent / f"{o.recordings.resolve().name}-work"
    o.work.mkdir(parents=True, exist_ok=True)

    def say(text):
        print(f"own voice: {text}", flush=True)
    try:
        labelled(o, say)
    except Unusable as e:
        raise SystemExit(f"own voice: {e}")
    if o.check:
        return
    if not (o.work / "items.jsonl").exists():
        step(o, say, "step 1 of 3: preparing", "prepare.py", o.work / "speech", o.work, "--dub", o.dub)
    started(o)
    left = remaining(o)
    if left:
        step(o, say, f"step 2 of 3: learning the voice, {left:.0f} minutes", "train_acoustic.py", o.work, "--minutes", left, "--rate", 2e-4,
             "--steps", o.steps, "--batch", o.batch, "--device", o.device, "--seed", o.seed)
    step(o, say, "step 3 of 3: packing", "export.py", o.work, o.out)
    (o.work / "about.json").write_text(json.dumps(described(o), ensure_ascii=False, indent=2))
    step(o, say, "samples", "pack.py", o.work, o.out, "--about", o.work / "about.json", "--dub", o.dub)
    say(f"done: {o.out}. Hear it: DUBBING_VOICES={o.out.parent} {shlex.quote(o.dub)} speak … --voice {o.id} -o out.wav")


if __name__ == "__main__":
    main()
