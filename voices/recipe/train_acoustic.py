"""train-acoustic: symbols -> durations, pitch, energy, mel. Resumes from WORK/acoustic.pt; losses in WORK/acoustic.csv."""
import argparse
import copy
import csv
import json
import time
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F

import acoustic
import audio
import data

KEYS = ["symbols", "tones", "ends", "from_start", "to_end"]


def features(items, chosen):
    """Symbols, durations and speakers of some items, padded."""
    n = max(len(items[c]["symbols"]) for c in chosen)
    out = {k: torch.zeros(len(chosen), n, dtype=torch.long) for k in KEYS}
    out["durations"] = torch.zeros(len(chosen), n)
    out["speaker"] = torch.tensor([items[c]["speaker"] for c in chosen])
    for b, c in enumerate(chosen):
        i = items[c]
        for k in KEYS:
            out[k][b, : len(i[k])] = torch.tensor(i[k])
        out["durations"][b, : len(i["durations"])] = torch.tensor(i["durations"], dtype=torch.float32)
    return out


class Labels:
    """Sentences that were never spoken: their durations, pitch and, where `loudness.py` has been, loudness."""

    def __init__(self, work, voices, silences):
        file = work / "labels.jsonl"
        self.items = [json.loads(x) for x in file.read_text().splitlines()] if file.exists() else []
        self.silences = silences
        self.pitch = [torch.from_numpy(np.log2(np.asarray(i["f0"], np.float32) / voices[i["speaker"]]["median_f0"])) for i in self.items]
        loud = work / "loudness.npz"
        known = np.load(loud) if loud.exists() else {}
        self.loud = [torch.from_numpy(known[i["id"]].astype(np.float32)) if i["id"] in known else None for i in self.items]

    def batch(self, chosen, crop, random, device):
        out = features(self.items, chosen)
        # How long the last sound before a pause is heard is known only from its sound.
        quiet = torch.zeros_like(out["symbols"], dtype=torch.bool)
        for s in self.silences:
            quiet |= out["symbols"] == s
        before = torch.cat([quiet[:, 1:], quiet.new_ones(len(chosen), 1)], 1)
        out["mask"] = (out["durations"] > 0).float()
        out["sure"] = out["mask"] * (~quiet & ~before).float()
        t = min(crop, max(self.items[c]["frames"] for c in chosen))
        for k in ("times", "pitch", "valid", "loud", "loud_known"):
            out[k] = torch.zeros(len(chosen), t)
        for b, c in enumerate(chosen):
            frames = self.items[c]["frames"]
            a = int(random.integers(max(1, frames - t + 1)))
            e = min(frames, a + t)
            out["times"][b] = torch.arange(a, a + t) + 0.5
            out["pitch"][b, : e - a] = self.pitch[c][a:e]
            out["valid"][b, : e - a] = 1
            if self.loud[c] is not None:
                out["loud"][b, : e - a] = self.loud[c][a:e]
                out["loud_known"][b, : e - a] = 1
        for b in range(len(chosen)):  # pitch and loudness count where something sounds
            edges = torch.cumsum(out["durations"][b], 0)
            at = torch.searchsorted(edges, out["times"][b].contiguous(), right=True).clamp(max=len(edges) - 1)
            out["valid"][b] *= out["sure"][b][at]
        return {k: v.to(device) for k, v in out.items()}


def label_losses(model, b, cap):
    """What a sentence without sound teaches."""
    with audio.mixed(b["times"].device):
        columns, length = model.encoder(*[b[k] for k in KEYS], b["speaker"], b["mask"])
        columns = columns.float()
    up = model.to_prosody(columns, b["durations"], b["times"])
    with audio.mixed(b["times"].device):
        pitch, loud = model.prosody(up)
    want = torch.log(torch.clamp(b["durations"], 0.5, cap))
    known = b["valid"] * b["loud_known"]
    return {
        "label_pitch": ((pitch.float() - b["pitch"]).abs() * b["valid"]).sum() / b["valid"].sum().clamp(min=1),
        "label_energy": ((loud.float() - b["loud"]).abs() * known).sum() / known.sum().clamp(min=1),
        "label_length": (((length.float() - want) ** 2) * b["sure"]).sum() / b["sure"].sum(),
    }


