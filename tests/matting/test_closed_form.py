import numpy as np
import pytest
from reference.matting_loops import laplacian_loops
from wispcut.matting.closed_form import laplacian


def picture(size, seed=0):
    return np.random.default_rng(seed).random((*size, 3), np.float32)


@pytest.mark.parametrize("size", [(3, 3), (5, 7), (8, 3), (7, 11)])
@pytest.mark.parametrize("epsilon", [1e-7, 1e-3])
def test_equals_the_textbook(size, epsilon):
    image = picture(size)
    unknown = np.random.default_rng(1).random(size) < 0.6
    got = laplacian(image, unknown, epsilon).toarray()
    want = laplacian_loops(image, epsilon)[unknown.ravel()]
    np.testing.assert_allclose(got, want, atol=1e-6)


def test_a_constant_picture_gives_plain_averages():
    image = np.full((5, 5, 3), 0.3, np.float32)
    got = laplacian(image, np.ones((5, 5), bool)).toarray()
    np.testing.assert_allclose(got, laplacian_loops(image, 1e-7), atol=1e-6)


def test_rows_sum_to_zero_and_all_pixels_give_a_symmetric_matrix():
    full = laplacian(picture((9, 8)), np.ones((9, 8), bool)).toarray()
    np.testing.assert_allclose(full.sum(1), 0, atol=2e-6)
    np.testing.assert_allclose(full, full.T, atol=1e-7)
    assert np.linalg.eigvalsh(full).min() > -1e-6


def test_alpha_linear_in_colour_costs_nothing():
    image = picture((10, 12), 2)
    alpha = (image @ np.float32([0.3, -0.2, 0.5]) + 0.1).ravel().astype(np.float64)
    assert np.abs(laplacian(image, np.ones((10, 12), bool)) @ alpha).max() < 1e-5


@pytest.mark.parametrize("size", [(1, 1), (1, 9), (2, 9), (9, 2)])
def test_thin_pictures_have_no_windows(size):
    got = laplacian(picture(size), np.ones(size, bool))
    assert got.shape == (size[0] * size[1], size[0] * size[1])
    assert got.nnz == 0
