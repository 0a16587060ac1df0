import numpy as np
import pytest
from scipy import ndimage
from wispcut.matting.trimap import (
    scale_trimap,
    trimap_from_bytes,
    trimap_from_mask,
    trimap_from_probability,
)


def disc(h, w, radius):
    y, x = np.mgrid[:h, :w]
    return (np.hypot(y - h // 2, x - w // 2) <= radius).astype(np.float32)


def test_band_of_a_hard_disc_is_erode_wide_on_both_sides():
    out = trimap_from_mask(disc(61, 61, 20), erode=5.0)
    row = out[30]
    np.testing.assert_array_equal(np.flatnonzero(row == 1)[[0, -1]], [15, 45])  # 10..50 drawn in by 5
    np.testing.assert_array_equal(np.flatnonzero(row == 0)[[4, 5]], [4, 56])  # 9 and 51 drawn out by 5
    assert set(np.unique(out)) == {0, 0.5, 1}


def test_thresholds_decide_at_the_byte():
    mask = (np.array([[9, 10, 239, 240]], np.uint8) / np.float32(255)).astype(np.float32)
    np.testing.assert_array_equal(trimap_from_mask(mask, erode=0.0), [[0, 0.5, 0.5, 1]])


def test_a_hole_gets_its_own_band_and_core():
    mask = disc(81, 81, 36)
    mask[disc(81, 81, 12) == 1] = 0
    out = trimap_from_mask(mask, erode=3.0)
    assert out[40, 40] == 0 and out[40, 40 + 12] == 0.5 and out[40, 40 + 24] == 1


@pytest.mark.parametrize(("value", "known"), [(0.0, 0.0), (1.0, 1.0), (0.5, 0.5)])
@pytest.mark.parametrize("size", [(1, 1), (1, 13), (7, 1), (6, 6)])
def test_one_class_pictures(value, known, size):
    out = trimap_from_mask(np.full(size, value, np.float32), erode=40.0)
    np.testing.assert_array_equal(out, np.full(size, known, np.float32))


def test_probability_version_equals_square_dilation():
    rng = np.random.default_rng(0)
    probability = ndimage.gaussian_filter(rng.random((23, 31)), 2).astype(np.float32)
    probability = (probability - probability.min()) / np.ptp(probability)
    out = trimap_from_probability(probability, size=3, confidence=0.9, background=0.7)
    expected = np.zeros(probability.shape)
    padded = np.pad(probability > 0.7, 3)
    for y in range(23):
        for x in range(31):
            if padded[y : y + 7, x : x + 7].any():
                expected[y, x] = 0.5
    expected[probability > 0.9] = 1
    np.testing.assert_array_equal(out, expected)


def test_the_probabilities_that_count_as_certain_unless_told_otherwise():
    probability = np.float32([[0.04, 0.06, 0.94, 0.96]])
    assert trimap_from_probability(probability, size=0).tolist() == [[0, 0.5, 0.5, 1]]


def test_bytes():
    values = np.array([[0, 1, 3, 128, 250, 254, 255]], np.uint8)
    np.testing.assert_array_equal(trimap_from_bytes(values), [[0, 0.5, 0.5, 0.5, 0.5, 0.5, 1]])
    np.testing.assert_array_equal(trimap_from_bytes(values, tolerance=3), [[0, 0, 0, 0.5, 0.5, 1, 1]])


@pytest.mark.parametrize("size", [(5, 4), (10, 8), (13, 11), (3, 3), (1, 1)])
def test_scaling_is_known_only_where_all_covered_pixels_agree(size):
    trimap = np.random.default_rng(1).choice(np.float32([0, 0.5, 1]), (5, 4), p=[0.45, 0.1, 0.45])
    out = scale_trimap(trimap, size)
    assert out.shape == size
    for y in range(size[0]):
        for x in range(size[1]):
            covered = trimap[
                y * 5 // size[0] : -(-(y + 1) * 5 // size[0]), x * 4 // size[1] : -(-(x + 1) * 4 // size[1])
            ]
            assert out[y, x] == (covered.flat[0] if np.ptp(covered) == 0 else 0.5)


def test_scaling_to_its_own_size_changes_nothing():
    trimap = np.random.default_rng(2).choice(np.float32([0, 0.5, 1]), (17, 19))
    np.testing.assert_array_equal(scale_trimap(trimap, (17, 19)), trimap)


def test_flips_and_transposes_follow():
    mask = ndimage.gaussian_filter(np.random.default_rng(3).random((40, 33)), 4).astype(np.float32)
    mask = (mask - mask.min()) / np.ptp(mask)
    out = trimap_from_mask(mask, foreground=0.6, background=0.4, erode=2.5)
    turned = trimap_from_mask(mask.T[::-1].copy(), foreground=0.6, background=0.4, erode=2.5)
    np.testing.assert_array_equal(turned, out.T[::-1])


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: trimap_from_mask(np.full((2, 2), np.nan, np.float32)), ValueError, "mask"),
        (lambda: trimap_from_mask(np.zeros((2, 2))), TypeError, "mask must have dtype float32"),
        (
            lambda: trimap_from_mask(np.zeros((2, 2), np.float32), background=0.9, foreground=0.5),
            ValueError,
            "background",
        ),
        (lambda: trimap_from_mask(np.zeros((2, 2), np.float32), erode=-1), ValueError, "erode"),
        (lambda: trimap_from_probability(np.zeros((2, 2), np.float32), size=1.5), ValueError, "size"),
        (lambda: trimap_from_bytes(np.zeros((2, 2))), TypeError, "uint8"),
        (lambda: trimap_from_bytes(np.zeros((2, 2, 3), np.uint8)), ValueError, r"\(H, W\)"),
        (lambda: scale_trimap(np.zeros((2, 2), np.float32), (0, 3)), ValueError, "size height"),
    ],
)
def test_errors_name_the_argument(call, error, words):
    with pytest.raises(error, match=words):
        call()
