"""
The vocoder: a pulse train at the asked pitch and noise, both shaped in the short-time Fourier domain by filters that
a convolutional network predicts from mel spectrogram and pitch (the family of the differentiable-DSP vocoder, 2401.10460).
The pitch that is asked for is the pitch that sounds, since the source is made from it.
"""
import math

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

import audio


class ChannelNorm(nn.Module):
    """Layer normalisation over channels of [B, C, T], in operations that every ONNX provider runs."""

    def __init__(self, channels):
        super().__init__()
        self.gain = nn.Parameter(torch.ones(channels, 1))
        self.bias = nn.Parameter(torch.zeros(channels, 1))

    def forward(self, x):
        x = x - x.mean(1, keepdim=True)
        return x * torch.rsqrt((x * x).mean(1, keepdim=True) + 1e-5) * self.gain + self.bias


class Residual(nn.Module):
    """x + conv(leaky(norm(x)))."""

    def __init__(self, channels, kernel, dropout=0.0):
        super().__init__()
        self.norm = ChannelNorm(channels)
        self.conv = nn.Conv1d(channels, channels, kernel, padding=kernel // 2)
        nn.init.normal_(self.conv.weight, std=0.5 / math.sqrt(channels * kernel))
        nn.init.zeros_(self.conv.bias)
        self.dropout = dropout

    def forward(self, x):
        return x + F.dropout(self.conv(F.leaky_relu(self.norm(x), 0.1)), self.dropout, self.training)


def envelope_matrix():
    """[BINS, MELS]: log magnitude at each bin, interpolated between the centres of the mel bands."""
    w = audio.mel_filters()
    centres = (w * np.arange(audio.BINS)).sum(1)
    return np.stack([np.interp(np.arange(audio.BINS), centres, np.eye(audio.MELS)[m]) for m in range(audio.MELS)], 1).astype(np.float32)


class Vocoder(nn.Module):
    """mel [B, MELS, T], log_f0 [B, T], source [B, T*HOP], noise [B, 2*BINS, T] (normal) -> sound [B, T*HOP]."""

    def __init__(self, channels=256, blocks=7, kernel=5):
        super().__init__()
        self.enter = nn.Conv1d(audio.MELS + 1, channels, 7, padding=3)
        self.body = nn.Sequential(*[Residual(channels, kernel) for _ in range(blocks)], ChannelNorm(channels))
        self.leave = nn.Conv1d(channels, 3 * audio.BINS, 1)
        nn.init.zeros_(self.leave.weight)
        nn.init.zeros_(self.leave.bias)
        self.register_buffer("envelope", torch.from_numpy(envelope_matrix()), persistent=False)
        self.register_buffer("bin", torch.arange(audio.BINS, dtype=torch.float32)[:, None], persistent=False)
        self.register_buffer("place", torch.arange(audio.FFT, dtype=torch.float32)[None], persistent=False)
        once = torch.full((audio.BINS, 1), 2.0)
        once[[0, -1]] = 1
        self.register_buffer("once", torch.cat([once, once]) / (audio.FFT * 1.5), persistent=False)  # squared Hann windows at a quarter hop add up to 1.5
        self.pad = (audio.FFT - audio.HOP) // 2
        self.register_buffer("window", torch.hann_window(audio.FFT), persistent=False)

    def filters(self, mel, log_f0):
        x = torch.cat([(mel + 5) / 2.5, (log_f0[:, None] - 5) * 2], 1)
        x = self.leave(F.leaky_relu(self.body(self.enter(x)), 0.1)).float()
        envelope = self.envelope @ mel
        harmonic, phase, noise = x.split(audio.BINS, 1)
        return torch.exp(envelope + harmonic), phase, torch.exp(envelope + noise - 3)

    def transform(self):
        """[2*BINS, 1, FFT]: windowed cosines and sines. Computed in the graph (and folded when it loads), not stored in the file."""
        turn = self.bin @ self.place
        angle = (turn - torch.floor(turn / audio.FFT) * audio.FFT) * (2 * math.pi / audio.FFT)
        return (torch.cat([torch.cos(angle), -torch.sin(angle)]) * self.window)[:, None]

    def forward(self, mel, log_f0, source, noise):
        """As exported: transforms as convolutions, no complex numbers."""
        gain, phase, hiss = self.filters(mel, log_f0)
        transform = self.transform()
        re, im = F.conv1d(F.pad(source[:, None], (self.pad, self.pad)), transform, stride=audio.HOP).split(audio.BINS, 1)
        nre, nim = noise.split(audio.BINS, 1)
        c, s = gain * torch.cos(phase), gain * torch.sin(phase)
        spectrum = torch.cat([re * c - im * s + nre * hiss, re * s + im * c + nim * hiss], 1) * self.once
        return F.conv_transpose1d(spectrum, transform, stride=audio.HOP)[:, 0, self.pad:-self.pad]

    def train_forward(self, mel, log_f0, source, noise):
        """The same by fast Fourier transform."""
        with torch.autocast("cpu" if mel.device.type == "cpu" else "cuda", torch.bfloat16):
            gain, phase, hiss = self.filters(mel, log_f0)
        spectrum = audio.stft(source, self.window) * torch.polar(gain, phase) + torch.complex(*noise.split(audio.BINS, 1)) * hiss
        frames = torch.fft.irfft(spectrum, audio.FFT, dim=1) * self.window[:, None]
        n = mel.shape[2]
        out = F.fold(frames, (1, (n - 1) * audio.HOP + audio.FFT), (1, audio.FFT), stride=(1, audio.HOP))[:, 0, 0]
        return out[:, self.pad:self.pad + n * audio.HOP] / 1.5  # the squared Hann windows add up to 1.5


class Judge(nn.Module):
    """A spectrogram discriminator at one resolution: 2-D convolutions over log magnitude and its time difference."""

    def __init__(self, fft, channels=24):
        super().__init__()
        self.fft = fft
        self.register_buffer("window", torch.hann_window(fft), persistent=False)
        norm = nn.utils.weight_norm
        c = channels
        self.layers = nn.ModuleList([
            norm(nn.Conv2d(1, c, (7, 5), (2, 1), (3, 2))),
            norm(nn.Conv2d(c, c, (5, 3), (2, 1), (2, 1))),
            norm(nn.Conv2d(c, 2 * c, (5, 3), (2, 2), (2, 1))),
            norm(nn.Conv2d(2 * c, 2 * c, (5, 3), (2, 2), (2, 1))),
            norm(nn.Conv2d(2 * c, 2 * c, (3, 3), 1, 1))])
        self.last = norm(nn.Conv2d(2 * c, 1, (3, 3), 1, 1))

    def forward(self, x):
        s = torch.stft(x, self.fft, self.fft // 4, self.fft, self.window, return_complex=True).abs()
        h = (torch.log(s + 1e-4) + 3)[:, None] / 3
        felt = []
        with torch.autocast("cpu" if x.device.type == "cpu" else "cuda", torch.bfloat16):
            for layer in self.layers:
                h = F.leaky_relu(layer(h), 0.1)
                felt.append(h)
            h = self.last(h)
        return h.float(), [f.float() for f in felt]
