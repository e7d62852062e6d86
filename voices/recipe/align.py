"""align: recordings and what was said -> when each sound begins and ends, and the pitch: labels that `prepare` reads.

    align.py SPEECH OUT --pack ../studio --dub "../../dub"      # against what a shipped pack would have said
    align.py SPEECH OUT --dub "../../dub" --steps 1500          # learned from the recordings alone

SPEECH/NAME.jsonl names the recordings: id, lang, text, file, and the sounds in order (`segments` of which only the symbols are read)
and phrases, as teach.labels makes them of `dub read --json`. OUT gets the same with frames, segments and f0.

Two ways to one path through time that never goes back. With a pack: the pack speaks the text, and dynamic time warping (Sakoe and
Chiba 1978) lays its mel spectrogram over the recording's; it needs no training. Without: an encoder of sounds and one of mel frames
learn to lie close to each other where they belong together, by the sum over all monotonic paths (One TTS Alignment To Rule Them All,
2108.10447), with a beta-binomial prior, and the best path is taken in the end.
"""
import argparse
import json
import math
import shlex
import subprocess
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

import audio
import pitch

PAUSES = {"sil", "pau"}
SHORTEST = 2        # frames of a sound


# --- With a pack ---------------------------------------------------------------------------------------------------


class PackAligner:
    """Lays what a pack says over what was recorded."""

    def __init__(self, pack):
        import acoustic
        import weights
        manifest = json.loads((pack / "voice.json").read_text())
        parts, _ = weights.restore(pack)
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


class OwnAligner(nn.Module):
    """symbols [B, N] and mel [B, MELS, T] -> log probability [B, T, N] that a frame belongs to a symbol."""

    def __init__(self, symbols, channels=96):
        super().__init__()
        self.symbol = nn.Embedding(symbols, channels)
        self.text = nn.Sequential(nn.Conv1d(channels, 2 * channels, 3, padding=1), nn.ReLU(), nn.Conv1d(2 * channels, channels, 1))
        self.sound = nn.Sequential(nn.Conv1d(audio.MELS, 2 * channels, 5, padding=2), nn.ReLU(), nn.Conv1d(2 * channels, channels, 3, padding=1), nn.ReLU(),
                                   nn.Conv1d(channels, channels, 1))
        self.sharpness = nn.Parameter(torch.tensor(-3.0))

    def forward(self, symbols, mel, valid, prior):
        keys = self.text(self.symbol(symbols).transpose(1, 2))
        queries = self.sound((mel + 5) / 2.5)
        apart = (queries ** 2).sum(1)[:, :, None] - 2 * queries.transpose(1, 2) @ keys + (keys ** 2).sum(1)[:, None]
        score = prior - torch.exp(self.sharpness) * apart
        return score.masked_fill(~valid[:, None], -1e4)


def beta_binomial(frames, symbols, width=1.0):
    """Prior [frames, symbols]: log of how likely a symbol is at a frame if speech goes at an even pace (2108.10447, section 2.3)."""
    k = np.arange(symbols)
    gamma = np.vectorize(math.lgamma)
    t = np.arange(1, frames + 1)[:, None]
    a, b = width * t, width * (frames - t + 1)
    n = symbols - 1
    choose = gamma(n + 1) - gamma(k + 1) - gamma(n - k + 1)
    log = choose + gamma(k + a) + gamma(n - k + b) - gamma(n + a + b) + gamma(a + b) - gamma(a) - gamma(b)
    return np.maximum(log, -30).astype(np.float32)


def forward_sum(score, frames, symbols):
    """Minus the log of the sum over all monotonic paths, by CTC with a blank that cannot win."""
    blank = torch.full_like(score[:, :, :1], -60.0)
    log = F.log_softmax(torch.cat([blank, score], 2), 2)
    target = torch.arange(1, score.shape[2] + 1)[None].repeat(len(score), 1)
    return F.ctc_loss(log.transpose(0, 1), target, frames, symbols, zero_infinity=True)


def best_path(log):
    """The monotonic path through log probabilities [T, N] that begins at the first symbol, ends at the last and leaves none out: owners [T]."""
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


