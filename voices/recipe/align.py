"""align: recordings and what was said -> when each sound begins and ends, and the pitch: labels that `prepare` reads.

    align.py SPEECH OUT --pack ../studio --dub "../../dub"      # against what a shipped pack would have said
    align.py SPEECH OUT --dub "../../dub"                       # learned from the recordings alone

SPEECH/NAME.jsonl names the recordings: id, lang, text, file, and the sounds in order (`segments` of which only the symbols are read)
and phrases, as teach.labels makes them of `dub read --json`. OUT gets the same with frames, segments and f0.

Two ways to one path through time that never goes back. With a pack: the pack speaks the text, and dynamic time warping (Sakoe and
Chiba 1978) lays its mel spectrogram over the recording's; it needs no training. Without: three normal distributions a sound, learned
from the recordings by Viterbi training from an even start (Juang and Rabiner 1990, "The segmental K-means algorithm").
"""
import argparse
import json
import math
import shlex
import subprocess
from pathlib import Path

import numpy as np
import torch

import audio
import pitch

PAUSES = {"sil", "pau"}
SHORTEST = 2        # frames of a sound


# --- With a pack ---------------------------------------------------------------------------------------------------


class PackAligner:
    """Lays what a pack says over what was recorded."""

    def __init__(self, pack, language=""):
        import acoustic
        import weights
        manifest = json.loads((pack / "voice.json").read_text())
        parts, _ = weights.restore(pack, weights.own(manifest, language))
        speakers = len(parts["encoder.speaker.weight"])
        inventory = {"symbols": manifest["symbols"], "tones": len(parts["encoder.tone.weight"]), "ends": range(len(parts["encoder.end.weight"])),
                     "positions": len(parts["encoder.to_end.weight"])}
        self.model = acoustic.Acoustic(inventory, speakers)
        self.model.load_state_dict(parts)
        self.model.eval()
        self.speakers = speakers
        self.symbols = manifest["symbols"]

    @torch.no_grad()
    def says(self, features, speaker, durations=None):
        """Mel [MELS, T] and whole durations of a sentence."""
        columns, length = self.model.encoder(*[torch.tensor([features[k]]) for k in ("symbols", "tones", "ends", "from_start", "to_end")],
                                             torch.tensor([speaker]), torch.ones(1, len(features["symbols"])))
        if durations is None:
            edges = torch.round(torch.cumsum(torch.clamp(torch.exp(length), SHORTEST, 60), 1))
            durations = torch.diff(edges, prepend=torch.zeros(1, 1))
        else:
            durations = torch.tensor([durations], dtype=torch.float32)
        times = torch.arange(int(durations.sum()))[None] + 0.5
        height, energy = self.model.prosody(self.model.to_prosody(columns, durations, times))
        mel = self.model.decoder(self.model.to_decoder(columns, durations, times), height, energy)[1]
        return mel[0].numpy(), durations[0].numpy().astype(int)

    def closest(self, sounds):
        """The pack's speaker whose speech costs least to lay over these: [(mel, features)]."""
        return int(np.argmin([np.mean([self.warp(mel, f, s)[1] for mel, f in sounds]) for s in range(self.speakers)]))

    def align(self, mel, features, speaker):
        """Frames at which the sounds begin, and the end of the last."""
        return self.warp(mel, features, speaker)[0]

    def warp(self, mel, features, speaker):
        said, durations = self.says(features, speaker)
        here, there = comparable(mel), comparable(said)
        cost = distance(here, there)
        # Silence may be longer than predicted, and a word boundary may be silent.
        owner = np.repeat(np.arange(len(durations)), durations)
        quiet = np.isin(np.array([self.symbols[s] for s in features["symbols"]])[owner], ["sp", "pau"])
        hush = silence(mel)
        cost[:, quiet] = np.minimum(cost[:, quiet], np.where(hush, 0.3, 9)[:, None])
        path = warped(cost)
        spent = float(cost[np.arange(len(path)), path].mean())
        return edges_of(owner[path], len(durations)), spent


def comparable(mel):
    """Mel [MELS, T] -> [T, features]: smoothed over bands, its mean over the sentence's sounding frames taken out, and its change."""
    coarse = mel[:80].reshape(20, 4, -1).mean(1)
    loud = coarse.mean(0)
    sounding = loud > loud.max() - 5
    middle = coarse[:, sounding].mean(1, keepdims=True)
    spread = coarse[:, sounding].std() + 1e-3
    base = np.clip((coarse - middle) / spread, -4, 4)
    padded = np.pad(base, ((0, 0), (2, 2)), mode="edge")
    change = (padded[:, 4:] - padded[:, :-4]) / 2
    return np.concatenate([base, 1.5 * change]).T


def distance(a, b):
    """Mean absolute difference of all rows of a and b."""
    return np.abs(a[:, None] - b[None]).mean(2) if len(a) * len(b) < 400_000 else np.stack([np.abs(r - b).mean(1) for r in a])


