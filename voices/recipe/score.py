"""score: measures a voice pack on texts that it was not trained on, and writes the report.

    score.py ../studio --hear HEAR --node NODE --dub "../../dub" --work WORK --teacher-sound FOLDER --speech SPEECH --report ../REPORT.md

HEAR holds hear.mjs (a recogniser) and quality.mjs (a predicted mean opinion score); NODE is a folder in which onnxruntime-node is
installed. FOLDER/VOICE-LANG/000n.wav is the same sentences by the speaker that the pack learned from (teach.py --wav makes them);
SPEECH the recordings that it was trained on. Both are optional, as is everything that needs them. WORK keeps sounds and answers:
a second run measures only what changed. --parts picks some of the measurements, --quick takes ten sentences where there are more.
"""
import argparse
import json
import os
import shlex
import shutil
import subprocess
import time
from pathlib import Path

import numpy as np
import torch

import align
import audio
import contrasts
import data
import ears
import hard
import measure
import pitch
import report
import teach

HERE = Path(__file__).resolve().parent
PARTS = ["texts", "difficult", "contrasts", "sound", "pitch", "lengths", "tunes", "pairs", "hard", "held", "baselines", "speed", "pictures"]
LANGUAGES = ["ko", "ja"]

PAIRS = {  # sets of words that differ in one sound, and the sentence they are said in
    "ko": [("달 딸 탈", "{}"), ("방 빵 팡", "{}"), ("불 뿔 풀", "{}"), ("굴 꿀 쿨", "{}"), ("자다 짜다 차다", "{}"), ("개다 깨다 캐다", "{}"), ("살 쌀", "{}"),
           ("시름 씨름", "{}"), ("고리 꼬리", "{}"), ("대다 때다 태다", "{}"), ("비다 삐다 피다", "{}"), ("지르다 찌르다 치르다", "{}")],
    "ja": [("おばさん おばあさん", "{}が来ました。"), ("おじさん おじいさん", "{}が来ました。"), ("来て 切手", "{}ください。"), ("主人 囚人", "{}です。"), ("ビル ビール", "{}です。"),
           ("坂 作家", "{}です。"), ("音 夫", "{}です。"), ("角 カット", "{}です。")],
}
HEIGHTS = [("橋が見えます。", "LHL"), ("箸が見えます。", "HLL"), ("端が見えます。", "LHH"), ("雨が見えます。", "HLL"), ("飴が見えます。", "LHH"), ("花が見えます。", "LHL"), ("鼻が見えます。", "LHH")]


class Pack:
    """A pack spoken by the product."""

    def __init__(self, folder, dub, work):
        self.folder, self.dub, self.work = folder.resolve(), dub, work
        self.manifest = json.loads((self.folder / "voice.json").read_text())
        self.digest = {k: v for k, v in self.manifest["files"].items() if k.endswith(".onnx")}
        self.voices = {v["id"]: v for v in self.manifest["voices"]}
        # Alone in a folder, so that no other pack has the same voice.
        alone = work / "packs"
        alone.mkdir(parents=True, exist_ok=True)
        link = alone / self.folder.name
        if not link.exists():
            link.symlink_to(self.folder)
        self.env = {**os.environ, "DUBBING_VOICES": str(alone)}
        self.models = {}

    def run(self, *command):
        return subprocess.run([*shlex.split(self.dub), *command], env=self.env, check=True, stdout=subprocess.PIPE).stdout.decode()

    def speak(self, lines, lang, voice, name, *options):
        """Line n -> WORK/NAME/000n.wav, and what `dub speak --json` says of each: its sounds' times and the pitch that was asked for; spoken anew when the pack, the lines or the options have changed."""
        out = self.work / name
        out.mkdir(parents=True, exist_ok=True)
        stamp = json.dumps([self.digest, lines, voice, options], sort_keys=True, ensure_ascii=False)
        mark = out / "spoken.json"
        if not (mark.exists() and mark.read_text() == stamp):
            (out / "lines.txt").write_text("\n".join(lines) + "\n")
            (out / "said.jsonl").write_text(self.run("speak", "--lines", str(out / "lines.txt"), "--lang", lang, "--voice", voice, "-o", str(out), "--json", *options))
            mark.write_text(stamp)
        said = [json.loads(x) for x in (out / "said.jsonl").read_text().splitlines()]
        return [out / f"{n + 1:04d}.wav" for n in range(len(lines))], said

    def kana(self, lines):
        """Japanese lines as kana, so that homophones that the recogniser writes otherwise do not count."""
        file = self.work / "kana.txt"
        file.write_text("\n".join(x or "。" for x in lines) + "\n")
        return self.run("read", "--lines", str(file), "--lang", "ja", "--as", "kana").splitlines()

    def acoustic(self, lang):
        if lang not in self.models:
            self.models[lang] = align.PackAligner(self.folder, lang)
        return self.models[lang]

    def read(self, lines, lang):
        """Label and features of each line."""
        labels = []
        for n, reading in enumerate(teach.readings(self.dub, lines, lang)):
            symbols, phrases = teach.labels(reading)
            labels.append({"id": str(n), "lang": lang, "text": lines[n], "segments": [[s] for s in symbols], "phrases": phrases, "reading": reading})
        bare = [{k: v for k, v in x.items() if k != "reading"} for x in labels]
        return list(zip(labels, align.features_of(self.dub, bare)))


