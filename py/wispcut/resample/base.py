"""The unsharpened picture at the target size, and what is measured of it before any probe."""

import numpy as np
from numpy.typing import NDArray

from wispcut.checks import Array
from wispcut.resample import breakdown as parts
from wispcut.resample.contrast import level
from wispcut.resample.params import Params
from wispcut.resample.quality import Energy, ringing_count
from wispcut.resample.regions import CLASSES, Mask, classify, inner
from wispcut.resample.sharpen import luma_of
from wispcut.resample.timing import Clock


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


class Base:
    """The unsharpened picture at the target size, and what is known of it before probing."""

    def __init__(self, planes: Array, params: Params, clock: Clock, *, full: bool):
        self.rgb, self.alpha, self.visible = straighten(planes)
        self.height, self.width = self.rgb.shape[1:]
        with clock.stage("contrast_us"):
            if params.enable_contrast_leveling:
                level(self.rgb, self.visible)
        self.luma = luma_of(self.rgb)
        self.known = inner(self.visible)
        self.pixels = self.luma.size if self.visible is None else int(np.count_nonzero(self.visible))
        self.energy = Energy() if full else None
        self.classes: NDArray[np.uint8] | None = None
        self.class_counts = np.zeros(len(CLASSES), np.int64)
        self.ringing = 0
        adaptive = params.sharpen_strategy == "ContentAdaptive"
        if adaptive:
            self.classes = np.empty(self.luma.shape, np.uint8)
        for band in parts.bands(self.luma, self.known, np.inf):
            with clock.stage("base_quality_us"):
                core = slice(band.top + band.core.start, band.top + band.core.stop)
                # Ringing looks at the rows above and below: count in the band with its halo, minus the halo's own.
                self.ringing += _ringing_of(band)
                if self.energy is not None:
                    self.energy.add(band.gradient[band.core], band.variance[band.core], band.known)
            if adaptive:
                with clock.stage("classification_us"):
                    self._classify(band, core, params)

    def _classify(self, band: parts.Band, core: slice, params: Params) -> None:
        gradient, variance = band.gradient[band.core], band.variance[band.core]
        window = params.classification.variance_window
        if window != 5:
            variance = parts.local_variance(band.luma, window)[band.core]
        classes = classify(gradient, variance, params.classification)
        if band.known is not None:
            classes[~band.known] = 0  # next to the edge of a matte: calm
        shown = classes if self.visible is None else classes[self.visible[core]]
        self.class_counts += np.bincount(shown.ravel(), minlength=len(CLASSES))
        assert self.classes is not None
        self.classes[core] = classes


def _ringing_of(band: parts.Band) -> int:
    first = max(0, band.core.start - 1)
    last = min(band.luma.shape[0], band.core.stop + 1)
    mask = np.zeros((last - first, band.luma.shape[1]), bool)
    mask[band.core.start - first : band.core.stop - first] = True if band.known is None else band.known
    return ringing_count(band.luma[first:last], band.gradient[first:last], mask)
