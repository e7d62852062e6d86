"""teach: more training speech, or a yardstick, from the teacher: sentences -> sound with boundaries, pitch and accent labels.

    teach.py SENTENCES.txt OUT --lang ko --voices kf1,km2 --teacher TEACHER --node NODE --dub "../../dub"
    teach.py PLAN.tsv OUT --teacher TEACHER --node NODE --dub "../../dub"

PLAN.tsv (of plan.py) has a line for each file: voice, language, text; they are spoken in its order. The reading is the product's (`dub read`), the durations are the teacher's own with longer tense and aspirated consonants,
the pitch is drawn by rule: tones of Seoul accentual phrases for Korean (Jun 2000), Fujisaki's model for Japanese.
OUT gets VOICE.jsonl and VOICE/*.opus in the format that `prepare` reads; with --wav plain sound instead, line n of the file in
OUT/NAME-LANG/000n.wav. TEACHER is a folder with predict.onnx, render.onnx, symbols.json, styles and speak.mjs; NODE a folder in
which onnxruntime-node is installed. Only for making and measuring voices: no other step needs the teacher.
"""
import argparse
import hashlib
import json
import os
import shlex
import subprocess
import tempfile
from pathlib import Path

import numpy as np

import audio

FRAME = 2           # label frames (12.5 ms) in one of the teacher's
LEAD = 5            # label frames by which a sound comes before the boundary that the summed durations give
EDGE = 12           # silence kept before the first sound
TAIL = 20           # and after the last
LAST, LAST_GLIDE = 8, 13  # frames of the last sound before a pause that are loud enough to be heard (medians), and of one with a glide
MEDIAN = {"f1": 215, "f2": 190, "m1": 122, "m2": 104, "kf1": 215, "kf2": 190, "km1": 122, "km2": 104}  # Hz; k…: with the teacher's Hindi voices mixed in
TEMPO = {"f1": 1.05, "f2": 1.02, "m1": 1.05, "m2": 1.03, "kf1": 1.05, "kf2": 1.02, "km1": 1.05, "km2": 1.03}
BREATH = 1          # frames of breath after a plain stop that opens an accentual phrase
CHOSEN = {"ㅓ": "ɔ", "ㅕ": "jɔ", "ㅝ": "wɔ"}  # instead of symbols.json's: told apart better (README, "A better teacher")

VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
TENSE, ASPIRATED, PLAIN = "ㄲㄸㅃㅉ", "ㅋㅌㅍㅊ", "ㄱㄷㅂㅈ"
HIGH = TENSE + ASPIRATED + "ㅆㅅㅎ"
MORAIC = {*"aiueoAIUEON", "cl"}
PAUSES = {"sil", "pau"}
MARKS = {"None": "", "Comma": ",", "Period": ".", "Question": "?", "Exclamation": "!"}


