"""contrasts: words that differ in one sound, by kind of sound (`sentences/ko-pairs.tsv`), told apart by the recogniser's forced choice.

Every third line is kept aside: with it a voice is measured, with the others whatever is chosen by listening is chosen. A recogniser likes some words better than
others whatever is said, so that a word counts as heard when its likelihood, above its mean over what was said of its pair, is the highest.
"""
from pathlib import Path

import numpy as np

import audio
import ears


def pairs(file, kept):
    """(kind, [sentence, …]) of the lines that are kept aside, or of the others."""
    lines = [x.split("\t") for x in Path(file).read_text().splitlines() if x.strip() and not x.startswith("#")]
    return [(kind, [frame.format(w) for w in words.split()]) for n, (kind, frame, words) in enumerate(lines) if (n % 3 == 2) == kept]


def told_apart(ear, sets, sounds, lang="ko"):
    """kind -> [right, of], and what was confused. `sounds`: the files of all sentences of all sets, in order."""
    jobs, files = [], iter(sounds)
    for _, said in sets:
        for _ in said:
            jobs.append((np.pad(audio.decode(next(files)), (4800, 4800)), lang, said + [" " + s for s in said]))
    found, at, count, wrong = ears.likelihoods(ear, jobs), 0, {}, []
    for kind, said in sets:
        n = len(said)
        table = np.array([np.logaddexp(f[:n], f[n:2 * n]) for f in found[at:at + n]])
        at += n
        chosen = (table - table.mean(0)).argmax(1)
        row = count.setdefault(kind, [0, 0])
        row[0] += int((chosen == np.arange(n)).sum())
        row[1] += n
        wrong += [f"{said[i]} → {said[chosen[i]]}" for i in range(n) if chosen[i] != i]
    return count, wrong
