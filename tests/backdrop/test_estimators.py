import numpy as np
import pytest
from wispcut.backdrop import estimators
from wispcut.backdrop.samples import sort_samples


def samples(*rows):
    return sort_samples(np.array(rows, np.float64))


def test_closed_forms():
    one = samples([1.0, 2.0, 3.0, 4.0, 10.0])
    assert estimators.mean(one)[0] == 4
    assert estimators.median(one)[0] == 3
    assert estimators.mmm(one)[0] == 3 * 3 - 2 * 4
    assert estimators.std(one)[0] == pytest.approx(np.sqrt(10))
    assert estimators.mad_std(one)[0] == pytest.approx(1.482602218505602)


def test_mode_takes_the_median_from_three_tenths_on_in_both_directions():
    for sign in (1, -1):
        strongly = sign * np.array([0.0, 0, 0, 0, 0, 0, 0, 0, 1, 1])  # mean 0.2, std 0.4
        assert estimators.sextractor_mode(samples(strongly))[0] == 0
        row = sign * np.array([-3.0, -2, -1, 0, 1, 2, 4])
        mode = estimators.sextractor_mode(samples(row))[0]
        assert mode == pytest.approx(2.5 * 0 - 1.5 * row.mean())


def test_mode_at_exactly_three_tenths_is_the_median():
    class Exact:
        count = np.array([4, 4])
        mean = np.array([3.0, np.nextafter(3.0, 0)])
        median = np.array([0.0, 0.0])
        std = np.array([10.0, 10.0])
        mad = std

    found = estimators.sextractor_mode(Exact())
    assert found[0] == 0.0
    assert found[1] == pytest.approx(-4.5)


def test_constant_tiles():
    flat = samples([5.0] * 7)
    for name, locate in estimators.LOCATIONS.items():
        assert locate(flat)[0] == 5, name
    for name, scale in estimators.SCALES.items():
        assert scale(flat)[0] == 0, name


def test_empty_tiles_answer_nan():
    none = samples([np.nan, np.nan], [1.0, np.nan])
    for table in (estimators.LOCATIONS, estimators.SCALES):
        for name, estimator in table.items():
            found = estimator(none)
            assert np.isnan(found[0]), name
            assert np.isfinite(found[1]), name


def test_biweight_against_its_formula():
    rng = np.random.default_rng(2)
    row = np.append(rng.normal(10, 2, 40), [90.0, -50.0, 31.0])
    centre, mad = np.median(row), np.median(np.abs(row - np.median(row)))
    for c in (6.0, 9.0):
        u = (row - centre) / (c * mad)
        near = np.abs(u) < 1
        weight = (1 - u**2) ** 2 * near
        location = centre + (weight * (row - centre)).sum() / weight.sum()
        upper = (((row - centre) ** 2 * (1 - u**2) ** 4) * near).sum()
        lower = (((1 - u**2) * (1 - 5 * u**2)) * near).sum()
        assert estimators.biweight_location(samples(row), c)[0] == pytest.approx(location, rel=1e-12)
        wanted = np.sqrt(len(row) * upper) / abs(lower)
        assert estimators.biweight_scale(samples(row), c)[0] == pytest.approx(wanted, rel=1e-12)


def test_scales_find_the_sigma_of_gaussian_noise():
    noise = sort_samples(np.random.default_rng(4).normal(0, 2.5, (50, 4000)))
    for name, scale in estimators.SCALES.items():
        assert scale(noise).mean() == pytest.approx(2.5, rel=0.01), name
