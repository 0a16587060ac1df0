"""What kind of place a pixel is in: flat, textured, strong edge, microtexture, risky halo zone; and its gain.

Four passes on luminance (CIE Y): gradient magnitude of the unnormalised 3×3 Sobel operator (at most about 5.66),
local variance in a square window, priority rules, and a table from class to gain. Borders are replicated.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from wispcut.core.checks import Array

CLASSES = ("Flat", "Textured", "StrongEdge", "Microtexture", "RiskyHaloZone")
FLAT, TEXTURED, STRONG_EDGE, MICROTEXTURE, RISKY_HALO_ZONE = range(5)
Mask = NDArray[np.bool_]
REACH = 2  # rows that a gradient or a 5×5 neighbourhood reaches beyond a pixel


@dataclass(frozen=True)
class ClassificationParams:
    """Thresholds of the rules. Raising one moves pixels to the quieter class."""

    gradient_low: float = 0.05
    gradient_high: float = 0.40
    variance_low: float = 0.001
    variance_high: float = 0.010
    variance_window: int = 5


@dataclass(frozen=True)
class GainTable:
    """Strength of sharpening in each class, relative to the chosen one."""

    flat: float = 0.75
    textured: float = 0.95
    strong_edge: float = 1.00
    microtexture: float = 1.10
    risky_halo_zone: float = 0.70

    def array(self) -> Array:
        """The gains in the order of ``CLASSES``."""
        values = (self.flat, self.textured, self.strong_edge, self.microtexture, self.risky_halo_zone)
        return np.array(values, np.float32)


def sobel(luma: Array) -> tuple[Array, Array]:
    """Unnormalised 3×3 Sobel derivatives along x and y of ``(H, W)``, borders replicated."""
    wide = np.pad(luma, 1, mode="edge")
    down = wide[:-2] + wide[2:]
    down += wide[1:-1]
    down += wide[1:-1]
    across = wide[:, :-2] + wide[:, 2:]
    across += wide[:, 1:-1]
    across += wide[:, 1:-1]
    return down[:, 2:] - down[:, :-2], across[2:] - across[:-2]


def gradient_magnitude(luma: Array) -> Array:
    """Length of the Sobel gradient, ``(H, W)``."""
    return length(*sobel(luma))


def length(gx: Array, gy: Array) -> Array:
    """Length of vectors given by their parts."""
    out = gx * gx
    out += gy * gy
    result: Array = np.sqrt(out, out=out)
    return result


def local_variance(luma: Array, window: int = 5) -> Array:
    """Variance in a ``window`` × ``window`` square around each pixel, borders replicated."""
    mean = ndimage.uniform_filter(luma, window, mode="nearest")
    variance = ndimage.uniform_filter(luma * luma, window, mode="nearest")
    mean *= mean
    variance -= mean
    result: Array = np.maximum(variance, 0, out=variance)
    return result


def classify(gradient: Array, variance: Array, params: ClassificationParams) -> NDArray[np.uint8]:
    """Class of each pixel as an index into ``CLASSES``; the first rule that holds wins.

    steep and busy: risky halo zone; steep: strong edge; busy and smooth: microtexture; somewhat busy or steep:
    textured; else flat.
    """
    steep = gradient >= params.gradient_high
    busy = variance >= params.variance_high
    out = np.where(
        (variance >= params.variance_low) | (gradient >= params.gradient_low),
        np.uint8(TEXTURED),
        np.uint8(FLAT),
    )
    out[busy & (gradient < params.gradient_low)] = MICROTEXTURE
    out[steep] = STRONG_EDGE
    out[steep & busy] = RISKY_HALO_ZONE
    return out


def coverage(counts: NDArray[np.int64]) -> dict[str, object]:
    """``region_coverage`` of the report from the number of pixels in each class."""
    total = int(counts.sum())
    out: dict[str, object] = {"total_pixels": total}
    names = ("flat", "textured", "strong_edge", "microtexture", "risky_halo_zone")
    for name, count in zip(names, counts, strict=True):
        out[name] = int(count)
        out[f"{name}_fraction"] = int(count) / max(total, 1)
    return out


def inner(visible: Mask | None, size: int = 5) -> Mask | None:
    """Pixels whose whole ``size`` × ``size`` neighbourhood is visible; None where everything is.

    Only there do gradient and variance speak of the picture and not of the edge of the matte.
    """
    return None if visible is None else ndimage.minimum_filter(visible, size, mode="nearest")