class Sentences:
    """Mels, pitch and features of all items, in memory."""

    def __init__(self, work, items, voices, device):
        sounds = data.Sounds(work, items)
        mel = audio.Mel()
        self.items = items
        self.mels, self.pitch = [], []
        for i in items:
            cached = work / "mel" / f"{i['id']}.npy"
            if not cached.exists():
                cached.parent.mkdir(exist_ok=True)
                x = torch.from_numpy(sounds.sound[i["id"]].astype(np.float32) / 32767)
                np.save(cached, mel(x[None])[0].numpy().astype(np.float16))
            self.mels.append(torch.from_numpy(np.load(cached).astype(np.float32)))
            self.pitch.append(torch.from_numpy(np.log2(sounds.f0[i["id"]] / voices[i["speaker"]]["median_f0"]).astype(np.float32)))

    def batch(self, chosen, crop, random, device):
        """Padded features, and a crop of frames of each sentence (its times, mel, pitch)."""
        out = features(self.items, chosen)
        longest = max(self.items[c]["frames"] for c in chosen)
        t = min(crop, longest) if crop else longest
        out["times"] = torch.zeros(len(chosen), t)
        out["mel"] = torch.full((len(chosen), audio.MELS, t), audio.LOG_FLOOR)
        out["pitch"] = torch.zeros(len(chosen), t)
        out["valid"] = torch.zeros(len(chosen), t)
        for b, c in enumerate(chosen):
            i = self.items[c]
            a = int(random.integers(max(1, i["frames"] - t + 1))) if crop else 0
            e = min(i["frames"], a + t)
            out["times"][b] = torch.arange(a, a + t) + 0.5
            out["mel"][b, :, : e - a] = self.mels[c][:, a:e]
            out["pitch"][b, : e - a] = self.pitch[c][a:e]
            out["valid"][b, : e - a] = 1
        out["mask"] = (out["durations"] > 0).float()
        return {k: v.to(device) for k, v in out.items()}


def losses(model, b, cap, own=0.0, quiet=1.0):
    """The parts of the loss. `own`: the share of the sentences whose decoder hears the predicted loudness, not the recording's; `quiet`: the weight of a frame
    of silence, whose noise can't be foretold."""
    with audio.mixed(b["mel"].device):
        columns, length = model.encoder(*[b[k] for k in KEYS], b["speaker"], b["mask"])
        columns = columns.float()
    energy = acoustic.energy_of(b["mel"])
    up = model.to_prosody(columns, b["durations"], b["times"])
    with audio.mixed(b["mel"].device):
        pitch, loud = model.prosody(up)
    up = model.to_decoder(columns, b["durations"], b["times"])
    noise = 0.02 if model.training else 0
    mine = (torch.rand(len(energy), 1, device=energy.device) < own).float()
    heard = energy + mine * (loud.float() - energy)
    with audio.mixed(b["mel"].device):
        first, second = model.decoder(up, b["pitch"] + noise * 0.25 * torch.randn_like(b["pitch"]), heard + noise * torch.randn_like(energy))
    v = b["valid"]
    sounding = v * (energy > -1.2).float()
    v = v * quiet + sounding * (1 - quiet)
    frames = v.sum()
    want = torch.log(torch.clamp(b["durations"], 0.5, cap))
    return {
        "mel": ((first.float() - b["mel"]).abs() * v[:, None]).sum() / frames / audio.MELS,
        "post": ((second.float() - b["mel"]).abs() * v[:, None]).sum() / frames / audio.MELS,
        "pitch": ((pitch.float() - b["pitch"]).abs() * sounding).sum() / sounding.sum(),
        "energy": ((loud.float() - energy).abs() * v).sum() / frames,
        "length": (((length.float() - want) ** 2) * b["mask"]).sum() / b["mask"].sum(),
    }


AVERAGED = 200  # steps: the weights that are tested and exported are a mean over about so many


def follow(average, model, count):
    """Moves the mean of the weights a little towards them; quickly at first."""
    keep = min(1 - 1 / AVERAGED, (1 + count) / (10 + count))
    with torch.no_grad():
        for mean, now in zip(average.parameters(), model.parameters()):
            mean.mul_(keep).add_(now, alpha=1 - keep)


WEIGHTS = {"mel": 1, "post": 1, "pitch": 3, "energy": 1, "length": 1, "label_pitch": 3, "label_energy": 1, "label_length": 1}


