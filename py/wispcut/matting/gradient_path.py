"""How much the picture changes on the straight way from a pixel to a sample, and what that says about alpha.

Source: Gastal & Oliveira, "Shared Sampling for Real-Time Alpha Matting" (2010), sample gathering:
``E_p(s) = integral from p to s of |grad I . (p - s) / |p - s||^2 dr`` and
``PF_p = min_b E_p(b) / (min_f E_p(f) + min_b E_p(b))``, then ``A_p(f, b) = PF_p + (1 - 2 PF_p) alpha``.

The way is cut where it meets the columns (or, where it is steeper than 45 degrees, the rows) of the grid. The
pieces are equally long, ``max(|dy|, |dx|)`` of them, and colours at the cuts are read by linear interpolation
along the other axis. Both coordinates advance by their own step, in whole numbers, so a transposed picture gives
the transposed energy to the last bit.
"""

import numpy as np

from wispcut.core.checks import Array
from wispcut.matting.candidates import Index

_BLOCK = 32768


def path_energy(planes: Array, shape: tuple[int, int], at: Index, samples: Index) -> Array:
    """Energy of the straight way from each pixel to each of its samples.

    ``planes``: the picture as ``(3, h w)`` float32. ``shape``: ``(h, w)``. ``at``: flat indices ``(n,)`` of the
    pixels. ``samples``: flat indices ``(p, n)``.

    Returns ``(p, n)`` float32, 0 or more: squared colour change per pixel of way, summed over the way and over
    the three channels. An edge of height c crossed head-on costs ``3 c^2``; at the angle t from its normal
    ``3 c^2 cos t``. Its cost in time is the total length of all ways.
    """
    out = np.empty(samples.shape, np.float32)
    for row, ends in zip(out, samples, strict=True):
        for start in range(0, at.size, _BLOCK):
            part = slice(start, start + _BLOCK)
            row[part] = _energy(planes, shape[1], at[part], ends[part])
    return out


def _energy(planes: Array, width: int, start: Index, end: Index) -> Array:
    w = np.int32(width)
    dr = end // w - start // w
    dc = end % w - start % w
    steps = np.maximum(np.abs(dr), np.abs(dc))
    order = np.argsort(-steps, kind="stable")  # longest first: those still on their way are a prefix
    dr, dc, steps, start = dr[order], dc[order], steps[order], start[order]
    steep = np.abs(dr) > np.abs(dc)
    ahead = np.where(steep, np.sign(dr) * w, np.sign(dc))  # one step along the longer axis
    across = np.where(steep, dc, dr)
    aside = np.where(steep, np.int32(1), w)  # one step along the other one
    pieces = np.maximum(steps, np.int32(1))
    total = np.zeros(start.size, np.float32)
    before = planes.take(start, 1)
    for k in range(1, int(steps[0]) + 1 if start.size else 1):
        m = int(np.count_nonzero(steps >= k))
        whole, rest = np.divmod(across[:m] * np.int32(k), pieces[:m])
        place = start[:m] + ahead[:m] * np.int32(k) + whole * aside[:m]
        between = rest.astype(np.float32) / pieces[:m].astype(np.float32)
        here = planes.take(place, 1)
        here += between * (planes.take(place + aside[:m] * (rest > 0), 1) - here)
        change = here - before[:, :m]
        total[:m] += change[0] * change[0] + change[1] * change[1] + change[2] * change[2]
        before = here
    length = np.hypot(dr.astype(np.float32), dc.astype(np.float32))
    # (change / piece)^2 * piece = change^2 / piece
    total *= steps / np.maximum(length, np.float32(1))
    out = np.empty_like(total)
    out[order] = total
    return out


def foreground_probability(energy_f: Array, energy_b: Array) -> Array:
    """``PF``, ``(n,)`` in [0, 1], of the energies ``(p, n)`` and ``(q, n)`` of the ways to both classes.

    The easier the way to the foreground against that to the background, the nearer to 1; 1/2 where neither way
    meets any change.
    """
    f, b = energy_f.min(0), energy_b.min(0)
    total = f + b
    return np.where(total > 0, b / np.where(total > 0, total, np.float32(1)), np.float32(0.5))


def disagreement(probability: Array, alpha: Array) -> Array:
    """``A``: in [0, 1], 0 where alpha says what ``PF`` says, whatever broadcast of the two."""
    return probability + (1 - 2 * probability) * alpha
