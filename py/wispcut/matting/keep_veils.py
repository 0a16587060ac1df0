"""Keep veils: over see-through areas thicker than hair, the mask's alpha counts and not the solved one.

Colours cannot solve such an area: no pixel in it shows the subject alone, so each is explained by some pair of the
solid subject and a backdrop, and the solve makes of glass what its rim is made of. The mask knows at least that it
is glass. Towards the border of the area the solved alpha takes over.
"""

import numpy as np
from scipy import ndimage

from wispcut.core import scale
from wispcut.core.checks import Array, check_plane
from wispcut.matting.edge_width import UNIT
from wispcut.matting.whole_regions import SIDE, thick_unsure

BORDER = 6 * UNIT
"""Width over which the solved alpha gives way to the mask's, as a share of the long side; larger is smoother."""


def keep_veils(alpha: Array, mask: Array) -> Array:
    """Return alpha ``(h, w)`` with the mask's word where that is unsure over a thick area; elsewhere unchanged.

    alpha, mask: ``(h, w)`` float32 in [0, 1]. Cost: four box filters of the reduced mask, and three exact distance
    transforms of it where there is such an area.

    Raises:
        TypeError, ValueError: naming the argument that does not fit.
    """
    check_plane("alpha", alpha)
    check_plane("mask", mask, shape=(alpha.shape[0], alpha.shape[1]))
    factor = max(1, round(max(mask.shape) / SIDE))
    small = scale.mean_boxes(mask, factor)
    veil = thick_unsure(small)
    if not veil.any():
        return alpha
    depth = np.full(veil.shape, np.inf) if veil.all() else ndimage.distance_transform_edt(veil)
    share = np.clip(depth / (BORDER * max(veil.shape) + 1), 0, 1).astype(np.float32)
    height, width = mask.shape
    share = scale.enlarge(share, (small.shape[0] * factor, small.shape[1] * factor))[:height, :width]
    return np.asarray(alpha + share * (mask - alpha), np.float32)
