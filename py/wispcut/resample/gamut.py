"""The artifact metric: how much of the picture lies outside [0, 1].

``ChannelClippingRatio`` counts channel values, ``PixelOutOfGamutRatio`` counts pixels with any such value. Transparent
pixels count neither above nor below the line. Values exactly 0 or 1 are inside, and so is what lies beyond by less
than ``ROUNDING``: a white sky that was averaged in float32 is still a white sky.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from wispcut.core.checks import Array
from wispcut.resample.sharpen import Sharpener, luma_of

ROUNDING = 1e-5
Mask = NDArray[np.bool_]


def outside(values: Array) -> Mask:
    """Where values lie outside [0, 1]."""
    return np.logical_or(values < -ROUNDING, values > 1 + ROUNDING)


def count(values: Array, metric: str, visible: Mask | None = None) -> int:
    """Number of channel values (or pixels) of ``values`` ``(3, ...)`` that are outside."""
    out = outside(values)
    if metric == "PixelOutOfGamutRatio":
        out = np.asarray(out.any(axis=0))
    if visible is not None:
        out &= visible
    return int(np.count_nonzero(out))


class GamutProbe:
    """Measures any strength in ``[0, limit]`` on the few pixels that can leave the gamut at all.

    A sharpened value is linear in the strength, with one bend where the chroma guard begins to hold. So its extremes
    over ``[0, limit]`` lie at 0, at the bend or at ``limit``, and a pixel that is inside at these three is inside
    always. What remains, usually a few per cent, is kept and rendered exactly as the final picture is. The result
    equals the count over all pixels.
    """

    def __init__(self, limit: float, metric: str, luminance_only: bool = False):
        """``limit`` is the largest strength that will be asked for."""
        self.metric, self.luminance_only, self.limit = metric, luminance_only, limit
        self.total = 0
        self._suspects: list[Sharpener] = []

    def add(self, rows: Sharpener, visible: Mask | None = None) -> None:
        """Take in some rows of the picture."""
        shown = rows.luma.size if visible is None else int(np.count_nonzero(visible))
        self.total += shown * (3 if self.metric == "ChannelClippingRatio" and not self.luminance_only else 1)
        suspect = np.asarray(outside(rows.rgb).any(axis=0))
        suspect |= outside(rows.render(self.limit)).any(axis=0)
        if not rows.lightness and rows.max_chroma_shift is not None:
            bend = np.minimum(rows.reach(), np.float32(self.limit))
            suspect |= outside(rows.render(bend)).any(axis=0)
        if visible is not None:
            suspect &= visible
        self._suspects.append(rows.at(suspect))

    def ratio(self, strength: float) -> float:
        """P(s): the share of values outside at this strength."""
        return self.count(self._joined().render(strength)) / max(self.total, 1)

    def base_ratio(self) -> float:
        """The share of values outside before any sharpening."""
        return self.count(self._joined().rgb) / max(self.total, 1)

    def count(self, values: Array, visible: Mask | None = None) -> int:
        """How many of the values ``(3, ...)`` are outside, by this probe's metric."""
        if self.luminance_only:
            return count(luma_of(values)[None], "PixelOutOfGamutRatio", visible)
        return count(values, self.metric, visible)

    def _joined(self) -> Sharpener:
        if len(self._suspects) > 1:
            parts = self._suspects
            self._suspects = [
                replace(
                    parts[0],
                    rgb=np.concatenate([part.rgb for part in parts], axis=1),
                    luma=np.concatenate([part.luma for part in parts]),
                    slope=np.concatenate([part.slope for part in parts], axis=-1),
                )
            ]
        return self._suspects[0]
