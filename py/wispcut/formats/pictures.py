"""Photos and fields from files, by one policy (docs/reading.md): depth, profile, orientation, alpha, first frame."""

import os
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from wispcut.core.pixels import from_bytes
from wispcut.formats import colour, depth, tiff
from wispcut.formats.arrays import as_rgba
from wispcut.formats.metadata import Metadata, metadata_of
from wispcut.formats.opening import TURNED, decoded
from wispcut.formats.orientation import stored_orientation, upright
from wispcut.formats.source import Source, bytes_of

Bytes = NDArray[np.uint8]


@dataclass(frozen=True)
class Picture:
    """A photo, read.

    ``pixels``: ``(H, W, 4)`` straight sRGB bytes, upright. ``orientation``: the tag by which it was turned, 1 to 8.
    ``metadata``: what it carries beside. ``notices``: sentences on what was left aside or taken in another way.
    """

    pixels: Bytes
    orientation: int = 1
    metadata: Metadata = field(default_factory=Metadata)
    notices: tuple[str, ...] = ()


def read_photo(source: Source, name: str | None = None) -> Picture:
    """Read a photo from a path, the bytes of a file, a Pillow image, or an array.

    ``name``: what messages call it; by default its path, or "the photo". Raises ``WispcutError`` for what cannot be
    read, ``TypeError`` or ``ValueError`` for arrays that are no picture.
    """
    if isinstance(source, np.ndarray):
        return Picture(as_rgba(source, name or "photo"))
    notices: list[str] = []
    image, data, name = opened(source, name or "the photo", notices)
    pixels = np.asarray(_rgba(image, data, name, notices), np.uint8)
    pixels = upright(pixels, turn_left(image)).astype(np.uint8, copy=False)
    return Picture(pixels, turned_by(image), metadata_of(image), tuple(notices))


def read_field(path: Path) -> NDArray[np.float32]:
    """Read a float, 16-bit or 32-bit picture ``(H, W)`` in its own range, or any photo as RGB in [0, 1]."""
    image, _, _ = opened(path, str(path), [])
    if depth.is_deep(image):
        return upright(depth.grey_values(image), turn_left(image)).astype(np.float32)
    return from_bytes(read_photo(path).pixels[..., :3])


def opened(source: Source, name: str, notices: list[str]) -> tuple[Image.Image, bytes, str]:
    """A decoded picture, the bytes of its file (none for a Pillow image), and what messages call it."""
    if isinstance(source, Image.Image):
        source.load()
        return source, b"", name
    if isinstance(source, (bytes, bytearray, memoryview)):
        data = bytes(source)
    elif isinstance(source, (str, os.PathLike)):
        data, name = bytes_of(Path(source)), os.fspath(source)
    else:
        raise TypeError(
            f"{name} must be a path, bytes, a Pillow image or an array; got {type(source).__name__}"
        )
    deep = tiff.deep_colour(data, name, notices)
    return (deep if deep is not None else decoded(data, name)), data, name


def turned_by(image: Image.Image) -> int:
    """The orientation that a decoded picture was stored in, 1 to 8."""
    return int(image.info.get(TURNED, 0)) or stored_orientation(image)


def turn_left(image: Image.Image) -> int:
    """The turn that is still to be made: Pillow turns TIFF files itself."""
    return 1 if TURNED in image.info else stored_orientation(image)


def _rgba(image: Image.Image, data: bytes, name: str, notices: list[str]) -> Image.Image:
    if depth.is_deep(image) and "transparency" not in image.info:
        values = depth.sixteen_bits(depth.grey_values(image), name, [])
        managed = colour.deep_grey(values, image, data, name, [])
        if managed is not None:
            return managed
    return colour.to_srgb(depth.eight_bits(image, name, notices), image, data, name, notices)
