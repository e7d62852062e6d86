"""pack: exported graphs + a description -> a voice pack (voice.json with checksums, licence, samples).

    pack.py WORK voices/<id> --about about.json --dub "./dub"

about.json says what cannot be computed: names, licence, credit, training material. Samples are spoken by the product.
"""
import argparse
import hashlib
import json
import os
import shlex
import subprocess
from pathlib import Path

import audio


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("work", type=Path)
    a.add_argument("pack", type=Path)
    a.add_argument("--about", type=Path, required=True)
    a.add_argument("--dub", default="./dub")
    a.add_argument("--no-samples", action="store_true")
    o = a.parse_args()
    about = json.loads(o.about.read_text())
    inventory = json.loads((o.work / "symbols.json").read_text())
    trained = {v["id"]: (row, v["median_f0"]) for row, v in enumerate(json.loads((o.work / "voices.json").read_text()))}
    voices = []
    for v in about["voices"]:
        row, median = trained[v["recordings"]]
        voices.append({"id": v["id"], "speaker": row, "names": v["names"], "languages": v["languages"], "median_f0": round(median, 1),
                       "samples": {l: f"sample-{v['id']}-{l}.ogg" for l in v["languages"]}, **({"characters": v["characters"]} if "characters" in v else {})})
    (o.pack / "LICENSE").write_text(about["licence_text"])
    (o.pack / "CREDITS").write_text("\n".join(t["name"] + ": " + t["credit"] + " Licence: " + t["licence"] for t in about["trained_on"]) + "\n")

    own = about.get("own_graphs", [])
    for l in own:
        if not (o.pack / f"encode-{l}.onnx").exists():
            raise SystemExit(f"{o.about}: own_graphs names “{l}”, and {o.pack} has no encode-{l}.onnx. Export them with --own {l}, or take it out of own_graphs.")

    # Takes in a version that this one takes the place of are told apart from changed lines by its fingerprints: as the product's VoicePack.Voices makes them.
    def fingerprints(one):
        mine = one.get("own_graphs") or []
        return {l: hashlib.sha256("".join(one["files"][f"{g}-{l}.onnx" if l in mine and g != "vocoder" else f"{g}.onnx"] for g in ("encode", "prosody", "decode", "vocoder")).encode()).hexdigest()[:16] for l in ("ko", "ja")}

    before = json.loads((o.pack / "voice.json").read_text()) if (o.pack / "voice.json").exists() else None

    def earlier(files):
        if before is None:
            return {}
        old, new = fingerprints(before), fingerprints({"files": files, "own_graphs": own})
        known = {l: list(dict.fromkeys([old[l], *before.get("earlier", {}).get(l, [])])) for l in old}
        return {"earlier": {l: [f for f in known[l] if f != new[l]] for l in known}}

    def manifest(samples):
        files = [*[f"{g}.onnx" for g in ("encode", "prosody", "decode", "vocoder")], *[f"{g}-{l}.onnx" for l in own for g in ("encode", "prosody", "decode")], "LICENSE", "CREDITS"]
        files += [f for v in voices for f in v["samples"].values()] if samples else []
        digests = {f: digest(o.pack / f) for f in files}
        (o.pack / "voice.json").write_text(json.dumps({
            "id": o.pack.name, "version": about["version"], "engine": 1, "sample_rate": audio.RATE, "hop": audio.HOP,
            "symbols": inventory["symbols"], **({"own_graphs": own} if own else {}), "files": digests, **earlier(digests),
            "size": sum((o.pack / f).stat().st_size for f in files),
            "voices": [{**v, "samples": v["samples"] if samples else {}} for v in voices],
            "licence": about["licence"], "credit": about["credit"], "commercial_use": about["commercial_use"],
            "trained_on": about["trained_on"]}, ensure_ascii=False, indent=2) + "\n")
    manifest(False)
    if o.no_samples:
        return
    for v, said in zip(voices, about["voices"]):
        for language, file in v["samples"].items():
            wav = o.pack / "sample.wav"
            subprocess.run([*shlex.split(o.dub), "speak", about["sample_text"][language].replace("{name}", said["names"][language]), "--lang", language, "--voice", v["id"], "-o", str(wav)],
                           check=True, env={**os.environ, "DUBBING_VOICES": str(o.pack.parent)})
            subprocess.run(["ffmpeg", "-v", "error", "-y", "-i", str(wav), "-c:a", "libvorbis", "-q:a", "4", str(o.pack / file)], check=True)
            wav.unlink()
    manifest(True)


if __name__ == "__main__":
    main()
