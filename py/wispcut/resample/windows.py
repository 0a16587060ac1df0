"""Neighbourhoods in a picture that passes by: bands of rows with the rows around them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from wispcut.core.checks import Array

ROWS = 128  # rows of a band at most, and a quarter of that at least
PIXELS = 400_000  # pixels of a band, about: its temporaries are some 30 floats for each


def band_rows(width: int) -> int:
    """How many rows a band has in a picture of this width."""
    return max(ROWS // 4, min(ROWS, PIXELS // width))


@dataclass(frozen=True)
class Window:
    """Rows ``[top, bottom)`` of a picture count; ``planes`` ``(C, n, W)`` begin ``core.start`` rows above them."""

    top: int
    bottom: int
    core: slice
    planes: Array


def windows(blocks: Iterable[Array], height: int, halo: int) -> Iterator[Window]:
    """Blocks ``(C, n, W)`` of ``height`` rows, in order, as aligned bands with ``halo`` rows more on either side.

    At the top and the bottom of the picture there are fewer. Each window is a copy, free to be used up.
    """
    supply = iter(blocks)
    held, start = next(supply), 0
    rows = band_rows(held.shape[2])
    for top in range(0, height, rows):
        bottom = min(top + rows, height)
        first, last = max(0, top - halo), min(height, bottom + halo)
        parts, end = [held], start + held.shape[1]
        while end < last:
            parts.append(next(supply))
            end += parts[-1].shape[1]
        held = np.concatenate(parts, axis=1) if len(parts) > 1 else held
        held, start = held[:, first - start :], first
        yield Window(top, bottom, slice(top - first, bottom - first), held[:, : last - first].copy())
