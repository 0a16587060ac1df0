"""A hash of the cutout of each drawn scene: whether a change that should change nothing has changed a pixel.

python -m bench.same_pixels --json OLD.json             before it
python -m bench.same_pixels --compare OLD.json          after it: names the scenes that differ, ends with 1 if any does

Each scene of `testing/scenes.py` from a coarse mask, and each of `testing/ai_scenes.py` from the mask that errs as the
AI errs, through the whole pipeline in two qualities. Hashes hold for one machine and its numpy and scipy: they compare
two states of the code, and are not kept in the repository. What is kept, and compared by a test on every machine, are
the pictures of `testing/same_pixels.py`.
"""

import argparse
import hashlib
import json
import sys
from pathlib import Path

import numpy as np
from wispcut import cut_out
from wispcut.core.pixels import to_bytes

from testing import ai_scenes, scenes

QUALITIES = ("fast", "balanced")


def photos():
    """Name, photo and mask of every scene, in bytes."""
    for kind in scenes.KINDS:
        drawn = scenes.scene(kind)
        yield kind, to_bytes(drawn.photo), to_bytes(scenes.coarse_mask(drawn.alpha))
    for kind in ai_scenes.KINDS:
        drawn = ai_scenes.ai_scene(kind)
        yield f"ai {kind}", drawn.photo, drawn.mask


def hashes():
    """``{scene and quality: SHA-256 of the RGBA bytes}``."""
    found = {}
    for name, photo, mask in photos():
        for quality in QUALITIES:
            made = cut_out(photo, mask=mask, settings={"matting": {"quality": quality}})
            found[f"{name}, {quality}"] = hashlib.sha256(np.ascontiguousarray(made.rgba)).hexdigest()
    return found


def main():
    """Read the command line, run, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", type=Path, metavar="OUT.json")
    parser.add_argument("--compare", type=Path, metavar="OLD.json")
    chosen = parser.parse_args()
    found = hashes()
    if chosen.json:
        chosen.json.write_text(json.dumps(found, indent=1) + "\n")
    if chosen.compare:
        old = json.loads(chosen.compare.read_text())
        differ = [name for name in sorted(found.keys() | old.keys()) if found.get(name) != old.get(name)]
        print("\n".join([*differ, f"{len(differ)} of {len(found)} differ"]))
        sys.exit(bool(differ))
    print("\n".join(f"{value[:16]}  {name}" for name, value in found.items()))


if __name__ == "__main__":
    main()
