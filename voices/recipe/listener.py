"""listener: the recogniser of HEAR in PyTorch, so that what it makes of a sound has a gradient back to the sound.

Whisper base (2212.04356): the weights are those of the int8 graphs, the sums are float. Only as much context as a sound needs is listened to, not 30 seconds:
the encoder's work grows with it. `text_loss` is the cross entropy of texts, `words` what is heard.

    listener.py HEAR ko A.wav B.wav …    prints file, tab, what was heard, in float and with the whole context, where hear.mjs sums in 8 bit
"""
import argparse
import functools
import json
import math
import re
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import nn
from torch.nn import functional as F

import audio
import ears

HEAD = 64           # channels of a head of attention
START, TRANSCRIBE, NO_TIMES, END, BLANK = 50258, 50359, 50363, 50257, 220
LANGUAGE = {"ko": 50264, "ja": 50266}
RATE = 16000
MARGIN = 100  # positions (20 ms) of silence that are listened to behind the sound


def gelu(x):
    """Written out: the slope of PyTorch 1.13's own reads memory that nothing was written to, where what comes back is transposed."""
    return x * 0.5 * (1 + torch.erf(x * math.sqrt(0.5)))


class Attention(nn.Module):
    def __init__(self, query, query_bias, pair, pair_bias, out, out_bias):
        super().__init__()
        for name, value in {"query": query, "query_bias": query_bias, "pair": pair, "pair_bias": pair_bias, "out": out, "out_bias": out_bias}.items():
            self.register_buffer(name, value)

    def offered(self, source):
        """Keys and values [2, B, heads, M, HEAD] of source [B, M, C]."""
        return F.linear(source, self.pair, self.pair_bias).view(len(source), source.shape[1], 2, -1, HEAD).permute(2, 0, 3, 1, 4)

    def forward(self, x, offered, hidden=None):
        """x [B, N, C] asks; hidden [.., N, M] bool: what may not be seen."""
        b, n, c = x.shape
        q = F.linear(x, self.query, self.query_bias).view(b, n, -1, HEAD).transpose(1, 2) / math.sqrt(HEAD)
        score = q @ offered[0].transpose(2, 3)
        if hidden is not None:
            score = score.masked_fill(hidden, -1e9)
        return F.linear((score.softmax(-1) @ offered[1]).transpose(1, 2).reshape(b, n, c), self.out, self.out_bias)


class Layer(nn.Module):
    """One layer of the encoder, or (with `cross`) of the decoder. `parts`: weights by what they are."""

    def __init__(self, own, cross, wide, norms):
        super().__init__()
        self.own, self.cross = Attention(*own), Attention(*cross) if cross else None
        for i, w in enumerate(wide):
            self.register_buffer(f"wide{i}", w)
        for i, w in enumerate(norms):
            self.register_buffer(f"norm{i}", w)

    def normed(self, x, i):
        return F.layer_norm(x, x.shape[-1:], getattr(self, f"norm{2 * i}"), getattr(self, f"norm{2 * i + 1}"))

    def forward(self, x, offered=None, hidden=None):
        y = self.normed(x, 0)
        x = x + self.own(y, self.own.offered(y), hidden)
        if self.cross is not None:
            x = x + self.cross(self.normed(x, 1), offered)
        y = self.normed(x, 2 if self.cross is not None else 1)
        return x + F.linear(gelu(F.linear(y, self.wide0, self.wide1)), self.wide2, self.wide3)


def tensors(file):
    """The graph's named weights as float, and its matrices [out, in] in the order in which they are used."""
    graph = onnx.load(str(file)).graph
    held = {i.name: numpy_helper.to_array(i) for i in graph.initializer}

    def whole(name):
        return (held[name + "_quantized"].astype(np.float32) - held[name + "_zero_point"].astype(np.float32)) * held[name + "_scale"].astype(np.float32)
    named = {k.removeprefix("p."): v.astype(np.float32) for k, v in held.items() if k.startswith("p.") and v.dtype == np.float32 and not k.endswith("_scale")}
    named.update({k.removeprefix("p.").removesuffix("_quantized"): whole(k.removesuffix("_quantized")) for k in held if k.startswith("p.") and k.endswith("_quantized")})
    used = [whole(n.input[1].removesuffix("_quantized")).T for n in graph.node if n.op_type == "MatMulInteger"]
    return {k: torch.from_numpy(np.ascontiguousarray(v)) for k, v in named.items()}, [torch.from_numpy(np.ascontiguousarray(m)) for m in used]


