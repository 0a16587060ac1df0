"""Cut a picture into overlapping tiles and paste their cores back.

A tile's core is the pixels that it computes; the gutter around it overlaps its neighbours. Nothing in a tile may
depend on pixels beyond the gutter, so the pasted picture does not depend on the plan.
"""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from wispcut.core.checks import check_number
from wispcut.core.scale import Box

CORE = 1024
GUTTER = 64

Item = TypeVar("Item", bound=np.generic)


@dataclass(frozen=True)
class Tile:
    """``core``: the pixels that this tile computes. ``outer``: core and gutter, clipped at the picture's edge."""

    core: Box
    outer: Box


def plan(size: tuple[int, int], *, core: int = CORE, gutter: int = GUTTER) -> list[Tile]:
    """Tile a picture of ``size`` = (height, width) row by row; cores partition it, edge cores may be smaller.

    Raising ``core`` means fewer, larger calls (memory grows with its square); ``gutter`` may only grow: the algorithms
    need 64 px.

    >>> [tile.core for tile in plan((1, 1500))]
    [(0, 0, 1, 1024), (0, 1024, 1, 1500)]
    """
    check_number("core", core, 1, 2**31, integer=True)
    check_number("gutter", gutter, 0, 2**31, integer=True)
    height, width = size
    check_number("height", height, 1, 2**31, integer=True)
    check_number("width", width, 1, 2**31, integer=True)
    tiles = []
    for row in range(0, height, core):
        for column in range(0, width, core):
            inner = (row, column, min(row + core, height), min(column + core, width))
            tiles.append(Tile(inner, grow(inner, gutter, size)))
    return tiles


def grow(box: Box, margin: int, size: tuple[int, int]) -> Box:
    """The box with ``margin`` px more on every side, clipped at the picture."""
    row0, col0, row1, col1 = box
    return (
        max(0, row0 - margin),
        max(0, col0 - margin),
        min(size[0], row1 + margin),
        min(size[1], col1 + margin),
    )


def cut(picture: NDArray[Item], box: Box) -> NDArray[Item]:
    """View the box of a picture ``(H, W[, C])``; no copy."""
    return picture[box[0] : box[2], box[1] : box[3]]


def inside(core: Box, outer: Box) -> tuple[slice, slice]:
    """Where the core lies within its outer box, as slices of the outer box's pixels."""
    top, left = core[0] - outer[0], core[1] - outer[1]
    return slice(top, top + core[2] - core[0]), slice(left, left + core[3] - core[1])


def paste(picture: np.ndarray, core: Box, pixels: np.ndarray) -> None:
    """Write a tile's core pixels into ``picture``, which the caller owns (the one array that is changed)."""
    expected = (core[2] - core[0], core[3] - core[1])
    if pixels.shape[:2] != expected:
        raise ValueError(
            f"pixels must have height and width {expected} as their core; got {pixels.shape[:2]}"
        )
    picture[core[0] : core[2], core[1] : core[3]] = pixels
