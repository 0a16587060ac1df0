"""Seconds of survey and refinement beside PyMatting's shared matting, in one run, one process, one core.

python bench/matting_speed.py PHOTO MASK [--peer] [--curve] [--json OUT.json]

For each quality: processor seconds of the survey (with the reduction of the photo) and of all tiles, their sum
per unknown pixel, and with --peer the ratio to `sm`, which gets a trimap from the same mask. --curve adds two curves of
composed photos: 1 to 33 megapixels with the same outline, and 4 megapixels with ever softer hair. Time grows with the
unknown pixels, not with the picture.
"""

import argparse
import json
import os
import time
from pathlib import Path

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ.setdefault(variable, "1")

import numpy as np  # noqa: E402
from PIL import Image  # noqa: E402
from wispcut.core import scale, tiles  # noqa: E402
from wispcut.core.pixels import from_bytes  # noqa: E402
from wispcut.settings import complete  # noqa: E402
from wispcut.steps.refine import refine  # noqa: E402
from wispcut.survey import survey  # noqa: E402

from bench.quality import peer  # noqa: E402

QUALITIES = ("fast", "balanced", "best")


def ours(photo, mask, quality):
    """Seconds of survey and tiles, unknown pixels and size of what a worker is sent."""
    settings = complete({"matting": {"quality": quality}})
    size = photo.shape[:2]
    began = time.process_time()
    factor = scale.survey_factor(*size)
    seen = survey(scale.box_average(photo, factor), size, factor, mask=from_bytes(mask), settings=settings)
    surveyed = time.process_time()
    for tile in tiles.plan(size):
        refine(seen, from_bytes(tiles.cut(photo, tile.outer)), tile.outer, tile.core, settings=settings)
    ended = time.process_time()
    return {
        "megapixels": size[0] * size[1] / 1e6,
        "unknown": int((seen.trimap == 0.5).sum()) * factor**2,
        "survey": surveyed - began,
        "refine": ended - surveyed,
    }


def portrait(megapixels, softness=1):
    """A disc with soft, waving hair before a sloping backdrop: its outline grows with the square root of the pixels.

    ``softness`` times as wide is the zone of hair, and about as many its unknown pixels.
    """
    side = round(np.sqrt(megapixels * 1e6))
    r, c = np.mgrid[:side, :side].astype(np.float32) / side - np.float32(0.5)
    angle = np.arctan2(r, c)
    radius = np.hypot(r, c) - np.float32(0.3) - np.float32(0.01) * np.sin(200 * angle)
    alpha = np.clip(np.float32(0.5) - radius * np.float32(60 / softness), 0, 1)
    photo = np.empty((side, side, 3), np.float32)
    for k, (front, back) in enumerate(((0.35, 0.6), (0.25, 0.7), (0.2, 0.8))):
        photo[..., k] = alpha * np.float32(front) + (1 - alpha) * (np.float32(back) + np.float32(0.15) * r)
    photo += np.random.default_rng(0).normal(0, 0.005, photo.shape[:2])[..., None].astype(np.float32)
    to_bytes = lambda x: (np.clip(x, 0, 1) * 255 + 0.5).astype(np.uint8)  # noqa: E731
    step = max(1, side // 1024)
    return to_bytes(photo), to_bytes(alpha)[::step, ::step]


def show(row, found, peer_seconds=None):
    """Print one line of the table."""
    total = found["survey"] + found["refine"]
    line = f"{row:22s}{found['megapixels']:7.1f}{found['unknown'] / 1e6:10.3f}{found['survey']:9.2f}"
    line += f"{found['refine']:9.2f}{total:9.2f}{1e6 * total / max(found['unknown'], 1):9.2f}"
    print(line + (f"{total / peer_seconds:12.3f}" if peer_seconds else ""), flush=True)


def main():
    """Read the command line, run, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("photo", type=Path)
    parser.add_argument("mask", type=Path)
    parser.add_argument("--peer", action="store_true")
    parser.add_argument("--curve", action="store_true")
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()
    photo = np.ascontiguousarray(Image.open(chosen.photo).convert("RGB"))
    mask = np.asarray(Image.open(chosen.mask).convert("L"))
    seconds, out = None, {}
    if chosen.peer:
        small, outline = portrait(0.05)
        peer(small, "coarse", outline, "sm")  # compiles
        began = time.process_time()
        peer(photo, "coarse", mask, "sm")
        out["sm"] = seconds = time.process_time() - began
        print(f"PyMatting sm: {seconds:.2f} s")
    print(
        f"{'':22s}{'MP':>7s}{'unknown M':>10s}{'survey s':>9s}{'refine s':>9s}{'sum s':>9s}{'us/unk':>9s}{'ratio':>12s}"
    )
    for quality in QUALITIES:
        out[quality] = ours(photo, mask, quality)
        show(quality, out[quality], seconds)
    for megapixels in (1, 2, 4, 8, 16, 33) if chosen.curve else ():
        out[f"curve {megapixels}"] = ours(*portrait(megapixels), "balanced")
        show(f"composed {megapixels} MP", out[f"curve {megapixels}"])
    for softness in (1, 2, 3, 4) if chosen.curve else ():
        out[f"soft {softness}"] = ours(*portrait(4, softness), "balanced")
        show(f"4 MP, {softness} x as soft", out[f"soft {softness}"])
    if chosen.json:
        chosen.json.write_text(json.dumps(out, indent=1) + "\n")


if __name__ == "__main__":
    main()
