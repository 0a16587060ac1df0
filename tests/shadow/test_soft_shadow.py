"""The soft shadow: against its slow twin, and what people expect of a shadow."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wispcut.shadow import soft_shadow

from tests.reference.soft_shadow_loops import soft_shadow_loops


def figure(size=(90, 120), box=(20, 60, 50, 70)):
    """A figure with straight edges in the middle, soft at its sides."""
    alpha = np.zeros(size, np.float32)
    r0, r1, c0, c1 = box
    alpha[r0:r1, c0:c1] = 1
    alpha[r0:r1, [c0 - 1, c1]] = 0.4
    return alpha


@pytest.mark.parametrize("angle", [-150, -90, 0, 40, 180])
def test_as_its_slow_twin(angle):
    alpha = figure((40, 44), (8, 26, 17, 27))
    ours = soft_shadow(alpha, contact=0.8, cast=0.5, softness=0.08, angle=angle, length=0.7)
    slow = soft_shadow_loops(alpha, 0.8, 0.5, 0.08, angle, 0.7)
    assert np.abs(ours - slow).max() < 2e-5


def centre(shadow):
    total = shadow.sum()
    return (
        np.arange(len(shadow)) @ shadow.sum(1) / total,
        np.arange(shadow.shape[1]) @ shadow.sum(0) / total,
    )


def test_it_falls_where_the_angle_says():
    straight, right, left, front = (
        soft_shadow(figure(), contact=0, angle=angle) for angle in (0, 60, -60, 150)
    )
    assert abs(centre(straight)[1] - 59.5) < 0.5
    assert centre(right)[1] > 62 and centre(left)[1] < 57
    assert np.allclose(right, left[:, ::-1], atol=1e-5)
    assert centre(straight)[0] < 60 < centre(front)[0]


def test_the_contact_stays_at_the_feet_and_is_darkest_there():
    shadow = soft_shadow(figure(), cast=0)
    row, column = np.unravel_index(shadow.argmax(), shadow.shape)
    assert 56 <= row < 60 and 50 <= column < 70
    assert shadow[60, 55:65].min() > 0.1
    assert shadow[:45].max() < 0.01 and shadow[75:].max() < 1e-3


def test_a_raised_foot_has_less_contact():
    alpha = np.zeros((80, 100), np.float32)
    alpha[10:60, 20:40] = 1
    alpha[10:54, 60:80] = 1
    shadow = soft_shadow(alpha, cast=0, softness=0.05)
    assert shadow[60, 30] > 0.2 > 0.05 > shadow[60, 70]


def test_a_whisker_does_not_stand_on_the_ground():
    alpha = np.zeros((240, 300), np.float32)
    alpha[20:160, 60:240] = 1
    alpha[100:220, 250] = 1
    shadow = soft_shadow(alpha, cast=0)
    assert shadow[160, 150] > 0.2 and shadow[200:, 200:].max() < 0.01


def test_far_from_the_ground_it_is_softer_and_fainter():
    shadow = soft_shadow(figure(), contact=0, angle=0, length=1.0, softness=0.06)
    near, far = shadow[57], shadow[25]
    assert near[59] > 1.5 * far[59]
    assert np.abs(np.diff(near)).max() / near.max() > 1.5 * np.abs(np.diff(far)).max() / far.max()


def test_the_scale_of_the_picture_does_not_matter():
    small = soft_shadow(figure(), softness=0.15)
    large = soft_shadow(np.repeat(np.repeat(figure(), 3, 0), 3, 1), softness=0.15)
    assert np.abs(large.reshape(90, 3, 120, 3).mean((1, 3)) - small).max() < 0.05


def test_nothing_stands_nothing_is_thrown():
    empty = np.full((5, 7), 0.4, np.float32)
    assert not soft_shadow(empty).any()
    assert not soft_shadow(figure(), contact=0, cast=0).any()


@settings(deadline=None)
@given(
    st.integers(0, 2**16),
    st.floats(-180, 180),
    st.floats(0.05, 4),
    st.floats(0.002, 0.5),
)
def test_any_matte_and_setting_gives_a_shadow_in_range(seed, angle, length, softness):
    alpha = np.random.default_rng(seed).random((11, 9), dtype=np.float32)
    before = alpha.copy()
    shadow = soft_shadow(alpha, angle=angle, length=length, softness=softness)
    assert shadow.dtype == np.float32 and shadow.shape == alpha.shape
    assert np.isfinite(shadow).all() and shadow.min() >= 0 and shadow.max() <= 1
    assert np.array_equal(alpha, before)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"contact": 2}, r"contact must be a number in \[0, 1\]; got 2"),
        ({"angle": 200}, r"angle must be a number in \[-180, 180\]; got 200"),
        ({"length": 0}, r"length must be a number in \[0.05, 4\]; got 0"),
        ({"softness": 0}, r"softness must be a number in \[0.002, 0.5\]; got 0"),
    ],
)
def test_bad_arguments_are_named(change, words):
    with pytest.raises(ValueError, match=words):
        soft_shadow(figure(), **change)
