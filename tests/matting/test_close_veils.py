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


@pytest.mark.parametrize(("alpha", "prior", "closed"), [(0.6, 0.6, 0.9), (0.5, 0.4, 0.3), (0.5, 0.5, 0.5)])
def test_where_they_lean_little_the_curve_is_four_times_as_steep(alpha, prior, closed):
    plane = veil(alpha)
    assert close_veils(plane, np.full_like(plane, prior), thickness=0.02)[100, 130] == pytest.approx(closed)


@pytest.mark.parametrize(("alpha", "closes"), [(0.04, False), (0.06, True), (0.94, True), (0.96, False)])
def test_only_what_is_neither_nearly_0_nor_nearly_1_is_a_veil(alpha, closes):
    plane = veil(alpha)
    out = close_veils(plane, np.full_like(plane, round(alpha)), thickness=0.02)
    assert (out[100, 130] in (0, 1)) == closes


def test_a_veil_of_just_twice_the_thickness_stays():
    plane = veil(size=60)
    assert np.array_equal(close_veils(plane, np.ones_like(plane), thickness=30 / 320), plane)


def test_a_thickness_beyond_the_picture_is_refused():
    with pytest.raises(ValueError, match="thickness"):
        close_veils(veil(), veil(), thickness=0.6)


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
