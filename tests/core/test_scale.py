"""Box averages are exact and do not depend on slicing; enlarging undoes them without a shift."""

import numpy as np
import pytest
from wispcut.core import scale
from wispcut.core.marks import box_marks

SIZES = [(1, 1), (1, 17), (17, 1), (7, 11), (23, 29), (24, 32)]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("factor", [1, 2, 3, 5, 40])
def test_box_average_equals_the_mean_of_each_box(size, factor):
    pixels = np.random.default_rng(1).integers(0, 256, (*size, 3), np.uint8)
    got = scale.box_average(pixels, factor)
    for row in range(got.shape[0]):
        for column in range(got.shape[1]):
            box = pixels[row * factor : (row + 1) * factor, column * factor : (column + 1) * factor]
            assert got[row, column] == pytest.approx(box.mean((0, 1)) / 255, abs=1e-7)


@pytest.mark.parametrize("factor", [2, 3])
def test_stripes_give_the_rows_of_the_whole(factor):
    pixels = np.random.default_rng(2).integers(0, 256, (31, 19, 4), np.uint8)
    stripes = [scale.box_average(pixels[i : i + 4 * factor], factor) for i in range(0, 31, 4 * factor)]
    assert np.array_equal(np.concatenate(stripes), scale.box_average(pixels, factor))


@pytest.mark.parametrize(
    "size", [(1, 1), (1000, 1000), (1001, 1000), (2090, 2600), (3, 2_000_003), (5792, 5792)]
)
def test_survey_factor_is_the_smallest_that_fits(size):
    factor = scale.survey_factor(*size)

    def pixels(k):
        return -(-size[0] // k) * -(-size[1] // k)

    assert pixels(factor) <= scale.SURVEY_PIXELS
    assert factor == 1 or pixels(factor - 1) > scale.SURVEY_PIXELS


def test_marks_that_disagree_become_unsure():
    marks = np.array(
        [[1, 1, 0, 2, 1, 2], [1, 1, 2, 0, 1, 1], [0, 0, 3, 3, 0, 3], [0, 0, 3, 1, 0, 0]], np.uint8
    )
    assert box_marks(marks, 2).tolist() == [[1, 2, 3], [0, 3, 3]]
    assert np.array_equal(box_marks(marks, 1), marks)


@pytest.mark.parametrize("size", [(1, 1), (13, 7), (40, 41)])
def test_enlarging_a_window_equals_the_window_of_the_whole(size):
    plane = np.random.default_rng(3).random((5, 6), np.float32)
    whole = scale.enlarge(plane, size)
    row, column = size[0] // 2, size[1] // 3
    assert np.array_equal(scale.enlarge(plane, size, (row, column, *size)), whole[row:, column:])
    assert whole.dtype == np.float32


def test_enlarging_does_not_shift():
    ramp = np.linspace(0, 1, 64, dtype=np.float32)[None].repeat(3, 0)
    pixels = (scale.enlarge(ramp, (9, 64 * 5))[None].transpose(1, 2, 0) * 255).round().astype(np.uint8)
    back = scale.box_average(pixels, 5)[1, 2:-2, 0]
    assert np.abs(back - ramp[0, 2:-2]).max() < 1 / 255


@pytest.mark.parametrize("size", [(1, 1), (7, 11), (24, 31)])
def test_means_of_floats_equal_means_of_bytes(size):
    pixels = np.random.default_rng(4).integers(0, 256, (*size, 3), np.uint8)
    plane = (pixels / 255).astype(np.float32)
    assert np.abs(scale.mean_boxes(plane, 3) - scale.box_average(pixels, 3)).max() < 1e-6
    assert scale.mean_boxes(plane[..., 0], 3).dtype == np.float32