class Listener(nn.Module):
    """sound [B, samples] at audio.RATE -> what it is likely to be."""

    def __init__(self, hear):
        super().__init__()
        named, used = tensors(hear / "whisper_enc.int8.onnx")
        more, asked = tensors(hear / "whisper_dec.int8.onnx")
        named.update(more)
        width = named["encoder__layer_norm__gamma"].numel()
        layers = sum(k.startswith("encoder__layer_") and k.endswith("ffn__linear_0__bias") for k in named)
        pairs = [m for m in used if m.shape == (2 * width, width)]
        used = [m for m in used if m.shape != (2 * width, width)]
        for name in ("encoder__conv1", "encoder__conv2"):
            for part in ("weight", "bias"):
                self.register_buffer(f"{name}_{part}", named[f"{name}__{part}"].reshape(width, -1, 3) if part == "weight" else named[f"{name}__{part}"].reshape(-1))
        self.register_buffer("places", named["encoder__position_encodings__encodings"].reshape(-1, width))
        self.register_buffer("turns", named["decoder__position_encodings__encodings"].reshape(-1, width))
        self.register_buffer("embedding", named["decoder__embeddings__weight"])
        self.register_buffer("head", asked[-1])

        def norm(at):
            return [named[at + "__gamma"], named[at + "__beta"]]

        def layer(side, i, mats):
            at = f"{side}__layer_{i}"
            bias = named[at + "__self_attention__linear_0__bias"]
            own = (mats[0][:width], bias[:width], mats[0][width:], bias[width:], mats[1], named[at + "__self_attention__linear_1__bias"])
            cross, norms = None, norm(at + "__self_attention__layer_norm")
            if side == "decoder":
                cross = (mats[2], named[at + "__attention__linear_0__bias"], pairs[i], named[at + "__attention__linear_1__bias"], mats[3], named[at + "__attention__linear_2__bias"])
                norms = norms + norm(at + "__attention__layer_norm")
            wide = (mats[-2], named[at + "__ffn__linear_0__bias"], mats[-1], named[at + "__ffn__linear_1__bias"])
            return Layer(own, cross, wide, norms + norm(at + "__ffn__layer_norm"))
        self.encoder = nn.ModuleList([layer("encoder", i, used[4 * i:4 * i + 4]) for i in range(layers)])
        self.decoder = nn.ModuleList([layer("decoder", i, asked[6 * i:6 * i + 6]) for i in range(layers)])
        for side in ("encoder", "decoder"):
            for part in ("gamma", "beta"):
                self.register_buffer(f"{side}_{part}", named[f"{side}__layer_norm__{part}"])
        self.register_buffer("window", torch.hann_window(400))
        self.register_buffer("filters", torch.from_numpy(ears.triangles().astype(np.float32)))
        self.register_buffer("resample", torch.from_numpy(resampler()))
        self.pieces = Pieces(hear / "vocabulary.json")
        self.requires_grad_(False)

    def log_mel(self, sound):
        """[B, samples] at audio.RATE -> [B, 80, frames of 10 ms]."""
        y = F.conv1d(F.pad(sound[:, None], (48, 48)), self.resample, stride=3)  # two samples for each three
        y = y.transpose(1, 2).flatten(1)
        power = torch.view_as_real(torch.stft(F.pad(y, (200, 200)), 400, 160, 400, self.window, center=False, return_complex=True)).pow(2).sum(-1)  # not abs: no slope at zero
        mel = torch.log10(torch.clamp(self.filters @ power, min=1e-10))
        top = mel.detach().amax((1, 2), keepdim=True)
        return (torch.maximum(mel, top - 8) + 4) / 4

    def heard(self, mel, positions):
        """[B, 80, T] -> [B, positions, C]; silence behind the sound up to `positions`, of 20 ms each."""
        quiet = (torch.clamp(mel.detach().amax((1, 2), keepdim=True), max=1e9) * 4 - 4 - 8 + 4) / 4
        count = 2 * positions - mel.shape[2]
        mel = torch.cat([mel, quiet.expand(-1, 80, max(0, count))], 2)[:, :, :2 * positions]
        x = gelu(F.conv1d(mel, self.encoder__conv1_weight, self.encoder__conv1_bias, padding=1))
        x = gelu(F.conv1d(x, self.encoder__conv2_weight, self.encoder__conv2_bias, stride=2, padding=1)).transpose(1, 2)
        x = x + self.places[:positions]
        for layer in self.encoder:
            x = layer(x)
        return F.layer_norm(x, x.shape[-1:], self.encoder_gamma, self.encoder_beta)

    def logits(self, heard, tokens, offered=None):
        """Of the token after each of [B, N] tokens: [B, N, words]."""
        n = tokens.shape[1]
        offered = offered or [layer.cross.offered(heard) for layer in self.decoder]
        x = self.embedding[tokens] + self.turns[:n]
        hidden = torch.ones(n, n, dtype=torch.bool, device=x.device).triu(1)
        for layer, pair in zip(self.decoder, offered):
            x = layer(x, pair, hidden)
        return F.linear(F.layer_norm(x, x.shape[-1:], self.decoder_gamma, self.decoder_beta), self.head)

    def text_loss(self, heard, texts, lang):
        """Cross entropy in nats of each text [B], its end included, and the count of its tokens [B]."""
        cut = [self.pieces.cut(t) + [END] for t in texts]
        prompt = [START, LANGUAGE[lang], TRANSCRIBE, NO_TIMES]
        n = max(len(c) for c in cut)
        tokens = torch.tensor([prompt + c[:-1] + [END] * (n - len(c)) for c in cut])
        want = torch.tensor([c + [-100] * (n - len(c)) for c in cut])
        logits = self.logits(heard, tokens)[:, len(prompt) - 1:]
        loss = F.cross_entropy(logits.flatten(0, 1), want.flatten(), reduction="none", ignore_index=-100).view(want.shape)
        return loss.sum(1), torch.tensor([len(c) for c in cut])

    @torch.no_grad()
    def words(self, sound, lang):
        """What is heard in one sound [samples], the likeliest token each time, as hear.mjs does it."""
        into = self.heard(self.log_mel(sound[None]), 1500)
        offered = [layer.cross.offered(into) for layer in self.decoder]
        tokens = [START, LANGUAGE[lang], TRANSCRIBE, NO_TIMES]
        most = min(220, 8 + math.ceil(12 * len(sound) / audio.RATE))  # no one says more tokens a second: cuts off loops
        for n in range(most):
            answer = self.logits(into, torch.tensor([tokens]), offered)[0, -1, :END + 1].clone()
            if n == 0:
                answer[[END, BLANK]] = -1e9
            if int(answer.argmax()) == END:
                break
            tokens.append(int(answer.argmax()))
        return self.pieces.joined(tokens[4:])

    @staticmethod
    def positions(samples, margin=MARGIN):
        return min(1500, math.ceil(samples / audio.RATE * 50) + margin)


