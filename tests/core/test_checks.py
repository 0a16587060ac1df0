"""Every check passes what fits through, unchanged, and names what does not."""

import numpy as np
import pytest
from wispcut.core.checks import check_choice, check_image, check_number, check_plane


def plane(*shape, value=0.5):
    return np.full(shape, value, np.float32)


def spoiled(value):
    out = plane(3, 4)
    out[2, 3] = value
    return out


@pytest.mark.parametrize("array", [plane(1, 1), plane(3, 4, value=0), plane(3, 4, value=1)])
def test_a_fitting_plane_is_handed_through(array):
    assert check_plane("mask", array) is array
    assert check_plane("mask", array, shape=array.shape) is array


@pytest.mark.parametrize(
    ("value", "kind", "words"),
    [
        ([[0.5]], TypeError, "mask must be a numpy array; got list"),
        (None, TypeError, "mask must be a numpy array; got NoneType"),
        (np.zeros((2, 2)), TypeError, "mask must have dtype float32; got float64"),
        (np.zeros((2, 2), np.uint8), TypeError, "mask must have dtype float32; got uint8"),
        (plane(4), ValueError, r"mask must have shape \(H, W\) with H, W >= 1; got \(4,\)"),
        (plane(2, 2, 1), ValueError, r"mask must have shape \(H, W\) with H, W >= 1; got \(2, 2, 1\)"),
        (plane(0, 2), ValueError, r"mask must have shape \(H, W\) with H, W >= 1; got \(0, 2\)"),
        (spoiled(np.nan), ValueError, r"mask must be finite and lie in \[0, 1\]; got values from nan to nan"),
        (spoiled(np.inf), ValueError, r"mask must be finite and lie in \[0, 1\]; got values from 0.5 to inf"),
        (
            spoiled(-np.inf),
            ValueError,
            r"mask must be finite and lie in \[0, 1\]; got values from -inf to 0.5",
        ),
        (spoiled(1.5), ValueError, r"mask must be finite and lie in \[0, 1\]; got values from 0.5 to 1.5"),
        (spoiled(-0.1), ValueError, r"mask must be finite and lie in \[0, 1\]; got values from -0.1 to 0.5"),
    ],
)
def test_what_is_no_plane_is_named(value, kind, words):
    with pytest.raises(kind, match=f"^{words}$"):
        check_plane("mask", value)


def test_a_plane_of_another_shape_is_named():
    with pytest.raises(ValueError, match=r"^alpha must have shape \(4, 3\); got \(3, 4\)$"):
        check_plane("alpha", plane(3, 4), shape=(4, 3))


@pytest.mark.parametrize(("shape", "channels"), [((2, 3, 3), (3,)), ((2, 3, 4), (3, 4)), ((1, 1, 1), (1,))])
def test_a_fitting_image_is_handed_through(shape, channels):
    array = plane(*shape)
    assert check_image("photo", array, channels=channels) is array
    assert check_image("photo", array, channels=channels, shape=shape[:2]) is array


@pytest.mark.parametrize(
    ("array", "given", "words"),
    [
        (plane(2, 3), {}, r"photo must have shape \(H, W, 3\) with H, W >= 1; got \(2, 3\)"),
        (plane(2, 3, 4), {}, r"photo must have shape \(H, W, 3\) with H, W >= 1; got \(2, 3, 4\)"),
        (plane(2, 3, 2), {"channels": (3, 4)}, r"photo must have shape \(H, W, 3 or 4\) .*; got \(2, 3, 2\)"),
        (plane(2, 0, 3), {}, r"photo must have shape \(H, W, 3\) with H, W >= 1; got \(2, 0, 3\)"),
        (plane(2, 3, 3), {"shape": (3, 2)}, r"photo must have height and width \(3, 2\); got \(2, 3\)"),
        (plane(2, 3, 3, value=2), {}, r"photo must be finite and lie in \[0, 1\]; got values from 2 to 2"),
    ],
)
def test_what_is_no_image_is_named(array, given, words):
    with pytest.raises(ValueError, match=f"^{words}$"):
        check_image("photo", array, **given)


@pytest.mark.parametrize("value", [0, 1, 0.5, np.float32(0.25), np.int16(1)])
def test_a_fitting_number_becomes_a_float(value):
    out = check_number("radius", value, 0, 1)
    assert out == value and type(out) is float


@pytest.mark.parametrize(
    ("value", "given", "kind", "words"),
    [
        (-1e-9, {}, ValueError, r"radius must be a number in \[0, 1\]; got -1e-09"),
        (1.1, {}, ValueError, r"radius must be a number in \[0, 1\]; got 1.1"),
        (0, {"open_low": True}, ValueError, r"radius must be a number in \(0, 1\]; got 0"),
        (0.5, {"integer": True}, ValueError, r"radius must be a whole number in \[0, 1\]; got 0.5"),
        (float("nan"), {}, ValueError, r"radius must be a number in \[0, 1\]; got nan"),
        (
            10**400,
            {},
            ValueError,
            r"radius must be a number in \[0, 1\]; got a whole number of more than 300 digits",
        ),
        (
            -(10**400),
            {},
            ValueError,
            r"radius must be a number in .*; got a whole number of more than 300 digits",
        ),
        (float("inf"), {}, ValueError, r"radius must be a number in \[0, 1\]; got inf"),
        (True, {}, TypeError, "radius must be a number; got True"),
        (np.True_, {}, TypeError, r"radius must be a number; got (np\.)?True_?"),
        ("1", {}, TypeError, "radius must be a number; got '1'"),
        (None, {"integer": True}, TypeError, "radius must be a whole number; got None"),
        (np.ones(1), {}, TypeError, r"radius must be a number; got array\(\[1\.\]\)"),
    ],
)
def test_an_unfit_number_is_named(value, given, kind, words):
    with pytest.raises(kind, match=f"^{words}$"):
        check_number("radius", value, 0, 1, **given)


def test_choices():
    assert check_choice("mode", "a", ("a", "b")) == "a"
    for value in ("c", "", None, 3, ["a"]):
        with pytest.raises(ValueError, match=r"^mode must be one of a, b; got "):
            check_choice("mode", value, ("a", "b"))
