"""A second run of the AI: the part of the photo around an unsure subject, seen larger.

The AI sees any photo at one size. A subject that fills little of it is seen at few pixels, and where the mask then
stays half-way over whole areas (a limb, a dress), the same network often knows better once these areas are larger.
:func:`closer_box` says whether and where to look again, :func:`merge_looks` what is believed of both answers: the
second one where it sees more of the subject; where it sees less, what the first one was sure of stays, and of the rest
a part, so that the photo's colours may still speak for a limb that only one look has seen. Outside the box the first
one stands.

What was measured, and the ways that were not kept (a mirrored view, a median of three), is in decision note 0044.
"""

import math

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from wispcut.core.checks import Array
from wispcut.core.pixels import from_bytes, to_bytes
from wispcut.core.scale import Box, mean_boxes

Bytes = NDArray[np.uint8]

GRID = 256
"""Cells across the mask: what is unsure over less than three of them in a row is an edge or hair, no area."""
UNSURE = (0.15, 0.85)
"""Mask values between these count as unsure."""
LEAST = 0.02
"""How large the unsure areas must be, as a share of the subject. Lower looks again more often, for less."""
MARGIN = 0.15
"""Of the subject's longer side, kept around it. Smaller shows it larger, and cuts off more that was missed."""
MOST = 0.8
"""Largest share of the photo that the box may have; above it nothing would be seen that was not seen before."""
SHORTEST = 96
"""Pixels of the photo that the box must have in each direction: less is blur at the AI's size."""
SURE = 200
"""Bytes of the first mask from here on stay, whatever the second one says."""
REST = 0.3
"""Weight of the first mask where the second one says less. Higher keeps more limbs, and more of what is no subject."""


def closer_box(mask: Bytes, size: tuple[int, int]) -> Box | None:
    """The part of the photo to look at again, or None where the first look is enough.

    Args:
        mask: ``(s, s)`` uint8, what the AI said of the whole photo, at least ``GRID`` pixels wide.
        size: ``(H, W)`` of the photo.

    Returns:
        ``(row0, column0, row1, column1)`` in pixels of the photo: the subject (values above one half) and a margin.

    Cost: 2 ms, for a mask of 1024 x 1024.
    """
    subject = mask > 127
    if not subject.any():
        return None
    cells = mean_boxes(from_bytes(mask), max(1, mask.shape[0] // GRID))
    unsure = ndimage.binary_opening((cells > UNSURE[0]) & (cells < UNSURE[1]))
    if unsure.sum() < LEAST * (cells > 0.5).sum():
        return None
    spans = [np.flatnonzero(subject.any(axis)) for axis in (1, 0)]
    scale = [length / side for length, side in zip(size, mask.shape, strict=True)]
    first = [span[0] * k for span, k in zip(spans, scale, strict=True)]
    last = [(span[-1] + 1) * k for span, k in zip(spans, scale, strict=True)]
    margin = MARGIN * max(b - a for a, b in zip(first, last, strict=True))
    row0, column0 = (max(0, math.floor(a - margin)) for a in first)
    row1, column1 = (min(n, math.ceil(b + margin)) for b, n in zip(last, size, strict=True))
    height, width = row1 - row0, column1 - column0
    if min(height, width) < SHORTEST or height * width > MOST * size[0] * size[1]:
        return None
    return row0, column0, row1, column1


def merge_looks(first: Bytes, second: Bytes, box: Box, size: tuple[int, int]) -> Bytes:
    """The mask of the whole photo after a second look at ``box``.

    Args:
        first: ``(s, s)`` uint8, of the whole photo. second: ``(s, s)`` uint8, of the box alone.
        box: from :func:`closer_box`. size: ``(H, W)`` of the photo.

    Returns:
        ``(s, s)`` uint8. Inside the box each value is the mean of the second mask over what the pixel covers.
    """
    rows, columns = (_covered(box[i], box[i + 2], size[i], first.shape[i]) for i in (0, 1))
    high = _means(from_bytes(second), box[0], box[2], size[0], rows, first.shape[0])
    closer = to_bytes(_means(high.T, box[1], box[3], size[1], columns, first.shape[1]).T)
    out = first.copy()
    inside = np.ix_(rows, columns)
    known = first[inside]
    partly = np.rint(REST * known.astype(np.float64) + (1 - REST) * closer).astype(np.uint8)
    out[inside] = np.where(closer >= known, closer, np.where(known >= SURE, known, partly))
    return out


def _covered(start: int, stop: int, length: int, side: int) -> NDArray[np.intp]:
    """The mask's rows (or columns) whose centres lie in the box."""
    centre = (np.arange(side) + 0.5) * (length / side)
    return np.flatnonzero((centre >= start) & (centre < stop))


def _means(plane: Array, start: int, stop: int, length: int, rows: NDArray[np.intp], side: int) -> Array:
    """Means of the plane's rows, which cover ``start`` to ``stop``, over the mask's ``rows``: differences of sums."""
    scale = plane.shape[0] / (stop - start)
    at = np.stack([rows, rows + 1]) * (length / side)
    at = np.clip((at - start) * scale, 0, plane.shape[0])
    sums = np.vstack([np.zeros((1, plane.shape[1])), np.cumsum(plane, axis=0, dtype=np.float64)])
    low = np.minimum(at.astype(np.intp), plane.shape[0] - 1)
    total = sums[low] + (at - low)[..., None] * plane[low]
    result: Array = ((total[1] - total[0]) / (at[1] - at[0])[:, None]).astype(np.float32)
    return result
