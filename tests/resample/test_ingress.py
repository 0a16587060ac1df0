import numpy as np
import pytest
from wispcut.core.pixels import from_bytes, linear_to_srgb, srgb_to_linear
from wispcut.resample import resize
from wispcut.resample.ingress import Ingress
from wispcut.settings import Resize


def test_srgb_bytes_go_through_the_formula():
    bytes_ = np.arange(256, dtype=np.uint8)[None]
    np.testing.assert_array_equal(Ingress("Srgb").linear(bytes_), srgb_to_linear(from_bytes(bytes_)))
    assert Ingress("Srgb").report() is None


def test_linear_notes_what_lies_outside():
    rows = np.array([[[-0.5, 0.5, 0.5], [1.5, 0.0, 1.0]]], np.float32)
    ingress = Ingress("LinearRgb")
    ingress.count(rows)
    assert ingress.report() == {
        "input_color_space": "LinearRgb",
        "out_of_range_fraction": pytest.approx(2 / 6),
        "normalization_scale": None,
    }
    np.testing.assert_array_equal(ingress.linear(rows[..., 0]), rows[..., 0])


def test_raw_divides_by_the_largest_value_of_all_rows():
    ingress = Ingress("RawLinear")
    for value in (2.0, 4.0, 1.0):
        ingress.count(np.full((1, 2, 3), value, np.float32))
    assert ingress.scale == 0.25
    assert ingress.report()["normalization_scale"] == 0.25


def test_black_raw_is_left_alone():
    ingress = Ingress("RawLinear")
    ingress.count(np.zeros((1, 2, 3), np.uint8))
    assert ingress.scale == 1.0


def test_linear_and_raw_ingress():
    ramp = np.random.default_rng(2).random((40, 60, 3), dtype=np.float32)
    off = {"sharpness": "off"}
    linear, report = resize(ramp, width=30, params=Resize(**off, input_color_space="LinearRgb").params())
    assert report["input_ingress"]["out_of_range_fraction"] == 0
    raw, report = resize(8 * ramp, width=30, params=Resize(**off, input_color_space="RawLinear").params())
    assert report["input_ingress"]["normalization_scale"] == pytest.approx(1 / (8 * ramp.max()))
    brighter = srgb_to_linear(from_bytes(raw)) / np.maximum(srgb_to_linear(from_bytes(linear)), 1e-3)
    assert np.median(brighter) == pytest.approx(1 / ramp.max(), rel=0.01)
    encoded, _ = resize(linear_to_srgb(ramp), width=30, params=Resize(**off).params())
    assert np.abs(encoded.astype(int) - linear).max() <= 1
