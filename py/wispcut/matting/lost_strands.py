"""Find strands of hair that a mask lost, and gaps between strands that it filled, by colour.

Palettes (smoothed colour histograms) of the two known regions, and of mixtures of the known colours nearest to the
unknown region, say how probable a colour is as a plain background and as hair before it. What is far likelier to be the
other thing, thin, near the unknown region and connected to it, becomes unknown. Strands thinner than a pixel never show
the subject's pure colour: the mixtures stand for them.
"""

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from wispcut.core.checks import Array, check_image, check_number, check_plane
from wispcut.matting.colour_evidence import Flags, palette, palette_cells
from wispcut.matting.trimap import UNKNOWN

ODDS = 2.0  # natural logarithm of the odds from which colour is believed
STRANDS = (1.0, 0.75, 0.5)  # opacities at which a strand is looked for
THIN = 6  # pixels: what a square of 2 · THIN + 1 fits into is no strand
MARGIN = 0.08  # share of the reach around a found pixel that becomes unknown
_EIGHT = np.ones((3, 3), int)


def open_lost_strands(photo: Array, trimap: Array, softness: Array, *, reach: float) -> Array:
    """Return the trimap ``(h, w)`` with lost strands and filled gaps made unknown.

    Args:
        photo: ``(h, w, 3)`` float32 in [0, 1].
        trimap: ``(h, w)`` float32: 0, 0.5, 1.
        softness: ``(h, w)`` float32 in [0, 1]: 0 along hard edges, where nothing is opened; 1 in hair.
        reach: how far from the unknown region pixels are asked where softness is 1, in pixels, 0 to 4096. Larger finds
            longer hair and more that only looks like it.

    Without pixels of all three labels nothing is opened.

    Raises:
        TypeError, ValueError: naming the argument that does not fit.

    Cost: three exact distance transforms, eight histograms, one labelling.
    """
    check_image("photo", photo)
    check_plane("trimap", trimap, shape=photo.shape[:2])
    check_plane("softness", softness, shape=photo.shape[:2])
    check_number("reach", reach, 0, 4096)
    unknown = trimap == UNKNOWN
    if not all((trimap == label).any() for label in (0, UNKNOWN, 1)):
        return trimap
    near = ndimage.distance_transform_edt(~unknown) <= np.float32(reach) * softness
    near &= ~unknown
    if not near.any():
        return trimap
    cells = palette_cells(photo)
    doubtful = np.zeros_like(unknown)
    for label, odds in enumerate(_evidence(photo, cells, trimap)):
        asked = near & (trimap == label)
        doubtful[asked] = (odds > ODDS)[cells[asked]]
    doubtful &= ~opened_by_squares(doubtful, 2 * THIN + 1)
    doubtful = _connected(doubtful, unknown)
    if not doubtful.any():
        return trimap
    around = ndimage.distance_transform_edt(~doubtful) <= MARGIN * reach
    return np.where(around, UNKNOWN, trimap)


def opened_by_squares(flags: Flags, side: int) -> Flags:
    """The pixels of ``flags`` ``(h, w)`` within flagged squares of this odd side; beyond the border nothing is flagged.

    Cost: four running extrema a pixel, whatever the side; ``ndimage.binary_opening`` tries the whole square.
    """
    eroded = ndimage.minimum_filter(flags.view(np.uint8), side, mode="constant")
    return np.asarray(ndimage.maximum_filter(eroded, side, mode="constant").view(np.bool_))


def _evidence(photo: Array, cells: NDArray[np.int32], trimap: Array) -> list[NDArray[np.float64]]:
    """Log odds per palette cell that a pixel of label 0 (then 1) shows the other layer, at least half opaque."""
    unknown = trimap == UNKNOWN
    own, beside = [], []
    for label in (0, 1):
        known = trimap == label
        own.append(palette(cells[known]))
        rows, columns = ndimage.distance_transform_edt(~known, return_distances=False, return_indices=True)
        beside.append(photo[rows[unknown], columns[unknown]])
    out = []
    for label in (0, 1):
        step = beside[1 - label] - beside[label]
        mixed = [palette(palette_cells(beside[label] + np.float32(share) * step)) for share in STRANDS]
        out.append(np.log((own[1 - label] + sum(mixed)) / (1 + len(STRANDS))) - np.log(own[label]))
    return out


def _connected(flags: Flags, seeds: Flags) -> Flags:
    """Flagged pixels with a path (8 neighbours) of flagged pixels to a seed."""
    labels, count = ndimage.label(flags | seeds, structure=_EIGHT)
    reached = np.zeros(count + 1, bool)
    reached[labels[seeds]] = True
    return np.asarray(flags & reached[labels])