def sentences(o, lang):
    lines = [x.strip() for x in (o.sentences / f"{lang}.txt").read_text().splitlines() if x.strip()]
    return lines[:10] if o.quick else lines[:o.limit] if o.limit else lines


def each(o, pack):
    for lang in o.langs:
        for voice in o.voices:
            if lang in pack.voices[voice]["languages"]:
                yield lang, voice


# --- The parts: each gives what report.py prints ---------------------------------------------------------------------


def heard(pack, ear, lines, lang, files):
    words, quality = ear.words(files, lang), ear.quality(files)
    return {"cer": ears.error_rate(lines, words), "kana": ears.error_rate(pack.kana(lines), pack.kana(words)) if lang == "ja" else None,
            "mos": float(np.mean(quality)), "lowest": float(np.min(quality)), "words": words, "each": quality}


def texts(o, pack, ear):
    """Error rate and opinion score of new texts, and the teacher's."""
    return [text_row(o, pack, ear, lang, voice, sentences(o, lang), f"{voice}-{lang}") for lang, voice in each(o, pack)]


def difficult(o, pack, ear):
    """The same of Korean lines full of tense and aspirated sounds and clusters."""
    lines = [x.strip() for x in (HERE / "sentences" / "ko-hard.txt").read_text().splitlines() if x.strip()]
    lines = lines[:10] if o.quick else lines[:o.limit] if o.limit else lines
    return [text_row(o, pack, ear, lang, voice, lines, f"{voice}-{lang}-difficult") for lang, voice in each(o, pack) if lang == "ko"]


def text_row(o, pack, ear, lang, voice, lines, name):
    files, _ = pack.speak(lines, lang, voice, name)
    ours = heard(pack, ear, lines, lang, files)
    there = [o.teacher_sound / name / f"{n + 1:04d}.wav" for n in range(len(lines))] if o.teacher_sound else []
    theirs = heard(pack, ear, lines, lang, there) if there and all(f.exists() for f in there) else None
    print(row_text(lang, name, ours, theirs), flush=True)
    listing(o.work / name / "heard.tsv", lines, ours, theirs)

    def short(x):
        return {k: x[k] for k in ("cer", "kana", "mos", "lowest")} if x else None
    return {"lang": lang, "voice": voice, "count": len(lines), "ours": short(ours), "theirs": short(theirs)}


def contrasts_apart(o, pack, ear):
    """Korean words that differ in one sound, by kind; the third of the pairs that is kept aside."""
    rows, sets = [], contrasts.pairs(HERE / "sentences" / "ko-pairs.tsv", True)
    sets = sets[::4] if o.quick else sets
    for lang, voice in each(o, pack):
        if lang == "ko":
            files, _ = pack.speak([t for _, said in sets for t in said], lang, voice, f"{voice}-{lang}-contrasts")
            count, wrong = contrasts.told_apart(ear, sets, files)
            rows.append({"lang": lang, "voice": voice, "kinds": count, "wrong": wrong})
            print("contrasts", rows[-1], flush=True)
    return rows


