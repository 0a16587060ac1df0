"""Refine one tile: from the survey to the photo's own pixels.

What must be global was found by the survey. Here each unknown pixel is read from it through its own colour
(:mod:`wispcut.matting.upsampling`), so the same pixel gets the same result in any tile, to the last bit.
"""

import numpy as np
from numpy.typing import NDArray

from wispcut.core.checks import Array, check_image
from wispcut.core.marks import MARKED
from wispcut.core.scale import Box
from wispcut.matting.colour_evidence import Flags
from wispcut.matting.flat_graphics import FlatGraphic, flat_matte
from wispcut.matting.trimap import UNKNOWN
from wispcut.matting.upsampling import REACH, explain, linear_model, read_bilinear
from wispcut.settings import Settings
from wispcut.survey import Survey

_BLOCK = 1 << 16


def refine(
    survey: Survey,
    tile: Array,
    outer: Box,
    core: Box,
    *,
    marks: NDArray[np.uint8] | None = None,
    settings: Settings,
) -> Array:
    """Return the core as straight RGBA ``(core_h, core_w, 4)`` float32 in [0, 1].

    Args:
        survey: of the whole photo.
        tile: ``(oh, ow, 3)`` float32 in [0, 1], the photo inside ``outer``.
        outer: ``(r0, c0, r1, c1)`` in picture coordinates: the core and its gutter, cut at the picture.
        core: the pixels wanted, inside ``outer``.
        marks: ``(oh, ow)`` uint8, the photo's marks inside ``outer`` (1 keep, 2 remove, 3 unsure), or None.
        settings: as from ``settings.complete``; ``matting.decontaminate`` counts here.

    Known pixels leave with alpha 0 or 1 and the photo's colour; half-transparent ones with the foreground's
    colour.

    Raises:
        TypeError, ValueError: naming the argument that does not fit.

    Cost: about 0.7 microseconds an unknown pixel; a tile without any only copies.
    """
    _check(survey, tile, outer, core, marks)
    inner = np.s_[core[0] - outer[0] : core[2] - outer[0], core[1] - outer[1] : core[3] - outer[1]]
    k = survey.factor
    coarse = np.s_[core[0] // k : (core[2] - 1) // k + 1, core[1] // k : (core[3] - 1) // k + 1]
    rows, cols = np.arange(core[0], core[2]) // k, np.arange(core[1], core[3]) // k
    trimap = survey.trimap[coarse][np.ix_(rows - rows[0], cols - cols[0])]
    if marks is not None:
        trimap = np.where(marks[inner] == 0, trimap, MARKED[marks[inner]])
    out = np.empty((*trimap.shape, 4), np.float32)
    out[..., :3] = tile[inner]
    out[..., 3] = trimap
    at = np.flatnonzero(trimap == UNKNOWN)
    if at.size == 0:
        return out
    pixels = out.reshape(-1, 4)
    row, col = np.divmod(at, trimap.shape[1])
    row, col = row + core[0], col + core[1]
    repair = settings.matting.decontaminate
    if k == 1:  # the survey has these very pixels
        alpha = survey.alpha[row, col]
        pixels[at, 3] = alpha
        if repair:
            soft = alpha < 1
            pixels[at[soft], :3] = survey.foreground[row[soft], col[soft]]
        return out
    table, origin = _table(survey, core)
    for start in range(0, at.size, _BLOCK):
        block = slice(start, start + _BLOCK)
        read = read_bilinear(table, row[block], col[block], k, origin)
        alpha, colour = explain(pixels[at[block], :3].T, read[:4], read[4:7], read[7:])
        pixels[at[block], 3] = alpha
        if repair:
            soft = alpha < 1
            pixels[at[block][soft], :3] = colour.T[soft]
    if len(survey.flat_colours):
        _flat(survey, tile, outer, out, inner, trimap == UNKNOWN, repair)
    return out


def _flat(
    survey: Survey, tile: Array, outer: Box, out: Array, inner: tuple[slice, slice], at: Flags, repair: bool
) -> None:
    """Where the colours of a flat graphic decide, ``out`` gets their matte at the photo's own scale."""
    k = survey.factor
    rows, cols = np.arange(outer[0], outer[2]) // k, np.arange(outer[1], outer[3]) // k
    zone = survey.flat_zone[np.ix_(rows, cols)]
    flat = flat_matte(tile, FlatGraphic(survey.flat_colours[0], survey.flat_colours[1:]), zone == 2)
    here = flat.known[inner] & (zone[inner] > 0) & at
    out[here, 3] = flat.alpha[inner][here]
    if repair:
        out[here, :3] = flat.foreground[inner][here]


def _table(survey: Survey, core: Box) -> tuple[Array, tuple[int, int]]:
    """The survey's planes around the core, ``(h, w, 10)``: linear model, F, B; and its first pixel."""
    k = survey.factor
    (h, w), margin = survey.alpha.shape, REACH + 1
    r0, c0 = max(core[0] // k - margin, 0), max(core[1] // k - margin, 0)
    r1, c1 = min((core[2] - 1) // k + 1 + margin, h), min((core[3] - 1) // k + 1 + margin, w)
    area = np.s_[r0:r1, c0:c1]
    model = linear_model(survey.photo[area], survey.alpha[area])
    return np.concatenate([model, survey.foreground[area], survey.background[area]], -1), (r0, c0)


def _check(survey: Survey, tile: Array, outer: Box, core: Box, marks: NDArray[np.uint8] | None) -> None:
    size = (outer[2] - outer[0], outer[3] - outer[1])
    check_image("tile", tile, shape=size)
    if min(outer) < 0 or outer[2] > survey.size[0] or outer[3] > survey.size[1]:
        raise ValueError(f"outer must lie inside the picture of {survey.size}; got {outer}")
    if not (outer[0] <= core[0] < core[2] <= outer[2] and outer[1] <= core[1] < core[3] <= outer[3]):
        raise ValueError(f"core must lie inside outer {outer} and not be empty; got {core}")
    if marks is not None and (marks.dtype != np.uint8 or marks.shape != size):
        raise ValueError(f"marks must be uint8 of shape {size}; got {marks.dtype} {marks.shape}")
