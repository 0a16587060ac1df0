"""Poisson matting: alpha whose gradient follows the photo's.

Sun, Jia, Tang and Shum 2004 ("Poisson Matting"): Δα = div J with J = ∇I / (F − B). Here colours take the place
of grey (least squares over the channels), the layers' own gradients are taken out of ∇I, which the paper leaves
in, and an optional data term keeps alpha near a given one. Between neighbours p and q, with means over both,

    J = ((I_q − I_p) − ᾱ (F_q − F_p) − (1 − ᾱ)(B_q − B_p)) · (F̄ − B̄) / (|F̄ − B̄|² + noise²),

which is exactly α_q − α_p where F, B and α are right and there is no noise.
"""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from wispcut.core.checks import Array, check_image, check_number, check_plane
from wispcut.matting.solver import conjugate_gradients

Flags = NDArray[np.bool_]


def poisson_matting(
    photo: Array,
    alpha: Array,
    foreground: Array,
    background: Array,
    trimap: Array,
    *,
    confidence: Array | None = None,
    data: float = 0.05,
    noise: float = 0.02,
    steps: int = 200,
    tolerance: float = 1e-3,
) -> Array:
    """Minimise Σ (α_q − α_p − J_pq)² + data · Σ confidence (α − given α)² over the unknown pixels.

    Args:
        photo, foreground, background: ``(H, W, 3)`` float32 in [0, 1].
        alpha: ``(H, W)`` float32 in [0, 1], the start and the data.
        trimap: ``(H, W)`` float32 with 0, 0.5 and 1; known pixels are the boundary values.
        confidence: ``(H, W)`` float32 in [0, 1], trust in ``alpha``; None means 1 everywhere.
        data: 0 to 1e6; 0 is the paper's equation; larger stays nearer to ``alpha`` and is solved sooner.
        noise: difference of the layers' colours below which the photo's gradient says nothing, in (0, 1].
        steps: at most so many conjugate-gradient steps, 0 to 100000. A step reaches one pixel farther, so this
            also bounds how far a tile must see.
        tolerance: the residual, relative to the right side's, at which to stop, in (0, 1].

    Returns:
        ``(H, W)`` float32 in [0, 1].

    Raises:
        TypeError, ValueError: naming the argument that does not fit.

    Cost: one five-point matrix, 0.7 µs per unknown pixel, and 0.07 µs per unknown pixel and step (native).
    """
    check_image("photo", photo)
    size = photo.shape[:2]
    check_plane("alpha", alpha, shape=size)
    check_image("foreground", foreground, shape=size)
    check_image("background", background, shape=size)
    check_plane("trimap", trimap, shape=size)
    if confidence is not None:
        check_plane("confidence", confidence, shape=size)
    check_number("data", data, 0, 1e6)
    check_number("noise", noise, 0, 1, open_low=True)
    check_number("steps", steps, 0, 100_000, integer=True)
    check_number("tolerance", tolerance, 0, 1, open_low=True)

    unknown = (trimap > 0) & (trimap < 1)
    start = np.where(unknown, alpha, trimap)
    if not unknown.any():
        return start
    matrix, right = _system(photo, start, foreground, background, unknown, noise)
    given = start[unknown].astype(np.float64)
    weight = data * (np.ones_like(given) if confidence is None else confidence[unknown])
    weight = np.maximum(weight, 1e-9)  # where nothing is known and nothing trusted, alpha stays what it is
    matrix = (matrix + sparse.diags_array(weight)).tocsr()
    right += weight * given
    solved, _ = conjugate_gradients(matrix, right, given, tolerance=tolerance, steps=int(steps))
    start[unknown] = np.clip(solved, 0, 1)
    return start


def _system(
    photo: Array, alpha: Array, foreground: Array, background: Array, unknown: Flags, noise: float
) -> tuple[sparse.csr_array, NDArray[np.float64]]:
    """Normal equations of the gradient term over the unknown pixels; known neighbours go to the right side."""
    count = int(unknown.sum())
    number = np.full(unknown.shape, -1, np.int32)
    number[unknown] = np.arange(count, dtype=np.int32)
    diagonal, right = np.zeros(count), np.zeros(count)
    rows, cols = [], []
    for first, second in ((np.s_[:-1], np.s_[1:]), (np.s_[:, :-1], np.s_[:, 1:])):
        used = unknown[first] | unknown[second]
        layers = [(p[first][used], p[second][used]) for p in (photo, alpha, foreground, background)]
        step = _guide(layers, noise)
        p, q = number[first][used], number[second][used]
        for here, there, sign, value in ((p, q, -1, alpha[second][used]), (q, p, 1, alpha[first][used])):
            free = here >= 0
            fixed = free & (there < 0)
            diagonal += np.bincount(here[free], minlength=count)
            right += np.bincount(here[free], weights=sign * step[free], minlength=count)
            right += np.bincount(here[fixed], weights=value[fixed], minlength=count)
            both = free & (there >= 0)
            rows.append(here[both])
            cols.append(there[both])
    row, col = np.concatenate(rows), np.concatenate(cols)
    off = sparse.csr_array((np.full(row.size, -1.0), (row, col)), shape=(count, count))
    return (off + sparse.diags_array(diagonal)).tocsr(), right


def _guide(layers: list[tuple[Array, Array]], noise: float) -> Array:
    """The wanted difference of alpha between neighbours (J in the head of this module), one per pair."""
    photo, alpha, foreground, background = layers
    share = ((alpha[0] + alpha[1]) / 2)[:, None]
    change = photo[1] - photo[0]
    change -= share * (foreground[1] - foreground[0]) + (1 - share) * (background[1] - background[0])
    span = (foreground[0] + foreground[1] - background[0] - background[1]) / 2
    result: Array = (change * span).sum(1) / ((span * span).sum(1) + np.float32(noise * noise))
    return result
