import numpy as np
import pytest
from wispcut.resample.params import ProbeConfig
from wispcut.resample.probes import Prober, ProbeSample, dense_window, find_bracket, merge


def counting(function):
    calls = []

    def measure(s):
        calls.append(s)
        return function(s)

    return measure, calls


def test_coarse_scan_stops_when_the_target_is_bracketed():
    measure, calls = counting(lambda s: 0.01 * s)
    config = ProbeConfig(coarse_min=0.1, coarse_max=0.7)
    samples, passes = Prober(measure, 0, True).run(config, 0.0035)
    # Coarse 0.1, 0.2, 0.3, 0.4; bracket 0.3 … 0.4 widened by half its width on both sides.
    assert passes.coarse_used == 4 and passes.bracket_found
    assert passes.dense_window == pytest.approx((0.25, 0.45))
    np.testing.assert_allclose(calls, [0.1, 0.2, 0.3, 0.4, 0.25, 0.25 + 0.2 / 3, 0.25 + 0.4 / 3, 0.45])
    assert [s.strength for s in samples] == sorted(s.strength for s in samples)


def test_at_least_three_coarse_probes():
    _, passes = Prober(lambda s: s, 0, True).run(ProbeConfig(coarse_min=0.1, coarse_max=0.7), 0.15)
    assert passes.coarse_used == 3


def test_nothing_bracketed():
    config = ProbeConfig(coarse_min=0.1, coarse_max=0.7)
    _, above = Prober(lambda s: 1.0, 0, True).run(config, 0.1)
    assert not above.bracket_found and above.dense_window == pytest.approx((0.025, 0.1))
    _, below = Prober(lambda s: 0.0, 0, True).run(config, 0.1)
    assert below.coarse_used == 7 and below.dense_window == pytest.approx((0.65, 0.7))


def test_the_window_stays_in_range():
    config = ProbeConfig(coarse_min=0.1, coarse_max=0.7)
    assert dense_window([ProbeSample(0.1, 0, 0)], (0.1, 0.2), 0.1, config) == pytest.approx((0.1, 0.25))


def test_explicit_and_range():
    explicit = ProbeConfig(kind="Explicit", strengths=(0.4, 0.1, 0.3, 0.2))
    samples, passes = Prober(lambda s: s, 0.15, True).run(explicit, 0.1)
    assert passes is None
    assert [s.strength for s in samples] == [0.1, 0.2, 0.3, 0.4]
    np.testing.assert_allclose([s.metric_value for s in samples], [0, 0.05, 0.15, 0.25])
    np.testing.assert_allclose([s.artifact_ratio for s in samples], [0.1, 0.2, 0.3, 0.4])
    spread = ProbeConfig(kind="Range", coarse_min=1, coarse_max=2, range_count=5)
    samples, _ = Prober(lambda s: s, 0.15, False).run(spread, 0.1)
    np.testing.assert_allclose([s.metric_value for s in samples], [1, 1.25, 1.5, 1.75, 2])


def test_merge_drops_near_duplicates():
    samples = [ProbeSample(s, 0, 0) for s in (0.3, 0.1, 0.1 + 5e-6, 0.2)]
    assert [s.strength for s in merge(samples)] == [0.1, 0.2, 0.3]


def test_a_bracket_needs_a_crossing():
    rising = [ProbeSample(s, s, s) for s in (1, 2, 3)]
    assert find_bracket(rising, 2) == (2, 3)
    assert find_bracket(rising, 3) is None
