"""The order, the neutral start, and parts against the whole."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wispcut.core import tiles
from wispcut.enhance import (
    REACH,
    Options,
    active,
    adjust_tone,
    bilateral,
    chroma_hint,
    clahe,
    enhance,
    prepare,
    saturate,
    sharpen,
)
from wispcut.settings import Enhance

EVERYTHING = Options(
    bilateral=4.0,
    hint_colour=(0x30 / 255, 0xA0 / 255, 0x40 / 255),
    hint_strength=1.0,
    clahe_clip=2.0,
    clahe_grid=4,
    gamma=1.2,
    gain=1.1,
    saturation=1.3,
    sharpen_sigma=1.0,
    sharpen_radius=3,
)
KNOBS = Enhance.knobs()


def noise(seed, h=53, w=61):
    return np.random.default_rng(seed).random((h, w, 3), dtype=np.float32)


def test_the_defaults_change_nothing_at_no_cost():
    picture = noise(1)
    assert enhance(picture, Options()) is picture
    assert enhance(picture, Enhance().options()) is picture
    assert enhance(picture, Options(clahe_grid=3, hint_colour=(1, 0, 0), sharpen_radius=9)) is picture


@pytest.mark.parametrize("key", KNOBS)
def test_active_says_whether_a_knob_changes_a_picture(key):
    knob = KNOBS[key]
    away = {"colour": "#123456", "flag": True}.get(knob.kind, knob.high)
    options = Enhance(**{key: away}).options()
    picture = noise(8, 19, 23)
    assert active(options) == (not np.array_equal(enhance(picture, options), picture))
    assert not active(Options())


def test_the_settings_are_the_options_at_any_scale():
    assert Enhance().options() == Options()
    given = Enhance(sharpen_sigma=4.0, sharpen_radius=6, gain=1.5)
    assert given.options() == Options(sharpen_sigma=4.0, sharpen_radius=6, gain=1.5)
    assert given.options(4) == Options(sharpen_sigma=1.0, sharpen_radius=2, gain=1.5)
    assert given.options(100).sharpen_radius == 1


def test_it_is_the_modules_in_their_order():
    picture = noise(2)
    out = bilateral(picture, 4)
    out = chroma_hint(out, (0x30 / 255, 0xA0 / 255, 0x40 / 255), 1)
    out = sharpen(saturate(adjust_tone(clahe(out, 2, 4), 1.2, 1.1), 1.3), 1, 3)
    assert np.array_equal(enhance(picture, EVERYTHING), out)


@pytest.mark.parametrize("key", [key for key, knob in KNOBS.items() if knob.low is not None])
def test_both_ends_of_every_knob_give_a_picture(key):
    for value in (KNOBS[key].low, KNOBS[key].high):
        out = enhance(noise(3, 13, 17), replace(EVERYTHING, **{key: value}))
        assert out.dtype == np.float32 and out.min() >= 0 and out.max() <= 1


@pytest.mark.parametrize("core", [7, 24, 100])
def test_parts_equal_the_whole(core):
    picture = noise(4, 67, 71)
    whole = enhance(picture, EVERYTHING)
    fitted = prepare(picture, EVERYTHING)
    for tile in tiles.plan(picture.shape[:2], core=core, gutter=REACH):
        part = fitted.part(tiles.cut(picture, tile.outer), origin=tile.outer[:2], size=picture.shape[:2])
        inside = part[tiles.inside(tile.core, tile.outer)]
        np.testing.assert_allclose(inside, tiles.cut(whole, tile.core), atol=2e-5)


def test_the_stated_reach_is_the_true_one():
    """A change in one pixel is seen exactly 19 pixels away, by the widest settings of what is local."""
    picture = noise(5, 1, 61)
    other = picture.copy()
    other[0, 30] = 1 - other[0, 30]
    section = replace(EVERYTHING, clahe_clip=1.0, sharpen_radius=16, sharpen_sigma=8.0, bilateral=10.0)
    touched = np.flatnonzero(np.abs(enhance(picture, section) - enhance(other, section)).max(2)[0] > 0)
    assert 30 - REACH <= touched.min() <= 30 - REACH + 1
    assert 30 + REACH - 1 <= touched.max() <= 30 + REACH


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 9), st.integers(1, 9), st.integers(0, 2**32 - 1))
def test_any_small_picture_stays_a_picture(height, width, seed):
    rng = np.random.default_rng(seed)
    picture = rng.choice(np.array([0, 0.5, 1, rng.random()], np.float32), (height, width, 3))
    before = picture.copy()
    out = enhance(picture, EVERYTHING)
    assert out.shape == picture.shape and out.dtype == np.float32
    assert out.min() >= 0 and out.max() <= 1
    assert np.array_equal(picture, before)


@pytest.mark.parametrize(
    ("picture", "kind", "text"),
    [
        (np.zeros((2, 2, 3)), TypeError, "picture must have dtype float32; got float64"),
        (np.zeros((2, 2), np.float32), ValueError, r"picture must have shape \(H, W, 3\) .*; got \(2, 2\)"),
        (np.full((2, 2, 3), np.nan, np.float32), ValueError, "picture must be finite"),
    ],
)
def test_bad_views_are_named(picture, kind, text):
    for call in (enhance, prepare):
        with pytest.raises(kind, match=text):
            call(picture, Options())


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"gamma": 9}, r"gamma must be a number in \[0.2, 5\]; got 9"),
        ({"clahe_grid": 2.5}, "clahe_grid must be a whole number"),
        ({"hint_colour": (0, 1, 1.1)}, r"hint_colour must be a number in \[0, 1\]; got 1.1"),
    ],
)
def test_bad_options_are_named(given, words):
    with pytest.raises(ValueError, match=words):
        Options(**given)
