"""Cubic through the probes by least squares, how good it is, and whether it can be trusted.

``P̂(s) = a s³ + b s² + c s + d`` from the normal equations of the Vandermonde matrix, in float64, by Gaussian
elimination with partial pivoting. The smallest pivot stands for the condition of the system.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

SINGULAR = 1e-14
LOO_LIMIT = 0.25
R_SQUARED_LIMIT = 0.85
PIVOT_LIMIT = 1e-8

Coefficients = tuple[float, float, float, float]


class FitFailed(ValueError):
    """The points do not determine a cubic."""


@dataclass(frozen=True)
class FitQuality:
    """How well the cubic follows its points."""

    r_squared: float
    residual_sum_of_squares: float
    max_residual: float
    min_pivot: float


def solve_pivoted(matrix: np.ndarray, right: np.ndarray) -> tuple[np.ndarray, float]:
    """Solve a small dense system; returns the solution and the smallest pivot met. Raises ``FitFailed``."""
    system = np.column_stack([matrix, right]).astype(np.float64)
    size = len(right)
    smallest = np.inf
    for column in range(size):
        pivot = column + int(np.argmax(np.abs(system[column:, column])))
        magnitude = abs(system[pivot, column])
        smallest = min(smallest, magnitude)
        if magnitude < SINGULAR:
            raise FitFailed(f"the normal equations are singular: pivot {magnitude:.3g} of column {column}")
        system[[column, pivot]] = system[[pivot, column]]
        below = system[column + 1 :, column] / system[column, column]
        system[column + 1 :] -= below[:, None] * system[column]
    solution = np.zeros(size)
    for row in range(size - 1, -1, -1):
        known = system[row, row + 1 : size] @ solution[row + 1 :]
        solution[row] = (system[row, size] - known) / system[row, row]
    return solution, float(smallest)


def evaluate(coefficients: Coefficients, s: np.ndarray | float) -> np.ndarray | float:
    """``P̂(s)``."""
    a, b, c, d = coefficients
    return ((a * s + b) * s + c) * s + d


def fit_cubic_with_quality(x: Sequence[float], y: Sequence[float]) -> tuple[Coefficients, FitQuality]:
    """Least-squares cubic through at least four points. Raises ``FitFailed``."""
    if len(x) < 4:
        raise FitFailed(f"a cubic needs at least 4 points; got {len(x)}")
    xs, ys = np.asarray(x, np.float64), np.asarray(y, np.float64)
    vandermonde = np.stack([xs**3, xs**2, xs, np.ones_like(xs)], axis=1)
    normal = vandermonde.T @ vandermonde
    solution, pivot = solve_pivoted(normal, vandermonde.T @ ys)
    # One step of iterative refinement: the normal equations square the condition number.
    correction, _ = solve_pivoted(normal, vandermonde.T @ (ys - vandermonde @ solution))
    solution += correction
    coefficients = tuple(float(v) for v in solution)
    residual = ys - vandermonde @ solution
    rss = float(residual @ residual)
    spread = float(((ys - ys.mean()) ** 2).sum())
    r_squared = 1.0 - rss / spread if spread > 0 else 1.0
    quality = FitQuality(r_squared, rss, float(np.abs(residual).max()), pivot)
    return coefficients, quality  # type: ignore[return-value]


def inversions(values: Sequence[float]) -> int:
    """How often a value is smaller than the one before it."""
    return int(np.count_nonzero(np.diff(np.asarray(values, np.float64)) < 0))


def leave_one_out(
    x: Sequence[float],
    y: Sequence[float],
    root: float,
    anchor: tuple[float, float] | None,
    root_of: Callable[[Coefficients], float | None],
) -> float:
    """Largest relative change of ``root`` when one sample is left out and the cubic fitted again.

    ``anchor`` is a known point that is never left out. A refit that fails or has no root counts as a change of 1.
    """
    worst = 0.0
    for leave in range(len(x)):
        xs = [v for i, v in enumerate(x) if i != leave]
        ys = [v for i, v in enumerate(y) if i != leave]
        if anchor is not None:
            xs, ys = [anchor[0], *xs], [anchor[1], *ys]
        try:
            other = root_of(fit_cubic_with_quality(xs, ys)[0])
        except FitFailed:
            other = None
        worst = max(worst, 1.0 if other is None else abs(root - other) / max(root, 1e-12))
    return worst
