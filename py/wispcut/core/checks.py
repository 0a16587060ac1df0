"""Checks of arguments at public entries: each error names the argument, the rule and the value given.

Only public entry points check; everything behind them trusts its caller.
"""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]

_ONE = np.float32(1).view(np.uint32)


def check_plane(name: str, value: object, *, shape: tuple[int, int] | None = None) -> Array:
    """Return ``value`` if it is a finite ``(H, W)`` float32 array in [0, 1] (of the given shape), else raise."""
    array = _check_float32(name, value)
    if array.ndim != 2 or 0 in array.shape:
        raise ValueError(f"{name} must have shape (H, W) with H, W >= 1; got {array.shape}")
    if shape is not None and array.shape != tuple(shape):
        raise ValueError(f"{name} must have shape {tuple(shape)}; got {array.shape}")
    return _check_unit_range(name, array)


def check_image(
    name: str, value: object, *, channels: Sequence[int] = (3,), shape: tuple[int, int] | None = None
) -> Array:
    """Return ``value`` if it is a finite ``(H, W, C)`` float32 array in [0, 1] with C in ``channels``, else raise."""
    array = _check_float32(name, value)
    if array.ndim != 3 or 0 in array.shape or array.shape[2] not in channels:
        wanted = " or ".join(str(c) for c in channels)
        raise ValueError(f"{name} must have shape (H, W, {wanted}) with H, W >= 1; got {array.shape}")
    if shape is not None and array.shape[:2] != tuple(shape):
        raise ValueError(f"{name} must have height and width {tuple(shape)}; got {array.shape[:2]}")
    return _check_unit_range(name, array)


def check_number(
    name: str, value: object, low: float, high: float, *, integer: bool = False, open_low: bool = False
) -> float:
    """Return ``value`` if it is a finite number in ``[low, high]`` (``(low, high]`` with ``open_low``), else raise."""
    kind = "a whole number" if integer else "a number"
    if isinstance(value, (bool, np.bool_)) or not isinstance(value, (int, float, np.integer, np.floating)):
        raise TypeError(f"{name} must be {kind}; got {value!r}")
    try:
        number, shown = float(value), repr(value)
    except OverflowError:  # a whole number beyond every float
        number, shown = math.inf, "a whole number of more than 300 digits"
    below = number <= low if open_low else number < low
    if not np.isfinite(number) or below or number > high or (integer and number != int(number)):
        bracket = "(" if open_low else "["
        raise ValueError(f"{name} must be {kind} in {bracket}{low:g}, {high:g}]; got {shown}")
    return number


def check_choice(name: str, value: object, choices: Sequence[str]) -> str:
    """Return ``value`` if it is one of ``choices``, else raise ``ValueError``."""
    if value not in choices:
        raise ValueError(f"{name} must be one of {', '.join(choices)}; got {value!r}")
    return str(value)


def _check_float32(name: str, value: object) -> Array:
    if not isinstance(value, np.ndarray):
        raise TypeError(f"{name} must be a numpy array; got {type(value).__name__}")
    if value.dtype != np.float32:
        raise TypeError(f"{name} must have dtype float32; got {value.dtype}")
    return value


def _check_unit_range(name: str, array: Array) -> Array:
    # The bits of floats from +0 on are ordered as whole numbers; NaN and all below 0 come after 1. One fast pass.
    if array.view(np.uint32).max() <= _ONE:
        return array
    low, high = float(array.min()), float(array.max())  # NaN propagates through min and max
    if not (low >= 0.0 and high <= 1.0):
        raise ValueError(f"{name} must be finite and lie in [0, 1]; got values from {low:g} to {high:g}")
    return array
