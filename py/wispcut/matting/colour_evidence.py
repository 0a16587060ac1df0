"""What a pixel's colour says for the subject and against the backdrop: log odds from two sources that fail differently.

Palettes: smoothed colour histograms of what is certainly subject and certainly backdrop. They ask the whole picture and
are not misled by a few mislabelled pixels. Nearest neighbours: squared distances, in colour and place, to the nearest
certain pixels of either class. They tell colours apart that share a palette cell, and prefer what lies near. Either may
be absent. Related: colour terms of Boykov & Jolly (2001) and GrabCut (Rother et al. 2004), which fit mixtures of
Gaussians; histograms need no iterations.
"""

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from wispcut.core import scale
from wispcut.core.checks import Array
from wispcut.matting.neighbours import nearest

Flags = NDArray[np.bool_]

BINS = 24  # palette cells a channel: colours closer than a twentieth count as one
FLOOR = 1e-4  # share of a palette that every cell has, seen or not; higher believes rare colours less
SMOOTH = 0.8  # sigma in cells
MOST_PALETTE, MOST_NEAR = 3.0, 2.0  # log odds that one source may give at most
PALETTE, NEAR = 0.9, 0.5  # weights of the two

PLAIN = 0.06  # standard deviation from which on a backdrop is not plain, below its half it is; higher finds more plain
REACH = 1 / 12  # what counts as around, as a share of the long side

_CELL = 8  # pixels of the cells in which the backdrop around is averaged
_LEAST = 2 / 255  # least standard deviation
_ENOUGH = 0.01  # share of certain backdrop around that is enough
_NEIGHBOURS = 8
_PLACE = 0.3  # distance across the picture that counts as one step of a channel from 0 to 1
_SAME = 0.03  # colour distance that is no difference
_SAMPLES = 20_000  # certain pixels of a class that are asked, evenly spread


def colour_log_odds(photo: Array, foreground: Flags, background: Flags, at: Flags) -> Array:
    """Natural log odds, subject to backdrop, of the colours at the pixels ``at``, ``(n,)`` float32 in row order.

    photo: ``(h, w, 3)`` float32 in [0, 1]. foreground, background: ``(h, w)``, certain pixels, neither empty.
    Odds for the backdrop lapse where a plain backdrop lies around and the colour is none of its.
    At most 0.9 · 3 + 0.5 · 2 = 3.7 to either side: colour alone never outweighs a mask that is certain.
    Cost: two histograms of the picture; two trees of at most 20,000 pixels, asked once for each pixel ``at``.
    """
    cells = palette_cells(photo)
    odds = np.log(palette(cells[foreground]) / palette(cells[background]))[cells[at]]
    near = _nearest(photo, foreground, background, at)
    both = PALETTE * np.clip(odds, -MOST_PALETTE, MOST_PALETTE) + NEAR * near
    both = np.where(both < 0, both * (1 - _unlike_plain_backdrop(photo, background)[at]), both)
    return np.asarray(both, np.float32)


def palette_cells(colours: Array) -> NDArray[np.int32]:
    """The palette cell of each colour, ``(..., 3) -> (...)``."""
    steps = np.minimum((colours * np.float32(BINS)).astype(np.int32), BINS - 1)
    return (steps[..., 0] * BINS + steps[..., 1]) * BINS + steps[..., 2]


def palette(cells: NDArray[np.int32]) -> NDArray[np.float64]:
    """Share of the pixels in each palette cell, smoothed over its neighbours, plus the floor: ``(BINS³,)``."""
    counts = np.bincount(cells.ravel(), minlength=BINS**3).reshape(BINS, BINS, BINS)
    smooth: NDArray[np.float64] = ndimage.gaussian_filter(
        counts.astype(np.float64), SMOOTH, mode="nearest"
    ).ravel()
    return np.asarray(smooth / max(cells.size, 1) + FLOOR)


def _nearest(photo: Array, foreground: Flags, background: Flags, at: Flags) -> Array:
    """(d_B − d_F) / (s² + (d_B + d_F) / 2), d the mean squared distance to the nearest of a class; within ± 2.

    Asked for boxes of 2 x 2 pixels, a quarter of the questions; certain boxes are certain in all their pixels.
    """
    boxes = scale.mean_boxes(photo, 2)
    groups = [scale.mean_boxes(group.astype(np.float32), 2) == 1 for group in (foreground, background)]
    asked = scale.mean_boxes(at.astype(np.float32), 2) > 0
    if not all(group.any() for group in groups):
        boxes, groups, asked = photo, [foreground, background], at
    step = np.float32(_PLACE / max(asked.shape))
    rows, columns = (plane.astype(np.float32) for plane in np.indices(asked.shape))
    features: Array = np.concatenate([boxes, np.stack([rows * step, columns * step], -1)], -1)
    questions = features[asked]
    distance = []
    for group in groups:
        members = features[group]
        members = members[:: -(-len(members) // _SAMPLES)]
        near, _ = nearest(members, questions, _NEIGHBOURS)
        distance.append((near * near).mean(1))
    from_subject, from_backdrop = distance
    difference = (from_backdrop - from_subject) / (_SAME * _SAME + (from_backdrop + from_subject) / 2)
    answers = np.zeros(asked.shape, np.float32)
    answers[asked] = np.clip(difference, -MOST_NEAR, MOST_NEAR)
    row, column = np.nonzero(at)
    k = 1 if asked.shape == at.shape else 2
    return answers[row // k, column // k]


def _unlike_plain_backdrop(photo: Array, background: Flags) -> Array:
    """How far a colour is none of the backdrop's around it, ``(h, w)`` in [0, 1]; 0 where that is not plain.

    The certain backdrop around a pixel has a mean and a standard deviation per channel (a Gaussian window of
    :data:`REACH`). Within one of them a colour is its, beyond two it is not. A dress of white on white is like the
    backdrop for the palettes, and yet it is shaded where the backdrop is not.
    """
    weight = background.astype(np.float32)[..., None]
    sums = scale.mean_boxes(np.concatenate([weight, weight * photo, weight * photo * photo], -1), _CELL)
    sigma = REACH * max(photo.shape[:2]) / _CELL
    sums = ndimage.gaussian_filter(sums, (sigma, sigma, 0), mode="nearest", truncate=3)
    size = (sums.shape[0] * _CELL, sums.shape[1] * _CELL)
    around = scale.enlarge(sums, size)[: photo.shape[0], : photo.shape[1]]
    share = around[..., :1] + np.float32(1e-6)
    mean = around[..., 1:4] / share
    deviation = np.sqrt(np.maximum(around[..., 4:] / share - mean * mean, 0) + np.float32(_LEAST**2))
    unlike = np.clip((np.abs(photo - mean) / deviation).max(-1) - 1, 0, 1)
    plain = np.clip(2 - 2 * deviation.mean(-1) / np.float32(PLAIN), 0, 1)
    return np.asarray(unlike * plain * np.minimum(share[..., 0] / np.float32(_ENOUGH), 1), np.float32)
