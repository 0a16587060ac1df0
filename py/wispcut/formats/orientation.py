"""How a picture is to be turned to stand upright: the EXIF tag, in JPEG, PNG, WebP and AVIF, and the TIFF tag.

XMP does not count: browsers do not read it, either.
"""

import numpy as np
from PIL import ExifTags, Image

from wispcut.formats.source import Pixels


def stored_orientation(image: Image.Image) -> int:
    """The tag's value, 1 to 8, of a decoded picture; 1 where there is none or it makes no sense."""
    data = image.info.get("exif")
    if not data:
        return 1
    try:
        exif = Image.Exif()
        exif.load(data)
        value = exif.get(ExifTags.Base.Orientation, 1)
    except Exception:  # a damaged EXIF block is no damaged photo
        return 1
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def upright(pixels: Pixels, orientation: int) -> Pixels:
    """Rows and columns of ``(H, W[, C])``, turned and mirrored as the tag says."""
    if orientation in (5, 6, 7, 8):
        pixels = np.swapaxes(pixels, 0, 1)
    if orientation in (3, 4, 7, 8):
        pixels = pixels[::-1]
    if orientation in (2, 3, 6, 7):
        pixels = pixels[:, ::-1]
    return np.ascontiguousarray(pixels)
