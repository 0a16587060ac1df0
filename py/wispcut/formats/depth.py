"""Every depth and layout of pixels, as 8-bit grey or colour with or without straight alpha.

16-bit values are scaled (65535 is white), never clipped; floats lie in [0, 1]; one bit is black and white; palettes
become their colours; a colour key becomes alpha.
"""

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from wispcut.core.errors import WispcutError

PLAIN = ("L", "LA", "RGB", "RGBA", "CMYK", "LAB")
"""The modes that :func:`eight_bits` gives."""

BRIGHTEST = 4.0
"""Floats up to here are clipped to 1 with a notice; beyond, they are no picture in [0, 1]."""

_AS = {"1": "L", "La": "LA", "RGBa": "RGBA", "PA": "RGBA", "RGBX": "RGB", "YCbCr": "RGB", "HSV": "RGB"}
_WHITE_IS_ZERO = 0
_PHOTOMETRIC, _BITS = 262, 258


def is_deep(image: Image.Image) -> bool:
    """Whether values are whole numbers or floats of more than 8 bits, which only grey pictures have in Pillow."""
    return image.mode == "F" or image.mode.startswith("I")


def grey_values(image: Image.Image) -> NDArray[np.generic]:
    """The values of a deep grey picture ``(H, W)`` as stored, bright is high: uint16, int32 or float32."""
    values = np.asarray(image)
    tags = getattr(image, "tag_v2", {})
    if image.mode.startswith("I;16"):
        values = values.astype(np.uint16)
        bits = tags.get(_BITS, (16,))[0]
        if bits < 16:  # 10 and 12 bits are stored in 16
            values = (values.astype(np.uint32) * 65535 // (2**bits - 1)).astype(np.uint16)
        if tags.get(_PHOTOMETRIC) == _WHITE_IS_ZERO:
            values = 65535 - values
    return values


def sixteen_bits(values: NDArray[np.generic], name: str, notices: list[str]) -> NDArray[np.uint16]:
    """Any grey values as 16 bits, or an error that says what range they lie in."""
    if values.dtype == np.uint16:
        return np.asarray(values, np.uint16)
    if values.dtype.kind == "f":
        return np.rint(unit_floats(values, name, notices) * 65535).astype(np.uint16)
    low, high = int(values.min()), int(values.max())
    if low < 0 or high > 65535:
        raise WispcutError(
            "bad_range",
            f"{name} holds whole numbers from {low} to {high}; up to 65535 are read. Save it with 8 or 16 bits.",
        )
    return values.astype(np.uint16)


def unit_floats(values: NDArray[np.generic], name: str, notices: list[str]) -> NDArray[np.float32]:
    """Floats in [0, 1]: a little beyond is clipped with a notice; far beyond, or not a number, is an error."""
    floats = np.asarray(values, np.float32)
    low, high = float(floats.min()), float(floats.max())
    if not (low >= 1 - BRIGHTEST and high <= BRIGHTEST):
        raise WispcutError(
            "bad_range",
            f"{name} holds floats from {low:g} to {high:g}; a picture's lie in [0, 1]. "
            "Scale them, or save 8 or 16 bits.",
        )
    if low < 0 or high > 1:
        notices.append(f"{name} holds floats from {low:g} to {high:g}: clipped to [0, 1]")
    return np.clip(floats, 0, 1)


def to_eight(values: NDArray[np.uint16]) -> NDArray[np.uint8]:
    """16 bits to 8, rounded: 65535 becomes 255 and 257 becomes 1."""
    return ((values.astype(np.uint32) + 128) // 257).astype(np.uint8)


def eight_bits(image: Image.Image, name: str, notices: list[str]) -> Image.Image:
    """The picture in one of the modes of :data:`PLAIN`, 8 bits a channel."""
    if is_deep(image):
        values = grey_values(image)
        grey = Image.fromarray(to_eight(sixteen_bits(values, name, notices)))
        key = image.info.get("transparency")
        if isinstance(key, int):
            grey.putalpha(Image.fromarray(np.where(values == key, 0, 255).astype(np.uint8)))
        return grey
    if image.mode == "P":
        return image.convert("RGBA" if "transparency" in image.info else "RGB")
    if image.mode in ("1", "L", "RGB") and "transparency" in image.info:
        return _keyed(image)
    mode = _AS.get(image.mode, image.mode)
    if mode not in PLAIN:
        raise WispcutError(
            "unread_kind", f"{name} holds pixels of the kind {image.mode}. Save it as JPEG, PNG or WebP."
        )
    return image if mode == image.mode else image.convert(mode)


def _keyed(image: Image.Image) -> Image.Image:
    """One colour of a picture without alpha is transparent: a PNG's or GIF's colour key."""
    out = image.convert("L") if image.mode == "1" else image.copy()
    key = image.info["transparency"]
    out.info.pop("transparency", None)
    planes = np.atleast_3d(np.asarray(out))
    same = (planes == np.atleast_1d(np.asarray(key if not isinstance(key, bytes) else list(key)))).all(2)
    out.putalpha(Image.fromarray(np.where(same, 0, 255).astype(np.uint8)))
    return out
