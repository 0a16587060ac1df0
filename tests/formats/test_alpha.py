"""A photo's own alpha: straight, exact, and with the colours under it."""

import struct

import numpy as np
import pytest
from PIL import Image

from testing import made
from testing.reading import ALPHA, DEEP, GREY, RGB, off

ALPHAS = {
    "PNG": made.packed(np.dstack([RGB, ALPHA])),
    "16-bit PNG": made.png16(np.dstack([RGB, ALPHA]) * np.uint16(257)),
    "WebP": made.packed(np.dstack([RGB, ALPHA]), "WEBP", lossless=True, exact=True),
    "TIFF": made.packed(np.dstack([RGB, ALPHA]), "TIFF"),
    "16-bit TIFF": made.tiff(
        np.dstack([RGB, ALPHA]) * np.uint16(257), photometric="rgb", extrasamples=["unassalpha"]
    ),
    "with a profile": made.packed(np.dstack([RGB, ALPHA]), icc_profile=made.SRGB),
}


@pytest.mark.parametrize("name", ALPHAS)
def test_straight_alpha_and_the_colours_under_it_are_kept(name):
    assert off(ALPHAS[name], RGB, ALPHA) <= (1 if name == "with a profile" else 0)


def test_grey_with_alpha_and_colour_keys():
    both = Image.merge("LA", [Image.fromarray(GREY), Image.fromarray(ALPHA)])
    assert off(made.packed(both), GREY, ALPHA) == 0
    key = int(GREY[3, 4])
    assert off(made.packed(GREY, transparency=key), GREY, np.where(key == GREY, 0, 255)) == 0
    deep = made.with_chunks(made.packed(DEEP), made.chunk(b"tRNS", struct.pack(">H", int(DEEP[5, 6]))))
    assert off(deep, DEEP / 257, np.where(DEEP[5, 6] == DEEP, 0, 255)) <= 1
    colour = tuple(int(v) for v in RGB[7, 8])
    keyed = np.where((RGB[7, 8] == RGB).all(2), 0, 255)
    assert off(made.packed(RGB, transparency=colour), RGB, keyed) == 0
