"""The border between bytes and numbers: the only module where pixel bytes become float and back.

Inside Wispcut a picture is ``float32`` in [0, 1], straight alpha, rows first.
"""

import numpy as np
from numpy.typing import NDArray

from wispcut.core.checks import Array

SUBJECT_LEVEL = 8
"""The smallest alpha byte that counts as subject where a picture is cropped to it."""


def from_bytes(pixels: NDArray[np.uint8]) -> Array:
    """Turn bytes of any shape into float32 in [0, 1]; 255 becomes exactly 1."""
    if pixels.dtype != np.uint8:
        raise TypeError(f"pixels must have dtype uint8; got {pixels.dtype}")
    return np.divide(pixels, np.float32(255), dtype=np.float32)  # in a browser five times faster than a table


def to_bytes(values: Array) -> NDArray[np.uint8]:
    """Round float values to bytes, clipping to [0, 1] first; ``to_bytes(from_bytes(x)) == x`` for every byte."""
    scaled = np.clip(values, 0, 1) * np.float32(255)
    scaled += np.float32(0.5)
    return scaled.astype(np.uint8)


def to_sixteen(values: Array) -> NDArray[np.uint16]:
    """Round float values to 16 bits, clipping to [0, 1] first: 1 becomes 65535."""
    scaled = np.clip(values, 0, 1) * np.float32(65535)
    scaled += np.float32(0.5)
    return scaled.astype(np.uint16)


def from_flat(buffer: object, height: int, width: int, channels: int) -> NDArray[np.uint8]:
    """View a flat byte buffer as ``(height, width, channels)``; no copy is made."""
    flat = np.frombuffer(buffer, np.uint8)  # type: ignore[call-overload]
    if min(height, width, channels) < 1:
        raise ValueError(f"a picture must have a pixel; got {height} x {width} x {channels}")
    if flat.size != height * width * channels:
        raise ValueError(
            f"buffer must hold {height} x {width} x {channels} = {height * width * channels} bytes; got {flat.size}"
        )
    result: NDArray[np.uint8] = flat.reshape(height, width, channels)
    return result


def srgb_to_linear(values: Array) -> Array:
    """sRGB-encoded values to linear light (IEC 61966-2-1): piecewise, per channel; values below 0 stay linear."""
    bent = ((np.maximum(values, np.float32(0)) + np.float32(0.055)) / np.float32(1.055)) ** np.float32(2.4)
    return np.where(values <= np.float32(0.04045), values / np.float32(12.92), bent).astype(
        np.float32, copy=False
    )


def linear_to_srgb(values: Array) -> Array:
    """Linear light to sRGB encoding (IEC 61966-2-1); the inverse of :func:`srgb_to_linear`."""
    bent = np.float32(1.055) * np.maximum(values, np.float32(0)) ** np.float32(1 / 2.4) - np.float32(0.055)
    return np.where(values <= np.float32(0.0031308), values * np.float32(12.92), bent).astype(
        np.float32, copy=False
    )


def luminance(rgb: Array) -> Array:
    """CIE Y of linear RGB, ``(H, W, 3) -> (H, W)``: 0.2126 R + 0.7152 G + 0.0722 B (Rec. 709)."""
    weights = np.array([0.2126, 0.7152, 0.0722], np.float32)
    result: Array = rgb[..., 0] * weights[0] + rgb[..., 1] * weights[1] + rgb[..., 2] * weights[2]
    return result
