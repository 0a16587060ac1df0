"""The photo without its subject: no glow of it, exact where there is none, smooth where there was one."""

import numpy as np
import pytest
from scipy import ndimage
from wispcut.backdrop import blurred_backdrop, fill_subject


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


def test_a_blur_that_is_none_is_named():
    with pytest.raises(ValueError, match=r"sigma must be a number in \[0, 256\]; got -1"):
        blurred_backdrop(np.zeros((2, 2, 3), np.float32), np.zeros((2, 2), np.float32), -1, 1)
