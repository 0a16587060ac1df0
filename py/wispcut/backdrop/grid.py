"""The grid of tiles over a picture: where tiles lie, where their centres are, and how their samples are gathered.

Tiles start at the top left; the last row and column may be partial, with their true centres. Samples are taken on a
strided grid inside each tile when a tile has more pixels than the cap.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

BATCH = 1 << 19  # samples worked on at a time: their float64 temporaries stay in the processor's cache


@dataclass(frozen=True)
class TileGrid:
    """Tiles of ``tile`` pixels over a picture of ``shape``, both ``(height, width)``; a tile may exceed the picture.

    ``cap`` is the most samples to take from a full tile, 0 for all of them.
    """

    shape: tuple[int, int]
    tile: tuple[int, int]
    cap: int

    @property
    def counts(self) -> tuple[int, int]:
        """Number of tile rows and tile columns."""
        return ceil(self.shape[0] / self.tile[0]), ceil(self.shape[1] / self.tile[1])

    @property
    def stride(self) -> int:
        """Every how many rows and columns a sample is taken."""
        area = min(self.tile[0], self.shape[0]) * min(self.tile[1], self.shape[1])
        return max(1, ceil(sqrt(area / self.cap))) if self.cap else 1

    def centres(self, axis: int) -> NDArray[np.float64]:
        """Pixel coordinates of the tile centres along an axis: (n - 1) / 2 past the tile's start."""
        starts = np.arange(self.counts[axis]) * self.tile[axis]
        ends = np.minimum(starts + self.tile[axis], self.shape[axis])
        return (starts + ends - 1) / 2.0

    def batches(self) -> Iterator["Batch"]:
        """Groups of equal tiles that cover the grid: the full ones, and the partial right, bottom and corner ones."""
        for rows in self._spans(0):
            for columns in self._spans(1):
                size = ceil(rows.size / self.stride) * ceil(columns.size / self.stride)
                step = max(1, BATCH // (size * columns.tiles))
                for top in range(0, rows.tiles, step):
                    part = _Span(rows.first + top, min(step, rows.tiles - top), rows.size)
                    yield Batch(self, part, columns)

    def _spans(self, axis: int) -> Iterator["_Span"]:
        full, rest = divmod(self.shape[axis], self.tile[axis])
        if full:
            yield _Span(0, full, self.tile[axis])
        if rest:
            yield _Span(full, 1, rest)


@dataclass(frozen=True)
class _Span:
    """``tiles`` neighbouring tiles of ``size`` pixels along one axis, from tile ``first`` on."""

    first: int
    tiles: int
    size: int


@dataclass(frozen=True)
class Batch:
    """A rectangle of equal tiles."""

    grid: TileGrid
    rows: _Span
    columns: _Span

    @property
    def where(self) -> tuple[slice, slice]:
        """The place of these tiles in the mesh."""
        return (
            slice(self.rows.first, self.rows.first + self.rows.tiles),
            slice(self.columns.first, self.columns.first + self.columns.tiles),
        )

    @property
    def shape(self) -> tuple[int, int]:
        """Tile rows and tile columns in this batch."""
        return self.rows.tiles, self.columns.tiles

    def gather(self, plane: NDArray[Any]) -> NDArray[Any]:
        """The samples of a plane ``(H, W)`` as rows ``(tiles, samples)``: a copy."""
        top, left = self.rows.first * self.grid.tile[0], self.columns.first * self.grid.tile[1]
        height, width = self.rows.tiles * self.rows.size, self.columns.tiles * self.columns.size
        block = plane[top : top + height, left : left + width]
        split = block.reshape(self.rows.tiles, self.rows.size, self.columns.tiles, self.columns.size)
        stride = self.grid.stride
        tiles = split[:, ::stride, :, ::stride].transpose(0, 2, 1, 3)
        return tiles.reshape(self.rows.tiles * self.columns.tiles, -1)
