"""Bring a coarse matte to the photo's pixels: alpha as a linear function of colour, checked against both
layers' colours.

Source: He & Sun, "Fast Guided Filter" (2015): in every 3 x 3 window of the coarse picture ``alpha = a . I +
b``; a and b are averaged, enlarged bilinearly and applied to the fine picture. Then alpha moves towards the
projection of the fine pixel's colour on the line from B to F, more where the two differ and the line explains
the colour. Each fine pixel depends on coarse pixels at most 3 away and on its own colour, so any part gives
the same as the whole.
"""

import numpy as np
from numpy.typing import NDArray

from wispcut.core.checks import Array
from wispcut.matting.affinity import Real, solve3

EPSILON = 1e-5  # variance of colour that counts as flat: larger smooths more
PRIOR = np.float32(0.3)  # weight of the linear model against |F - B|^2 of the projection
MISFIT = np.float32(0.02)  # distance from the line F B at which the projection has lost 1/e of its weight
SLACK = np.float32(0.3)  # share of a pixel's misfit that stays unexplained, as noise
REACH = 3  # coarse pixels that count, to each side


def linear_model(photo: Array, alpha: Array) -> Array:
    """Coefficients of alpha as a function of colour, ``(h, w, 4)``: slope (3) and offset, means over 3 x 3
    windows.

    Windows are cut at the border. Sums are taken in a fixed order, so a crop gives the same numbers where its
    own border is ``REACH`` away.
    """
    planes = [np.ones(alpha.shape), *photo.transpose(2, 0, 1).astype(np.float64), alpha.astype(np.float64)]
    one, p = planes[0], planes[4]
    colours = planes[1:4]
    count = _box(one)
    mean = [_box(c) / count for c in colours]
    mean_p = _box(p) / count
    cross = np.stack([_box(c * p) / count - m * mean_p for c, m in zip(colours, mean, strict=True)])
    spread: list[list[Real]] = [[np.zeros(0)] * 3 for _ in range(3)]
    for i in range(3):
        for j in range(i, 3):
            spread[i][j] = _box(colours[i] * colours[j]) / count - mean[i] * mean[j]
            if i == j:
                spread[i][j] = spread[i][j] + EPSILON
    slope = solve3(spread, cross)
    offset = mean_p - sum(s * m for s, m in zip(slope, mean, strict=True))
    return np.stack([_box(v) / count for v in (*slope, offset)], -1).astype(np.float32)


def read_bilinear(
    table: Array, rows: NDArray[np.intp], cols: NDArray[np.intp], factor: int, origin: tuple[int, int]
) -> Array:
    """Read ``table`` ``(h, w, c)`` at photo pixels ``(rows, cols)``, ``(n,)`` each; returns ``(c, n)``.

    Coarse pixel ``(i, j)`` of the table covers the photo's block ``origin + (i, j)`` of ``factor`` pixels;
    centres are aligned and edges repeated.
    """
    h, w, c = table.shape
    flat = table.reshape(h * w, c)
    low_r, part_r = _taps(rows, factor, origin[0], h)
    low_c, part_c = _taps(cols, factor, origin[1], w)
    down = np.where(low_r + 1 < h, w, 0)
    right = np.where(low_c + 1 < w, 1, 0)
    at = low_r * w + low_c
    top = flat.take(at, 0)
    top += (flat.take(at + right, 0) - top) * part_c[:, None]
    bottom = flat.take(at + down, 0)
    bottom += (flat.take(at + down + right, 0) - bottom) * part_c[:, None]
    top += (bottom - top) * part_r[:, None]
    return np.ascontiguousarray(top.T)


def explain(colour: Array, model: Array, foreground: Array, background: Array) -> tuple[Array, Array]:
    """Alpha and foreground of fine pixels; all arrays ``(c, n)``: colour, slope and offset, F, B read at the
    pixel.

    ``alpha = (c |D|^2 s + PRIOR g) / (c |D|^2 + PRIOR)`` with ``D = F - B``, s the projection, g the linear
    model and c the trust ``exp(-misfit / MISFIT)``. F then moves, as little as possible, to explain the colour.
    """
    guess = np.clip((model[:3] * colour).sum(0) + model[3], 0, 1)
    d = foreground - background
    x = colour - background
    dd = (d * d).sum(0)
    s = np.clip((x * d).sum(0) / (dd + np.float32(1e-8)), 0, 1)
    misfit = x - s * d
    weight = dd * np.exp(np.sqrt((misfit * misfit).sum(0)) / -MISFIT)
    alpha = np.clip((weight * s + PRIOR * guess) / (weight + PRIOR), 0, 1)
    rest = 1 - alpha
    left = (x - alpha * d) * (alpha / (alpha * alpha + rest * rest + SLACK))
    return alpha, np.clip(foreground + left, 0, 1)


def _taps(at: NDArray[np.intp], factor: int, origin: int, size: int) -> tuple[NDArray[np.intp], Array]:
    """Lower neighbour and weight of the upper one; exact in whole numbers: position (2 x + 1 - k) / 2 k."""
    twice = np.clip(2 * at + 1 - factor - 2 * factor * origin, 0, 2 * factor * (size - 1))
    low = twice // (2 * factor)
    return low, ((twice - low * (2 * factor)) / (2.0 * factor)).astype(np.float32)


def _box(plane: NDArray[np.float64]) -> NDArray[np.float64]:
    """Sums over 3 x 3 windows cut at the border, added in a fixed order."""
    rows = plane.copy()
    rows[1:] += plane[:-1]
    rows[:-1] += plane[1:]
    out = rows.copy()
    out[:, 1:] += rows[:, :-1]
    out[:, :-1] += rows[:, 1:]
    return out
