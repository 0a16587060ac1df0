"""Resampling kernels and their weights along one axis, as sparse rows.

When a picture shrinks, the kernel is stretched by the shrink ratio, so that it also removes what the smaller grid
cannot hold. Each row of weights sums to 1; at the border the row is cut and normalised again. Both follow Pillow's
resampler, which the tests use as their witness.

Sources: Mitchell & Netravali 1988 (the B, C family); Duchon 1979 (Lanczos window).
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Float = NDArray[np.float64]


def _lanczos3(x: Float) -> Float:
    return np.where(np.abs(x) < 3, np.sinc(x) * np.sinc(x / 3), 0.0)


def _triangle(x: Float) -> Float:
    return np.maximum(0.0, 1.0 - np.abs(x))


def _gaussian(x: Float) -> Float:
    return np.where(np.abs(x) < 3, np.exp(-2.0 * x * x), 0.0)  # standard deviation 0.5


def _cubic(b: float, c: float) -> Callable[[Float], Float]:
    """Mitchell & Netravali's family, their equation 8."""

    def kernel(x: Float) -> Float:
        x = np.abs(x)
        near = (12 - 9 * b - 6 * c) * x**3 + (-18 + 12 * b + 6 * c) * x**2 + (6 - 2 * b)
        far = (-b - 6 * c) * x**3 + (6 * b + 30 * c) * x**2 + (-12 * b - 48 * c) * x + (8 * b + 24 * c)
        return np.where(x < 1, near, np.where(x < 2, far, 0.0)) / 6

    return kernel


# name -> (half width in target pixels, function)
KERNELS: dict[str, tuple[float, Callable[[Float], Float]]] = {
    "Lanczos3": (3.0, _lanczos3),
    "MitchellNetravali": (2.0, _cubic(1 / 3, 1 / 3)),
    "CatmullRom": (2.0, _cubic(0.0, 0.5)),
    "Gaussian": (3.0, _gaussian),
    "Triangle": (1.0, _triangle),
}


# Weight of the neighbours in the filter that undoes the softness of a bilinear pre-reduction: its response
# 1 + 2a(1 - cos 2πf) follows 1 / sinc²(f) within 3 % up to half of Nyquist. See docs/decisions/0021.
SOFTNESS = 0.1


def compensated(rows: sparse.csr_matrix) -> sparse.csr_matrix:
    """The same weights behind a filter (-a, 1 + 2a, -a), borders replicated; constants stay what they are."""
    length = rows.shape[1]
    middle = np.full(length, 1 + 2 * SOFTNESS)
    middle[0] -= SOFTNESS
    middle[-1] -= SOFTNESS
    side = np.full(length - 1, -SOFTNESS)
    out = (rows @ sparse.diags([side, middle, side], [-1, 0, 1], format="csr")).tocsr()
    out.sort_indices()
    return out.astype(np.float32)


def weights(length: int, target: int, kernel: str) -> sparse.csr_matrix:
    """Weights that take ``length`` samples to ``target`` samples: a ``(target, length)`` float32 CSR matrix.

    Sample ``i`` sits at ``i + 0.5``. Columns are in rising order, so a product adds its terms in that order.
    """
    reach, function = KERNELS[kernel]
    scale = max(length / target, 1.0)
    centre = (np.arange(target) + 0.5) * (length / target)
    first = np.maximum((centre - reach * scale + 0.5).astype(np.intp), 0)
    last = np.minimum((centre + reach * scale + 0.5).astype(np.intp), length)
    column = first[:, None] + np.arange(int((last - first).max()))
    value = function((column + 0.5 - centre[:, None]) / scale)
    value[(column >= last[:, None]) | (np.abs(value) < 1e-12)] = 0.0
    value /= value.sum(axis=1, keepdims=True)
    used = value != 0.0
    starts = np.concatenate([[0], np.cumsum(used.sum(axis=1))])
    return sparse.csr_matrix(
        (value[used].astype(np.float32), column[used].astype(np.int32), starts.astype(np.int32)),
        shape=(target, length),
    )
