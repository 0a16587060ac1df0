"""Write composed pictures with exactly known alpha, in the naming that bench/quality.py reads.

python -m bench.compose FOLDER [--size 360] [--seeds 1]

Scenes come from testing/scenes.py: hair, a green wall, a veil, a colour that the known subject lacks, a
backdrop like the subject, a product on a grey sweep, a ring. Each is written three times: clean with a wide
band, noisy with a narrow one, and through JPEG.
"""

import argparse
from pathlib import Path

import numpy as np
from PIL import Image

from testing.scenes import KINDS, band, coarse_mask, scene

HARM = {"clean": ({}, 14), "noisy": ({"noise": 0.02}, 5), "jpeg": ({"jpeg": 80}, 8)}


def save(path, plane):
    """Write a plane or picture in [0, 1] as 8 bits."""
    Image.fromarray((np.clip(plane, 0, 1) * 255 + 0.5).astype(np.uint8)).save(path)


def main():
    """Read the command line and write all scenes."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--size", type=int, default=360)
    parser.add_argument("--seeds", type=int, default=1)
    chosen = parser.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    for seed in range(chosen.seeds):
        for kind in KINDS:
            for harm, (options, reach) in HARM.items():
                made = scene(kind, (chosen.size, chosen.size * 7 // 6), seed=seed, **options)
                stem = chosen.folder / f"{kind}-{harm}-{seed}"
                save(f"{stem}.image.png", made.photo)
                save(f"{stem}.alpha.png", made.alpha)
                save(f"{stem}.trimap.png", band(made.alpha, reach))
                save(f"{stem}.mask.png", coarse_mask(made.alpha))


if __name__ == "__main__":
    main()
