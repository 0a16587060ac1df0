"""The last stage: exact to the byte, whatever the stripes; a backdrop without the subject's glow."""

import numpy as np
import pytest
from scipy import ndimage
from wispcut.settings import complete
from wispcut.steps.compose import (
    background_rows,
    blurred_backdrop,
    compose,
    fill_subject,
)


def random_bytes(seed, *shape):
    return np.random.default_rng(seed).integers(0, 256, shape, dtype=np.uint8)


def section(**given):
    return complete({"cutout": given})["cutout"]


def stripes(height, *cuts):
    return zip((0, *cuts), (*cuts, height), strict=True)


def test_every_alpha_and_every_pair_of_colours_is_rounded_exactly():
    """All 256 alphas x 256 colours before three backgrounds, against whole-number arithmetic."""
    alpha, colour = (plane.astype(np.uint8) for plane in np.mgrid[:256, :256])
    cutout = np.stack([colour, colour[:, ::-1], colour, alpha], axis=-1)
    for level in (0, 77, 255):
        background = np.full((256, 256, 3), level, np.uint8)
        background[..., 1] = colour
        out = compose(cutout, background)
        a = alpha.astype(int)[..., None]
        exact = (2 * (a * cutout[..., :3].astype(int) + (255 - a) * background.astype(int)) + 255) // 510
        assert np.array_equal(out[..., :3], exact)
        assert (out[..., 3] == 255).all()


def test_transparent_leaves_every_byte():
    cutout = random_bytes(1, 7, 11, 4)
    cutout[2:4, :, 3] = 0
    before = cutout.copy()
    assert np.array_equal(compose(cutout, None), before)


def test_mask_only_is_alpha_as_opaque_grey():
    cutout = random_bytes(2, 5, 9, 4)
    for background in (None, random_bytes(3, 5, 9, 3)):
        out = compose(cutout, background, mask_only=True)
        assert all(np.array_equal(out[..., c], cutout[..., 3]) for c in range(3))
        assert (out[..., 3] == 255).all()


def test_solid_and_empty_alpha_show_one_layer_only():
    cutout, background = random_bytes(4, 4, 6, 4), random_bytes(5, 4, 6, 3)
    cutout[..., 3] = 255
    assert np.array_equal(compose(cutout, background)[..., :3], cutout[..., :3])
    cutout[..., 3] = 0
    assert np.array_equal(compose(cutout, background)[..., :3], background)


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
    out = background_rows(section(**given), (9, 5), (3, 7))
    assert out.shape == (4, 5, 3) and out.dtype == np.uint8
    assert (out == np.array(expected)).all()


def test_no_background_and_a_picture_as_background():
    assert background_rows(section(background="transparent"), (9, 5), (3, 7)) is None
    image = random_bytes(6, 4, 5, 4)
    for given in (image, image[..., :3]):
        out = background_rows(section(background="image"), (9, 5), (3, 7), image=given)
        assert np.array_equal(out, image[..., :3])


@pytest.mark.parametrize("choice", ["transparent", "white", "colour", "image", "blur", "even"])
@pytest.mark.parametrize("cuts", [(1, 2, 3), (7,), (30,), tuple(range(1, 31))])
def test_stripes_equal_the_whole(choice, cuts):
    height, width = 31, 23
    cutout, image = random_bytes(7, height, width, 4), random_bytes(8, height, width, 3)
    plane = np.random.default_rng(9).random((8, 6, 3), dtype=np.float32)
    knobs = section(background=choice)

    def rows(first, last):
        back = background_rows(knobs, (height, width), (first, last), image=image[first:last], plane=plane)
        return compose(cutout[first:last], back)

    whole = rows(0, height)
    assert np.array_equal(np.concatenate([rows(a, b) for a, b in stripes(height, *cuts)]), whole)


def test_a_constant_backdrop_stays_constant_however_bright_the_subject():
    """No halo: the subject's colour does not reach the blur, nor does its soft edge."""
    photo = np.full((60, 50, 3), (0.2, 0.5, 0.3), np.float32)
    alpha = np.zeros((60, 50), np.float32)
    alpha[15:45, 10:40] = 1
    alpha = ndimage.gaussian_filter(alpha, 2)
    soft = photo + (1 - photo) * np.where(alpha < 0.02, 0, alpha)[..., None]  # a white subject
    out = blurred_backdrop(soft, alpha, 24, 4)
    np.testing.assert_allclose(out, np.broadcast_to([0.2, 0.5, 0.3], out.shape), atol=1e-5)


@pytest.mark.parametrize("spread", [0.5, 1, 3])
def test_without_a_subject_it_is_a_gaussian_in_photo_pixels(spread):
    photo = np.random.default_rng(10).random((40, 30, 3), dtype=np.float32)
    out = blurred_backdrop(photo, np.zeros((40, 30), np.float32), 4 * spread, 4)
    assert out.dtype == np.float32
    expected = ndimage.gaussian_filter(photo, (spread, spread, 0), mode="reflect")
    np.testing.assert_allclose(out, expected, atol=1e-6)


