"""Certain labels grow where their colours go on."""

import numpy as np
import pytest
from scipy import ndimage
from wispcut.matting.expansion import REACH, SAME, expand_known

from testing import scenes


def slow(photo, trimap, certain, reach, same):
    """The same, pixel by pixel."""
    out = trimap.copy()
    for r, c in np.argwhere(trimap == 0.5):
        claims = set()
        for label in (0, 1):
            sources = (trimap == label) & certain
            if sources.any():
                distance, (rows, columns) = ndimage.distance_transform_edt(~sources, return_indices=True)
                near = photo[rows[r, c], columns[r, c]]
                apart = float(np.sqrt(((photo[r, c] - near) ** 2).sum()))
                if apart <= same * (1 - distance[r, c] / reach):
                    claims.add(label)
        if len(claims) == 1:
            out[r, c] = claims.pop()
    return out


def strip(values):
    """A row of greys as a photo ``(1, n, 3)``."""
    return np.repeat(np.array(values, np.float32)[None, :, None], 3, 2)


def row(values):
    """A row of labels."""
    return np.array([values], np.float32)


@pytest.mark.parametrize("seed", range(3))
def test_it_is_the_slow_twin(seed):
    rng = np.random.default_rng(seed)
    photo = (ndimage.gaussian_filter(rng.random((17, 19, 3)), (1, 1, 0)) * 0.2).astype(np.float32)
    trimap = rng.choice(np.array([0, 0.5, 1], np.float32), (17, 19), p=[0.2, 0.6, 0.2])
    certain = rng.random((17, 19)) < 0.7
    got = expand_known(photo, trimap, certain=certain, reach=4.0, same=0.05)
    assert (got != trimap).any()
    np.testing.assert_array_equal(got, slow(photo, trimap, certain, 4.0, 0.05))


def test_a_label_goes_on_with_its_colour_and_stops_at_another():
    photo = strip([0.1, 0.1, 0.1, 0.5, 0.9, 0.9, 0.9])
    trimap = row([0, 0.5, 0.5, 0.5, 0.5, 0.5, 1])
    np.testing.assert_array_equal(expand_known(photo, trimap), row([0, 0, 0, 0.5, 1, 1, 1]))


def test_it_reaches_only_so_far():
    trimap = row([0, *[0.5] * 12, 1])
    photo = strip([0.1] * 13 + [0.9])
    settled = int(REACH)
    want = row([0, *[0] * settled, *[0.5] * (12 - settled), 1])
    np.testing.assert_array_equal(expand_known(photo, trimap), want)


def test_farther_pixels_must_agree_better():
    step = np.float32(0.75 * SAME / np.sqrt(3))  # 3/4 of the tolerance: fine at one pixel of five, not at two
    photo = strip([0.1, 0.1 + step, 0.1 + step, 0.9])
    np.testing.assert_array_equal(expand_known(photo, row([0, 0.5, 0.5, 1])), row([0, 0, 0.5, 1]))


def test_what_both_claim_stays_unknown():
    trimap = row([0, 0.5, 1])
    np.testing.assert_array_equal(expand_known(strip([0.3, 0.3, 0.3]), trimap), trimap)


def test_uncertain_labels_do_not_grow():
    trimap = row([0, 0.5, 1])
    certain = np.array([[False, True, True]])
    photo = strip([0.1, 0.1, 0.9])
    np.testing.assert_array_equal(expand_known(photo, trimap, certain=certain), trimap)
    np.testing.assert_array_equal(expand_known(photo, trimap), row([0, 0, 1]))


@pytest.mark.parametrize("label", [0, 0.5, 1])
def test_one_label_everywhere(label):
    trimap = np.full((3, 4), label, np.float32)
    np.testing.assert_array_equal(expand_known(np.zeros((3, 4, 3), np.float32), trimap), trimap)


def test_no_tolerance_settles_equal_colours_alone():
    got = expand_known(strip([0.1, 0.1, 0.101, 0.9]), row([0, 0.5, 0.5, 1]), same=0)
    np.testing.assert_array_equal(got, row([0, 0, 0.5, 1]))


@pytest.mark.parametrize("kind", ["hair", "veil"])
def test_what_is_settled_is_nearly_right(kind):
    drawn = scenes.scene(kind, (96, 128), seed=1)
    trimap = scenes.band(drawn.alpha, 6)
    grown = expand_known(drawn.photo, trimap)
    settled = grown != trimap
    assert settled.any()
    assert np.abs(grown - drawn.alpha)[settled].mean() < 0.02


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        ({"reach": 0}, "reach"),
        ({"reach": 512.5}, "reach"),
        ({"same": -1}, "same"),
        ({"same": np.nan}, "same"),
    ],
)
def test_bad_arguments_are_named(choice, message):
    with pytest.raises(ValueError, match=message):
        expand_known(np.zeros((2, 2, 3), np.float32), np.zeros((2, 2), np.float32), **choice)
