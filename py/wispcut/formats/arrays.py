"""Arrays as pictures: bytes, 16 bits, floats in [0, 1]; grey, grey with alpha, RGB, RGBA; rows first."""

import numpy as np
from numpy.typing import NDArray

from wispcut.core.pixels import to_bytes
from wispcut.formats.depth import to_eight
from wispcut.formats.source import Pixels

_KINDS = "uint8, uint16, bool, or float in [0, 1]"


def as_bytes(values: Pixels, name: str) -> NDArray[np.uint8]:
    """Values of any of the kinds as bytes. Raises ``TypeError`` for another kind, ``ValueError`` for another range."""
    if values.dtype == np.uint8:
        return np.asarray(values, np.uint8)
    if values.dtype == np.uint16:
        return to_eight(np.asarray(values, np.uint16))
    if values.dtype == np.bool_:
        return values.astype(np.uint8) * np.uint8(255)
    if values.dtype.kind != "f":
        raise TypeError(f"{name} must have dtype {_KINDS}; got {values.dtype}")
    floats = values.astype(np.float32)
    low, high = (float(floats.min()), float(floats.max())) if floats.size else (0.0, 0.0)
    if not (low >= 0 and high <= 1):
        raise ValueError(f"{name} must be finite and lie in [0, 1]; got values from {low:g} to {high:g}")
    return to_bytes(floats)


def as_rgba(values: Pixels, name: str) -> NDArray[np.uint8]:
    """``(H, W)`` or ``(H, W, C)`` with 1 to 4 channels as straight ``(H, W, 4)`` bytes; the array stays as it is."""
    if values.ndim not in (2, 3) or 0 in values.shape or (values.ndim == 3 and values.shape[2] > 4):
        raise ValueError(
            f"{name} must have shape (H, W) or (H, W, 1 to 4) with H, W >= 1; got {values.shape}"
        )
    planes = np.atleast_3d(as_bytes(values, name))
    channels = planes.shape[2]
    out = np.full((*planes.shape[:2], 4), 255, np.uint8)
    out[..., :3] = planes[..., :3] if channels >= 3 else planes[..., :1]
    if channels in (2, 4):
        out[..., 3] = planes[..., -1]
    return out