def readings(dub, lines, lang):
    """One reading of `dub read --json` for each line."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write("\n".join(lines) + "\n")
        file.flush()
        out = subprocess.run([*shlex.split(dub), "read", "--lines", file.name, "--lang", lang, "--json"], check=True, stdout=subprocess.PIPE).stdout
    found = [json.loads(x) for x in out.decode().splitlines() if x]
    if len(found) != len(lines):
        raise SystemExit(f"dub read made {len(found)} readings of {len(lines)} lines")
    return found


def labels(reading):
    """Symbols as training labels write them, and phrases: Korean [syllables, mark], Japanese [moras, nucleus, mark]."""
    korean = reading["language"] == "ko"
    symbols = [("sil" if korean and p["symbol"] == "pau" else p["symbol"].lstrip("-")) for p in reading["phonemes"]]
    phrases = []
    for p in reading["phrases"]:
        mark = MARKS[p["end"]]
        phrases.append([p["units"], mark] if korean else [p["units"], 0 if p["nucleus"] == p["units"] else p["nucleus"], mark])
    return symbols, phrases


class Speller:
    """Label symbols -> the teacher's symbols, one string for each."""

    def __init__(self, teacher):
        t = json.loads((teacher / "symbols.json").read_text())
        self.ko, self.ja = t["korean"], t["japanese"]
        self.ko["vowel"].update(CHOSEN)

    def spell(self, lang, symbols, phrases):
        marks = [p[-1] for p in phrases if p[-1]]
        out, pauses, units = [], 0, 0
        first = set(np.cumsum([0] + [p[0] for p in phrases])[:-1])
        for i, s in enumerate(symbols):
            before = symbols[i - 1] if i else "sil"
            after = symbols[i + 1] if i + 1 < len(symbols) else "sil"
            if s in PAUSES:
                mark = "" if i == 0 else marks[min(pauses, len(marks) - 1)] if marks else "."
                pauses += i > 0
                out.append(mark + (" " if 0 < i < len(symbols) - 1 else ""))
            elif s == "sp":
                out.append(" ")
            elif lang == "ko":
                out.append(self.korean(symbols, i, before, after, units in first))
                units += s in VOWELS
            else:
                out.append(self.japanese(symbols, i, before, after))
        return out

    def korean(self, symbols, i, before, after, opens):
        s = symbols[i]
        if s in VOWELS:
            return self.ko["vowel"][s]
        if s == "ㅇ" or after not in VOWELS:
            return self.ko["coda"][s]
        if s == "ㄹ" and before == "ㄹ":
            return "l"
        if s in "ㅅㅆ" and after in "ㅣㅑㅕㅛㅠㅟㅖㅒ":
            return "ɕ"
        if s in PLAIN and (opens or before in PAUSES):
            return self.ko["initial"][s] + "ʰ"
        sounding = symbols[i - 2] if before == "sp" else before
        voiced = self.ko["initial between voiced sounds"]
        if s in voiced and not opens and sounding in VOWELS + "ㄴㄹㅁㅇ":
            return voiced[s]
        return self.ko["initial"][s]

    def japanese(self, symbols, i, before, after):
        s = symbols[i]
        if s in MORAIC - {"N", "cl"}:
            if s == before:
                return self.ja["second vowel of a long vowel"]
            if s.lower() == "u" and before in "s z ts j sh ch ky gy ny hy by py my ry ty dy".split():
                return "ɨ"
            return self.ja["vowel"][s.lower()]
        if s == "cl":
            return self.ja["cl"]
        if s == "N":
            follows = symbols[i + 2] if after == "sp" else after
            return next((v for k, v in self.ja["N"].items() if follows in k.split()[1:]), self.ja["N"]["else"])
        if after.lower() == "i":
            if s in "kgbpmr":
                return self.ja["consonant"][s] + "ʲ"
            if s in "nh":
                return {"n": "ɲ", "h": "ç"}[s]
        return self.ja["consonant"][s]


def lengthened(symbols, spelled, own):
    """The teacher's durations (with one before and one after) with closures and aspiration long enough to be heard."""
    out, at = list(own), 1
    for i, (s, w) in enumerate(zip(symbols, spelled)):
        inside = i > 0 and symbols[i - 1] not in PAUSES
        if s in TENSE and inside:
            out[at] = max(out[at], 6)
        elif s == "ㅆ":
            out[at] = max(out[at], 5)
        elif s in ASPIRATED and w.endswith("ʰ"):
            out[at + 1] = max(out[at + 1], 4)
        elif s in PLAIN and w.endswith("ʰ"):
            out[at + 1] = BREATH
        at += len(w)
    return out


def boundaries(spelled, durations):
    """Label frames at which the symbols begin, and the end of the last, in the teacher's sound."""
    edges, at, spent = [0], 1, durations[0]
    for w in spelled[1:] if not spelled[0] else spelled:
        edges.append(max(edges[-1] + 1, FRAME * spent - LEAD))
        spent += sum(durations[at:at + len(w)])
        at += len(w)
    return edges + [FRAME * (spent + durations[-1])]


def eased(knots, n):
    """A curve of n frames through (frame, value) points, level at each: half a cosine between two."""
    at, value = np.array([k[0] for k in knots], float), np.array([k[1] for k in knots], float)
    t = np.arange(n) + 0.5
    j = np.clip(np.searchsorted(at, t) - 1, 0, len(at) - 2)
    x = np.clip((t - at[j]) / np.maximum(at[j + 1] - at[j], 1e-6), 0, 1)
    return value[j] + (value[j + 1] - value[j]) * (1 - np.cos(np.pi * x)) / 2