def silence(mel):
    """Which frames are silent: quieter by far than the loud ones."""
    loud = np.log(np.exp(mel).mean(0) + 1e-9)
    return loud < max(np.percentile(loud, 95) - 5.0, np.percentile(loud, 3) + 0.5)


def warped(cost, stay=0.03, skip=0.06, most=4):
    """For each recorded frame (row) its column, never going back: staying and skipping cost a little. Begins and ends at the corners."""
    rows, columns = cost.shape
    most = max(most, math.ceil(columns / max(1, rows)) + 1)
    total = np.full(columns, np.inf)
    total[0] = cost[0, 0]
    back = np.zeros((rows, columns), np.int16)
    for t in range(1, rows):
        options = np.full((most + 1, columns), np.inf)
        options[0] = total + stay
        for k in range(1, most + 1):
            options[k, k:] = total[:-k] + (0 if k == 1 else skip * (k - 1))
        back[t] = options.argmin(0)
        total = options[back[t], np.arange(columns)] + cost[t]
    path = np.zeros(rows, int)
    path[-1] = columns - 1
    for t in range(rows - 1, 0, -1):
        path[t - 1] = path[t] - back[t, path[t]]
    return path


def edges_of(owner, count):
    """Frames at which 0 … count-1 begin in an ascending list of owners, and its length; none shorter than SHORTEST while there is room."""
    edges = np.searchsorted(owner, np.arange(count + 1)).astype(int)
    return spaced(edges)


