"""Local contrast against loops, against scikit-image, and in closed form."""

import numpy as np
import pytest
from reference.enhance_loops import clahe_loops, limited_loops
from reference.enhance_photos import sample
from skimage import exposure
from wispcut.enhance.clahe import BINS, _limited, apply_curves, clahe, curves


def noise(seed, h, w, power=2.0):
    return (np.random.default_rng(seed).random((h, w, 3)) ** power).astype(np.float32)


@pytest.mark.parametrize(
    ("size", "grid"),
    [((1, 1), 8), ((1, 29), 4), ((23, 1), 3), ((19, 23), 1), ((29, 31), 5), ((16, 24), 8), ((7, 41), 8)],
)
@pytest.mark.parametrize("clip", [1.2, 2.56, 8])
def test_equals_the_loops(size, grid, clip):
    picture = noise(1, *size)
    fast = clahe(picture, clip, grid)
    assert fast.dtype == np.float32
    np.testing.assert_allclose(fast, clahe_loops(picture, clip, grid), atol=3e-6)


@pytest.mark.parametrize("limit", [1.0, 1.0001, 1.5, 3, 8, 300])
def test_what_is_cut_off_is_poured_back_evenly(limit):
    rng = np.random.default_rng(2)
    share = np.stack([rng.random(256) ** power for power in (0, 1, 6, 40)] + [np.eye(256)[7]])
    share /= share.mean(axis=1, keepdims=True)
    limited = _limited(share, limit)
    for fast, row in zip(limited, share, strict=True):
        np.testing.assert_allclose(fast, limited_loops(row, limit), atol=1e-8)
    assert limited.max() <= limit + 1e-9
    np.testing.assert_allclose(limited.mean(axis=1), 1)


@pytest.mark.parametrize("name", ["camera", "astronaut", "coffee"])
@pytest.mark.parametrize("limit", [2.5, 4.0])
def test_follows_scikit_image(name, limit):
    """The same clip limit (theirs x 256) and the same tiles, on sizes at which their integers come out even.

    What is left is their half bin, their integer look-ups and their first round of pouring (see the module).
    """
    photo = sample(name)
    height, width = (n // 128 * 128 for n in photo.shape[:2])
    picture = np.ascontiguousarray(photo[:height, :width])
    picture[0, 0], picture[0, 1] = 0, 1  # theirs stretches to the full range: nothing is left to stretch
    theirs = exposure.equalize_adapthist(picture, clip_limit=limit / 256)
    ours = clahe(picture, limit, 8)
    apart, moved = np.abs(ours - theirs), np.abs(ours - picture).mean()
    assert apart.mean() < 0.011
    assert np.quantile(apart, 0.99) < 0.04
    assert apart.mean() < 0.2 * moved


def test_no_curve_is_steeper_than_the_clip_limit():
    for clip in (1.0, 1.7, 4):
        tables = curves(noise(3, 50, 70, power=9), clip, 4)
        slope = np.diff(tables, axis=2) * BINS
        assert slope.min() > -1e-4
        assert slope.max() <= clip + 1e-3
        assert (tables[..., 0] == 0).all() and (tables[..., -1] == 1).all()


def test_clip_1_is_the_identity_and_the_neighbourhood_is_near():
    picture = noise(4, 33, 37)
    assert clahe(picture, 1) is picture
    np.testing.assert_allclose(clahe(picture, 1.000001), picture, atol=3e-6)


def test_a_histogram_that_is_already_flat_stays():
    ramp = ((np.arange(4096) + 0.5) / 4096).astype(np.float32).reshape(64, 64, 1).repeat(3, 2)
    np.testing.assert_allclose(clahe(ramp, 8, 1), ramp, atol=1e-5)


def test_two_levels_in_one_tile_by_hand():
    """Half the pixels in bin 51, half in bin 204, limit 4: both are cut to 4, the other 254 get 248/254 each."""
    picture = np.full((10, 10, 3), 0.2, np.float32)
    picture[5:] = 0.8
    rest = (256 - 2 * 4) / 254
    dark = (51 * rest + (0.2 * 256 - 51) * 4) / 256
    light = (203 * rest + 4 + (0.8 * 256 - 204) * 4) / 256
    out = clahe(picture, 4, 1)
    np.testing.assert_allclose(out[0, 0], dark, atol=1e-5)
    np.testing.assert_allclose(out[9, 9], light, atol=1e-5)


def test_hue_and_saturation_stay():
    picture = noise(5, 40, 40, power=1)
    out = clahe(picture, 3, 4)
    brightest = picture.max(2, keepdims=True)
    np.testing.assert_allclose(out / out.max(2, keepdims=True), picture / brightest, atol=1e-5)


@pytest.mark.parametrize(("height", "width"), [(1, 1), (1, 64), (13, 7), (31, 64)])
def test_parts_equal_the_whole(height, width):
    picture = noise(6, 31, 64)
    tables = curves(picture, 3, 5)
    whole = apply_curves(picture, tables, origin=(0, 0), size=picture.shape[:2])
    assert np.array_equal(whole, clahe(picture, 3, 5))
    for r in range(0, 31, height):
        for c in range(0, 64, width):
            part = picture[r : r + height, c : c + width]
            out = apply_curves(part, tables, origin=(r, c), size=picture.shape[:2])
            assert np.array_equal(out, whole[r : r + height, c : c + width])


@pytest.mark.parametrize("turn", [np.flipud, np.fliplr, lambda a: a.transpose(1, 0, 2)])
def test_turning_the_picture_turns_the_result(turn):
    picture = noise(7, 40, 24)
    turned = np.ascontiguousarray(turn(picture))
    np.testing.assert_allclose(clahe(turned, 3, 4), turn(clahe(picture, 3, 4)), atol=1e-6)


@pytest.mark.parametrize("value", [0, 1])
def test_black_stays_black_and_white_white(value):
    flat = np.full((5, 6, 3), value, np.float32)
    assert np.array_equal(clahe(flat, 5, 3), flat)


@pytest.mark.parametrize(
    ("clip", "grid", "text"),
    [
        (0.5, 8, r"clip must be a number in \[1, 8\]; got 0.5"),
        (9, 8, r"clip must be a number in \[1, 8\]; got 9"),
        (1, 0, r"grid must be a whole number in \[1, 32\]; got 0"),
        (2, 2.5, r"grid must be a whole number in \[1, 32\]; got 2.5"),
    ],
)
def test_bad_knobs_are_named(clip, grid, text):
    with pytest.raises(ValueError, match=text):
        clahe(noise(8, 4, 4), clip, grid)
