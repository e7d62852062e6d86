"""
The acoustic model: Tacotron-style, with explicit durations (Non-Attentive Tacotron, 2010.04301; Parallel Tacotron,
2010.11439) and pitch and energy between text and mel (FastPitch, 2006.06873). Convolutions only. Three graphs:
encode (symbols -> columns, durations), prosody (columns, durations -> pitch, energy), decode (all of it -> mel),
so that whatever one predicts can be edited before the next one hears it.
"""
import torch
from torch import nn
from torch.nn import functional as F

import audio
from vocoder import ChannelNorm, Residual

CHANNELS = 256
DROPOUT = 0.1


class Encoder(nn.Module):
    """symbols, tones, ends, from_start, to_end [B, N] (int64), speaker [B], mask [B, N] -> columns [B, C, N], log durations [B, N]."""

    def __init__(self, inventory, speakers, channels=CHANNELS):
        super().__init__()
        self.symbol = nn.Embedding(len(inventory["symbols"]), channels)
        self.tone = nn.Embedding(inventory["tones"], channels)
        self.end = nn.Embedding(len(inventory["ends"]), channels)
        self.from_start = nn.Embedding(inventory["positions"], channels)
        self.to_end = nn.Embedding(inventory["positions"], channels)
        self.speaker = nn.Embedding(speakers, channels)
        for e in (self.symbol, self.tone, self.end, self.from_start, self.to_end, self.speaker):
            nn.init.normal_(e.weight, std=0.3)
        self.body = nn.ModuleList([Residual(channels, 5, DROPOUT) for _ in range(6)])
        self.norm = ChannelNorm(channels)
        self.duration = nn.ModuleList([Residual(channels, 3, 0.2) for _ in range(2)])
        self.length = nn.Conv1d(channels, 1, 1)
        nn.init.constant_(self.length.bias, 1.6)

    def forward(self, symbols, tones, ends, from_start, to_end, speaker, mask):
        m = mask[:, None]
        x = self.symbol(symbols) + self.tone(tones) + self.end(ends) + self.from_start(from_start) + self.to_end(to_end)
        x = (x + self.speaker(speaker)[:, None]).transpose(1, 2) * m
        for block in self.body:
            x = block(x) * m
        columns = self.norm(x) * m
        d = columns.detach() if self.training else columns
        for block in self.duration:
            d = block(d) * m
        return columns, self.length(d)[:, 0]


class Upsampler(nn.Module):
    """Gaussian upsampling with learned widths: columns [B, C, N], durations [B, N] in frames (0 = padding), times [B, T] -> [B, C, T]."""

    def __init__(self, channels=CHANNELS):
        super().__init__()
        self.width = nn.Conv1d(channels, 1, 1)
        nn.init.zeros_(self.width.weight)
        self.enter = nn.Conv1d(channels + 2, channels, 1)

    def forward(self, columns, durations, times):
        centre = torch.cumsum(durations, 1) - durations / 2
        width = durations * (0.1 + 0.4 * torch.sigmoid(self.width(columns)[:, 0])) + 0.3
        away = (times[:, :, None] - centre[:, None]) / width[:, None]
        score = -0.5 * away * away - torch.log(width)[:, None] - 1e4 * (durations <= 0).float()[:, None]
        w = torch.softmax(score, 2).transpose(1, 2)
        place = torch.stack([(w * (away * width[:, None]).transpose(1, 2) / (durations[:, :, None] + 1)).sum(1),
                             (w * torch.log(durations + 1)[:, :, None]).sum(1) - 2], 1)
        return self.enter(torch.cat([columns @ w, place], 1))


class Prosody(nn.Module):
    """upsampled [B, C, T] -> pitch in octaves above the voice's median [B, T], energy (log RMS of the frame, scaled) [B, T]."""

    def __init__(self, channels=CHANNELS):
        super().__init__()
        self.narrow = nn.Conv1d(channels, 192, 1)
        self.body = nn.Sequential(*[Residual(192, 5, DROPOUT) for _ in range(4)], ChannelNorm(192))
        self.leave = nn.Conv1d(192, 2, 1)

    def forward(self, x):
        pitch, energy = self.leave(self.body(self.narrow(x))).split(1, 1)
        return pitch[:, 0], energy[:, 0]


class Decoder(nn.Module):
    """upsampled [B, C, T], pitch [B, T], energy [B, T] -> mel before and after the post-net [B, MELS, T]."""

    def __init__(self, channels=CHANNELS):
        super().__init__()
        self.pitch = nn.Conv1d(1, channels, 5, padding=2)
        self.energy = nn.Conv1d(1, channels, 3, padding=1)
        self.body = nn.Sequential(*[Residual(channels, 5, 0.05) for _ in range(6)], ChannelNorm(channels))
        self.mel = nn.Conv1d(channels, audio.MELS, 1)
        self.widen = nn.Conv1d(audio.MELS, channels, 5, padding=2)
        self.post = nn.Sequential(*[Residual(channels, 5, 0.05) for _ in range(2)], ChannelNorm(channels))
        self.rest = nn.Conv1d(channels, audio.MELS, 1)

    def forward(self, x, pitch, energy):
        h = self.body(x + self.pitch(pitch[:, None]) + self.energy(energy[:, None]))
        first = self.mel(h)
        second = first + self.rest(self.post(h + self.widen(first)))
        return first * 2.5 - 5, second * 2.5 - 5


class Acoustic(nn.Module):
    def __init__(self, inventory, speakers):
        super().__init__()
        self.encoder = Encoder(inventory, speakers)
        self.to_prosody = Upsampler()
        self.prosody = Prosody()
        self.to_decoder = Upsampler()
        self.decoder = Decoder()


class EncodeGraph(nn.Module):
    """Graph 1."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, symbols, tones, ends, from_start, to_end, speaker, mask):
        columns, length = self.model.encoder(symbols, tones, ends, from_start, to_end, speaker, mask)
        return columns, torch.exp(length)


class ProsodyGraph(nn.Module):
    """Graph 2."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, columns, durations, times):
        return self.model.prosody(self.model.to_prosody(columns, durations, times))


class DecodeGraph(nn.Module):
    """Graph 3."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, columns, durations, times, pitch, energy):
        return self.model.decoder(self.model.to_decoder(columns, durations, times), pitch, energy)[1]


def energy_of(mel):
    """Energy of each frame from its log mel [..., MELS, T]: log of the mean magnitude, about -2 … 2."""
    return (torch.log(torch.exp(mel).mean(-2)) + 5) / 2
