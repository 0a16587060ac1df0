"""From stored numbers to linear light: what the pipeline calls ingress.

Bytes go through a table of 256 entries; floats through the formula. ``Srgb`` decodes IEC 61966-2-1. ``LinearRgb`` takes
the numbers as light and notes how many lie outside [0, 1]. ``RawLinear`` takes them as light of unknown scale, to be
divided by the largest one, which is known only when the last row has been seen.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from wispcut.core.checks import Array
from wispcut.core.pixels import from_bytes, srgb_to_linear

_BYTES = from_bytes(np.arange(256, dtype=np.uint8))
_SRGB_BYTES = srgb_to_linear(_BYTES)


class Ingress:
    """Turns rows into linear light and keeps the account of them."""

    def __init__(self, color_space: str):
        """``color_space``: ``Srgb``, ``LinearRgb`` or ``RawLinear``."""
        self.color_space = color_space
        self._outside = 0
        self._values = 0
        self._largest = 0.0
        self._places = np.empty(0, np.int32)
        self._ones = np.empty(0, np.float32)

    def count(self, rows: NDArray[Any]) -> None:
        """Note the range of new rows ``(n, W, C)``; call once for every row."""
        if self.color_space == "Srgb":
            return
        colour = rows[..., :3]
        self._largest = max(self._largest, float(colour.max()) / (255 if rows.dtype == np.uint8 else 1))
        self._values += colour.size
        if rows.dtype != np.uint8:
            self._outside += int(np.count_nonzero((colour < 0) | (colour > 1)))

    def linear(self, plane: NDArray[Any], alpha: Array | None = None) -> Array:
        """One colour channel ``(n, W)`` of rows, bytes or float32, as a new float32 array of linear light.

        With ``alpha`` ``(n, W)`` the light comes premultiplied.
        """
        if plane.dtype == np.uint8:
            return self._look_up(plane, _SRGB_BYTES if self.color_space == "Srgb" else _BYTES, alpha)
        light = srgb_to_linear(plane) if self.color_space == "Srgb" else plane.astype(np.float32)
        return light if alpha is None else light * alpha

    def alpha(self, plane: NDArray[Any]) -> Array:
        """The alpha channel as float32 in [0, 1]; alpha is linear in every colour space."""
        return self._look_up(plane, _BYTES, None) if plane.dtype == np.uint8 else plane.astype(np.float32)

    def _look_up(self, plane: NDArray[np.uint8], table: Array, factor: Array | None) -> Array:
        # A sparse matrix with one entry a row, times the table: in Pyodide three times as fast as numpy's take, the
        # same elsewhere, and it multiplies with alpha on the way.
        size = plane.size
        if size >= self._places.size:
            self._places = np.arange(size + 1, dtype=np.int32)
            self._ones = np.ones(size, np.float32)
        entries = self._ones[:size] if factor is None else factor.ravel()
        rows = sparse.csr_matrix(
            (entries, plane.astype(np.int32).ravel(), self._places[: size + 1]), shape=(size, 256)
        )
        result: Array = (rows @ table).reshape(plane.shape)
        return result

    @property
    def scale(self) -> float:
        """What the light is to be multiplied by in the end: 1, or one over the largest value for ``RawLinear``."""
        return 1.0 / self._largest if self.color_space == "RawLinear" and self._largest > 0 else 1.0

    def report(self) -> dict[str, object] | None:
        """``input_ingress`` of the report: None for the default, sRGB."""
        if self.color_space == "Srgb":
            return None
        return {
            "input_color_space": self.color_space,
            "out_of_range_fraction": self._outside / max(self._values, 1),
            "normalization_scale": self.scale if self.color_space == "RawLinear" else None,
        }
