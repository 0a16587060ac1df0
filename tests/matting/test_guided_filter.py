import numpy as np
import pytest
from reference.guided_filter_loops import guided_filter_loops
from wispcut.matting.guided_filter import box_sum, cell_means, guided_filter, reach, window_counts


def picture(seed, h, w):
    rng = np.random.default_rng(seed)
    return rng.random((h, w, 3), dtype=np.float32), rng.random((h, w), dtype=np.float32)


@pytest.mark.parametrize(
    ("size", "radius", "epsilon", "subsample", "origin"),
    [
        ((13, 17), 2, 1e-4, 1, (0, 0)),
        ((13, 17), 4, 1e-2, 2, (0, 0)),
        ((19, 11), 5, 1e-6, 3, (7, 100)),
        ((1, 23), 3, 1e-4, 4, (5, 3)),
        ((1, 1), 8, 1e-4, 4, (2, 2)),
        ((5, 7), 40, 1e-3, 1, (0, 0)),
    ],
)
def test_equals_the_loops(size, radius, epsilon, subsample, origin):
    guide, mask = picture(1, *size)
    fast = guided_filter(guide, mask, radius=radius, epsilon=epsilon, subsample=subsample, origin=origin)
    slow = guided_filter_loops(guide, mask, radius, epsilon, subsample, origin)
    assert fast.dtype == np.float32
    np.testing.assert_allclose(fast, slow, atol=2e-6)


def test_a_mask_linear_in_colour_is_kept():
    guide, _ = picture(2, 31, 29)
    mask = (0.5 * guide[..., 0] + 0.2 * guide[..., 2] + 0.1).astype(np.float32)
    np.testing.assert_allclose(guided_filter(guide, mask, radius=4, epsilon=1e-9), mask, atol=1e-5)


def test_on_a_flat_guide_it_is_a_box_blur_twice():
    mask = picture(3, 20, 20)[1]
    guide = np.full((20, 20, 3), 0.7, np.float32)
    count = window_counts((20, 20), 3)
    expected = box_sum(box_sum(mask, 3) / count, 3) / count
    np.testing.assert_allclose(guided_filter(guide, mask, radius=3), expected, atol=1e-6)


def test_blurred_edge_snaps_to_the_edge_of_the_photo():
    guide = np.zeros((40, 60, 3), np.float32)
    guide[:, 30:] = 1
    mask = np.tile(np.clip((np.arange(60) - 20) / 20, 0, 1).astype(np.float32), (40, 1))
    out = guided_filter(guide, mask, radius=6, epsilon=1e-4)
    assert np.diff(out[20])[29] > 0.3  # the ramp itself has steps of 0.05


@pytest.mark.parametrize("subsample", [1, 3, 4])
def test_a_tile_gives_the_pictures_values(subsample):
    guide, mask = picture(4, 97, 101)
    whole = guided_filter(guide, mask, radius=4, subsample=subsample)
    edge = reach(4, subsample)
    top, left = 18, 21
    tile = guided_filter(
        guide[top:90, left:], mask[top:90, left:], radius=4, subsample=subsample, origin=(top, left)
    )
    inner = tile[edge : 72 - edge, edge:]  # the right edge is the picture's own
    np.testing.assert_allclose(inner, whole[top + edge : 90 - edge, left + edge :], atol=1e-6)


def test_reach_is_honest():
    guide, mask = picture(5, 61, 61)
    for radius, subsample in ((3, 1), (6, 3), (4, 4)):
        changed = mask.copy()
        changed[30, 30] = 1 - changed[30, 30]
        moved = np.argwhere(
            guided_filter(guide, mask, radius=radius, subsample=subsample)
            != guided_filter(guide, changed, radius=radius, subsample=subsample)
        )
        assert np.abs(moved - 30).max() <= reach(radius, subsample)


def test_subsampling_stays_close():
    y, x = np.mgrid[:64, :80].astype(np.float32)
    disc = (np.hypot(y - 32, x - 40) < 20).astype(np.float32)
    guide = np.repeat(disc[..., None], 3, -1) * np.float32(0.8) + np.float32(0.1)
    mask = np.clip(0.5 + (20 - np.hypot(y - 32, x - 40)) / 12, 0, 1).astype(np.float32)
    fine = guided_filter(guide, mask, radius=8)
    assert np.abs(guided_filter(guide, mask, radius=8, subsample=2) - fine).mean() < 0.01


def test_flips_and_transposes_follow():
    guide, mask = picture(6, 24, 36)
    out = guided_filter(guide, mask, radius=3, subsample=3)
    flipped = guided_filter(guide[::-1, ::-1].copy(), mask[::-1, ::-1].copy(), radius=3, subsample=3)
    np.testing.assert_allclose(flipped[::-1, ::-1], out, atol=1e-6)
    turned = guided_filter(guide.swapaxes(0, 1).copy(), mask.T.copy(), radius=3, subsample=3)
    np.testing.assert_allclose(turned.T, out, atol=1e-6)


def test_box_sum_against_direct_sums():
    plane = picture(7, 9, 7)[1]
    sums = box_sum(plane, 2)
    assert sums[4, 3] == pytest.approx(plane[2:7, 1:6].sum(dtype=np.float64))
    assert sums[0, 0] == pytest.approx(plane[:3, :3].sum(dtype=np.float64))


def test_cell_means_cut_cells_average_what_is_there():
    plane = np.arange(5, dtype=np.float32)[None]
    np.testing.assert_allclose(cell_means(plane, 3, (0, 2)), [[0, 2, 4]])


def test_inputs_are_not_changed():
    guide, mask = picture(8, 10, 10)
    copies = guide.copy(), mask.copy()
    guided_filter(guide, mask, subsample=4)
    np.testing.assert_array_equal(guide, copies[0])
    np.testing.assert_array_equal(mask, copies[1])


@pytest.mark.parametrize(
    ("change", "error", "words"),
    [
        ({"radius": 0}, ValueError, "radius"),
        ({"epsilon": 0.0}, ValueError, "epsilon"),
        ({"subsample": 1.5}, ValueError, "subsample"),
        ({"origin": (-1, 0)}, ValueError, "origin row"),
        ({"mask": np.full((4, 4), np.nan, np.float32)}, ValueError, "mask"),
        ({"mask": np.zeros((4, 5), np.float32)}, ValueError, "mask"),
        ({"guide": np.zeros((4, 4, 3))}, TypeError, "guide"),
    ],
)
def test_errors_name_the_argument(change, error, words):
    arguments = {"guide": np.zeros((4, 4, 3), np.float32), "mask": np.zeros((4, 4), np.float32)} | change
    guide, mask = arguments.pop("guide"), arguments.pop("mask")
    with pytest.raises(error, match=words):
        guided_filter(guide, mask, **arguments)
