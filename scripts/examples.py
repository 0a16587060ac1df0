"""Write the photos that the first page offers to try, and a small square of each.

python scripts/examples.py SCIKIT_IMAGE.whl FOLDER

They are samples of scikit-image, read from its pinned wheel: the astronaut (NASA, public domain), the cat
(Stefan van der Walt, CC0) and the cup of coffee (Rachel Michetti, CC0). The build needs no installed scikit-image.
"""

import sys
import zipfile
from pathlib import Path

from PIL import Image

SIDE = 112
"""Of a square, in pixels: 56 on the page, doubled for dense screens."""
SAMPLES = {
    "astronaut": ("astronaut.png", (70, 0, 400)),
    "cat": ("chelsea.png", (75, 0, 300)),
    "coffee": ("coffee.png", (100, 0, 400)),
}
"""File in skimage/data; left, top and side of what the square shows, in pixels of the photo."""


def main() -> None:
    """Write ``NAME.png`` and ``NAME.thumb.jpg`` for each."""
    wheel, folder = map(Path, sys.argv[1:])
    with zipfile.ZipFile(wheel) as archive:
        for name, (file, (left, top, side)) in SAMPLES.items():
            with archive.open(f"skimage/data/{file}") as stream, Image.open(stream) as opened:
                photo = opened.convert("RGB")
            photo.info.clear()  # pixels only: no profile, no resolution
            photo.save(folder / f"{name}.png", optimize=True)
            square = photo.crop((left, top, left + side, top + side))
            square.resize((SIDE, SIDE), Image.Resampling.LANCZOS).save(
                folder / f"{name}.thumb.jpg", quality=85
            )


if __name__ == "__main__":
    main()
