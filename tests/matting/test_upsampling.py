import numpy as np
import pytest
from reference.matting_loops import linear_model_loops
from wispcut.core.scale import enlarge
from wispcut.matting import upsampling as up


@pytest.mark.parametrize("size", [(6, 7), (1, 5), (1, 1)])
def test_linear_model_equals_the_loops(size):
    rng = np.random.default_rng(0)
    photo, alpha = rng.random((*size, 3), np.float32), rng.random(size, np.float32)
    np.testing.assert_allclose(
        up.linear_model(photo, alpha), linear_model_loops(photo, alpha, up.EPSILON), atol=2e-3, rtol=2e-3
    )


def test_alpha_that_is_linear_in_colour_is_found():
    photo = np.random.default_rng(1).random((9, 9, 3), np.float32)
    alpha = (photo @ np.float32([0.2, 0.3, 0.4]) + np.float32(0.05)).astype(np.float32)
    model = up.linear_model(photo, alpha)
    np.testing.assert_allclose((model[..., :3] * photo).sum(-1) + model[..., 3], alpha, atol=2e-3)


def test_a_crop_has_the_numbers_of_the_whole():
    rng = np.random.default_rng(2)
    photo, alpha = rng.random((20, 23, 3), np.float32), rng.random((20, 23), np.float32)
    whole, part = up.linear_model(photo, alpha), up.linear_model(photo[3:16, 5:19], alpha[3:16, 5:19])
    edge = up.REACH
    np.testing.assert_array_equal(
        part[edge:-edge, edge:-edge], whole[3 + edge : 16 - edge, 5 + edge : 19 - edge]
    )


@pytest.mark.parametrize("factor", [2, 3, 5])
def test_reading_is_bilinear(factor):
    table = np.random.default_rng(3).random((5, 7, 2), np.float32)
    size = (5 * factor, 7 * factor)
    row, col = (v.ravel() for v in np.indices(size))
    got = up.read_bilinear(table, row, col, factor, (0, 0))
    want = enlarge(table, size).reshape(-1, 2).T
    np.testing.assert_allclose(got, want, atol=1e-6)
    moved = up.read_bilinear(table, row + 4 * factor, col + 9 * factor, factor, (4, 9))
    np.testing.assert_array_equal(moved, got)


def test_true_colours_give_true_alpha():
    rng = np.random.default_rng(4)
    alpha = rng.random(40, np.float32)
    f, b = np.float32([[0.9], [0.5], [0.1]]), np.float32([[0.1], [0.4], [0.8]])
    f, b = np.repeat(f, 40, 1), np.repeat(b, 40, 1)
    model = np.zeros((4, 40), np.float32)
    model[3] = alpha
    got, colour = up.explain(alpha * f + (1 - alpha) * b, model, f, b)
    np.testing.assert_allclose(got, alpha, atol=1e-5)
    np.testing.assert_allclose(colour, f, atol=1e-5)


def test_equal_layers_leave_the_model_to_decide():
    same = np.full((3, 4), 0.5, np.float32)
    model = np.zeros((4, 4), np.float32)
    model[3] = [0, 0.25, 0.75, 1]
    got, _ = up.explain(same, model, same, same)
    np.testing.assert_allclose(got, model[3], atol=1e-6)


def test_a_solid_pixel_moves_its_foreground_towards_itself():
    i, f, b = (np.full((3, 1), v, np.float32) for v in (0.9, 0.7, 0.1))
    model = np.float32([[0], [0], [0], [1]])
    alpha, colour = up.explain(i, model, f, b)
    assert alpha[0] > 0.99
    assert 0.8 < colour[0, 0] < 0.9
