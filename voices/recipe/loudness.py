"""loudness: how loud each frame of a sentence that was never spoken would have been -> WORK/loudness.npz.

    loudness.py WORK

The teacher plans loudness before it makes sound (`teach.py --labels` writes the plan down). How the plan becomes loudness is learned from the sentences that are in both
WORK/items.jsonl and WORK/labels.jsonl, by a small network that hears the plan, the sounds and the pitch; train_acoustic.py then learns loudness from all labels.
"""
import argparse
import json
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

import acoustic
import data
import train_acoustic

CROP = 160


class Loudness(nn.Module):
    """plan, pitch [B, T], symbol [B, T], place [B, 2, T] (frames since and until the symbol's edges), speaker [B] -> loudness [B, T]."""

    def __init__(self, symbols, speakers, channels=64):
        super().__init__()
        self.symbol, self.speaker = nn.Embedding(symbols, 24), nn.Embedding(speakers, 8)
        self.enter = nn.Conv1d(24 + 8 + 4, channels, 9, padding=4)
        self.body = nn.ModuleList([nn.Conv1d(channels, channels, 7, padding=3) for _ in range(3)])
        self.leave = nn.Conv1d(channels, 1, 1)

    def forward(self, plan, pitch, symbol, place, speaker):
        x = torch.cat([self.symbol(symbol).transpose(1, 2), self.speaker(speaker)[:, :, None].expand(-1, -1, plan.shape[1]), plan[:, None], pitch[:, None], place], 1)
        x = self.enter(x)
        for layer in self.body:
            x = x + layer(F.leaky_relu(x, 0.1))
        return self.leave(F.leaky_relu(x, 0.1))[:, 0]


def inputs(item, label, median):
    """What the network hears of one sentence, as arrays of as many frames as both have."""
    n = min(item["frames"], len(label["energy"]))
    symbol, place, at = np.zeros(n, np.int64), np.zeros((2, n), np.float32), 0
    for s, d in zip(item["symbols"], item["durations"]):
        a, b = min(at, n), min(at + d, n)
        symbol[a:b] = s
        place[0, a:b], place[1, a:b] = np.minimum(np.arange(b - a), 8) / 4, np.minimum(np.arange(b - a, 0, -1), 8) / 4
        at += d
    return {"plan": np.asarray(label["energy"][:n], np.float32), "pitch": np.log2(np.asarray(label["f0"][:n], np.float32) / median), "symbol": symbol, "place": place}


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("work", type=Path)
    a.add_argument("--steps", type=int, default=700)
    o = a.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(1)
    random = np.random.default_rng(1)
    inventory, voices = json.loads((o.work / "symbols.json").read_text()), json.loads((o.work / "voices.json").read_text())
    labels = {i["id"]: i for i in map(json.loads, open(o.work / "labels.jsonl"))}
    silence = inventory["symbols"].index("pau")
    train, held = data.split(data.items(o.work))
    train_acoustic.Sentences(o.work, [i for i in train + held if i["id"] in labels], voices, "cpu")  # makes the mel spectrograms that are not there yet
    sides = []
    for side in (train, held):
        rows = []
        for item in side:
            if item["id"] in labels:
                x = inputs(item, labels[item["id"]], voices[item["speaker"]]["median_f0"])
                mel = torch.from_numpy(np.load(o.work / "mel" / f"{item['id']}.npy").astype(np.float32))
                n = min(len(x["plan"]), mel.shape[1])
                rows.append(({k: v[..., :n] for k, v in x.items()}, acoustic.energy_of(mel)[:n].numpy(), item["speaker"]))
        sides.append(rows)
    if len(sides[0]) < 20:
        raise SystemExit(f"{o.work}: only {len(sides[0])} sentences are both spoken and labelled; make the labels with the same plan and --name")
    model = Loudness(len(inventory["symbols"]), len(voices))
    optim = torch.optim.AdamW(model.parameters(), 3e-3, weight_decay=1e-2)

    def answer(x, speaker):
        return model(*[torch.from_numpy(np.ascontiguousarray(x[k]))[None] for k in ("plan", "pitch", "symbol", "place")], torch.tensor([speaker]))[0]

    def away(rows):
        model.eval()
        with torch.no_grad():
            every = [(answer(x, s).numpy() - want)[x["symbol"] != silence] for x, want, s in rows]
        return float(np.abs(np.concatenate(every)).mean()) if every else float("nan")
    for step in range(o.steps):
        for g in optim.param_groups:
            g["lr"] = 3e-3 * 0.5 * (1 + np.cos(np.pi * step / o.steps))
        model.train()
        parts = []
        for c in random.integers(len(sides[0]), size=8):
            x, want, speaker = sides[0][c]
            at = int(random.integers(max(1, len(want) - CROP)))
            cut = {k: v[..., at:at + CROP] for k, v in x.items()}
            sounding = torch.from_numpy(cut["symbol"] != silence)
            if sounding.any():
                parts.append((answer(cut, speaker) - torch.from_numpy(want[at:at + CROP])).abs()[sounding].mean())
        loss = sum(parts) / len(parts)
        optim.zero_grad()
        loss.backward()
        optim.step()
    print(f"away by {away(sides[0]):.3f} on {len(sides[0])} sentences that it learned from, {away(sides[1]):.3f} on {len(sides[1])} others")
    model.eval()
    with torch.no_grad():
        np.savez(o.work / "loudness.npz", **{k: answer(inputs(i, i, voices[i["speaker"]]["median_f0"]), i["speaker"]).numpy().astype(np.float16) for k, i in labels.items()})


if __name__ == "__main__":
    main()
