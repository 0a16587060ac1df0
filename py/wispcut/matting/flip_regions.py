"""A person overrules what was decided: one mark inside a decided region turns the whole region over.

A connected mark that says the opposite of a region, and lies in it with more than half of its pixels, speaks for the
whole region. Marks of both kinds inside it divide it: each pixel goes to the mark that a random walker from it reaches
first (Grady, "Random Walks for Image Segmentation", 2006), so the border follows the photo's edges.
"""

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from wispcut.core.checks import Array, check_image, check_plane
from wispcut.core.marks import KEEP, REMOVE
from wispcut.matting.colour_evidence import Flags
from wispcut.matting.random_walker import random_walker

_FREE = 1e-6  # confidence of a prior that says nothing


def flip_regions(photo: Array, decided: Array, marks: NDArray[np.uint8]) -> Array:
    """Return ``decided`` with the regions that the marks overrule.

    photo: ``(h, w, 3)`` float32 in [0, 1]. decided: ``(h, w)`` float32: 0 or 1 where a region was decided as a whole,
    0.5 elsewhere. marks: ``(h, w)`` uint8, see :mod:`wispcut.core.marks`.

    Raises:
        TypeError, ValueError: naming the argument that does not fit.

    Cost: four labellings; a sparse solve of the region where marks divide one.
    """
    check_image("photo", photo)
    check_plane("decided", decided, shape=photo.shape[:2])
    if marks.dtype != np.uint8 or marks.shape != decided.shape:
        raise ValueError(f"marks must be uint8 of shape {decided.shape}; got {marks.dtype} {marks.shape}")
    out = decided.copy()
    for label, contrary, same in ((0, KEEP, REMOVE), (1, REMOVE, KEEP)):
        flipped = _overruled(decided == label, marks == contrary)
        out[flipped] = 1 - label
        areas, count = ndimage.label(flipped & (decided == label))
        for area in range(1, count + 1):
            region = areas == area
            if (marks[region] == same).any():
                out[region] = _divided(photo, region, marks)[region]
    return out


def _overruled(region: Flags, mark: Flags) -> Flags:
    """The connected parts of a region in which more than half of a connected mark lies."""
    areas, count = ndimage.label(region)
    strokes, made = ndimage.label(mark, structure=np.ones((3, 3), int))
    if not count or not made:
        return np.zeros_like(region)
    size = np.bincount(strokes.ravel())
    stroke, area = strokes[mark], areas[mark]
    shared = np.bincount(stroke * (count + 1) + area, minlength=(made + 1) * (count + 1)).reshape(
        made + 1, -1
    )
    speaks = (2 * shared > size[:, None])[1:, 1:].any(0)
    return np.asarray(np.concatenate([[False], speaks])[areas])


def _divided(photo: Array, region: Flags, marks: NDArray[np.uint8]) -> Array:
    """1 where the walk ends at a Keep first, 0 where at a Remove."""
    held = np.where(marks == KEEP, 1, np.where(marks == REMOVE, 0, 0.5)).astype(np.float32)
    domain = region & (marks != KEEP) & (marks != REMOVE)
    even = np.full(held.shape, 0.5, np.float32)
    likely = random_walker(photo, even, np.full(held.shape, _FREE, np.float32), held, domain)
    return (likely > 0.5).astype(np.float32)
