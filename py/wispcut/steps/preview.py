"""A first matte while the real one is still being made: the mask, snapped to the photo's edges.

Cheap enough to follow a moving slider: it works on a small photo and computes nothing global. What a slider does not
change is made small once, by :func:`small_photo` and its like; :func:`preview` is all that runs again.
"""

import math

import numpy as np
from numpy.typing import NDArray

from wispcut.core import scale
from wispcut.core.checks import Array
from wispcut.core.marks import MARKED, box_marks
from wispcut.core.scale import AI_SIDE
from wispcut.matting.post_process import post_process
from wispcut.matting.trimap import trimap_from_mask
from wispcut.settings import Settings
from wispcut.survey import snap

PIXELS = 100_000
"""What a preview computes for: enough for the page, little enough to follow a finger."""


def small_photo(photo: Array) -> Array:
    """A photo or a plane, ``(h, w[, 3])`` float32, averaged to at most ``PIXELS`` pixels by a whole factor."""
    factor = _factor(photo.shape[:2])
    return photo if factor == 1 else scale.mean_boxes(photo, factor)


def small_marks(marks: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Marks of a photo's size, ``(h, w)`` bytes, at the size of its :func:`small_photo`."""
    return box_marks(marks, _factor(marks.shape))


def preview(
    photo: Array, mask: Array | None, marks: NDArray[np.uint8] | None, *, settings: Settings
) -> tuple[Array, Array]:
    """Return ``(alpha, trimap)``, float32 planes of the photo's size; known pixels of the trimap are known in alpha.

    ``photo``: ``(h, w, 3)`` float32, a :func:`small_photo`. ``mask``: the raw mask, float32, any size, or None where
    marks say everything. ``marks``: ``(h, w)`` bytes, see :mod:`wispcut.core.marks`, or None. Cost: a
    guided filter, two distance transforms, and two labellings where the mask is tidied; 30 ms in a browser.
    """
    size = photo.shape[:2]
    if mask is not None:
        mask = _tidied(mask, settings)
        soft = np.clip(scale.enlarge(mask, size), 0, 1)
    elif marks is not None:
        mask = soft = MARKED[marks]
    else:
        raise ValueError("mask or marks must be given: without either, nothing says what the subject is")
    trimap = trimap_at_own_scale(mask, size, settings)
    if marks is not None:
        trimap = np.where(marks == 0, trimap, MARKED[marks])
    snapped = snap(photo, soft, settings.guided_filter)
    return np.where(trimap == 0.5, snapped, trimap), trimap


def _factor(size: tuple[int, ...]) -> int:
    factor = max(1, math.isqrt(size[0] * size[1] // PIXELS))
    while -(-size[0] // factor) * -(-size[1] // factor) > PIXELS:
        factor += 1
    return factor


def _tidied(mask: Array, settings: Settings) -> Array:
    """As :func:`wispcut.steps.mask.tidy_mask` does at the mask's full size; the smoothing counts those."""
    knobs = settings.mask
    if not knobs.tidy:
        return mask
    smoothing = knobs.smoothing * min(1, max(mask.shape) / AI_SIDE)
    return post_process(mask, islands=knobs.islands, holes=knobs.holes, smoothing=smoothing)


def trimap_at_own_scale(mask: Array, size: tuple[int, int], settings: Settings) -> Array:
    """Threshold, erode and dilate at the mask's own resolution; bring the trimap to ``size``."""
    knobs = settings.trimap
    small = trimap_from_mask(
        mask,
        foreground=knobs.foreground / 255,
        background=knobs.background / 255,
        erode=knobs.erode * max(mask.shape) / AI_SIDE,
    )
    rows = (np.arange(size[0]) * mask.shape[0]) // size[0]
    columns = (np.arange(size[1]) * mask.shape[1]) // size[1]
    result: Array = small[rows[:, None], columns]
    return result
