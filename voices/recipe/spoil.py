"""spoil: what may happen to a sound before it is heard (noise, a small room, a narrow band), differentiable; for listen.py.

So that what is learned by listening is spoken more clearly, not fitted to how one recogniser answers to one clean sound.
"""
import math

import numpy as np
import torch
from torch.nn import functional as F

import audio


def level(x):
    """RMS of the sounding part [B, 1], no gradient."""
    x = x.detach()
    heard = (x.abs() > 1e-4).float()
    return torch.sqrt((x * x).sum(1, keepdim=True) / heard.sum(1, keepdim=True).clamp(min=1)) + 1e-6


def noisy(x, decibels, tilt=0.0, same=False):
    """White noise, or (tilt 0 … 0.98) darker, so many dB below the voice."""
    noise = torch.randn(1 if same else len(x), x.shape[1])
    if tilt:
        taps = torch.tensor(tilt) ** torch.arange(127, -1, -1.0)
        noise = F.conv1d(F.pad(noise[:, None], (127, 0)), taps[None, None])[:, 0]
    noise = noise / noise.pow(2).mean(1, keepdim=True).sqrt()
    return x + noise * level(x) * 10 ** (-decibels / 20)


def convolved(x, response):
    """x [B, N] * response [R], by fast Fourier transform; as long as x."""
    n = x.shape[1] + len(response) - 1
    size = 1 << (n - 1).bit_length()
    return torch.fft.irfft(torch.fft.rfft(x, size) * torch.fft.rfft(response, size), size)[:, :x.shape[1]]


def room(x, seconds, share, random):
    """A small room: noise that dies away by 60 dB in so many seconds, `share` of the direct sound's energy."""
    n = int(seconds * audio.RATE)
    tail = random.standard_normal(n) * 10 ** (-3 * np.arange(n) / n)
    tail[: int(0.002 * audio.RATE)] = 0
    tail *= math.sqrt(share / max(1e-9, float((tail ** 2).sum())))
    tail[0] = 1
    return convolved(x, torch.tensor(tail, dtype=torch.float32))


def band(x, low, high):
    """What a telephone or a small loudspeaker lets through (Hz)."""
    n = 255
    t = np.arange(n) - n // 2

    def under(f):
        return 2 * f / audio.RATE * np.sinc(2 * f / audio.RATE * t)
    taps = (under(high) - under(low)) * np.hanning(n)
    y = convolved(F.pad(x, (0, n // 2)), torch.tensor(taps, dtype=torch.float32))
    return y[:, n // 2:]


def tinted(x, random):
    """Another microphone: a smooth response of some ±5 dB."""
    known = np.cumsum(random.normal(0, 2.2, 9))
    decibels = np.interp(np.linspace(0, 8, 129), np.arange(9), known - known.mean())
    taps = np.fft.fftshift(np.fft.irfft(10 ** (decibels / 20))) * np.hanning(256)
    return convolved(F.pad(x, (0, 128)), torch.tensor(taps, dtype=torch.float32))[:, 128:]


def spoiled(x, random, same=False):
    """The sounds [B, N] of a step, each step in another way; the first third of them in none but a little noise. `same`: the noise is one for all."""
    if random.random() < 0.5:
        x = tinted(x, random)
    if random.random() < 0.35:
        x = room(x, random.uniform(0.1, 0.4), random.uniform(0.05, 0.4), random)
    if random.random() < 0.25:
        x = band(x, random.uniform(50, 300), random.uniform(3200, 7000))
    return noisy(x, random.uniform(8, 40), random.choice([0.0, 0.7, 0.95]), same)
