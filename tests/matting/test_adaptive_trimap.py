import numpy as np
import pytest
from scipy import ndimage
from wispcut.matting.adaptive_trimap import _distance, adaptive_trimap, ring
from wispcut.matting.trimap import trimap_from_mask

from testing.scenes import KINDS, coarse_mask, scene


def lost(trimap, alpha):
    """Alpha that no solver bound to this trimap can win back."""
    return np.abs(trimap - alpha)[trimap != 0.5].sum()


def width(trimap, row):
    return int((trimap[row] == 0.5).sum())


FLAT = np.full((80, 120, 3), 0.5, np.float32)  # colours say nothing
STEP = np.repeat(np.float32([[0, 1]]), 60, axis=1).repeat(80, 0)


def test_sharp_masks_get_a_wider_band_than_their_doubt_soft_ones_do_not():
    excess = []
    for blur in (0.0, 2.0, 4.0, 7.0):
        mask = ndimage.gaussian_filter(STEP, (0, blur)) if blur else STEP
        trimap, _ = adaptive_trimap(FLAT, mask, erode=4.0)
        unsure = int(((mask < 240 / 255) & (mask >= 10 / 255))[40].sum())
        excess.append(width(trimap, 40) - unsure)
    assert excess == sorted(excess, reverse=True)
    assert excess[0] >= 24 and excess[-1] <= 8


def test_band_stays_wide_where_colours_say_nothing_and_narrows_on_a_hard_edge():
    edge = FLAT.copy()
    edge[:, :60] = (0.1, 0.6, 0.2)
    edge[:, 60:] = (0.8, 0.3, 0.3)
    blind, _ = adaptive_trimap(FLAT, STEP, erode=4.0)
    seeing, _ = adaptive_trimap(edge, STEP, erode=4.0)
    assert 6 <= width(seeing, 40) < 0.6 * width(blind, 40)
    assert (seeing[:, 58:62] == 0.5).all()


@pytest.mark.parametrize(("kind", "left"), [("hair", 0.7), ("green_wall", 0.5), ("camouflage", 0.95)])
def test_hair_that_leaves_the_band_comes_back(kind, left):
    s = scene(kind, (200, 230))
    mask = coarse_mask(s.alpha)
    plain = adaptive_trimap(np.full_like(s.photo, 0.5), mask, erode=2.0)[0]
    grown = adaptive_trimap(s.photo, mask, erode=2.0)[0]
    assert lost(plain, s.alpha) > 100  # the test can fail
    assert lost(grown, s.alpha) < left * lost(plain, s.alpha)


def test_a_strand_that_the_mask_lost_comes_back():
    photo = np.full((100, 160, 3), 0.8, np.float32)
    photo[:, :60] = 0.15
    photo[48:51, :85] = 0.15  # sticks out of the band of 15 pixels
    mask = np.zeros((100, 160), np.float32)
    mask[:, :60] = 1
    trimap, _ = adaptive_trimap(photo, mask, erode=4.0)
    assert (trimap[48:51, 60:80] == 0.5).all()
    assert trimap[10, 80] == 0  # but nowhere else


def test_a_gap_that_the_mask_filled_is_found():
    photo = np.full((100, 160, 3), 0.8, np.float32)
    photo[:, :100] = 0.15
    photo[45:52, 70:100] = 0.8
    mask = np.zeros((100, 160), np.float32)
    mask[:, :100] = 1
    trimap, _ = adaptive_trimap(photo, mask, erode=4.0)
    assert (trimap[45:52, 80:100] == 0.5).all()
    assert trimap[10, 80] == 1


def test_a_hole_in_a_ring_has_its_own_band_and_core():
    s = scene("ring", (160, 160))
    trimap, _ = adaptive_trimap(s.photo, coarse_mask(s.alpha), erode=2.0)
    assert trimap[80, 80] == 0 and trimap[0, 0] == 0
    assert lost(trimap, s.alpha) < 1


