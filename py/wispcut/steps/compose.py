"""The last stage: the cutout before a background, or as a mask. Stripes of whole rows give the rows of the whole.

Bytes in, bytes out, in sRGB encoding, straight alpha: what people see in other programs when they lay the cutout over
a colour there. Every result is the exact value, rounded to the nearest byte.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from wispcut.core import scale
from wispcut.core.checks import Array, check_choice, check_image, check_number, check_plane
from wispcut.core.pixels import to_bytes

Bytes = NDArray[np.uint8]

BACKGROUNDS = ("transparent", "white", "black", "colour", "image", "blur", "even")
_BACKDROP_BELOW = 0.02  # alpha of pixels that show nothing of the subject
_WIDE = 3  # pixels; a blur wider than this is made from a picture of half the size


def compose(cutout: Bytes, background: Bytes | None, *, mask_only: bool = False) -> Bytes:
    """Put a stripe of the cutout before a stripe of background.

    cutout: ``(h, w, 4)`` uint8, straight alpha. background: ``(h, w, 3)`` uint8, or None for none. Returns ``(h, w,
    4)`` uint8:

    - no background: the cutout itself, every colour untouched, also where alpha is 0;
    - background: opaque, ``alpha cutout + (1 - alpha) background``, rounded to the nearest byte;
    - mask_only: opaque, alpha as grey, whatever the background.

    Cost: five passes over the stripe in uint16.
    """
    _check_bytes("cutout", cutout, 4)
    if background is not None:
        _check_bytes("background", background, 3, cutout.shape[:2])
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


def background_rows(
    section: Mapping[str, Any],
    size: tuple[int, int],
    rows: tuple[int, int],
    *,
    image: Bytes | None = None,
    plane: Array | None = None,
    factor: int | None = None,
) -> Bytes | None:
    """The background that the ``cutout`` settings ask for: ``(h, W, 3)`` uint8, or None for transparent.

    size: ``(H, W)`` of the photo. rows: first row, and the row after the last, ``h`` of them. image: for ``image``,
    these rows of a picture of the photo's size, ``(h, W, 3)`` or with an alpha that is ignored. plane: for ``blur``
    (from :func:`blurred_backdrop`) and ``even`` (the backdrop's map), ``(h, w, 3)`` float32 in [0, 1]. factor: how
    many pixels of the photo one of the plane's is wide, so that a last pixel that is cut off stays in its place; None
    stretches the plane to the photo.
    """
    choice = check_choice("background", section["background"], BACKGROUNDS)
    first, last = rows
    shape = (last - first, size[1])
    if choice == "transparent":
        return None
    if choice == "image":
        if image is None:
            raise ValueError("image must be given for the background 'image'")
        return _check_bytes("image", image, image.shape[-1] if image.shape[-1:] == (4,) else 3, shape)[
            ..., :3
        ]
    if choice in ("blur", "even"):
        if plane is None:
            raise ValueError(f"plane must be given for the background {choice!r}")
        check_image("plane", plane)
        window = (first, 0, last, size[1])
        return to_bytes(
            scale.enlarge(plane, size, window) if factor is None else _in_cells(plane, factor, window)
        )
    name = {"white": "#ffffff", "black": "#000000"}.get(choice, section["colour"])
    colour = np.frombuffer(bytes.fromhex(name[1:]), np.uint8)
    return np.broadcast_to(colour, (*shape, 3)).copy()


def blurred_backdrop(photo: Array, alpha: Array, sigma: float, factor: int) -> Array:
    """The photo's own backdrop, blurred, at the scale of the reduced photo; :func:`background_rows` enlarges it.

    photo: ``(h, w, 3)`` float32 in [0, 1], the photo reduced by ``factor``. alpha: ``(h, w)``, the matte at the same
    scale. sigma: 0 to 256, in pixels of the full photo; raising it blurs more; nothing gets sharper than the reduced
    photo is. Returns ``(h, w, 3)``. Where the subject is, its surroundings are continued before the blur, so that none
    of its colour shines around it (:func:`fill_subject`). Wide blurs are made from a picture of half the size, and so
    on. Cost: one Gaussian of the reduced photo, less for wide blurs.
    """
    check_number("sigma", sigma, 0, 256)
    check_number("factor", factor, 1, 1 << 16, integer=True)
    known = _backdrop(photo, alpha)
    size, cell, spread = known.shape, 1, sigma / factor
    while spread > _WIDE and min(known.shape) > 1:
        photo, known = _halved(photo, known)
        cell *= 2
        spread = (spread**2 - 0.25) ** 0.5 / 2  # averaging two pixels is itself a blur of variance 1/4
    filled = _push_pull(photo, known)
    blurred = ndimage.gaussian_filter(filled, (spread, spread, 0), mode="reflect")
    return np.clip(blurred if cell == 1 else _in_cells(blurred, cell, (0, 0, *size)), 0, 1)


def fill_subject(photo: Array, alpha: Array) -> Array:
    """Replace what shows the subject by what surrounds it, smoothly: push-pull (Gortler et al. 1996, sect. 3.4).

    photo: ``(h, w, 3)`` float32 in [0, 1]. alpha: ``(h, w)`` float32 in [0, 1]; 0.02 and more counts as subject.
    Pixels of the backdrop stay as they are, and so does a photo that is all subject.
    """
    return _push_pull(photo, _backdrop(photo, alpha))


def _backdrop(photo: Array, alpha: Array) -> Array:
    """1 where the photo shows nothing of the subject, else 0; 1 everywhere when all of it does."""
    check_image("photo", photo)
    check_plane("alpha", alpha, shape=photo.shape[:2])
    known = (alpha < _BACKDROP_BELOW).astype(np.float32)
    return known if known.any() else np.ones_like(known)


def _push_pull(colour: Array, known: Array) -> Array:
    """Keep colours where ``known`` is 1, fill those where it is 0 from the next coarser scale."""
    if known.all():
        return colour
    coarse = _push_pull(*_halved(colour, known))
    return np.where(known[..., None] > 0, colour, _in_cells(coarse, 2, (0, 0, *known.shape)))


def _halved(colour: Array, known: Array) -> tuple[Array, Array]:
    """The mean of what is known in every 2 x 2, and where there is anything; odd sizes end in halves."""
    odd = ((0, known.shape[0] % 2), (0, known.shape[1] % 2))
    counts = _sum_of_four(np.pad(known, odd))
    sums = _sum_of_four(np.pad(colour * known[..., None], (*odd, (0, 0))))
    means: Array = np.divide(sums, np.maximum(counts, 1)[..., None], dtype=np.float32)
    return means, np.minimum(counts, np.float32(1))


def _in_cells(plane: Array, cell: int, window: scale.Box) -> Array:
    """A window of a plane enlarged ``cell`` times, the last of whose pixels may lie outside the picture."""
    return scale.enlarge(plane, (plane.shape[0] * cell, plane.shape[1] * cell), window)


def _sum_of_four(plane: Array) -> Array:
    rows = plane[::2] + plane[1::2]
    return rows[:, ::2] + rows[:, 1::2]


def _check_bytes(name: str, value: object, channels: int, shape: tuple[int, ...] | None = None) -> Bytes:
    if not isinstance(value, np.ndarray) or value.dtype != np.uint8:
        raise TypeError(
            f"{name} must be a numpy array of dtype uint8; got {getattr(value, 'dtype', type(value))}"
        )
    if value.ndim != 3 or 0 in value.shape or value.shape[2] != channels:
        raise ValueError(f"{name} must have shape (H, W, {channels}) with H, W >= 1; got {value.shape}")
    if shape is not None and value.shape[:2] != tuple(shape):
        raise ValueError(f"{name} must have height and width {tuple(shape)}; got {value.shape[:2]}")
    return value
