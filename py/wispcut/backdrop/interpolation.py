"""From the mesh to any pixel: natural bicubic spline, SExtractor's own, bilinear, inverse distance.

All take mesh values ``(ny, nx)`` at rising centres ``ys``, ``xs`` (pixels, not necessarily even) and rising pixel
coordinates ``rows``, ``columns`` to evaluate at, and return ``(len(rows), len(columns))`` of the given dtype. One
tile along an axis means constant along that axis. A pixel's value depends on its coordinates alone, so windows of a
picture come out like the whole, up to rounding.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import DTypeLike, NDArray

Doubles = NDArray[np.float64]
Floats = NDArray[np.floating]

_BAND = 8  # rows expanded together, so that the passes over them stay in the processor's cache


def natural_spline(
    mesh: Doubles, ys: Doubles, xs: Doubles, rows: Doubles, columns: Doubles, dtype: DTypeLike
) -> Floats:
    """Bicubic spline with zero second derivative at the outermost centres.

    Outside the outermost centres the end segment's cubic goes on, as theirs does. Two 1-D splines: along the columns on
    the few mesh rows, then down the rows as one cubic in each band of tiles.
    """
    across = _spline_rows(mesh, xs, columns)
    if len(ys) == 1:
        return np.broadcast_to(across.astype(dtype), (len(rows), len(columns))).copy()
    return _expand(across, _second_derivatives(across, ys), ys, rows, dtype)


def sextractor_spline(
    mesh: Doubles, ys: Doubles, xs: Doubles, rows: Doubles, columns: Doubles, dtype: DTypeLike
) -> Floats:
    """The spline as SExtractor and sep compute it, for maps that must match theirs.

    Three departures from :func:`natural_spline`: each second derivative is divided by 6 once too early, before it
    enters its neighbour's; rows are read half a pixel up; partial tiles at the end count as full ones. The first tile
    is taken for a full one: its centre tells the size.
    """
    high, wide = 2 * ys[0] + 1, 2 * xs[0] + 1
    xs, columns = np.arange(len(xs), dtype=np.float64), (np.asarray(columns) - xs[0]) / wide
    across = _spline_rows(mesh, xs, columns, _sextractor_bends)
    if len(ys) == 1:
        return np.broadcast_to(across.astype(dtype), (len(rows), len(columns))).copy()
    ys, rows = np.arange(len(ys), dtype=np.float64), np.asarray(rows) / high - 0.5
    return _expand(across, _sextractor_bends(across, ys), ys, rows, dtype)


def bilinear(
    mesh: Doubles, ys: Doubles, xs: Doubles, rows: Doubles, columns: Doubles, dtype: DTypeLike
) -> Floats:
    """Straight lines between centres, continued past the outermost ones: the cheapest, with kinks at centres."""
    across = _linear_rows(mesh, xs, columns)
    if len(ys) == 1:
        return np.broadcast_to(across.astype(dtype), (len(rows), len(columns))).copy()
    return _expand(across, None, ys, rows, dtype)


def inverse_distance(
    mesh: Doubles,
    ys: Doubles,
    xs: Doubles,
    rows: Doubles,
    columns: Doubles,
    dtype: DTypeLike,
    neighbours: int = 10,
    power: float = 1.0,
) -> Floats:
    """Mean of the nearest ``neighbours`` centres weighted by distance**-power (Shepard), photutils' IDW.

    Flat near centres; a larger ``power`` makes flatter plateaus. Slow: a nearest-centre search for every pixel.
    """
    from scipy.spatial import cKDTree  # here: only this interpolation needs it

    tree = cKDTree(np.stack(np.meshgrid(ys, xs, indexing="ij"), axis=-1).reshape(-1, 2))
    values = mesh.ravel()
    near = min(neighbours, values.size)
    out = np.empty((len(rows), len(columns)), dtype)
    for i, y in enumerate(rows):
        points = np.stack([np.full(len(columns), y), columns], axis=-1)
        distance, index = tree.query(points, k=near)
        distance, index = distance.reshape(-1, near), index.reshape(-1, near)
        weights = 1 / np.maximum(distance, 1e-12) ** power
        out[i] = (weights * values[index]).sum(axis=1) / weights.sum(axis=1)
    return out


INTERPOLATIONS: dict[str, Callable[..., Floats]] = {
    "spline": natural_spline,
    "sextractor": sextractor_spline,
    "bilinear": bilinear,
    "idw": inverse_distance,
}


def _segments(knots: Doubles, at: Doubles) -> tuple[NDArray[np.intp], Doubles, Doubles]:
    """For each coordinate its segment, its place in it (0 to 1 between the knots) and the segment's length."""
    segment = np.clip(np.searchsorted(knots, at, side="right") - 1, 0, len(knots) - 2)
    length = knots[segment + 1] - knots[segment]
    return segment, (at - knots[segment]) / length, length


