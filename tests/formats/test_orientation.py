"""Photos stand upright, whichever way the camera was held."""

import numpy as np
import pytest
from wispcut.formats.pictures import read_photo

from testing import made
from testing.reading import DEEP, PLAIN, RGB, off

TURNS = {
    1: lambda a: a,
    2: lambda a: a[:, ::-1],
    3: lambda a: a[::-1, ::-1],
    4: lambda a: a[::-1],
    5: lambda a: a.swapaxes(0, 1),
    6: lambda a: np.rot90(a, -1),
    7: lambda a: a[::-1, ::-1].swapaxes(0, 1),
    8: lambda a: np.rot90(a),
}


@pytest.mark.parametrize("orientation", TURNS)
def test_photos_stand_upright(orientation):
    wanted = TURNS[orientation](RGB)
    tag = made.exif(orientation)
    late = made.with_chunks(
        PLAIN, made.chunk(b"eXIf", tag[6:] if tag.startswith(b"Exif") else tag), after=b"IDAT"
    )
    tagged = [(274, "H", 1, orientation, True)]
    sources = {
        "PNG": made.packed(RGB, exif=tag),
        "PNG, behind the pixels": late,
        "WebP": made.packed(RGB, "WEBP", lossless=True, exif=tag),
        "TIFF": made.tiff(RGB, photometric="rgb", extratags=tagged),
        "16-bit TIFF": made.tiff(RGB * np.uint16(257), photometric="rgb", extratags=tagged),
    }
    for name, source in sources.items():
        found = read_photo(source)
        assert np.array_equal(found.pixels[..., :3], wanted), name
        assert found.orientation == orientation, name
    grey = made.tiff(DEEP, extratags=tagged)
    assert off(grey, TURNS[orientation](DEEP) / 257) <= 1
    jpeg = made.packed(RGB, "JPEG", exif=tag)
    assert np.array_equal(
        read_photo(jpeg).pixels, TURNS[orientation](read_photo(made.packed(RGB, "JPEG")).pixels)
    )


@pytest.mark.parametrize("value", [0, 9, 99])
def test_an_orientation_that_means_nothing_turns_nothing(value):
    assert off(made.packed(RGB, exif=made.exif(value)), RGB) == 0


def test_a_broken_exif_block_is_no_broken_photo():
    for block in (b"Exif\0\0", b"Exif\0\0II*\0\xff\xff\xff\xff", b"Exif\0\0MM\0*" + bytes(3)):
        assert read_photo(made.packed(RGB, "JPEG", exif=block)).pixels.shape == (48, 64, 4)
