"""prepare: recordings + labels -> one folder of arrays that both trainings read.

    prepare.py SPEECH_FOLDER WORK_FOLDER --dub "./dub" [--labels LABELS_FOLDER]

SPEECH_FOLDER holds <voice>.jsonl label files and the sound they name. The symbols and features come from the
product itself (`dub symbols`, `dub features`); a label that the reading cannot produce stops the run. LABELS_FOLDER holds labels of
sentences that were never spoken (`teach.py --labels`): durations, pitch and loudness are learned from them too. Run again with more
recordings, it adds them; a voice's median pitch stays as it was first.
"""
import argparse
import json
import shlex
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

import audio

EDGE = 12  # frames of silence kept at both ends


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("speech", type=Path)
    a.add_argument("work", type=Path)
    a.add_argument("--dub", default="./dub", help="the product's command line")
    a.add_argument("--limit", type=int, default=0, help="sentences of each voice; 0 for all")
    a.add_argument("--labels", type=Path, help="labels without sound")
    a.add_argument("--jobs", type=int, default=2)
    o = a.parse_args()
    dub = shlex.split(o.dub)
    (o.work / "sound").mkdir(parents=True, exist_ok=True)
    inventory = json.loads(subprocess.run([*dub, "symbols"], check=True, stdout=subprocess.PIPE).stdout)
    (o.work / "symbols.json").write_text(json.dumps(inventory, ensure_ascii=False))
    known = o.work / "voices.json"
    medians = {v["id"]: v["median_f0"] for v in json.loads(known.read_text())} if known.exists() else {}
    voices, items, unspoken = [], [], []
    for file in sorted(o.speech.glob("*.jsonl")):
        lines = file.read_text().splitlines()
        lines = lines[::max(1, len(lines) // o.limit)][:o.limit] if o.limit else lines
        heard = np.concatenate([np.asarray(json.loads(x)["f0"], np.float32) for x in lines])
        voices.append({"id": file.stem, "median_f0": medians.get(file.stem, float(np.median(heard[heard > 0])))})
        items += described(dub, lines, len(voices) - 1)
        more = o.labels / file.name if o.labels else None
        if more and more.exists():
            unspoken += described(dub, more.read_text().splitlines(), len(voices) - 1)
    with open(o.work / "labels.jsonl", "w") as out:
        for i in unspoken:
            i["f0"] = [round(float(f), 1) for f in audio.continuous(i["f0"], voices[i["speaker"]]["median_f0"])]
            out.write(json.dumps(i, ensure_ascii=False) + "\n")
    with ThreadPoolExecutor(o.jobs) as pool:
        list(pool.map(lambda i: store(o, i, voices), items))
    (o.work / "voices.json").write_text(json.dumps(voices))
    with open(o.work / "items.jsonl", "w") as out:
        for i in items:
            out.write(json.dumps(i, ensure_ascii=False) + "\n")
    print(f"{len(items)} sentences, {sum(i['frames'] for i in items) * audio.HOP / audio.RATE / 60:.1f} minutes, {len(voices)} voices")


def described(dub, lines, speaker):
    """The items of label lines, with the product's symbols and features."""
    features = subprocess.run([*dub, "features"], input="\n".join(lines).encode(), check=True, stdout=subprocess.PIPE).stdout
    found = []
    for label, f in zip(map(json.loads, lines), map(json.loads, features.decode().splitlines())):
        assert label["id"] == f["id"]
        found.append(trimmed(label, f, speaker))
    return found


def trimmed(label, features, speaker):
    """Cuts the silence at both edges to EDGE frames."""
    seg = label["segments"]
    first = max(0, seg[0][2] - EDGE)
    last = min(label["frames"], seg[-1][1] + EDGE)
    starts = [max(first, s[1]) for s in seg]
    durations = [b - a for a, b in zip(starts, starts[1:] + [last])]
    item = {**features, "lang": label["lang"], "speaker": speaker, "text": label["text"],
            "first": first, "frames": last - first, "durations": durations, "f0": label["f0"][first:last]}
    item.update({"energy": label["energy"][first:last]} if "energy" in label else {})
    return {**item, "file": label["file"]} if "file" in label else item


def store(o, item, voices):
    target = o.work / "sound" / f"{item['id']}.npz"
    f0 = audio.continuous(item.pop("f0"), voices[item["speaker"]]["median_f0"])
    if target.exists():
        return
    x = audio.decode(o.speech / item["file"])
    a, n = item["first"] * audio.HOP, item["frames"] * audio.HOP
    x = np.pad(x, (0, max(0, a + n - len(x))))[a:a + n]
    np.savez(target, sound=np.round(x * 32767).clip(-32768, 32767).astype(np.int16), f0=f0)


if __name__ == "__main__":
    main()
