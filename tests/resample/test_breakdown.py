import numpy as np
import pytest
from wispcut.resample.breakdown import HALO, Breakdown, band_of, sampled_tops
from wispcut.resample.evaluator import HeuristicEvaluator, suggested_strength
from wispcut.resample.regions import local_variance, sobel
from wispcut.resample.sharpen import luma_of, make_sharpener


def bands(sharpener):
    """The whole picture in bands."""
    height = sharpener.luma.shape[0]
    for top in sampled_tops(height, 1, np.inf):
        bottom = min(top + 128, height)
        first, last = max(0, top - HALO), min(height, bottom + HALO)
        core = slice(top - first, bottom - first)
        yield first, last, band_of(sharpener.rows(first, last), core, None)


def plain(luma):
    return make_sharpener(np.stack([luma] * 3), luma, sigma=1, lightness=True)


def broken_down(before, after, ratio=0.0):
    out = Breakdown(*before.shape, np.inf)
    for first, last, band in bands(plain(before)):
        part = after[first:last]
        out.add(band, part, local_variance(part))
    return out.report(ratio)


def step(low=0.2, high=0.6):
    plane = np.full((20, 21), low, np.float32)
    plane[:, 10:] = high
    return plane


def test_nothing_changed_nothing_found():
    assert broken_down(step(), step()) == {
        "gamut_excursion": 0,
        "halo_ringing": 0,
        "edge_overshoot": 0,
        "texture_flattening": 0,
        "selection_score": 0,
        "aggregate": 0,
        "composite_score": 0,
    }


def test_a_halo_changes_its_sign_twice():
    after = step()
    after[:, 8:13] += np.array([0.05, -0.1, -0.1, 0.1, 0.1], np.float32)
    assert broken_down(step(), after)["halo_ringing"] > 0.4
    once = step()
    once[:, 9] -= 0.1
    once[:, 10] += 0.1
    assert broken_down(step(), once)["halo_ringing"] == 0


def test_overshoot_is_measured_against_the_gradient():
    # Gradient 4 × 0.4 = 1.6 on both sides of the edge; an excursion of 2.4 exceeds it by half.
    after = step()
    after[:, 9] -= 2.4
    after[:, 10] += 2.4
    assert broken_down(step(), after)["edge_overshoot"] == pytest.approx(0.5, abs=1e-5)


def test_doubled_contrast_is_two_octaves_of_variance():
    rng = np.random.default_rng(1)
    before = (0.5 + 0.1 * rng.standard_normal((30, 30))).astype(np.float32)
    report = broken_down(before, 0.5 + 2 * (before - 0.5), ratio=0.25)
    assert report["texture_flattening"] == pytest.approx(2, abs=1e-3)
    assert report["selection_score"] == report["aggregate"] == 0.25
    expected = 0.25 + 0.3 * report["halo_ringing"] + 0.3 * report["edge_overshoot"] + 0.1 * 2
    assert report["composite_score"] == pytest.approx(expected, abs=1e-3)


def test_bands_cover_everything_once_below_the_limit():
    assert sampled_tops(300, 10, np.inf) == [0, 128, 256]
    assert sampled_tops(1000, 10, 5000) == [0, 256, 512, 768]
    assert sampled_tops(200, 5000, np.inf) == [0, 80, 160]
    assert sampled_tops(1, 1, 1) == [0]


def test_band_statistics_equal_those_of_the_whole():
    luma = np.random.default_rng(2).random((300, 13), dtype=np.float32)
    gx, gy = sobel(luma)
    for first, _, band in bands(plain(luma)):
        rows = slice(first + band.core.start, first + band.core.stop)
        np.testing.assert_allclose(band.gradient[band.core], np.hypot(gx, gy)[rows], atol=1e-6)
        np.testing.assert_allclose(band.variance[band.core], local_variance(luma)[rows], atol=1e-6)


@pytest.mark.parametrize("lightness", [True, False])
def test_sharpened_luminance_is_that_of_the_rendered_picture(lightness):
    rgb = np.random.default_rng(3).uniform(0.1, 0.9, (3, 40, 9)).astype(np.float32)
    luma = luma_of(rgb)
    sharpener = make_sharpener(rgb, luma, sigma=1, lightness=lightness, max_chroma_shift=0.1)
    ((_, _, band),) = bands(sharpener)
    np.testing.assert_allclose(band.sharpened(0.7), luma_of(sharpener.render(0.7)), atol=1e-5)


def evaluated(before, after, strength=0.5, ratio=0.0):
    out = HeuristicEvaluator()
    for first, last, band in bands(plain(before)):
        part = after[first:last]
        out.add(band, part, np.hypot(*sobel(part)), local_variance(part))
    return out.report(strength, ratio)


def test_an_unchanged_picture_scores_full_marks():
    luma = np.random.default_rng(4).random((40, 40), dtype=np.float32)
    report = evaluated(luma, luma)
    assert report["predicted_quality_score"] == pytest.approx(1)
    assert evaluated(luma, luma, strength=4.0, ratio=0.02)["predicted_quality_score"] == pytest.approx(
        0.6 + 0.1 * 0.8
    )


def test_features_have_their_closed_forms():
    flat = evaluated(np.full((30, 30), 0.5, np.float32), np.full((30, 30), 0.5, np.float32))
    assert all(value == pytest.approx(0, abs=1e-9) for value in flat["features"].values())
    assert flat["confidence"] == pytest.approx(0.1)
    checks = (np.indices((30, 30)).sum(axis=0) % 2).astype(np.float32)
    features = evaluated(checks, checks)["features"]
    assert features["luminance_histogram_entropy"] == pytest.approx(1)
    edge = step(0.0, 1.0)
    features = evaluated(edge, edge)["features"]
    assert features["edge_density"] == pytest.approx(2 / 21)
    assert features["mean_gradient_magnitude"] == pytest.approx(8 / 21)


def test_suggested_strength_falls_with_edge_density():
    density = (0.0, 0.05, 0.10, 0.15, 0.40, 0.9)
    assert [suggested_strength(d) for d in density] == pytest.approx([1, 1, 0.75, 0.5, 0.25, 0.25])
