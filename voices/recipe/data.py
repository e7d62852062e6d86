"""The prepared recordings: items, the held-back split and training crops."""
import json

import numpy as np

import audio

HELD = 25  # one sentence text in this many is held back


def items(work):
    return [json.loads(x) for x in open(work / "items.jsonl")]


def split(all_items):
    """Train and held-back items; a text is on one side only, whoever speaks it."""
    texts = sorted({i["text"] for i in all_items})
    held = set(texts[:: HELD])
    return [i for i in all_items if i["text"] not in held], [i for i in all_items if i["text"] in held]


class Sounds:
    """All recordings in memory (16 bit), by item id."""

    def __init__(self, work, wanted):
        self.work = work
        self.sound, self.f0, self.predicted = {}, {}, {}
        for i in wanted:
            z = np.load(work / "sound" / f"{i['id']}.npz")
            self.sound[i["id"]], self.f0[i["id"]] = z["sound"], z["f0"]
            p = work / "predicted" / f"{i['id']}.npy"
            if p.exists():
                self.predicted[i["id"]] = p

    def crops(self, random, among, batch, frames, predicted=0.0):
        """sound [B, frames*HOP], f0 [B, frames], source likewise as sound, and a predicted mel or None for each."""
        x = np.zeros((batch, frames * audio.HOP), np.float32)
        f0 = np.zeros((batch, frames), np.float32)
        source = np.zeros_like(x)
        shown = []
        for b in range(batch):
            i = among[random.integers(len(among))]
            s, f = self.sound[i["id"]], self.f0[i["id"]]
            a = int(random.integers(max(1, len(f) - frames)))
            n = min(frames, len(f) - a)
            x[b, : n * audio.HOP] = s[a * audio.HOP:(a + n) * audio.HOP] / 32767
            f0[b, :n] = f[a:a + n]
            f0[b, n:] = f[a + n - 1]
            source[b] = audio.pulses(f0[b], random.random())
            p = None
            if i["id"] in self.predicted and random.random() < predicted:
                p = np.full((audio.MELS, frames), audio.LOG_FLOOR, np.float32)
                p[:, :n] = np.load(self.predicted[i["id"]], mmap_mode="r")[:, a:a + n]
            shown.append(p)
        return x, f0, source, shown
