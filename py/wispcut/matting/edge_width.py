"""Local width of a mask's edge: what tells a hard outline from hair before the photo is asked.

A network's mask crosses from 0 to 1 within 2 to 5 pixels of a 1600 px picture on hard edges, within 10 to 100 in hair.
The width is estimated as ``box(4 m (1 - m)) / box(|grad m|)``: for a linear ramp of n pixels, 4 m (1 - m) sums to
2 n / 3 across the ramp and the gradient to 1, whatever the box. m is the mask as a share of ``SURE``, at most 1.
"""

import numpy as np
from scipy import ndimage

from wispcut.core.checks import Array, check_plane

UNIT = 1 / 1600
"""Lengths around an edge are counted in this share of the picture's long side."""

SIDE = 1024
"""Long side at which the width is measured, that of a network's mask: the photo's size must not count."""

WINDOW = 1 / 70
"""Half the averaging box, as a share of the long side; larger is steadier and mixes hair with hard edges beside it."""

HARD, SOFT = 5.0, 11.5
"""Widths (in units) up to which an edge is hard, and from which on it is as soft as hair."""

SHARP, BLURRED = 10.0, 16.0
"""Sharpest width (in units) up to which a mask resolves edges, and from which on it resolves none."""

SURE = 0.98
"""Mask values from here on count as 1: a network holds parts of a solid body at 0.95 without any hair there. Lower
narrows edges in hair, too; the faint skirts of hair, near 0, count as they are."""

UNSURE = (0.1, 0.9)
"""Mask values between which a pixel lies on an edge."""

_FLAT = 1e-4  # mean gradient that counts as none
_SHARPEST = 2.0  # percentile of the widths on the mask's edges that stands for the sharpest


def edge_width(mask: Array) -> Array:
    """Width of the mask's edge around each pixel, in :data:`UNIT` of the long side, ``(h, w)`` float32 >= 0.

    mask: ``(h, w)`` float32 in [0, 1], at :data:`SIDE` for the figures above. Far from any edge the width is near 0, or
    very large where the mask is unsure over a wide area.
    Cost: four box filters a pixel.
    """
    check_plane("mask", mask)
    unit = UNIT * max(mask.shape)
    size = 2 * int(max(8 * unit, WINDOW * max(mask.shape))) + 1
    mask = np.minimum(mask / np.float32(SURE), 1)
    rows, columns = (np.gradient(mask, axis=a) if mask.shape[a] > 1 else np.zeros_like(mask) for a in (0, 1))
    steep = ndimage.uniform_filter(np.hypot(rows, columns), size, mode="nearest")
    unsure = ndimage.uniform_filter(4 * mask * (1 - mask), size, mode="nearest")
    return np.asarray(np.maximum(unsure, 0) / (steep + np.float32(_FLAT)) / np.float32(unit), np.float32)


def softness(width: Array) -> Array:
    """How much an edge of this width is like hair: 0 up to ``HARD``, rising to 1 at ``SOFT``."""
    return np.asarray(np.clip((width - np.float32(HARD)) / np.float32(SOFT - HARD), 0, 1), np.float32)


def sharpest(mask: Array, width: Array) -> float:
    """Width of the sharpest edges of a mask, in units: how much it resolves; 0 without any edge.

    mask, width: ``(h, w)``, width as from :func:`edge_width`. An ISNet mask has 2 to 10, for there is always some hard
    outline; a mask of an eighth of the size has 18 or more, and the width of its edges says nothing of the subject.
    """
    edge = (mask > UNSURE[0]) & (mask < UNSURE[1])
    return float(np.percentile(width[edge], _SHARPEST)) if edge.any() else 0.0


def blur(sharp: float) -> float:
    """How little a mask with this sharpest width resolves: 0 up to ``SHARP``, rising to 1 at ``BLURRED``."""
    return min(max((sharp - SHARP) / (BLURRED - SHARP), 0.0), 1.0)
