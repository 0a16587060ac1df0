"""Local smoothing of sampled colours and alpha: the last step of shared matting, without any system to solve.

Source: Gastal & Oliveira, "Shared Sampling for Real-Time Alpha Matting" (2010), local smoothing. With the
Gaussian G of the distance, the confidence f and the layers F, B, alpha of the neighbours q of p (known pixels
have their own colour for both, alpha 0 or 1, confidence 1):

- ``W_c = G f_q |alpha_p - alpha_q|`` for q other than p, ``G f_p`` for p: those who see another alpha know the
  colours best; ``F = sum W_c alpha_q F_q / sum W_c alpha_q``, ``B`` with ``1 - alpha_q``;
- ``W_F = f_q alpha_q (1 - alpha_q)``; ``D = sum W_F |F_q - B_q| / sum W_F``, how far apart the layers are around;
- confidence ``min(1, |F - B| / D) exp(-misfit / 0.1)``;
- ``W_a = G f_q``, and 1 more where q is known; ``alpha~ = sum W_a alpha_q / sum W_a``;
- alpha is the projection on the new F and B as far as the confidence goes, else ``alpha~``.

Where a sum of weights is 0 there is nothing to learn: the pixel keeps its own F or B, and ``D`` asks nothing.
The Gaussian has the paper's variance ``100 / (9 pi)`` and is 1 in the middle.
"""

import numpy as np

from wispcut.core.checks import Array
from wispcut.matting.candidates import Index
from wispcut.matting.mixing import fit

VARIANCE = 100 / (9 * np.pi)  # of the Gaussian, in pixels squared
REACH = 5  # three standard deviations
MISFIT = np.float32(0.1)  # colour distance at which the confidence has fallen to 1/e
_NONE = np.float32(1e-12)  # a sum of weights below this is none
_BLOCK = 16384


def smooth_locally(
    planes: Array,
    trimap: Array,
    at: Index,
    foreground: Array,
    background: Array,
    alpha: Array,
    confidence: Array,
    *,
    reach: int = REACH,
) -> tuple[Array, Array, Array, Array]:
    """Smooth the samples of the pixels ``at``; all others are known and stay as they are.

    ``planes``: the picture as ``(3, h w)`` float32. ``trimap``: ``(h, w)``, 0 or 1 at every pixel but ``at``.
    ``at``: flat indices ``(n,)``. ``foreground``, ``background``: ``(3, n)``; ``alpha``, ``confidence``: ``(n,)``
    in [0, 1]. A pixel of confidence 0 says nothing to anyone. ``reach``: the neighbours are the
    ``(2 reach + 1)^2`` around; larger is smoother, and the cost grows with the square.

    Returns the new ``foreground``, ``background``, ``alpha``, ``confidence``. Colours lie among the neighbours'.
    """
    h, w = trimap.shape
    wide = w + 2 * reach
    # F, B, alpha, confidence, 1 where known; the border has no confidence, so it counts for nothing
    field = np.zeros((9, h + 2 * reach, wide), np.float32)
    inner = np.empty((9, h * w), np.float32)
    inner[:3] = inner[3:6] = planes
    inner[6] = trimap.ravel()
    inner[7:] = 1
    inner[:3, at], inner[3:6, at], inner[6, at], inner[7, at] = foreground, background, alpha, confidence
    inner[8, at] = 0
    field[:, reach : reach + h, reach : reach + w] = inner.reshape(9, h, w)
    field = field.reshape(9, -1)
    place = (at // np.int32(w) + np.int32(reach)) * np.int32(wide) + at % np.int32(w) + np.int32(reach)
    new = np.empty((6, at.size), np.float32)
    blend, apart = np.empty(at.size, np.float32), np.empty(at.size, np.float32)
    for start in range(0, at.size, _BLOCK):
        part = slice(start, min(start + _BLOCK, at.size))
        sums = _gather_sums(field, place[part], wide, reach)
        for layer, total, own in ((0, 3, foreground), (4, 7, background)):
            rows = slice(0, 3) if layer == 0 else slice(3, 6)
            some = sums[total] > _NONE
            new[rows, part] = np.where(
                some, sums[layer : layer + 3] / np.where(some, sums[total], 1), own[:, part]
            )
        some = sums[9] > _NONE
        apart[part] = np.where(some, sums[8] / np.where(some, sums[9], 1), 0)
        some = sums[11] > _NONE
        blend[part] = np.where(some, sums[10] / np.where(some, sums[11], 1), alpha[part])
    seen, misfit = fit(planes[:, at], new[:3], new[3:])
    distance = np.sqrt(((new[:3] - new[3:]) ** 2).sum(0))
    sure = np.exp(-np.sqrt(misfit) / MISFIT) * np.where(
        distance < apart, distance / np.maximum(apart, _NONE), np.float32(1)
    )
    return new[:3], new[3:], np.clip(sure * seen + (1 - sure) * blend, 0, 1), sure


def _gather_sums(field: Array, place: Index, wide: int, reach: int) -> Array:
    """``(12, n)``: W_c alpha F (3), W_c alpha, W_c (1 - alpha) B (3), W_c (1 - alpha), W_F |F - B|, W_F, W_a
    alpha, W_a, each summed over the neighbours."""
    own = field[6].take(place)
    sums = np.zeros((12, place.size), np.float32)
    span = range(-reach, reach + 1)
    for r in span:
        for c in span:
            q = field.take(place + np.int32(r * wide + c), 1)
            alpha, trust = q[6], q[7]
            near = trust * np.float32(np.exp(-(r * r + c * c) / (2 * VARIANCE)))
            weight = near * np.abs(own - alpha) if r or c else near
            front = weight * alpha
            behind = weight - front
            sums[:3] += front * q[:3]
            sums[3] += front
            sums[4:7] += behind * q[3:6]
            sums[7] += behind
            mixed = trust * alpha * (1 - alpha)
            d = q[:3] - q[3:6]
            sums[8] += mixed * np.sqrt(d[0] * d[0] + d[1] * d[1] + d[2] * d[2])
            sums[9] += mixed
            near += q[8]
            sums[10] += near * alpha
            sums[11] += near
    return sums
