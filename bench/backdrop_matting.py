"""What a known backdrop is worth: SAD of the matte of synthetic product shots on a grey gradient, with and without.

python -m bench.backdrop_matting [--quality balanced] [--json OUT.json]

The shots have noise, 8 bits, and some a soft contact shadow; the mask is as coarse as an AI's. SAD over the whole
picture, in pixels.
"""

import argparse
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import numpy as np
from wispcut.backdrop import PhotoBackdrop, photo_backdrop
from wispcut.settings import complete
from wispcut.survey import survey

from testing import scenes

SIZE = (200, 240)


def measure(kind: str, seed: int, shadow: float, quality: str) -> tuple[float, float]:
    """SAD without and with the backdrop, from the mask through the survey."""
    photo, alpha = scenes.product_shot(kind, SIZE, seed=seed, shadow=shadow)
    mask, knobs = scenes.coarse_mask(alpha), complete({"matting": {"quality": quality}})

    def unknown(photo: np.ndarray, subject: np.ndarray) -> PhotoBackdrop:
        return replace(photo_backdrop(photo, subject), smooth=False)

    def sad(look: Callable[..., PhotoBackdrop]) -> float:
        with patch("wispcut.survey.coarse.photo_backdrop", look):
            found = survey(photo, SIZE, 1, mask=mask, settings=knobs)
        return float(np.abs(found.alpha - alpha).sum())

    return sad(unknown), sad(photo_backdrop)


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
