"""Marks: labels that a person gives to single pixels. A plane of them is ``(H, W)`` uint8; they win over the mask.

A full plane of marks (no ``NONE``) is a trimap.
"""

import numpy as np
from numpy.typing import NDArray

from wispcut.core.checks import Array

NONE, KEEP, REMOVE, UNSURE = 0, 1, 2, 3
CODES = {"none": NONE, "keep": KEEP, "remove": REMOVE, "unsure": UNSURE}

MARKED: Array = np.array([0.5, 1, 0, 0.5], np.float32)
"""Each mark as a value of a trimap; ``NONE`` has no value of its own."""


def marks_from_trimap(levels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """A trimap of bytes, 0 background, 255 foreground, anything else unknown, as a full plane of marks."""
    return np.where(levels == 255, KEEP, np.where(levels == 0, REMOVE, UNSURE)).astype(np.uint8)


def box_marks(marks: NDArray[np.uint8], factor: int) -> NDArray[np.uint8]:
    """Reduce a plane of marks by a whole factor: ``(H, W)`` to ``(ceil(H / factor), ceil(W / factor))``.

    A box whose pixels all agree keeps their mark; a box of several marks is ``UNSURE``, unless some of its pixels have
    none and the others agree: then it takes their mark. Raises ``ValueError`` for bytes that are no mark.
    """
    if marks.size and marks.max() > UNSURE:
        raise ValueError(f"marks must be 0 to {UNSURE}; got {marks.max()}")
    height, width = marks.shape
    shape = (-(-height // factor), -(-width // factor))
    seen = np.zeros(shape, np.uint8)  # bit m - 1 is set where mark m occurs
    bits = np.array([0, 1, 2, 4], np.uint8)[marks]
    for i in range(min(factor, height)):
        for j in range(min(factor, width)):
            step = bits[i::factor, j::factor]
            seen[: step.shape[0], : step.shape[1]] |= step
    return np.array([NONE, KEEP, REMOVE, UNSURE, UNSURE, UNSURE, UNSURE, UNSURE], np.uint8)[seen]