def main():
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("work", type=Path)
    a.add_argument("--steps", type=int, default=12000)
    a.add_argument("--minutes", type=float, default=1e9)
    a.add_argument("--batch", type=int, default=16)
    a.add_argument("--crop", type=int, default=128, help="frames of each sentence that the frame-wise parts see in a step")
    a.add_argument("--rate", type=float, default=8e-4)
    a.add_argument("--favour", default="", metavar="WHAT=N,…", help="draw the sentences of a language or voice N times as often, e.g. ko=2,f1=0.3")
    a.add_argument("--labels", type=int, default=16, help="sentences without sound in each step, where there are any")
    a.add_argument("--every", type=int, default=500, help="steps (a multiple of 100) between two tests on held-back texts, and between two savings")
    a.add_argument("--threads", type=int, default=0, help="of the processor; 0: all")
    a.add_argument("--own-energy", type=float, default=0.5, help="share of the sentences that are decoded with the predicted loudness, as the product does")
    a.add_argument("--quiet", type=float, default=0.2, help="weight of a frame of silence, where one of sound has 1")
    a.add_argument("--cap", type=float, default=40, help="longest duration learned, in frames")
    a.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    a.add_argument("--seed", type=int, default=1)
    o = a.parse_args()
    torch.manual_seed(o.seed)
    if o.threads:
        torch.set_num_threads(o.threads)
    random = np.random.default_rng(o.seed)
    voices = json.loads((o.work / "voices.json").read_text())
    inventory = json.loads((o.work / "symbols.json").read_text())
    train, held = data.split(data.items(o.work))
    favour = dict(f.split("=") for f in o.favour.split(",") if f)
    names = [v["id"] for v in voices]
    held_texts = {i["text"] for i in held}
    held = [i for i in held if float(favour.get(names[i["speaker"]], 1)) >= 1] or held  # voices that only help are not what is tested
    train, held = Sentences(o.work, train, voices, o.device), Sentences(o.work, held, voices, o.device)
    chance = np.array([float(favour.get(i["lang"], 1)) * float(favour.get(names[i["speaker"]], 1)) for i in train.items])
    chance /= chance.sum()
    labels = Labels(o.work, voices, [inventory["symbols"].index("pau")])
    unspoken = [n for n, i in enumerate(labels.items) if i["text"] not in held_texts]
    model = acoustic.Acoustic(inventory, len(voices)).to(o.device)
    optim = torch.optim.AdamW(model.parameters(), o.rate, (0.9, 0.98), weight_decay=1e-2)
    step = followed = 0
    average = copy.deepcopy(model).eval()
    checkpoint = o.work / "acoustic.pt"
    if checkpoint.exists():
        c = torch.load(checkpoint, map_location=o.device)
        model.load_state_dict(c["model"])
        average = copy.deepcopy(model).eval()
        average.load_state_dict(c.get("average", c["model"]))
        followed = c.get("followed", 0)
        if "optim" in c:  # not when the weights come from a pack
            optim.load_state_dict(c["optim"])
        step = c["step"]
        random = np.random.default_rng(o.seed + step)
        torch.manual_seed(o.seed + step)
    log = open(o.work / "acoustic.csv", "a")
    write = csv.writer(log)
    began, sums, count = time.time(), {}, 0

    def save(path):
        torch.save({"model": model.state_dict(), "average": average.state_dict(), "followed": followed, "optim": optim.state_dict(), "step": step}, path.with_suffix(".tmp"))
        path.with_suffix(".tmp").replace(path)

    while step < o.steps and time.time() - began < 60 * o.minutes:
        for g in optim.param_groups:
            done = min(1, max(step / o.steps, (time.time() - began) / 60 / o.minutes))
            g["lr"] = o.rate * min(1, (step + 1) / 300) * max(0.03, 0.5 * (1 + np.cos(np.pi * done)))
        model.train()
        b = train.batch(random.choice(len(train.items), o.batch, replace=False, p=chance), o.crop, random, o.device)
        parts = losses(model, b, o.cap, o.own_energy, o.quiet)
        if unspoken and o.labels:
            parts.update(label_losses(model, labels.batch(random.choice(unspoken, min(o.labels, len(unspoken)), replace=False), o.crop, random, o.device), o.cap))
        loss = sum(WEIGHTS[k] * x for k, x in parts.items())
        optim.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 2.0)
        optim.step()
        follow(average, model, followed)
        followed += 1
        step += 1
        count += 1
        for k, x in parts.items():
            sums[k] = sums.get(k, 0) + float(x)
        if step % 100 == 0:
            row = {k: round(x / count, 4) for k, x in sums.items()}
            sums, count = {}, 0
            if step % o.every == 0:
                fixed = np.random.default_rng(0)
                with torch.no_grad():
                    tested = [losses(average, held.batch(range(s, min(s + 16, len(held.items))), o.crop, fixed, o.device), o.cap, 1.0, o.quiet) for s in range(0, len(held.items), 16)]
                row.update({"held_" + k: round(float(np.mean([float(x[k]) for x in tested])), 4) for k in tested[0]})
            write.writerow([step, round((time.time() - began) / 60, 2), json.dumps(row)])
            log.flush()
            print(step, round((time.time() - began) / 60, 2), row, flush=True)
        if step % o.every == 0:
            save(checkpoint)
    save(checkpoint)


if __name__ == "__main__":
    main()
