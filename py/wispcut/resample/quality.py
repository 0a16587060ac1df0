"""How well the resize itself went, before any sharpening, and how much of the artifact budget that leaves.

Ringing (always, needs no reference): share of pixels near a strong edge (Sobel magnitude 0.30 or more) whose
forward and backward differences along x or y both exceed 0.01 and point in opposite directions.
``envelope_scale = clamp(1 - 2 · ringing_score, 0.65, 1)`` scales the target ratio.

Retention (full diagnostics only): mean Sobel energy and mean local variance per pixel of the result over those of the
source, at most 1. The source is read while its rows pass (:class:`SourceEnergy`); it never stands in memory.
Numbers: r3sizer-core.
"""

import numpy as np
from numpy.typing import NDArray

from wispcut.checks import Array
from wispcut.resample.ingress import Ingress
from wispcut.resample.regions import Mask, gradient_magnitude, local_variance
from wispcut.resample.sharpen import luma_of

RINGING_WEIGHT = 2.0
SMALLEST_ENVELOPE = 0.65
EDGE = 0.30
STEP = 0.01
_HALO = 3  # rows a 5×5 variance or a 3×3 gradient looks at, and one more
_ROWS = 64


def ringing_count(luma: Array, gradient: Array, known: Mask | None = None) -> int:
    """Number of ringing pixels of ``(H, W)``; the outermost rows and columns look along one axis only."""
    across, down = np.diff(luma, axis=1), np.diff(luma, axis=0)
    ringing = np.zeros(luma.shape, bool)
    ringing[:, 1:-1] = _flips(across[:, :-1], across[:, 1:])
    ringing[1:-1] |= _flips(down[:-1], down[1:])
    ringing &= gradient >= EDGE
    if known is not None:
        ringing &= known
    return int(np.count_nonzero(ringing))


def _flips(before: Array, after: Array) -> Mask:
    rise = (before > STEP) & (after < -STEP)
    rise |= (before < -STEP) & (after > STEP)
    return rise


def envelope_scale(ringing_score: float) -> float:
    """What the target ratio is multiplied by."""
    return float(np.clip(1.0 - RINGING_WEIGHT * ringing_score, SMALLEST_ENVELOPE, 1.0))


class Energy:
    """Mean Sobel energy and mean local variance, summed over rows in ``float64``."""

    def __init__(self) -> None:
        self.edge, self.texture, self.pixels = 0.0, 0.0, 0

    def add(self, gradient: Array, variance: Array, known: Mask | None = None) -> None:
        """Account for the rows of a gradient magnitude and a local variance."""
        if known is None:
            self.pixels += gradient.size
            self.edge += float(np.square(gradient, dtype=np.float64).sum())
            self.texture += float(variance.sum(dtype=np.float64))
        else:
            self.pixels += int(np.count_nonzero(known))
            self.edge += float(np.square(gradient, dtype=np.float64).sum(where=known))
            self.texture += float(variance.sum(dtype=np.float64, where=known))


class SourceEnergy(Energy):
    """The same of a picture whose rows pass once, in aligned blocks, whatever the stripes."""

    def __init__(self, height: int, ingress: Ingress):
        super().__init__()
        self._height, self._ingress = height, ingress
        self._held: NDArray | None = None
        self._from, self._next = 0, 0

    def feed(self, rows: NDArray) -> None:
        """Take the next rows ``(n, W, 3 or 4)``. Transparent pixels count as the colour that they store."""
        self._held = rows.copy() if self._held is None else np.concatenate([self._held, rows])
        while self._next < self._height:
            bottom = min(self._next + _ROWS, self._height)
            first, last = max(0, self._next - _HALO), min(self._height, bottom + _HALO)
            if last > self._from + self._held.shape[0]:
                return
            part = self._held[first - self._from : last - self._from]
            luma = luma_of(np.stack([self._ingress.linear(part[..., c]) for c in range(3)]))
            core = slice(self._next - first, bottom - first)
            self.add(gradient_magnitude(luma)[core], local_variance(luma)[core])
            self._next = bottom
            keep = max(0, bottom - _HALO)
            self._held = self._held[keep - self._from :]
            self._from = keep


def base_resize_quality(
    ringing: int, pixels: int, result: Energy | None, source: Energy | None
) -> dict[str, float | None]:
    """``base_resize_quality`` of the report; retention is None without a source."""
    score = ringing / max(pixels, 1)
    out: dict[str, float | None] = {
        "ringing_score": score,
        "envelope_scale": envelope_scale(score),
        "edge_retention": None,
        "texture_retention": None,
    }
    if source is not None and result is not None:
        out["edge_retention"] = _ratio(result.edge, result.pixels, source.edge, source.pixels)
        out["texture_retention"] = _ratio(result.texture, result.pixels, source.texture, source.pixels)
    return out


def _ratio(ours: float, ours_n: int, theirs: float, theirs_n: int) -> float:
    return min(1.0, (ours / max(ours_n, 1)) / (theirs / max(theirs_n, 1))) if theirs > 0 else 1.0
