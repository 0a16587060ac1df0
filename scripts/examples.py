"""Write the photos that the first page offers to try, and a small square of each.

python scripts/examples.py FOLDER

They are scikit-image's samples, taken from the installed package when the site is built: the astronaut (NASA, public
domain), the cat (Stefan van der Walt, CC0) and the cup of coffee (Rachel Michetti, CC0).
"""

import sys
from pathlib import Path

from PIL import Image
from skimage import data

SIDE = 112
"""Of a square, in pixels: 56 on the page, doubled for dense screens."""
SQUARES = {"astronaut": (70, 0, 400), "cat": (75, 0, 300), "coffee": (100, 0, 400)}
"""Left, top and side of what a square shows, in pixels of the photo."""


def main() -> None:
    """Write ``NAME.png`` and ``NAME.thumb.jpg`` for each."""
    folder = Path(sys.argv[1])
    photos = {"astronaut": data.astronaut(), "cat": data.chelsea(), "coffee": data.coffee()}
    for name, photo in photos.items():
        picture = Image.fromarray(photo)
        picture.save(folder / f"{name}.png", optimize=True)
        left, top, side = SQUARES[name]
        square = picture.crop((left, top, left + side, top + side))
        square.resize((SIDE, SIDE), Image.Resampling.LANCZOS).save(folder / f"{name}.thumb.jpg", quality=85)


if __name__ == "__main__":
    main()
