"""The border between bytes and numbers, in closed form."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wispcut.core.pixels import (
    from_bytes,
    from_flat,
    linear_to_srgb,
    luminance,
    srgb_to_linear,
    to_bytes,
)

EVERY_BYTE = np.arange(256, dtype=np.uint8)


def test_every_byte_comes_back():
    values = from_bytes(EVERY_BYTE)
    assert values.dtype == np.float32 and values[0] == 0 and values[255] == 1
    np.testing.assert_allclose(values, np.arange(256) / 255, rtol=1e-7)
    assert np.array_equal(to_bytes(values), EVERY_BYTE)
    assert from_bytes(EVERY_BYTE.reshape(4, 8, 8)).shape == (4, 8, 8)


@pytest.mark.parametrize(
    ("value", "byte"),
    [(-1, 0), (0.49 / 255, 0), (0.51 / 255, 1), (127.49 / 255, 127), (127.51 / 255, 128), (1, 255), (7, 255)],
)
def test_floats_are_rounded_and_clipped(value, byte):
    assert to_bytes(np.array([value], np.float32))[0] == byte


@settings(deadline=None)  # a busy machine may take longer than 200 ms for one example
@given(st.floats(0, 1, width=32))
def test_rounding_is_off_by_half_a_step_at_most(value):
    array = np.array([value], np.float32)
    assert abs(float(from_bytes(to_bytes(array))[0]) - value) <= 0.5 / 255 + 1e-6


def test_inputs_are_not_changed():
    values = np.array([-1, 0.5, 2], np.float32)
    kept = values.copy()
    for call in (to_bytes, srgb_to_linear, linear_to_srgb):
        call(values)
    assert np.array_equal(values, kept)


def test_bytes_must_be_bytes():
    with pytest.raises(TypeError, match="pixels must have dtype uint8; got int16"):
        from_bytes(np.arange(3, dtype=np.int16))


@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview, lambda b: np.frombuffer(b, np.uint8)])
def test_flat_buffers_of_any_kind_are_viewed(kind):
    buffer = kind(bytes(range(24)))
    out = from_flat(buffer, 2, 3, 4)
    assert out.shape == (2, 3, 4) and out[1, 2, 3] == 23 and out[0, 1, 0] == 4
    assert np.shares_memory(out, np.frombuffer(buffer, np.uint8))


def test_a_buffer_of_the_wrong_size_is_refused():
    with pytest.raises(ValueError, match=r"buffer must hold 2 x 3 x 4 = 24 bytes; got 23"):
        from_flat(bytes(23), 2, 3, 4)


@pytest.mark.parametrize(
    ("encoded", "linear"),
    [
        (0, 0),
        (0.04045, 0.04045 / 12.92),
        (0.045, (0.1 / 1.055) ** 2.4),
        (0.5, 0.21404114),
        (0.735356983, 0.5),
        (1, 1),
        (0.02, 0.02 / 12.92),
    ],
)
def test_srgb_follows_the_standard(encoded, linear):
    np.testing.assert_allclose(srgb_to_linear(np.array([encoded], np.float32)), linear, rtol=2e-6, atol=1e-8)
    np.testing.assert_allclose(linear_to_srgb(np.array([linear], np.float32)), encoded, rtol=3e-6, atol=1e-7)


def test_srgb_there_and_back_is_every_byte_and_rises():
    values = from_bytes(EVERY_BYTE)
    linear = srgb_to_linear(values)
    assert linear.dtype == np.float32 and (np.diff(linear) > 0).all()
    assert np.array_equal(to_bytes(linear_to_srgb(linear)), EVERY_BYTE)


def test_overshoot_below_black_stays_defined():
    """Lanczos overshoots; a negative value goes along the straight piece and comes back."""
    values = np.array([-0.3, -1e-3], np.float32)
    np.testing.assert_allclose(srgb_to_linear(values), values / 12.92, rtol=1e-6)
    np.testing.assert_allclose(linear_to_srgb(srgb_to_linear(values)), values, rtol=1e-6)


def test_luminance_of_white_and_of_each_primary():
    np.testing.assert_allclose(luminance(np.ones((1, 1, 3), np.float32)), 1, atol=1e-6)
    np.testing.assert_allclose(
        luminance(np.eye(3, dtype=np.float32)[None])[0], [0.2126, 0.7152, 0.0722], rtol=1e-6
    )
