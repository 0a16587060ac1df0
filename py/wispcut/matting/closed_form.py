"""The matting Laplacian: alpha is a linear function of colour in every 3 x 3 window.

Source: Levin, Lischinski & Weiss, "A Closed-Form Solution to Natural Image Matting" (2008), equation 12:
``L_ij = sum over windows w with i, j in w of delta_ij - (1 + (I_i - mu)^T S^-1 (I_j - mu)) / 9``, ``S = cov +
eps / 9``. Only windows that hold an unknown pixel are built; entries come from 45 products a window, no (N, 9,
9) array.
"""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from wispcut.core.checks import Array

_BLOCK = 1 << 15


def laplacian(image: Array, unknown: NDArray[np.bool_], epsilon: float = 1e-7) -> sparse.csr_array:
    """Rows of the matting Laplacian that belong to the unknown pixels: ``(n, h w)`` float32, 25 entries a row.

    Args:
        image: ``(h, w, 3)`` float32 in [0, 1].
        unknown: ``(h, w)``; rows come in the order of ``flatnonzero``.
        epsilon: variance that counts as flat; higher smooths more.

    Windows that leave the picture do not exist; a picture under 3 pixels high or wide gives zeros.
    Cost: 45 products and 81 indexed additions a window, in float64 and in blocks; 300 bytes an unknown pixel.
    """
    h, w = unknown.shape
    at = np.flatnonzero(unknown.ravel()).astype(np.int32)
    if h < 3 or w < 3:
        return sparse.csr_array((at.size, h * w), dtype=np.float32)
    slot = np.full(h * w, -1, np.int32)
    slot[at] = np.arange(at.size, dtype=np.int32)
    touched = np.zeros((h, w), bool)
    touched[1:-1, 1:-1] = _any3(unknown)
    centre = np.flatnonzero(touched.ravel()).astype(np.int32)
    planes = np.ascontiguousarray(image.reshape(-1, 3).T)
    table = np.zeros((25, at.size), np.float32)  # entry 5 (dr + 2) + dc + 2 is for the pixel (dr, dc) away
    for start in range(0, centre.size, _BLOCK):
        _add_windows(table, planes, slot, centre[start : start + _BLOCK], w, epsilon)
    shift = np.array([dr * w + dc for dr in range(-2, 3) for dc in range(-2, 3)], np.int32)
    columns = np.clip(at[:, None] + shift, 0, h * w - 1)  # what is clipped holds 0
    starts = np.arange(0, 25 * at.size + 1, 25, dtype=np.int32)
    return sparse.csr_array((table.T.ravel(), columns.ravel(), starts), shape=(at.size, h * w))


def _add_windows(
    table: Array, planes: Array, slot: NDArray[np.int32], centre: NDArray[np.int32], w: int, epsilon: float
) -> None:
    """Add the windows around the pixels ``centre`` to the table, all 45 pairs of each window's pixels."""
    pixel = [centre + np.int32(dr * w + dc) for dr in (-1, 0, 1) for dc in (-1, 0, 1)]
    colour = planes[:, np.stack(pixel)].astype(np.float64)  # (3, 9, m)
    x = colour - colour.mean(1, keepdims=True)
    cov = {}
    for i in range(3):
        for j in range(i, 3):
            cov[i, j] = (x[i] * x[j]).sum(0) / 9 + (epsilon / 9 if i == j else 0)
    inverse = _inverse(cov)
    v = [sum(inverse[min(i, j), max(i, j)] * x[j] for j in range(3)) for i in range(3)]  # S^-1 (I - mu)
    rows = [slot[p] for p in pixel]
    asked = [row >= 0 for row in rows]
    for a in range(9):
        for b in range(a, 9):
            entry = (1 + v[0][a] * x[0, b] + v[1][a] * x[1, b] + v[2][a] * x[2, b]) / -9
            step = (b // 3 - a // 3) * 5 + b % 3 - a % 3
            if a == b:
                table[12][rows[a][asked[a]]] += (1 + entry[asked[a]]).astype(np.float32)
                continue
            table[12 + step][rows[a][asked[a]]] += entry[asked[a]].astype(np.float32)
            table[12 - step][rows[b][asked[b]]] += entry[asked[b]].astype(np.float32)


def _inverse(m: dict[tuple[int, int], NDArray[np.float64]]) -> dict[tuple[int, int], NDArray[np.float64]]:
    """Inverse of symmetric 3 x 3 matrices, upper triangle in, upper triangle out."""
    a, b, c, d, e, f = m[0, 0], m[0, 1], m[0, 2], m[1, 1], m[1, 2], m[2, 2]
    p, q, r = d * f - e * e, c * e - b * f, b * e - c * d
    k = 1 / (a * p + b * q + c * r)
    return {
        (0, 0): p * k,
        (0, 1): q * k,
        (0, 2): r * k,
        (1, 1): (a * f - c * c) * k,
        (1, 2): (b * c - a * e) * k,
        (2, 2): (a * d - b * b) * k,
    }


def _any3(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    rows = mask[:-2] | mask[1:-1] | mask[2:]
    return rows[:, :-2] | rows[:, 1:-1] | rows[:, 2:]
