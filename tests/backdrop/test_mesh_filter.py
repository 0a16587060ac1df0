import numpy as np
import pytest
from reference.backdrop_loops import filter_mesh
from wispcut.backdrop.mesh_filter import median_filter_mesh


@pytest.mark.parametrize("edges", ["symmetric", "cut"])
@pytest.mark.parametrize("size", [(3, 3), (5, 3), (1, 7), (9, 9)])
@pytest.mark.parametrize("shape", [(1, 1), (1, 6), (7, 5), (2, 2)])
def test_equals_the_loops(shape, size, edges):
    rng = np.random.default_rng(6)
    level, noise = rng.normal(size=shape), rng.random(shape)
    smooth, quiet = median_filter_mesh(level, noise, size, edges=edges)
    np.testing.assert_array_equal(smooth, filter_mesh(level, size, edges))
    np.testing.assert_array_equal(quiet, filter_mesh(noise, size, edges))


def test_size_one_filters_nothing():
    level = np.random.default_rng(0).normal(size=(4, 5))
    np.testing.assert_array_equal(median_filter_mesh(level, level, (1, 1))[0], level)


def test_symmetric_edges_let_a_ramp_pass_and_cut_edges_do_not():
    ramp = np.add.outer(np.arange(6.0), 3 * np.arange(5.0))
    np.testing.assert_array_equal(median_filter_mesh(ramp, ramp, (5, 5))[0], ramp)
    assert median_filter_mesh(ramp, ramp, (5, 5), edges="cut")[0][0, 0] > 0


def test_rules_choose_the_same_tiles_in_both_meshes():
    level = np.array([[1.0, 1, 1], [1, 9, 1], [1, 1, 5]])
    noise = np.array([[2.0, 2, 2], [2, 8, 2], [2, 2, 7]])
    found = median_filter_mesh(level, noise, (3, 3), "level", 6.0, "cut")
    np.testing.assert_array_equal(found[0], [[1, 1, 1], [1, 1, 1], [1, 1, 5]])
    np.testing.assert_array_equal(found[1], [[2, 2, 2], [2, 2, 2], [2, 2, 7]])
    found = median_filter_mesh(level, noise, (3, 3), "difference", 8.0)  # 9 differs from 1 by exactly 8
    np.testing.assert_array_equal(found[0], [[1, 1, 1], [1, 1, 1], [1, 1, 5]])
    found = median_filter_mesh(level, noise, (3, 3), "difference", 8.1)
    np.testing.assert_array_equal(found[0], level)
