"""The commonest colour of a photo's backdrop."""

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import uniform_filter

from wispcut.core.checks import Array

_BINS = 16
_CAP = 1 << 16


def dominant_colour(photo: Array, free: NDArray[np.bool_]) -> tuple[tuple[float, float, float], float]:
    """The commonest colour where ``free``, and the part of these pixels that lies near it.

    ``photo`` ``(h, w, 3)`` in [0, 1]; some 65,536 pixels are used, evenly spread. The fullest 3 x 3 x 3
    neighbourhood of a 16 x 16 x 16 histogram; the colour is the mean of the pixels in it, so it is a colour of the
    photo and not a mix of two backdrops.
    """
    places = np.flatnonzero(free)
    pixels = photo.reshape(-1, 3)[places[:: max(1, len(places) // _CAP)]]
    bins = np.minimum((pixels * _BINS).astype(np.intp), _BINS - 1)
    flat = (bins[:, 0] * _BINS + bins[:, 1]) * _BINS + bins[:, 2]
    histogram = np.bincount(flat, minlength=_BINS**3).reshape(_BINS, _BINS, _BINS)
    crowd = uniform_filter(histogram.astype(np.float64), 3, mode="constant")
    peak = np.array(np.unravel_index(np.argmax(crowd), crowd.shape))
    near = (np.abs(bins - peak) <= 1).all(axis=1)
    red, green, blue = (float(value) for value in pixels[near].mean(axis=0, dtype=np.float64))
    return (red, green, blue), float(near.mean())