def row_text(lang, voice, ours, theirs):
    def one(x):
        return f"CER {x['cer']:5.1f} %" + (f" (kana {x['kana']:.1f} %)" if x["kana"] is not None else "") + f"  MOS {x['mos']:.2f}"
    return f"{lang} {voice:5} {one(ours)}" + (f"   teacher {one(theirs)}" if theirs else "")


def listing(path, lines, ours, theirs):
    with open(path, "w") as out:
        for n, line in enumerate(lines):
            more = f"\t{ears.error_rate([line], [theirs['words'][n]]):.0f}\t{theirs['words'][n]}" if theirs else ""
            out.write(f"{n + 1}\t{ours['each'][n]:.2f}\t{ears.error_rate([line], [ours['words'][n]]):.0f}\t{line}\t{ours['words'][n]}{more}\n")


def sound(o, pack, ear):
    """Loudness, clicks, buzz and silence of the same lines."""
    rows = []
    for lang, voice in each(o, pack):
        lines = sentences(o, lang)
        files, said = pack.speak(lines, lang, voice, f"{voice}-{lang}")
        times = [x["phonemes"] for x in said]
        loud = [measure.loudness(f) for f in files]
        xs = [audio.decode(f) for f in files]
        jumps = np.array([measure.steps(x, t) for x, t in zip(xs, times)])
        rows.append({"lang": lang, "voice": voice, "loudness": [float(np.min(loud)), float(np.mean(loud)), float(np.max(loud))], "steps": jumps.max(0).tolist(),
                     "buzz": average(measure.buzz(x, t) for x, t in zip(xs, times)), "pauses": average(measure.pause_level(x, t) for x, t in zip(xs, times)),
                     "recordings": recorded_buzz(o, pack, lang, voice)})
        print("sound", rows[-1], flush=True)
    return rows


def recorded(o, pack, voice, lang, count):
    """Labels and sounds of held-back recordings of a pack's speaker."""
    if not o.speech:
        return []
    files = sorted(o.speech.glob("*.jsonl"))
    every = [json.loads(x) for f in files for x in f.read_text().splitlines()]
    _, held = data.split(every)
    name = files[pack.voices[voice]["speaker"]].stem
    mine = [x for x in held if x["voice"] == name and x["lang"] == lang][:count]
    return [(x, audio.decode(o.speech / x["file"])) for x in mine]


def recorded_buzz(o, pack, lang, voice):
    found = []
    for label, x in recorded(o, pack, voice, lang, 8):
        names = [s[0] for s in label["segments"]]
        vowels = set(teach.VOWELS)
        codas = ["-" + s if lang == "ko" and s in "ㄱㄷㅂ" and (i + 1 == len(names) or names[i + 1] not in vowels) else s for i, s in enumerate(names)]
        found.append(measure.buzz(x, [{"symbol": s, "start": a * audio.HOP / audio.RATE, "end": b * audio.HOP / audio.RATE} for s, (_, a, b) in zip(codas, label["segments"])]))
    return average(found)


def average(values):
    """Mean of what there is, None of nothing."""
    known = [v for v in values if np.isfinite(v)]
    return float(np.mean(known)) if known else None


def pitches(o, pack, ear):
    """The heard pitch against the curve that was asked for, moved by up to 6 semitones."""
    rows = []
    for lang, voice in each(o, pack):
        lines = sentences(o, lang)[:6 if o.quick else 12]
        for shift in (-6, -3, 0, 3, 6):
            files, said = pack.speak(lines, lang, voice, f"{voice}-{lang}-pitch{shift:+d}", "--pitch", str(shift))
            got = [measure.against_curve(audio.decode(f), np.array(x["pitch"]), x["phonemes"]) for f, x in zip(files, said)]
            weight = np.array([g[2] for g in got], float)
            rows.append({"lang": lang, "voice": voice, "shift": shift, "rmse": float(np.sqrt(np.average([g[0] ** 2 for g in got], weights=weight))),
                         "voicing": float(np.average([g[1] for g in got], weights=weight))})
        print("pitch", lang, voice, [round(r["rmse"], 2) for r in rows[-5:]], flush=True)
    return rows


