"""The picture of the README: one difficult edge four times, enlarged: photo, raw mask, PyMatting, Wispcut.

python -m bench.edges [--mask MASK.png] [--out docs/edges.png]

The photo is scikit-image's `astronaut` (NASA, public domain). MASK is a raw mask of it, any size; without one, a
coarse outline drawn here by hand and blurred stands in for it. PyMatting (`pip install pymatting`, only for
this) gets a band of fixed width around the mask, its closed-form matting and its multi-level colours; Wispcut
gets the mask. All are laid over the same colour.
"""

import argparse
from pathlib import Path

import numpy as np
import skimage.data
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from wispcut.matting.trimap import trimap_from_mask
from wispcut.settings import complete
from wispcut.steps.refine import refine
from wispcut.survey import survey

OUTLINE = [  # of head, suit and helmet, (x, y)
    *[(152, 75), (165, 45), (190, 24), (225, 14), (262, 22), (290, 48), (302, 80), (296, 112), (278, 132)],
    *[(268, 150), (254, 175), (300, 215), (304, 236), (345, 270), (362, 345), (440, 345), (490, 400)],
    *[(508, 470), (511, 511), (30, 511), (18, 430), (40, 300), (70, 240), (112, 205), (124, 165), (184, 150)],
    *[(178, 125), (158, 105)],
]
BACKDROP = np.float32([0.16, 0.42, 0.55])
NAMES = ("photo", "raw mask", "PyMatting", "Wispcut")


def drawn_mask(size: int) -> np.ndarray:
    """Fill the outline and blur it, ``(size, size)`` float32."""
    image = Image.new("L", (size, size))
    ImageDraw.Draw(image).polygon(OUTLINE, fill=255)
    return np.asarray(image.filter(ImageFilter.GaussianBlur(3)), np.float32) / np.float32(255)


def pymatting_cutout(photo: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """RGBA by PyMatting's closed-form matting and multi-level foreground estimation."""
    from pymatting import estimate_alpha_cf, estimate_foreground_ml

    trimap = trimap_from_mask(mask, foreground=0.95, background=0.05, erode=max(5, max(mask.shape) / 100))
    alpha = estimate_alpha_cf(photo.astype(np.float64), trimap.astype(np.float64))
    colours = estimate_foreground_ml(photo.astype(np.float64), alpha)
    return np.dstack([colours, alpha]).astype(np.float32)


def our_cutout(photo: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """RGBA by the whole of Wispcut, in one tile."""
    size, settings = photo.shape[:2], complete(None)
    looked = survey(photo, size, 1, mask=mask, settings=settings)
    whole = (0, 0, *size)
    return refine(looked, photo, whole, whole, settings=settings)


def figure(
    photo: np.ndarray, cutouts: list[np.ndarray], crop: tuple[int, int, int, int], zoom: int
) -> Image.Image:
    """Lay the crops side by side, enlarged without smoothing, with their names below."""
    left, top, right, bottom = crop
    panels = [photo]
    panels += [c[..., 3:] * c[..., :3] + (1 - c[..., 3:]) * BACKDROP for c in cutouts]
    width, height, gap, foot = (right - left) * zoom, (bottom - top) * zoom, 8, 26
    sheet = Image.new("RGB", (4 * width + 3 * gap, height + foot), "white")
    draw, font = ImageDraw.Draw(sheet), ImageFont.load_default(15)
    for k, (panel, name) in enumerate(zip(panels, NAMES, strict=True)):
        pixels = np.uint8(np.clip(panel[top:bottom, left:right], 0, 1) * 255 + 0.5)
        enlarged = Image.fromarray(pixels).resize((width, height), Image.Resampling.NEAREST)
        sheet.paste(enlarged, (k * (width + gap), 0))
        draw.text((k * (width + gap) + width / 2, height + 4), name, "black", font, "ma")
    return sheet


def main() -> None:
    """Make the figure and write it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--mask", type=Path)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent.parent / "docs" / "edges.png")
    parser.add_argument("--crop", type=int, nargs=4, default=(236, 8, 316, 108), metavar=("L", "T", "R", "B"))
    given = parser.parse_args()
    photo = skimage.data.astronaut().astype(np.float32) / np.float32(255)
    if given.mask is None:
        mask = drawn_mask(photo.shape[0])
    else:
        grey = Image.open(given.mask).convert("L").resize(photo.shape[1::-1], Image.Resampling.BILINEAR)
        mask = np.asarray(grey, np.float32) / np.float32(255)
    raw = np.dstack([photo, mask])
    cutouts = [raw, pymatting_cutout(photo, mask), our_cutout(photo, mask)]
    figure(photo, cutouts, tuple(given.crop), 4).save(given.out, optimize=True)
    print(f"wrote {given.out}")


if __name__ == "__main__":
    main()
