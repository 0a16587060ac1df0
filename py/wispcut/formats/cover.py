"""A background picture made to fit: scaled until it covers a frame, and cut to it around its middle."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

Bytes = NDArray[np.uint8]


def cover(picture: Bytes, size: tuple[int, int]) -> Bytes:
    """``(h, w, 3 or 4)`` bytes as ``(H, W, 3)`` of ``size``, alpha ignored; proportions stay, what juts out is cut off.

    >>> cover(np.zeros((10, 40, 3), np.uint8), (5, 5)).shape
    (5, 5, 3)
    """
    height, width = size
    image = Image.fromarray(picture[..., :3])
    return np.asarray(ImageOps.fit(image, (width, height), Image.Resampling.BOX), np.uint8)
