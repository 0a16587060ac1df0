"""Colours of both layers from a photo and its matte, and the repair of colours that the backdrop has tinted.

Within a small window both layers have nearly one colour. So in each window the two colours that explain it best
follow from two normal equations (weighted least squares of I = αF + (1 − α)B). Windows shrink from 52 to 3
pixels across; what a window cannot determine (alpha the same everywhere) it takes from the larger one before it.

Related: blurred fusion (Forte 2021) is this with the mixed term of the normal equations left out; multi-level
estimation (Germer et al. 2020) shares the idea of going from coarse to fine, but works on the whole picture.
Nothing here reaches farther than :data:`REACH` pixels, and grids lie on picture coordinates, so tiles fit.
"""

from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from wispcut.core.checks import Array, check_image, check_number, check_plane
from wispcut.matting.trimap import UNKNOWN

CELL = 4  # the two large windows are summed over cells of 4 x 4 pixels
COARSE_RADII, FINE_RADII = (6, 6, 2), (3, 1)  # in cells, in pixels; the largest twice, to forget the start
REACH = CELL * (COARSE_RADII[0] + 2) + FINE_RADII[0]
DAMPING = 0.01  # weight of the colours from the window before, per unit of alpha squared
DOUBT = 8.0  # a half-transparent pixel counts 1 / (1 + DOUBT): its alpha is a guess, a known one's is not
SLACK = 0.3  # share of a pixel's own misfit that is left as noise
BLOCK = 128  # fine windows are computed in blocks of picture coordinates, only where someone asks


def estimate_colours(
    photo: Array,
    alpha: Array,
    *,
    prior: tuple[Array, Array] | None = None,
    wanted: NDArray[np.bool_] | None = None,
    origin: tuple[int, int] = (0, 0),
) -> tuple[Array, Array]:
    """Estimate foreground and background colours at every pixel.

    Args:
        photo: ``(H, W, 3)`` float32 in [0, 1].
        alpha: ``(H, W)`` float32 in [0, 1].
        prior: coarse foreground and background, ``(H, W, 3)`` float32 each: what windows without a say take.
            Without it they take the nearest thing there is, the window's weighted mean colours.
        wanted: ``(H, W)`` bool, where fine colours are needed; time falls with it. Elsewhere the coarse ones
            remain. None means everywhere.
        origin: picture coordinates (row, column) of the first pixel.

    Returns:
        ``(foreground, background)``, both ``(H, W, 3)`` float32 in [0, 1].

    Raises:
        TypeError, ValueError: naming the argument that does not fit.

    Cost: 9 products and their cell means per pixel, 9 more and 18 box means per wanted pixel; about three times the
    memory of the colours that are returned.
    """
    check_image("photo", photo)
    size = photo.shape[:2]
    check_plane("alpha", alpha, shape=size)
    for axis, name in enumerate(("origin row", "origin column")):
        check_number(name, origin[axis], 0, 2**31, integer=True)
    if prior is not None:
        check_image("prior foreground", prior[0], shape=size)
        check_image("prior background", prior[1], shape=size)
    if wanted is not None and (wanted.shape != size or wanted.dtype != np.bool_):
        raise ValueError(f"wanted must be bool of shape {size}; got {wanted.dtype} {wanted.shape}")

    cells = _cells(photo, alpha, origin)
    if prior is None:
        colours = _mean_colours(cells, COARSE_RADII[0])
    else:
        colours = np.stack([_cell_means(p.transpose(2, 0, 1), origin, "edge") for p in prior])
    for radius in COARSE_RADII:
        colours = _fit(cells, colours, radius)

    out = _enlarge_cells(colours, size, origin)
    for rows, cols in _blocks(size, wanted, origin):
        margin = FINE_RADII[0]
        top, left = max(rows.start - margin, 0), max(cols.start - margin, 0)
        area = np.s_[top : rows.stop + margin, left : cols.stop + margin]
        planes = _products(photo[area], alpha[area])
        core = np.s_[rows.start - top : rows.stop - top, cols.start - left : cols.stop - left]
        fine = out[:, :, rows, cols]
        for radius in FINE_RADII:
            fine = _fit(planes, fine, radius, core)
        out[:, :, rows, cols] = _explain(photo[rows, cols], alpha[rows, cols], fine)
    foreground, background = np.ascontiguousarray(out.transpose(0, 2, 3, 1))
    return foreground, background


def decontaminate(
    photo: Array,
    alpha: Array,
    trimap: Array,
    *,
    prior: tuple[Array, Array] | None = None,
    origin: tuple[int, int] = (0, 0),
) -> Array:
    """Keep alpha, repair the colours: the foreground's own colour at unknown pixels, the photo's elsewhere.

    ``trimap``: ``(H, W)`` float32 with 0, 0.5 and 1; the other arguments are those of :func:`estimate_colours`.
    Returns ``(H, W, 3)`` float32 in [0, 1]. Hair over a green wall then shows no green over white.
    """
    check_image("photo", photo)
    check_plane("trimap", trimap, shape=photo.shape[:2])
    unknown = trimap == UNKNOWN
    if not unknown.any():
        check_plane("alpha", alpha, shape=photo.shape[:2])
        return photo.copy()
    foreground, _ = estimate_colours(photo, alpha, prior=prior, wanted=unknown, origin=origin)
    return np.where(unknown[..., None], foreground, photo)


