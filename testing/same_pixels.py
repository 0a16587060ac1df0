"""The cutouts of drawn scenes as they are stored, and as they come out now: what a change did to pixels.

    python -m testing.same_pixels      store what comes out now, after a change that is wanted

Stored are pictures, not hashes: another machine's mathematics library, or Pyodide's, may round a value the other way,
and a hash does not tell one level in one pixel from a broken edge. Only colours of partly covered pixels are kept:
all others are the photo's, or none.
"""

from pathlib import Path

import numpy as np
from PIL import Image
from wispcut.core.pixels import to_bytes
from wispcut.pipeline import cut_out
from wispcut.settings import complete

from testing import scenes

STORED = Path(__file__).with_suffix(".png")
CASES = [(kind, "balanced") for kind in scenes.KINDS] + [("hair", "fast"), ("hair", "best")]
"""Scene and quality, from the top of the picture."""


def cutout(kind: str, quality: str) -> np.ndarray:
    """RGBA bytes of a scene, from a coarse mask; colours are 0 where alpha is 0 or 255."""
    drawn = scenes.scene(kind)
    mask = to_bytes(scenes.coarse_mask(drawn.alpha))
    rgba = cut_out(
        to_bytes(drawn.photo), mask=mask, settings=complete({"matting": {"quality": quality}})
    ).rgba.copy()
    alpha = rgba[..., 3]
    rgba[(alpha == 0) | (alpha == 255), :3] = 0
    return rgba


def stored() -> dict[tuple[str, str], np.ndarray]:
    """RGBA bytes of each case."""
    with Image.open(STORED) as picture:
        return dict(zip(CASES, np.split(np.asarray(picture), len(CASES)), strict=True))


if __name__ == "__main__":
    Image.fromarray(np.concatenate([cutout(*case) for case in CASES])).save(STORED, optimize=True)
