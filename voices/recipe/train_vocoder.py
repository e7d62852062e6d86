"""train-vocoder: mel + pitch -> sound. Resumes from WORK/vocoder.pt; writes losses to WORK/vocoder.csv."""
import argparse
import csv
import time
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F

import audio
import data
import vocoder

RESOLUTIONS = [256, 512, 1024, 2048]


def spectral_loss(x, y, windows):
    total = 0
    for n in RESOLUTIONS:
        w = windows[n]
        a = torch.stft(x, n, n // 4, n, w, return_complex=True).abs()
        b = torch.stft(y, n, n // 4, n, w, return_complex=True).abs()
        total = total + (torch.log(a + 1e-4) - torch.log(b + 1e-4)).abs().mean() + (a - b).norm() / (b.norm() + 1e-3) * 0.5
    return total / len(RESOLUTIONS)


def main():
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("work", type=Path)
    a.add_argument("--steps", type=int, default=20000)
    a.add_argument("--minutes", type=float, default=1e9, help="stop after this long")
    a.add_argument("--batch", type=int, default=8)
    a.add_argument("--frames", type=int, default=64, help="length of a training crop")
    a.add_argument("--rate", type=float, default=6e-4)
    a.add_argument("--adversary", type=int, default=4000, help="step at which the judges join")
    a.add_argument("--predicted", type=float, default=0, help="share of crops taken from the acoustic model's mels (WORK/predicted)")
    a.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    a.add_argument("--seed", type=int, default=1)
    o = a.parse_args()
    torch.manual_seed(o.seed)
    random = np.random.default_rng(o.seed)
    train, held = data.split(data.items(o.work))
    sounds = data.Sounds(o.work, train + held)
    model = vocoder.Vocoder().to(o.device)
    judges = torch.nn.ModuleList([vocoder.Judge(n) for n in RESOLUTIONS]).to(o.device)
    mel = audio.Mel().to(o.device)
    windows = {n: torch.hann_window(n, device=o.device) for n in RESOLUTIONS}
    optim = torch.optim.AdamW(model.parameters(), o.rate, (0.8, 0.98), weight_decay=1e-3)
    judge_optim = torch.optim.AdamW(judges.parameters(), 3e-4, (0.8, 0.98), weight_decay=1e-3)
    step = 0
    checkpoint = o.work / "vocoder.pt"
    if checkpoint.exists():
        c = torch.load(checkpoint, map_location=o.device)
        model.load_state_dict(c["model"])
        if "optim" in c:  # not when the weights come from a pack
            optim.load_state_dict(c["optim"])
        if "judges" in c:
            judges.load_state_dict(c["judges"])
            judge_optim.load_state_dict(c["judge_optim"])
        step = c["step"]
        random = np.random.default_rng(o.seed + step)
        torch.manual_seed(o.seed + step)
    log = open(o.work / "vocoder.csv", "a")
    write = csv.writer(log)
    began, sums, count = time.time(), np.zeros(5), 0

    def save():
        torch.save({"model": model.state_dict(), "optim": optim.state_dict(), "judges": judges.state_dict(),
                    "judge_optim": judge_optim.state_dict(), "step": step}, checkpoint.with_suffix(".tmp"))
        checkpoint.with_suffix(".tmp").replace(checkpoint)

    while step < o.steps and time.time() - began < 60 * o.minutes:
        for g in optim.param_groups:
            done = min(1, max(step / o.steps, (time.time() - began) / 60 / o.minutes))
            g["lr"] = o.rate * min(1, (step + 1) / 200) * max(0.05, 0.5 * (1 + np.cos(np.pi * done)))
        x, f0, source, shown = sounds.crops(random, train, o.batch, o.frames, o.predicted)
        x, log_f0, source = (torch.from_numpy(v).to(o.device) for v in (x, np.log(f0), source))
        with torch.no_grad():
            m = mel(x)
            for i, p in enumerate(shown):
                if p is not None:
                    m[i] = torch.from_numpy(p).to(o.device)
        y = model.train_forward(m, log_f0, source, torch.randn(len(x), 2 * audio.BINS, o.frames, device=o.device))
        spectral = spectral_loss(y, x, windows)
        mels = (mel(y) - mel(x)).abs().mean()
        loss = spectral + mels
        fooled = felt = judged = torch.zeros(())
        if step >= o.adversary:
            if step % 2 == 0:
                judged = 0
                for j in judges:
                    real, _ = j(x)
                    fake, _ = j(y.detach())
                    judged = judged + F.relu(1 - real).mean() + F.relu(1 + fake).mean()
                judge_optim.zero_grad()
                judged.backward()
                judge_optim.step()
            judges.requires_grad_(False)
            fooled = felt = 0
            for j in judges:
                with torch.no_grad():
                    _, want = j(x)
                fake, got = j(y)
                fooled = fooled - fake.mean()
                felt = felt + sum((p - q).abs().mean() for p, q in zip(want, got)) / len(got)
            judges.requires_grad_(True)
            grow = min(1, (step - o.adversary) / 1000)
            loss = loss + grow * (0.2 * fooled + felt)
        optim.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        optim.step()
        step += 1
        sums += [float(spectral), float(mels), float(fooled), float(felt), float(judged)]
        count += 1
        if step % 100 == 0:
            sums /= count
            write.writerow([step, round((time.time() - began) / 60, 2), *np.round(sums, 4)])
            log.flush()
            print(step, f"{(time.time() - began) / count / max(1, 1):.0f}", *np.round(sums, 3), flush=True)
            sums, count = np.zeros(5), 0
        if step % 500 == 0:
            save()
    save()


if __name__ == "__main__":
    main()
