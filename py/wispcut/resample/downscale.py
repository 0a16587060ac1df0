"""Downscaling in linear light, fed with stripes of rows, so that a large photo never stands in memory as floats.

From a shrink of 3 on (the larger of both axes) it goes in two steps: a bilinear (triangle) pre-reduction to twice the
target, then the kernel proper; below 3 the kernel alone. Colour is premultiplied with alpha before any averaging.

Every output row is computed in an aligned block of ``BLOCK`` rows from the same input rows in the same order,
however the caller cuts his stripes: the result is the same to the last bit.

Cost: about one multiplication per tap and value. Memory: the pre-reduced picture, ``16 · 4 · h · w`` bytes for a cutout
(``16 · h · w`` below a shrink of 3), and the input rows of one block.
Deviations from r3sizer: the softness of the bilinear step is made good in the weights of the second, which
brings the result six times nearer to the kernel alone; an axis that shrinks by less than two skips the first step.
"""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from wispcut.checks import Array
from wispcut.resample.ingress import Ingress
from wispcut.resample.kernels import compensated, weights

Size = tuple[int, int]
BLOCK = 32
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
        return part @ plane


def shrink_planes(
    planes: Array, target: Size, kernel: str, softened: tuple[bool, bool] = (False, False)
) -> Array:
    """Resample whole planes ``(C, H, W)`` to ``(C, *target)`` with one kernel."""
    step = SeparableShrink((planes.shape[1], planes.shape[2]), target, kernel, softened)
    out = np.empty((planes.shape[0], *target), np.float32)
    for top in range(0, target[0], BLOCK):
        bottom = min(top + BLOCK, target[0])
        first, last = step.needs(top, bottom)
        for index, rows in enumerate(step.apply([*planes[:, first:last]], first, top, bottom)):
            out[index, top:bottom] = rows
    return out


class Reducer:
    """Collects the rows of a picture, from the top, and keeps only what is already reduced.

    ``planes[kernel]`` holds, once ``done``, the linear (premultiplied) planes ``(3 or 4, *middle)``.
    """

    def __init__(self, size: Size, target: Size, channels: int, kernels: tuple[str, ...], ingress: Ingress):
        """``channels`` is 3 or 4 (straight alpha last); ``kernels`` are the ones wanted at the target size."""
        self.size, self.target, self.channels, self.ingress = size, target, channels, ingress
        self.staged = is_staged(size, target)
        self.kernels = kernels
        self.middle = middle_size(size, target) if self.staged else target
        self._steps = {
            name: SeparableShrink(size, self.middle, name)
            for name in (("Triangle",) if self.staged else kernels)
        }
        self.planes = {name: np.empty((channels, *self.middle), np.float32) for name in self._steps}
        self.opaque = True
        self._held: NDArray | None = None  # input rows that coming output rows still need
        self._held_from = 0
        self.seen = 0
        self._next = 0  # first output row not yet made

    @property
    def done(self) -> bool:
        """Whether every row has been given."""
        return self.seen == self.size[0]

    def release(self) -> None:
        """Let go of the reduced planes."""
        self.planes.clear()

    def add(self, rows: NDArray) -> None:
        """Take the next rows ``(n, W, C)``, bytes or float32; any n."""
        self.ingress.count(rows)
        # A copy: the caller may reuse his buffer.
        self._held = rows.copy() if self._held is None else np.concatenate([self._held, rows])
        self.seen += rows.shape[0]
        while self._next < self.middle[0]:
            top, bottom = self._next, min(self._next + BLOCK, self.middle[0])
            spans = [step.needs(top, bottom) for step in self._steps.values()]
            first, last = min(s[0] for s in spans), max(s[1] for s in spans)
            if last > self.seen:
                return
            self._make(self._held[first - self._held_from : last - self._held_from], first, top, bottom)
            self._next = bottom
            # The next block starts no earlier than this block's last row did.
            keep = min(step.needs(bottom - 1, bottom)[0] for step in self._steps.values())
            self._held = self._held[keep - self._held_from :]
            self._held_from = keep
        self._held = None

    def _make(self, rows: NDArray, first: int, top: int, bottom: int) -> None:
        one = 255 if rows.dtype == np.uint8 else 1.0
        opaque = self.channels == 3 or bool((rows[..., 3] == one).all())
        alpha = None if opaque else self.ingress.alpha(rows[..., 3])
        planes = [self.ingress.linear(rows[..., channel], alpha) for channel in range(3)]
        if alpha is not None:
            self.opaque = False
            planes.append(alpha)
        for name, step in self._steps.items():
            out = self.planes[name]
            for index, made in enumerate(step.apply(planes, first, top, bottom)):
                out[index, top:bottom] = made
            if self.channels == 4 and opaque:
                out[3, top:bottom] = 1.0

    def finish(self, kernel: str) -> Array:
        """The planes ``(3 or 4, *target)`` made with ``kernel``, 3 of them where every pixel is opaque."""
        colour = 3 if self.opaque else self.channels
        if self.staged:
            softened = self.middle[0] < self.size[0], self.middle[1] < self.size[1]
            return shrink_planes(self.planes["Triangle"][:colour], self.target, kernel, softened)
        return self.planes[kernel][:colour]
