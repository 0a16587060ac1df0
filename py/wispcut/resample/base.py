"""The unsharpened picture at the target size, band by band, with everything that sharpening and measuring need."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wispcut.core.checks import Array
from wispcut.resample import contrast
from wispcut.resample.breakdown import HALO, Band, band_of
from wispcut.resample.params import Params
from wispcut.resample.regions import REACH, Mask, classify, gradient_magnitude, inner, local_variance
from wispcut.resample.sharpen import Sharpener, blur_reach, luma_of, make_sharpener
from wispcut.resample.timing import Clock
from wispcut.resample.windows import windows

# Linear planes up to this many bytes are kept between the passes; larger ones are made again.
KEPT_BYTES = 96e6


def straighten(planes: Array) -> tuple[Array, Array | None, Mask | None]:
    """Premultiplied planes to straight colour ``(3, h, w)``, alpha, and where anything is visible; in place.

    Colour is divided by the alpha that was resampled with it, so a constant colour stays exactly that. Where a pixel
    is not fully opaque its colour is clamped to [0, 1]: ringing there is of the matte, not of the picture.
    """
    if planes.shape[0] == 3:
        return planes, None, None
    rgb, alpha = planes[:3], planes[3]
    visible = alpha >= 0.5 / 255
    np.divide(rgb, alpha, out=rgb, where=visible)
    rgb *= visible
    np.clip(rgb, 0, 1, out=rgb, where=alpha < 254.5 / 255)
    np.clip(alpha, 0, 1, out=alpha)
    return rgb, alpha, visible


@dataclass(frozen=True)
class BaseBand:
    """Rows ``[top, bottom)``: what is delivered comes from ``core``, statistics from ``around`` (a few rows more)."""

    top: int
    bottom: int
    core: Sharpener
    alpha: Array | None
    visible: Mask | None
    classes: NDArray[np.uint8] | None
    around: Sharpener
    around_core: slice
    known: Mask | None

    def statistics(self) -> Band:
        """The band as the breakdown of the metric takes it."""
        return band_of(self.around, self.around_core, self.known)


class Base:
    """The unsharpened picture of ``size`` (height, width); goes by as often as it is asked for."""

    def __init__(
        self,
        blocks: Callable[[], Iterator[Array]],
        size: tuple[int, int],
        channels: int,
        params: Params,
        clock: Clock,
    ):
        """``blocks()`` gives linear (premultiplied) planes ``(channels, n, w)`` from the top, ``channels`` 3 or 4."""
        self.height, self.width = size
        self._blocks, self._params, self._clock = blocks, params, clock
        self._kept: list[Array] | None = None
        self._keeps = 4 * channels * size[0] * size[1] <= KEPT_BYTES
        self._ends: contrast.Ends | None = None
        reach = max(REACH, params.classification.variance_window // 2)
        self._halo = HALO + max(blur_reach(params.sharpen_sigma), reach + REACH)

    def _planes(self) -> Iterator[Array]:
        if self._kept is not None:
            yield from self._kept
            return
        kept, rows = [], 0
        for block in self._clock.timed("resize_us", self._blocks()):
            rows += block.shape[1]
            if self._keeps:
                kept.append(block)
                if rows == self.height:  # now: nobody asks for what comes after the last block
                    self._kept = kept
            yield block

    def bands(self) -> Iterator[BaseBand]:
        """All bands from the top."""
        params, clock = self._params, self._clock
        if params.enable_contrast_leveling and self._ends is None:
            self._ends = self._percentiles()
        for window in windows(self._planes(), self.height, self._halo):
            with clock.stage("contrast_us"):
                rgb, alpha, visible = straighten(window.planes)
                if self._ends is not None:
                    contrast.level(rgb, self._ends)
            with clock.stage("classification_us" if params.adaptive else "probing_us"):
                luma, known = luma_of(rgb), inner(visible)
                classes = self._classify(luma, known) if params.adaptive else None
            with clock.stage("probing_us"):
                sharpener = make_sharpener(
                    rgb,
                    luma,
                    sigma=params.sharpen_sigma,
                    lightness=params.sharpen_mode == "Lightness",
                    classes=classes,
                    gains=params.gains.array(),
                    alpha=alpha,
                    max_chroma_shift=params.max_chroma_shift if params.chroma_guard else None,
                )
            core, rows = window.core, luma.shape[0]
            first, last = max(0, core.start - HALO), min(rows, core.stop + HALO)
            yield BaseBand(
                window.top,
                window.bottom,
                sharpener.rows(core.start, core.stop),
                None if alpha is None else alpha[core],
                None if visible is None else visible[core],
                None if classes is None else classes[core],
                sharpener.rows(first, last),
                slice(core.start - first, core.stop - first),
                None if known is None else known[core],
            )

    def _classify(self, luma: Array, known: Mask | None) -> NDArray[np.uint8]:
        rules = self._params.classification
        classes = classify(gradient_magnitude(luma), local_variance(luma, rules.variance_window), rules)
        if known is not None:
            classes[~known] = 0  # next to the edge of a matte: calm
        return classes

    def _percentiles(self) -> contrast.Ends:
        step = contrast.every(self.height, self.width)
        parts = []
        for index, block in enumerate(self._planes()):
            if index % step == 0:
                rgb, _, visible = straighten(block.copy())
                parts.append((rgb, visible))
        with self._clock.stage("contrast_us"):
            return contrast.percentiles(parts)