def groups(phrases):
    """Accent phrases by breath group."""
    found, now = [], []
    for p in phrases:
        now.append(p)
        if p[-1]:
            found.append(now)
            now = []
    return found + [now] if now else found


def korean_tune(symbols, edges, phrases, random):
    """Semitones above the voice's median for each frame: (T|L) H … L H, falling through the breath group, and its boundary tone."""
    n = edges[-1]
    syllables = []
    for i, s in enumerate(symbols):
        if s in VOWELS:
            onset = symbols[i - 1] if i and symbols[i - 1] not in VOWELS and symbols[i - 1] not in PAUSES | {"sp"} else ""
            syllables.append((edges[i], edges[i + 1], onset))
    knots, k = [], 0
    for group in groups(phrases):
        count = sum(p[0] for p in group)
        mine = syllables[k:k + count]
        k += count
        begin, end = mine[0][0], mine[-1][1]
        q = 0
        for which, p in enumerate(group):
            units, last = p[0], which == len(group) - 1
            high = mine[q][2] in HIGH and mine[q][2] != ""
            for j in range(units):
                a, b, _ = mine[q]
                q += 1
                centre = (a + b) / 2
                fall = -2.3 * (centre - begin) / max(1, end - begin) + random.normal(0, 0.3)
                if last and j == units - 1:
                    start = 3.0 if units == 1 and high else -1.0
                    if p[-1] == "?":
                        knots += [(a + 0.35 * (b - a), -2.9 + (3 if units == 1 and high else 0)), (b + 1, 6)]
                    elif p[-1] == ",":
                        rise = random.random() < 0.5
                        knots += [(a + 0.3 * (b - a), (start - 1.3 if rise else start - 1.6)), (b, 1.8 if rise else -4.0)]
                    else:
                        knots += [(a + 0.3 * (b - a), start + fall - 1.0), (b + 1, -5.9)]
                    continue
                if j == 0:
                    tone = 4.4 if high else -1.0
                elif j == units - 1:
                    tone = 3.8
                elif j == 1:
                    tone = (4.85 if high else 2.2) if units == 3 else 4.0
                elif j == units - 2:
                    tone = -0.2
                else:
                    continue
                knots.append((centre, tone + fall))
    curve = eased(sorted(knots), n)
    for i, s in enumerate(symbols):  # what a consonant does to the vowel after it dies out in 60 ms
        if s in VOWELS and i and symbols[i - 1] in TENSE + ASPIRATED + PLAIN + "ㅆ":
            a = edges[i]
            lift = -0.9 if symbols[i - 1] in PLAIN else 1.5
            m = min(5, n - a)
            curve[a:a + m] += lift * (1 - np.arange(m) / 4.8)
    return curve


def japanese_tune(symbols, edges, phrases, random):
    """Fujisaki and Hirose 1984: phrase commands at breath groups, accent commands from the rise to the nucleus, weaker one after another."""
    n = edges[-1]
    t = np.arange(n) * audio.HOP / audio.RATE
    second = audio.HOP / audio.RATE

    def phrase(x):
        x = np.maximum(x, 0)
        return 9 * x * np.exp(-3 * x)

    def accent(x):
        x = np.maximum(x, 0)
        return np.minimum(0.9, 1 - (1 + 20 * x) * np.exp(-20 * x))
    moras = []
    for i, s in enumerate(symbols):
        if s in MORAIC:
            begins = i - 1 if i and symbols[i - 1] not in MORAIC and symbols[i - 1] not in PAUSES | {"sp"} else i
            moras.append((edges[begins] * second, edges[i + 1] * second))
    curve, k = np.full(n, -0.175), 0
    for g, group in enumerate(groups(phrases)):
        curve += (0.246 if g == 0 else 0.166) * phrase(t - moras[k][0] + 0.2)
        for which, p in enumerate(group):
            mine = moras[k:k + p[0]]
            k += p[0]
            rise = mine[0 if p[1] == 1 or len(mine) == 1 else 1][0] - 0.05
            fall = mine[(p[1] or p[0]) - 1][1] - 0.05
            strength = (0.285, 0.26, 0.224)[min(which, 2)] * np.exp(random.normal(0, 0.1))
            curve += strength * (accent(t - rise) - accent(t - fall))
            if p[-1] == "?" and which == len(group) - 1:
                curve += 0.3 * np.clip((t - mine[-1][0]) / max(0.08, mine[-1][1] + 0.04 - mine[-1][0]), 0, 1) ** 1.5
    return curve * 12 / np.log(2)


