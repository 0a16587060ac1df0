import numpy as np
import pytest
from wispcut.backdrop import even_out, photo_backdrop
from wispcut.backdrop.photo_colour import dominant_colour
from wispcut.backdrop.photo_noise import block_deviation, pixel_noise

COLOURS = np.array([1.0, 0.97, 0.94], np.float32)


def product_shot(height=300, width=400, sigma=0.01, seed=0, reach=0.6):
    """A red thing on a grey gradient, 8-bit: photo, subject, the true backdrop."""
    y, x = np.mgrid[:height, :width].astype(np.float32)
    grey = 0.8 - 0.3 * y / height - 0.1 * (x / width) ** 2
    backdrop = grey[..., None] * COLOURS
    subject = np.hypot((x - width / 2) / width, (y - height * 0.6) / height) < reach / 2
    clean = np.where(subject[..., None], np.array([0.7, 0.1, 0.15], np.float32), backdrop)
    noisy = clean + np.random.default_rng(seed).normal(0, sigma, clean.shape)
    photo = np.round(np.clip(noisy, 0, 1) * 255) / 255
    return photo.astype(np.float32), subject, backdrop


@pytest.mark.parametrize("sigma", [0.0, 0.005, 0.02])
def test_grey_gradient_is_found_smooth_and_continued_behind_the_subject(sigma):
    photo, subject, backdrop = product_shot(sigma=sigma)
    found = photo_backdrop(photo, subject)
    assert found.smooth, found.reason
    error = 255 * abs(found.map - backdrop)
    assert error[~subject].max() < 2 + 200 * sigma
    assert error[subject].max() < 2.5 + 300 * sigma
    assert error.mean() < 0.6 + 30 * sigma
    # rounding to bytes adds noise of up to 0.29 grey levels
    assert all(0.9 * sigma <= noise < 1.1 * sigma + 0.3 / 255 for noise in found.noise)


def test_a_soft_subject_is_taken_as_an_alpha():
    photo, subject, _ = product_shot()
    soft = photo_backdrop(photo, subject.astype(np.float32))
    np.testing.assert_array_equal(soft.mesh, photo_backdrop(photo, subject).mesh)


def test_half_covered_tiles_do_not_bend_the_map():
    """Along a subject's edge on a steep ramp the uncovered half of a tile is brighter than its middle."""
    height, width = 256, 256
    ramp = np.linspace(0.2, 0.8, height, dtype=np.float32)[:, None, None] * np.ones((1, width, 3), np.float32)
    subject = np.zeros((height, width), bool)
    subject[120:, :] = True
    subject[:, :60] = subject[:, 200:] = False
    photo = np.where(subject[..., None], np.float32(0.0), ramp)
    assert 255 * abs(photo_backdrop(photo, subject).map - ramp).max() < 1


def test_objects_on_the_backdrop_are_left_out():
    photo, subject, backdrop = product_shot()
    photo[10:30, 300:330] = 1.0
    photo[20:24, 30:90] = 0.0
    found = photo_backdrop(photo, subject)
    assert found.smooth, found.reason
    assert 255 * abs(found.map - backdrop)[:100].max() < 5


def test_structure_is_not_called_smooth():
    rng = np.random.default_rng(1)
    photo, subject, _ = product_shot()
    blobs = np.repeat(np.repeat(rng.uniform(-0.2, 0.2, (12, 16, 1)), 25, axis=0), 25, axis=1)
    bokeh = photo_backdrop(np.clip(photo + blobs, 0, 1).astype(np.float32), subject)
    assert not bokeh.smooth
    assert "grey levels" in bokeh.reason
    grass = photo_backdrop(
        np.clip(photo + rng.normal(0, 0.08, photo.shape), 0, 1).astype(np.float32), subject
    )
    assert not grass.smooth
    assert "rough" in grass.reason


@pytest.mark.parametrize("free", [0, 5, 63, 400, 3000])
def test_a_subject_that_covers_nearly_everything(free):
    photo, _, backdrop = product_shot()
    subject = np.ones(photo.shape[:2], bool)
    subject[:60, :80].flat[:free] = False
    found = photo_backdrop(photo, subject, margin=0)
    assert not found.smooth
    assert found.map.shape == photo.shape
    assert np.isfinite(found.map).all()
    assert found.coverage == pytest.approx(free / subject.size)
    if free >= 400:
        assert 255 * abs(found.map - backdrop)[~subject].max() < 8


@pytest.mark.parametrize("shape", [(1, 1), (1, 50), (37, 1), (9, 9)])
def test_tiny_photos_have_an_answer(shape):
    photo = np.full((*shape, 3), 0.25, np.float32)
    found = photo_backdrop(photo, np.zeros(shape, bool))
    np.testing.assert_allclose(found.map, 0.25, atol=1e-6)
    assert found.colour == pytest.approx((0.25, 0.25, 0.25))