def _second_derivatives(values: Doubles, knots: Doubles) -> Doubles:
    """Second derivatives of the natural spline along axis 0: the tridiagonal system by Thomas' algorithm.

    h[i-1] M[i-1] + 2 (h[i-1] + h[i]) M[i] + h[i] M[i+1] = 6 (d[i] - d[i-1]), with d the divided differences and
    M = 0 at both ends (e.g. Press et al., Numerical Recipes, section 3.3).
    """
    out = np.zeros_like(values)
    n = len(knots)
    if n < 3:
        return out
    h = np.diff(knots)
    slope = np.diff(values, axis=0) / h.reshape(-1, *[1] * (values.ndim - 1))
    right = 6 * np.diff(slope, axis=0)
    diagonal = 2 * (h[:-1] + h[1:])
    for i in range(1, n - 2):
        factor = h[i] / diagonal[i - 1]
        diagonal[i] -= factor * h[i]
        right[i] -= factor * right[i - 1]
    out[n - 2] = right[n - 3] / diagonal[n - 3]
    for i in range(n - 4, -1, -1):
        out[i + 1] = (right[i] - h[i + 1] * out[i + 2]) / diagonal[i]
    return out


def _sextractor_bends(values: Doubles, knots: Doubles) -> Doubles:
    """Second derivatives along axis 0 as SExtractor's back.c finds them, on knots 1 apart.

    Its back-substitution is ``M[i] = (c[i] M[i+1] + u[i]) / 6`` with ``M[i+1]`` already divided; these M are a sixth of
    what the cubic needs, hence the factor at the end.
    """
    out = np.zeros_like(values)
    factor = np.zeros(len(knots))
    for i in range(1, len(knots) - 1):
        factor[i] = -1 / (factor[i - 1] + 4)
        out[i] = factor[i] * (out[i - 1] - 6 * (values[i + 1] + values[i - 1] - 2 * values[i]))
    for i in range(len(knots) - 2, 0, -1):
        out[i] = (factor[i] * out[i + 1] + out[i]) / 6
    return 6 * out


def _spline_rows(
    mesh: Doubles,
    xs: Doubles,
    columns: Doubles,
    bends: Callable[[Doubles, Doubles], Doubles] = _second_derivatives,
) -> Doubles:
    """Splines along axis 1 of each mesh row, with the second derivatives of ``bends``, evaluated at ``columns``."""
    if len(xs) == 1:
        return np.repeat(mesh, len(columns), axis=1)
    bend = bends(mesh.T, xs).T
    segment, t, length = _segments(xs, columns)
    s = 1 - t
    out = s * mesh[:, segment] + t * mesh[:, segment + 1]
    curve = ((s**3 - s) * bend[:, segment] + (t**3 - t) * bend[:, segment + 1]) * (length**2 / 6)
    return out + curve


def _linear_rows(mesh: Doubles, xs: Doubles, columns: Doubles) -> Doubles:
    if len(xs) == 1:
        return np.repeat(mesh, len(columns), axis=1)
    segment, t, _ = _segments(xs, columns)
    return (1 - t) * mesh[:, segment] + t * mesh[:, segment + 1]


def _expand(across: Doubles, bend: Doubles | None, ys: Doubles, rows: Doubles, dtype: DTypeLike) -> Floats:
    """Down the rows: in each segment a polynomial of t (0 to 1), cubic with ``bend``, else linear."""
    out = np.empty((len(rows), across.shape[1]), dtype)
    segment, t, _ = _segments(ys, rows)
    degree = 1 if bend is None else 3
    powers = (t[:, None] ** np.arange(degree, -1, -1)).astype(dtype)
    for k in np.unique(segment):
        base, rise = across[k], across[k + 1] - across[k]
        terms = [rise, base]
        if bend is not None:
            scale = (ys[k + 1] - ys[k]) ** 2 / 6
            start_bend, end_bend = bend[k] * scale, bend[k + 1] * scale
            terms = [end_bend - start_bend, 3 * start_bend, rise - 2 * start_bend - end_bend, base]
        curve = np.stack(terms).astype(dtype)
        top, end = np.searchsorted(segment, [k, k + 1])
        for first in range(top, end, _BAND):
            band = slice(first, min(first + _BAND, end))
            # one pass over the output, with or without BLAS; the large constant term is added last
            np.einsum("ik,kj->ij", powers[band], curve, out=out[band])
    return out
