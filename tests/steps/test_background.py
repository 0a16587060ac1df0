"""The background of any stripe: plain colours, a picture, a plane in its place; stripes equal the whole."""

import numpy as np
import pytest
from wispcut.settings import Cutout
from wispcut.steps.background import background_window
from wispcut.steps.compose import compose


def random_bytes(seed, *shape):
    return np.random.default_rng(seed).integers(0, 256, shape, dtype=np.uint8)


def stripes(height, *cuts):
    return zip((0, *cuts), (*cuts, height), strict=True)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"background": "white"}, (255, 255, 255)),
        ({"background": "black"}, (0, 0, 0)),
        ({"background": "colour", "colour": "#80a090"}, (0x80, 0xA0, 0x90)),
        ({"background": "colour", "colour": "#01FE7f"}, (0x01, 0xFE, 0x7F)),
    ],
)
def test_plain_backgrounds(given, expected):
    out = background_window(Cutout(**given), (9, 5), (3, 0, 7, 5))
    assert out.shape == (4, 5, 3) and out.dtype == np.uint8
    assert (out == np.array(expected)).all()


def test_no_background_and_a_picture_as_background():
    assert background_window(Cutout(background="transparent"), (9, 5), (3, 0, 7, 5)) is None
    image = random_bytes(6, 4, 5, 4)
    for given in (image, image[..., :3]):
        out = background_window(Cutout(background="image"), (9, 5), (3, 0, 7, 5), image=given)
        assert np.array_equal(out, image[..., :3])


@pytest.mark.parametrize("choice", ["transparent", "white", "colour", "image", "blur", "even"])
@pytest.mark.parametrize("cuts", [(1, 2, 3), (7,), (30,), tuple(range(1, 31))])
def test_stripes_equal_the_whole(choice, cuts):
    height, width = 31, 23
    cutout, image = random_bytes(7, height, width, 4), random_bytes(8, height, width, 3)
    plane = np.random.default_rng(9).random((8, 6, 3), dtype=np.float32)
    knobs = Cutout(background=choice)

    def rows(first, last):
        back = background_window(
            knobs, (height, width), (first, 0, last, width), image=image[first:last], plane=plane
        )
        return compose(cutout[first:last], back)

    whole = rows(0, height)
    assert np.array_equal(np.concatenate([rows(a, b) for a, b in stripes(height, *cuts)]), whole)


def test_the_planes_pixels_stay_in_their_place_where_the_last_is_cut_off():
    """A ramp, reduced by 4 from 31 x 22 pixels: with the factor it comes back, but for half a pixel at the border."""
    y, x = np.mgrid[:31, :22] / 60
    ramp = np.stack([x, y, x + y], -1).astype(np.float32)
    plane = np.pad(ramp, ((0, 1), (0, 2), (0, 0)), mode="reflect", reflect_type="odd")
    plane = plane.reshape(8, 4, 6, 4, 3).mean(axis=(1, 3)).astype(np.float32)
    out = background_window(Cutout(background="even"), (31, 22), (5, 0, 29, 22), plane=plane, factor=4)
    inside = np.s_[2:-2, 2:-2]
    assert np.abs(out[inside].astype(int) - np.rint(255 * ramp[5:29][inside])).max() <= 1
    stretched = background_window(Cutout(background="even"), (31, 22), (5, 0, 29, 22), plane=plane)
    assert np.abs(stretched[inside].astype(int) - np.rint(255 * ramp[5:29][inside])).max() > 3


@pytest.mark.parametrize(
    ("choice", "image", "words"),
    [
        ("image", None, "image must be given for the background 'image'"),
        ("blur", None, "plane must be given for the background 'blur'"),
        ("image", random_bytes(0, 2, 2, 3), r"image must have height and width \(1, 2\); got \(2, 2\)"),
    ],
)
def test_what_is_missing_is_named(choice, image, words):
    with pytest.raises(ValueError, match=words):
        background_window(Cutout(background=choice), (2, 2), (0, 0, 1, 2), image=image)


def test_beyond_the_photo_its_border_goes_on():
    plane = np.random.default_rng(9).random((8, 6, 3), dtype=np.float32)
    knobs = Cutout(background="even")
    inside = background_window(knobs, (32, 24), (0, 0, 32, 24), plane=plane, factor=4)
    around = background_window(knobs, (32, 24), (-5, -7, 40, 30), plane=plane, factor=4)
    assert np.array_equal(around, np.pad(inside, ((5, 8), (7, 6), (0, 0)), mode="edge"))