def resampler(half=48):
    """[2, 1, 2 * half + 3]: windowed sinc, 24 kHz -> 16 kHz, the two phases of each three samples."""
    at = np.arange(2 * half + 3) - half
    rows = []
    for phase in (0, 1.5):
        t = at - phase
        rows.append(2 / 3 * 0.97 * np.sinc(t * 2 / 3 * 0.97) * np.where(np.abs(t) < half, np.cos(np.pi * t / (2 * half)) ** 2, 0))
    return np.stack(rows)[:, None, :2 * half].astype(np.float32)


class Pieces:
    """Byte-level pair encoding: the pieces' numbers are the order in which pairs were joined (GPT-2)."""

    def __init__(self, file):
        printable, extra = [], 0
        for b in range(256):
            shown = 32 < b < 127 or (b > 160 and b != 173)
            printable.append(chr(b if shown else 256 + extra))
            extra += not shown
        self.printable = printable
        known = json.loads(file.read_text())
        words = enumerate(known) if isinstance(known, list) else ((int(k), w) for k, w in known.items())
        self.rank = {w: k for k, w in words if k < END}
        self.byte = {c: b for b, c in enumerate(printable)}
        self.spelled = {k: w for w, k in self.rank.items()}

    @functools.lru_cache(100000)
    def word(self, text):
        parts = [self.printable[b] for b in text.encode()]
        while len(parts) > 1:
            best = min(range(len(parts) - 1), key=lambda i: self.rank.get(parts[i] + parts[i + 1], 1 << 30))
            if parts[best] + parts[best + 1] not in self.rank:
                break
            parts[best:best + 2] = [parts[best] + parts[best + 1]]
        return tuple(self.rank[p] for p in parts)

    def cut(self, text):
        """The pieces of a text as the recogniser writes it: words with the blank before them, punctuation and digits apart."""
        out = []
        for word in re.findall(r" ?[^\W\d_]+| ?\d+| ?[^\s\w]+|\s+", text):
            out += self.word(word)
        return out

    def joined(self, tokens):
        return bytes(self.byte[c] for t in tokens for c in self.spelled[t]).decode(errors="replace").strip()


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("hear", type=Path)
    a.add_argument("lang", choices=list(LANGUAGE))
    a.add_argument("files", nargs="+")
    a.add_argument("--threads", type=int, default=1)
    o = a.parse_args()
    torch.set_num_threads(o.threads)
    ear = Listener(o.hear)
    for file in o.files:
        print(file, ear.words(torch.from_numpy(audio.decode(file)[:30 * audio.RATE]), o.lang), sep="\t", flush=True)


if __name__ == "__main__":
    main()
