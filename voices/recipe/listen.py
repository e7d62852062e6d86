"""listen: the acoustic model is trained further by what a recogniser hears. Resumes from WORK/listened.pt; a line for each look at it in WORK/listened.csv.

    listen.py WORK ../studio --hear HEAR --dub ../../dub --texts A.txt B.txt --without sentences/ko.txt … --pairs sentences/ko-pairs.tsv --minutes 60

The way from text to the recogniser's answer is differentiable (durations rounded straight through): acoustic model, the pack's vocoder (frozen), resampling, noise,
room, band limits, and the recogniser. What is learned is the cross entropy of the right text, and for pairs of words that differ in one sound the likelihood of the
word said above the other, so that the recogniser's liking for a word cancels. Against flattering one ear: another tempo, pitch and voice each time, the sound spoiled in
another way, and an anchor: spectra, durations, pitch and loudness stay near those of the model that it began from, and near the recordings of WORK where there are any.
WORK is prepared (prepare.py) and has acoustic.pt of weights.py.
"""
import argparse
import copy
import csv
import json
import re
import time
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F

import acoustic
import align
import audio
import contrasts
import data
import listener
import plan
import spoil
import teach
import train_acoustic
import vocoder
import weights

KEYS = train_acoustic.KEYS
HELD = 32           # texts of which the recogniser's cross entropy is watched, never learned from
SYLLABLES = (4, 20)  # of a text: longer ones cost more than they teach
NUMBER = re.compile(r"(^|\s)(일|이|삼|사|오|육|칠|팔|구|십|백|천|만|억|영|공|하나|둘|셋|한|두|세|네|다섯|여섯|일곱|여덟|아홉|열|스물|스무|서른|마흔|쉰|예순)+\s?"
                    r"(개|명|분|시|초|월|일|년|번|원|도|퍼센트|킬로|미터|층|장|권|마리|살|호|배|주|가지|잔|시간|점|달|쪽|째|군데|줄|병|그루|사람|학년|반|단계|대|차)")


def wanted(text):
    """Whether the recogniser would write a text as it stands: no digits or foreign letters, and no numbers that it would write as digits."""
    return re.fullmatch(r"[가-힣 ,.?!]+", text) is not None and not NUMBER.search(text)


class Texts:
    """Texts and what the acoustic model wants to know of each."""

    def __init__(self, lines, dub):
        self.lines, self.features = [], []
        for at in range(0, len(lines), 400):
            part = lines[at:at + 400]
            made = []
            for n, reading in enumerate(teach.readings(dub, part, "ko")):
                symbols, phrases = teach.labels(reading)
                made.append({"id": str(n), "lang": "ko", "text": part[n], "segments": [[s] for s in symbols], "phrases": phrases})
            for label, f in zip(made, align.features_of(dub, made)):
                self.lines.append(label["text"])
                self.features.append(f)

    def batch(self, chosen, speakers):
        items = [{**self.features[c], "speaker": s, "durations": [1] * len(self.features[c]["symbols"])} for c, s in zip(chosen, speakers)]
        b = train_acoustic.features(items, range(len(items)))
        b["mask"] = b.pop("durations")
        return b


def said(model, b, tempo, lift, given=None):
    """What the model makes of a batch, as the product does. `tempo`: factor of the durations; `lift`: octaves; `given`: durations and pitch of another model's answer."""
    columns, length = model.encoder(*[b[k] for k in KEYS], b["speaker"], b["mask"])
    if given is None:
        d = torch.clamp(torch.exp(length) * tempo[:, None], 1, 60) * b["mask"]
        edges = torch.cumsum(d, 1)
        edges = edges + (torch.round(edges) - edges).detach()
        durations = torch.diff(edges, dim=1, prepend=torch.zeros(len(d), 1)) * b["mask"]
    else:
        durations = given["durations"]
    frames = durations.detach().sum(1).round().long()
    times = torch.arange(int(frames.max()))[None].expand(len(frames), -1) + 0.5
    pitch, energy = model.prosody(model.to_prosody(columns, durations, times))
    pitch = pitch + lift[:, None]
    heard = pitch if given is None else given["pitch"]
    mel = model.decoder(model.to_decoder(columns, durations, times), heard, energy)[1]
    inside = (times < frames[:, None]).float()
    return {"columns": columns, "length": length, "durations": durations, "frames": frames, "pitch": pitch, "energy": energy, "inside": inside,
            "mel": mel * inside[:, None] + audio.LOG_FLOOR * (1 - inside[:, None])}


