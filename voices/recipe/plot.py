"""plot: WORK/acoustic.csv and WORK/vocoder.csv -> WORK/losses.png."""
import csv
import json
import sys
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt


def main():
    work = Path(sys.argv[1])
    figure, (left, right) = plt.subplots(1, 2, figsize=(12, 4))
    rows = [(int(r[0]), json.loads(r[2])) for r in csv.reader(open(work / "acoustic.csv"))]
    for key in ("post", "pitch", "energy", "length", "held_post", "held_length"):
        points = [(s, v[key]) for s, v in rows if key in v]
        left.plot(*zip(*points), label=key)
    left.set(title="acoustic", xlabel="step", yscale="log")
    left.legend()
    rows = [[float(x) for x in r] for r in csv.reader(open(work / "vocoder.csv"))]
    for column, key in ((2, "spectral"), (3, "mel"), (5, "felt by judges")):
        right.plot([r[0] for r in rows], [r[column] for r in rows], label=key)
    right.set(title="vocoder", xlabel="step")
    right.legend()
    figure.savefig(work / "losses.png", dpi=80)


if __name__ == "__main__":
    main()
