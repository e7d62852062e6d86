"""What machines hear in sound files: words (a recogniser) and quality (a predicted mean opinion score). Answers are kept by content."""
import hashlib
import json
import os
import subprocess
import tempfile
import unicodedata
from pathlib import Path

import numpy as np

import audio


class Ears:
    """HEAR holds hear.mjs and quality.mjs, NODE is a folder in which onnxruntime-node is installed."""

    def __init__(self, hear, node, cache, threads=2, part=40):
        self.hear, self.node, self.part = Path(hear).resolve(), Path(node).resolve(), part
        self.env = {**os.environ, "THREADS": str(threads)}
        self.file = Path(cache)
        self.known = json.loads(self.file.read_text()) if self.file.exists() else {}

    def words(self, files, lang):
        """What is heard in each file."""
        return self.ask("words-" + lang, files, lambda part: self.run("hear.mjs", lang, *part))

    def quality(self, files):
        """Predicted mean opinion score of each file, 1 to 5."""
        return [float(x) for x in self.ask("quality", files, lambda part: self.run("quality.mjs", *part))]

    def ask(self, what, files, ask):
        keys = [what + ":" + hashlib.sha1(Path(f).read_bytes()).hexdigest() for f in files]
        missing = list({k: str(Path(f).resolve()) for k, f in zip(keys, files) if k not in self.known}.items())
        for at in range(0, len(missing), self.part):
            part = missing[at:at + self.part]
            found = ask([f for _, f in part])
            self.known.update((k, found[f]) for k, f in part)
            with tempfile.NamedTemporaryFile("w", dir=self.file.parent, delete=False) as file:
                json.dump(self.known, file, ensure_ascii=False)
            os.replace(file.name, self.file)
        return [self.known[k] for k in keys]

    def run(self, script, *rest):
        out = subprocess.run(["node", str(self.hear / script), *rest], cwd=self.node, env=self.env, check=True, stdout=subprocess.PIPE).stdout
        return dict((line.split("\t", 1) if "\t" in line else (line, "")) for line in out.decode().splitlines())


def letters(text):
    """The letters and digits of a text, which alone count."""
    return [c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c)[0] in "LN"]


def edits(a, b):
    """Levenshtein's distance."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        diagonal, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            diagonal, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, diagonal + (x != y))
    return row[-1]


def error_rate(wanted, heard):
    """Character error rate of a list, in percent."""
    pairs = [(letters(w), letters(h)) for w, h in zip(wanted, heard)]
    return 100 * sum(edits(a, b) for a, b in pairs) / max(1, sum(len(a) for a, _ in pairs))


def recogniser_mel(x):
    """float32 [80, 3000] of samples at audio.RATE, as the recogniser wants it: 16 kHz, 30 seconds with silence behind."""
    y = subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-f", "f32le", "-ar", str(audio.RATE), "-ac", "1", "-i", "-", "-ar", "16000", "-f", "f32le", "-"],
                       input=np.asarray(x, np.float32).tobytes(), check=True, stdout=subprocess.PIPE).stdout
    y = np.pad(np.frombuffer(y, np.float32)[:480000].astype(np.float64), (200, 200))
    count = min(3000, (len(y) - 400) // 160 + 1)
    frames = y[np.arange(count)[:, None] * 160 + np.arange(400)] * np.hanning(401)[:-1]
    power = np.abs(np.fft.rfft(frames)) ** 2
    mel = np.full((80, 3000), -10.0)
    mel[:, :count] = np.log10(np.maximum(triangles() @ power.T, 1e-10))
    return ((np.maximum(mel, mel.max() - 8) + 4) / 4).astype(np.float32)


def triangles():
    """[80, 201] area-normalised filters on the Slaney scale for 16 kHz."""
    def to_hz(m):
        return np.where(m < 15, 200 * m / 3, 1000 * np.exp((m - 15) * np.log(6.4) / 27))
    edges = to_hz(np.linspace(0, 15 + np.log(8) * 27 / np.log(6.4), 82))
    f = np.arange(201) * 40.0
    up, down = (f - edges[:-2, None]) / (edges[1:-1] - edges[:-2])[:, None], (edges[2:, None] - f) / (edges[2:] - edges[1:-1])[:, None]
    return np.maximum(0, np.minimum(up, down)) * (2 / (edges[2:] - edges[:-2]))[:, None]


def likelihoods(ear, jobs):
    """Log likelihoods [[…]] of the texts of each job (samples, language, texts)."""
    with tempfile.TemporaryDirectory() as folder:
        lines = []
        for n, (x, lang, texts) in enumerate(jobs):
            file = Path(folder) / f"{n}.f32"
            file.write_bytes(recogniser_mel(x).tobytes())
            lines.append(json.dumps({"mel": str(file), "lang": lang, "texts": texts}, ensure_ascii=False))
        listed = Path(folder) / "jobs.jsonl"
        listed.write_text("\n".join(lines) + "\n")
        out = subprocess.run(["node", str(Path(__file__).resolve().parent / "choose.mjs"), str(ear.hear), str(listed)], cwd=ear.node, env=ear.env, check=True, stdout=subprocess.PIPE).stdout
    return [json.loads(x) for x in out.decode().splitlines()]