def sounded(sounder, s, medians, random):
    """The vocoder's sound [B, T * HOP] of an answer. No gradient goes through the phases of the pulses."""
    log_f0 = torch.log(medians)[:, None] + s["pitch"].detach() * np.log(2)
    source = torch.from_numpy(np.stack([audio.pulses(f, random.random()) for f in torch.exp(log_f0).numpy()]))
    sound = sounder(s["mel"], log_f0, source, torch.randn(len(source), 2 * audio.BINS, s["mel"].shape[2]))
    return sound * s["inside"].repeat_interleave(audio.HOP, 1)


def heard(ear, sound, margin):
    return ear.heard(ear.log_mel(sound), ear.positions(sound.shape[1], margin))


def anchors(s, old, mask):
    """How far an answer is from that of the model that training began from, with the same durations and pitch."""
    frames = s["inside"] * (old["energy"] > -1.2).float()
    count = frames.sum()
    return {"mel": ((s["mel"] - old["mel"]).abs() * frames[:, None]).sum() / count / audio.MELS,
            "energy": ((s["energy"] - old["energy"]).abs() * frames).sum() / count,
            "pitch": ((s["pitch"] - old["pitch"]).abs() * frames).sum() / count,
            "length": ((s["length"] - old["length"]).abs() * mask).sum() / mask.sum()}


ANCHOR = {"mel": 1.0, "energy": 0.5, "pitch": 6.0, "length": 2.0}


