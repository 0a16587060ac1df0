"""A first matte while the real one is still being made: the mask, snapped to the photo's edges.

Cheap enough to follow a moving slider: it works on a small photo and looks at nothing global.
"""

import math

import numpy as np
from numpy.typing import NDArray

from wispcut import scale
from wispcut.checks import Array
from wispcut.matting.trimap import trimap_from_mask
from wispcut.settings import Settings
from wispcut.survey import MARKED, snap

PIXELS = 200_000
"""What a preview computes for: enough for the page, little enough to follow a finger."""


def preview(
    photo: Array, mask: Array | None, marks: NDArray[np.uint8] | None, *, settings: Settings
) -> tuple[Array, Array]:
    """Return ``(alpha, trimap)``, float32 planes; known pixels of the trimap are known in alpha.

    They have the photo's size, or are smaller by a whole factor so that they hold at most ``PIXELS``.
    ``photo``: ``(h, w, 3)`` float32, the reduced photo. ``mask``: any size, float32, or None where marks say
    everything. ``marks``: ``(h, w)`` bytes, 0 nothing said, 1 keep, 2 remove, 3 unsure, or None.
    """
    factor = _factor(photo.shape[:2])
    if factor > 1:
        photo = scale.mean_boxes(photo, factor)
        marks = None if marks is None else scale.box_marks(marks, factor)
    size = photo.shape[:2]
    if mask is not None and _factor(mask.shape) > 1:
        mask = scale.mean_boxes(mask, _factor(mask.shape))
    soft = MARKED[marks] if mask is None and marks is not None else None
    if mask is not None:
        soft = np.clip(scale.enlarge(mask, size), 0, 1)
    if soft is None:
        raise ValueError("mask or marks must be given: without either, nothing says what the subject is")
    trimap = trimap_at_own_scale(soft if mask is None else mask, size, settings)
    if marks is not None:
        trimap = np.where(marks == 0, trimap, MARKED[marks])
    snapped = snap(photo, soft, settings)
    return np.where(trimap == 0.5, snapped, trimap), trimap


def _factor(size: tuple[int, ...]) -> int:
    return max(1, math.ceil(math.sqrt(size[0] * size[1] / PIXELS)))


def trimap_at_own_scale(mask: Array, size: tuple[int, int], settings: Settings) -> Array:
    """Threshold, erode and dilate at the mask's own resolution; bring the trimap to ``size``."""
    knobs = settings["trimap"]
    small = trimap_from_mask(
        mask,
        foreground=knobs["foreground"] / 255,
        background=knobs["background"] / 255,
        erode=knobs["erode"] * max(mask.shape) / 1024,
    )
    rows = (np.arange(size[0]) * mask.shape[0]) // size[0]
    columns = (np.arange(size[1]) * mask.shape[1]) // size[1]
    return small[rows[:, None], columns]
