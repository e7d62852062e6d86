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


FINE = 3                  # the filters change this many times a frame, every 4.2 ms: a stop's burst is shorter than a frame
STEP = audio.HOP // FINE  # samples from one filter to the next
SPAN = 4 * STEP           # window and transform length of the filters, in samples
BANDS = SPAN // 2 + 1


def envelope_matrix():
    """[BANDS, MELS]: log magnitude at each band, interpolated between the centres of the mel bands."""
    w = audio.mel_filters()
    centres = (w * np.arange(audio.BINS)).sum(1) * SPAN / audio.FFT
    return np.stack([np.interp(np.arange(BANDS), centres, np.eye(audio.MELS)[m]) for m in range(audio.MELS)], 1).astype(np.float32)


def spread(x, parts):
    """[B, parts * C, T] -> [B, C, parts * T]: each frame's channels become its parts in time."""
    b, c, _ = x.shape
    return x.reshape(b, c // parts, parts, -1).transpose(2, 3).reshape(b, c // parts, -1)


def between(x):
    """[B, C, T] -> [B, C, FINE * T], on straight lines between the frames."""
    before, after = torch.cat([x[:, :, :1], x[:, :, :-1]], 2), torch.cat([x[:, :, 1:], x[:, :, -1:]], 2)
    return torch.stack([(before + 2 * x) / 3, x, (2 * x + after) / 3], 3).flatten(2)


class Vocoder(nn.Module):
    """mel [B, MELS, T], log_f0 [B, T], source [B, T*HOP], noise [B, 2*BINS, T] (normal) -> sound [B, T*HOP]."""

    def __init__(self, channels=256, blocks=7, kernel=5, fine=160, fine_blocks=4):
        super().__init__()
        self.enter = nn.Conv1d(audio.MELS + 1, channels, 7, padding=3)
        self.body = nn.Sequential(*[Residual(channels, kernel) for _ in range(blocks)], ChannelNorm(channels))
        self.widen = nn.Conv1d(channels, FINE * fine, 1)
        self.hear = nn.Conv1d(1, fine, SPAN, stride=STEP)  # where the pulses are
        self.fine = nn.Sequential(*[Residual(fine, 5) for _ in range(fine_blocks)], ChannelNorm(fine))
        self.leave = nn.Conv1d(fine, 3 * BANDS, 1)
        nn.init.zeros_(self.leave.weight)
        nn.init.zeros_(self.leave.bias)
        self.register_buffer("envelope", torch.from_numpy(envelope_matrix()), persistent=False)
        self.register_buffer("bin", torch.arange(BANDS, dtype=torch.float32)[:, None], persistent=False)
        self.register_buffer("place", torch.arange(SPAN, dtype=torch.float32)[None], persistent=False)
        once = torch.full((BANDS, 1), 2.0)
        once[[0, -1]] = 1
        self.register_buffer("once", torch.cat([once, once]) / (SPAN * 1.5), persistent=False)  # squared Hann windows at a quarter hop add up to 1.5
        self.pad = (SPAN - STEP) // 2
        self.register_buffer("window", torch.hann_window(SPAN), persistent=False)

    def filters(self, mel, log_f0, source):
        """source: padded. -> gain of the harmonic part, its phase, gain of the noise: [B, BANDS, FINE * T] each."""
        x = torch.cat([(mel + 5) / 2.5, (log_f0[:, None] - 5) * 2], 1)
        x = spread(self.widen(F.leaky_relu(self.body(self.enter(x)), 0.1)), FINE) + self.hear(source[:, None])
        x = self.leave(F.leaky_relu(self.fine(x), 0.1)).float()
        envelope = between(self.envelope @ mel)
        harmonic, phase, noise = x.split(BANDS, 1)
        return torch.exp(envelope + harmonic), phase, torch.exp(envelope + noise - 3.5)

    def hiss(self, noise):
        """The frame's noise, dealt out to the bands above zero: real and imaginary part [B, BANDS, FINE * T]."""
        re, im = spread(noise[:, :2 * (BANDS - 1) * FINE], FINE).split(BANDS - 1, 1)
        return F.pad(re, (0, 0, 1, 0)), F.pad(im, (0, 0, 1, 0))

    def transform(self):
        """[2*BANDS, 1, SPAN]: windowed cosines and sines. Computed in the graph (and folded when it loads), not stored in the file."""
        turn = self.bin @ self.place
        angle = (turn - torch.floor(turn / SPAN) * SPAN) * (2 * math.pi / SPAN)
        return (torch.cat([torch.cos(angle), -torch.sin(angle)]) * self.window)[:, None]

    def forward(self, mel, log_f0, source, noise):
        """As exported: transforms as convolutions, no complex numbers."""
        source = F.pad(source, (self.pad, self.pad))
        gain, phase, hiss = self.filters(mel, log_f0, source)
        transform = self.transform()
        re, im = F.conv1d(source[:, None], transform, stride=STEP).split(BANDS, 1)
        nre, nim = self.hiss(noise)
        c, s = gain * torch.cos(phase), gain * torch.sin(phase)
        spectrum = torch.cat([re * c - im * s + nre * hiss, re * s + im * c + nim * hiss], 1) * self.once
        return F.conv_transpose1d(spectrum, transform, stride=STEP)[:, 0, self.pad:-self.pad]

    def train_forward(self, mel, log_f0, source, noise):
        """The same by fast Fourier transform."""
        source = F.pad(source, (self.pad, self.pad))
        with audio.mixed(mel.device):
            gain, phase, hiss = self.filters(mel, log_f0, source)
        heard = torch.stft(source, SPAN, STEP, SPAN, self.window, center=False, return_complex=True)
        spectrum = heard * torch.polar(gain, phase) + torch.complex(*self.hiss(noise)) * hiss
        frames = torch.fft.irfft(spectrum, SPAN, dim=1) * self.window[:, None]
        n = mel.shape[2] * FINE
        out = F.fold(frames, (1, (n - 1) * STEP + SPAN), (1, SPAN), stride=(1, STEP))[:, 0, 0]
        return out[:, self.pad:self.pad + n * STEP] / 1.5


class Judge(nn.Module):
    """A spectrogram discriminator at one resolution: 2-D convolutions over log magnitude."""

    def __init__(self, fft, channels=24):
        super().__init__()
        self.fft = fft
        self.register_buffer("window", torch.hann_window(fft), persistent=False)
        norm = nn.utils.weight_norm
        c = channels
        self.layers = nn.ModuleList([
            norm(nn.Conv2d(1, c, (7, 5), (2, 2), (3, 2))),
            norm(nn.Conv2d(c, c, (5, 3), (2, 1), (2, 1))),
            norm(nn.Conv2d(c, 2 * c, (5, 3), (2, 2), (2, 1))),
            norm(nn.Conv2d(2 * c, 2 * c, (5, 3), (2, 2), (2, 1))),
            norm(nn.Conv2d(2 * c, 2 * c, (3, 3), 1, 1))])
        self.last = norm(nn.Conv2d(2 * c, 1, (3, 3), 1, 1))

    def forward(self, x):
        s = torch.stft(x, self.fft, self.fft // 4, self.fft, self.window, return_complex=True).abs()
        h = ((torch.log(s + 1e-4) + 3)[:, None] / 3).contiguous(memory_format=torch.channels_last)  # half the time of the other layout
        felt = []
        with audio.mixed(x.device):
            for layer in self.layers:
                h = F.leaky_relu(layer(h), 0.1)
                felt.append(h)
            h = self.last(h)
        return h.float(), [f.float() for f in felt]