def groups(model, rate, body):
    """Few parameters at the full rate (embeddings, gains, biases), and the matrices at `body` times it, where that is not zero."""
    few = [p for n, p in model.named_parameters() if p.ndim < 2 or n.endswith((".gain", ".bias")) or re.match(r"encoder\.(symbol|tone|end|from_start|to_end)\.", n)]
    known = {id(p) for p in few}
    many = [p for p in model.parameters() if id(p) not in known]
    for p in many:
        p.requires_grad_(body > 0)
    return [{"params": few, "scale": 1.0}] + ([{"params": many, "scale": body}] if body else [])


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("work", type=Path)
    a.add_argument("pack", type=Path)
    a.add_argument("--hear", type=Path, required=True)
    a.add_argument("--dub", default="./dub")
    a.add_argument("--texts", type=Path, nargs="+", required=True)
    a.add_argument("--most", type=int, default=4000, help="texts, the first files first")
    a.add_argument("--without", type=Path, nargs="*", default=[], help="texts that are kept for measuring")
    a.add_argument("--pairs", type=Path, help="words that differ in one sound (contrasts.py); those that are kept aside are not used")
    a.add_argument("--minutes", type=float, default=60)
    a.add_argument("--steps", type=int, default=100000)
    a.add_argument("--batch", type=int, default=6, help="texts in a step")
    a.add_argument("--rate", type=float, default=5e-4)
    a.add_argument("--body", type=float, default=0.05, help="rate of the matrices, as a share of --rate; 0: only embeddings, gains and biases learn")
    a.add_argument("--anchor", type=float, default=1.0, help="weight of staying near the model that it began from")
    a.add_argument("--recorded", type=float, default=1.0, help="weight of the recordings")
    a.add_argument("--every", type=int, default=50, help="steps between two looks at the texts that are held back, and two savings")
    a.add_argument("--threads", type=int, default=1)
    a.add_argument("--seed", type=int, default=1)
    o = a.parse_args()
    torch.set_num_threads(o.threads)
    torch.manual_seed(o.seed)
    random = np.random.default_rng(o.seed)
    inventory = json.loads((o.work / "symbols.json").read_text())
    voices = json.loads((o.work / "voices.json").read_text())
    medians = torch.tensor([v["median_f0"] for v in json.loads((o.pack / "voice.json").read_text())["voices"]])
    count = len(medians)

    kept = {plan.plain(t) for t in plan.texts(o.without)}
    lines = [t for t in dict.fromkeys(plan.texts(o.texts)) if wanted(t) and plan.plain(t) not in kept and SYLLABLES[0] <= len(plan.plain(t)) <= SYLLABLES[1]][:o.most]
    texts = Texts(lines, o.dub)
    order = np.random.default_rng(0).permutation(len(lines))
    held, train = order[:min(HELD, len(lines) // 4)], order[min(HELD, len(lines) // 4):]
    sets = [said for _, said in contrasts.pairs(o.pairs, False)] if o.pairs else []
    pairs = Texts([t for s in sets for t in s], o.dub) if sets else None
    starts = np.cumsum([0] + [len(s) for s in sets])

    model = acoustic.Acoustic(inventory, len(voices))
    began = torch.load(o.work / "acoustic.pt", map_location="cpu")
    model.load_state_dict(began.get("average", began["model"]))
    old = copy.deepcopy(model).eval().requires_grad_(False)
    _, state = weights.restore(o.pack)
    sounder = vocoder.Vocoder()
    sounder.load_state_dict(state, strict=False)
    sounder.eval().requires_grad_(False)
    ear = listener.Listener(o.hear)
    average = copy.deepcopy(model).eval()
    parts = groups(model, o.rate, o.body)
    optim = torch.optim.Adam(parts, o.rate, (0.9, 0.98))
    step = followed = 0
    checkpoint = o.work / "listened.pt"
    if checkpoint.exists():
        c = torch.load(checkpoint, map_location="cpu")
        model.load_state_dict(c["model"])
        average.load_state_dict(c["average"])
        optim.load_state_dict(c["optim"])
        step, followed = c["step"], c["followed"]
        random = np.random.default_rng(o.seed + step)
        torch.manual_seed(o.seed + step)
    recorded, recorded_held = data.split([i for i in data.items(o.work) if i["lang"] == "ko"]) if o.recorded else ([], [])
    recorded, recorded_held = (train_acoustic.Sentences(o.work, x, voices, "cpu") if x else None for x in (recorded, recorded_held))

    def watched(which):
        """Of the held-back texts: cross entropy a token with nothing in between and under noise and in a narrow band, and how far from the beginning."""
        fixed, rows = np.random.default_rng(0), []
        rng = torch.get_rng_state()
        torch.manual_seed(0)
        with torch.no_grad():
            for at in range(0, len(held), 8):
                mine = held[at:at + 8]
                b = texts.batch(mine, [(at + i) % count for i in range(len(mine))])
                one, none = torch.ones(len(mine)), torch.zeros(len(mine))
                s = said(which, b, one, none)
                far = anchors(s, said(old, b, one, none, s), b["mask"])
                x = sounded(sounder, s, medians[b["speaker"]], fixed)
                row = [float(far[k]) for k in ("mel", "length")]
                for y in (x, spoil.band(spoil.noisy(x, 15), 300, 3400)):
                    loss, n = ear.text_loss(heard(ear, y, listener.MARGIN), [" " + texts.lines[c] for c in mine], "ko")
                    row.append(float((loss / n).mean()))
                rows.append(row)
            far = {}
            if recorded_held:
                b = recorded_held.batch(range(min(16, len(recorded_held.items))), 128, np.random.default_rng(0), "cpu")
                far = {"recorded_" + k: round(float(v), 4) for k, v in train_acoustic.losses(which, b, 40, 1.0, 0.2).items() if k != "mel"}
        torch.set_rng_state(rng)
        return {**dict(zip(("mel", "length", "clear", "telephone"), np.round(np.mean(rows, 0), 4).tolist())), **far}

    log = open(o.work / "listened.csv", "a")
    write = csv.writer(log)

    def tell(minutes, row):
        write.writerow([step, round(minutes, 2), json.dumps(row)])
        log.flush()
        print(step, round(minutes, 2), row, flush=True)

    print(f"{len(train)} texts, {len(held)} held back, {len(sets)} sets of words, {sum(p.numel() for g in parts for p in g['params'])} parameters", flush=True)
    begun, sums, steps = time.time(), {}, 0
    if not step:
        tell(0, watched(old))
    while step < o.steps and time.time() - begun < 60 * o.minutes:
        done = min(1, (time.time() - begun) / 60 / o.minutes)
        for g in optim.param_groups:
            g["lr"] = o.rate * g["scale"] * min(1, (step + 1) / 20) * max(0.05, 0.5 * (1 + np.cos(np.pi * done)))
        model.train()  # dropout is a part of what keeps it honest
        chosen = random.choice(train, o.batch, replace=False)
        speakers = random.integers(count, size=o.batch)
        tempo, lift = (torch.tensor(v, dtype=torch.float32) for v in (random.uniform(0.9, 1.1, o.batch), random.normal(0, 0.08, o.batch)))
        found = {}
        b = texts.batch(chosen, speakers)
        s = said(model, b, tempo, lift)
        with torch.no_grad():
            before = said(old, b, tempo, lift, {"durations": s["durations"].detach(), "pitch": s["pitch"].detach()})
        for k, v in anchors(s, before, b["mask"]).items():
            found["far_" + k] = v
        sound = spoil.spoiled(sounded(sounder, s, medians[b["speaker"]], random), random)
        loss, n = ear.text_loss(heard(ear, sound, int(random.integers(40, 120))), [" " + texts.lines[c] for c in chosen], "ko")
        found["text"] = (loss / n).mean()
        if sets:
            found["pair"] = pair_loss(model, sounder, ear, pairs, sets, starts, int(random.integers(len(sets))), int(random.integers(count)), medians, random)
        total = found["text"] + found.get("pair", 0) + o.anchor * sum(ANCHOR[k] * found["far_" + k] for k in ANCHOR)
        if recorded:
            made = train_acoustic.losses(model, recorded.batch(random.choice(len(recorded.items), 8, replace=len(recorded.items) < 8), 96, random, "cpu"), 40, 0.5, 0.2)
            found["recorded"] = sum(train_acoustic.WEIGHTS[k] * v for k, v in made.items())
            total = total + o.recorded * found["recorded"]
        optim.zero_grad()
        total.backward()
        size = sum(torch.nn.utils.clip_grad_norm_([p], 0.3) for g in parts for p in g["params"] if p.grad is not None)  # each alone: the slope along durations is hundreds of times steeper
        step += 1
        if not torch.isfinite(size):
            print(f"step {step} is left out: {({k: float(v) for k, v in found.items()})}", flush=True)
            continue
        optim.step()
        train_acoustic.follow(average, model, followed)
        followed += 1
        found["slope"] = size
        steps += 1
        for k, v in found.items():
            sums[k] = sums.get(k, 0) + float(v)
        if step % o.every == 0:
            row = {k: round(v / steps, 4) for k, v in sums.items()}
            sums, steps = {}, 0
            tell((time.time() - begun) / 60, {**row, **{"held_" + k: v for k, v in watched(average).items()}})
            save(checkpoint, model, average, optim, step, followed)
    save(checkpoint, model, average, optim, step, followed)


def pair_loss(model, sounder, ear, texts, sets, starts, which, speaker, medians, random):
    """-log of the chance that two words of a set are told apart: what each is likelier to be than the other, summed, so that a liking for one of them cancels."""
    chosen = random.choice(len(sets[which]), 2, replace=False) + starts[which]
    b = texts.batch(chosen, [speaker, speaker])
    one = torch.full((2,), float(random.uniform(0.9, 1.1)))
    s = said(model, b, one, torch.full((2,), float(random.normal(0, 0.08))))
    sound = spoil.spoiled(sounded(sounder, s, medians[b["speaker"]], random), random, same=True)
    into = heard(ear, sound, 60)
    words = [" " + texts.lines[c] for c in chosen]
    right, _ = ear.text_loss(into, words, "ko")
    other, _ = ear.text_loss(into, words[::-1], "ko")
    return F.softplus(-(other - right).sum() / 2)


def save(path, model, average, optim, step, followed):
    torch.save({"model": model.state_dict(), "average": average.state_dict(), "optim": optim.state_dict(), "step": step, "followed": followed}, path.with_suffix(".tmp"))
    path.with_suffix(".tmp").replace(path)


if __name__ == "__main__":
    main()
