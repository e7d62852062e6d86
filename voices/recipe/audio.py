"""Sound <-> frames: the numbers that recipe and product share (24 kHz, 300-sample hop, 80 mel bands)."""
import functools
import math
import subprocess

import numpy as np
import torch

RATE = 24000          # samples a second
HOP = 300             # samples a frame: 12.5 ms
FFT = 1200            # window and transform length
BINS = FFT // 2 + 1
MELS = 80
FLOOR = 1e-5          # smallest mel magnitude; log of it is silence
LOG_FLOOR = math.log(FLOOR)


def decode(path):
    """Any sound file as float32 mono at RATE (ffmpeg)."""
    raw = subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-i", str(path), "-ac", "1", "-ar", str(RATE), "-f", "f32le", "-"],
                         check=True, stdout=subprocess.PIPE).stdout
    return np.frombuffer(raw, np.float32).copy()


def mel_filters(low=0.0, high=RATE / 2):
    """Triangular filters [MELS, BINS] on the Slaney scale (linear to 1 kHz, logarithmic above), each summing to one."""
    def to_mel(f):
        return np.where(f < 1000, 3 * f / 200, 15 + np.log(np.maximum(f, 1e-9) / 1000) * 27 / math.log(6.4))

    def to_hz(m):
        return np.where(m < 15, 200 * m / 3, 1000 * np.exp((m - 15) * math.log(6.4) / 27))
    edges = to_hz(np.linspace(to_mel(np.float64(low)), to_mel(np.float64(high)), MELS + 2))
    f = np.arange(BINS) * RATE / FFT
    up = (f[None] - edges[:-2, None]) / (edges[1:-1] - edges[:-2])[:, None]
    down = (edges[2:, None] - f[None]) / (edges[2:] - edges[1:-1])[:, None]
    w = np.maximum(0, np.minimum(up, down))
    return (w / np.maximum(w.sum(1, keepdims=True), 1e-9)).astype(np.float32)


class Mel(torch.nn.Module):
    """Waveform [B, T*HOP] -> log mel magnitude [B, MELS, T]; frame t is centred on samples t*HOP .. (t+1)*HOP."""

    def __init__(self):
        super().__init__()
        self.register_buffer("window", torch.hann_window(FFT))
        self.register_buffer("filters", torch.from_numpy(mel_filters()))

    def spectrum(self, x):
        return stft(x, self.window)

    def forward(self, x):
        return torch.log(torch.clamp(self.filters @ self.spectrum(x).abs(), min=FLOOR))


def stft(x, window):
    """Complex [B, BINS, T] of [B, T*HOP]: (FFT-HOP)/2 zeros on both sides, so that there are exactly T frames."""
    pad = (FFT - HOP) // 2
    return torch.stft(torch.nn.functional.pad(x, (pad, pad)), FFT, HOP, FFT, window, center=False, return_complex=True)


def continuous(f0, default):
    """F0 in Hz with its zeros (silence) bridged in the logarithm; a file without any gets the default."""
    f0 = np.asarray(f0, np.float64)
    known = np.flatnonzero(f0 > 0)
    if not len(known):
        return np.full(len(f0), default, np.float32)
    return np.exp(np.interp(np.arange(len(f0)), known, np.log(f0[known]))).astype(np.float32)


def pulses(f0, phase=0.0):
    """
    A band-limited pulse train [len(f0)*HOP] for a continuous F0 (Hz a frame): sum of cosines up to 11.5 kHz,
    by Dirichlet's kernel, of equal power per second at every pitch. The product computes the same (PulseTrain.cs).
    """
    n = len(f0)
    at = (np.arange(n * HOP) + 0.5) / HOP - 0.5
    f = np.exp(np.interp(at, np.arange(n), np.log(np.asarray(f0, np.float64))))
    phi = 2 * np.pi * (phase + np.cumsum(f / RATE))
    k = np.floor(11500 / f)
    half = phi / 2
    s = np.sin(half)
    near = np.abs(s) < 1e-6
    kernel = np.where(near, k, (np.sin((2 * k + 1) * half) / np.where(near, 1, s) - 1) / 2)
    return (kernel * np.sqrt(f / RATE) * 0.5).astype(np.float32)


def mixed(device):
    """Arithmetic in 16 bit where the machine does it faster: a GPU, or a processor with bfloat16; elsewhere it would be many times slower."""
    kind = torch.device(device).type
    return torch.autocast(kind, torch.bfloat16, enabled=kind != "cpu" or has_bfloat16())


@functools.lru_cache(None)
def has_bfloat16():
    try:
        with open("/proc/cpuinfo") as file:
            return any(f in next((line for line in file if line.startswith("flags")), "") for f in ("avx512_bf16", "amx_bf16"))
    except OSError:
        return False
