"""Unknown islands inside the subject where the mask hardly doubts: nothing there is undecided, only a little unsure.

A mask often dips inside the subject (a zip, a highlight) without ever falling far. Matting would carve a hole
there from colours alone, because such an island has only one certain layer. Faint glows in the backdrop stay
unknown: thin structures come back from them (settling those too took Grad from 8.0 to 8.7 on coarse masks).
"""

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from wispcut.core.checks import Array, check_plane
from wispcut.matting.trimap import UNKNOWN

SURE = np.float32(0.8)
"""Mask value that an island must not fall below: the gaps of a wire mesh or a bunch of flowers do, a zip does not."""
SMALL = 1 / 400
"""Share of the subject up to which a dip in it is settled: a zip, a highlight. In larger ones the AI may be wrong."""
_EIGHT = np.ones((3, 3), bool)


def fill_small_unknowns(trimap: Array, mask: Array) -> Array:
    """Return the trimap with small dips settled, ``(h, w)`` float32.

    trimap: ``(h, w)`` float32: 0, 0.5, 1. mask: ``(h, w)`` float32 in [0, 1]. A connected unknown part (8 neighbours)
    becomes foreground if no known background touches it, the mask is above ``SURE`` all over it and it is no larger
    than ``SMALL`` of the subject. Holes, where the mask falls lower inside the subject, stay unknown; so does a
    part that touches neither class.
    Cost: one labelling and two dilations.
    """
    check_plane("trimap", trimap)
    check_plane("mask", mask, shape=(trimap.shape[0], trimap.shape[1]))
    unknown = trimap == UNKNOWN
    labels, count = ndimage.label(unknown, structure=_EIGHT)
    if count == 0:
        return trimap
    part = labels[unknown]  # the questions are asked of the unknown pixels alone

    def some(flags: NDArray[np.bool_]) -> NDArray[np.bool_]:
        return np.bincount(part, flags[unknown], count + 1) > 0

    by_background = some(ndimage.binary_dilation(trimap == 0, structure=_EIGHT))
    by_foreground = some(ndimage.binary_dilation(trimap == 1, structure=_EIGHT))
    low = some(mask <= SURE)
    small = np.bincount(part, minlength=count + 1) <= SMALL * float(mask.sum(dtype=np.float64))
    settled = ~by_background & by_foreground & ~low & small
    out = trimap.copy()
    out[unknown] = np.where(settled[part], np.float32(1), UNKNOWN)
    return out
