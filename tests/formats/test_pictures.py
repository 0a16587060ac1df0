"""A photo from a path, bytes, a Pillow image or an array; fields at their own range."""

import io

import numpy as np
import pytest
from PIL import Image
from wispcut.formats import pictures
from wispcut.formats.pictures import read_field, read_photo

from testing import made
from testing.reading import ALPHA, DEEP, GREY, RGB, off


def test_the_first_frame_counts():
    frames = [Image.fromarray(RGB), Image.fromarray(255 - RGB)]
    for kind in ("TIFF", "PNG", "WEBP"):
        more = {"lossless": True} if kind == "WEBP" else {}
        assert off(made.packed(frames[0], kind, save_all=True, append_images=frames[1:], **more), RGB) == 0


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.float32, np.float64])
@pytest.mark.parametrize("channels", [0, 1, 2, 3, 4])
def test_arrays_of_every_kind(dtype, channels):
    full = np.dstack([RGB, ALPHA])
    values = {0: GREY, 1: GREY[..., None], 2: np.dstack([GREY, ALPHA]), 3: RGB, 4: full}[channels]
    given = {np.uint8: values, np.uint16: values * np.uint16(257)}.get(dtype, values / 255)
    given = given.astype(dtype)
    before = given.copy()
    assert off(given, RGB if channels >= 3 else GREY, ALPHA if channels in (2, 4) else 255) == 0
    assert np.array_equal(given, before)


@pytest.mark.parametrize(
    ("array", "error", "words"),
    [
        (np.zeros((3, 3), np.int64), TypeError, "dtype uint8, uint16, bool, or float"),
        (np.full((3, 3), 1.5), ValueError, r"lie in \[0, 1\]"),
        (np.full((3, 3), np.nan), ValueError, "finite"),
        (np.zeros((3, 3, 5), np.uint8), ValueError, "1 to 4"),
        (np.zeros((0, 3), np.uint8), ValueError, "H, W >= 1"),
    ],
)
def test_arrays_that_are_no_picture_are_named(array, error, words):
    with pytest.raises(error, match=words):
        read_photo(array)


def test_a_path_bytes_and_a_pillow_image_are_one_photo(tmp_path):
    path = tmp_path / "a.png"
    path.write_bytes(made.packed(RGB))
    for source in (
        path,
        str(path),
        path.read_bytes(),
        Image.fromarray(RGB),
        Image.open(io.BytesIO(path.read_bytes())),
    ):
        assert off(source, RGB) == 0
    with pytest.raises(TypeError, match="path, bytes, a Pillow image or an array; got int"):
        read_photo(3)


def test_fields_keep_their_range_and_stand_upright(tmp_path):
    path = tmp_path / "a.tiff"
    path.write_bytes(made.tiff(DEEP, extratags=[(274, "H", 1, 6, True)]))
    assert np.array_equal(read_field(path), np.rot90(DEEP, -1))
    path.write_bytes(made.packed(DEEP, exif=made.exif(6)))
    assert np.array_equal(read_field(path), np.rot90(DEEP, -1))
    path.write_bytes(made.packed(RGB))
    assert np.array_equal(read_field(path), pictures.from_bytes(RGB))
