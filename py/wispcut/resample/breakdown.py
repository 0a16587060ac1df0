"""The four parts of the artifact metric, of which only the first chooses the strength.

GamutExcursion: the artifact ratio itself. HaloRinging: share of edge profiles whose difference (sharpened minus base)
changes its sign twice or more. EdgeOvershoot: mean of ``max(0, peak / gradient - 1)`` over the same profiles.
TextureFlattening: mean ``|log2|`` of the ratio of 5×5 variances, over pixels whose variance exceeds 0.001.

A profile is five samples of the difference at -2 … 2 px along the gradient of a pixel whose Sobel magnitude is 0.05 or
more. At most ``PROFILES`` of them are drawn, evenly; on large pictures these three come from evenly spaced bands.
"""

from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from wispcut.core.checks import Array
from wispcut.resample.regions import Mask, length, local_variance, sobel
from wispcut.resample.sharpen import Sharpener, luma_of
from wispcut.resample.windows import band_rows

EDGE = 0.05
TEXTURE = 0.001
PROFILES = 100_000
HALO = 4
METRIC_WEIGHTS = {
    "gamut_excursion": 1.0,
    "halo_ringing": 0.3,
    "edge_overshoot": 0.3,
    "texture_flattening": 0.1,
}


@dataclass
class Band:
    """Rows of the base picture and their neighbours: ``core`` are the rows that count."""

    core: slice
    sharpener: Sharpener
    gx: Array
    gy: Array
    gradient: Array
    variance: Array
    known: Mask | None  # pixels of the core whose neighbourhood is visible; None: all

    @property
    def luma(self) -> Array:
        """Luminance before sharpening."""
        return self.sharpener.luma

    def of(self, plane: Array) -> Array:
        """The pixels of a plane (halo included) that count."""
        return plane[self.core] if self.known is None else plane[self.core][self.known]

    def sharpened(self, strength: float) -> Array:
        """Luminance after sharpening; the chroma guard does not touch it."""
        slope = self.sharpener.slope
        out = (slope if self.sharpener.lightness else luma_of(slope)) * np.float32(strength)
        if self.sharpener.lightness:
            out *= self.luma
        out += self.luma
        return out


def band_of(sharpener: Sharpener, core: slice, known: Mask | None) -> Band:
    """The band of rows with up to ``HALO`` more on either side, its gradient and variance."""
    gx, gy = sobel(sharpener.luma)
    return Band(core, sharpener, gx, gy, length(gx, gy), local_variance(sharpener.luma), known)


def sampled_tops(height: int, width: int, limit: float) -> list[int]:
    """First rows of evenly spaced bands, all of them where the picture has no more than ``limit`` pixels."""
    every = max(1, int(np.ceil(height * width / limit)))
    return list(range(0, height, band_rows(width) * every))


class Breakdown:
    """Collects the parts over bands."""

    def __init__(self, height: int, width: int, limit: float):
        self._share = PROFILES / max(1, len(sampled_tops(height, width, limit)))
        self._profiles = self._halos = self._textured = 0.0
        self._overshoot = self._texture = 0.0

    def add(self, band: Band, luma: Array, variance: Array) -> None:
        """Account for one band; ``luma`` and ``variance`` are those of the sharpened rows, halo included."""
        self._add_profiles(band, luma - band.luma)
        before = band.of(band.variance)
        where = before > TEXTURE
        ratio = np.maximum(band.of(variance)[where], np.float32(1e-12)) / before[where]
        self._texture += float(np.abs(np.log2(ratio)).sum(dtype=np.float64))
        self._textured += ratio.size

    def _add_profiles(self, band: Band, difference: Array) -> None:
        steep = band.gradient[band.core] >= EDGE
        if band.known is not None:
            steep &= band.known
        y, x = np.nonzero(steep)
        y += band.core.start
        inside = (x > 0) & (x < difference.shape[1] - 1) & (y > 0) & (y < difference.shape[0] - 1)
        y, x = y[inside], x[inside]
        every = max(1, int(np.ceil(y.size / self._share)))
        y, x = y[::every], x[::every]
        if y.size == 0:
            return
        slope = band.gradient[y, x]
        ny, nx = band.gy[y, x] / slope, band.gx[y, x] / slope
        profile = np.empty((5, y.size), np.float32)
        for index, offset in enumerate((-2.0, -1.0, 0.0, 1.0, 2.0)):
            place = np.stack([y + offset * ny, x + offset * nx])
            ndimage.map_coordinates(difference, place, output=profile[index], order=1, mode="nearest")
        flips = (profile[:-1] * profile[1:] < 0).sum(axis=0)
        over = np.maximum(np.abs(profile).max(axis=0) / slope - 1, 0)
        self._profiles += every * y.size
        self._halos += every * int(np.count_nonzero(flips >= 2))
        self._overshoot += every * float(over.sum(dtype=np.float64))

    def report(self, gamut_excursion: float) -> dict[str, float]:
        """A metric breakdown of the report; ``composite_score`` is the weighted sum, for information."""
        parts = {
            "gamut_excursion": gamut_excursion,
            "halo_ringing": self._halos / max(self._profiles, 1),
            "edge_overshoot": self._overshoot / max(self._profiles, 1),
            "texture_flattening": self._texture / max(self._textured, 1),
        }
        composite = sum(METRIC_WEIGHTS[name] * value for name, value in parts.items())
        return parts | {
            "selection_score": gamut_excursion,
            "aggregate": gamut_excursion,
            "composite_score": composite,
        }
