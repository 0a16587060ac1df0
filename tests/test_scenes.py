import numpy as np
import pytest

from testing.scenes import KINDS, band, coarse_mask, ellipse, product_shot, scene, strands


@pytest.mark.parametrize("kind", KINDS)
def test_scenes_are_exact_composites(kind):
    s = scene(kind)
    a = s.alpha[..., None]
    np.testing.assert_allclose(s.photo, a * s.foreground + (1 - a) * s.background, atol=1e-6)
    for plane in (s.photo, s.alpha, s.foreground, s.background):
        assert plane.dtype == np.float32 and plane.min() >= 0 and plane.max() <= 1
    assert (s.alpha == 0).any() and (s.alpha == 1).any() and ((s.alpha > 0) & (s.alpha < 1)).any()


def test_same_seed_same_picture_other_seed_another():
    assert np.array_equal(scene("hair", seed=3).photo, scene("hair", seed=3).photo)
    assert not np.array_equal(scene("hair", seed=3).photo, scene("hair", seed=4).photo)


def test_a_product_shot_is_grey_noisy_eight_bits_and_its_shadow_only_darkens():
    bright, alpha = product_shot("product", shadow=0.0)
    dark, same = product_shot("product", shadow=0.4)
    np.testing.assert_array_equal(alpha, same)
    np.testing.assert_allclose(bright * 255, np.round(bright * 255), atol=1e-4)
    backdrop = alpha == 0
    assert (dark[backdrop] <= bright[backdrop] + 1 / 255).all() and dark[backdrop].mean() < bright[
        backdrop
    ].mean()
    assert np.diff(bright[0], axis=0).std() / np.sqrt(2) == pytest.approx(0.01, rel=0.15)
    assert np.ptp(bright[backdrop].mean(0)) < 0.002


def test_an_ellipse_has_its_area():
    assert ellipse((101, 121), (50, 60), (30, 40)).sum() == pytest.approx(np.pi * 30 * 40, rel=1e-3)


def test_a_straight_hair_covers_width_times_length():
    rng = np.random.default_rng(0)
    hair = strands(rng, (200, 200), (100, 100), 0, 1, 60, width=(0.8, 0.8), bend=0)
    rng = np.random.default_rng(0)
    rng.uniform(-np.pi, 0.15 * np.pi)
    rng.uniform(0, 0)
    length = 60 * rng.uniform(0.5, 1) * 23 / 24
    assert hair.sum() == pytest.approx(0.8 * length, rel=0.12)  # plus its round ends
    assert hair.max() <= 0.8 + 1e-6


def test_bands():
    s = scene("hair")
    for reach in (3, 15):
        trimap = band(s.alpha, reach)
        unsure = (s.alpha > 0) & (s.alpha < 1)
        assert (trimap[unsure] == 0.5).all()
        assert np.array_equal(trimap[trimap != 0.5], s.alpha[trimap != 0.5])
    assert (band(s.alpha, 15) == 0.5).sum() > 1.5 * (band(s.alpha, 3) == 0.5).sum()
    assert (band(np.ones((5, 5), np.float32), 3) == 1).all()


def test_coarse_mask_is_soft_and_loses_hair():
    s = scene("hair")
    mask = coarse_mask(s.alpha)
    assert mask.shape == s.alpha.shape and mask.dtype == np.float32
    assert ((s.alpha > 0.3) & (mask < 0.1)).sum() > 20
    assert ((mask > 0.05) & (mask < 0.95)).mean() > 0.05


def test_noise_and_jpeg_touch_the_photo_only():
    clean = scene("product")
    noisy = scene("product", noise=0.03)
    assert np.std(noisy.photo - clean.photo) == pytest.approx(0.03, rel=0.1)
    squeezed = scene("hair", jpeg=70)
    assert 0.002 < np.abs(squeezed.photo - scene("hair").photo).mean() < 0.05
    assert np.array_equal(noisy.alpha, clean.alpha)
