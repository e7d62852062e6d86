"""score: measures a voice pack on texts that it was not trained on, and writes the report.

    score.py ../studio --hear HEAR --node NODE --dub "../../dub" --work WORK [--teacher-sound FOLDER] [--quick] [--voices hana,ken]

HEAR holds hear.mjs (a recogniser) and quality.mjs (a predicted mean opinion score); NODE is a folder in which onnxruntime-node is
installed. FOLDER/VOICE-LANG/000n.wav, if given, is the same sentences by the speaker that the pack learned from (teach.py --wav
makes them). WORK keeps sounds and answers, so that a second run measures only what changed.
"""
import argparse
import json
import os
import shlex
import subprocess
from pathlib import Path

import numpy as np

import ears

HERE = Path(__file__).resolve().parent


class Pack:
    """A pack spoken by the product."""

    def __init__(self, folder, dub):
        self.folder, self.dub = folder.resolve(), shlex.split(dub)
        self.manifest = json.loads((self.folder / "voice.json").read_text())
        self.digest = self.manifest["files"]
        self.env = {**os.environ, "DUBBING_VOICES": str(self.folder.parent)}

    def speak(self, lines, lang, voice, out, *options):
        """Line n -> OUT/000n.wav; spoken anew when the pack, the lines or the options have changed."""
        out.mkdir(parents=True, exist_ok=True)
        stamp = json.dumps([self.digest, lines, options], sort_keys=True)
        mark = out / "spoken.json"
        files = [out / f"{n + 1:04d}.wav" for n in range(len(lines))]
        if not (mark.exists() and mark.read_text() == stamp):
            (out / "lines.txt").write_text("\n".join(lines) + "\n")
            done = subprocess.run([*self.dub, "speak", "--lines", str(out / "lines.txt"), "--lang", lang, "--voice", voice, "-o", str(out), *options],
                                  env=self.env, check=True, stdout=subprocess.PIPE)
            (out / "times.jsonl").write_bytes(done.stdout)
            mark.write_text(stamp)
        return files

    def kana(self, lines, folder):
        """Japanese lines as kana, so that homophones that the recogniser writes otherwise do not count."""
        file = folder / "kana.txt"
        file.write_text("\n".join(x or "。" for x in lines) + "\n")
        out = subprocess.run([*self.dub, "read", "--lines", str(file), "--lang", "ja", "--as", "kana"], env=self.env, check=True, stdout=subprocess.PIPE).stdout
        return out.decode().splitlines()


def heard(o, pack, ear, lines, lang, files):
    """Error rate, error rate as kana (Japanese), opinion score, and the words heard."""
    words = ear.words(files, lang)
    quality = ear.quality(files)
    rate = ears.error_rate(lines, words)
    kana = ears.error_rate(pack.kana(lines, o.work), pack.kana(words, o.work)) if lang == "ja" else None
    return {"cer": rate, "kana": kana, "mos": float(np.mean(quality)), "lowest": float(np.min(quality)), "words": words, "each": quality}


def new_texts(o, pack, ear):
    """Rows of language, voice, ours, the teacher's."""
    rows = []
    for lang in o.langs:
        lines = sentences(o, lang)
        for voice in o.voices:
            ours = heard(o, pack, ear, lines, lang, pack.speak(lines, lang, voice, o.work / f"{voice}-{lang}"))
            theirs = None
            if o.teacher_sound:
                files = [o.teacher_sound / f"{voice}-{lang}" / f"{n + 1:04d}.wav" for n in range(len(lines))]
                if all(f.exists() for f in files):
                    theirs = heard(o, pack, ear, lines, lang, files)
            rows.append((lang, voice, ours, theirs))
            print(row_text(*rows[-1]), flush=True)
            listing(o.work / f"{voice}-{lang}" / "heard.tsv", lines, ours, theirs)
    return rows


def row_text(lang, voice, ours, theirs):
    def one(x):
        return f"CER {x['cer']:5.1f} %" + (f" (kana {x['kana']:.1f} %)" if x["kana"] is not None else "") + f"  MOS {x['mos']:.2f}"
    return f"{lang} {voice:5} {one(ours)}" + (f"   teacher {one(theirs)}" if theirs else "")


def listing(path, lines, ours, theirs):
    with open(path, "w") as out:
        for n, line in enumerate(lines):
            wrong = ears.error_rate([line], [ours["words"][n]])
            more = f"\t{ears.error_rate([line], [theirs['words'][n]]):.0f}\t{theirs['words'][n]}" if theirs else ""
            out.write(f"{n + 1}\t{ours['each'][n]:.2f}\t{wrong:.0f}\t{line}\t{ours['words'][n]}{more}\n")


def sentences(o, lang):
    lines = [x.strip() for x in (o.sentences / f"{lang}.txt").read_text().splitlines() if x.strip()]
    return lines[:10] if o.quick else lines[:o.limit] if o.limit else lines


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("pack", type=Path)
    a.add_argument("--hear", type=Path, required=True)
    a.add_argument("--node", type=Path, required=True)
    a.add_argument("--dub", default="./dub")
    a.add_argument("--work", type=Path, required=True)
    a.add_argument("--sentences", type=Path, default=HERE / "sentences")
    a.add_argument("--teacher-sound", type=Path)
    a.add_argument("--voices", default="", help="default: all of the pack")
    a.add_argument("--langs", default="ko,ja")
    a.add_argument("--quick", action="store_true", help="ten sentences of each kind")
    a.add_argument("--limit", type=int, default=0, help="this many sentences of each language")
    a.add_argument("--threads", type=int, default=2)
    o = a.parse_args()
    o.work.mkdir(parents=True, exist_ok=True)
    pack = Pack(o.pack, o.dub)
    o.voices = o.voices.split(",") if o.voices else [v["id"] for v in pack.manifest["voices"]]
    o.langs = o.langs.split(",")
    ear = ears.Ears(o.hear, o.node, o.work / "heard.json", o.threads)
    new_texts(o, pack, ear)


if __name__ == "__main__":
    main()
