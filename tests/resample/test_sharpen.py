import numpy as np
import pytest
from reference.resample_sharpen import sharpen
from wispcut.resample.sharpen import Sharpener, detail, luma_of, make_sharpener


@pytest.fixture
def rgb():
    values = np.random.default_rng(4).random((3, 13, 11), dtype=np.float32)
    values[:, 0, 0] = 0  # black: the ratio L'/L says nothing
    values[:, 1, 1] = 0.5  # grey: no chroma
    values[:, 2, 2] = (0, 0, 1)
    return values


@pytest.mark.parametrize("guard", [None, 0.1, 0.0])
@pytest.mark.parametrize("lightness", [True, False])
@pytest.mark.parametrize("strength", [0.0, 0.3, 3.0])
def test_equals_the_slow_twin(rgb, guard, lightness, strength):
    luma = luma_of(rgb)
    sharpener = make_sharpener(rgb, luma, sigma=1.0, lightness=lightness, max_chroma_shift=guard)
    fine = detail(luma, 1.0) if lightness else np.stack([detail(p, 1.0) for p in rgb])
    np.testing.assert_allclose(sharpener.render(strength), sharpen(rgb, fine, strength, guard), atol=3e-5)


def test_no_strength_no_change(rgb):
    for lightness in (True, False):
        for guard in (None, 0.1):
            out = make_sharpener(rgb, luma_of(rgb), sigma=1, lightness=lightness, max_chroma_shift=guard)
            np.testing.assert_allclose(out.render(0.0), rgb, atol=1e-6)


@pytest.mark.parametrize("lightness", [True, False])
def test_the_guard_leaves_luminance_alone(rgb, lightness):
    def luma(guard):
        made = make_sharpener(rgb, luma_of(rgb), sigma=1, lightness=lightness, max_chroma_shift=guard)
        return luma_of(made.render(1.5))

    np.testing.assert_allclose(luma(0.1), luma(None), atol=1e-5)


def test_detail_of_a_ramp_and_a_constant_is_nothing():
    ramp = np.repeat(np.linspace(0, 1, 41, dtype=np.float32)[None], 9, 0)
    np.testing.assert_allclose(detail(ramp, 1.0)[:, 4:-4], 0, atol=1e-6)
    np.testing.assert_allclose(detail(np.full((7, 5), 0.3, np.float32), 1.0), 0, atol=1e-7)


def test_detail_of_a_point_is_one_minus_the_centre_of_the_gaussian():
    point = np.zeros((15, 15), np.float32)
    point[7, 7] = 1
    g = np.exp(-0.5 * np.arange(-3, 4) ** 2.0)
    g /= g.sum()
    assert detail(point, 1.0)[7, 7] == pytest.approx(1 - g[3] ** 2, abs=1e-6)


def test_gain_scales_the_detail(rgb):
    luma = luma_of(rgb)
    classes = np.zeros(luma.shape, np.uint8)
    classes[5:] = 1
    gains = np.array([0.5, 2.0], np.float32)
    weighed = make_sharpener(rgb, luma, sigma=1, lightness=True, classes=classes, gains=gains).render(1.0)
    plain = make_sharpener(rgb, luma, sigma=1, lightness=True)
    np.testing.assert_allclose(weighed[:, :5], plain.render(0.5)[:, :5], atol=1e-6)
    np.testing.assert_allclose(weighed[:, 5:], plain.render(2.0)[:, 5:], atol=1e-6)


@pytest.mark.parametrize("sigma", [0.3, 1.0, 4.0])
def test_bands_give_exactly_what_the_whole_would(sigma):
    rgb = np.random.default_rng(5).uniform(0.1, 1, (3, 300, 7)).astype(np.float32)
    alpha = np.random.default_rng(6).random((300, 7), dtype=np.float32)
    luma = luma_of(rgb)
    for cover in (None, alpha):
        made = make_sharpener(rgb, luma, sigma=sigma, lightness=True, alpha=cover)
        np.testing.assert_array_equal(made.slope, detail(luma, sigma, cover) / luma)


def test_transparent_pixels_contribute_nothing():
    rng = np.random.default_rng(6)
    plane = rng.random((20, 24), dtype=np.float32)
    alpha = np.zeros((20, 24), np.float32)
    alpha[:, 8:] = 1
    alpha[:, 8] = 0.4
    other = np.where(alpha > 0, plane, rng.random((20, 24), dtype=np.float32))
    np.testing.assert_array_equal(detail(plane, 1.0, alpha), detail(other, 1.0, alpha))
    assert np.all(detail(plane, 1.0, alpha)[:, :8] == 0)


def test_a_plain_subject_has_no_detail_at_the_matte_edge():
    plane = np.zeros((20, 24), np.float32)
    alpha = np.zeros((20, 24), np.float32)
    plane[:, 8:], alpha[:, 8:] = 0.8, 1
    assert np.abs(detail(plane, 1.0)).max() > 0.2  # without alpha it would ring
    np.testing.assert_allclose(detail(plane, 1.0, alpha), 0, atol=1e-6)


def test_reach_is_where_the_guard_begins(rgb):
    for lightness in (True, False):
        sharpener = make_sharpener(rgb, luma_of(rgb), sigma=1, lightness=lightness, max_chroma_shift=0.1)
        free = Sharpener(sharpener.rgb, sharpener.luma, sharpener.slope, None)
        reach = sharpener.reach()
        where = reach < 50
        reach = np.where(where, reach, 0)
        np.testing.assert_allclose(
            sharpener.render(reach * 0.99)[:, where], free.render(reach * 0.99)[:, where], atol=1e-4
        )
        moved = np.abs(sharpener.render(reach * 1.5) - free.render(reach * 1.5)).max(axis=0)[where]
        assert (moved > 1e-5).mean() > 0.9
