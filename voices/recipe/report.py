"""What score.py measured, as Markdown. Where a goal is stated, each line says whether it is reached."""

from pathlib import Path

GOALS = {"cer": 2.0, "mos": 0.3, "pitch": 1.0, "factor": 0.08, "first": 0.3}


def written(r):
    parts = [f"# How the pack “{r['pack']}” speaks\n\nWritten by `voices/recipe/score.py`; version {r['version']}, {r['size'] / 1e6:.1f} MB."
             + (" A quick run: ten sentences where a full one has sixty, and so on." if r.get("quick") else "")]
    for key, part in (("texts", texts), ("difficult", difficult), ("contrasts", contrasts), ("baselines", baselines), ("pitch", pitch), ("lengths", lengths), ("tunes", tunes), ("pairs", pairs), ("hard", hard), ("held", held),
                      ("sound", sound), ("speed", speed), ("pictures", pictures)):
        if r.get(key):
            parts.append(part(r[key]))
    missing = [name for key, name in (("texts", "error rate and opinion score"), ("difficult", "lines full of hard sounds"), ("contrasts", "words that differ in one sound"), ("baselines", "baselines"), ("pitch", "pitch"), ("lengths", "durations"), ("tunes", "accents and tunes"),
                                      ("pairs", "minimal pairs"), ("hard", "hard sentences"), ("held", "held-back recordings"), ("sound", "level, clicks and buzz"), ("speed", "speed")) if not r.get(key)]
    if missing:
        parts.insert(1, f"Not measured in this run: {', '.join(missing)}. Voices and languages that a table lacks were not measured either.")
    parts.append((Path(__file__).parent / "peers.md").read_text().strip())
    return "\n\n".join(parts) + "\n"


def table(head, rows):
    return "\n".join(["| " + " | ".join(head) + " |", "|" + "---|" * len(head), *("| " + " | ".join(str(c) for c in row) + " |" for row in rows)])


def yes(reached):
    return "yes" if reached else "**no**"


def known(value, form):
    return "" if value is None else format(value, form)


def text_table(rows):
    out = []
    for x in rows:
        a, b = x["ours"], x["theirs"]
        key = "kana" if a["kana"] is not None else "cer"
        out.append([x["lang"], x["voice"], x["count"], f"{a['cer']:.1f} %" + (f" ({b['cer']:.1f} %)" if b else ""), (f"{a['kana']:.1f} %" + (f" ({b['kana']:.1f} %)" if b else "")) if a["kana"] is not None else "",
                    f"{a['mos']:.2f}" + (f" ({b['mos']:.2f})" if b else ""), f"{a['lowest']:.2f}",
                    yes(a["cer"] <= b["cer"] + GOALS["cer"]) if b else "", yes(a["mos"] >= b["mos"] - GOALS["mos"]) if b else ""])
    return table(["", "voice", "sentences", "error rate", "as kana", "opinion score", "lowest", "error rate reached", "score reached"], out)


def texts(rows):
    return ("## New texts\n\nSentences that are in no training text (`voices/recipe/sentences`). Character error rate by Whisper base, predicted opinion score by Distill-MOS; in brackets "
            "the teacher's own speech of the same sentences. Goals: error rate at most 2 points above the teacher's, score at most 0.3 below.\n\n" + text_table(rows))


def difficult(rows):
    return ("## Lines full of hard sounds\n\nThe same of forty Korean lines full of tense, aspirated and clustered sounds (`sentences/ko-hard.txt`). Goal: at most 15 %.\n\n" + text_table(rows))


def contrasts(rows):
    kinds = list(dict.fromkeys(k for x in rows for k in x["kinds"]))
    out = []
    for x in rows:
        cells = [x["kinds"].get(k, [0, 0]) for k in kinds]
        right, of = sum(c[0] for c in cells), sum(c[1] for c in cells)
        out.append([x["lang"], x["voice"], *(f"{a} of {b}" for a, b in cells), f"{right} of {of}", f"{100 * right / max(1, of):.0f} %"])
    return ("## Words that differ in one sound\n\nForced choice of the recogniser between two words in a sentence, its own liking for a word taken out; the third of `sentences/ko-pairs.tsv` that is kept aside. "
            "Goal: 85 %.\n\n" + table(["", "voice", *kinds, "all", ""], out))


def baselines(rows):
    return "## Baselines\n\nTen of the same sentences.\n\n" + table(["", "", "error rate", "as kana", "opinion score", "real-time factor"], [
        [x["lang"], x["name"], f"{x['cer']:.1f} %", f"{x['kana']:.1f} %" if x["kana"] is not None else "", f"{x['mos']:.2f}", f"{x['factor']:.3f}" if x["factor"] else ""] for x in rows])


