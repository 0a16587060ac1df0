"""Shared matting: every unknown pixel picks a pair of colours, then the pairs of its neighbours are tried on
it.

Source: Gastal & Oliveira, "Shared Sampling for Real-Time Alpha Matting" (2010): gathering, choice by cost,
sharing, local smoothing. Deviations, each measured (decision notes 0010 and 0012): the colours shared are means
over all neighbours, weighted by fit, in place of the best three; by default the cost has no gradient-path term
and its misfit half the paper's exponent, and the last step, local smoothing, is left to the sparse solve that
follows (:mod:`wispcut.matting.matte`), which weighs each pixel by what is returned here. ``PAPER`` and ``smooth``
bring them back.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from wispcut.core.checks import Array
from wispcut.matting.candidates import Index, gather
from wispcut.matting.gradient_path import disagreement, foreground_probability, path_energy
from wispcut.matting.local_smoothing import MISFIT, smooth_locally
from wispcut.matting.mixing import fit


class Exponents(NamedTuple):
    """What counts in the choice of a pair; 0 leaves a term out."""

    fit: float = 1.5  # of the mean squared misfit over 3 x 3
    path: float = 0  # of the disagreement of alpha with the gradient paths
    near_f: float = 1  # of the distance to F: a subject's colours may come from afar,
    near_b: float = 4  # and of that to B: a backdrop is what lies next to it


DEFAULT = Exponents()
PAPER = Exponents(fit=3, path=2)
FLOOR = np.float32(1e-5)  # squared misfit that counts as none: the photo's own noise
REACH = 6  # neighbours within this many pixels share their pairs
SHARED_MISFIT = np.float32(2e-4)  # squared misfit at which a neighbour's pair has lost 1/e of its weight
PATH_FLOOR = np.float32(0.01)  # disagreement that counts as none: without it one zero would outbid every fit
_TINY = np.float32(1e-8)
_BLOCK = 16384
_SHARED_BLOCK = 4096  # the pairs of all neighbours of a block are kept while it is weighed


@dataclass(frozen=True)
class Samples:
    """One entry a pixel: ``foreground``, ``background`` ``(3, n)``; ``alpha`` ``(n,)`` in [0, 1]; ``residual``
    ``(n,)``, the colour's distance to the line between them; ``spread`` ``(n,)``, the deviation of alpha among
    the neighbours' pairs."""

    foreground: Array
    background: Array
    alpha: Array
    residual: Array
    spread: Array


def shared_matting(
    planes: Array,
    trimap: Array,
    at: Index,
    *,
    rays: int = 3,
    every: int = 3,
    exponents: Exponents = DEFAULT,
    smooth: bool = False,
) -> Samples:
    """Sample F, B and alpha for the pixels ``at`` (flat indices of unknown pixels, ascending).

    ``planes``: the picture as ``(3, h w)`` float32. ``trimap``: ``(h, w)`` with at least one 0 and one 1.
    ``rays``: rays to each side; cost grows with ``(1 + rays)^2``. ``every``: one in so many of the 113
    neighbours shares; larger is faster and a little noisier. ``exponents``: of the cost of a pair; one above 0 for
    the path makes pairs lose whose alpha disagrees with the way the picture changes towards either class.
    ``smooth``: end with the paper's local smoothing (``residual`` is then that of the smoothed pair).
    """
    shape = (trimap.shape[0], trimap.shape[1])
    fore, far_f = gather(trimap == 1, at, rays)
    back, far_b = gather(trimap == 0, at, rays, phase=0.5)
    probability = None
    if exponents.path > 0:
        ways = path_energy(planes, shape, at, fore), path_energy(planes, shape, at, back)
        probability = foreground_probability(*ways)
    pick_f, pick_b = choose(planes, shape, at, fore, far_f, back, far_b, exponents, probability)
    shared = share(planes, shape, at, planes[:, pick_f], planes[:, pick_b], every)
    return _smoothed(planes, trimap, at, shared) if smooth else shared


def _smoothed(planes: Array, trimap: Array, at: Index, shared: Samples) -> Samples:
    sure = np.where(
        (shared.foreground == shared.background).all(0), np.float32(0), np.exp(-shared.residual / MISFIT)
    )
    f, b, alpha, _ = smooth_locally(
        planes, trimap, at, shared.foreground, shared.background, shared.alpha, sure
    )
    _, misfit = fit(planes[:, at], f, b)
    return Samples(f, b, alpha, np.sqrt(misfit), shared.spread)


