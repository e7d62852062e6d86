"""plan: which sentences to have spoken, in which order, so that what is finished at any moment is balanced.

    plan.py PLAN.tsv --voices kf1,kf2,km1,km2 --ko A.txt B.txt --ja C.txt --share 0.65 --dub "../../dub" --without sentences/ko.txt sentences/ja.txt

Greedy: the next sentence is the one that adds most that has not been heard often, for each syllable it costs: pairs of sounds (and where in the accent phrase they
stand), threes of sounds, those with tense, aspirated and clustered consonants twice. Texts that are kept for measuring (--without) and repeated ones are left out.
A .tsv among the texts has the text in its second column.
"""
import argparse
import heapq
import random
import re
from collections import Counter
from pathlib import Path

import teach

HARD = set(teach.TENSE + teach.ASPIRATED + "ㅆㅎ")
COST = 5            # syllables that a file costs beside its own: the silence around it
SYLLABLE = 0.165    # seconds, about
LEAST, MOST = 8, 44  # syllables of a sentence


def texts(files):
    found = []
    for f in files:
        for line in f.read_text().splitlines():
            line = line.split("\t")[1] if f.suffix == ".tsv" else line
            if line.strip():
                found.append(line.strip())
    return found


def plain(text):
    """A text as it is compared: letters and digits alone."""
    return re.sub(r"\W", "", text)


def contents(reading):
    """What a sentence has to offer: its pairs and threes of sounds with their weights, and its syllables."""
    symbols, phrases = teach.labels(reading)
    units, ends, vowels = 0, set(), teach.VOWELS if reading["language"] == "ko" else None
    for p in phrases:
        units += p[0]
        ends.add(units)
    firsts, out, at = {0} | ends, {}, 0
    for i, (a, b) in enumerate(zip(symbols, symbols[1:])):
        place = "first" if at in firsts else "last" if at + 1 in ends else "inside"
        at += a in vowels if vowels else a in teach.MORAIC
        hard = 2 if a in HARD or b in HARD or (vowels and a not in vowels and b not in vowels and i and {a, b}.isdisjoint(teach.PAUSES | {"sp"})) else 1
        out[(a, b)] = 2.0 * hard
        out[(a, b, place)] = 0.7 * hard
        if i + 2 < len(symbols):
            out[(a, b, symbols[i + 2], "three")] = 0.5 * hard
    return out, units


def ordered(candidates, seconds):
    """The texts (text -> (contents, syllables)) in order of what they add, until they last as long as asked."""
    heard, chosen, spent = Counter(), [], 0.0

    def worth(text):
        parts, units = candidates[text]
        return sum(w / (1 + heard[k]) ** 1.5 for k, w in parts.items()) / (units + COST)
    heap = [(-worth(t), t) for t in candidates]
    heapq.heapify(heap)
    while heap and spent < seconds:
        old, text = heapq.heappop(heap)
        now = -worth(text)
        if heap and now > heap[0][0] + 1e-12:
            heapq.heappush(heap, (now, text))
            continue
        chosen.append(text)
        heard.update(candidates[text][0].keys())
        spent += (candidates[text][1] + COST) * SYLLABLE
    return chosen


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("plan", type=Path)
    a.add_argument("--voices", default="kf1,kf2,km1,km2")
    a.add_argument("--ko", type=Path, nargs="*", default=[])
    a.add_argument("--ja", type=Path, nargs="*", default=[])
    a.add_argument("--share", type=float, default=0.65, help="of the time that is Korean")
    a.add_argument("--minutes", type=float, default=120, help="of speech, about")
    a.add_argument("--most", type=int, default=6000, help="candidates of each language that are looked at, the first files first")
    a.add_argument("--without", type=Path, nargs="*", default=[])
    a.add_argument("--dub", default="./dub")
    o = a.parse_args()
    kept = {plain(t) for t in texts(o.without)}
    voices, queues = o.voices.split(","), {}
    for lang, files in (("ko", o.ko), ("ja", o.ja)):
        lines = []
        for f in files:
            mine = texts([f])
            random.Random(1).shuffle(mine)
            lines += mine
        lines = [t for t in dict.fromkeys(lines) if plain(t) not in kept and not re.search(r"[ㄱ-ㅎㅏ-ㅣ]|[ㅋㅎㅠㅜ]{2}", t)][:o.most]
        candidates = {}
        for text, reading in zip(lines, teach.readings(o.dub, lines, lang) if lines else []):
            if reading["language"] == lang and reading["phrases"]:
                parts, units = contents(reading)
                if LEAST <= units <= MOST:
                    candidates[text] = (parts, units)
        share = o.share if lang == "ko" else 1 - o.share
        queues[lang] = (ordered(candidates, 60 * o.minutes * share), candidates)
        print(f"{lang}: {len(queues[lang][0])} of {len(candidates)} sentences")
    spent, count, rows = {"ko": 0.0, "ja": 0.0}, {"ko": 0, "ja": 0}, []
    while any(count[l] < len(q[0]) for l, q in queues.items()):
        ready = [l for l, q in queues.items() if count[l] < len(q[0])]
        lang = min(ready, key=lambda l: spent[l] / max(1e-9, o.share if l == "ko" else 1 - o.share))
        text = queues[lang][0][count[lang]]
        spent[lang] += queues[lang][1][text][1] + COST
        rows.append((voices[count[lang] % len(voices)], lang, text))
        count[lang] += 1
    o.plan.write_text("".join("\t".join(r) + "\n" for r in rows))


if __name__ == "__main__":
    main()