def pitch(rows):
    shifts = sorted({x["shift"] for x in rows})
    groups = {}
    for x in rows:
        groups.setdefault((x["lang"], x["voice"]), {})[x["shift"]] = x
    out = [[lang, voice, *(f"{g[s]['rmse']:.2f}" for s in shifts), f"{100 * max(x['voicing'] for x in g.values()):.1f} %", yes(all(x["rmse"] <= GOALS["pitch"] for x in g.values()))]
           for (lang, voice), g in groups.items()]
    return ("## Pitch\n\nRoot mean square difference in semitones between the pitch that is heard (`pitch.py`) and the curve that the vocoder was given, moved up and down; and the share of frames whose "
            "voicing is wrong (vowels and sonorants without a pitch, pauses with one), at the worst shift. Goal: within 1 semitone.\n\n"
            + table(["", "voice", *(f"{s:+d}" for s in shifts), "wrong voicing", "reached"], out))


def lengths(rows):
    return ("## Durations\n\nThe pack's own mel spectrogram laid over the sound (`align.py`): how far the boundaries found are from those that were asked for, in ms. A frame is 12.5 ms. The last column "
            "is the difference of the whole length, in frames.\n\n"
            + table(["", "voice", "tempo", "median", "mean", "90th percentile", "whole"], [[x["lang"], x["voice"], x["rate"], f"{x['median']:.1f}", f"{x['mean']:.1f}", f"{x['p90']:.1f}", x["whole"]] for x in rows]))


def tunes(rows):
    return ("## Accents and tunes\n\nHeard by `pitch.py`. Goal for Japanese accents: 95 %.\n\n"
            + table(["", "voice", "", "right", ""], [[x["lang"], x["voice"], x["what"], f"{x['right']} of {x['of']}", f"{100 * x['right'] / max(1, x['of']):.0f} %"] for x in rows]))


def pairs(rows):
    return ("## Minimal pairs\n\nForced choice by the recogniser's likelihoods, its own liking for a word taken out; and by the heard pitch: 橋・箸・端, 雨・飴, 花・鼻.\n\n"
            + table(["", "voice", "told apart", "by pitch", "confused"], [[x["lang"], x["voice"], f"{x['right']} of {x['of']}", f"{x['heights'][0]} of {x['heights'][1]}" if "heights" in x else "", " ".join(x["wrong"])]
                                                                       for x in rows]))


def hard(rows):
    return ("## Hard sentences\n\nLong lists, repeated words, single syllables and sentences of 400 letters (`hard.py`). A sentence counts as odd when its sounds are not those of the reading, its length is not the "
            "one asked for, a vowel cannot be heard, or the sounds lie elsewhere than they should; some are also given to the recogniser, which should write about as many letters.\n\n"
            + table(["", "voice", "sentences", "odd", "given to the recogniser", "too few or too many letters"], [[x["lang"], x["voice"], x["count"], x["odd"], x["heard"], x["short"]] for x in rows]))


def held(rows):
    return ("## Held-back recordings\n\nMel-cepstral distortion in dB (coefficients 1 to 13), durations and pitch of the recording given: of the predicted mel spectrogram, of the sound made from it, and of the sound made "
            "from the recording's own mel spectrogram.\n\n"
            + table(["", "voice", "recordings", "predicted mel", "sound", "sound from the true mel"], [[x["lang"], x["voice"], x["count"], f"{x['mel']:.2f}", f"{x['sound']:.2f}", f"{x['copied']:.2f}"] for x in rows]))


def sound(rows):
    return ("## Level, clicks and buzz\n\nLoudness of each line (goal −23 ± 1 LUFS); the largest step between two samples (1 is full scale) anywhere, in pauses, and at the ends; how much voiceless consonants repeat themselves "
            "after a pitch period (0 noise, 1 buzz), beside the recordings; level in pauses below the loud parts.\n\n"
            + table(["", "voice", "LUFS", "reached", "largest step", "in pauses", "at the ends", "buzz", "recordings", "pauses"],
                    [[x["lang"], x["voice"], " / ".join(f"{v:.1f}" for v in x["loudness"]), yes(x["loudness"][0] >= -24 and x["loudness"][2] <= -22), f"{x['steps'][0]:.2f}", f"{x['steps'][1]:.4f}", f"{x['steps'][2]:.4f}",
                      known(x["buzz"], ".2f"), known(x["recordings"], ".2f"), known(x["pauses"], ".0f") + (" dB" if x["pauses"] else "")] for x in rows]))


def speed(r):
    return (f"## Speed\n\n`dub bench speech --json` on {r['cores']} cores, load average {r['load']:.1f} when it began. Goals: real-time factor 0.08, first sound 0.3 s.\n\n"
            + table(["voice", "", "real-time factor", "first sound", "peak memory", "reached"],
                    [[x["voice"], x["language"], f"{x['realTimeFactor']:.3f}", f"{1000 * x['firstSoundSeconds']:.0f} ms", f"{x['peakBytes'] / 1e6:.0f} MB",
                      yes(x["realTimeFactor"] <= GOALS["factor"] and x["firstSoundSeconds"] <= GOALS["first"])] for x in r["rows"]]))


def pictures(rows):
    return "## Pictures\n\n" + "\n\n".join(f"{x['voice']}, {x['lang']}: {x['text']}\n\n![spectrograms]({x['file']})" for x in rows)
