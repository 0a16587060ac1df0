"""A background picture covers its frame: the proportions stay, its middle stays, nothing is left bare."""

import numpy as np
import pytest
from wispcut.formats.cover import cover


def test_the_middle_of_a_wide_picture_fills_a_square():
    wide = np.zeros((8, 24, 3), np.uint8)
    wide[:, 8:16] = [10, 200, 90]
    out = cover(wide, (4, 4))
    assert (out == [10, 200, 90]).all()


@pytest.mark.parametrize("size", [(1, 1), (7, 3), (40, 90)])
def test_any_frame_is_filled_in_its_own_size(size):
    out = cover(np.full((5, 6, 4), 77, np.uint8), size)
    assert out.shape == (*size, 3) and (out == 77).all()


def test_smaller_is_an_average_of_areas():
    checker = np.indices((16, 16)).sum(0) % 2 * 200
    out = cover(np.repeat(checker[..., None], 3, axis=2).astype(np.uint8), (8, 8))
    assert (out[..., :3] == 100).all()
