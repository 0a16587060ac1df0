"""Solvers for the sparse, positive systems of matting."""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from wispcut.core.progress import Tick, silent

_OFTEN = 10
"""Steps between two words about the progress."""


def conjugate_gradients(
    matrix: sparse.csr_array,
    right: NDArray[Any],
    start: NDArray[Any],
    *,
    tolerance: float,
    steps: int,
    extra: NDArray[Any] | float = 0.0,
    tick: Tick = silent,
) -> tuple[NDArray[np.float64], int]:
    """Solve ``(matrix + diag(extra)) x = right``, positive definite; returns x and the steps taken.

    The diagonal preconditions. Products with the matrix are taken in its own precision (a float32 matrix costs half
    of what a float64 vector would make of it at every step), all sums in float64. The sums do not go through BLAS,
    which starts threads for each: with two of them on a busy machine that cost four fifths of the time.

    ``tick`` gets how many of the residual's digits are gone, of those that must go.

    Stops when the residual's norm (scaled by the diagonal) is ``tolerance`` times the right side's, or after
    ``steps``. Source: Hestenes & Stiefel (1952); Saad, "Iterative Methods for Sparse Linear Systems",
    algorithm 9.1.
    """
    x = start.astype(np.float64)
    scale = 1 / (matrix.diagonal() + extra)
    r = right - matrix @ x.astype(matrix.dtype) - extra * x
    z = scale * r
    p = z.copy()
    rz = _dot(r, z)
    stop = tolerance * tolerance * _dot(right, scale * right)
    first, share = rz, 0.0
    for step in range(steps):
        if rz <= stop:
            return x, step
        if step and step % _OFTEN == 0 and stop > 0:
            share = max(share, math.log(rz / first) / math.log(stop / first), step / steps)
            tick(min(share, 1.0))
        q = matrix @ p.astype(matrix.dtype) + extra * p
        move = rz / _dot(p, q)
        x += move * p
        r -= move * q
        z = scale * r
        new = _dot(r, z)
        p *= new / rz
        p += z
        rz = new
    return x, steps


def _dot(a: NDArray[np.float64], b: NDArray[np.float64]) -> float:
    """The sum of the products, by one thread."""
    return float(np.einsum("i,i", a, b))
