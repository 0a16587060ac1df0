import dataclasses

import numpy as np
import pytest
from wispcut.backdrop import Options, estimate
from wispcut.core.errors import SettingsError
from wispcut.settings import Backdrop


def ramp(height, width, dtype=np.float64):
    return (50 + 0.02 * np.arange(height)[:, None] + 0.05 * np.arange(width)).astype(dtype)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("shape", [(1, 1), (1, 97), (101, 1), (64, 64), (131, 67), (7, 5)])
@pytest.mark.parametrize("interpolation", ["spline", "bilinear", "idw"])
def test_constant(shape, dtype, interpolation):
    found = estimate(np.full(shape, 1234.5, dtype), tile_size=16, interpolation=interpolation)
    assert found.background.dtype == found.noise.dtype == dtype
    np.testing.assert_allclose(found.background, 1234.5, rtol=1e-6)
    np.testing.assert_array_equal(found.noise, 0)
    assert found.background.shape == shape
    assert found.level == 1234.5


@pytest.mark.parametrize("interpolation", ["spline", "bilinear"])
@pytest.mark.parametrize("shape", [(128, 192), (131, 197), (97, 64)])
def test_ramp_is_exact_with_partial_tiles(shape, interpolation):
    image = ramp(*shape)
    found = estimate(image, tile_size=32, interpolation=interpolation, max_samples=0)
    np.testing.assert_allclose(found.background, image, rtol=1e-12)


def test_noise_of_known_sigma_and_its_standard_error():
    image = 500 + np.random.default_rng(1).normal(0, 4, (512, 512))
    for scale, clipped in (("std", 0.9866), ("mad", 1.0), ("biweight", 1.0)):
        found = estimate(image, scale=scale, max_samples=0, filter_size=1)
        # clipping at 3 sigma takes the standard deviation down by 1.3 %
        assert found.mesh_noise.mean() == pytest.approx(4 * clipped, rel=0.01)
        assert abs(found.mesh - 500).max() < 5 * 1.3 * 4 / 64
    assert found.counts.sum() > 0.99 * image.size


@pytest.mark.parametrize("location", ["sextractor", "mmm", "median", "biweight"])
@pytest.mark.parametrize("samples", [0, 1024])
def test_bias_with_a_tenth_of_the_pixels_contaminated(location, samples):
    rng = np.random.default_rng(7)
    sigma = 5.0
    image = 1000 + rng.normal(0, sigma, (512, 512))
    dirty = rng.random(image.shape) < 0.1
    image[dirty] += rng.uniform(10 * sigma, 100 * sigma, dirty.sum())
    found = estimate(image.astype(np.float32), location=location, max_samples=samples)
    assert abs(found.mesh.mean() - 1000) < 0.05 * sigma


def test_channels_are_measured_one_by_one():
    rng = np.random.default_rng(3)
    image = rng.normal(0.5, [0.01, 0.02, 0.04], (70, 90, 3)).astype(np.float32)
    mask = rng.random((70, 90)) < 0.2
    found = estimate(image, mask=mask, tile_size=32)
    assert found.mesh.shape == found.counts.shape == found.filled.shape == (3, 3, 3)
    assert found.level.shape == found.level_noise.shape == (3,)
    for c in range(3):
        one = estimate(np.ascontiguousarray(image[..., c]), mask=mask, tile_size=32)
        np.testing.assert_array_equal(found.background[..., c], one.background)
        np.testing.assert_array_equal(found.noise[..., c], one.noise)


def test_masked_and_nan_pixels_do_not_count():
    image = ramp(128, 128)
    mask = np.random.default_rng(2).random(image.shape) < 0.3
    dirty, holed = np.where(mask, 1e5, image), np.where(mask, np.nan, image)
    by_mask, by_nan = estimate(dirty, mask=mask), estimate(holed)
    np.testing.assert_array_equal(by_mask.mesh, by_nan.mesh)
    assert np.isfinite(by_nan.background).all()
    assert abs(by_mask.background - image).max() < 1
    holed[~np.isfinite(holed)] = np.inf
    np.testing.assert_array_equal(estimate(holed).mesh, by_mask.mesh)


