import numpy as np
import pytest
from scipy import ndimage
from wispcut.matting.keep_veils import keep_veils


def pane(value=0.5, size=80):
    """A mask with a pane of so much doubt in a solid thing, and an alpha that has it solid."""
    mask = np.zeros((200, 320), np.float32)
    mask[20:180, 60:260] = 1
    mask[100 - size // 2 : 100 + size // 2, 160 - size // 2 : 160 + size // 2] = value
    return (mask > 0).astype(np.float32), mask


@pytest.mark.parametrize("value", [0.3, 0.5, 0.9])
def test_the_middle_of_a_pane_has_the_masks_alpha(value):
    alpha, mask = pane(value)
    assert keep_veils(alpha, mask)[100, 160] == pytest.approx(value)


def test_a_picture_that_is_reduced_first_has_it_too():
    alpha, mask = (plane.repeat(5, 0).repeat(5, 1)[:-3] for plane in pane(0.3))
    out = keep_veils(alpha, mask)
    assert out.shape == mask.shape and out[500, 800] == pytest.approx(0.3)


def test_what_the_mask_is_sure_of_stays():
    alpha, mask = pane()
    out = keep_veils(alpha, mask)
    sure = ndimage.binary_erosion((mask == 0) | (mask == 1), iterations=3)
    assert np.array_equal(out[sure], alpha[sure])


def test_the_change_is_no_step():
    alpha, mask = pane(0.4)
    assert np.abs(np.diff(keep_veils(alpha, mask)[100, 60:260])).max() < 0.6 / 2


def test_a_pane_as_thin_as_hair_stays_as_it_was_solved():
    alpha, mask = pane(size=4)
    assert np.array_equal(keep_veils(alpha, mask), alpha)


def test_a_mask_without_doubt_changes_nothing():
    alpha, mask = pane(1)
    assert keep_veils(alpha, mask) is alpha


def test_a_mask_of_nothing_but_doubt():
    doubt = np.full((40, 50), 0.5, np.float32)
    assert np.isfinite(keep_veils(np.ones_like(doubt), doubt)).all()
