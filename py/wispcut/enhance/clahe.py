"""Local contrast: contrast-limited adaptive histogram equalisation, CLAHE (Pizer 1987; Zuiderveld, Graphics Gems IV
1994).

The picture is divided into a grid of tiles. Each tile gets a curve, the cumulated histogram of its lightness,
whose slope is limited; a pixel takes the bilinear blend of the four curves around it. Lightness is the largest of
R, G, B (the V of HSV, as in scikit-image); the colour is scaled with it, so hue and HSV saturation stay.

Deviations from ``skimage.exposure.equalize_adapthist``, which tests hold beside it on its own terms:
- The limit is a multiple of the mean bin, as in OpenCV: theirs x 256 bins = ours. It is exactly the largest slope.
- What is cut off is spread by filling up to the limit, the real-valued end of their integer rounds. Their first
  round can hand out more than was cut off, which brightens the picture when the limit is below about 2 x; ours
  never does.
- Curves run straight between bin edges, from (0, 0) to (1, 1): 1 is the identity, and no banding. Theirs are steps,
  half a bin higher in the mean.
- The picture is not stretched to the full range before and after.
- Tiles divide any size (theirs pad by reflection), with their true centres.
"""

import numpy as np
from numpy.typing import NDArray

from wispcut.core.checks import Array, check_image, check_number

BINS = 256
_STRIPE_VALUES = 1 << 17  # pixels of a stripe, or values of its curves, whichever is more


def clahe(picture: Array, clip: float, grid: int = 8) -> Array:
    """Raise the local contrast of ``picture``.

    picture: ``(H, W, 3)`` float32 in [0, 1]. clip: 1 to 8, times; the steepest slope of a curve; 1 changes nothing,
    raising it brings out more detail and more noise. grid: 1 to 32 tiles along each side; raising it makes the
    contrast more local. Returns the same shape. Cost: one histogram and two look-ups per pixel, temporaries of one
    stripe.
    """
    check_image("picture", picture)
    if clip == 1:
        check_number("grid", grid, 1, 32, integer=True)
        return picture
    return bent(picture, curves(picture, clip, grid), origin=(0, 0), size=picture.shape[:2])


def curves(picture: Array, clip: float, grid: int = 8) -> Array:
    """The curves of all tiles, ``(rows, columns, 257)`` float32: values at the edges of the 256 bins, from 0 to 1.

    ``rows`` and ``columns`` are ``grid``, or the height and width of the picture if that is less. Arguments as for
    :func:`clahe`.
    """
    check_image("picture", picture)
    limit = check_number("clip", clip, 1, 8)
    return fitted(picture, limit, int(check_number("grid", grid, 1, 32, integer=True)))


