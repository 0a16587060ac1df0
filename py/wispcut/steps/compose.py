"""The cutout before a background, or as a mask. Stripes of whole rows give the rows of the whole.

Bytes in, bytes out, in sRGB encoding, straight alpha: what people see in other programs when they lay the cutout over
a colour there. Every result is the exact value, rounded to the nearest byte.
"""

import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]


def compose(cutout: Bytes, background: Bytes | None, *, mask_only: bool = False) -> Bytes:
    """Put a stripe of the cutout before a stripe of background.

    cutout: ``(h, w, 4)`` uint8, straight alpha. background: ``(h, w, 3)`` uint8, or None for none. Returns ``(h, w,
    4)`` uint8:

    - no background: the cutout itself, every colour untouched, also where alpha is 0;
    - background: opaque, ``alpha cutout + (1 - alpha) background``, rounded to the nearest byte;
    - mask_only: opaque, alpha as grey, whatever the background.

    Cost: five passes over the stripe in uint16.
    """
    check_bytes("cutout", cutout, 4)
    if background is not None:
        check_bytes("background", background, 3, cutout.shape[:2])
    if not mask_only and background is None:
        return cutout
    out = np.empty_like(cutout)
    alpha = cutout[..., 3:]
    out[..., 3] = 255
    if mask_only or background is None:
        out[..., :3] = alpha
        return out
    # With v = a F + (255 - a) B <= 255^2: (v + 128 + ((v + 128) >> 8)) >> 8 is v / 255, rounded, without a division.
    alpha, rest = alpha[..., 0].astype(np.uint16), (255 - alpha[..., 0]).astype(np.uint16)
    for channel in range(3):  # one by one: in a browser several times faster than all three at once
        blend = cutout[..., channel] * alpha
        blend += background[..., channel] * rest
        blend += np.uint16(128)
        blend += blend >> np.uint16(8)
        out[..., channel] = blend >> np.uint16(8)
    return out


def check_bytes(name: str, value: object, channels: int, shape: tuple[int, ...] | None = None) -> Bytes:
    """Return ``value`` if it is a ``(H, W, channels)`` uint8 array (of the given height and width), else raise."""
    if not isinstance(value, np.ndarray) or value.dtype != np.uint8:
        raise TypeError(
            f"{name} must be a numpy array of dtype uint8; got {getattr(value, 'dtype', type(value))}"
        )
    if value.ndim != 3 or 0 in value.shape or value.shape[2] != channels:
        raise ValueError(f"{name} must have shape (H, W, {channels}) with H, W >= 1; got {value.shape}")
    if shape is not None and value.shape[:2] != tuple(shape):
        raise ValueError(f"{name} must have height and width {tuple(shape)}; got {value.shape[:2]}")
    return value
