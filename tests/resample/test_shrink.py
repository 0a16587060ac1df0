"""The public entry: sizes, rows, closed forms, bad pictures."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wispcut.core.pixels import from_bytes, linear_to_srgb, srgb_to_linear, to_bytes
from wispcut.resample import resize, shrink_rows, target_size
from wispcut.settings import Resize


def test_target_sizes():
    assert target_size((4000, 6000), width=1600) == (1067, 1600)
    assert target_size((4000, 6000), height=1000) == (1000, 1500)
    assert target_size((4000, 6000), width=100, height=100) == (100, 100)
    assert target_size((4000, 6000), percent=25) == (1000, 1500)
    assert target_size((1, 5000), width=10) == (1, 10)
    assert target_size((3, 5000), percent=1) == (1, 50)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({}, "a width, a height or a percent"),
        (
            {"width": 101},
            "width must be at most the picture's own, 100: resizing only makes smaller; got 101",
        ),
        ({"height": 61}, "height must be at most the picture's own, 60"),
        ({"width": 0}, r"width must be a whole number in \[1, 65535\]; got 0"),
        ({"width": 1.5}, "width must be a whole number"),
        ({"percent": 120}, r"percent must be a number in \(0, 100\]; got 120"),
        ({"percent": 0}, "percent must be a number"),
        ({"percent": 50, "width": 10}, "percent must stand alone"),
        ({"width": float("nan")}, "width must be a whole number"),
    ],
)
def test_bad_sizes_are_named(options, message):
    with pytest.raises(ValueError, match=message):
        target_size((60, 100), **options)


@pytest.mark.parametrize("channels", [3, 4])
def test_the_same_size_is_the_same_picture(channels):
    pixels = np.random.default_rng(0).integers(0, 256, (37, 41, channels), dtype=np.uint8)
    out, report = resize(pixels, width=41)
    np.testing.assert_array_equal(out, pixels)
    assert report["selection_mode"] == "NotResized" and report["selected_strength"] == 0
    assert "kept its size" in report["explanation"]


def test_off_is_the_resampled_picture(noise):
    out, report = resize(noise, width=105, params=Resize(sharpness="off").params())
    image = pytest.importorskip("PIL.Image")
    linear = srgb_to_linear(from_bytes(noise))
    theirs = [
        np.asarray(
            image.fromarray(np.ascontiguousarray(linear[..., c])).resize((105, 75), image.Resampling.LANCZOS)
        )
        for c in range(3)
    ]
    expected = to_bytes(linear_to_srgb(np.clip(np.stack(theirs, axis=-1), 0, 1)))
    assert np.abs(out.astype(int) - expected).max() <= 1
    assert report["selection_mode"] == "Off" and report["measured_metric_value"] == 0


def test_opaque_rgba_equals_rgb(noise):
    four = np.dstack([noise, np.full(noise.shape[:2], 255, np.uint8)])
    (a, first), (b, second) = resize(noise, width=60), resize(four, width=60)
    np.testing.assert_array_equal(b[..., :3], a)
    assert (b[..., 3] == 255).all() and first["selected_strength"] == second["selected_strength"]


def test_bad_pictures(noise):
    with pytest.raises(ValueError, match=r"pixels must be an array \(H, W, 3\)"):
        resize(noise[..., 0], width=5)
    with pytest.raises(ValueError, match="pixels must be an array"):
        resize([[1, 2, 3]], width=1)
    with pytest.raises(TypeError, match="uint8 or float32; got float64"):
        resize(noise.astype(float), width=5)
    bad = np.full((4, 4, 3), 0.5, np.float32)
    bad[1, 1, 1] = np.nan
    with pytest.raises(ValueError, match="rows must be finite"):
        resize(bad, width=2)
    with pytest.raises(ValueError, match=r"rows must lie in \[0, 1\]"):
        resize(np.full((4, 4, 3), 1.5, np.float32), width=2)


def test_rows_that_do_not_fit():
    def zeros(first, last):
        return np.zeros((last - first, 8, 4), np.uint8)

    with pytest.raises(ValueError, match=r"rows 0 to 10 must have shape \(10, 7, 4\); got \(10, 8, 4\)"):
        shrink_rows(zeros, (10, 7), (5, 4))
    with pytest.raises(TypeError, match="rows must be a numpy array of uint8 or float32; got bytes"):
        shrink_rows(lambda first, last: bytes(32 * (last - first)), (10, 8), (5, 4))
    with pytest.raises(ValueError, match="channels must be 3 or 4; got 2"):
        shrink_rows(zeros, (10, 8), (5, 4), channels=2)
    with pytest.raises(ValueError, match="height must be at most the picture's own, 10"):
        shrink_rows(zeros, (10, 8), (11, 4))


def test_rows_keep_their_dtype():
    def read(first, last):
        return np.zeros((last - first, 4, 3), np.uint8 if first == 0 else np.float32)

    with pytest.raises(TypeError, match="rows must keep the dtype of the first ones, uint8; got float32"):
        shrink_rows(read, (400, 4), (200, 2), channels=3)


def test_inputs_are_not_changed(cutout):
    before = cutout.copy()
    resize(cutout, width=60, params=Resize(strength=1.0).params())
    np.testing.assert_array_equal(cutout, before)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_any_picture_and_any_settings_give_a_picture_and_a_report(data):
    height, width = data.draw(st.integers(1, 40)), data.draw(st.integers(1, 40))
    channels = data.draw(st.sampled_from([3, 4]))
    rng = np.random.default_rng(data.draw(st.integers(0, 99)))
    low, high = sorted(data.draw(st.tuples(st.integers(0, 255), st.integers(0, 255))))
    pixels = rng.integers(low, high + 1, (height, width, channels), dtype=np.uint8)
    knobs = {
        key: data.draw(st.sampled_from(knob.choices))
        for key, knob in Resize.knobs().items()
        if knob.kind == "choice" and key != "probe_config"
    }
    knobs["sharpen_sigma"] = data.draw(st.floats(0.3, 4))
    target = data.draw(st.integers(1, width))
    out, report = resize(pixels, width=target, params=Resize(**knobs).params())
    assert out.dtype == np.uint8 and out.shape[1:] == (target, channels)
    assert 0 <= report["measured_artifact_ratio"] <= 1 and 0 <= report["selected_strength"] <= 1
    json.dumps(report, allow_nan=False)