def learn(sentences, symbols, steps, seed=1, batch=8, say=print, checkpoint=None):
    """An aligner of sentences [(mel [MELS, T], symbol rows)], trained for so many steps; goes on from the checkpoint file."""
    torch.manual_seed(seed)
    random = np.random.default_rng(seed)
    model = OwnAligner(symbols)
    optim = torch.optim.AdamW(model.parameters(), 2e-3, weight_decay=1e-4)
    first = 0
    if checkpoint and checkpoint.exists():
        c = torch.load(checkpoint)
        model.load_state_dict(c["model"])
        optim.load_state_dict(c["optim"])
        first = c["step"]
        random = np.random.default_rng(seed + first)
    priors = {}
    sums = []
    for step in range(first, steps):
        chosen = random.choice(len(sentences), min(batch, len(sentences)), replace=False)
        t = max(sentences[i][0].shape[1] for i in chosen)
        n = max(len(sentences[i][1]) for i in chosen)
        mel = torch.full((len(chosen), audio.MELS, t), audio.LOG_FLOOR)
        rows = torch.zeros(len(chosen), n, dtype=torch.long)
        prior = torch.full((len(chosen), t, n), -30.0)
        valid = torch.zeros(len(chosen), n, dtype=torch.bool)
        for b, i in enumerate(chosen):
            m, s = sentences[i]
            mel[b, :, :m.shape[1]] = torch.from_numpy(m)
            rows[b, :len(s)] = torch.tensor(s)
            valid[b, :len(s)] = True
            if i not in priors:
                priors[i] = torch.from_numpy(beta_binomial(m.shape[1], len(s)))
            prior[b, :m.shape[1], :len(s)] = priors[i]
        frames = torch.tensor([sentences[i][0].shape[1] for i in chosen])
        counts = torch.tensor([len(sentences[i][1]) for i in chosen])
        score = model(rows, mel, valid, prior)
        loss = forward_sum(score, frames, counts)
        if step > 0.6 * steps:  # binarisation: what the best path says, said louder
            log = F.log_softmax(score, 2)
            hard = 0
            for b in range(len(chosen)):
                own = best_path(log[b, :frames[b], :counts[b]].detach().numpy())
                hard = hard - log[b, torch.arange(len(own)), torch.from_numpy(own)].mean()
            loss = loss + 0.5 * hard / len(chosen)
        optim.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optim.step()
        sums.append(float(loss))
        if (step + 1) % 50 == 0 or step + 1 == steps:
            say(f"aligner {step + 1} of {steps}, loss {np.mean(sums[-50:]):.3f}")
            if checkpoint:
                torch.save({"model": model.state_dict(), "optim": optim.state_dict(), "step": step + 1}, checkpoint)
    return model.eval()


@torch.no_grad()
def align_own(model, mel, rows):
    """Frames at which the symbols begin, and the end of the last."""
    prior = torch.from_numpy(beta_binomial(mel.shape[1], len(rows)))[None]
    score = model(torch.tensor([rows]), torch.from_numpy(mel)[None], torch.ones(1, len(rows), dtype=torch.bool), prior)
    return edges_of(best_path(F.log_softmax(score, 2)[0].numpy()), len(rows))


# --- Command -------------------------------------------------------------------------------------------------------


def features_of(dub, labels):
    """`dub features` of each label."""
    given = "\n".join(json.dumps({**x, "segments": [[s[0]] for s in x["segments"]]}, ensure_ascii=False) for x in labels)
    out = subprocess.run([*shlex.split(dub), "features"], input=given.encode(), check=True, stdout=subprocess.PIPE).stdout
    return [json.loads(x) for x in out.decode().splitlines()]


def mel_of(x, transform=audio.Mel()):
    n = len(x) // audio.HOP
    return transform(torch.from_numpy(np.ascontiguousarray(x[:n * audio.HOP], np.float32))[None])[0].numpy()


def align_all(labels, sounds, dub, symbols, pack=None, steps=1500, say=print, checkpoint=None):
    """Labels with frames, segments and f0 filled in, of labels with symbols and phrases and their sounds (samples)."""
    features = features_of(dub, labels)
    mels = [mel_of(x) for x in sounds]
    if pack:
        aligner = PackAligner(pack)
        speaker = aligner.closest([(m, f) for m, f in zip(mels, features)][:5])
        edges = []
        for n, (m, f) in enumerate(zip(mels, features)):
            edges.append(aligner.align(m, f, speaker))
            if (n + 1) % 20 == 0 or n + 1 == len(mels):
                say(f"aligned {n + 1} of {len(mels)}")
    else:
        sentences = [(m, f["symbols"]) for m, f in zip(mels, features)]
        model = learn(sentences, symbols, steps, say=say, checkpoint=checkpoint)
        edges = [align_own(model, m, rows) for m, rows in sentences]
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
    a.add_argument("--steps", type=int, default=1500)
    a.add_argument("--limit", type=int, default=0, help="only this many of each file, spread over it")
    o = a.parse_args()
    o.out.mkdir(parents=True, exist_ok=True)
    symbols = len(json.loads(subprocess.run([*shlex.split(o.dub), "symbols"], check=True, stdout=subprocess.PIPE).stdout)["symbols"])
    for file in sorted(o.speech.glob("*.jsonl")):
        labels = [json.loads(x) for x in file.read_text().splitlines()]
        labels = labels[::max(1, len(labels) // o.limit)][:o.limit] if o.limit else labels
        sounds = [audio.decode(o.speech / x["file"]) for x in labels]
        with open(o.out / file.name, "w") as out:
            for x in align_all(labels, sounds, o.dub, symbols, o.pack, o.steps, checkpoint=o.out / f"{file.stem}-aligner.pt"):
                out.write(json.dumps(x, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
