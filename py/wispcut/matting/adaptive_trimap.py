"""A trimap whose band follows the doubt: wide where the mask or the colours are unsure, narrow where they agree.

Three steps. (1) The band from the mask alone: a soft mask shows where it is unsure, a sharp one hides it, so the
sharper the mask, the farther the band reaches past it. (2) The band grows to colours that speak against the
label: palettes (smoothed colour histograms) of the known regions, and of mixtures of the known colours nearest
to the band, say how probable a colour is as background and as hair before it. What is seven times likelier to be
the other thing, near the band and connected to it, becomes unknown: hair that leaves the band, gaps the mask
filled. (3) The band shrinks where it and all around it is clearly one side: on hard edges.
"""

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from wispcut.core.checks import Array, check_image, check_number, check_plane
from wispcut.matting.trimap import UNKNOWN, join

Flags = NDArray[np.bool_]
Table = NDArray[np.float64]

# Reaches, in units of ``erode``.
VISIBLE = 0.5  # how far the band goes past the mask's unsure values
HIDDEN = 4.5  # how far past the outline if the mask is sharp
SAVED = 3.0  # pixels of hidden doubt that each pixel of visible doubt saves
SEARCH = 6.0  # how far from the band colours are asked
GROW = 0.5  # how far around a pixel that colour calls unsure
CLEAR = 1.25  # how far around a pixel colours must agree for the band to leave it
RING = 1.5  # how wide the ring of falling trust is

BINS = 24  # palette cells per channel: colours closer than a twentieth count as one
ODDS = 2.0  # natural logarithm of the odds from which colour is believed
FLOOR = 1e-5  # share of a palette that every cell has, seen or not
STRANDS = (1.0, 0.75, 0.5)  # opacities at which a strand is looked for
FAINT = 0.25  # and one more that must be ruled out before the band may shrink


def adaptive_trimap(
    photo: Array,
    mask: Array,
    *,
    foreground: float = 240 / 255,
    background: float = 10 / 255,
    erode: float = 4.0,
) -> tuple[Array, Array]:
    """Return ``(trimap, trust)`` for a photo and a soft mask of the same size.

    Args:
        photo: ``(H, W, 3)`` float32 in [0, 1].
        mask: ``(H, W)`` float32 in [0, 1].
        foreground: values from here on are surely subject unless colours object, in (0, 1].
        background: values below are surely background unless colours object, in [0, ``foreground``].
        erode: the unit of all reaches in pixels of these arrays, 0 to 512; larger widens the band. 4 suits
            pictures of 800 pixels. At 0 the band is the mask's unsure values alone.

    Returns:
        trimap: ``(H, W)`` float32 with 0, 0.5 and 1.
        trust: ``(H, W)`` float32 in [0, 1], how far the trimap's label may be believed: 0 in the band, 1 where
        it is certain, and rising between them over the ring, where a solver may still move alpha.

    Raises:
        TypeError, ValueError: naming the argument that does not fit.

    Cost: two exact and ten chamfer distance transforms, six histograms, and some filters per pixel.
    """
    check_image("photo", photo)
    check_plane("mask", mask, shape=photo.shape[:2])
    check_number("foreground", foreground, 0, 1, open_low=True)
    check_number("background", background, 0, foreground)
    check_number("erode", erode, 0, 512)
    inside = mask > (foreground + background) / 2
    trimap = join(
        _withdraw(mask >= foreground, inside, erode),
        _withdraw(mask < np.float32(background), ~inside, erode),
    )
    if erode > 0 and all((trimap == label).any() for label in (0, UNKNOWN, 1)):
        trimap = _follow_colours(photo, trimap, inside, erode)
    return trimap, ring(trimap, RING * erode)


def ring(trimap: Array, width: float) -> Array:
    """Trust in a trimap's labels: 0 where unknown, rising linearly to 1 at ``width`` pixels outside the band."""
    unknown = trimap == UNKNOWN
    if not unknown.any():
        return np.ones(trimap.shape, np.float32)
    return np.clip(_distance(~unknown) / np.float32(width + 1), 0, 1)


