"""The cutout before a background and its shadow, or as a mask. Stripes of whole rows give the rows of the whole.

Bytes in, bytes out, in sRGB encoding, straight alpha: what people see in other programs when they lay the cutout over
a colour there. Every result is the exact value, rounded to the nearest byte.
"""

import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]


def compose(
    cutout: Bytes,
    background: Bytes | None,
    *,
    mask_only: bool = False,
    shadow: Bytes | None = None,
    shadow_colour: tuple[int, int, int] = (0, 0, 0),
) -> Bytes:
    """Put a stripe of the cutout before a stripe of background.

    cutout: ``(h, w, 4)`` uint8, straight alpha. background: ``(h, w, 3)`` uint8, or None for none. shadow: ``(h, w)``
    uint8, how much of ``shadow_colour`` lies between the two, or None. Returns ``(h, w, 4)`` uint8:

    - no background: the cutout itself, every colour untouched, also where alpha is 0; with a shadow, both as one layer;
    - background: opaque, ``alpha cutout + (1 - alpha) background``, rounded to the nearest byte;
    - mask_only: opaque, alpha as grey, whatever the background.

    Cost: five passes over the stripe in uint16, as many again for a shadow.
    """
    check_bytes("cutout", cutout, 4)
    if background is not None:
        check_bytes("background", background, 3, cutout.shape[:2])
    if shadow is not None and not mask_only:
        check_bytes("shadow", shadow[..., None], 1, cutout.shape[:2])
        if background is None:
            return _over_shadow(cutout, shadow, shadow_colour)
        background = np.stack(
            [
                _blend(np.uint16(shadow_colour[c]), background[..., c], shadow.astype(np.uint16))
                for c in range(3)
            ],
            axis=-1,
        )
    if not mask_only and background is None:
        return cutout
    out = np.empty_like(cutout)
    alpha = cutout[..., 3]
    out[..., 3] = 255
    if mask_only or background is None:
        out[..., :3] = alpha[..., None]
        return out
    wide = alpha.astype(np.uint16)
    for channel in range(3):  # one by one: in a browser several times faster than all three at once
        out[..., channel] = _blend(cutout[..., channel], background[..., channel], wide)
    return out


def _blend(front: Bytes | np.uint16, back: Bytes, alpha: NDArray[np.uint16]) -> Bytes:
    """``(alpha front + (255 - alpha) back) / 255``, rounded."""
    # With v = a F + (255 - a) B <= 255^2: (v + 128 + ((v + 128) >> 8)) >> 8 is v / 255, rounded, without a division.
    blend = front * alpha
    blend += back * (255 - alpha)
    blend += np.uint16(128)
    blend += blend >> np.uint16(8)
    return (blend >> np.uint16(8)).astype(np.uint8)


def _over_shadow(cutout: Bytes, shadow: Bytes, colour: tuple[int, int, int]) -> Bytes:
    """The cutout and the shadow below it as one straight-alpha layer; where no shadow lies, the cutout's own bytes."""
    alpha = cutout[..., 3].astype(np.uint32) * np.uint32(255)
    below = (255 - cutout[..., 3].astype(np.uint32)) * shadow
    whole = np.maximum(alpha + below, 1)  # of 255 squared
    out = np.empty_like(cutout)
    for channel in range(3):
        mixed = alpha * cutout[..., channel] + below * np.uint32(colour[channel])
        out[..., channel] = np.where(below > 0, (mixed + whole // 2) // whole, cutout[..., channel])
    out[..., 3] = (alpha + below + 127) // 255
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
