import numpy as np
import pytest
from wispcut.matting.close_veils import close_veils


def veil(alpha=0.6, size=60):
    plane = np.zeros((200, 320), np.float32)
    plane[:, :100] = 1
    plane[70 : 70 + size, 100 : 100 + size] = alpha
    return plane


@pytest.mark.parametrize(
    ("alpha", "prior", "closed"), [(0.6, 0.9, 1), (0.4, 0.1, 0), (0.6, 0.1, 0), (0.3, 1, 1)]
)
def test_a_thick_veil_goes_where_alpha_and_prior_lean(alpha, prior, closed):
    plane = veil(alpha)
    out = close_veils(plane, np.full_like(plane, prior), thickness=0.02)
    assert out[100, 130] == pytest.approx(closed, abs=0.11)


def test_what_is_as_thin_as_hair_stays():
    plane = veil(size=10)
    assert np.array_equal(close_veils(plane, np.ones_like(plane), thickness=0.02), plane)


def test_known_pixels_stay():
    plane = veil()
    out = close_veils(plane, np.zeros_like(plane), thickness=0.02)
    assert np.array_equal(out[:, :100], plane[:, :100])
    assert np.array_equal(out[150:], plane[150:])


def test_inputs_stay_as_they_are():
    plane = veil()
    before = plane.copy()
    close_veils(plane, np.ones_like(plane), thickness=0.02)
    assert np.array_equal(plane, before)


@pytest.mark.parametrize("value", [0.0, 0.5, 1.0])
def test_one_value_everywhere_stays(value):
    plane = np.full((9, 9), value, np.float32)
    assert np.array_equal(close_veils(plane, np.ones_like(plane)), plane)