def fitted(picture: Array, limit: float, grid: int) -> Array:
    """:func:`curves` of what is already checked."""
    height, width = picture.shape[:2]
    rows, columns = min(grid, height), min(grid, width)
    tile = (np.arange(height) * rows // height)[:, None] * columns + np.arange(width) * columns // width
    tile *= BINS + 1
    tile += (_lightness(picture) * np.float32(BINS)).astype(np.intp)
    histogram = np.bincount(tile.ravel(), minlength=rows * columns * (BINS + 1)).reshape(-1, BINS + 1)
    histogram[:, BINS - 1] += histogram[:, BINS]  # full lightness belongs to the last bin
    histogram = histogram[:, :BINS]
    share = histogram / histogram.mean(axis=1, keepdims=True)
    cumulated = np.zeros((rows * columns, BINS + 1))
    np.cumsum(_limited(share, limit), axis=1, out=cumulated[:, 1:])
    cumulated /= cumulated[:, -1:]
    return cumulated.reshape(rows, columns, BINS + 1).astype(np.float32)


def apply_curves(part: Array, tables: Array, *, origin: tuple[int, int], size: tuple[int, int]) -> Array:
    """Apply ``tables`` (from :func:`curves`) to a part of a picture; the whole and its parts get the same pixels.

    part: ``(h, w, 3)`` float32 in [0, 1], whose first pixel is ``origin`` (row, column) of a picture of ``size``
    (height, width). The picture need not have the size of the one that the tables were made from.
    """
    check_image("part", part)
    return bent(part, tables, origin=origin, size=size)


def bent(part: Array, tables: Array, *, origin: tuple[int, int], size: tuple[int, int]) -> Array:
    """:func:`apply_curves` of what is already checked."""
    upper, lower, down = _between(origin[0], part.shape[0], size[0], tables.shape[0])
    left, right, across = _between(origin[1], part.shape[1], size[1], tables.shape[1])
    out = np.empty_like(part)
    lines = _lines(tables)
    step = max(1, _STRIPE_VALUES // max(part.shape[1], tables.shape[1] * (BINS + 1)))
    for top in range(0, part.shape[0], step):
        rows = slice(top, min(top + step, part.shape[0]))
        lightness = _lightness(part[rows])
        bend = down[rows, None]
        blended = lines[upper[rows]] * (1 - bend)  # one curve per row and tile column
        blended += lines[lower[rows]] * bend
        line_of = blended.view(np.complex64).ravel()
        scaled = lightness * np.float32(BINS)
        bins = scaled.astype(np.intp)
        scaled -= bins.astype(np.float32)
        bins += np.arange(len(bins))[:, None] * (tables.shape[1] * (BINS + 1))
        wanted = _look_up(line_of, bins + left * (BINS + 1), scaled)
        bins += right * (BINS + 1)
        difference = _look_up(line_of, bins, scaled) - wanted
        difference *= across
        wanted += difference
        wanted /= np.maximum(lightness, np.float32(1e-6))
        np.multiply(part[rows], wanted[..., None], out=out[rows])
    return np.clip(out, 0, 1, out=out)  # for rounding


def _lightness(rgb: Array) -> Array:
    red, green, blue = (rgb[..., c] for c in range(3))
    top = np.where(red > green, red, green)  # in a browser four times faster than np.maximum
    return np.where(top > blue, top, blue)


def _lines(tables: Array) -> Array:
    """Value and rise of every bin side by side, so that one look-up fetches both, ``(rows, columns x 257 x 2)``.

    The bin after the last, for full lightness, stays at its value.
    """
    rise = np.diff(tables, axis=2, append=tables[..., -1:])
    return np.stack([tables, rise], axis=-1).reshape(len(tables), -1)


def _look_up(line_of: NDArray[np.complex64], index: NDArray[np.intp], fraction: Array) -> Array:
    line = line_of[index]
    out = line.imag * fraction
    out += line.real
    return out


def _limited(share: NDArray[np.float64], limit: float) -> NDArray[np.float64]:
    """Cut ``share`` (tiles, bins; mean 1) at ``limit`` and fill the rest up evenly, to the same mean.

    The level ``c`` with ``mean(min(share + c, limit)) = 1`` is found in closed form: with the bins in descending
    order, the first k of them full, ``c = (n - k limit - sum of the others) / (n - k)``; k is the fewest that fits.
    """
    bins = share.shape[1]
    ordered = -np.sort(-share, axis=1)
    rest = ordered[:, ::-1].cumsum(axis=1)[:, ::-1]  # the sum of bin k and all smaller ones
    full = np.arange(bins)
    level = (bins - full * limit - rest) / (bins - full)
    fits = ordered + level <= limit + 1e-9
    k = np.argmax(fits, axis=1)
    result: NDArray[np.float64] = np.minimum(share + level[np.arange(len(share)), k][:, None], limit)
    return result


def _between(
    first: int, count: int, size: int, tiles: int
) -> tuple[NDArray[np.intp], NDArray[np.intp], Array]:
    """Between which tile centres ``count`` pixels lie, from ``first`` on: tile before, tile after, way in [0, 1]."""
    edges = -(-np.arange(tiles + 1) * size // tiles)  # tile t holds the pixels i with i * tiles // size == t
    centres = (edges[:-1] + edges[1:] - 1) / 2
    position = np.arange(first, first + count)
    place = np.interp(position, centres, np.arange(tiles))
    before = np.minimum(place.astype(np.intp), max(tiles - 2, 0))
    return before, np.minimum(before + 1, tiles - 1), (place - before).astype(np.float32)