def spaced(edges):
    """The edges moved apart so that each sound has SHORTEST frames, as far as they fit."""
    least = min(SHORTEST, (edges[-1] - edges[0]) // (len(edges) - 1))
    edges, end = edges.copy(), edges[-1]
    for i in range(1, len(edges)):
        edges[i] = max(edges[i], edges[i - 1] + least)
    edges[-1] = end
    for i in range(len(edges) - 2, 0, -1):
        edges[i] = min(edges[i], edges[i + 1] - least)
    return edges


# --- From the recordings alone -------------------------------------------------------------------------------------


def described(mel):
    """Mel [MELS, T] -> [T, features] for learning: the sound's shape and its change, and how loud it is."""
    loud = mel.mean(0)
    return np.concatenate([comparable(mel), ((loud - np.percentile(loud, 95)) / 2)[:, None]], 1)


class OwnAligner:
    """
    For each sound STATES states in a row, each a normal distribution of what is heard while it lasts, learned by Viterbi training:
    from an even start, the recordings are cut where the present model finds the sounds, and the model is made anew from the cuts.
    """

    STATES = 3
    PULL = 12  # frames that the average sound counts for: rare sounds stay near it

    def __init__(self, sentences, symbols):
        """sentences: [(features [T, D], symbol rows, silent [T])]."""
        self.symbols = symbols
        self.sentences = sentences
        every = np.concatenate([x for x, _, _ in sentences])
        self.middle, self.spread = every.mean(0), every.var(0) + 1e-3
        self.mean = np.tile(self.middle, (symbols * self.STATES, 1))
        self.var = np.tile(self.spread, (symbols * self.STATES, 1))

    def states(self, rows, frames):
        """The row of states of a sentence; one state a sound where three do not fit."""
        each = self.STATES if frames >= self.STATES * len(rows) else 1
        return (np.repeat(rows, each) * self.STATES + np.tile(np.arange(each), len(rows))), each

    def even(self, rows, silent, pauses):
        """Owners of the frames when speech goes at an even pace and the pauses are where it is silent."""
        sounding = np.flatnonzero(~silent)
        first, last = (sounding[0], sounding[-1] + 1) if len(sounding) else (0, len(silent))
        inner = np.arange(1 if rows[0] in pauses else 0, len(rows) - (rows[-1] in pauses))
        owner = np.zeros(len(silent), int)
        owner[first:last] = inner[np.minimum(np.arange(last - first) * len(inner) // max(1, last - first), len(inner) - 1)]
        owner[:first] = 0 if rows[0] in pauses else inner[0]
        owner[last:] = len(rows) - 1
        return owner

    def learn(self, pauses, rounds=20, say=print):
        cuts = [self.even(rows, silent, pauses) for _, rows, silent in self.sentences]
        for n in range(rounds):
            heard = [[] for _ in range(len(self.mean))]
            for (x, rows, _), owner in zip(self.sentences, cuts):
                place = within(owner)
                state = np.asarray(rows)[owner] * self.STATES + np.minimum((place * self.STATES).astype(int), self.STATES - 1)
                for s in np.unique(state):
                    heard[s].append(x[state == s])
            for s, parts in enumerate(heard):
                if parts:
                    x = np.concatenate(parts)
                    weight = len(x) / (len(x) + self.PULL)
                    self.mean[s] = weight * x.mean(0) + (1 - weight) * self.middle
                    self.var[s] = np.maximum(weight * x.var(0) + (1 - weight) * self.spread, 0.05 * self.spread)
            found = [self.cut(x, rows) for x, rows, _ in self.sentences]
            cuts = [owner for owner, _ in found]
            if n % 5 == 4 or n == rounds - 1:
                say(f"aligner round {n + 1} of {rounds}, log likelihood {np.mean([score for _, score in found]):.2f} a frame")
        return self

    def cut(self, x, rows):
        """Owners of the frames by the most likely way through, and its log likelihood a frame."""
        states, each = self.states(np.asarray(rows), len(x))
        mean, var = self.mean[states], self.var[states]
        log = -0.5 * ((x ** 2) @ (1 / var).T - 2 * x @ (mean / var).T + (mean ** 2 / var + np.log(var)).sum(1))
        path = best_path(log)
        return path // each, float(log[np.arange(len(x)), path].mean())


def within(owner):
    """How far through its sound each frame is, 0 to 1."""
    starts = np.r_[0, np.flatnonzero(np.diff(owner)) + 1]
    lengths = np.diff(np.r_[starts, len(owner)])
    return (np.arange(len(owner)) - np.repeat(starts, lengths)) / np.repeat(lengths, lengths)


def best_path(log):
    """The way through log likelihoods [T, N] that begins at the first, ends at the last and leaves none out: owners [T]."""
    t_count, n = log.shape
    total = np.full(n, -np.inf)
    total[0] = log[0, 0]
    moved = np.zeros((t_count, n), bool)
    for t in range(1, t_count):
        step = np.concatenate([[-np.inf], total[:-1]])
        moved[t] = step > total
        total = np.maximum(step, total) + log[t]
    owner = np.zeros(t_count, int)
    owner[-1] = n - 1
    for t in range(t_count - 1, 0, -1):
        owner[t - 1] = owner[t] - moved[t, owner[t]]
    return owner


# --- Command -------------------------------------------------------------------------------------------------------


def features_of(dub, labels):
    """`dub features` of each label."""
    given = "\n".join(json.dumps({**x, "segments": [[s[0]] for s in x["segments"]]}, ensure_ascii=False) for x in labels)
    out = subprocess.run([*shlex.split(dub), "features"], input=given.encode(), check=True, stdout=subprocess.PIPE).stdout
    return [json.loads(x) for x in out.decode().splitlines()]


def mel_of(x, transform=audio.Mel()):
    n = len(x) // audio.HOP
    return transform(torch.from_numpy(np.ascontiguousarray(x[:n * audio.HOP], np.float32))[None])[0].numpy()


def align_all(labels, sounds, dub, symbols, pack=None, rounds=20, say=print):
    """Labels with frames, segments and f0 filled in, of labels with symbols and phrases and their sounds (samples)."""
    features = features_of(dub, labels)
    mels = [mel_of(x) for x in sounds]
    if pack:
        spoken = {x["lang"] for x in labels}
        aligner = PackAligner(pack, spoken.pop() if len(spoken) == 1 else "")
        speaker = aligner.closest([(m, f) for m, f in zip(mels, features)][:5])
        edges = []
        for n, (m, f) in enumerate(zip(mels, features)):
            edges.append(aligner.align(m, f, speaker))
            if (n + 1) % 20 == 0 or n + 1 == len(mels):
                say(f"aligned {n + 1} of {len(mels)}")
    else:
        sentences = [(described(m), f["symbols"], silence(m)) for m, f in zip(mels, features)]
        model = OwnAligner(sentences, len(symbols)).learn({symbols.index("pau")}, rounds, say)
        edges = [edges_of(model.cut(x, rows)[0], len(rows)) for x, rows, _ in sentences]
    found = []
    for label, e, m, f0 in zip(labels, edges, mels, pitch.tracks(sounds)):
        names = [s[0] for s in label["segments"]]
        found.append({**label, "frames": m.shape[1], "segments": [[s, int(a), int(b)] for s, a, b in zip(names, e, e[1:])],
                      "f0": [round(float(f), 1) for f in f0[:m.shape[1]]]})
    return found


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("speech", type=Path)
    a.add_argument("out", type=Path)
    a.add_argument("--pack", type=Path)
    a.add_argument("--dub", default="./dub")
    a.add_argument("--rounds", type=int, default=20, help="of learning, without --pack")
    a.add_argument("--limit", type=int, default=0, help="only this many of each file, spread over it")
    o = a.parse_args()
    o.out.mkdir(parents=True, exist_ok=True)
    symbols = json.loads(subprocess.run([*shlex.split(o.dub), "symbols"], check=True, stdout=subprocess.PIPE).stdout)["symbols"]
    for file in sorted(o.speech.glob("*.jsonl")):
        labels = [json.loads(x) for x in file.read_text().splitlines()]
        labels = labels[::max(1, len(labels) // o.limit)][:o.limit] if o.limit else labels
        sounds = [audio.decode(o.speech / x["file"]) for x in labels]
        with open(o.out / file.name, "w") as out:
            for x in align_all(labels, sounds, o.dub, symbols, o.pack, o.rounds):
                out.write(json.dumps(x, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
