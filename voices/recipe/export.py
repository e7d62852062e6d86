"""export: WORK/acoustic.pt and WORK/vocoder.pt -> four ONNX graphs (opset 17, no control flow) in OUT.

With --own ko the first three are written as encode-ko.onnx and so on beside those that are there, and the vocoder is left as it is: graphs that speak one
language of a pack only (`own_graphs` in about.json). Its speakers must be in the same order as in the pack; --voices leaves out those that only helped. --pack and
--share mix the weights with those that the training began from (2109.01903): a little of what was there before makes the sound cleaner.
"""
import argparse
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

import acoustic
import audio
import vocoder
import weights

OPSET = 17
AROUND = 5           # bands on each side that a band is made to stand out from
RISE = (20, 32)      # bands between which that sets in: below, at 0.9 kHz, a band is narrower than the distance of harmonics


def write(module, inputs, names, outputs, axes, path):
    module.eval()
    torch.onnx.export(module, inputs, str(path), input_names=names, output_names=outputs, opset_version=OPSET,
                      dynamic_axes={k: v for k, v in axes.items() if k in names + outputs}, do_constant_folding=False)  # the runtime folds when it loads: files stay small


def halve(path):
    """Stores large float weights as float16 with a cast behind each: half the file, and the runtime folds the casts when it loads."""
    graph = onnx.load(str(path))
    casts = []
    for w in graph.graph.initializer:
        values = numpy_helper.to_array(w)
        if values.dtype == np.float32 and values.size > 4096:
            name = w.name
            w.CopyFrom(numpy_helper.from_array(values.astype(np.float16), name + "_half"))
            casts.append(onnx.helper.make_node("Cast", [name + "_half"], [name], to=onnx.TensorProto.FLOAT))
    for i, c in enumerate(casts):
        graph.graph.node.insert(i, c)
    onnx.checker.check_model(graph)
    onnx.save(graph, str(path))


def contrast(share):
    """[MELS, MELS]: what makes a log mel stand out from its mean over the bands around it, by `share`. Rows add up to one: a flat spectrum stays as it is."""
    n = audio.MELS
    mean = np.zeros((n, n))
    for band in range(n):
        for near in range(band - AROUND, band + AROUND + 1):
            mean[band, min(max(near, 0), n - 1)] += 1 / (2 * AROUND + 1)
    grown = np.clip((np.arange(n) - RISE[0]) / (RISE[1] - RISE[0]), 0, 1)
    return np.eye(n) + share * grown[:, None] * (np.eye(n) - mean)


def sharpen(decoder, share):
    """The decoder's spectra with more contrast between formants, which learning by absolute differences has blurred: folded into the weights that make them."""
    matrix = torch.from_numpy(contrast(share))
    back = torch.linalg.inv(matrix)
    with torch.no_grad():
        for layer in (decoder.mel, decoder.rest):
            layer.weight.copy_(torch.einsum("ij,jck->ick", matrix, layer.weight.double()))
            layer.bias.copy_(matrix @ layer.bias.double())
        decoder.widen.weight.copy_(torch.einsum("cjk,ji->cik", decoder.widen.weight.double(), back))  # hears what it heard before


def load(work):
    inventory = json.loads((work / "symbols.json").read_text())
    voices = json.loads((work / "voices.json").read_text())
    model = acoustic.Acoustic(inventory, len(voices))
    learned = torch.load(work / "acoustic.pt", map_location="cpu")
    model.load_state_dict(learned.get("average", learned["model"]))
    sound = vocoder.Vocoder()
    sound.load_state_dict(torch.load(work / "vocoder.pt", map_location="cpu")["model"])
    return model.eval(), sound.eval(), inventory, voices


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("work", type=Path)
    a.add_argument("out", type=Path)
    a.add_argument("--own", default="", metavar="LANGUAGE", help="only the acoustic graphs, as this language's own")
    a.add_argument("--voices", type=int, default=0, metavar="N", help="only the first N voices of WORK; 0: all")
    a.add_argument("--pack", type=Path, help="the pack whose weights the training began from")
    a.add_argument("--share", type=float, default=1, help="of the trained weights in the mixture with the pack's")
    a.add_argument("--sharpen", type=float, default=0, help="contrast between formants that is added, e.g. 0.25")
    o = a.parse_args()
    o.out.mkdir(parents=True, exist_ok=True)
    model, sound, _, _ = load(o.work)
    if o.voices:
        model.encoder.speaker = torch.nn.Embedding.from_pretrained(model.encoder.speaker.weight[:o.voices].detach().clone())
    if o.pack:
        began, _ = weights.restore(o.pack)
        model.load_state_dict({k: began[k] * (1 - o.share) + v * o.share for k, v in model.state_dict().items()})
    if o.sharpen:
        sharpen(model.decoder, o.sharpen)
    own = f"-{o.own}" if o.own else ""
    n, t = 7, 40
    ids = torch.zeros(1, n, dtype=torch.long)
    mask = torch.ones(1, n)
    columns = torch.randn(1, acoustic.CHANNELS, n)
    durations = torch.full((1, n), t / n)
    times = torch.arange(t)[None] + 0.5
    curve = torch.zeros(1, t)
    phonemes, frames, samples = {1: "phonemes"}, {1: "frames"}, {1: "samples"}
    axes = {**{k: phonemes for k in ("symbols", "tones", "ends", "from_start", "to_end", "mask", "durations")},
            "columns": {2: "phonemes"}, **{k: frames for k in ("times", "pitch", "energy", "log_f0")},
            "mel": {2: "frames"}, "noise": {2: "frames"}, "source": samples, "sound": samples}
    with torch.no_grad():
        write(acoustic.EncodeGraph(model), (ids, ids, ids, ids, ids, torch.zeros(1, dtype=torch.long), mask),
              ["symbols", "tones", "ends", "from_start", "to_end", "speaker", "mask"], ["columns", "durations"], axes, o.out / f"encode{own}.onnx")
        write(acoustic.ProsodyGraph(model), (columns, durations, times), ["columns", "durations", "times"], ["pitch", "energy"], axes, o.out / f"prosody{own}.onnx")
        write(acoustic.DecodeGraph(model), (columns, durations, times, curve, curve),
              ["columns", "durations", "times", "pitch", "energy"], ["mel"], axes, o.out / f"decode{own}.onnx")
        if not own:
            write(sound, (torch.zeros(1, audio.MELS, t), curve + 5, torch.zeros(1, t * audio.HOP), torch.zeros(1, 2 * audio.BINS, t)),
                  ["mel", "log_f0", "source", "noise"], ["sound"], axes, o.out / "vocoder.onnx")
    for f in [o.out / f"{g}{own}.onnx" for g in ("decode", "encode", "prosody", *([] if own else ["vocoder"]))]:
        halve(f)
        print(f.name, f"{f.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