def sounding(symbols, spelled, edges):
    """The edges with each pause begun where the sound before it has died away, as far as is known before it is spoken: a rise or fall drawn over all that the
    teacher gives the last sound would come when nothing is heard any more."""
    heard = list(edges)
    for i, s in enumerate(symbols):
        if s in PAUSES and i:
            heard[i] = min(edges[i], edges[i - 1] + (LAST_GLIDE if len(spelled[i - 1]) > 1 else LAST))
    return heard


def pitch(lang, symbols, spelled, edges, phrases, median, random):
    """F0 in Hz for each label frame, 0 in silence; continuous through voiceless sounds."""
    curve = (korean_tune if lang == "ko" else japanese_tune)(symbols, sounding(symbols, spelled, edges), phrases, random)
    f0 = median * 2 ** (curve / 12)
    for i, s in enumerate(symbols):
        if s in PAUSES:
            a, b = (0, edges[1] - 1) if i == 0 else (edges[i] + 5, edges[i + 1] - (2 if i < len(symbols) - 1 else 0))
            if b > a:
                f0[a:b] = 0
    return f0


def sound_end(x, start, stop):
    """The frame between start and stop at which a sound before a pause has died away: 4 frames 45 dB below the loudest of the file."""
    level = frame_levels(x)
    quiet = level < level.max() - 45
    for f in range(start + 3, stop - 4):
        if quiet[f:f + 4].all():
            return f
    return stop


def frame_levels(x):
    """Level of each label frame, dB."""
    n = len(x) // audio.HOP
    return 10 * np.log10(np.mean(x[:n * audio.HOP].reshape(n, audio.HOP).astype(np.float64) ** 2, 1) + 1e-12)


def own_durations(o, env, jobs, energy=False):
    """The teacher's own durations (and, if asked, its loudness curve) of each job, by its id: no sound is made."""
    asked = "\n".join(json.dumps({"id": j["id"], "symbols": "".join(j["spelled"]), "style": j["voice"], "speed": j["speed"], "energy": energy}) for j in jobs)
    here = Path(__file__).resolve().parent
    answer = subprocess.run(["node", str(here / "teach_durations.mjs"), str(o.teacher)], cwd=o.node, env=env, input=asked.encode(), check=True, stdout=subprocess.PIPE).stdout
    return {a["id"]: (a["durations"], a["energy"]) if energy else a["durations"] for a in map(json.loads, answer.decode().splitlines())}


def retimed(curve, own, wanted):
    """A curve of two values a frame of the teacher's, moved from its own durations to the wanted ones, as speak.mjs does it."""
    curve, out, at = np.asarray(curve, float), [], 0
    for a, b in zip(own, wanted):
        x = np.clip(2 * at + (np.arange(2 * b) + 0.5) * a / b - 0.5, 0, len(curve) - 1)
        out.append(np.interp(x, np.arange(len(curve)), curve))
        at += a
    return np.concatenate(out)


