"""Photos of any depth become bytes: scaled, never clipped, and told where that cannot be."""

import numpy as np
import pytest
from PIL import Image
from wispcut.core.errors import WispcutError
from wispcut.formats.pictures import read_photo

from testing import made
from testing.reading import DEEP, GREY, RGB, off

DEPTHS = {
    "grey 16 PNG": (made.packed(DEEP), DEEP / 257),
    "grey 16 TIFF": (made.packed(DEEP, "TIFF"), DEEP / 257),
    "grey 16 TIFF, big-endian": (made.tiff(DEEP, byteorder=">"), DEEP / 257),
    "grey 16 TIFF, white is zero": (made.tiff(DEEP, photometric="miniswhite"), 255 - DEEP / 257),
    "grey 8 TIFF, white is zero": (made.tiff(GREY, photometric="miniswhite"), 255 - GREY.astype(int)),
    "grey 16 PGM": (b"P5 64 48 65535\n" + DEEP.astype(">u2").tobytes(), DEEP / 257),
    "colour 16 PNG": (made.png16(RGB * np.uint16(257)), RGB),
    "colour 16 TIFF": (made.tiff(RGB * np.uint16(257), photometric="rgb"), RGB),
    "colour 16 TIFF, planar": (
        made.tiff(np.moveaxis(RGB * np.uint16(257), 2, 0), photometric="rgb", planarconfig="separate"),
        RGB,
    ),
    "colour 16 TIFF, deflated": (made.tiff(RGB * np.uint16(257), photometric="rgb", compression="zlib"), RGB),
    "colour 32 TIFF": (made.tiff(RGB.astype(np.uint32) * 16843009, photometric="rgb"), RGB),
    "float TIFF": (made.tiff((GREY / 255).astype(np.float32)), GREY),
    "float colour TIFF": (made.tiff((RGB / 255).astype(np.float32), photometric="rgb"), RGB),
    "half float colour TIFF": (made.tiff((RGB / 255).astype(np.float16), photometric="rgb"), RGB),
    "double TIFF": (made.tiff(GREY / 255), GREY),
    "one bit": (made.packed(Image.fromarray(GREY > 99)), (GREY > 99) * 255),
    "one bit TIFF": (made.packed(Image.fromarray(GREY > 99), "TIFF"), (GREY > 99) * 255),
    "palette": (
        made.packed(Image.fromarray(RGB).quantize(60)),
        np.asarray(Image.fromarray(RGB).quantize(60).convert("RGB")),
    ),
    "palette GIF": (
        made.packed(Image.fromarray(RGB).quantize(60), "GIF"),
        np.asarray(Image.fromarray(RGB).quantize(60).convert("RGB")),
    ),
    "grey": (made.packed(GREY), GREY),
    "BMP": (made.packed(RGB, "BMP"), RGB),
    "lossless WebP": (made.packed(RGB, "WEBP", lossless=True), RGB),
}


@pytest.mark.parametrize("name", DEPTHS)
def test_any_depth_is_scaled_and_never_clipped(name):
    source, wanted = DEPTHS[name]
    assert off(source, wanted) <= 1


def test_floats_beyond_white_are_clipped_and_told_or_refused():
    floats = (GREY / 255 * 1.2).astype(np.float32)
    found = read_photo(made.tiff(floats))
    assert np.abs(found.pixels[..., 0] - np.clip(floats, 0, 1) * 255).max() <= 1
    assert "clipped" in found.notices[0]
    for values in (GREY.astype(np.float32), np.full((4, 4), np.nan, np.float32)):
        with pytest.raises(WispcutError, match=r"lie in \[0, 1\]"):
            read_photo(made.tiff(values))
