"""Data terms by colour: known-to-unknown mixing (KU) and unknown-to-unknown affinities (UU).

Source: Aksoy, Aydin & Pollefeys, "Designing Effective Inter-Pixel Information Flow for Natural Image Matting"
(2017), sections 3.1 and 3.2. Deviations: the nearest F and the nearest B are mixed together, a mix that does
not reproduce the pixel's colour says so, and affinities fall with the L1 distance of the features.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage, sparse

from wispcut.core.checks import Array
from wispcut.matting.candidates import Index
from wispcut.matting.neighbours import nearest

Real = NDArray[np.floating[Any]]

_NEIGHBOURS = 5
_MIX_PLACE = 10.0  # weight of place against colour (both sides of the picture span this much) for KU
_LINK_PLACE = 0.05  # and for UU
_LINK_SCALE = 0.05  # L1 distance at which an affinity has fallen to 1/e
_NEAR = 0.08  # known pixels further than this share of the picture's long side from the band are not asked
_RIDGE = np.float32(1e-5)
_BLOCK = 1 << 15


def mix_known(
    planes: Array,
    shape: tuple[int, int],
    foreground: NDArray[np.bool_],
    background: NDArray[np.bool_],
    at: Index,
) -> tuple[Array, Array, Array]:
    """Write each pixel's colour as a mix of its nearest known F and B: share of F, misfit, squared contrast.

    ``planes``: ``(3, h w)``; ``foreground``, ``background``: ``(h w,)``, neither empty; ``at``: flat indices
    ``(n,)``. Weights solve ``min |sum w_k (c_k - c)|^2 + ridge |w|^2``, ``sum w = 1`` (locally linear
    embedding). Share in [0, 1], misfit = distance between mix and colour, both ``(n,)``.
    """
    asked = np.zeros(shape[0] * shape[1], bool)
    asked[at] = True
    distance = ndimage.distance_transform_edt(~asked.reshape(shape)).astype(np.float32)
    row, col = np.ogrid[: shape[0], : shape[1]]
    close = ((distance <= _NEAR * max(shape)) & ((row + col) % 2 == 0) | (distance < 1.5)).ravel()
    groups = []
    for group in (foreground, background):
        members = np.flatnonzero(group & close).astype(np.int32)
        if members.size < _NEIGHBOURS:
            members = np.flatnonzero(group).astype(np.int32)
        groups.append((members, _features(planes, shape, members, _MIX_PLACE)))
    questions = _features(planes, shape, at, _MIX_PLACE)
    found = [
        members[nearest(feature, questions, _NEIGHBOURS)[1].astype(np.int32)] for members, feature in groups
    ]
    out = np.empty((3, at.size), np.float32)
    for start in range(0, at.size, _BLOCK):
        part = slice(start, start + _BLOCK)
        out[:, part] = _mix(planes[:, at[part]], *(planes[:, near[part].T] for near in found))
    return out[0], out[1], out[2]


def _mix(colour: Array, fore: Array, back: Array) -> tuple[Array, Array, Array]:
    """Share, misfit and contrast for colours ``(3, n)`` and their neighbours ``(3, k, n)`` of either class."""
    count = fore.shape[1]
    z = np.concatenate([fore, back], 1) - colour[:, None]
    # Woodbury: (Z^T Z + r I)^-1 1 = (1 - Z^T (Z Z^T + r I)^-1 Z 1) / r, a 3 x 3 system a pixel
    total = z.sum(1)
    ridge = _RIDGE + np.float32(1e-3) * np.einsum("ckn,ckn->n", z, z)
    s = solve3([[(z[i] * z[j]).sum(0) + (ridge if i == j else 0) for j in range(3)] for i in range(3)], total)
    weight = 1 - (z[0] * s[0] + z[1] * s[1] + z[2] * s[2])
    weight /= np.where(np.abs(norm := weight.sum(0)) > 1e-6, norm, np.float32(1e-6))
    share = np.clip(weight[:count].sum(0), 0, 1)
    misfit = np.sqrt(((z * weight).sum(1) ** 2).sum(0))
    contrast = ((z[:, :count].mean(1) - z[:, count:].mean(1)) ** 2).sum(0)
    return share, misfit, contrast


def link_unknown(planes: Array, shape: tuple[int, int], at: Index) -> sparse.csr_array:
    """Graph Laplacian ``(n, n)`` that ties pixels of alike colour: sum of ``w_ij (a_i - a_j)^2`` over 5
    neighbours each."""
    feature = _features(planes, shape, at, _LINK_PLACE)
    near = nearest(feature, feature, _NEIGHBOURS + 1)[1]
    count = near.shape[1]
    i, j = np.repeat(np.arange(at.size, dtype=np.int32), count), near.ravel().astype(np.int32)
    weight = np.zeros(j.size, np.float32)
    for c in range(5):
        weight += np.abs(feature[i, c] - feature[j, c])
    weight = np.exp(weight / np.float32(-_LINK_SCALE)) * (i != j)
    half = sparse.csr_array((weight, (i, j)), shape=(at.size, at.size))
    both = half + half.T
    return (sparse.diags_array(np.asarray(both.sum(1)).ravel()) - both).tocsr()


def solve3(m: Sequence[Sequence[Real]], right: Real) -> Real:
    """Solve symmetric 3 x 3 systems, one a pixel, by the adjugate; ``m[i][j]`` and ``right[i]`` are
    ``(n,)``."""
    a, b, c, d, e, f = m[0][0], m[0][1], m[0][2], m[1][1], m[1][2], m[2][2]
    p, q, r = d * f - e * e, c * e - b * f, b * e - c * d
    s, t, u = a * f - c * c, b * c - a * e, a * d - b * b
    k = 1 / (a * p + b * q + c * r)
    x, y, z = right
    return np.stack([(p * x + q * y + r * z) * k, (q * x + s * y + t * z) * k, (r * x + t * y + u * z) * k])


def _features(planes: Array, shape: tuple[int, int], at: Index, place: float) -> Array:
    row, col = np.divmod(at, np.int32(shape[1]))
    unit = np.float32(place / max(shape))
    return np.stack([*planes[:, at], col * unit, row * unit], 1).astype(np.float32)
