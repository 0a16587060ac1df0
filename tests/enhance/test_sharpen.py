"""The unsharp mask against loops, scikit-image, and closed forms."""

from itertools import pairwise

import numpy as np
import pytest
from reference.enhance_loops import sharpen_loops
from skimage.filters import unsharp_mask
from wispcut.enhance.sharpen import sharpen


def noise(seed, h, w):
    return np.random.default_rng(seed).random((h, w, 3), dtype=np.float32)


@pytest.mark.parametrize("size", [(1, 1), (1, 11), (7, 1), (13, 17)])
@pytest.mark.parametrize(("sigma", "radius"), [(0.3, 1), (1.5, 2), (8, 4)])
def test_equals_the_loops(size, sigma, radius):
    picture = noise(1, *size)
    out = sharpen(picture, sigma, radius)
    assert out.dtype == np.float32
    np.testing.assert_allclose(out, sharpen_loops(picture, sigma, radius), atol=2e-6)


def test_on_grey_with_room_for_the_gaussian_it_is_scikit_images():
    grey = np.repeat(noise(2, 31, 29)[..., :1], 3, axis=2)
    theirs = unsharp_mask(grey[..., 0], radius=1.25, amount=1)
    np.testing.assert_allclose(sharpen(grey, 1.25, 5)[..., 0], theirs, atol=2e-6)


def test_a_dot_by_hand():
    """One pixel 0.1 above the rest: sigma far above the radius makes a 3 x 3 box, so 8/9 of the step is added."""
    picture = np.full((9, 9, 3), 0.5, np.float32)
    picture[4, 4] += 0.1
    out = sharpen(picture, 8, 1)
    np.testing.assert_allclose(out[4, 4], 0.6 + 0.1 * 8 / 9, atol=2e-3)
    np.testing.assert_allclose(out[3, 3], 0.5 - 0.1 / 9, atol=2e-3)
    np.testing.assert_allclose(out[4, 7], 0.5, atol=1e-6)


def test_edges_get_no_coloured_fringe():
    picture = 0.3 + 0.2 * noise(3, 20, 20)
    added = sharpen(picture, 1, 3) - picture
    np.testing.assert_allclose(added[..., 0], added[..., 1], atol=1e-6)
    np.testing.assert_allclose(added[..., 0], added[..., 2], atol=1e-6)


def test_raising_sigma_sharpens_more_and_raising_the_radius_reaches_further():
    picture = 0.4 + 0.2 * noise(4, 40, 40)
    spread = [sharpen(picture, s, 4).std() for s in (0, 0.4, 0.7, 1, 2, 4)]
    assert all(a < b for a, b in pairwise(spread))
    dot = np.full((21, 21, 3), 0.5, np.float32)
    dot[10, 10] = 0.6
    for radius in (1, 3, 7):
        touched = np.argwhere(np.abs(sharpen(dot, 8, radius) - dot)[..., 0] > 1e-6)
        assert touched.min() == 10 - radius and touched.max() == 10 + radius


def test_constant_and_neutral():
    flat = np.full((6, 5, 3), 0.7, np.float32)
    np.testing.assert_allclose(sharpen(flat, 3, 3), flat, atol=1e-6)
    picture = noise(5, 4, 4)
    assert sharpen(picture, 0, 3) is picture


@pytest.mark.parametrize(
    ("sigma", "radius", "text"),
    [
        (-1, 2, r"sigma must be a number in \[0, 8\]; got -1"),
        (0, 0, r"radius must be a whole number in \[1, 16\]; got 0"),
        (1, 1.5, r"radius must be a whole number in \[1, 16\]; got 1.5"),
    ],
)
def test_bad_knobs_are_named(sigma, radius, text):
    with pytest.raises(ValueError, match=text):
        sharpen(noise(6, 4, 4), sigma, radius)