def test_a_thing_of_the_subjects_colour_far_away_stays_background():
    photo = np.full((120, 200, 3), 0.8, np.float32)
    photo[:, :60] = 0.15
    photo[40:80, 150:190] = 0.15
    mask = np.zeros((120, 200), np.float32)
    mask[:, :60] = 1
    trimap, _ = adaptive_trimap(photo, mask, erode=3.0)
    assert (trimap[:, 140:] == 0).all()


@pytest.mark.parametrize("kind", KINDS)
def test_loses_less_than_a_fixed_band_of_the_same_area(kind):
    s = scene(kind, (120, 140))
    mask = coarse_mask(s.alpha, cell=4, blur=2)
    ours, _ = adaptive_trimap(s.photo, mask, erode=2.5)
    fixed = min(
        (trimap_from_mask(mask, erode=float(e)) for e in np.arange(0, 16)),
        key=lambda t: abs((t == 0.5).mean() - (ours == 0.5).mean()),
    )
    assert lost(ours, s.alpha) <= 1.05 * lost(fixed, s.alpha) + 1


def test_trust_rises_from_the_band_outwards():
    trimap, trust = adaptive_trimap(FLAT, STEP, erode=4.0)
    assert (trust[trimap == 0.5] == 0).all() and (trust[trimap != 0.5] > 0).all()
    row = trust[40][trimap[40] == 1]
    assert (np.diff(row) >= 0).all() and row[0] < 0.2 and row[-1] == 1


def test_ring_has_its_width():
    trimap = np.ones((9, 21), np.float32)
    trimap[:, 10] = 0.5
    np.testing.assert_allclose(ring(trimap, 3)[4, 8:15], [0.5, 0.25, 0, 0.25, 0.5, 0.75, 1])


def test_octagonal_distance_is_near_the_euclidean():
    inside = np.ones((61, 71), bool)
    inside[30, 35] = False
    exact = ndimage.distance_transform_edt(inside)
    ours = _distance(inside)
    assert (ours <= exact + 1e-5).all() and (ours >= 0.92 * exact - 1e-5).all()


def test_flips_and_transposes_follow_exactly():
    s = scene("hair", (90, 70))
    mask = coarse_mask(s.alpha)
    out, trust = adaptive_trimap(s.photo, mask, erode=2.0)
    turned = adaptive_trimap(
        np.ascontiguousarray(s.photo.swapaxes(0, 1)), np.ascontiguousarray(mask.T), erode=2.0
    )
    # Where two known pixels are equally near, the transform may choose the other: their colours then differ.
    assert (out != turned[0].T).mean() < 0.005
    assert (np.abs(turned[1].T - trust) > 0.3).mean() < 0.01


@pytest.mark.parametrize("value", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("size", [(1, 1), (1, 9), (7, 5)])
def test_one_class_pictures(value, size):
    trimap, trust = adaptive_trimap(np.full((*size, 3), 0.2, np.float32), np.full(size, value, np.float32))
    assert (trimap == value).all()
    assert (trust == (0 if value == 0.5 else 1)).all()


def test_no_reach_is_the_masks_own_doubt():
    mask = np.float32([[0, 0.02, 0.5, 0.97, 1]])
    trimap, _ = adaptive_trimap(np.zeros((1, 5, 3), np.float32), mask, erode=0.0)
    np.testing.assert_array_equal(trimap, [[0, 0, 0.5, 1, 1]])


@pytest.mark.parametrize(
    ("change", "error", "words"),
    [
        ({"mask": np.full((4, 4), np.nan, np.float32)}, ValueError, "mask"),
        ({"mask": np.zeros((4, 3), np.float32)}, ValueError, "mask"),
        ({"photo": np.zeros((4, 4, 3))}, TypeError, "photo"),
        ({"foreground": 0}, ValueError, "foreground"),
        ({"background": 0.99}, ValueError, "background"),
        ({"erode": -1}, ValueError, "erode"),
    ],
)
def test_errors_name_the_argument(change, error, words):
    arguments = {"photo": np.zeros((4, 4, 3), np.float32), "mask": np.zeros((4, 4), np.float32)} | change
    with pytest.raises(error, match=words):
        adaptive_trimap(**arguments)
