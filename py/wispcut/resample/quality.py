"""How well the resize itself went, before any sharpening, and how much of the artifact budget that leaves.

Ringing (always, needs no reference): share of pixels near a strong edge (Sobel magnitude 0.30 or more) whose
forward and backward differences along x or y both exceed 0.01 and point in opposite directions.
``envelope_scale = clamp(1 - 2 · ringing_score, 0.65, 1)`` scales the target ratio.

Retention (full diagnostics only): mean Sobel energy and mean local variance per pixel of the result over those of the
source, at most 1. Only pixels count whose 5×5 neighbourhood is visible. The source is read once more for it.
Numbers: r3sizer-core.
"""

from collections.abc import Iterable

import numpy as np

from wispcut.core.checks import Array
from wispcut.resample.regions import REACH, Mask, gradient_magnitude, inner, local_variance
from wispcut.resample.sharpen import luma_of
from wispcut.resample.windows import windows

RINGING_WEIGHT = 2.0
SMALLEST_ENVELOPE = 0.65
EDGE = 0.30
STEP = 0.01


def ringing_count(luma: Array, gradient: Array, known: Mask | None = None) -> int:
    """Number of ringing pixels of ``(H, W)``; the outermost rows and columns are checked along one axis only."""
    across, down = np.diff(luma, axis=1), np.diff(luma, axis=0)
    ringing = np.zeros(luma.shape, bool)
    ringing[:, 1:-1] = _flips(across[:, :-1], across[:, 1:])
    ringing[1:-1] |= _flips(down[:-1], down[1:])
    ringing &= gradient >= EDGE
    if known is not None:
        ringing &= known
    return int(np.count_nonzero(ringing))


def ringing_of_rows(luma: Array, core: slice, known: Mask | None) -> int:
    """The same for the rows ``core`` of ``(n, W)``, which has a row more on either side, within the picture."""
    first, last = max(0, core.start - 1), min(luma.shape[0], core.stop + 1)
    mask = np.zeros((last - first, luma.shape[1]), bool)
    mask[core.start - first : core.stop - first] = True if known is None else known
    return ringing_count(luma[first:last], gradient_magnitude(luma)[first:last], mask)


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


def source_energy(planes: Iterable[Array], height: int, *, alpha: bool) -> Energy:
    """The same of a whole picture, whose straight linear planes ``(3 or 4, n, W)`` pass by; alpha comes last."""
    out = Energy()
    for window in windows(planes, height, REACH):
        known = inner(window.planes[3] >= 0.5 / 255) if alpha else None
        luma = luma_of(window.planes[:3])
        core = window.core
        out.add(
            gradient_magnitude(luma)[core], local_variance(luma)[core], None if known is None else known[core]
        )
    return out


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
