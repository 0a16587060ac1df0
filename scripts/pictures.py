"""Make the guide's pictures anew, from scikit-image's photos and the real AI: ``python scripts/pictures.py``.

They are kept in docs/pictures, so that the documentation builds without the AI. ``npm run setup`` first.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import wispcut
from numpy.typing import NDArray
from PIL import Image, ImageDraw
from skimage import data
from wispcut.ai.models import raw_mask
from wispcut.settings import complete

Bytes = NDArray[np.uint8]
FOLDER = Path(__file__).parents[1] / "docs" / "pictures"
GAP = 8
BLUE = (36, 84, 170)


def main() -> None:
    """Write every picture."""
    FOLDER.mkdir(exist_ok=True)
    astronaut, coffee = data.astronaut(), data.coffee()
    mask = mask_of(astronaut)
    made = wispcut.cut_out(astronaut, mask=mask)
    strip("steps", [astronaut, grey(fitted(mask, astronaut)), grey(made.trimap), checked(made.rgba)], 300)

    on_wall = {"background": "transparent"}, {"background": "white"}, {"background": "blur", "blur": 16.0}
    own = {"background": "colour", "colour": "#d9b08c"}
    walls = [
        wispcut.cut_out(astronaut, mask=mask, settings={"cutout": one}).picture() for one in (*on_wall, own)
    ]
    strip("backgrounds", [checked(picture) for picture in walls], 300)

    hair = np.s_[60:180, 170:290]
    raw = np.dstack([astronaut, fitted(mask, astronaut)])
    strip("hair", [astronaut[hair], *(laid(cut, BLUE)[hair] for cut in (raw, made.rgba))], 300)

    zones = [
        wispcut.cut_out(astronaut, mask=mask, settings={"trimap": {"erode": value}})
        for value in (1.0, 5.0, 16.0)
    ]
    strip("erode", [grey(one.trimap) for one in zones], 300)

    drawn = by_hand(coffee)
    cup = wispcut.cut_out(coffee, trimap=drawn)
    strip("trimap", [coffee, grey(drawn), checked(cup.rgba)], 260)


def mask_of(photo: Bytes) -> Bytes:
    """What the AI sees, 1024 × 1024."""
    rgba = np.dstack([photo, np.full(photo.shape[:2], 255, np.uint8)])
    return raw_mask(rgba, "isnet", complete(None), read=lambda mask: mask)


def by_hand(photo: Bytes) -> Bytes:
    """A trimap as a person would draw it: a broad unknown line around cup and saucer."""
    trimap = Image.new("L", photo.shape[1::-1], 0)
    draw = ImageDraw.Draw(trimap)
    for box in ((72, 112, 484, 396), (164, 10, 430, 238)):
        draw.ellipse(box, fill=128)
    for box in ((96, 138, 460, 374), (186, 34, 398, 230)):
        draw.ellipse(box, fill=255)
    return np.asarray(trimap)


def fitted(mask: Bytes, photo: Bytes) -> Bytes:
    """A mask at the photo's size."""
    return np.asarray(Image.fromarray(mask).resize(photo.shape[1::-1], Image.Resampling.BILINEAR))


def grey(plane: Bytes) -> Bytes:
    """A plane as a picture."""
    return np.dstack([plane] * 3)


def laid(rgba: Bytes, ground: object) -> Bytes:
    """A cutout on a colour, or on a picture of its size."""
    alpha = rgba[..., 3:] / 255
    return np.rint(rgba[..., :3] * alpha + np.asarray(ground) * (1 - alpha)).astype(np.uint8)


def checked(rgba: Bytes) -> Bytes:
    """A cutout on the squares that mean transparent."""
    rows, columns = np.indices(rgba.shape[:2]) // 12
    return laid(rgba, np.where((rows + columns) % 2, 255, 216)[..., None])


def strip(name: str, pictures: Sequence[Bytes], height: int) -> None:
    """Write pictures side by side."""
    shown = []
    for pixels in pictures:
        picture = Image.fromarray(pixels)
        size = round(picture.width * height / picture.height), height
        shown.append(picture.resize(size, Image.Resampling.LANCZOS))
    whole = Image.new("RGB", (sum(one.width + GAP for one in shown) - GAP, height), "white")
    left = 0
    for one in shown:
        whole.paste(one, (left, 0))
        left += one.width + GAP
    path = FOLDER / f"{name}.webp"
    whole.save(path, "WEBP", quality=82, method=6)
    print(f"{path.name}: {whole.width} × {whole.height}, {path.stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
