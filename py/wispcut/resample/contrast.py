"""Contrast levelling: each channel is stretched from its 1st to its 99th percentile. Off by default.

A placeholder in r3sizer as well, whose paper does not give the formula; transparent pixels take no part.
"""

import numpy as np

from wispcut.checks import Array
from wispcut.resample.regions import Mask


def level(rgb: Array, visible: Mask | None = None) -> Array:
    """Stretch linear ``(3, H, W)`` in place and return it; a channel without contrast is left alone."""
    for plane in rgb:
        values = plane if visible is None else plane[visible]
        if values.size == 0:
            continue
        low, high = np.percentile(values, (1, 99))
        if high - low > 1e-6:
            plane -= np.float32(low)
            plane *= np.float32(1 / (high - low))
            np.clip(plane, 0, 1, out=plane)
    return rgb
