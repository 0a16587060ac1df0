"""Sharpening as one linear step: the detail is computed once, each strength is then a multiplication and an addition.

``output = input + s · D``, ``D = input - blur(input)`` (unsharp mask, Gaussian). In Lightness mode D is that of
luminance, and colour follows by the ratio ``k = L'/L`` (``R' = k R`` …); in Rgb mode each channel has its own D.

Cutouts: the blur is weighted with alpha, so that transparent pixels contribute nothing, and D fades with alpha, so
that the edge of the matte does not ring. Values leave [0, 1] on purpose; clamping comes last.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from wispcut.core.checks import Array
from wispcut.core.pixels import luminance

# Below this luminance the ratio L'/L says nothing: such pixels stay as they are.
DARK = 1e-5
# Chroma smaller than this is treated as this large, so that nearly grey pixels keep a small absolute freedom.
CHROMA_FLOOR = 0.01
TRUNCATE = 3.0  # standard deviations at which the Gaussian is cut
_CB, _CR = np.float32(1 / 1.8556), np.float32(1 / 1.5748)  # Rec. 709


def luma_of(planes: Array) -> Array:
    """CIE Y of linear planes ``(3, ...)``."""
    return luminance(np.moveaxis(planes, 0, -1))


def detail(plane: Array, sigma: float, alpha: Array | None = None) -> Array:
    """``plane - blur(plane)``, the blur normalised by alpha and the result faded by it; borders replicated."""
    if alpha is None:
        blurred = ndimage.gaussian_filter(plane, sigma, mode="nearest", truncate=TRUNCATE)
        result: Array = np.subtract(plane, blurred, out=blurred)
        return result
    weight = ndimage.gaussian_filter(alpha, sigma, mode="nearest", truncate=TRUNCATE)
    out: Array = ndimage.gaussian_filter(plane * alpha, sigma, mode="nearest", truncate=TRUNCATE)
    np.divide(out, weight, out=out, where=weight > 1e-6)
    np.subtract(plane, out, out=out)
    out *= alpha
    return out


def blur_reach(sigma: float) -> int:
    """How far the blur reaches."""
    return int(TRUNCATE * sigma + 0.5)


def chroma_length(cb: Array, cr: Array) -> Array:
    """Length of a chroma vector given as ``B - Y`` and ``R - Y``, in the units of Cb and Cr (Rec. 709)."""
    out = cb * _CB
    out *= out
    red = cr * _CR
    red *= red
    out += red
    result: Array = np.sqrt(out, out=out)
    return result


@dataclass(frozen=True)
class Sharpener:
    """Everything a strength needs, for all pixels or some: ``rgb`` ``(3, ...)``, ``luma`` ``(...)``.

    Lightness: ``slope`` is ``D / L`` ``(...)``. Rgb: ``slope`` is D itself ``(3, ...)``.
    ``max_chroma_shift`` switches the chroma guard on (None: off): where sharpening moves the chroma (Cb, Cr) by more
    than this share of its length, the move is cut to that share. The luminance is not touched.
    """

    rgb: Array
    luma: Array
    slope: Array
    max_chroma_shift: float | None

    @property
    def lightness(self) -> bool:
        """Whether luminance alone is sharpened."""
        return self.slope.ndim == self.luma.ndim

    def rows(self, top: int, bottom: int) -> "Sharpener":
        """The same for rows ``[top, bottom)``; views, no copies."""
        cut = (..., slice(top, bottom), slice(None))
        return replace(self, rgb=self.rgb[cut], luma=self.luma[cut], slope=self.slope[cut])

    def at(self, where: NDArray[np.bool_]) -> "Sharpener":
        """The same for the chosen pixels only, flattened."""
        return replace(self, rgb=self.rgb[:, where], luma=self.luma[where], slope=self.slope[..., where])

    def chroma(self) -> tuple[Array, Array]:
        """Length of each pixel's chroma, and how fast it moves per unit of strength."""
        length = chroma_length(self.rgb[2] - self.luma, self.rgb[0] - self.luma)
        if self.lightness:
            return length, np.abs(self.slope) * length
        drift = self.slope - luma_of(self.slope)
        return length, chroma_length(drift[2], drift[0])

    def reach(self) -> Array:
        """Strength at which the guard begins to hold a pixel back, ``(...)``; infinite where it never does."""
        assert self.max_chroma_shift is not None
        length, speed = self.chroma()
        limit = np.maximum(length, np.float32(CHROMA_FLOOR))
        limit *= np.float32(self.max_chroma_shift)
        out = np.full_like(limit, np.inf)
        np.divide(limit, speed, out=out, where=speed > limit * np.float32(1e-6))
        return out

    def render(self, strength: float | Array) -> Array:
        """The sharpened pixels ``(3, ...)``, not clamped; ``strength`` may differ from pixel to pixel."""
        s = np.asarray(strength, np.float32)
        return self._render_lightness(s) if self.lightness else self._render_rgb(s)

    def _render_lightness(self, strength: Array) -> Array:
        gain = self.slope * strength  # k - 1
        if self.max_chroma_shift is None:
            gain += 1
            return self.rgb * gain
        # The move of chroma is (k - 1) times the chroma: cut the move where it is longer than allowed.
        length = chroma_length(self.rgb[2] - self.luma, self.rgb[0] - self.luma)
        limit = np.maximum(length, np.float32(CHROMA_FLOOR))
        np.divide(limit, length, out=limit, where=length > 0)
        limit *= np.float32(self.max_chroma_shift)
        held = np.clip(gain, -limit, limit)
        gain -= held
        gain *= self.luma  # the part of the move that only luminance may make
        held += 1
        out: Array = self.rgb * held
        out += gain
        return out

    def _render_rgb(self, strength: Array) -> Array:
        if self.max_chroma_shift is None:
            out = self.slope * strength
            out += self.rgb
            return out
        drift_luma = luma_of(self.slope)
        out = self.slope - drift_luma
        out *= np.minimum(strength, self.reach())
        out += self.rgb
        drift_luma *= strength
        out += drift_luma
        return out


def make_sharpener(
    rgb: Array,
    luma: Array,
    *,
    sigma: float,
    lightness: bool,
    classes: NDArray[np.uint8] | None = None,
    gains: Array | None = None,
    alpha: Array | None = None,
    max_chroma_shift: float | None = None,
) -> Sharpener:
    """Compute the detail of linear ``rgb`` ``(3, H, W)`` once; ``gains[classes]`` (``classes`` ``(H, W)``) weighs it.

    A pixel's detail depends on the rows within :func:`blur_reach`.
    """
    details = [detail(plane, sigma, alpha) for plane in ([luma] if lightness else rgb)]
    slope = details[0] if lightness else np.stack(details)
    if classes is not None and gains is not None:
        slope *= gains[classes]
    if lightness:
        bright = luma > DARK
        np.divide(slope, luma, out=slope, where=bright)
        slope *= bright
    return Sharpener(rgb, luma, slope, max_chroma_shift)