def choose(
    planes: Array,
    shape: tuple[int, int],
    at: Index,
    fore: Index,
    far_f: Array,
    back: Index,
    far_b: Array,
    exponents: Exponents = DEFAULT,
    probability: Array | None = None,
) -> tuple[Index, Index]:
    """Pick each pixel's best pair among ``fore`` ``(p, n)`` x ``back`` ``(q, n)``, flat indices at distances
    ``far_*``.

    Cost, its logarithm: ``fit log N + path log A + near_f log(D_F / min D_F) + near_b log(D_B / min D_B)``, N the
    mean squared misfit of the 3 x 3 pixels around, each with its own best alpha; A how far the pixel's own alpha
    is from the ``probability`` ``(n,)`` that it is foreground (:mod:`gradient_path`), left out without one.
    """
    n = at.size
    chosen_f, chosen_b = fore[0].copy(), back[0].copy()
    row, col = np.divmod(at, np.int32(shape[1]))
    around = [
        np.clip(row + dr, 0, shape[0] - 1) * np.int32(shape[1]) + np.clip(col + dc, 0, shape[1] - 1)
        for dr in (-1, 0, 1)
        for dc in (-1, 0, 1)
    ]
    for start in range(0, n, _BLOCK):
        part = slice(start, min(start + _BLOCK, n))
        i9 = planes[:, np.stack([k[part] for k in around])]  # (3, 9, m)
        i9_squared = (i9 * i9).sum(0)
        price_f = exponents.near_f * np.log(far_f[:, part] / far_f[:, part].min(0))
        price_b = exponents.near_b * np.log(far_b[:, part] / far_b[:, part].min(0))
        best = np.full(part.stop - part.start, np.inf, np.float32)
        best_f, best_b = chosen_f[part], chosen_b[part]
        fs = [planes[:, f[part]] for f in fore]
        for j in range(len(back)):
            b = planes[:, back[j, part]]
            # |I - B|^2 of all nine, shared by every F
            x2 = i9_squared - 2 * (i9[0] * b[0] + i9[1] * b[1] + i9[2] * b[2]) + (b * b).sum(0)
            for i in range(len(fore)):
                d = fs[i] - b
                dd = (d * d).sum(0) + _TINY
                s = i9[0] * d[0]
                s += i9[1] * d[1]
                s += i9[2] * d[2]
                s -= (b * d).sum(0)
                a = np.clip(s / dd, 0, 1)
                # |I - B - a D|^2 = |I - B|^2 - a (2 s - a |D|^2)
                misfit = (x2 - a * (2 * s - a * dd)).sum(0) * np.float32(1 / 9)
                cost = exponents.fit * np.log(np.maximum(misfit, 0) + FLOOR) + price_f[i] + price_b[j]
                if probability is not None:
                    wrong = disagreement(probability[part], a[4])
                    cost += exponents.path * np.log(wrong + PATH_FLOOR)
                better = cost < best
                best = np.where(better, cost, best)
                best_f = np.where(better, fore[i, part], best_f)
                best_b = np.where(better, back[j, part], best_b)
        chosen_f[part], chosen_b[part] = best_f, best_b
    return chosen_f, chosen_b


def offsets(every: int) -> list[tuple[int, int]]:
    """The neighbours that share: one in ``every`` within ``REACH``, on a slanted lattice that misses no row or
    column."""
    span = range(-REACH, REACH + 1)
    return [(r, c) for r in span for c in span if r * r + c * c <= REACH * REACH and (2 * r + c) % every == 0]


def share(
    planes: Array, shape: tuple[int, int], at: Index, foreground: Array, background: Array, every: int
) -> Samples:
    """Try the neighbours' pairs ``(3, n)`` on each pixel's own colour and average them, weighted by fit."""
    h, w = shape
    n = at.size
    slot = np.full((h + 2 * REACH) * (w + 2 * REACH), -1, np.int32)  # a border makes every neighbour exist
    row, col = np.divmod(at, np.int32(w))
    wide = w + 2 * REACH
    place = (row + np.int32(REACH)) * np.int32(wide) + col + np.int32(REACH)
    slot[place] = np.arange(n, dtype=np.int32)
    steps = [np.int32(r * wide + c) for r, c in offsets(every)]
    table = np.ascontiguousarray(
        np.concatenate([foreground, background]).T
    )  # a pair in one piece: six times faster
    mean = np.empty((6, n), np.float32)
    spread = np.empty(n, np.float32)
    for start in range(0, n, _SHARED_BLOCK):
        part = slice(start, min(start + _SHARED_BLOCK, n))
        mine = planes[:, at[part]]
        own = np.arange(part.start, part.stop, dtype=np.int32)
        tried = []
        for step in steps:
            k = slot[place[part] + step]
            pair = np.ascontiguousarray(table.take(np.where(k < 0, own, k), 0).T)
            tried.append((pair, *fit(mine, pair[:3], pair[3:])))
        least = np.min([t[2] for t in tried], axis=0)
        sums = np.zeros((6, own.size), np.float32)
        total, first, second = (np.zeros(own.size, np.float32) for _ in range(3))
        for pair, alpha, misfit in tried:
            weight = np.exp((least - misfit) / SHARED_MISFIT)
            sums += weight * pair
            total += weight
            first += weight * alpha
            second += weight * alpha * alpha
        mean[:, part] = sums / total
        spread[part] = np.sqrt(np.maximum(second / total - (first / total) ** 2, 0))
    alpha, misfit = fit(planes[:, at], mean[:3], mean[3:])
    return Samples(mean[:3], mean[3:], alpha, np.sqrt(misfit), spread)
