"""Detection for the iterative refinement: what stands out of the background is masked before the next estimate."""

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import maximum_filter1d

from wispcut.backdrop.options import Options

Floats = NDArray[np.floating]


def detect(image: Floats, background: Floats, noise: Floats, options: Options) -> NDArray[np.bool_]:
    """Pixels beyond ``detect_sigma`` noise sigmas in any channel, grown by ``dilation`` pixels to all sides.

    ``(H, W)``; with ``detect_both`` also what is darker. Values that are not finite are not detected: they never
    count anyway.
    """
    with np.errstate(invalid="ignore"):  # infinities in the picture, and infinite noise where a weight is 0
        above = image - background
        if options.detect_both:
            np.abs(above, out=above)
        found = np.isfinite(image) & (above > options.detect_sigma * noise)
    planes = found.reshape(*found.shape[:2], -1)
    return grow(np.logical_or.reduce(planes, axis=2), options.dilation)


def grow(objects: NDArray[np.bool_], reach: int) -> NDArray[np.bool_]:
    """Grow a mask by ``reach`` pixels to all sides, corners too: two running maxima."""
    if reach == 0 or not objects.any():
        return objects
    grown = objects.astype(np.uint8)
    for axis in (0, 1):
        grown = maximum_filter1d(grown, 2 * reach + 1, axis=axis, mode="constant")
    return grown.astype(np.bool_)
