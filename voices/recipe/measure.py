"""Numbers about sound that need no recogniser: loudness, clicks, buzz, pitch, cepstra."""
import re
import subprocess

import numpy as np
import torch

import audio
import pitch

PAUSES = {"pau", "sil"}
VOICELESS = set("ㄲㄸㅃㅉㅋㅌㅍㅊㅅㅆㅎ") | set("k s sh t ch ts h p f ky hy py ty fy kw cl A I U E O -ㄱ -ㄷ -ㅂ".split())
BETWEEN = set("ㄱㄷㅂㅈ")  # voiced or not, as their neighbours make them


def loudness(path):
    """Integrated loudness, LUFS (EBU R 128, by ffmpeg). Quieter than -70 counts as -70."""
    said = subprocess.run(["ffmpeg", "-nostdin", "-hide_banner", "-i", str(path), "-filter_complex", "ebur128", "-f", "null", "-"],
                          stderr=subprocess.PIPE, check=True).stderr.decode()
    return max(-70.0, float(re.findall(r"I:\s+(-?[\d.]+|-inf) LUFS", said)[-1].replace("-inf", "-70")))


def frames_of(times):
    """(symbol, first frame, frame after the last) of the product's times."""
    hop = audio.HOP / audio.RATE
    return [(p["symbol"], int(round(p["start"] / hop)), int(round(p["end"] / hop))) for p in times]


def steps(x, times):
    """The largest step between two samples: anywhere, in the middle of pauses, and at the file's ends."""
    jump = np.abs(np.diff(x))
    pauses = [jump[(a + 3) * audio.HOP:(b - 3) * audio.HOP] for s, a, b in frames_of(times) if s in PAUSES and b - a > 8]
    quiet = max([float(p.max()) for p in pauses if len(p)] or [0.0])
    return float(jump.max()), quiet, float(max(abs(x[0]), abs(x[-1])))


def buzz(x, times):
    """Mean correlation with itself one period later of voiceless consonants' middles: 0 is pure noise, 1 a tone."""
    c, _ = pitch.correlation(x)
    strongest = c.max(1)
    picked = [strongest[(a + b) // 2] for s, a, b in frames_of(times) if s in VOICELESS and b - a >= 5 and (a + b) // 2 < len(strongest)]
    return float(np.mean(picked)) if picked else float("nan")


def pause_level(x, times):
    """Level of the middle of pauses, dB below the loud frames; -90 at the least."""
    n = len(x) // audio.HOP
    level = 10 * np.log10(np.mean(x[:n * audio.HOP].reshape(n, audio.HOP).astype(np.float64) ** 2, 1) + 1e-10)
    inside = [level[a + 4:b - 4] for s, a, b in frames_of(times)[1:-1] if s in PAUSES and b - a > 12]
    return float(np.mean(np.concatenate(inside)) - np.percentile(level, 95)) if inside else float("nan")


def against_curve(x, wanted, times):
    """Semitones RMSE of the heard pitch against the curve (Hz a frame), share of wrong voicing, and number of frames compared."""
    middle = float(np.median(wanted[wanted > 0]))
    heard = pitch.track(x, max(40, middle / 2.6), min(800, middle * 2.6))
    n = min(len(heard), len(wanted))
    sure, silent = np.zeros(n, bool), np.zeros(n, bool)
    for s, a, b in frames_of(times):
        if s in PAUSES:
            silent[a + 5:max(a + 5, b - 5)] = True
        elif s not in VOICELESS | BETWEEN | {"sp"} and b - a >= 4:
            sure[a + 1:b - 1] = True
    voiced = sure[:n] & (heard[:n] > 0)
    apart = 12 * np.log2(heard[:n][voiced] / wanted[:n][voiced])
    wrong = (sure & (heard[:n] == 0)).sum() + (silent & (heard[:n] > 0)).sum()
    return float(np.sqrt(np.mean(apart ** 2))) if len(apart) else float("nan"), float(wrong / max(1, sure.sum() + silent.sum())), int(voiced.sum())


def cepstral_distortion(a, b):
    """Mel-cepstral distortion in dB of two log mels [MELS, T] of one timing, coefficients 1 to 13, over frames that sound in either."""
    n = min(a.shape[1], b.shape[1])
    k = np.arange(1, 14)[:, None]
    basis = np.cos(np.pi * k * (np.arange(audio.MELS) + 0.5) / audio.MELS) * np.sqrt(2 / audio.MELS)
    sounding = np.maximum(a[:, :n].mean(0), b[:, :n].mean(0)) > -8.5
    apart = basis @ (a[:, :n] - b[:, :n])[:, sounding]
    return float(np.mean(10 / np.log(10) * np.sqrt(2 * (apart ** 2).sum(0))) / np.sqrt(audio.MELS) * np.sqrt(2))


def griffin_lim(mel, rounds=40):
    """Sound of a log mel [MELS, T] with no vocoder: phases by Griffin and Lim (1984). Only a baseline."""
    filters = audio.mel_filters()
    centres = (filters * np.arange(audio.BINS)).sum(1)
    spread = np.stack([np.interp(np.arange(audio.BINS), centres, one) for one in np.eye(audio.MELS)], 1).astype(np.float32)
    magnitude = torch.exp(torch.from_numpy(spread @ mel))[None]
    window = torch.hann_window(audio.FFT)
    size = mel.shape[1] * audio.HOP
    pad = (audio.FFT - audio.HOP) // 2
    torch.manual_seed(0)
    phase = torch.rand(magnitude.shape) * 2 * np.pi
    spectrum = torch.polar(magnitude, phase)
    total = torch.nn.functional.fold((window ** 2).repeat(mel.shape[1], 1).T[None], (1, size + 2 * pad), (1, audio.FFT), stride=(1, audio.HOP))[0, 0, 0]
    for _ in range(rounds):
        frames = torch.fft.irfft(spectrum, audio.FFT, dim=1) * window[:, None]
        x = torch.nn.functional.fold(frames, (1, size + 2 * pad), (1, audio.FFT), stride=(1, audio.HOP))[0, 0, 0] / torch.clamp(total, min=1e-3)
        x = x[pad:pad + size]
        spectrum = torch.polar(magnitude, torch.angle(audio.stft(x[None], window)))
    return x.numpy()


def picture(sounds, path, seconds=4.0):
    """Spectrograms [(title, samples)] above one another, as a small PNG."""
    import matplotlib
    matplotlib.use("Agg")
    import matplotlib.pyplot as plt
    figure, axes = plt.subplots(len(sounds), 1, figsize=(7, 1.7 * len(sounds)), sharex=True)
    window = torch.hann_window(1024)
    for axis, (title, x) in zip(np.atleast_1d(axes), sounds):
        s = torch.stft(torch.from_numpy(x[:int(seconds * audio.RATE)].astype(np.float32)), 1024, 128, 1024, window, return_complex=True).abs().numpy()
        axis.imshow(np.clip(20 * np.log10(s + 1e-5), -50, 30), origin="lower", aspect="auto", cmap="gray_r", extent=(0, s.shape[1] * 128 / audio.RATE, 0, 12))
        axis.set_ylabel(f"{title}\nkHz", fontsize=8)
        axis.tick_params(labelsize=7)
    figure.tight_layout(pad=0.4)
    figure.savefig(path, dpi=75)
    plt.close(figure)