def test_windows_at_the_photos_scale_equal_the_whole_and_block_means_equal_the_survey():
    photo, subject, _ = product_shot()
    found = photo_backdrop(photo, subject)
    rows, columns = np.arange(900), np.arange(1200)
    whole = found.at(rows, columns, 3)
    np.testing.assert_array_equal(found.at(rows[200:300], columns[7:70], 3), whole[200:300, 7:70])
    means = whole.reshape(300, 3, 400, 3, 3).mean(axis=(1, 3))
    np.testing.assert_allclose(means, found.map, atol=2e-4)


def test_even_out():
    photo, subject, _ = product_shot()
    found = photo_backdrop(photo, subject)
    rows, columns = np.arange(0, 300, 7), np.arange(0, 400, 5)
    flat = even_out(found, rows, columns)
    assert flat.dtype == np.float32
    np.testing.assert_array_equal(flat, np.broadcast_to(np.float32(found.colour), flat.shape))
    full = even_out(found, rows, columns, keep_gradient=1)
    np.testing.assert_allclose(full, found.at(rows, columns), atol=1e-6)
    half = even_out(found, rows, columns, keep_gradient=0.5)
    np.testing.assert_allclose(half, (flat + full) / 2, atol=1e-6)
    with pytest.raises(ValueError, match=r"keep_gradient must be a number in \[0, 1\]; got 2"):
        even_out(found, rows, columns, keep_gradient=2)


def test_dominant_colour_is_one_of_the_photo_and_not_a_mix():
    photo = np.zeros((40, 40, 3), np.float32)
    photo[:, :18] = [0.1, 0.6, 0.2]
    photo[:, 18:34] = [0.1, 0.2, 0.7]
    photo[:, 34:] = 1
    colour, share = dominant_colour(photo, np.ones((40, 40), bool))
    assert colour == pytest.approx((0.1, 0.6, 0.2))
    assert share == pytest.approx(18 / 40)
    free = np.zeros((40, 40), bool)
    free[:, 34:] = True
    assert dominant_colour(photo, free) == ((1.0, 1.0, 1.0), 1.0)


def test_pixel_noise_of_known_sigma_on_a_ramp():
    rng = np.random.default_rng(3)
    sigma = np.array([0.004, 0.01, 0.03])
    ramp = np.linspace(0, 1, 300)[:, None, None]
    photo = (ramp + rng.normal(0, 1, (300, 200, 3)) * sigma).astype(np.float32)
    np.testing.assert_allclose(pixel_noise(photo, np.ones((300, 200), bool)), 0.9866 * sigma, rtol=0.02)
    assert pixel_noise(photo, np.zeros((300, 200), bool)) == (0.0, 0.0, 0.0)


def test_block_deviation_sees_structure_through_noise():
    residual = np.zeros((64, 80, 3), np.float32)
    residual[..., 1] = np.repeat(np.repeat([[0.02, -0.02] * 5, [-0.02, 0.02] * 5] * 4, 8, axis=0), 8, axis=1)
    residual += np.random.default_rng(0).normal(0, 0.01, residual.shape).astype(np.float32)
    free = np.ones((64, 80), bool)
    assert block_deviation(residual, free, 8) == pytest.approx(0.02, abs=0.003)
    assert block_deviation(residual[..., [0, 0, 2]], free, 8) < 0.004
    assert block_deviation(residual, np.zeros((64, 80), bool), 8) == 0


def test_errors():
    photo, subject, _ = product_shot()
    with pytest.raises(ValueError, match=r"subject must have shape \(300, 400\); got \(400, 300\)"):
        photo_backdrop(photo, subject.T)
    with pytest.raises(TypeError, match="subject must have dtype float32; got uint8"):
        photo_backdrop(photo, subject.astype(np.uint8))
    with pytest.raises(ValueError, match="photo must be finite"):
        photo_backdrop(photo * 2, subject)
    with pytest.raises(ValueError, match="margin must be a number"):
        photo_backdrop(photo, subject, margin=-1)


def test_a_drawing_that_is_all_objects_has_an_answer():
    """Two flat colours without any noise: each pixel of one is an outlier of the other."""
    rows, columns = np.mgrid[:97, :113]
    disc = np.clip(30.5 - np.hypot(rows - 48, columns - 56), 0, 1)[..., None]
    photo = (disc * [0.8, 0.15, 0.1] + (1 - disc) * [0.1, 0.6, 0.15]).astype(np.float32)
    found = photo_backdrop(photo, np.zeros((97, 113), bool))
    assert np.isfinite(found.map).all()
    assert found.colour == pytest.approx((0.1, 0.6, 0.15), abs=0.02)
