import numpy as np
import pytest
from scipy import ndimage
from wispcut.matting.post_process import post_process


def blob(h, w, y, x, radius, soft=3.0):
    rows, cols = np.mgrid[:h, :w]
    return np.clip((radius - np.hypot(rows - y, cols - x)) / soft + 0.5, 0, 1).astype(np.float32)


SUBJECT = blob(100, 120, 50, 50, 30)


def test_stray_islands_go_with_their_soft_rim():
    mask = np.maximum(SUBJECT, blob(100, 120, 15, 105, 3))
    out = post_process(mask, islands=0.02, holes=0)
    np.testing.assert_allclose(out[:, 90:], 0, atol=0.04)
    np.testing.assert_array_equal(out[:, :85], SUBJECT[:, :85])
    np.testing.assert_array_equal(post_process(mask, islands=0.001, holes=0), mask)


def test_second_large_part_stays():
    mask = np.maximum(SUBJECT, blob(100, 120, 50, 100, 12))
    np.testing.assert_array_equal(post_process(mask, islands=0.02, holes=0), mask)


def test_small_holes_close_and_large_ones_stay():
    small, large = blob(100, 120, 45, 45, 2), blob(100, 120, 60, 60, 8)
    mask = SUBJECT * (1 - small) * (1 - large)
    out = post_process(mask, islands=0, holes=0.01)
    assert out[45, 45] == 1 and out[60, 60] == 0
    assert post_process(mask, islands=0, holes=0.2)[60, 60] == 1


def test_a_gap_at_the_border_is_no_hole():
    mask = np.ones((40, 40), np.float32)
    mask[18:21, :4] = 0
    np.testing.assert_array_equal(post_process(mask, holes=0.5), mask)


def test_grey_stays_grey():
    mask = SUBJECT * np.float32(0.6)
    np.testing.assert_array_equal(post_process(mask), mask)
    smooth = post_process(SUBJECT, smoothing=2.0)
    np.testing.assert_allclose(smooth, ndimage.gaussian_filter(SUBJECT, 2.0, mode="nearest"), atol=1e-6)
    assert ((smooth > 0.1) & (smooth < 0.9)).sum() > ((SUBJECT > 0.1) & (SUBJECT < 0.9)).sum()


@pytest.mark.parametrize("value", [0.0, 0.02, 0.5, 1.0])
@pytest.mark.parametrize("size", [(1, 1), (1, 9), (6, 5)])
def test_constant_masks_stay(value, size):
    mask = np.full(size, value, np.float32)
    np.testing.assert_array_equal(post_process(mask, islands=1, holes=1), mask)


def test_input_is_not_changed():
    mask = np.maximum(SUBJECT, blob(100, 120, 15, 105, 3))
    copy = mask.copy()
    post_process(mask, smoothing=1.0)
    np.testing.assert_array_equal(mask, copy)


@pytest.mark.parametrize(
    ("change", "error", "words"),
    [
        ({"mask": np.full((2, 2), np.nan, np.float32)}, ValueError, "mask"),
        ({"mask": np.zeros((2, 2), np.uint8)}, TypeError, "mask"),
        ({"islands": 2}, ValueError, "islands"),
        ({"holes": -0.1}, ValueError, "holes"),
        ({"holes": 1.1}, ValueError, "holes"),
        ({"smoothing": np.inf}, ValueError, "smoothing"),
    ],
)
def test_errors_name_the_argument(change, error, words):
    arguments = {"mask": np.zeros((2, 2), np.float32)} | change
    with pytest.raises(error, match=words):
        post_process(**arguments)