def write_labels(o, jobs):
    """OUT/VOICE.jsonl with labels of sentences that are not spoken: durations, pitch and the teacher's loudness curve cost a fiftieth of the sound."""
    done = set()
    for file in o.out.glob("*.jsonl"):
        done |= {json.loads(x)["id"] for x in file.read_text().splitlines()}
    need = [j for j in jobs if j["id"] not in done]
    for at in range(0, len(need), 200):
        own = own_durations(o, {**os.environ, "THREADS": str(o.threads)}, need[at:at + 200], energy=True)
        for j in need[at:at + 200]:
            durations, energy = own[j["id"]]
            wanted = lengthened(j["symbols"], j["spelled"], durations)
            edges = boundaries(j["spelled"], wanted)
            f0 = pitch(j["lang"], j["symbols"], j["spelled"], edges, j["phrases"], MEDIAN[j["voice"]], j["random"])
            energy = retimed(energy, durations, wanted)
            heard = sounding(j["symbols"], j["spelled"], edges)
            first, last = max(0, edges[1] - EDGE), min(edges[-1], heard[-2] + TAIL)
            segments = [[s, max(0, heard[i] - first), min(last, heard[i + 1]) - first] for i, s in enumerate(j["symbols"])]
            label = {"id": j["id"], "lang": j["lang"], "voice": j["voice"], "text": j["text"], "frames": last - first, "segments": segments,
                     "f0": [int(round(f)) for f in f0[first:last]], "energy": [round(float(e), 2) for e in energy[first:last]], "phrases": j["phrases"]}
            with open(o.out / f"{j['voice']}.jsonl", "a") as file:
                file.write(json.dumps(label, ensure_ascii=False) + "\n")
        print(f"{min(at + 200, len(need))} of {len(need)}", flush=True)


def run_teacher(o, jobs):
    """Durations, then sound: yields (job, durations, edges, f0, samples)."""
    env = {**os.environ, "THREADS": str(o.threads)}
    need = [j for j in jobs if not j["done"]]
    for at in range(0, len(need), o.part):  # in parts, so that a killed run loses little
        part = need[at:at + o.part]
        own = own_durations(o, env, part)
        with tempfile.TemporaryDirectory() as folder:
            with open(Path(folder) / "jobs.jsonl", "w") as file:
                for j in part:
                    d = lengthened(j["symbols"], j["spelled"], own[j["id"]])
                    j["edges"] = boundaries(j["spelled"], d)
                    j["f0"] = pitch(j["lang"], j["symbols"], j["spelled"], j["edges"], j["phrases"], MEDIAN[j["voice"]], j["random"])
                    file.write(json.dumps({"id": j["id"], "symbols": "".join(j["spelled"]), "style": j["voice"], "speed": j["speed"], "durations": d,
                                           "f0": [round(float(f), 1) for f in j["f0"]]}) + "\n")
            subprocess.run(["node", str(o.teacher / "speak.mjs"), file.name, folder], cwd=o.node, env=env, check=True)
            for j in part:
                yield j, audio.decode(Path(folder) / f"{j['id']}.wav")
        print(f"{min(at + o.part, len(need))} of {len(need)}", flush=True)


def finished(job, x):
    """The label of a spoken job and its sound, cut to EDGE and TAIL frames of silence."""
    symbols, edges = job["symbols"], list(job["edges"])
    for i, s in enumerate(symbols):
        if s in PAUSES and i:
            edges[i] = sound_end(x, edges[i - 1], edges[i + 1])
    first, last = max(0, edges[1] - EDGE), min(edges[-1], edges[-2] + TAIL)
    segments = [[s, max(0, edges[i] - first), min(last, edges[i + 1]) - first] for i, s in enumerate(symbols)]
    label = {"id": job["id"], "lang": job["lang"], "voice": job["voice"], "text": job["text"], "frames": last - first, "segments": segments,
             "f0": [int(round(f)) for f in job["f0"][first:last]], "phrases": job["phrases"]}
    if job["lang"] == "ko":
        label["pron"] = job["said"]
    return label, x[first * audio.HOP:last * audio.HOP]


def write_sound(x, path):
    path.parent.mkdir(parents=True, exist_ok=True)
    codec = ["-c:a", "libopus", "-b:a", "48k"] if path.suffix == ".opus" else ["-c:a", "pcm_s16le"]
    subprocess.run(["ffmpeg", "-v", "error", "-y", "-nostdin", "-f", "f32le", "-ar", str(audio.RATE), "-ac", "1", "-i", "-", *codec, str(path)],
                   input=np.asarray(x, np.float32).tobytes(), check=True)


