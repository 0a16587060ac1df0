"""The quick matte: the same picture at any size, the knobs that it follows, and marks."""

import numpy as np
import pytest
from wispcut import settings
from wispcut.matting.post_process import post_process
from wispcut.steps.preview import PIXELS, preview, small_marks, small_photo

KNOBS = settings.complete({})


def scene(height, width):
    """A disc before a plain backdrop, and its soft mask."""
    rows, columns = np.mgrid[:height, :width]
    away = np.hypot(rows - height / 2, columns - width / 2)
    mask = np.clip((0.36 * min(height, width) - away) / 4 + 0.5, 0, 1).astype(np.float32)
    colours = np.array([[0.8, 0.5, 0.3], [0.1, 0.2, 0.4]], np.float32)
    return mask[..., None] * colours[0] + (1 - mask[..., None]) * colours[1], mask


@pytest.mark.parametrize("size", [(1, 1), (1, 700_001), (317, 315), (317, 316), (1009, 997)])
def test_small_is_at_most_so_many_pixels_and_marks_keep_up(size):
    photo = np.full((*size, 3), 0.25, np.float32)
    small = small_photo(photo)
    height, width = small.shape[:2]
    assert height * width <= PIXELS
    np.testing.assert_allclose(small, 0.25)
    assert small_marks(np.full(size, 2, np.uint8)).shape == (height, width)
    if size[0] * size[1] <= PIXELS:
        assert small is photo


def test_a_large_photo_looks_as_it_does_small():
    photo, mask = scene(700, 900)
    alpha, trimap = preview(small_photo(photo), small_photo(mask), None, settings=KNOBS)
    assert alpha.shape == trimap.shape == (234, 300)
    assert set(np.unique(trimap)) == {0, 0.5, 1}
    assert np.abs(alpha - small_photo(mask)).mean() < 0.01
    assert (alpha[trimap != 0.5] == trimap[trimap != 0.5]).all()


def test_the_hair_zone_and_the_thresholds_follow_their_knobs():
    photo, mask = scene(240, 300)

    def unknown(**knobs):
        return (preview(photo, mask, None, settings=settings.complete({"trimap": knobs}))[1] == 0.5).sum()

    assert unknown(erode=2) < unknown(erode=10) < unknown(erode=25)
    assert unknown(foreground=250) > unknown(foreground=140)
    assert unknown(background=3) > unknown(background=120)


def test_a_tidied_mask_loses_its_islands_and_its_smoothing_counts_pixels_of_the_full_mask():
    photo, mask = scene(240, 300)
    mask[5:9, 5:9] = 1
    tidy = settings.complete({"mask": {"tidy": True, "smoothing": 8}})
    assert preview(photo, mask, None, settings=KNOBS)[1][7, 7] > 0
    alpha, trimap = preview(photo, mask, None, settings=tidy)
    assert alpha[7, 7] == trimap[7, 7] == 0
    expected = post_process(mask, smoothing=8 * 300 / 1024)
    np.testing.assert_array_equal(trimap, preview(photo, expected, None, settings=KNOBS)[1])


def test_marks_win_over_the_mask_and_may_stand_alone():
    photo, mask = scene(60, 80)
    marks = np.zeros((60, 80), np.uint8)
    marks[:10], marks[-10:, :40] = 1, 2
    alpha, trimap = preview(photo, mask, marks, settings=KNOBS)
    assert (trimap[:10] == 1).all() and (alpha[-10:, :40] == 0).all()
    marks[10:-10], marks[-10:, 40:] = 3, 3
    alpha, trimap = preview(photo, None, marks, settings=KNOBS)
    assert (trimap[:10] == 1).all() and (trimap[10:-10] == 0.5).all()
    with pytest.raises(ValueError, match="mask or marks must be given"):
        preview(photo, None, None, settings=KNOBS)
