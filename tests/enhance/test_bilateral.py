"""The disc by pairs equals the disc by loops; edges stay, noise goes."""

import sys
from itertools import pairwise

import numpy as np
import pytest
from reference.enhance_loops import bilateral_loops
from reference.enhance_photos import sample
from wispcut.enhance.bilateral import RANGE_FLOOR, RANGE_PER_STRENGTH, SIGMA_SPACE, bilateral


def noise(seed, h, w):
    return np.random.default_rng(seed).random((h, w, 3), dtype=np.float32)


def slow(picture, strength, kernel):
    return bilateral_loops(picture, SIGMA_SPACE, max(RANGE_PER_STRENGTH * strength, RANGE_FLOOR), kernel)


@pytest.mark.parametrize("size", [(1, 1), (1, 17), (13, 1), (2, 3), (11, 13), (53, 5)])
@pytest.mark.parametrize("strength", [0.001, 0.5, 5, 10])
def test_equals_the_loops(size, strength):
    picture = noise(1, *size)
    fast = bilateral(picture, strength)
    assert fast.dtype == np.float32
    np.testing.assert_allclose(fast, slow(picture, strength, lambda x: (1 + x / 8) ** -8), atol=2e-6)


@pytest.mark.parametrize(
    ("strength", "mean", "most"), [(2, 0.002, 0.015), (5, 0.0015, 0.025), (10, 0.001, 0.035)]
)
def test_stays_close_to_the_gaussian_of_the_paper(strength, mean, most):
    """On a noisy photo; the filter itself moves the pixels by 0.01 to 0.03 in the mean."""
    photo = sample("astronaut")[20:84, 180:244]
    grain = np.random.default_rng(2).normal(0, 0.03, photo.shape)
    picture = np.clip(photo + grain, 0, 1).astype(np.float32)
    apart = np.abs(bilateral(picture, strength) - slow(picture, strength, lambda x: np.exp(-x)))
    assert apart.mean() < mean
    assert apart.max() < most


def test_the_result_does_not_depend_on_stripes(monkeypatch):
    picture = noise(2, 61, 23)
    whole = bilateral(picture, 6)
    for rows in (1, 2, 7, 1000):
        monkeypatch.setattr(sys.modules[bilateral.__module__], "_STRIPE_PIXELS", rows * 23)
        np.testing.assert_allclose(bilateral(picture, 6), whole, atol=1e-6)


def test_noise_shrinks_and_a_clear_edge_stays():
    clean = np.full((60, 60, 3), 0.2, np.float32)
    clean[:, 30:] = (0.8, 0.7, 0.6)
    grain = np.random.default_rng(3).normal(0, 0.02, clean.shape).astype(np.float32)
    smooth = bilateral(clean + grain, 5)
    left = np.abs(smooth - clean)
    assert left.std() < 0.4 * np.abs(grain).std()
    assert left[:, 29:31].max() < 0.05  # a Gaussian of the same size leaves 0.2 and more here


def test_an_edge_between_equally_bright_colours_stays():
    picture = np.full((12, 12, 3), (0.6, 0.3, 0.3), np.float32)
    picture[:, 6:] = (0.3, 0.3891784, 0.3)
    assert np.ptp(picture @ np.array([0.2126, 0.7152, 0.0722])) < 1e-6
    np.testing.assert_allclose(bilateral(picture, 3), picture, atol=1e-4)


def test_raising_the_strength_smooths_more():
    picture = noise(4, 40, 40)
    spread = [bilateral(picture, s).std() for s in (0, 1, 2, 4, 7, 10)]
    assert all(a > b for a, b in pairwise(spread))


@pytest.mark.parametrize("turn", [np.flipud, np.fliplr, lambda a: a.transpose(1, 0, 2)])
def test_turning_the_picture_turns_the_result(turn):
    picture = noise(5, 31, 19)
    turned = np.ascontiguousarray(turn(picture))
    np.testing.assert_allclose(bilateral(turned, 5), turn(bilateral(picture, 5)), atol=1e-6)


def test_constant_and_neutral():
    flat = np.full((9, 7, 3), 1, np.float32)
    assert np.array_equal(bilateral(flat, 10), flat)
    picture = noise(6, 5, 5)
    assert bilateral(picture, 0) is picture


@pytest.mark.parametrize("strength", [-0.1, 10.1, float("nan")])
def test_a_bad_strength_is_named(strength):
    with pytest.raises(ValueError, match=r"strength must be a number in \[0, 10\]; got"):
        bilateral(noise(7, 3, 3), strength)
