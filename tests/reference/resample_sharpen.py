"""Sharpening with the chroma guard, one pixel at a time, from the formulas of the description."""

import math

import numpy as np

Y = (0.2126, 0.7152, 0.0722)


def luma(pixel) -> float:
    return sum(w * v for w, v in zip(Y, pixel, strict=True))


def chroma(pixel) -> tuple[float, float]:
    y = luma(pixel)
    return (pixel[2] - y) / 1.8556, (pixel[0] - y) / 1.5748


def guard(before, after, max_shift: float):
    """Pull the chroma of ``after`` back towards that of ``before``; the luminance stays."""
    b0, r0 = chroma(before)
    b1, r1 = chroma(after)
    shift, limit = math.hypot(b1 - b0, r1 - r0), max_shift * max(math.hypot(b0, r0), 0.01)
    if shift <= limit:
        return list(after)
    share, y0, y1 = limit / shift, luma(before), luma(after)
    return [y1 + (c0 - y0) + share * ((c1 - y1) - (c0 - y0)) for c0, c1 in zip(before, after, strict=True)]


def sharpen(rgb: np.ndarray, detail: np.ndarray, strength: float, max_shift: float | None) -> np.ndarray:
    """``rgb`` (3, H, W); ``detail`` (H, W) of luminance or (3, H, W) of the channels."""
    out = np.zeros_like(rgb, dtype=np.float64)
    for y in range(rgb.shape[1]):
        for x in range(rgb.shape[2]):
            before = [float(v) for v in rgb[:, y, x]]
            if detail.ndim == 2:
                bright = luma(before)
                ratio = (bright + strength * float(detail[y, x])) / bright if bright > 1e-5 else 1.0
                after = [ratio * v for v in before]
            else:
                after = [v + strength * float(d) for v, d in zip(before, detail[:, y, x], strict=True)]
            out[:, y, x] = after if max_shift is None else guard(before, after, max_shift)
    return out


def outside_ratio(rgb: np.ndarray, per_pixel: bool) -> float:
    """Share of channel values, or of pixels with any, beyond [0, 1] by more than 1e-5."""
    hits = 0
    for y in range(rgb.shape[1]):
        for x in range(rgb.shape[2]):
            bad = [not -1e-5 <= v <= 1 + 1e-5 for v in rgb[:, y, x]]
            hits += any(bad) if per_pixel else sum(bad)
    return hits / (rgb.shape[1] * rgb.shape[2] * (1 if per_pixel else 3))