def _products(photo: Array, alpha: Array) -> Array:
    """What the normal equations sum, ``(9, H, W)``: wα², wα(1 − α), w(1 − α)², wαI, w(1 − α)I."""
    rest = 1 - alpha
    front = alpha / (1 + np.float32(4 * DOUBT) * alpha * rest)  # wα
    back = rest / (1 + np.float32(4 * DOUBT) * alpha * rest)
    out = np.empty((9, *alpha.shape), np.float32)
    out[0], out[1], out[2] = front * alpha, front * rest, back * rest
    np.multiply(photo.transpose(2, 0, 1), front, out=out[3:6])
    np.multiply(photo.transpose(2, 0, 1), back, out=out[6:9])
    return out


def _cells(photo: Array, alpha: Array, origin: tuple[int, int]) -> Array:
    """The products' cell means, ``(9, h, w)``; in bands, because the products of a whole photo are large."""
    bands = [
        _cell_means(_products(photo[rows], alpha[rows]), (origin[0] + rows.start, origin[1]), "constant")
        for rows in _spans(alpha.shape[0], origin[0])
    ]
    return np.concatenate(bands, 1)


def _cell_means(planes: Array, origin: tuple[int, int], beyond: Literal["constant", "edge"]) -> Array:
    """Means over the cells of picture coordinates, ``(N, h, w)``; what lies beyond the array is 0 or its edge."""
    before = [o % CELL for o in origin]
    after = [-(b + n) % CELL for b, n in zip(before, planes.shape[1:], strict=True)]
    if any(before) or any(after):
        planes = np.pad(planes, ((0, 0), (before[0], after[0]), (before[1], after[1])), mode=beyond)
    rows = planes[:, ::CELL].copy()  # adding strided slices is many times faster than reduceat
    for k in range(1, CELL):
        rows += planes[:, k::CELL]
    out = rows[..., ::CELL].copy()
    for k in range(1, CELL):
        out += rows[..., k::CELL]
    out /= CELL * CELL
    return out


def _box_means(planes: Array, radius: int) -> Array:
    """Means over a window in which pixels beyond the border count as zero: numerator and denominator alike."""
    rows = ndimage.uniform_filter1d(planes, 2 * radius + 1, axis=1, mode="constant")
    return np.asarray(ndimage.uniform_filter1d(rows, 2 * radius + 1, axis=2, mode="constant"))


def _fit(planes: Array, before: Array, radius: int, core: tuple[slice, slice] = np.s_[:, :]) -> Array:
    """Solve the damped 2 x 2 normal equations of each window for (F, B), ``(2, 3, H, W)``, drawn to ``before``."""
    sums = _box_means(planes, radius)[:, *core]
    damping = np.float32(DAMPING)
    aa, ab, bb = sums[0] + damping, sums[1], sums[2] + damping
    front, back = sums[3:6] + damping * before[0], sums[6:9] + damping * before[1]
    determinant = aa * bb - ab * ab
    out = np.empty_like(before)
    np.divide(bb * front - ab * back, determinant, out=out[0])
    np.divide(aa * back - ab * front, determinant, out=out[1])
    return np.clip(out, 0, 1, out=out)


def _mean_colours(cells: Array, radius: int) -> Array:
    """Alpha-weighted mean colours of the windows, and the plain mean where a layer is absent; ``(2, 3, h, w)``."""
    sums = _box_means(cells, radius)
    front, back = sums[0] + sums[1], sums[1] + sums[2]
    both = (sums[3:6] + sums[6:9]) / (front + back)
    tiny = np.float32(1e-4)  # so little of a layer that the mean colour takes over
    return np.stack(
        [(sums[3:6] + tiny * both) / (front + tiny), (sums[6:9] + tiny * both) / (back + tiny)]
    ).astype(np.float32, copy=False)


def _explain(photo: Array, alpha: Array, colours: Array) -> Array:
    """Move both colours, as little as possible, towards explaining the pixel (I = αF + (1 − α)B)."""
    rest = 1 - alpha
    misfit = photo.transpose(2, 0, 1) - alpha * colours[0] - rest * colours[1]
    misfit /= alpha * alpha + rest * rest + np.float32(SLACK)
    result: Array = np.clip(colours + np.stack([alpha * misfit, rest * misfit]), 0, 1)
    return result


def _blocks(
    size: tuple[int, int], wanted: NDArray[np.bool_] | None, origin: tuple[int, int]
) -> list[tuple[slice, slice]]:
    """Blocks of picture coordinates that hold a wanted pixel, as slices of the array."""
    spans = [_spans(size[axis], origin[axis]) for axis in (0, 1)]
    return [(r, c) for r in spans[0] for c in spans[1] if wanted is None or wanted[r, c].any()]


def _spans(size: int, origin: int) -> list[slice]:
    """One axis cut where picture coordinates are whole blocks."""
    cuts = np.unique(np.append(np.arange(-(origin % BLOCK), size, BLOCK).clip(0), size))
    return [slice(int(a), int(b)) for a, b in pairwise(cuts)]


def _enlarge_cells(colours: Array, size: tuple[int, int], origin: tuple[int, int]) -> Array:
    """Bilinear interpolation of ``(2, 3, h, w)`` between cell centres at every pixel."""
    out = colours
    for axis in (0, 1):
        at = (np.arange(size[axis]) + origin[axis] % CELL + 0.5) / CELL - 0.5
        at = at.clip(0, colours.shape[axis + 2] - 1)
        low = at.astype(np.intp)
        high = np.minimum(low + 1, colours.shape[axis + 2] - 1)
        weight = (at - low).astype(np.float32)
        weight = weight[:, None] if axis == 0 else weight
        larger = out.take(low, axis=axis + 2)
        for plane, source in zip(
            larger.reshape(-1, *larger.shape[2:]), out.reshape(-1, *out.shape[2:]), strict=True
        ):
            step = source.take(high, axis=axis)  # plane by plane: all six at once are large
            step -= plane
            step *= weight
            plane += step
        out = larger
    return out
