"""predict: the acoustic model's own mels of the recordings, aligned by their true durations -> WORK/predicted.

train-vocoder --predicted 0.7 then learns from these, which removes most of the blur that a perfect mel would hide.
"""
import argparse
import json
from pathlib import Path

import numpy as np
import torch

import acoustic
import data
import train_acoustic


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("work", type=Path)
    a.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    o = a.parse_args()
    voices = json.loads((o.work / "voices.json").read_text())
    inventory = json.loads((o.work / "symbols.json").read_text())
    train, held = data.split(data.items(o.work))
    sentences = train_acoustic.Sentences(o.work, train + held, voices, o.device)
    model = acoustic.Acoustic(inventory, len(voices)).to(o.device)
    learned = torch.load(o.work / "acoustic.pt", map_location=o.device)
    model.load_state_dict(learned.get("average", learned["model"]))
    model.eval()
    (o.work / "predicted").mkdir(exist_ok=True)
    random = np.random.default_rng(0)
    with torch.no_grad():
        for n, item in enumerate(sentences.items):
            b = sentences.batch([n], 0, random, o.device)
            columns, _ = model.encoder(*[b[k] for k in train_acoustic.KEYS], b["speaker"], b["mask"])
            _, energy = model.prosody(model.to_prosody(columns, b["durations"], b["times"]))
            true = acoustic.energy_of(b["mel"])
            # Half the predicted loudness, half the true one: near what the product hears, yet the sound to learn stays the target.
            mel = model.decoder(model.to_decoder(columns, b["durations"], b["times"]), b["pitch"], 0.5 * (energy + true))[1]
            np.save(o.work / "predicted" / f"{item['id']}.npy", mel[0].cpu().numpy().astype(np.float16))


if __name__ == "__main__":
    main()
