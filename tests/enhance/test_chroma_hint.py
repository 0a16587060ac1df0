"""The hint parts colours from the backdrop's, and keeps luma, grey and the order of hues."""

import sys

import numpy as np
import pytest
from reference.enhance_loops import chroma_hint_loops
from reference.enhance_photos import sample
from wispcut.core.pixels import luminance
from wispcut.enhance.chroma_hint import chroma_hint

GREEN, BLUE, BEIGE, GREY = (0.0, 0.7, 0.25), (0.1, 0.2, 0.9), (0.62, 0.58, 0.5), (0.5, 0.5, 0.5)
BACKDROPS = [GREEN, BLUE, BEIGE, GREY, (0.0, 0.0, 0.0), (1.0, 0.0, 0.0)]


def chroma(rgb):
    rgb = np.asarray(rgb, np.float32)
    luma = luminance(rgb)
    return (rgb[..., 0] - luma) + 1j * (rgb[..., 2] - luma)


def muted(seed, h=40, w=40):
    """Colours that stay in [0, 1] whatever their hue turns to."""
    return (0.5 + 0.12 * (np.random.default_rng(seed).random((h, w, 3)) - 0.5)).astype(np.float32)


@pytest.mark.parametrize("colour", BACKDROPS)
@pytest.mark.parametrize("strength", [0.3, 1, 3])
@pytest.mark.parametrize("size", [(1, 1), (1, 19), (23, 17)])
def test_equals_the_loops(colour, strength, size):
    picture = np.random.default_rng(1).random((*size, 3), dtype=np.float32)
    out = chroma_hint(picture, colour, strength)
    assert out.dtype == np.float32
    # the table has 2048 steps over half a turn: at the steepest a hue is off by (1 + k) pi / 4096, times the chroma
    np.testing.assert_allclose(out, chroma_hint_loops(picture, colour, strength), atol=4e-3)
    assert np.abs(out - chroma_hint_loops(picture, colour, strength)).mean() < 5e-4


@pytest.mark.parametrize("colour", BACKDROPS)
@pytest.mark.parametrize("strength", [0.5, 3])
def test_no_colour_comes_nearer_and_most_go_further(colour, strength):
    picture = muted(2)
    before = np.abs(chroma(picture) - chroma(colour))
    after = np.abs(chroma(chroma_hint(picture, colour, strength)) - chroma(colour))
    assert (after - before).min() > -1e-3 * before.max()
    assert after.mean() > before.mean() + 1e-3


def test_a_subject_like_its_backdrop_is_parted_on_a_photo():
    """A skin tone before a wooden, reddish wall: the gap in hue grows by half and more."""
    wall, skin = np.array([0.60, 0.36, 0.22], np.float32), np.array([0.78, 0.57, 0.50], np.float32)
    picture = np.stack([wall, skin])[None]
    before = np.abs(np.angle(chroma(picture[0, 1]) / chroma(picture[0, 0])))
    out = chroma_hint(picture, tuple(wall.tolist()), 1)
    after = np.abs(np.angle(chroma(out[0, 1]) / chroma(out[0, 0])))
    np.testing.assert_allclose(out[0, 0], wall, atol=1e-5)
    assert after > 1.5 * before


def test_on_a_photo_colours_move_away_from_the_backdrop():
    photo = np.ascontiguousarray(sample("astronaut")[::8, ::8])
    backdrop = tuple(photo[2, 30].tolist())
    gap = np.abs(chroma(photo) - chroma(backdrop)).mean()
    assert np.abs(chroma(chroma_hint(photo, backdrop, 1)) - chroma(backdrop)).mean() > 1.05 * gap


@pytest.mark.parametrize("colour", BACKDROPS)
def test_luma_stays_and_grey_stays_grey(colour):
    picture = np.random.default_rng(3).random((31, 37, 3), dtype=np.float32)
    np.testing.assert_allclose(luminance(chroma_hint(picture, colour, 2)), luminance(picture), atol=2e-6)
    grey = np.repeat(picture[..., :1], 3, axis=2)
    np.testing.assert_allclose(chroma_hint(grey, colour, 3), grey, atol=1e-6)


@pytest.mark.parametrize("colour", [GREEN, BLUE, (1.0, 0.0, 0.0)])
@pytest.mark.parametrize("strength", [0.5, 3])
def test_hues_keep_their_order_and_side(colour, strength):
    """A wheel of hues: the map of angles is monotone, fixes the backdrop's hue and its opposite, and is symmetric."""
    towards = chroma(colour) / np.abs(chroma(colour))
    angle = np.linspace(-3.1, 3.1, 301)
    wheel = 0.03 * np.exp(1j * angle) * towards
    red, blue = wheel.real, wheel.imag
    picture = 0.5 + np.stack([red, -(0.2126 * red + 0.0722 * blue) / 0.7152, blue], -1)[None]
    out = np.angle(chroma(chroma_hint(picture.astype(np.float32), colour, strength))[0] / towards)
    assert (np.diff(out) > -2e-3).all()
    assert (np.sign(out[np.abs(angle) > 0.01]) == np.sign(angle[np.abs(angle) > 0.01])).all()
    x = np.abs(angle) / np.pi
    np.testing.assert_allclose(np.abs(out), np.pi * x * (1 + strength) / (1 + strength * x), atol=5e-3)
    np.testing.assert_allclose(out, -out[::-1], atol=5e-3)


def test_from_a_grey_backdrop_colours_grow_outward():
    picture = muted(4)
    out = chroma_hint(picture, GREY, 1)
    np.testing.assert_allclose(chroma(out), 2 * chroma(picture), atol=1e-6)


def test_strength_0_is_free_and_small_strengths_are_small():
    picture = muted(5)
    assert chroma_hint(picture, GREEN, 0) is picture
    np.testing.assert_allclose(chroma_hint(picture, GREEN, 1e-6), picture, atol=1e-6)


def test_the_result_does_not_depend_on_stripes(monkeypatch):
    picture = muted(6, 31, 23)
    whole = chroma_hint(picture, BLUE, 2)
    monkeypatch.setattr(sys.modules[chroma_hint.__module__], "_STRIPE_PIXELS", 1)
    assert np.array_equal(chroma_hint(picture, BLUE, 2), whole)


@pytest.mark.parametrize(
    ("colour", "strength", "text"),
    [
        ((0, 0, 2), 1, r"colour must be a number in \[0, 1\]; got 2"),
        ((0, 0), 1, r"colour must have 3 values; got \(0, 0\)"),
        (GREEN, 4, r"strength must be a number in \[0, 3\]; got 4"),
    ],
)
def test_bad_arguments_are_named(colour, strength, text):
    with pytest.raises(ValueError, match=text):
        chroma_hint(muted(7, 2, 2), colour, strength)
