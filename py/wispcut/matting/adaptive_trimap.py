"""A trimap from a soft mask whose unknown region is as wide as the evidence says: a hair's breadth along hard edges.

Three rules. (1) Unknown is what the mask is unsure of, and around it a margin that grows with the local width of the
mask's edge (:mod:`edge_width`): hardly anything on hard edges, some pixels in hair, where strands that the mask lost
are opened, too (:mod:`lost_strands`). (2) What is unsure over a thick area is decided as a whole
(:mod:`whole_regions`) and only its border stays unknown. (3) Beyond the margin, in hair, labels are not certain at
once: their confidence rises over a ring, where a solver may still move alpha.

The first trimap of Wispcut went the other way and opened sharp masks wider ("a sharp mask hides its doubt"). That suits
imitated masks whose outline is shifted; a real network's is not, and opening it invites scraps of the backdrop in.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from wispcut.core import scale
from wispcut.core.checks import Array, check_image, check_number, check_plane
from wispcut.matting.colour_evidence import Flags
from wispcut.matting.edge_width import SIDE, blur, edge_width, sharpest, softness
from wispcut.matting.flip_regions import flip_regions
from wispcut.matting.lost_strands import open_lost_strands
from wispcut.matting.trimap import UNKNOWN
from wispcut.matting.whole_regions import decide_regions

# In units of ``erode``.
HARD_MARGIN = 0.125  # beyond the unsure values, on hard edges
SOFT_MARGIN = 1.2  # and in hair
SEARCH = 5.0  # how far beyond the unknown region lost strands are looked for, in hair
RING = 2.5  # width of the ring of rising confidence, in hair

LIKE_HAIR = 0.3  # softness from which on strands are looked for at all
FIRM = 0.1  # on a hard edge, values this near to 0 and 1 are certain even if the thresholds are stricter


class AdaptiveTrimap(NamedTuple):
    """``trimap`` ``(H, W)`` float32: 0, 0.5, 1. ``confidence`` ``(H, W)`` in [0, 1]: how far the label may be
    believed, 0 where unknown, 1 where certain. ``prior`` ``(H, W)`` in [0, 1]: the mask, corrected where regions were
    decided. ``decided`` ``(H, W)``: 0 or 1 where a region was decided as a whole, 0.5 elsewhere."""

    trimap: Array
    confidence: Array
    prior: Array
    decided: Array


def adaptive_trimap(
    photo: Array,
    mask: Array,
    *,
    foreground: float = 240 / 255,
    background: float = 10 / 255,
    erode: float = 4.0,
    whole: bool = True,
    marks: NDArray[np.uint8] | None = None,
) -> AdaptiveTrimap:
    """Return the trimap of a photo and a soft mask of the same size, and how far it may be believed.

    Args:
        photo: ``(H, W, 3)`` float32 in [0, 1].
        mask: ``(H, W)`` float32 in [0, 1].
        foreground: values from here on are certainly subject in soft parts of the outline, in (0, 1]; raising it opens
            more. Along hard edges 0.9 is enough.
        background: values below are certainly background in soft parts, in [0, ``foreground``]; lowering it opens
            more. Along hard edges 0.1 is enough.
        erode: the unit of all margins in pixels of these arrays, 0 to 512; larger widens them. 5 suits pictures of 1024
            pixels. At 0 the unknown region is the mask's unsure values alone.
        whole: decide thick unsure regions as a whole. Off for subjects that really are translucent.
        marks: ``(H, W)`` uint8, see :mod:`wispcut.core.marks`; one inside a decided region can turn it over
            (:mod:`flip_regions`). Marked pixels themselves are the caller's to set.

    Raises:
        TypeError, ValueError: naming the argument that does not fit.

    Cost: three exact distance transforms, four box filters at 1024 px, and :func:`decide_regions`.
    """
    check_image("photo", photo)
    check_plane("mask", mask, shape=photo.shape[:2])
    check_number("foreground", foreground, 0, 1, open_low=True)
    check_number("background", background, 0, foreground)
    check_number("erode", erode, 0, 512)
    soft, hair = _softness(mask)
    low = np.maximum(background, FIRM + (background - FIRM) * soft)
    high = np.minimum(foreground, 1 - FIRM + (foreground - 1 + FIRM) * soft)
    unsure = (mask >= low.astype(np.float32)) & (mask < np.maximum(high, low).astype(np.float32))
    middle = (foreground + background) / 2
    label = (mask >= np.float32(middle)).astype(np.float32)
    prior, decided = mask, np.full(mask.shape, UNKNOWN, np.float32)
    overruled: Flags = np.zeros(mask.shape, bool)
    if whole:
        regions = decide_regions(photo, mask)
        decided = np.where(regions.decided > 0.75, 1, np.where(regions.decided < 0.25, 0, UNKNOWN)).astype(
            np.float32
        )
        if marks is not None:
            before, decided = decided, flip_regions(photo, decided, marks)
            overruled = decided != before
        fixed = decided != UNKNOWN
        prior = np.where(fixed, decided, np.where(unsure, regions.belief, mask))
        label = np.where(fixed, decided, label)
        unsure &= ~fixed
    if erode > 0:
        unsure |= _outline(label) & (decided == UNKNOWN)
    margin = (HARD_MARGIN + (SOFT_MARGIN - HARD_MARGIN) * hair) * np.float32(erode)
    unknown = unsure | ((_distance(unsure) <= margin) & (decided == UNKNOWN))
    trimap = np.where(unknown, UNKNOWN, label)
    if erode > 0:
        trimap = open_lost_strands(
            photo, trimap, np.where(soft > LIKE_HAIR, soft, np.float32(0)), reach=SEARCH * erode
        )
    trimap = np.where(overruled, decided, trimap)
    confidence = ring(trimap, np.float32(RING * erode / 2) * (soft + hair))
    confidence = np.where(overruled, np.float32(1), confidence)
    return AdaptiveTrimap(trimap, confidence, prior, decided)


def ring(trimap: Array, width: float | Array) -> Array:
    """Confidence in a trimap's labels: 0 where unknown, rising linearly to 1 at ``width`` pixels from there."""
    unknown = trimap == UNKNOWN
    if not unknown.any():
        return np.ones(trimap.shape, np.float32)
    return np.asarray(np.clip(_distance(unknown) / (np.asarray(width, np.float32) + 1), 0, 1), np.float32)


def _outline(label: Array) -> Flags:
    """Pixels with a neighbour (of four) of the other label: a mask without unsure values has an edge all the same."""
    cross = ndimage.generate_binary_structure(2, 1)
    return np.asarray(
        ndimage.maximum_filter(label, footprint=cross) != ndimage.minimum_filter(label, footprint=cross)
    )


def _softness(mask: Array) -> tuple[Array, Array]:
    """Softness of the mask's edge, and how far it is evidence of hair: a mask that is soft everywhere is only blurred.

    Both ``(h, w)`` in [0, 1], measured at :data:`SIDE` and brought to the mask's own size.
    """
    height, width = mask.shape
    factor = SIDE / max(height, width)
    scaled = scale.enlarge(mask, (max(1, round(height * factor)), max(1, round(width * factor))))
    edge = edge_width(scaled)
    soft = scale.enlarge(softness(edge), mask.shape)
    return soft, soft * np.float32(1 - blur(sharpest(scaled, edge)))


def _distance(flags: np.ndarray) -> Array:
    """Distance of each pixel to the nearest flagged one; infinite where none is."""
    if not flags.any():
        return np.full(flags.shape, np.inf, np.float32)
    return np.asarray(ndimage.distance_transform_edt(~flags), np.float32)