@pytest.mark.parametrize("spread", [4, 9, 16])
@pytest.mark.parametrize("size", [(160, 128), (151, 137)])
def test_wide_blurs_are_made_small_and_look_the_same(spread, size):
    photo = np.random.default_rng(10).random((*size, 3), dtype=np.float32)
    photo[40:90, 30:80] = (1, 0.1, 0.1)
    out = blurred_backdrop(photo, np.zeros(size, np.float32), spread, 1)
    assert out.shape == photo.shape
    expected = ndimage.gaussian_filter(photo, (spread, spread, 0), mode="reflect")
    apart = np.abs(out - expected)
    assert apart[:, 2 * spread : -2 * spread][2 * spread : -2 * spread].max() < 4 / 255
    assert apart.max() < 14 / 255  # half cells of odd sizes count for a whole one at the border


def test_the_planes_pixels_stay_in_their_place_where_the_last_is_cut_off():
    """A ramp, reduced by 4 from 31 x 22 pixels: with the factor it comes back, but for half a pixel at the border."""
    y, x = np.mgrid[:31, :22] / 60
    ramp = np.stack([x, y, x + y], -1).astype(np.float32)
    plane = np.pad(ramp, ((0, 1), (0, 2), (0, 0)), mode="reflect", reflect_type="odd")
    plane = plane.reshape(8, 4, 6, 4, 3).mean(axis=(1, 3)).astype(np.float32)
    out = background_rows(section(background="even"), (31, 22), (5, 29), plane=plane, factor=4)
    inside = np.s_[2:-2, 2:-2]
    assert np.abs(out[inside].astype(int) - np.rint(255 * ramp[5:29][inside])).max() <= 1
    stretched = background_rows(section(background="even"), (31, 22), (5, 29), plane=plane)
    assert np.abs(stretched[inside].astype(int) - np.rint(255 * ramp[5:29][inside])).max() > 3


def test_filling_keeps_the_backdrop_and_continues_a_ramp():
    y, x = np.mgrid[:64, :64].astype(np.float32) / 64
    photo = np.stack([x, y, 0.5 * np.ones_like(x)], -1)
    alpha = np.zeros((64, 64), np.float32)
    alpha[24:40, 24:40] = 1
    spoiled = photo.copy()
    spoiled[24:40, 24:40] = (1, 0, 1)
    out = fill_subject(spoiled, alpha)
    assert np.array_equal(out[alpha == 0], photo[alpha == 0])
    assert np.abs(out - photo).max() < 0.13  # half the hole's width would be a flat fill
    assert np.abs(out - photo)[..., 2].max() < 1e-5


@pytest.mark.parametrize("size", [(1, 1), (1, 13), (7, 1), (11, 17)])
def test_a_photo_that_is_all_subject_or_all_backdrop_stays(size):
    photo = np.random.default_rng(11).random((*size, 3), dtype=np.float32)
    assert np.array_equal(fill_subject(photo, np.ones(size, np.float32)), photo)
    assert np.array_equal(fill_subject(photo, np.zeros(size, np.float32)), photo)
    assert np.isfinite(blurred_backdrop(photo, np.ones(size, np.float32), 200, 1)).all()


def test_one_backdrop_pixel_fills_everything():
    photo = np.random.default_rng(12).random((13, 9, 3), dtype=np.float32)
    alpha = np.ones((13, 9), np.float32)
    alpha[12, 0] = 0
    np.testing.assert_allclose(
        fill_subject(photo, alpha), np.broadcast_to(photo[12, 0], photo.shape), atol=1e-6
    )


@pytest.mark.parametrize(
    ("call", "kind", "text"),
    [
        (
            lambda: compose(np.zeros((2, 2, 4)), None),
            TypeError,
            "cutout must be a numpy array of dtype uint8; got float64",
        ),
        (
            lambda: compose(np.zeros((2, 2, 3), np.uint8), None),
            ValueError,
            r"cutout must have shape \(H, W, 4\)",
        ),
        (
            lambda: compose(random_bytes(0, 2, 2, 4), random_bytes(0, 2, 3, 3)),
            ValueError,
            r"background must have height and width \(2, 2\); got \(2, 3\)",
        ),
        (
            lambda: background_rows(section(background="image"), (2, 2), (0, 1)),
            ValueError,
            "image must be given for the background 'image'",
        ),
        (
            lambda: background_rows(section(background="blur"), (2, 2), (0, 1)),
            ValueError,
            "plane must be given for the background 'blur'",
        ),
        (
            lambda: background_rows(
                section(background="image"), (2, 2), (0, 1), image=random_bytes(0, 2, 2, 3)
            ),
            ValueError,
            r"image must have height and width \(1, 2\); got \(2, 2\)",
        ),
        (
            lambda: blurred_backdrop(np.zeros((2, 2, 3), np.float32), np.zeros((2, 2), np.float32), -1, 1),
            ValueError,
            r"sigma must be a number in \[0, 256\]; got -1",
        ),
    ],
)
def test_bad_arguments_are_named(call, kind, text):
    with pytest.raises(kind, match=text):
        call()