@pytest.mark.parametrize("fallback", ["neighbours", "smooth", "all"])
def test_fallback_of_a_masked_tile(fallback):
    image, mask = np.full((96, 96), 10.0), np.zeros((96, 96), bool)
    mask[32:64, 32:64] = True
    mask[32:40, 32:64] = False  # a quarter of the tile is free: fewer than 0.3
    image[mask] = 99
    found = estimate(image, mask=mask, tile_size=32, fallback=fallback, filter_size=1)
    assert found.filled.sum() == 1 and found.filled[1, 1]
    assert found.unmasked[1, 1] == 0.25
    assert found.mesh[1, 1] == pytest.approx(99 if fallback == "all" else 10)
    assert (found.counts[1, 1] > 0) == (fallback == "all")
    assert not estimate(image, mask=mask, tile_size=32, min_unmasked=0.25).filled.any()


def test_smooth_fallback_continues_a_ramp_under_the_mask():
    image = ramp(256, 256)
    mask = np.zeros(image.shape, bool)
    mask[64:192, 64:192] = True
    found = estimate(np.where(mask, 0, image), mask=mask, tile_size=32, fallback="smooth", max_samples=0)
    np.testing.assert_allclose(found.background, image, rtol=1e-12)


def test_weights_and_variance_say_the_same():
    rng = np.random.default_rng(9)
    variance = np.ones((128, 128))
    variance[:, 64:] = 9.0
    image = 100 + rng.normal(size=variance.shape) * np.sqrt(variance)
    a, b = (
        estimate(image, variance=variance, max_samples=0),
        estimate(image, weights=1 / variance, max_samples=0),
    )
    np.testing.assert_allclose(a.mesh, b.mesh, rtol=1e-12)
    assert a.level_noise == pytest.approx(1, rel=0.05)
    assert a.noise[:, :64].mean() == pytest.approx(1, rel=0.05)
    assert a.noise[:, 64:].mean() == pytest.approx(3, rel=0.05)
    variance[5, 5] = np.inf
    image[5, 5] = 1e9
    hidden = estimate(image, variance=variance, max_samples=0)
    assert np.isinf(hidden.noise[5, 5])
    assert abs(hidden.background - 100).max() < 0.5
    flat = estimate(np.full((9, 9), 2.0), variance=variance[:9, :9])
    assert np.isinf(flat.noise[5, 5]) and flat.noise[0, 0] == 0


def test_weights_with_channels():
    image = np.random.default_rng(9).normal(size=(40, 40, 3)).astype(np.float32)
    found = estimate(image, weights=np.full((40, 40), 4.0, np.float32))
    assert found.noise.shape == image.shape
    np.testing.assert_allclose(found.noise[7, 9], found.level_noise / 2, rtol=1e-6)


def test_sampling_stays_close_to_all_pixels():
    image = 100 + np.random.default_rng(4).normal(size=(512, 512)).astype(np.float32)
    few, all_of_them = estimate(image), estimate(image, max_samples=0)
    assert few.counts.max() <= 1024 < all_of_them.counts.min()
    assert (few.background - all_of_them.background).std() < 0.06
    assert (few.noise / all_of_them.noise - 1).std() < 0.04


def test_tile_larger_than_the_picture_is_one_constant():
    image = np.random.default_rng(4).normal(7, 1, (20, 30))
    found = estimate(image, tile_size=(1000, 64), location="mean", rounds=0)
    assert found.mesh.shape == (1, 1)
    np.testing.assert_allclose(found.background, image.mean(), rtol=1e-12)
    np.testing.assert_allclose(found.noise, image.std(), rtol=1e-12)


def test_own_estimators_and_big_endian_input():
    image = np.random.default_rng(0).normal(9, 1, (64, 64))
    found = estimate(
        image.astype(">f4"), location=lambda s: s.count * 1.0, scale=lambda s: s.mad, max_samples=0
    )
    assert found.mesh[0, 0] == found.counts[0, 0]
    assert found.background.dtype == np.float32


def test_flips_and_transposes_follow():
    image = np.random.default_rng(5).normal(5, 1, (96, 64)) + ramp(96, 64)
    choices = {"tile_size": 32, "max_samples": 0}
    whole = estimate(image, **choices).background
    np.testing.assert_allclose(estimate(image[::-1], **choices).background[::-1], whole, rtol=1e-12)
    np.testing.assert_allclose(estimate(image[:, ::-1], **choices).background[:, ::-1], whole, rtol=1e-12)
    np.testing.assert_allclose(estimate(image.T, **choices).background.T, whole, rtol=1e-12)


