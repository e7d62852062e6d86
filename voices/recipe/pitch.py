"""pitch: the fundamental frequency of recordings, for those that come without labels.

Normalised cross-correlation and dynamic programming over its peaks (RAPT; Talkin 1995, "A Robust Algorithm for Pitch Tracking").
"""
import numpy as np

import audio

LOW, HIGH = 55.0, 550.0        # Hz
WINDOW = int(0.03 * audio.RATE)
CANDIDATES = 12
VOICELESS = 0.48               # correlation that a voiced frame has to beat
OCTAVE = 0.06                  # what each octave of longer period costs: half the pitch correlates as well as the pitch
JUMP = 1.2                     # what an octave of change between two frames costs
TURN = 0.22                    # what beginning or ending a voiced stretch costs


def correlation(x):
    """Normalised cross-correlation [frames, lags] of sound at every frame's centre, and the shortest lag. Rows of silence are zero."""
    short, long = int(audio.RATE / HIGH), int(audio.RATE / LOW) + 1
    n = len(x) // audio.HOP
    span = WINDOW + long
    pad = span // 2 + 1
    padded = np.pad(np.asarray(x, np.float64), (pad, span + audio.HOP))
    starts = np.arange(n) * audio.HOP + audio.HOP // 2 + pad - span // 2
    size = 1 << int(np.ceil(np.log2(span + WINDOW)))
    found = np.zeros((n, long - short + 1))
    loud = np.sqrt(np.mean(padded ** 2)) + 1e-9
    for a in range(0, n, 256):
        rows = padded[starts[a:a + 256, None] + np.arange(span)]
        rows = rows - rows.mean(1, keepdims=True)
        first = rows[:, :WINDOW]
        cross = np.fft.irfft(np.conj(np.fft.rfft(first, size)) * np.fft.rfft(rows, size), size)[:, short:long + 1]
        square = np.concatenate([np.zeros((len(rows), 1)), np.cumsum(rows ** 2, 1)], 1)
        lags = np.arange(short, long + 1)
        here = square[:, WINDOW, None]
        there = square[:, lags + WINDOW] - square[:, lags]
        floor = WINDOW * (0.02 * loud) ** 2
        found[a:a + 256] = cross / np.sqrt((here + floor) * (there + floor))
    return found, short


def track(x, low=LOW, high=HIGH):
    """F0 in Hz for each frame of audio.HOP samples, 0 where it is not voiced. Between low and high, Hz."""
    c, short = correlation(x)
    n, lags = c.shape
    heights = audio.RATE / (np.arange(lags) + short)
    c = np.where((heights >= low) & (heights <= high), c, 0)
    peak = np.zeros_like(c, bool)
    peak[:, 1:-1] = (c[:, 1:-1] > c[:, :-2]) & (c[:, 1:-1] >= c[:, 2:])
    strength = np.where(peak, c - OCTAVE * np.log2((np.arange(lags) + short) / short), -1)
    best = np.argpartition(-strength, CANDIDATES, 1)[:, :CANDIDATES]
    rows = np.arange(n)[:, None]
    value = strength[rows, best]
    inner = np.clip(best, 1, lags - 2)
    a, b, d = c[rows, inner - 1], c[rows, inner], c[rows, inner + 1]
    bend = a - 2 * b + d
    period = best + short + np.where(np.abs(bend) > 1e-9, np.clip(0.5 * (a - d) / np.where(np.abs(bend) > 1e-9, bend, 1), -0.5, 0.5), 0)
    height = np.log2(audio.RATE / period)
    # States: the candidates, and voiceless at the end.
    reward = np.concatenate([np.where(value > 0, value, -9), np.full((n, 1), VOICELESS - OCTAVE * 1.5)], 1)
    total, back = reward[0].copy(), np.zeros((n, CANDIDATES + 1), int)
    for t in range(1, n):
        step = np.full((CANDIDATES + 1, CANDIDATES + 1), -TURN)
        step[:-1, :-1] = -JUMP * np.abs(height[t - 1][:, None] - height[t][None])
        step[-1, -1] = 0
        option = total[:, None] + step
        back[t] = option.argmax(0)
        total = option[back[t], np.arange(CANDIDATES + 1)] + reward[t]
    f0 = np.zeros(n)
    state = int(total.argmax())
    for t in range(n - 1, -1, -1):
        if state < CANDIDATES:
            f0[t] = 2 ** height[t, state]
        state = back[t, state]
    return f0


def tracks(sounds):
    """F0 of each of a speaker's sounds: once freely, then again within an octave around the speaker's median, which rules out most octave errors."""
    first = [track(x) for x in sounds]
    voiced = np.concatenate([f[f > 0] for f in first] or [np.zeros(0)])
    if not len(voiced):
        return first
    middle = float(np.median(voiced))
    low, high = max(LOW, middle / 1.9), min(HIGH, middle * 2.1)
    return [f if ((f == 0) | ((f >= low) & (f <= high))).all() else track(x, low, high) for f, x in zip(first, sounds)]
