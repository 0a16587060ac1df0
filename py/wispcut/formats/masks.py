"""Masks and trimaps from files, by one policy (docs/reading.md). Their values are data: no profile changes them."""

from typing import Literal

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from wispcut.core.errors import WispcutError
from wispcut.core.marks import marks_from_trimap
from wispcut.core.scale import AI_SIDE
from wispcut.formats import depth
from wispcut.formats.arrays import as_bytes
from wispcut.formats.orientation import upright
from wispcut.formats.pictures import Picture, opened, turn_left
from wispcut.formats.source import Pixels, Source
from wispcut.matting.trimap import trimap_from_bytes

Bytes = NDArray[np.uint8]

JPEG_TOLERANCE = 16
"""Grey levels by which a trimap that was packed with loss may miss 0 and 255."""

_WEIGHTS = np.array([0.2126, 0.7152, 0.0722])


def read_mask(source: Source, photo: Picture, name: str | None = None) -> tuple[Bytes, tuple[str, ...]]:
    """What the subject is: ``(h, w)`` bytes of the photo's shape at any size, bright is subject; and notices.

    An alpha channel that is not opaque everywhere counts, else the grey does. A square of the AI's own side is the
    network's answer on its stretched view of the photo, whatever the photo's shape. Raises
    ``WispcutError("mask_shape")`` for a mask of another shape; one in the photo's stored orientation is turned.
    """
    values, _, name, notices = _grey(source, name or "the mask", "mask")
    height, width = photo.pixels.shape[:2]
    if values.shape[:2] != (AI_SIDE, AI_SIDE) and not _same_shape(values.shape, (height, width)):
        turned = _turned(values, photo, name, notices)
        if not _same_shape(turned.shape, (height, width)):
            raise WispcutError(
                "mask_shape",
                f"{name} is {values.shape[1]} x {values.shape[0]} px and the photo {width} x {height}: its shape is "
                "another. Make the mask from this photo, uncropped and as upright as it is.",
            )
        values = turned
    return values, tuple(notices)


def read_trimap(source: Source, photo: Picture, name: str | None = None) -> tuple[Bytes, tuple[str, ...]]:
    """A trimap of the photo's size as marks ``(H, W)`` (see :mod:`wispcut.core.marks`); and notices.

    0 is background, 255 foreground, anything else unknown; in files packed with loss, nearly 0 and nearly 255 count,
    too. Raises ``WispcutError``: ``trimap_size``, or ``trimap_one_sided`` without foreground or background.
    """
    values, lossy, name, notices = _grey(source, name or "the trimap", "trimap")
    height, width = photo.pixels.shape[:2]
    if values.shape != (height, width):
        turned = _turned(values, photo, name, notices)
        if turned.shape != (height, width):
            raise WispcutError(
                "trimap_size",
                f"{name} is {values.shape[1]} x {values.shape[0]} px and the photo {width} x {height}. "
                "Make the trimap the photo's size.",
            )
        values = turned
    labels = trimap_from_bytes(values, tolerance=JPEG_TOLERANCE if lossy else 0)
    for label, word, level in ((1, "foreground", 255), (0, "background", 0)):
        if not (labels == label).any():
            raise WispcutError(
                "trimap_one_sided",
                f"{name} has no {word}: no pixel is {level}. Paint what is surely {word} with {level}.",
            )
    return marks_from_trimap(np.rint(labels * 255).astype(np.uint8)), tuple(notices)


def read_plane(source: Source, name: str) -> tuple[Bytes, tuple[str, ...]]:
    """A mask of any size by itself, ``(h, w)`` bytes; and notices."""
    values, _, _, notices = _grey(source, name, "mask")
    return values, tuple(notices)


def _grey(source: Source, name: str, kind: Literal["mask", "trimap"]) -> tuple[Bytes, bool, str, list[str]]:
    """Values as bytes, upright; whether they were packed with loss; the name; notices."""
    notices: list[str] = []
    if isinstance(source, np.ndarray):
        if source.ndim == 3 and source.shape[2] == 1:
            source = source[..., 0]
        if source.ndim != 2 or 0 in source.shape:
            raise ValueError(f"{kind} must have shape (H, W) with H, W >= 1; got {source.shape}")
        return _binary(as_bytes(source, kind), source, name, notices), False, name, notices
    image, data, name = opened(source, name, notices)
    if depth.is_deep(image):
        stored: Pixels = depth.grey_values(image)
        values = _deep(stored, name, notices, labels=kind == "trimap")
    else:
        stored = values = _shallow(depth.eight_bits(image, name, notices))
    values = _binary(values, stored, name, notices)
    lossy = image.format in ("JPEG", "MPO", "AVIF") or (image.format == "WEBP" and b"VP8 " in data[:64])
    return upright(values, turn_left(image)).astype(np.uint8, copy=False), lossy, name, notices


def _shallow(image: Image.Image) -> Bytes:
    if "A" in image.getbands():
        alpha = np.asarray(image.getchannel("A"), np.uint8)
        if (alpha < 255).any():
            return alpha
        image = image.convert(image.mode[:-1])
    if image.mode == "L":
        return np.asarray(image, np.uint8)
    luminance: Bytes = np.rint(np.asarray(image.convert("RGB")) @ _WEIGHTS).astype(np.uint8)
    return luminance


def _deep(values: Pixels, name: str, notices: list[str], *, labels: bool) -> Bytes:
    """Values of more than 8 bits; small whole numbers in a large type are bytes, and said to be."""
    high = float(values.max())
    low = float(values.min())
    if 1 < high <= 255 and low >= 0 and (values.dtype.kind != "f" or high > depth.BRIGHTEST):
        notices.append(f"{name} holds values up to {high:g} in a type for more: read as 0 to 255")
        return np.rint(values.astype(np.float64)).astype(np.uint8)
    if values.dtype.kind != "f" and low >= 0 and high <= 1:
        return values.astype(np.uint8)
    deep = depth.sixteen_bits(values, name, notices)
    out = depth.to_eight(deep)
    if labels:  # what is not quite known is not known
        out = np.where((out == 255) & (deep < 65535), np.uint8(254), out)
        out = np.where((out == 0) & (deep > 0), np.uint8(1), out)
    return out


def _binary(values: Bytes, stored: Pixels, name: str, notices: list[str]) -> Bytes:
    """Whole numbers 0 and 1 are meant as 0 and 255."""
    if stored.dtype.kind in "ui" and int(stored.max()) == 1:
        notices.append(f"{name} holds only the values 0 and 1: read as 0 and 255")
        return stored.astype(np.uint8) * np.uint8(255)
    return values


def _turned(values: Bytes, photo: Picture, name: str, notices: list[str]) -> Bytes:
    """A mask that lies as the photo is stored, turned as the photo was."""
    if photo.orientation < 5:
        return values
    notices.append(f"{name} lies as the photo is stored: turned upright with it")
    return upright(values, photo.orientation).astype(np.uint8, copy=False)


def _same_shape(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """Whether two sizes are one picture's, each side rounded to a whole pixel."""
    (h, w), (height, width) = one[:2], other[:2]
    return abs(w * height - h * width) <= max(height, width) and (
        abs(h - height * w / width) <= 1 or abs(w - width * h / height) <= 1
    )
