"""weights: a voice pack's graphs -> checkpoints that the trainings go on from, so that a shipped model can be trained further.

    weights.py ../studio WORK

WORK must be prepared, and its symbols must be the pack's. The optimisers start anew: give the trainings a lower --rate.
"""
import argparse
import json
from pathlib import Path

import onnx
import torch
from onnx import numpy_helper

import acoustic
import vocoder


def weights(graph):
    """The trained tensors of one graph, by their names in the model; what is stored in 16 bit comes back in 32."""
    found = {}
    for w in onnx.load(str(graph)).graph.initializer:
        found[w.name.removesuffix("_half")] = torch.from_numpy(numpy_helper.to_array(w).astype("float32").copy())
    return found


def own(manifest, language):
    """The language, where the pack has graphs of its own for it; else nothing."""
    return language if language in (manifest.get("own_graphs") or []) else ""


def restore(pack, own=""):
    """The pack's acoustic model (or that which a language has as its own) and vocoder, as state_dicts."""
    parts = {}
    for graph in ("encode", "prosody", "decode"):
        parts.update({k.removeprefix("model."): v for k, v in weights(pack / (f"{graph}-{own}.onnx" if own else f"{graph}.onnx")).items() if k.startswith("model.")})
    known = vocoder.Vocoder().state_dict()
    return parts, {k: v for k, v in weights(pack / "vocoder.onnx").items() if k in known}


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("pack", type=Path)
    a.add_argument("work", type=Path)
    a.add_argument("--speakers", default="", help="which speaker of the pack each voice of WORK begins as, in their order, e.g. 0,1,2,3")
    a.add_argument("--own", default="", metavar="LANGUAGE", help="from the graphs that this language has as its own")
    o = a.parse_args()
    manifest = json.loads((o.pack / "voice.json").read_text())
    inventory = json.loads((o.work / "symbols.json").read_text())
    voices = json.loads((o.work / "voices.json").read_text())
    if manifest["symbols"] != inventory["symbols"]:
        raise SystemExit(f"{o.pack}: its symbols are not those of {o.work}; it cannot be trained further with them")
    parts, sound = restore(o.pack, o.own)
    rows = [int(x) for x in o.speakers.split(",")] if o.speakers else list(range(len(voices)))
    known = len(parts["encoder.speaker.weight"])
    if len(rows) != len(voices) or not all(0 <= r < known for r in rows):
        raise SystemExit(f"--speakers: {len(voices)} numbers are needed, one for each of {', '.join(v['id'] for v in voices)}, from 0 to {known - 1}")
    parts["encoder.speaker.weight"] = parts["encoder.speaker.weight"][rows].clone()
    model = acoustic.Acoustic(inventory, len(voices))
    model.load_state_dict(parts)
    vocoder.Vocoder().load_state_dict(sound)
    torch.save({"model": parts, "step": 0}, o.work / "acoustic.pt")
    torch.save({"model": sound, "step": 0}, o.work / "vocoder.pt")


if __name__ == "__main__":
    main()
