"""Let certain labels grow into the unknown region where the colours beside them go on.

Source: Gastal & Oliveira, "Shared Sampling for Real-Time Alpha Matting" (2010), section 4, expansion of known regions.
Deviation: only the nearest known pixel of either class is asked, so the cost is two distance transforms whatever the
reach; and colours must agree the better, the farther they lie apart (linearly), in place of a fixed bound.
"""

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from wispcut.core.checks import Array, check_image, check_number, check_plane
from wispcut.matting.trimap import UNKNOWN

REACH = 5.0  # pixels of the survey; the paper has 10
SAME = (
    10 / 255
)  # distance of two colours that may still be one, side by side; the paper has 5 / 256, at any distance


def expand_known(
    photo: Array,
    trimap: Array,
    *,
    certain: NDArray[np.bool_] | None = None,
    reach: float = REACH,
    same: float = SAME,
) -> Array:
    """Return the trimap ``(h, w)`` with unknown pixels settled that carry a known neighbour's colour.

    Args:
        photo: ``(h, w, 3)`` float32 in [0, 1].
        trimap: ``(h, w)`` float32: 0, 0.5, 1.
        certain: ``(h, w)`` bool, which labels may grow; None: all. A label that is only likely must not: a mask that
            cuts off hair would then spread the mistake.
        reach: a label grows less than so many pixels. Larger settles more, and more that is faint hair.
        same: a pixel at distance d is settled where its colour is within ``same (1 - d / reach)`` of the label's. 0
            settles nothing; larger settles more and loses faint hair of nearly the backdrop's colour.

    A pixel that both classes claim stays unknown.

    Raises:
        TypeError, ValueError: naming the argument that does not fit.

    Cost: two exact distance transforms, a few operations an unknown pixel.
    """
    check_image("photo", photo)
    check_plane("trimap", trimap, shape=photo.shape[:2])
    check_number("reach", reach, 0, 512, open_low=True)
    check_number("same", same, 0, 2)
    at = np.nonzero(trimap == UNKNOWN)
    colours = photo[at]
    claimed = []
    for label in (0, 1):
        sources = trimap == label
        if certain is not None:
            sources &= certain
        if not sources.any():
            claimed.append(np.zeros(colours.shape[0], bool))
            continue
        distance, nearest = ndimage.distance_transform_edt(~sources, return_indices=True)
        own = photo[nearest[0][at], nearest[1][at]]
        apart = np.sqrt(((colours - own) ** 2).sum(-1))
        claimed.append(apart <= same * (1 - distance[at] / reach))
    out = trimap.copy()
    for label, won, lost in ((0, claimed[0], claimed[1]), (1, claimed[1], claimed[0])):
        out[tuple(axis[won & ~lost] for axis in at)] = label
    return out
