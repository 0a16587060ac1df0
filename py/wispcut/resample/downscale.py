"""Downscaling in linear light, block of rows by block: a picture never stands in memory, neither large nor small.

From a shrink of 3 on (the larger of both axes) it goes in two steps: a bilinear (triangle) pre-reduction to twice the
target, then the kernel proper; below 3 the kernel alone. Colour is premultiplied with alpha before any averaging.

Rows are asked for, from the top, and every output row is computed in an aligned block of ``BLOCK`` rows from the same
input rows in the same order: the result does not depend on who holds the picture, or how.

Cost: about one multiplication per tap and value. Memory: the rows that one block of each step is made of.
Deviations from r3sizer: the softness of the bilinear step is made good in the weights of the second, which
brings the result six times nearer to the kernel alone; an axis that shrinks by less than two skips the first step.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from wispcut.core.checks import Array
from wispcut.resample.ingress import Ingress
from wispcut.resample.kernels import compensated, weights

Size = tuple[int, int]
BLOCK = 32
SMALLEST_BLOCK = 4  # rows of a block where many input rows make one
READ = 64  # about so many input rows are read together
STAGED_FROM = 3.0


def is_staged(size: Size, target: Size) -> bool:
    """Whether the shrink from ``size`` to ``target`` (height, width) is large enough for two steps."""
    return max(size[0] / target[0], size[1] / target[1]) >= STAGED_FROM


def middle_size(size: Size, target: Size) -> Size:
    """Size of the pre-reduced picture: twice the target, but never larger than the picture."""
    return min(size[0], 2 * target[0]), min(size[1], 2 * target[1])


class SeparableShrink:
    """One separable kernel from ``size`` to ``target``, applied block of output rows by block."""

    def __init__(self, size: Size, target: Size, kernel: str, softened: tuple[bool, bool] = (False, False)):
        """``softened``: whether a bilinear pre-reduction took place along y and x, to be made good."""
        self.target = target
        self._vertical, self._horizontal = (
            None
            if old == new
            else compensated(weights(old, new, kernel))
            if soft
            else weights(old, new, kernel)
            for old, new, soft in zip(size, target, softened, strict=True)
        )

    def needs(self, top: int, bottom: int) -> tuple[int, int]:
        """Input rows ``[first, last)`` that output rows ``[top, bottom)`` are made of."""
        if self._vertical is None:
            return top, bottom
        used = self._vertical.indices[self._vertical.indptr[top] : self._vertical.indptr[bottom]]
        return int(used.min()), int(used.max()) + 1

    def apply(self, planes: list[Array], start: int, top: int, bottom: int) -> list[Array]:
        """Make output rows ``[top, bottom)`` from planes ``(n, W)`` whose first row is input row ``start``."""
        reduced = [self._rows(plane, start, top, bottom) for plane in planes]
        if self._horizontal is None:
            return reduced
        # Columns become rows, so that the sparse product runs along contiguous memory.
        stacked = np.concatenate(reduced, axis=0) if len(reduced) > 1 else reduced[0]
        across = self._horizontal @ np.ascontiguousarray(stacked.T)
        return np.split(across.T, len(planes), axis=0)

    def _rows(self, plane: Array, start: int, top: int, bottom: int) -> Array:
        if self._vertical is None:
            return plane[top - start : bottom - start]
        low, high = self._vertical.indptr[top], self._vertical.indptr[bottom]
        part = sparse.csr_matrix(
            (
                self._vertical.data[low:high],
                self._vertical.indices[low:high] - start,
                self._vertical.indptr[top : bottom + 1] - low,
            ),
            shape=(bottom - top, plane.shape[0]),
        )
        result: Array = part @ plane
        return result


def cascade(blocks: Iterable[Array], step: SeparableShrink) -> Iterator[Array]:
    """Blocks ``(C, n, W)`` of all input rows, in order, to blocks ``(C, BLOCK or fewer, w)`` of all output rows."""
    supply = iter(blocks)
    held, start = next(supply), 0
    for top in range(0, step.target[0], BLOCK):
        bottom = min(top + BLOCK, step.target[0])
        first, last = step.needs(top, bottom)
        parts, end = [held], start + held.shape[1]
        while end < last:
            parts.append(next(supply))
            end += parts[-1].shape[1]
        held = np.concatenate(parts, axis=1) if len(parts) > 1 else held
        yield np.stack(step.apply([*held[:, first - start : last - start]], first, top, bottom))
        # The next block starts no earlier than this block's last row did.
        keep = step.needs(bottom - 1, bottom)[0]
        held, start = held[:, keep - start :], keep


def _shared(blocks: Iterator[Array], count: int) -> list[Iterator[Array]]:
    """The same blocks ``count`` times, each kept until all have seen it; ``itertools.tee`` keeps 57 of them."""
    waiting: list[deque[Array]] = [deque() for _ in range(count)]

    def each(mine: deque[Array]) -> Iterator[Array]:
        while True:
            if not mine:
                new = next(blocks, None)
                if new is None:
                    return
                for queue in waiting:
                    queue.append(new)
            yield mine.popleft()

    return [each(mine) for mine in waiting]


Rows = Callable[[int, int], NDArray[Any]]


class Reduction:
    """The way from the rows of a picture to linear (premultiplied) planes at the target size; it can be gone again.

    ``read(first, last)`` answers with rows ``(last - first, W, 3 or 4)``, bytes or float32, alpha straight. ``alpha``
    False leaves a fourth channel out.
    """

    def __init__(self, read: Rows, size: Size, target: Size, ingress: Ingress, *, alpha: bool):
        self._read, self._ingress = read, ingress
        self.size, self.target, self.alpha = size, target, alpha
        self.staged = is_staged(size, target)
        self.middle = middle_size(size, target) if self.staged else size

    def blocks(self, *kernels: str) -> list[Iterator[Array]]:
        """For each kernel blocks ``(3 or 4, n, w)`` of all target rows from the top; go through them side by side."""
        if not self.staged:
            return [self._reduced(SeparableShrink(self.size, self.target, kernel)) for kernel in kernels]
        softened = self.middle[0] < self.size[0], self.middle[1] < self.size[1]
        rows = self._reduced(SeparableShrink(self.size, self.middle, "Triangle"))
        return [
            cascade(each, SeparableShrink(self.middle, self.target, kernel, softened))
            for each, kernel in zip(_shared(rows, len(kernels)), kernels, strict=True)
        ]

    def source(self) -> Iterator[Array]:
        """The source itself: blocks of its linear planes ``(3 or 4, n, W)``, straight."""
        for top in range(0, self.size[0], READ):
            yield np.stack(self._linear(top, min(top + READ, self.size[0]), premultiplied=False))

    def _reduced(self, step: SeparableShrink) -> Iterator[Array]:
        """The first step, from the rows that each block is made of."""
        height = step.target[0]
        rows = int(np.clip(READ * height / self.size[0], SMALLEST_BLOCK, BLOCK))
        for top in range(0, height, rows):
            bottom = min(top + rows, height)
            first, last = step.needs(top, bottom)
            yield np.stack(step.apply(self._linear(first, last), first, top, bottom))

    def _linear(self, first: int, last: int, *, premultiplied: bool = True) -> list[Array]:
        rows = self._read(first, last)
        one = 255 if rows.dtype == np.uint8 else 1.0
        alpha = None
        if self.alpha and not (rows[..., 3] == one).all():
            alpha = self._ingress.alpha(rows[..., 3])
        cover = alpha if premultiplied else None
        planes = [self._ingress.linear(rows[..., channel], cover) for channel in range(3)]
        if self._ingress.scale != 1.0:
            for plane in planes:
                plane *= np.float32(self._ingress.scale)
        if self.alpha:
            planes.append(np.ones(rows.shape[:2], np.float32) if alpha is None else alpha)
        return planes