def lengths(o, pack, ear):
    """Where the sounds lie in the sound, against the times that the product says: the pack's own mel laid over it."""
    rows = []
    for lang, voice in each(o, pack):
        lines = sentences(o, lang)[:6 if o.quick else 15]
        read = pack.read(lines, lang)
        for rate in (1.0, 1.25):
            files, said = pack.speak(lines, lang, voice, f"{voice}-{lang}-rate{rate}", "--rate", str(rate))
            off, total = [], 0
            for f, told, (_, features) in zip(files, said, read):
                x = audio.decode(f)
                frames = measure.frames_of(told["phonemes"])
                total = max(total, abs(len(x) // audio.HOP - frames[-1][2]))
                edges = pack.acoustic(lang).align(align.mel_of(x), features, pack.voices[voice]["speaker"])
                off += [abs(a - e) * 1000 * audio.HOP / audio.RATE for (_, a, _), e in list(zip(frames, edges))[1:]]
            rows.append({"lang": lang, "voice": voice, "rate": rate, "median": float(np.median(off)), "mean": float(np.mean(off)), "p90": float(np.percentile(off, 90)), "whole": total})
        print("lengths", rows[-2:], flush=True)
    return rows


def tunes(o, pack, ear):
    """Japanese: does the pitch fall where the label says? Korean: boundary tones, and how accentual phrases begin."""
    rows = []
    for lang, voice in each(o, pack):
        lines = sentences(o, lang)
        files, said = pack.speak(lines, lang, voice, f"{voice}-{lang}")
        count = {}

        def tell(what, right):
            n = count.setdefault(what, [0, 0])
            n[0] += bool(right)
            n[1] += 1
        middle = pack.voices[voice]["median_f0"]
        for file, told, (label, _) in zip(files, said, pack.read(lines, lang)):
            f0 = pitch.track(audio.decode(file), max(40, middle / 2.2), min(800, middle * 2.2))
            units = {}
            for p, (s, a, b) in zip(label["reading"]["phonemes"], measure.frames_of(told["phonemes"])):
                nucleus = s in teach.VOWELS if lang == "ko" else s in teach.MORAIC
                if p["phrase"] >= 0 and nucleus:
                    v = f0[a:b][f0[a:b] > 0]
                    if len(v) >= 2:
                        units[p["phrase"], p["unit"]] = 12 * np.log2(v / middle)
            for i, phrase in enumerate(label["reading"]["phrases"]):
                n, k = phrase["units"], phrase["nucleus"]
                if lang == "ja":
                    after = [units[i, u].mean() for u in range(k, min(n, k + 2)) if (i, u) in units]
                    if 0 < k < n and (i, k - 1) in units and after:
                        tell("the pitch falls after the nucleus", min(after) < units[i, k - 1].mean() - 0.7)
                    if phrase["end"] == "Question" and (i, n - 1) in units:
                        last = units[i, n - 1]
                        tell("questions rise", last[-max(1, len(last) // 3):].mean() > last.min() + 1)
                    continue
                first = next((p["symbol"] for p in label["reading"]["phonemes"] if p["phrase"] == i), "")
                if (i, 0) in units and n > 1:
                    high = first in teach.HIGH
                    tell("phrases with ㄲ ㅋ ㅅ ㅎ … begin high" if high else "other phrases begin low", (units[i, 0].mean() > 0.6) == high)
                if phrase["end"] in ("Question", "Period") and (i, n - 1) in units:
                    last = units[i, n - 1]
                    if phrase["end"] == "Question":
                        tell("questions rise", last[-max(1, len(last) // 3):].mean() > last.min() + 2)
                    else:
                        tell("statements fall", last[-max(1, len(last) // 3):].mean() < -2)
        rows += [{"lang": lang, "voice": voice, "what": w, "right": a, "of": b} for w, (a, b) in count.items()]
        print("tunes", lang, voice, count, flush=True)
    return rows


def pairs(o, pack, ear):
    """Forced choice of the recogniser between words that differ in one sound, its own liking for a word taken out; and of the pitch between 橋, 箸 and 端."""
    rows = []
    for lang, voice in each(o, pack):
        sets = PAIRS[lang][:4] if o.quick else PAIRS[lang]
        lines = [frame.format(w) for words, frame in sets for w in words.split()]
        files, _ = pack.speak(lines, lang, voice, f"{voice}-{lang}-pairs")
        jobs, at = [], 0
        for words, frame in sets:
            said = [frame.format(w) for w in words.split()]
            for _ in said:
                jobs.append((np.pad(audio.decode(files[at]), (4800, 4800)), lang, said + [" " + s for s in said]))
                at += 1
        found, at, right, wrong = ears.likelihoods(ear, jobs), 0, 0, []
        for words, _ in sets:
            n = len(words.split())
            table = np.array([np.logaddexp(f[:n], f[n:2 * n]) for f in found[at:at + n]])
            at += n
            table = table - table.mean(0)
            right += int((table.argmax(1) == np.arange(n)).sum())
            wrong += [f"{words.split()[i]}→{words.split()[table[i].argmax()]}" for i in range(n) if table[i].argmax() != i]
        row = {"lang": lang, "voice": voice, "right": right, "of": at, "wrong": wrong}
        if lang == "ja":
            row["heights"] = heights(pack, voice)
        rows.append(row)
        print("pairs", row, flush=True)
    return rows


def heights(pack, voice):
    """How many of HEIGHTS have the pitch of their accent, heard over the first two moras and the particle."""
    lines = [h[0] for h in HEIGHTS]
    files, said = pack.speak(lines, "ja", voice, f"{voice}-ja-heights")
    middle, right = pack.voices[voice]["median_f0"], 0
    for file, told, (_, shape) in zip(files, said, HEIGHTS):
        f0 = pitch.track(audio.decode(file), max(40, middle / 2.2), min(800, middle * 2.2))
        vowels = [12 * np.log2(np.median(v) / middle) for s, a, b in measure.frames_of(told["phonemes"]) if s in teach.MORAIC for v in [f0[a:b][f0[a:b] > 0]] if len(v)][:3]
        if len(vowels) < 3:
            continue
        first, second = vowels[1] - vowels[0], vowels[2] - vowels[1]
        heard_shape = "HLL" if first < -0.7 else "LHL" if second < -1.2 else "LHH"
        right += heard_shape == shape
    return [right, len(lines)]


def hard_ones(o, pack, ear):
    """Skipped or repeated words: are all sounds there, in their order and length, and are enough letters heard?"""
    rows = []
    count = 40 if o.quick else 500
    for n, lang in enumerate(o.langs):
        voice = [v for v in o.voices if lang in pack.voices[v]["languages"]][n % max(1, len(o.voices))]
        made = hard.sentences(lang, count)
        lines = [s for _, s in made]
        files, said = pack.speak(lines, lang, voice, f"{voice}-{lang}-hard")
        read = pack.read(lines, lang)
        odd = {}
        for (kind, line), file, told, (label, features) in zip(made, files, said, read):
            x = audio.decode(file)
            why = []
            if [p["symbol"] for p in told["phonemes"]] != [p["symbol"] for p in label["reading"]["phonemes"]]:
                why.append("not the sounds of the reading")
            frames = measure.frames_of(told["phonemes"])
            if any(b <= a for _, a, b in frames[1:-1]) or abs(frames[-1][2] - len(x) // audio.HOP) > 1:
                why.append("not the length")
            level = teach.frame_levels(x)
            loud = np.percentile(level, 95)
            vowels = [(a, b) for s, a, b in frames if s in teach.VOWELS or s in "aiueo"]
            if any(level[a:b].max() < loud - 30 for a, b in vowels if b > a):
                why.append("a vowel that cannot be heard")
            if kind != "long" and len(vowels) > 3:
                edges = pack.acoustic(lang).align(align.mel_of(x), features, pack.voices[voice]["speaker"])
                apart = np.abs(np.array([a for _, a, _ in frames]) - edges[:-1])[1:]
                if np.percentile(apart, 95) > 16:
                    why.append("sounds are not where they should be")
            if why:
                odd[line] = (kind, why)
        asked = [i for i, (k, _) in enumerate(made) if k != "syllable"][: 12 if o.quick else 120]
        words = ear.words([files[i] for i in asked if len(audio.decode(files[i])) < 29 * audio.RATE], lang)
        kept = [i for i in asked if len(audio.decode(files[i])) < 29 * audio.RATE]
        spoken = [lines[i] for i in kept]
        if lang == "ja":
            spoken, words = pack.kana(spoken), pack.kana(words)
        short = [(s, w) for s, w in zip(spoken, words) if not 0.7 < (len(ears.letters(w)) + 1) / (len(ears.letters(s)) + 1) < 1.35]
        (o.work / f"hard-{lang}.txt").write_text("\n".join([f"{k}\t{', '.join(w)}\t{line}" for line, (k, w) in odd.items()] + [f"heard\t{s}\t{w}" for s, w in short]) + "\n")
        rows.append({"lang": lang, "voice": voice, "count": count, "odd": len(odd), "heard": len(kept), "short": len(short)})
        print("hard", rows[-1], flush=True)
    return rows


def held(o, pack, ear):
    """Mel-cepstral distortion of held-back recordings, their durations and pitch given."""
    rows = []
    if not o.speech:
        return rows
    import weights
    import vocoder
    _, state = weights.restore(pack.folder)
    sounder = vocoder.Vocoder()
    sounder.load_state_dict(state, strict=False)
    sounder.eval()
    for lang, voice in each(o, pack):
        model = pack.acoustic(lang).model
        got = []
        mine = recorded(o, pack, voice, lang, 4 if o.quick else 10)
        for (label, x), features in zip(mine, align.features_of(o.dub, [m[0] for m in mine]) if mine else []):
            true = align.mel_of(x)
            frames = min(true.shape[1], label["frames"])
            durations = torch.tensor([[b - a for _, a, b in label["segments"]]], dtype=torch.float32)
            durations[0, -1] -= float(durations.sum()) - frames
            f0 = audio.continuous(label["f0"], pack.voices[voice]["median_f0"])[:frames]
            height = torch.log2(torch.tensor(f0 / pack.voices[voice]["median_f0"], dtype=torch.float32))[None]
            with torch.no_grad():
                columns, _ = model.encoder(*[torch.tensor([features[k]]) for k in ("symbols", "tones", "ends", "from_start", "to_end")],
                                           torch.tensor([pack.voices[voice]["speaker"]]), torch.ones(1, durations.shape[1]))
                times = torch.arange(frames)[None] + 0.5
                _, energy = model.prosody(model.to_prosody(columns, durations, times))
                mel = model.decoder(model.to_decoder(columns, durations, times), height, energy)[1]
                y = sounder(mel, torch.log(torch.tensor(f0))[None], torch.from_numpy(audio.pulses(f0))[None], torch.randn(1, 2 * audio.BINS, frames))
                copied = sounder(torch.from_numpy(true[None, :, :frames]), torch.log(torch.tensor(f0))[None], torch.from_numpy(audio.pulses(f0))[None], torch.randn(1, 2 * audio.BINS, frames))
            got.append([measure.cepstral_distortion(mel[0].numpy(), true), measure.cepstral_distortion(align.mel_of(y[0].numpy()), true), measure.cepstral_distortion(align.mel_of(copied[0].numpy()), true)])
        if got:
            rows.append({"lang": lang, "voice": voice, "count": len(got), "mel": float(np.mean(got, 0)[0]), "sound": float(np.mean(got, 0)[1]), "copied": float(np.mean(got, 0)[2])})
            print("held", rows[-1], flush=True)
    return rows


def baselines(o, pack, ear):
    """Griffin-Lim from a perfect mel spectrogram of the teacher's speech, and espeak-ng."""
    rows = []
    for lang in o.langs:
        lines = sentences(o, lang)[:10]
        made = {}
        if o.teacher_sound:
            folder = o.work / f"griffin-{lang}"
            files = []
            for n in range(len(lines)):
                source = o.teacher_sound / f"{o.voices[0]}-{lang}" / f"{n + 1:04d}.wav"
                if source.exists():
                    target = folder / f"{n + 1:04d}.wav"
                    if not target.exists():
                        teach.write_sound(measure.griffin_lim(align.mel_of(audio.decode(source))), target)
                    files.append(target)
            if len(files) == len(lines):
                made["Griffin-Lim from the teacher's own mel"] = files
        if shutil.which("espeak-ng"):
            folder = o.work / f"espeak-{lang}"
            folder.mkdir(exist_ok=True)
            files = [folder / f"{n + 1:04d}.wav" for n in range(len(lines))]
            began = time.time()
            for line, file in zip(lines, files):
                subprocess.run(["espeak-ng", "-v", lang, "-w", str(file), line], check=True)
            spent = time.time() - began
            made["espeak-ng"] = files
        for name, files in made.items():
            found = heard(pack, ear, lines, lang, files)
            seconds = sum(len(audio.decode(f)) for f in files) / audio.RATE
            rows.append({"lang": lang, "name": name, "cer": found["cer"], "kana": found["kana"], "mos": found["mos"], "factor": spent / seconds if name == "espeak-ng" else None})
            print("baseline", rows[-1], flush=True)
    return rows


def speed(o, pack, ear):
    """`dub bench speech --json`, and how busy the machine was."""
    load = os.getloadavg()[0]
    rows = [json.loads(x) for x in pack.run("bench", "speech", "--json").splitlines() if x.startswith("{")]
    return {"load": load, "cores": os.cpu_count(), "rows": rows}


def pictures(o, pack, ear):
    """Spectrograms of a sentence by the pack and by the teacher."""
    made = []
    folder = o.report.parent / "report"
    folder.mkdir(parents=True, exist_ok=True)
    for lang, voice in each(o, pack):
        lines = sentences(o, lang)
        files, _ = pack.speak(lines, lang, voice, f"{voice}-{lang}")
        sounds = [("pack", audio.decode(files[0]))]
        there = o.teacher_sound / f"{voice}-{lang}" / "0001.wav" if o.teacher_sound else None
        if there and there.exists():
            sounds.append(("teacher", audio.decode(there)))
        measure.picture(sounds, folder / f"{voice}-{lang}.png")
        made.append({"lang": lang, "voice": voice, "file": f"report/{voice}-{lang}.png", "text": lines[0]})
    return made


RUN = dict(zip(PARTS, [texts, difficult, contrasts_apart, sound, pitches, lengths, tunes, pairs, hard_ones, held, baselines, speed, pictures]))


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("pack", type=Path)
    a.add_argument("--hear", type=Path, help="without it, the parts that listen are left out")
    a.add_argument("--node", type=Path)
    a.add_argument("--dub", default="./dub")
    a.add_argument("--work", type=Path, required=True)
    a.add_argument("--sentences", type=Path, default=HERE / "sentences")
    a.add_argument("--teacher-sound", type=Path)
    a.add_argument("--speech", type=Path)
    a.add_argument("--voices", default="", help="default: all of the pack")
    a.add_argument("--langs", default="ko,ja")
    a.add_argument("--parts", default=",".join(PARTS))
    a.add_argument("--report", type=Path, help="the file to write, REPORT.md; pictures go into report/ beside it")
    a.add_argument("--quick", action="store_true")
    a.add_argument("--limit", type=int, default=0, help="this many sentences of each language")
    a.add_argument("--threads", type=int, default=2)
    o = a.parse_args()
    o.work.mkdir(parents=True, exist_ok=True)
    o.work = o.work.resolve()
    pack = Pack(o.pack, o.dub, o.work)
    o.voices = o.voices.split(",") if o.voices else list(pack.voices)
    o.langs = [x for x in o.langs.split(",") if any(x in pack.voices[v]["languages"] for v in o.voices)]
    ear = ears.Ears(o.hear, o.node, o.work / "heard.json", o.threads) if o.hear else None
    kept = o.work / "results.json"
    results = json.loads(kept.read_text()) if kept.exists() else {}
    if results.get("digest") != pack.digest:
        results = {"digest": pack.digest}
    results.update(pack=pack.manifest["id"], version=pack.manifest["version"], size=pack.manifest["size"], quick=o.quick)
    for part in o.parts.split(","):
        if (part in ("texts", "difficult", "contrasts", "pairs", "hard", "baselines") and not ear) or (part == "pictures" and not o.report):
            continue
        results[part] = RUN[part](o, pack, ear)
        kept.write_text(json.dumps(results, ensure_ascii=False, indent=1))
    if o.report:
        o.report.write_text(report.written(results))


if __name__ == "__main__":
    main()
