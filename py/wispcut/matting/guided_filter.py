"""Fast guided filter with a colour guide: snaps a soft mask to the edges of the photo.

He, Sun and Tang 2013 ("Guided Image Filtering", eqs. 11 to 13 and the colour form, eqs. 19 to 21) on a grid
made coarser by a factor s (He and Sun 2015, "Fast Guided Filter").

Deviations. Coarse samples are means over s x s cells instead of single pixels, so nothing aliases. Cells and
the interpolation between them lie on multiples of s of *picture* coordinates, so a tile cut out of a picture
gives the picture's own values wherever its edges are farther away than :func:`reach`.
"""

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from wispcut.core.checks import Array, check_image, check_number, check_plane

Sums = NDArray[np.float64]


def guided_filter(
    guide: Array,
    mask: Array,
    *,
    radius: int = 16,
    epsilon: float = 1e-4,
    subsample: int = 1,
    origin: tuple[int, int] = (0, 0),
) -> Array:
    """Filter ``mask`` so that it is locally linear in the colours of ``guide``.

    Args:
        guide: ``(H, W, 3)`` float32 in [0, 1].
        mask: ``(H, W)`` float32 in [0, 1].
        radius: half the window in pixels, 1 to 1024; larger follows longer edges and blurs small ones.
        epsilon: variance of the guide below which a window counts as flat; larger is smoother.
        subsample: the factor s, 1 to 64, not necessarily dividing the size; time falls with s². The window
            is ``round(radius / s)`` cells to each side, at least one.
        origin: picture coordinates (row, column) of the arrays' first pixel.

    Returns:
        ``(H, W)`` float32 in [0, 1].

    Raises:
        TypeError, ValueError: naming the argument that does not fit.

    Cost: 13 box means and 4 more on H·W/s² float64 cells, then 4 bilinear enlargements.

    >>> flat = np.full((5, 7, 3), 0.25, np.float32)
    >>> float(guided_filter(flat, np.ones((5, 7), np.float32))[2, 3])
    1.0
    """
    check_image("guide", guide)
    check_plane("mask", mask, shape=guide.shape[:2])
    check_number("radius", radius, 1, 1024, integer=True)
    check_number("epsilon", epsilon, 0, 1, open_low=True)
    check_number("subsample", subsample, 1, 64, integer=True)
    check_number("origin row", origin[0], 0, 2**31, integer=True)
    check_number("origin column", origin[1], 0, 2**31, integer=True)

    cells = max(1, round(radius / subsample))
    # Centred on grey: the variances below are differences of squares, and this keeps the squares small.
    channels = [cell_means(guide[..., c], subsample, origin) - 0.5 for c in range(3)]
    target = cell_means(mask, subsample, origin)
    slopes, offset = _linear_model(channels, target, cells, epsilon)

    count = window_counts(target.shape, cells)
    size = mask.shape
    out = _enlarge(box_sum(offset, cells) / count, size, subsample, origin)
    for c in range(3):
        slope = _enlarge(box_sum(slopes[c], cells) / count, size, subsample, origin)
        out += slope * (guide[..., c] - np.float32(0.5))
    return np.clip(out, 0, 1, out=out)


def reach(radius: int, subsample: int = 1) -> int:
    """How far away, in pixels, a change of the input can change the output of :func:`guided_filter`."""
    return (2 * max(1, round(radius / subsample)) + 2) * subsample


def box_sum(plane: NDArray[np.floating], radius: int) -> Sums:
    """Sum over the (2·radius + 1)² window inside the plane: float64 running sums along each axis."""
    width = 2 * radius + 1
    rows = ndimage.uniform_filter1d(plane, width, axis=0, mode="constant", output=np.float64)
    result: Sums = ndimage.uniform_filter1d(rows, width, axis=1, mode="constant") * float(width * width)
    return result


def window_counts(size: tuple[int, int], radius: int) -> Sums:
    """How many pixels of a plane of this size lie in the window around each pixel, ``(H, W)`` float64."""
    spans = [
        np.minimum(np.arange(n) + radius, n - 1) - np.maximum(np.arange(n) - radius, 0) + 1.0 for n in size
    ]
    return spans[0][:, None] * spans[1]


def cell_means(plane: NDArray[np.floating], cell: int, origin: tuple[int, int] = (0, 0)) -> Sums:
    """Mean over the cells of picture coordinates that a plane touches; cut cells average what is there."""
    if cell == 1:
        return plane.astype(np.float64)
    total: NDArray[np.floating] = plane
    for axis in (0, 1):
        skipped = origin[axis] % cell
        starts = np.arange(-skipped, plane.shape[axis], cell).clip(0)
        lengths = np.diff(np.append(starts, plane.shape[axis]))
        sums = np.add.reduceat(total, starts, axis=axis, dtype=np.float64)
        total = sums / (lengths[:, None] if axis == 0 else lengths)
    return np.asarray(total, np.float64)


def _linear_model(
    channels: list[Sums], target: Sums, radius: int, epsilon: float
) -> tuple[tuple[Sums, Sums, Sums], Sums]:
    """Least squares per window: (Σ + εI) a = cov(I, p), b = mean(p) − a · mean(I); LDLᵀ written out."""
    count = window_counts(target.shape, radius)

    def mean(plane: Sums) -> Sums:
        return box_sum(plane, radius) / count

    means = [mean(c) for c in channels]
    target_mean = mean(target)
    y = [mean(channels[i] * target) - means[i] * target_mean for i in range(3)]
    cov = {
        (i, j): mean(channels[i] * channels[j]) - means[i] * means[j] for i in range(3) for j in range(i, 3)
    }

    # Rounding may push a variance a hair below zero; epsilon dominates there.
    d0 = np.maximum(cov[0, 0], 0) + epsilon
    l10, l20 = cov[0, 1] / d0, cov[0, 2] / d0
    d1 = np.maximum(cov[1, 1] - l10 * cov[0, 1], 0) + epsilon
    rest = cov[1, 2] - l10 * cov[0, 2]
    l21 = rest / d1
    d2 = np.maximum(cov[2, 2] - l20 * cov[0, 2] - l21 * rest, 0) + epsilon
    y1 = y[1] - l10 * y[0]
    y2 = y[2] - l20 * y[0] - l21 * y1
    a2 = y2 / d2
    a1 = y1 / d1 - l21 * a2
    a0 = y[0] / d0 - l10 * a1 - l20 * a2
    return (a0, a1, a2), target_mean - a0 * means[0] - a1 * means[1] - a2 * means[2]


def _enlarge(coarse: Sums, size: tuple[int, int], cell: int, origin: tuple[int, int]) -> Array:
    """Bilinear interpolation between cell centres at every pixel; flat beyond the outermost centres."""
    out: NDArray[np.floating] = coarse
    if cell > 1:
        for axis in (0, 1):
            at = (np.arange(size[axis]) + origin[axis] % cell + 0.5) / cell - 0.5
            at = at.clip(0, coarse.shape[axis] - 1)
            low = at.astype(np.intp)
            high = np.minimum(low + 1, coarse.shape[axis] - 1)
            weight = (at - low)[:, None] if axis == 0 else at - low
            first = out.take(low, axis=axis)
            out = first + (out.take(high, axis=axis) - first) * weight
    return out.astype(np.float32)
