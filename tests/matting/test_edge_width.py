import numpy as np
import pytest
from scipy import ndimage
from wispcut.matting.edge_width import (
    BLURRED,
    HARD,
    SHARP,
    SOFT,
    SURE,
    UNIT,
    blur,
    edge_width,
    sharpest,
    softness,
)

SIDE = 800


def ramp(pixels):
    """A mask that crosses from 0 to 1 within so many pixels, in the middle of 200 x 800."""
    row = np.clip((np.arange(SIDE) - SIDE / 2) / pixels + 0.5, 0, 1)
    return np.tile(row.astype(np.float32), (200, 1))


@pytest.mark.parametrize("pixels", [4, 8, 16])
def test_a_linear_ramp_has_two_thirds_of_its_length(pixels):
    width = edge_width(ramp(pixels))[100, SIDE // 2]
    assert width == pytest.approx(2 / 3 * pixels / (UNIT * SIDE), rel=0.1)


def test_far_from_any_edge_there_is_no_width():
    assert edge_width(ramp(4))[100, 50] == 0


def test_a_plateau_of_doubt_is_wider_than_any_ramp():
    mask = ramp(4)
    mask[:, 300:500] = 0.4
    assert edge_width(mask)[100, 400] > 10 * edge_width(ramp(16))[100, 400]


def test_faint_doubt_within_a_solid_body_widens_no_edge_and_a_faint_skirt_outside_does():
    mask = ramp(4)
    inside, outside = mask.copy(), mask.copy()
    inside[:, 402:430] = np.minimum(mask[:, 402:430], SURE)
    outside[:, 370:398] = np.maximum(mask[:, 370:398], 1 - SURE)
    plain, inner, outer = (edge_width(plane)[100, 400] for plane in (mask, inside, outside))
    assert inner == pytest.approx(plain, rel=0.05)
    assert outer > 1.1 * plain


def test_softness_is_0_on_hard_edges_and_1_in_hair():
    widths = np.float32([0, HARD, (HARD + SOFT) / 2, SOFT, 99])
    assert softness(widths).tolist() == [0, 0, 0.5, 1, 1]


@pytest.mark.parametrize("shape", [(1, 1), (1, 9), (7, 1), (2, 2)])
def test_smallest_masks(shape):
    assert np.isfinite(edge_width(np.full(shape, 0.3, np.float32))).all()


def test_transposing_changes_nothing():
    mask = ramp(9)[:, 300:500]
    assert np.allclose(edge_width(mask).T, edge_width(np.ascontiguousarray(mask.T)), atol=1e-3)


def test_the_sharpest_edge_counts_not_the_softest():
    mask = np.concatenate([ramp(4), ramp(60)])
    assert sharpest(mask, edge_width(mask)) < 2 * sharpest(ramp(4), edge_width(ramp(4)))
    assert sharpest(ramp(60), edge_width(ramp(60))) > 5 * sharpest(mask, edge_width(mask))


def test_the_sharpest_is_the_second_of_a_hundred_widths():
    mask, width = np.full((1, 101), 0.5, np.float32), np.arange(101, dtype=np.float32)[None]
    assert sharpest(mask, width) == 2


def test_a_mask_without_edges_has_no_sharpest():
    mask = np.ones((20, 30), np.float32)
    assert sharpest(mask, edge_width(mask)) == 0


def test_a_small_mask_enlarged_counts_as_blurred_a_large_one_does_not():
    widths = []
    for sigma in (1, 24):
        mask = ndimage.gaussian_filter((ramp(1) > 0.5).astype(np.float32), sigma)
        widths.append(blur(sharpest(mask, edge_width(mask))))
    assert widths == [0, 1]


def test_blur_rises_between_its_two_widths():
    assert [blur(w) for w in (0, SHARP, (SHARP + BLURRED) / 2, BLURRED, 99)] == [0, 0, 0.5, 1, 1]