def planned(o, voices):
    """What is to be spoken: (number of the line from 1, voice, language, text, reading), in order."""
    lines = [x.strip() for x in o.sentences.read_text().splitlines() if x.strip()]
    if o.lang:
        rows = []
        for n, (line, reading) in enumerate(zip(lines, readings(o.dub, lines, o.lang))):
            speak = voices if not o.each else [voices[(n * o.each + e) % len(voices)] for e in range(o.each)]
            rows += [(n + 1, v, o.lang, line, reading) for v in speak]
        return rows
    rows = [x.split("\t") for x in lines]
    found = {}
    for lang in {r[1] for r in rows}:
        mine = [n for n, r in enumerate(rows) if r[1] == lang]
        found.update(zip(mine, readings(o.dub, [rows[n][2] for n in mine], lang)))
    return [(n + 1, *r, found[n]) for n, r in enumerate(rows)]


def job_of(o, speller, ident, n, voice, lang, line, reading, name):
    """What run_teacher and finished need to know of one file. `name`: the voice's name where plain sound is wanted."""
    symbols, phrases = labels(reading)
    random = np.random.default_rng([o.seed, int(hashlib.sha256(ident.encode()).hexdigest()[:8], 16)])
    target = o.out / f"{name}-{lang}" / f"{n:04d}.wav" if o.wav else o.out / voice / f"{ident}.opus"
    return {"id": ident, "lang": lang, "voice": voice, "text": line, "symbols": symbols, "phrases": phrases, "target": target,
            "spelled": speller.spell(lang, symbols, phrases), "random": random,
            "said": " ".join(p["spelling"] + MARKS[p["end"]] for p in reading["phrases"]),
            "speed": round(float(TEMPO[voice] * np.exp(0 if o.wav else random.normal(0, 0.05))), 3), "done": target.exists()}


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("sentences", type=Path)
    a.add_argument("out", type=Path)
    a.add_argument("--lang", choices=["ko", "ja"], help="not with a plan")
    a.add_argument("--voices", default="kf1,kf2,km1,km2")
    a.add_argument("--each", type=int, default=0, help="voices that speak each sentence, in turn; 0: all")
    a.add_argument("--teacher", type=Path, required=True)
    a.add_argument("--node", type=Path, required=True)
    a.add_argument("--dub", default="./dub")
    a.add_argument("--name", default="", help="begins the ids; default: the sentence file's name")
    a.add_argument("--wav", default="", help="names for the voices, e.g. hana,yuri,jun,ken: write plain sound only")
    a.add_argument("--labels", action="store_true", help="labels only, no sound: what durations, pitch and loudness are learned from")
    a.add_argument("--seed", type=int, default=1)
    a.add_argument("--threads", type=int, default=1)
    a.add_argument("--part", type=int, default=40, help="files that are spoken between two looks at what is done")
    o = a.parse_args()
    if (o.sentences.suffix == ".tsv") == bool(o.lang):
        raise SystemExit(f"{o.sentences}: a .tsv plan names the language of each line; a list of sentences needs --lang")
    o.teacher, o.node = o.teacher.resolve(), o.node.resolve()
    voices = o.voices.split(",")
    names = dict(zip(voices, o.wav.split(","))) if o.wav else {}
    o.out.mkdir(parents=True, exist_ok=True)
    speller = Speller(o.teacher)
    stem = (o.name or o.sentences.stem).replace("-", "_")
    jobs = []
    for n, voice, lang, line, reading in planned(o, voices):
        jobs.append(job_of(o, speller, f"{voice}_{lang}_{stem}_{n:04d}", n, voice, lang, line, reading, names.get(voice)))
    if o.labels:
        write_labels(o, jobs)
        return
    for job, x in run_teacher(o, jobs):
        label, x = finished(job, x)
        if not o.wav:
            label["file"] = f"{job['voice']}/{job['id']}.opus"
            with open(o.out / f"{job['voice']}.jsonl", "a") as file:
                file.write(json.dumps(label, ensure_ascii=False) + "\n")
        write_sound(x, job["target"])


if __name__ == "__main__":
    main()
