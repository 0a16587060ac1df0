"""Small dips are settled; holes, glows and the band itself stay unknown."""

import numpy as np
import pytest
from wispcut.matting.fill_small_unknowns import fill_small_unknowns


@pytest.fixture
def scene():
    """A square subject with its band, a dip, a hole and a glow outside: trimap and mask."""
    trimap = np.zeros((130, 150), np.float32)
    trimap[10:120, 10:120] = 0.5
    trimap[14:116, 14:116] = 1
    mask = np.where(trimap == 1, 1, np.where(trimap == 0.5, 0.5, 0)).astype(np.float32)
    for rows, columns, value in ((20, 20, 0.85), (30, 30, 0.2), (25, 130, 0.1)):
        trimap[rows : rows + 4, columns : columns + 5] = 0.5
        mask[rows : rows + 4, columns : columns + 5] = value
    return trimap, mask


def test_a_dip_is_subject_and_a_hole_and_a_glow_are_open(scene):
    trimap, mask = scene
    before = trimap.copy()
    found = fill_small_unknowns(trimap, mask)
    assert (found[20:24, 20:25] == 1).all()
    assert (found[30:34, 30:35] == 0.5).all()
    assert (found[25:29, 130:135] == 0.5).all()
    assert (found[10:14, 10:120] == 0.5).all(), "the band stays"
    assert np.array_equal(trimap, before)
    assert found.dtype == np.float32


def test_one_low_pixel_keeps_a_dip_open(scene):
    trimap, mask = scene
    mask[21, 22] = 0.5
    assert (fill_small_unknowns(trimap, mask)[20:24, 20:25] == 0.5).all()


def test_a_large_dip_stays_open(scene):
    trimap, mask = scene
    trimap[60:80, 60:80], mask[60:80, 60:80] = 0.5, 0.9
    assert (fill_small_unknowns(trimap, mask)[60:80, 60:80] == 0.5).all()


@pytest.mark.parametrize("value", [0.0, 0.5, 1.0])
def test_one_class_everywhere_stays(value):
    plane = np.full((7, 5), value, np.float32)
    assert np.array_equal(fill_small_unknowns(plane, np.full((7, 5), 0.9, np.float32)), plane)


def test_flips_give_the_flipped_result(scene):
    trimap, mask = scene
    turned = fill_small_unknowns(np.ascontiguousarray(trimap.T[::-1]), np.ascontiguousarray(mask.T[::-1]))
    assert np.array_equal(turned, fill_small_unknowns(trimap, mask).T[::-1])
