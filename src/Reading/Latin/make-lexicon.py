#!/usr/bin/env python3
"""make-lexicon.py INDEX.JS: english.gz from the npm package cmu-pronouncing-dictionary (CMUdict; english.LICENSE.txt).

Lines of word, tab, one character a phoneme, sorted by code points. Left out: alternatives, words with anything but letters, and words that are
only their letters' names (abc), which the reader spells anyway."""
import gzip, re, sys

VOWELS = "AA AE AH AO AW AY EH ER EY IH IY OW OY UH UW".split()
CONSONANTS = dict(zip("B CH D DH F G HH JH K L M N NG P R S SH T TH V W Y Z ZH".split(), "pqrstuvwxyzPQRSTUVWXYZ01"))
NAMES = dict(a="EY", b="B IY", c="S IY", d="D IY", e="IY", f="EH F", g="JH IY", h="EY CH", i="AY", j="JH EY", k="K EY", l="EH L", m="EH M", n="EH N", o="OW",
             p="P IY", q="K Y UW", r="AA R", s="EH S", t="T IY", u="Y UW", v="V IY", w="D AH B AH L Y UW", x="EH K S", y="W AY", z="Z IY")


def encode(phoneme):
    if phoneme[:2] in VOWELS:
        at = VOWELS.index(phoneme[:2])
        return "abcdefghijklmno"[at] if phoneme.endswith("0") else "ABCDEFGHIJKLMNO"[at]
    return CONSONANTS[phoneme]


# Of two pronunciations the one that names of things have (README, live stream): CMUdict lists the other first.
PREFERRED = dict(read="R IY1 D", live="L AY1 V", lead="L IY1 D", use="Y UW1 Z", close="K L OW1 Z")

rows = {}
for line in open(sys.argv[1], encoding="utf-8"):
    found = re.match(r"""^\s*["']?([a-z]{2,})["']?\s*:\s*["']([A-Z0-9 ]+)["']""", line)
    if not found:
        continue
    word, sounds = found.groups()
    sounds = PREFERRED.get(word, sounds)
    if re.sub(r"\d", "", sounds) == " ".join(NAMES[c] for c in word):
        continue
    rows[word] = "".join(encode(p) for p in sounds.split())
text = "".join(f"{w}\t{rows[w]}\n" for w in sorted(rows))
with gzip.GzipFile("english.gz", "wb", 9, mtime=0) as out:
    out.write(text.encode())
print(len(rows), len(text))