def _withdraw(sure: Flags, side: Flags, erode: float) -> Flags:
    """Draw sure pixels back from unsure ones, and from the outline the more, the sharper the mask is there.

    With d the distance to the nearest unsure pixel and D that to the other side, D − d is the visible doubt.
    """
    if erode <= 0 or not sure.any() or sure.all():
        return sure
    near = _distance(sure)
    kept = near > VISIBLE * erode
    if not side.all():
        kept &= near + SAVED * (_distance(side) - near) > HIDDEN * erode
    return np.asarray(kept)


def _follow_colours(photo: Array, trimap: Array, inside: Flags, erode: float) -> Array:
    """Grow and shrink the band by the evidence of colours (steps 2 and 3)."""
    cells = _cells(photo)
    strand, faint = _evidence(photo, cells, trimap)
    unknown = trimap == UNKNOWN
    doubt = np.zeros_like(unknown)
    for label in (0, 1):
        doubt |= (trimap == label) & (strand[label] > ODDS)[cells]
    doubt &= _dilate(unknown, SEARCH * erode)
    doubt = _connected(doubt, unknown)
    wide = np.where(_dilate(doubt, GROW * erode), UNKNOWN, trimap)

    out = wide.copy()
    for label, side in ((0, ~inside), (1, inside)):
        known = wide == label
        clear = known | (faint[label] < -ODDS)[cells]
        clear = ~_dilate(~clear, CLEAR * erode) & (wide == UNKNOWN) & side
        out[_connected(clear, known)] = label
    return out


def _evidence(photo: Array, cells: NDArray[np.int32], trimap: Array) -> tuple[list[Table], list[Table]]:
    """Log odds per palette cell that a pixel with label 0 (then 1) shows the other layer after all.

    The first list looks for strands at least half opaque, the second for fainter ones too.
    """
    unknown = trimap == UNKNOWN
    own, beside = [], []
    for label in (0, 1):
        known = trimap == label
        own.append(_palette(cells[known]))
        rows, cols = ndimage.distance_transform_edt(~known, return_distances=False, return_indices=True)
        beside.append(photo[rows[unknown], cols[unknown]])
    strand, faint = [], []
    for label in (0, 1):
        other = beside[1 - label]
        mixed = [_palette(_cells(beside[label] + np.float32(s) * (other - beside[label]))) for s in STRANDS]
        half = own[1 - label] + sum(mixed)
        fainter = half + _palette(_cells(beside[label] + np.float32(FAINT) * (other - beside[label])))
        plain = np.log(own[label] + FLOOR)
        strand.append(np.log(half / (1 + len(STRANDS)) + FLOOR) - plain)
        faint.append(np.log(fainter / (2 + len(STRANDS)) + FLOOR) - plain)
    return strand, faint


def _cells(colours: Array) -> NDArray[np.int32]:
    """The palette cell of each colour, ``(..., 3) -> (...)``."""
    steps = np.minimum((colours * np.float32(BINS)).astype(np.int32), BINS - 1)
    return (steps[..., 0] * BINS + steps[..., 1]) * BINS + steps[..., 2]


def _palette(cells: NDArray[np.int32]) -> Table:
    """Share of the pixels in each palette cell, smoothed over its neighbours."""
    counts = np.bincount(cells.ravel(), minlength=BINS**3).reshape(BINS, BINS, BINS)
    smooth = ndimage.gaussian_filter(counts.astype(np.float64), 0.8, mode="nearest").ravel()
    return np.asarray(smooth / cells.size)


def _distance(inside: Flags) -> Array:
    """Distance to the nearest pixel outside, in the octagonal metric: at most 8 % below the Euclidean one."""
    if inside.all():
        return np.full(inside.shape, np.inf, np.float32)
    straight = ndimage.distance_transform_cdt(inside, "chessboard").astype(np.float32)
    slanted = ndimage.distance_transform_cdt(inside, "taxicab").astype(np.float32)
    return np.maximum(straight, slanted * np.float32(np.sqrt(0.5)))


def _dilate(flags: Flags, radius: float) -> Flags:
    """All pixels within ``radius`` (octagonal metric) of a flagged one."""
    return np.asarray(_distance(~flags) <= radius)


def _connected(flags: Flags, seeds: Flags) -> Flags:
    """Flagged pixels with a path (8 neighbours) of flagged pixels to a seed."""
    labels, count = ndimage.label(flags | seeds, structure=np.ones((3, 3), int))
    reached = np.zeros(count + 1, bool)
    reached[labels[seeds]] = True
    return flags & reached[labels]
