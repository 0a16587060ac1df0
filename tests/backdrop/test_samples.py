import numpy as np
import pytest
from reference.backdrop_loops import clip
from wispcut.backdrop.samples import clip_samples, sort_samples


def nasty(dtype=np.float32):
    """Rows that are hard: outliers on one side, absurd ones, constant, skewed, ties, few values, none."""
    rng = np.random.default_rng(5)
    rows = rng.normal(100, 3, (9, 61))
    rows[1, :7] = 500
    rows[2, :3] = [-1e30, 1e25, 3e20]
    rows[3] = 42
    rows[4] = rng.exponential(4, 61)
    rows[5] = np.round(rows[5])
    rows[6, 4:] = np.nan
    rows[7] = np.nan
    rows[8, ::2] = [np.inf, -np.inf, *rng.normal(5, 1, 29)]
    return rows.astype(dtype)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("spread", ["std", "mad"])
@pytest.mark.parametrize(("kappa", "rounds"), [(3.0, None), (2.0, 3), (1.2, None), (0.4, 1), (3.0, 0)])
def test_clipping_and_statistics_equal_the_loops(dtype, spread, kappa, rounds):
    values = nasty(dtype)
    clipped = clip_samples(sort_samples(values), kappa, rounds, spread)
    for i, row in enumerate(values):
        kept = row[clip(row, kappa, rounds, spread)].astype(np.float64)
        assert clipped.count[i] == len(kept)
        found = [clipped.mean[i], clipped.median[i], clipped.std[i], clipped.mad[i]]
        if len(kept):
            mad = np.median(np.abs(kept - np.median(kept)))
            scale = np.abs(kept).max()
            wanted = [kept.mean(), np.median(kept), kept.std(), mad]
            np.testing.assert_allclose(found, wanted, rtol=1e-12, atol=1e-12 * scale)
        else:
            assert np.isnan(found).all()


def test_parts_are_the_kept_values():
    values = nasty(np.float64)
    clipped = clip_samples(sort_samples(values), 2.0, None)
    kept, weights = clipped.parts()
    for i, row in enumerate(values):
        np.testing.assert_array_equal(kept[i][weights[i] > 0], np.sort(row[clip(row, 2.0, None)]))
    assert not kept[weights == 0].any()


def test_input_is_kept_and_one_sample_is_enough():
    values = nasty()
    before = values.copy()
    clip_samples(sort_samples(values), 3.0, None)
    np.testing.assert_array_equal(values, before)
    one = clip_samples(sort_samples(np.array([[7.0]], np.float32)), 3.0, None)
    assert (one.count[0], one.mean[0], one.median[0], one.std[0], one.mad[0]) == (1, 7, 7, 0, 0)


def test_huge_float64_values_do_not_warn():
    values = np.array([[1e300, -1e300, 0.0, 1.0]])
    clipped = clip_samples(sort_samples(values), 3.0, None)
    assert clipped.count[0] == 4
