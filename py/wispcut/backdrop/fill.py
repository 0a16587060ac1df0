"""What stands in a tile that could not be measured: the three stated fall-backs."""

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]

FALLBACKS = ("neighbours", "smooth", "all")


def fill_neighbours(
    mesh: Doubles,
    valid: NDArray[np.bool_],
    ys: Doubles,
    xs: Doubles,
    neighbours: int = 10,
    power: float = 1.0,
) -> Doubles:
    """Mean of the nearest measured tiles, weighted by inverse distance between centres (Shepard), as photutils does.

    ``mesh`` and ``valid`` are ``(ny, nx)``; ``ys``, ``xs`` are centres in pixels. More ``neighbours`` or a smaller
    ``power`` give a flatter filling.
    """
    from scipy.spatial import (
        cKDTree,
    )  # here, because most pictures need no filling and start faster without it

    out = mesh.copy()
    missing = ~valid
    if missing.any():
        points = np.stack(np.meshgrid(ys, xs, indexing="ij"), axis=-1)
        near = min(neighbours, int(valid.sum()))
        # photutils' leaf size: equally near tiles are then chosen like there
        distance, index = cKDTree(points[valid], leafsize=10).query(points[missing], k=near)
        weights = 1 / distance.reshape(-1, near) ** power
        values = mesh[valid][index.reshape(-1, near)]
        out[missing] = (weights * values).sum(axis=1) / weights.sum(axis=1)
    return out


def fill_smooth(mesh: Doubles, valid: NDArray[np.bool_], ys: Doubles, xs: Doubles) -> Doubles:
    """A plane through the measured tiles, plus a membrane that carries their deviations from it into the gap.

    A linear gradient is continued exactly, which inverse distance flattens. The membrane solves Laplace's equation
    on the tile grid with free edges, measured tiles held fixed. What is filled never lies further outside the
    measured values than these differ among themselves, so that a plane through a few tiles cannot run away.
    """
    from scipy.sparse import csr_matrix, diags
    from scipy.sparse.linalg import spsolve

    if valid.all():
        return mesh.copy()
    plane = _plane(mesh, valid, ys, xs)
    out = np.where(valid, mesh - plane, 0)
    ny, nx = mesh.shape
    index = np.arange(ny * nx).reshape(ny, nx)
    one = np.concatenate([index[:, :-1].ravel(), index[:-1].ravel()])
    other = np.concatenate([index[:, 1:].ravel(), index[1:].ravel()])
    ends = np.concatenate([one, other]), np.concatenate([other, one])
    links = csr_matrix((np.ones(2 * len(one)), ends), shape=(ny * nx, ny * nx))
    unknown = np.flatnonzero(~valid)
    system = (diags(np.asarray(links.sum(axis=1)).ravel()) - links).tocsr()[unknown]
    known = np.flatnonzero(valid)
    right = -(system[:, known] @ out.ravel()[known])
    out[~valid] = spsolve(system[:, unknown].tocsc(), right)
    low, high = mesh[valid].min(), mesh[valid].max()
    return np.where(valid, mesh, np.clip(out + plane, 2 * low - high, 2 * high - low))


def _plane(mesh: Doubles, valid: NDArray[np.bool_], ys: Doubles, xs: Doubles) -> Doubles:
    """Least-squares plane through the measured tiles, evaluated on all; the smallest one where it is not unique."""
    y, x = np.meshgrid(ys - ys.mean(), xs - xs.mean(), indexing="ij")
    design = np.stack([np.ones_like(y), y, x], axis=-1)
    level = mesh[valid].mean()
    coefficients = np.linalg.lstsq(design[valid], mesh[valid] - level, rcond=1e-9)[0]
    result: Doubles = design @ coefficients + level
    return result
