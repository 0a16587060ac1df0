"""Tone in closed form, and beside scikit-image and Pillow."""

import numpy as np
import pytest
from skimage import exposure
from wispcut.core.pixels import luminance
from wispcut.enhance.tone import adjust_tone, saturate


def noise(seed, h=13, w=17):
    return np.random.default_rng(seed).random((h, w, 3), dtype=np.float32)


@pytest.mark.parametrize(("gamma", "gain"), [(2, 1), (0.5, 1), (1, 1.5), (2.2, 0.5), (5, 5)])
def test_gamma_and_gain_follow_their_formula(gamma, gain):
    picture = noise(1)
    expected = np.minimum(1, gain * picture.astype(np.float64) ** (1 / gamma))
    out = adjust_tone(picture, gamma, gain)
    assert out.dtype == np.float32
    np.testing.assert_allclose(out, expected, atol=1e-6)
    np.testing.assert_allclose(out, np.minimum(exposure.adjust_gamma(picture, 1 / gamma, gain), 1), atol=1e-6)


def test_a_higher_gamma_brightens_and_keeps_black_and_white():
    picture = np.array([[[0, 0.25, 1]]], np.float32)
    np.testing.assert_allclose(adjust_tone(picture, 2, 1)[0, 0], [0, 0.5, 1], atol=1e-7)
    np.testing.assert_allclose(adjust_tone(picture, 0.5, 1)[0, 0], [0, 0.0625, 1], atol=1e-7)


def test_saturation_stretches_about_luma():
    picture = noise(2)
    grey = luminance(picture)[..., None]
    out = saturate(picture, 1.7)
    assert out.dtype == np.float32
    np.testing.assert_allclose(out, np.clip(grey + 1.7 * (picture - grey), 0, 1), atol=1e-6)
    np.testing.assert_allclose(saturate(picture, 0), np.repeat(grey, 3, 2), atol=1e-6)


def test_saturation_keeps_grey_and_luma_and_the_order_of_channels():
    picture = 0.4 + 0.2 * noise(3)  # no channel is clipped at twice the distance
    np.testing.assert_allclose(luminance(saturate(picture, 2)), luminance(picture), atol=1e-6)
    picture = noise(4)
    assert (np.diff(np.take_along_axis(saturate(picture, 3), np.argsort(picture, 2), 2), axis=2) >= 0).all()
    grey = np.repeat(noise(5)[..., :1], 3, axis=2)
    np.testing.assert_allclose(saturate(grey, 3), grey, atol=1e-6)


def test_saturation_is_what_pillow_does_with_its_own_grey():
    """Pillow's grey is Rec. 601; on colours with R = B the two differ by a known amount of grey only."""
    image = pytest.importorskip("PIL.Image")
    enhance = pytest.importorskip("PIL.ImageEnhance")
    picture = noise(6)
    pillow = enhance.Color(image.fromarray((picture * 255).round().astype(np.uint8))).enhance(0.5)
    theirs = np.asarray(pillow) / 255
    grey601 = picture @ np.array([0.299, 0.587, 0.114])
    ours = saturate(picture, 0.5) + 0.5 * (grey601 - luminance(picture))[..., None]
    np.testing.assert_allclose(ours, theirs, atol=2.1 / 255)


def test_neutral_is_free():
    picture = noise(7)
    assert adjust_tone(picture, 1, 1) is picture
    assert saturate(picture, 1) is picture


@pytest.mark.parametrize("size", [(1, 1), (1, 7), (5, 1)])
def test_small_pictures(size):
    picture = noise(8, *size)
    assert adjust_tone(picture, 2, 1).shape == saturate(picture, 2).shape == picture.shape


@pytest.mark.parametrize(
    ("call", "text"),
    [
        (lambda v: adjust_tone(v, 0, 1), r"gamma must be a number in \[0.2, 5\]; got 0"),
        (lambda v: adjust_tone(v, 1, 6), r"gain must be a number in \[0.2, 5\]; got 6"),
        (lambda v: saturate(v, -1), r"saturation must be a number in \[0, 3\]; got -1"),
    ],
)
def test_bad_knobs_are_named(call, text):
    with pytest.raises(ValueError, match=text):
        call(noise(9))
