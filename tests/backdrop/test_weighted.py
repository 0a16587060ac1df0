import numpy as np
import pytest
from reference.backdrop_loops import clip, weighted_median
from wispcut.backdrop.estimators import LOCATIONS, SCALES
from wispcut.backdrop.samples import clip_samples, sort_samples
from wispcut.backdrop.weighted import clip_weighted, sort_weighted


def sample(seed=3, tiles=5, n=83):
    rng = np.random.default_rng(seed)
    weights = rng.choice([0.0, 0.25, 1.0, 4.0], (tiles, n))
    values = 50 + rng.normal(0, 1, (tiles, n)) / np.sqrt(np.where(weights > 0, weights, 1))
    values[:, :4] += 40
    values[1, 10] = np.nan
    weights[4] = 0
    return values, weights


@pytest.mark.parametrize("spread", ["std", "mad"])
@pytest.mark.parametrize("rounds", [None, 0, 1, 3])
def test_equal_weights_equal_no_weights(spread, rounds):
    values, _ = sample()
    plain = clip_samples(sort_samples(values), 2.5, rounds, spread)
    weighted = clip_weighted(sort_weighted(values, np.full(values.shape, 4.0)), 2.5, rounds, spread)
    np.testing.assert_array_equal(weighted.count, plain.count)
    for name, locate in LOCATIONS.items():
        np.testing.assert_allclose(locate(weighted), locate(plain), rtol=1e-12, err_msg=name)
    for name, scale in SCALES.items():  # the noise of weight 1 is twice that of weight 4
        np.testing.assert_allclose(scale(weighted), 2 * scale(plain), rtol=1e-10, err_msg=name)


@pytest.mark.parametrize("spread", ["std", "mad"])
def test_clipping_and_statistics_equal_the_loops(spread):
    values, weights = sample()
    clipped = clip_weighted(sort_weighted(values, weights), 2.5, None, spread)
    for i in range(len(values)):
        kept = clip(values[i], 2.5, None, spread, weights[i])
        x, w = values[i][kept], weights[i][kept]
        assert clipped.count[i] == len(kept)
        if len(kept) == 0:
            assert np.isnan([clipped.mean[i], clipped.median[i], clipped.std[i], clipped.mad[i]]).all()
            continue
        mean, median = np.average(x, weights=w), weighted_median(x, w)
        mad = np.median(np.abs(x - median) * np.sqrt(w))
        std = np.sqrt((w * (x - mean) ** 2).mean())
        np.testing.assert_allclose(
            [clipped.mean[i], clipped.median[i], clipped.std[i], clipped.mad[i]], [mean, median, std, mad]
        )


def test_weights_make_the_estimate_quieter_and_find_the_unit_noise():
    rng = np.random.default_rng(8)
    weights = rng.choice([0.04, 1.0], (400, 200))
    values = rng.normal(0, 1, (400, 200)) / np.sqrt(weights)
    weighted = clip_weighted(sort_weighted(values, weights), 3.0, None)
    plain = clip_samples(sort_samples(values), 3.0, None)
    assert weighted.mean.std() < 0.6 * plain.mean.std()
    assert weighted.std.mean() == pytest.approx(1, abs=0.02)
