import numpy as np
import pytest
from wispcut.backdrop import estimate
from wispcut.backdrop.options import Options
from wispcut.backdrop.refine import detect, grow


def test_grow_is_a_square_of_the_reach():
    mask = np.zeros((9, 11), bool)
    mask[4, 5] = mask[0, 0] = True
    wanted = np.zeros_like(mask)
    wanted[2:7, 3:8] = True
    wanted[:3, :3] = True
    np.testing.assert_array_equal(grow(mask, 2), wanted)
    np.testing.assert_array_equal(grow(mask, 0), mask)
    assert not grow(np.zeros((3, 3), bool), 2).any()


def test_detect_thresholds_signs_and_channels():
    image = np.zeros((5, 5), np.float32)
    image[0, 0], image[2, 2], image[4, 4], image[0, 4] = 4.1, 4.0, -9, np.nan
    background, noise = np.zeros_like(image), np.ones_like(image)
    found = detect(image, background, noise, Options(dilation=0))
    assert [tuple(p) for p in np.argwhere(found)] == [(0, 0)]
    found = detect(image, background, noise, Options(dilation=0, detect_both=True))
    assert [tuple(p) for p in np.argwhere(found)] == [(0, 0), (4, 4)]
    colour = np.zeros((5, 5, 3), np.float32)
    colour[1, 3, 2] = 5
    found = detect(colour, np.zeros_like(colour), np.ones_like(colour), Options(dilation=1))
    assert found.shape == (5, 5)
    assert found.sum() == 9


def halo_field():
    """Bright objects with wide faint skirts that clipping alone leaves in."""
    rng = np.random.default_rng(12)
    y, x = np.mgrid[:256, :256]
    field = 100 + rng.normal(0, 2, (256, 256))
    for cy, cx in rng.integers(10, 246, (30, 2)):
        field += 120 * np.exp(-np.hypot(y - cy, x - cx) / 4)
    return field.astype(np.float32)


def test_refinement_takes_the_objects_out_of_the_estimate():
    field = halo_field()
    errors = [
        abs(
            np.mean(
                estimate(field, location="median", refinements=n, detect_sigma=2.5, dilation=6).background
            )
            - 100
        )
        for n in (0, 1, 3)
    ]
    assert errors[1] < 0.6 * errors[0]
    assert errors[2] < errors[1]
    assert estimate(field, refinements=3).objects is not None
    assert estimate(field).objects is None


def test_refinement_stops_when_the_mask_stays():
    flat = np.full((64, 64), 3.0, np.float32)
    flat[10, 10] = 50
    found = estimate(flat, tile_size=32, refinements=50)
    assert found.rounds == 1
    assert found.objects.sum() == 49
    assert float(found.level) == 3


def test_the_given_mask_stays_masked():
    field = halo_field()
    mask = np.zeros(field.shape, bool)
    mask[:, 128:] = True
    field[:, 128:] = 1e6
    found = estimate(field, mask=mask, refinements=2)
    assert found.background.max() == pytest.approx(100, abs=5)
