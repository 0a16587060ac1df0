"""Contrast levelling: each channel is stretched from its 1st to its 99th percentile. Off by default.

A placeholder in r3sizer as well, whose paper does not give the formula; transparent pixels take no part. Of large
pictures the percentiles are those of evenly spaced blocks of rows, at most ``LIMIT`` pixels.
"""

from collections.abc import Iterable

import numpy as np

from wispcut.core.checks import Array
from wispcut.resample.regions import Mask

LIMIT = 4e6

Ends = tuple[tuple[float, float], ...]  # low and high of each channel


def every(height: int, width: int) -> int:
    """One in how many blocks is sampled."""
    return max(1, int(np.ceil(height * width / LIMIT)))


def percentiles(parts: Iterable[tuple[Array, Mask | None]]) -> Ends:
    """1st and 99th percentile of each channel over parts of linear ``(3, n, W)`` and what is visible of them."""
    shown = [part.reshape(3, -1) if visible is None else part[:, visible] for part, visible in parts]
    values = np.concatenate(shown, axis=1)
    if values.shape[1] == 0:
        return ((0.0, 0.0),) * 3
    low, high = np.percentile(values, (1, 99), axis=1)
    return tuple((float(a), float(b)) for a, b in zip(low, high, strict=True))


def level(rgb: Array, ends: Ends) -> Array:
    """Stretch linear ``(3, ...)`` in place and return it; a channel without contrast is left alone."""
    for plane, (low, high) in zip(rgb, ends, strict=True):
        if high - low > 1e-6:
            plane -= np.float32(low)
            plane *= np.float32(1 / (high - low))
            np.clip(plane, 0, 1, out=plane)
    return rgb
