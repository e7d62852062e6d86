"""listening.py HEAR: what must hold of listener.py, spoil.py and the contrast that export.py adds, one JSON object."""
import json
import os
import sys
from pathlib import Path

import numpy as np
import torch

sys.path.insert(0, os.getcwd())  # voices/recipe

import acoustic
import audio
import ears
import export
import listener
import spoil

torch.set_num_threads(1)
ear = listener.Listener(Path(sys.argv[1]))
random = np.random.default_rng(1)
time = np.arange(audio.RATE) / audio.RATE
voice = (0.1 * sum(np.cos(2 * np.pi * 150 * k * time) / k for k in range(1, 40)) * (0.6 + 0.4 * np.sin(2 * np.pi * 3 * time))).astype(np.float32)
sound = torch.from_numpy(voice)[None]

# The same mel as by ffmpeg's resampling and numpy.
mel, other = ear.log_mel(sound)[0].numpy(), ears.recogniser_mel(voice)
mel_away = float(np.abs(mel[:, 2:98] - other[:, 2:98]).max())

# The slope along a direction is what a small step along it changes.
texts = [" 안녕"]


def loss(x):
    return ear.text_loss(ear.heard(ear.log_mel(x), 80), texts, "ko")[0].sum()


torch.manual_seed(1)
noisy = spoil.noisy(sound, 20).requires_grad_(True)
slope, = torch.autograd.grad(loss(noisy), noisy)
step = slope / slope.norm()
with torch.no_grad():
    size = 0.0002
    measured = float(loss(noisy + size * step) - loss(noisy - size * step)) / (2 * size)

# Noise is as far below the voice as was asked for, a band keeps what is inside it, and everything has a slope back to the sound.
inside = 0.1 * torch.cos(2 * np.pi * 1000 * torch.from_numpy(time.astype(np.float32)))[None]
outside = 0.1 * torch.cos(2 * np.pi * 6000 * torch.from_numpy(time.astype(np.float32)))[None]


def decibels(x, y):
    return float(20 * torch.log10(x.pow(2).mean().sqrt() / y.pow(2).mean().sqrt()))


x = sound.clone().requires_grad_(True)
sum(spoil.spoiled(x, np.random.default_rng(n)).pow(2).sum() for n in range(12)).backward()

# Contrast is folded into the weights: the decoder makes the sharpened spectra of those that it made before.
torch.manual_seed(2)
decoder = acoustic.Decoder().eval()
columns, curve = torch.randn(1, acoustic.CHANNELS, 30), torch.zeros(1, 30)
with torch.no_grad():
    before = decoder(columns, curve, curve)[1]
    export.sharpen(decoder, 0.25)
    after = decoder(columns, curve, curve)[1]
    wanted = torch.from_numpy(export.contrast(0.25)).float() @ before

print(json.dumps({
    "folded": float((after - wanted).abs().max()), "sharper": float(after[:, 40:].var(1).mean() / before[:, 40:].var(1).mean()),
    "mel": mel_away, "slope": float(slope.norm()), "measured": measured,
    "noise": decibels(sound, spoil.noisy(sound, 15) - sound), "inside": decibels(spoil.band(inside, 300, 3400), inside), "outside": decibels(spoil.band(outside, 300, 3400), outside),
    "room": decibels(spoil.room(sound, 0.3, 0.2, random), sound), "reaches": bool((x.grad[0].abs() > 0).float().mean() > 0.99),
    "cut": ear.pieces.cut(" 안안a."), "joined": ear.pieces.joined(ear.pieces.cut(" 안안 a, 녕."))}))