def test_inputs_stay_as_they_are_and_results_cannot_be_reassigned():
    image, mask = ramp(64, 64), np.zeros((64, 64), bool)
    image[3, 3] = np.nan
    kept = image.copy()
    weights = np.ones_like(image)
    for array in (image, mask, weights):
        array.setflags(write=False)
    found = estimate(image, mask=mask, weights=weights, refinements=1)
    np.testing.assert_array_equal(image, kept)
    assert found.background is found.background
    with pytest.raises(dataclasses.FrozenInstanceError):
        found.mesh = None


def test_nothing_to_measure_is_a_clear_error():
    image = np.ones((64, 64), np.float32)
    with pytest.raises(ValueError, match=r"at least 0.3 of its pixels .* the best has 0"):
        estimate(image, mask=np.ones((64, 64), bool))
    with pytest.raises(ValueError, match="image must have a tile"):
        estimate(np.full((64, 64), np.nan, np.float32))
    mask = np.ones((64, 64), bool)
    mask[:8] = False
    with pytest.raises(ValueError, match=r"the best has 0.125"):
        estimate(image, mask=mask)


@pytest.mark.parametrize(
    ("arguments", "error", "match"),
    [
        ({"image": [[1.0]]}, TypeError, "image must be a numpy array; got list"),
        (
            {"image": np.ones((4, 4), np.int16)},
            TypeError,
            "image must have dtype float32 or float64; got int16",
        ),
        ({"image": np.ones(4)}, ValueError, r"image must have shape \(H, W\) or \(H, W, C\)"),
        ({"image": np.ones((0, 4))}, ValueError, "image must have shape"),
        ({"mask": np.ones((4, 4))}, TypeError, "mask must be a numpy array of bool; got float64"),
        ({"mask": np.ones((4, 5), bool)}, ValueError, r"mask must have shape \(4, 4\); got \(4, 5\)"),
        (
            {"weights": np.full((4, 4), -1.0)},
            ValueError,
            "weights must be finite and >= 0; got values from -1",
        ),
        ({"weights": np.full((4, 4), np.nan)}, ValueError, "weights must be finite"),
        ({"variance": np.zeros((4, 4))}, ValueError, "variance must be above 0"),
        ({"variance": np.ones((3, 4))}, ValueError, r"variance must have shape \(4, 4\)"),
        ({"variance": np.ones((4, 4)), "weights": np.ones((4, 4))}, TypeError, "either weights or variance"),
        ({"tile_size": 0}, ValueError, r"tile_size must be a whole number in \[1, "),
        ({"tile_size": (3, 4, 5)}, ValueError, "tile_size must be a whole number or"),
        ({"tile_size": 2.5}, ValueError, "tile_size must be a whole number"),
        ({"filter_size": 4}, ValueError, "filter_size must be odd; got 4"),
        ({"kappa": 0}, ValueError, r"kappa must be a number in \(0, "),
        ({"rounds": -1}, ValueError, "rounds must be a whole number"),
        (
            {"location": "modus"},
            ValueError,
            "location must be one of mean, median, sextractor, mmm, biweight",
        ),
        ({"scale": "iqr"}, ValueError, "scale must be one of std, mad, biweight; got 'iqr'"),
        (
            {"interpolation": "cubic"},
            ValueError,
            "interpolation must be one of spline, sextractor, bilinear, idw",
        ),
        ({"fallback": "zero"}, ValueError, "fallback must be one of neighbours, smooth, all"),
        ({"options": Options(), "kappa": 2}, TypeError, "either options or single choices"),
        ({"sigma": 2}, TypeError, "sigma"),
    ],
)
def test_errors_name_the_argument_the_rule_and_the_value(arguments, error, match):
    with pytest.raises(error, match=match):
        estimate(**({"image": np.ones((4, 4))} | arguments))


def test_settings_hold_every_option_with_the_same_defaults():
    assert Backdrop().options() == Options()
    assert set(Options.__dataclass_fields__) <= set(Backdrop.knobs())
    assert Backdrop(rounds=4).options().rounds == 4
    with pytest.raises(SettingsError, match=r"backdrop.filter_size must be odd; got 4"):
        Backdrop(filter_size=4).options()
