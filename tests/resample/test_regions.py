import numpy as np
import pytest
from reference import resample_regions as slow
from wispcut.resample.quality import Energy, base_resize_quality, envelope_scale, ringing_count, source_energy
from wispcut.resample.regions import (
    CLASSES,
    ClassificationParams,
    classify,
    coverage,
    gradient_magnitude,
    inner,
    local_variance,
)
from wispcut.resample.sharpen import luma_of


@pytest.fixture(params=[(17, 23), (1, 1), (1, 9), (5, 3)])
def luma(request):
    return np.random.default_rng(9).random(request.param, dtype=np.float32)


def test_gradient_and_variance_equal_the_slow_twins(luma):
    np.testing.assert_allclose(gradient_magnitude(luma), slow.gradient(luma), atol=1e-5)
    np.testing.assert_allclose(local_variance(luma), slow.variance(luma), atol=1e-6)


def test_sobel_of_a_step_is_four_times_its_height():
    step = np.zeros((9, 10), np.float32)
    step[:, 5:] = 1
    assert gradient_magnitude(step).max() == 4
    corner = np.zeros((9, 9), np.float32)
    corner[:4, :4] = 1
    assert gradient_magnitude(corner).max() <= np.sqrt(32)


def test_classes_follow_the_rules_in_their_order():
    g = np.array([0.5, 0.5, 0.01, 0.2, 0.06, 0.01, 0.0, 0.40, 0.05], np.float32)
    v = np.array([0.02, 0.001, 0.02, 0.02, 0.0, 0.002, 0.0, 0.010, 0.010], np.float32)
    found = [CLASSES[i] for i in classify(g, v, ClassificationParams())]
    assert found == [
        slow.region(float(a), float(b))
        for a, b in zip(
            [0.5, 0.5, 0.01, 0.2, 0.06, 0.01, 0, 0.4, 0.05],
            [0.02, 0.001, 0.02, 0.02, 0, 0.002, 0, 0.01, 0.01],
            strict=True,
        )
    ]
    assert set(found) == set(CLASSES)


def test_coverage_adds_up():
    out = coverage(np.array([1, 2, 3, 4, 0]))
    assert out["total_pixels"] == 10 and out["strong_edge"] == 3 and out["microtexture_fraction"] == 0.4
    assert coverage(np.zeros(5, np.int64))["flat_fraction"] == 0


def test_inner_stays_two_pixels_away_from_transparency():
    visible = np.ones((9, 9), bool)
    visible[4, 4] = False
    assert not inner(visible)[2:7, 2:7].any() and inner(visible).sum() == 81 - 25
    assert inner(None) is None


def test_ringing_equals_the_slow_twin(luma):
    assert ringing_count(luma, gradient_magnitude(luma)) == slow.ringing(luma)


def test_ringing_of_a_ramp_is_nothing_and_of_an_overshoot_something():
    ramp = np.repeat(np.linspace(0, 1, 24, dtype=np.float32)[None], 5, 0)
    assert ringing_count(ramp, gradient_magnitude(ramp)) == 0
    row = np.array([0, 0, 0, -0.08, 0.5, 1.08, 1, 1, 1], np.float32)
    over = np.repeat(row[None], 5, 0)
    assert ringing_count(over, gradient_magnitude(over)) == 10  # both overshoots, every row


def test_envelope():
    assert [envelope_scale(s) for s in (0, 0.1, 0.175, 0.5)] == pytest.approx([1, 0.8, 0.65, 0.65])


@pytest.mark.parametrize("rows", [1, 7, 64, 200])
def test_energy_of_the_source_is_that_of_the_whole(rows):
    planes = np.random.default_rng(10).random((3, 200, 9), dtype=np.float32)
    source = source_energy(np.array_split(planes, -(-200 // rows), axis=1), 200, alpha=False)
    luma = luma_of(planes)
    assert source.pixels == luma.size
    assert source.edge == pytest.approx((gradient_magnitude(luma).astype(float) ** 2).sum(), rel=1e-6)
    assert source.texture == pytest.approx(local_variance(luma).sum(dtype=float), rel=1e-5)


def test_transparent_pixels_have_no_energy():
    planes = np.random.default_rng(11).random((4, 200, 40), dtype=np.float32)
    planes[3] = np.arange(40) < 25
    other = planes.copy()
    other[:3, :, 25:] = 0
    shown, hidden = (source_energy([each], 200, alpha=True) for each in (planes, other))
    assert shown.pixels == 200 * 23  # two columns before the edge look at it
    assert (shown.edge, shown.texture) == (hidden.edge, pytest.approx(hidden.texture, rel=1e-6))


def test_retention_is_a_ratio_of_means_and_at_most_one():
    ours, theirs = Energy(), Energy()
    ours.add(np.full((2, 2), 1.0, np.float32), np.full((2, 2), 0.3, np.float32))
    theirs.add(np.full((4, 4), 2.0, np.float32), np.full((4, 4), 0.1, np.float32))
    out = base_resize_quality(1, 10, ours, theirs)
    assert out["edge_retention"] == pytest.approx(0.25) and out["texture_retention"] == 1
    assert out["ringing_score"] == 0.1 and out["envelope_scale"] == pytest.approx(0.8)
    assert base_resize_quality(0, 0, None, None)["edge_retention"] is None
