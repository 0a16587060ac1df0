"""The artifact metric: how much of the picture lies outside [0, 1].

``ChannelClippingRatio`` counts channel values, ``PixelOutOfGamutRatio`` counts pixels with any such value. Transparent
pixels count neither above nor below the line. Values exactly 0 or 1 are inside, and so is what lies beyond by less
than ``ROUNDING``: a white sky that was averaged in float32 is still a white sky.
"""

import numpy as np
from numpy.typing import NDArray

from wispcut.checks import Array
from wispcut.resample.sharpen import Sharpener, luma_of

ROUNDING = 1e-5
METRICS = ("ChannelClippingRatio", "PixelOutOfGamutRatio")
Mask = NDArray[np.bool_]
_ROWS = 128  # rows rendered at a time: temporaries stay in the cache


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
    always. What remains, usually a few per cent, is rendered exactly as the final picture is. The result equals the
    count over all pixels.
    """

    def __init__(
        self,
        sharpener: Sharpener,
        visible: Mask | None,
        limit: float,
        metric: str,
        luminance_only: bool = False,
    ):
        """``limit`` is the largest strength that will be asked for."""
        height, width = sharpener.luma.shape
        self.metric, self.luminance_only, self.limit = metric, luminance_only, limit
        shown = height * width if visible is None else int(np.count_nonzero(visible))
        self.total = shown * (3 if metric == "ChannelClippingRatio" and not luminance_only else 1)
        parts = []
        for top in range(0, height, _ROWS):
            rows = sharpener.rows(top, min(top + _ROWS, height))
            suspect = np.asarray(outside(rows.rgb).any(axis=0))
            suspect |= outside(rows.render(limit)).any(axis=0)
            if not rows.lightness and rows.max_chroma_shift is not None:
                bend = np.minimum(rows.reach(), np.float32(limit))
                suspect |= outside(rows.render(bend)).any(axis=0)
            if visible is not None:
                suspect &= visible[top : top + _ROWS]
            parts.append(rows.at(suspect))
        self._suspects = Sharpener(
            np.concatenate([part.rgb for part in parts], axis=1),
            np.concatenate([part.luma for part in parts]),
            np.concatenate([part.slope for part in parts], axis=-1),
            sharpener.max_chroma_shift,
        )

    def ratio(self, strength: float) -> float:
        """P(s): the share of values outside at this strength."""
        return self.ratio_of(self._suspects.render(strength))

    def base_ratio(self) -> float:
        """The share of values outside before any sharpening."""
        return self.ratio_of(self._suspects.rgb)

    def ratio_of(self, values: Array) -> float:
        """The share for values of the suspects; 0 where nothing is visible."""
        if self.luminance_only:
            return int(np.count_nonzero(outside(luma_of(values)))) / max(self.total, 1)
        return count(values, self.metric) / max(self.total, 1)
