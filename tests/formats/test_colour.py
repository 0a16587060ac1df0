"""Photos in any colour space become sRGB; what a file says of its colours wrongly is told."""

import struct

import numpy as np
import pytest
from PIL import Image, ImageCms
from wispcut.formats import icc
from wispcut.formats.pictures import read_photo

from testing import corpus, made
from testing.reading import ALPHA, DEEP, GREY, P3, PLAIN, RGB, off


def managed(rgb, matrix=None):
    light = made.linear(rgb)
    return made.encoded(light if matrix is None else light @ matrix.T)


PALETTE = Image.fromarray(RGB).quantize(60)
PALETTE_P3 = managed(np.asarray(PALETTE.convert("RGB")), made.P3_TO_SRGB)
GAMMA18 = made.encoded((RGB / 255) ** 1.8)
CHRM_P3 = struct.pack(">8I", *(round(v * 100000) for v in icc.PRIMARIES[12]))
CICP_P3 = made.chunk(b"cICP", bytes([12, 13, 0, 1]))
GAMA18 = made.chunk(b"gAMA", struct.pack(">I", 55556))
PROFILES = {
    "P3 PNG": (made.packed(RGB, icc_profile=P3), managed(RGB, made.P3_TO_SRGB)),
    "P3 lossless WebP": (
        made.packed(RGB, "WEBP", lossless=True, icc_profile=P3),
        managed(RGB, made.P3_TO_SRGB),
    ),
    "P3 TIFF": (made.packed(RGB, "TIFF", icc_profile=P3), managed(RGB, made.P3_TO_SRGB)),
    "P3 16-bit TIFF": (
        made.tiff(RGB * np.uint16(257), photometric="rgb", iccprofile=P3),
        managed(RGB, made.P3_TO_SRGB),
    ),
    "P3 palette": (made.packed(PALETTE, icc_profile=P3), PALETTE_P3),
    "P3 grey": (made.packed(GREY, icc_profile=P3), GREY),
    "linear grey": (made.packed(GREY, icc_profile=made.grey_profile(1)), made.encoded(GREY / 255)),
    "linear grey 16": (made.packed(DEEP, icc_profile=made.grey_profile(1)), made.encoded(DEEP / 65535)),
    "gamma 2.2 grey TIFF": (
        made.packed(GREY, "TIFF", icc_profile=made.grey_profile(2.2)),
        made.encoded((GREY / 255) ** (563 / 256)),
    ),
    "cICP P3": (made.with_chunks(PLAIN, CICP_P3), managed(RGB, made.P3_TO_SRGB)),
    "cICP linear": (
        made.with_chunks(PLAIN, made.chunk(b"cICP", bytes([1, 8, 0, 1]))),
        made.encoded(RGB / 255),
    ),
    "cICP before a profile": (
        made.with_chunks(made.packed(RGB, icc_profile=made.grey_profile(1)), CICP_P3),
        managed(RGB, made.P3_TO_SRGB),
    ),
    "gAMA": (made.with_chunks(PLAIN, GAMA18), GAMMA18),
    "gAMA grey": (made.with_chunks(made.packed(GREY), GAMA18), made.encoded((GREY / 255) ** 1.8)),
    "gAMA grey 16": (made.with_chunks(made.packed(DEEP), GAMA18), made.encoded((DEEP / 65535) ** 1.8)),
    "gAMA palette": (
        made.with_chunks(made.packed(PALETTE), GAMA18),
        made.encoded((np.asarray(PALETTE.convert("RGB")) / 255) ** 1.8),
    ),
    "cHRM": (made.with_chunks(PLAIN, made.chunk(b"cHRM", CHRM_P3)), managed(RGB, made.P3_TO_SRGB)),
    "sRGB before gAMA": (made.with_chunks(PLAIN, made.chunk(b"sRGB", b"\0"), GAMA18), RGB),
    "a profile before gAMA": (made.with_chunks(made.packed(RGB, icc_profile=made.SRGB), GAMA18), RGB),
}


@pytest.mark.parametrize("name", PROFILES)
def test_colours_become_srgb(name):
    source, wanted = PROFILES[name]
    assert off(source, wanted) <= 2
    assert read_photo(source).notices == ()


def test_colours_are_converted_under_any_alpha():
    source = made.with_chunks(made.packed(np.dstack([RGB, ALPHA])), GAMA18)
    assert off(source, GAMMA18, ALPHA) <= 2


def test_lab_and_cmyk_are_converted():
    srgb, lab = ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB")
    image = Image.fromarray(RGB)
    as_lab = ImageCms.profileToProfile(image, srgb, lab, outputMode="LAB")
    back = ImageCms.profileToProfile(as_lab, lab, srgb, outputMode="RGB")
    assert off(made.packed(as_lab, "TIFF"), np.asarray(back)) <= 2
    ink = image.convert("CMYK")
    assert off(made.packed(ink, "TIFF"), RGB) <= 1
    assert off(made.packed(ink, "JPEG", quality=100, subsampling=0), RGB) <= 6


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "TIFF"])
@pytest.mark.parametrize(
    "profile", [b"x" * 420, P3[:200], made.grey_profile(1)[:150]], ids=["noise", "cut", "short"]
)
def test_a_broken_profile_is_no_broken_photo(kind, profile):
    plain = read_photo(made.packed(RGB, kind)).pixels
    found = read_photo(made.packed(RGB, kind, icc_profile=profile))
    assert np.array_equal(found.pixels, plain)
    assert len(found.notices) == 1 and "taken as sRGB" in found.notices[0]


def test_a_profile_for_other_pixels_is_left_aside():
    found = read_photo(made.packed(RGB, icc_profile=made.grey_profile(1)))
    assert np.array_equal(found.pixels[..., :3], RGB)
    assert "does not fit its pixels" in found.notices[0]


@pytest.mark.parametrize(
    ("chunk", "words"),
    [
        (made.chunk(b"cICP", bytes([9, 16, 0, 1])), "not known here"),
        (made.chunk(b"cHRM", struct.pack(">8I", *[31270] * 8)), "makes no sense"),
        (made.chunk(b"cHRM", bytes(32)), "makes no sense"),
    ],
)
def test_numbers_for_colours_that_cannot_be_used_are_told(chunk, words):
    found = read_photo(made.with_chunks(PLAIN, chunk))
    assert np.array_equal(found.pixels[..., :3], RGB)
    assert words in found.notices[0]


def test_a_heic_is_converted_by_its_profile_or_by_the_primaries_it_names():
    kept = read_photo(corpus.heic(Image.fromarray(RGB), chroma=444)).pixels[..., :3]
    wanted = managed(kept, made.P3_TO_SRGB)
    named = {"color_primaries": 12, "transfer_characteristics": 13}
    for options in ({"icc_profile": P3}, named):
        assert off(corpus.heic(Image.fromarray(RGB), chroma=444, **options), wanted) <= 2
    upright = read_photo(corpus.heic(Image.fromarray(RGB), exif=made.exif(6)))
    assert upright.pixels.shape == (64, 48, 4)
