"""What a known backdrop is worth: SAD of the matte of synthetic product shots on a grey gradient, with and without.

python bench/backdrop_matting.py [--quality balanced] [--json OUT.json]

The shots have noise, 8 bits, and some a soft contact shadow; the mask is as coarse as an AI's. SAD over the whole
picture, in pixels.
"""

import argparse
import json
import sys
from pathlib import Path

import numpy as np
from scipy import ndimage

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import synthetic
from wispcut.backdrop import know_backdrop, photo_backdrop
from wispcut.matting.adaptive_trimap import adaptive_trimap
from wispcut.settings import complete
from wispcut.survey import survey

SIZE = (200, 240)


def product_shot(kind: str, seed: int, shadow: float) -> tuple[np.ndarray, np.ndarray]:
    """Photo and true alpha."""
    height, width = SIZE
    drawn = synthetic.scene(kind, SIZE, seed=seed)
    grey = np.linspace(0.85, 0.45, height)[:, None] + np.linspace(0, 0.1, width)
    pool = synthetic.ellipse(SIZE, (0.9 * height, 0.55 * width), (0.12 * height, 0.3 * width))
    grey = grey * (1 - shadow * ndimage.gaussian_filter(pool, 12))
    alpha = drawn.alpha[..., None]
    photo = alpha * drawn.foreground + (1 - alpha) * grey[..., None]
    photo = photo + np.random.default_rng(seed).normal(0, 0.01, photo.shape)
    return np.round(np.clip(photo, 0, 1) * 255).astype(np.float32) / np.float32(255), drawn.alpha


def measure(kind: str, seed: int, shadow: float, quality: str) -> tuple[float, float]:
    """SAD without and with the backdrop."""
    photo, alpha = product_shot(kind, seed, shadow)
    trimap, trust = adaptive_trimap(photo, synthetic.coarse_mask(alpha))
    better, _ = know_backdrop(photo, trimap, trust, photo_backdrop(photo, trimap > 0))
    knobs = complete({"matting": {"quality": quality}})

    def sad(given: np.ndarray) -> float:
        marks = np.where(given == 1, 1, np.where(given == 0, 2, 3)).astype(np.uint8)
        found = survey(photo, given.shape, 1, marks=marks, settings=knobs)  # marks alone: a trimap as given
        return float(np.abs(found.alpha - alpha).sum())

    return sad(trimap), sad(better)


def main() -> None:
    """Print the table; write it as JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quality", default="balanced")
    parser.add_argument("--json")
    options = parser.parse_args()
    rows = []
    print(f"{'shot':12}{'shadow':>8}{'without':>10}{'with':>10}{'ratio':>8}")
    for shadow in (0.0, 0.3):
        for kind in ("hair", "product", "veil", "ring"):
            for seed in (0, 1):
                before, after = measure(kind, seed, shadow, options.quality)
                rows.append({"kind": kind, "seed": seed, "shadow": shadow, "without": before, "with": after})
                print(
                    f"{kind + ' ' + str(seed):12}{shadow:8.1f}{before:10.1f}{after:10.1f}{after / before:8.2f}"
                )
    before, after = (np.array([row[key] for row in rows]) for key in ("without", "with"))
    print(f"{'all':20}{before.sum():10.1f}{after.sum():10.1f}{after.sum() / before.sum():8.2f}")
    print(f"mean of the ratios {np.mean(after / before):.2f}, worst {np.max(after / before):.2f}")
    if options.json:
        Path(options.json).write_text(json.dumps(rows, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
