"""Pictures at other scales: exact box averages by a whole factor, and bilinear planes at any size.

The survey works on a box average of the photo (:func:`box_average`); masks and coarse planes are brought back to the
photo's pixels by :func:`enlarge`, which may compute any window of the result on its own. Both are aligned to picture
coordinates, so that what a tile gets does not depend on how the picture was cut.
"""

import math

import numpy as np
from numpy.typing import NDArray

from wispcut.core.checks import Array

AI_SIDE = 1024
"""The AI sees the photo as a square of this side; its mask has the same size."""

SURVEY_PIXELS = 1_000_000
"""The most pixels of a survey: the coarsest scale at which its global results measured as good."""

Box = tuple[int, int, int, int]
"""``(row0, column0, row1, column1)``, half open, in the pixels of the full picture."""


def survey_factor(height: int, width: int) -> int:
    """Whole factor by which the survey reduces a photo: the smallest that gives at most ``SURVEY_PIXELS`` pixels."""
    factor = max(1, math.isqrt(max(0, height * width - 1) // SURVEY_PIXELS))
    while -(-height // factor) * -(-width // factor) > SURVEY_PIXELS and factor < max(height, width):
        factor += 1
    return factor


def box_average(pixels: NDArray[np.uint8], factor: int) -> Array:
    """Average ``(H, W, C)`` bytes over ``factor`` x ``factor`` boxes.

    Returns ``(ceil(H / factor), ceil(W / factor), C)`` float32 in [0, 1]. Boxes at the right and bottom edge average
    the pixels that exist. Sums are whole numbers, so stripes whose height is a multiple of ``factor`` give exactly
    the rows of the whole picture. Memory: one uint32 row sum per box row.
    """
    height, width, channels = pixels.shape
    rows = np.zeros((-(-height // factor), width, channels), np.uint32)
    for i in range(min(factor, height)):
        step = pixels[i::factor]
        rows[: len(step)] += step
    sums = np.zeros((rows.shape[0], -(-width // factor), channels), np.uint32)
    for j in range(min(factor, width)):
        step = rows[:, j::factor]
        sums[:, : step.shape[1]] += step
    count = _box_lengths(height, factor)[:, None, None] * _box_lengths(width, factor)[None, :, None]
    result: Array = (sums / (count * 255.0)).astype(np.float32)
    return result


def mean_boxes(plane: Array, factor: int) -> Array:
    """Average ``(h, w[, C])`` float32 over ``factor`` x ``factor`` boxes; at an edge, over what is there."""
    out: np.ndarray = plane
    for axis in (0, 1):
        length = plane.shape[axis]
        sums = np.add.reduceat(out, np.arange(0, length, factor), axis=axis)
        counts = _box_lengths(length, factor).astype(np.float32)
        out = sums / counts.reshape(-1, *(1,) * (out.ndim - 1 - axis))
    return out


def enlarge(plane: Array, size: tuple[int, int], window: Box | None = None) -> Array:
    """Stretch ``(h, w[, C])`` float32 to ``size`` bilinearly, pixel areas aligned; optionally only a window of it.

    Pixel centres are mapped as ``(x + 1/2) * w / W - 1/2`` and clamped at the border, so a plane made by averaging
    goes back to where it came from, without a shift. The window's pixels equal those of the whole to the last bit.
    """
    row0, col0, row1, col1 = window or (0, 0, *size)
    low, high, weight = _taps(plane.shape[0], size[0], row0, row1)
    weight = weight.reshape(-1, *(1,) * (plane.ndim - 1))
    rows = plane[low] * (1 - weight) + plane[high] * weight
    low, high, weight = _taps(plane.shape[1], size[1], col0, col1)
    weight = weight.reshape(1, -1, *(1,) * (plane.ndim - 2))
    return (rows[:, low] * (1 - weight) + rows[:, high] * weight).astype(np.float32, copy=False)


def enlarge_boxes(plane: Array, factor: int, window: Box) -> Array:
    """A window of a plane enlarged ``factor`` times, the last of whose pixels may lie outside the picture."""
    return enlarge(plane, (plane.shape[0] * factor, plane.shape[1] * factor), window)


def _box_lengths(length: int, factor: int) -> NDArray[np.int64]:
    lengths = np.full(-(-length // factor), factor, np.int64)
    lengths[-1] = length - (len(lengths) - 1) * factor
    return lengths


def _taps(
    source: int, target: int, start: int, stop: int
) -> tuple[NDArray[np.intp], NDArray[np.intp], Array]:
    position = np.clip((np.arange(start, stop) + 0.5) * (source / target) - 0.5, 0, source - 1)
    low = np.floor(position).astype(np.intp)
    return low, np.minimum(low + 1, source - 1), (position - low).astype(np.float32)
