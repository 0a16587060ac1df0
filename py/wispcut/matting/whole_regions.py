"""Decide as a whole what a mask is unsure of and what is thicker than hair: an arm, a leg, a gap below an arm.

A matte is the wrong answer there: a body is not translucent. The question is subject or background, asked of regions.
The mask's word is calibrated first: measured on composites with a known truth, a network's 0.1 to 0.5 over a thick area
is subject in four to five cases of ten, and 0.75 in seven; taken literally it loses limbs. Colour evidence is added
(:mod:`colour_evidence`), a random walker lets the answer follow the photo's edges (:mod:`random_walker`), and what then
agrees over more than the thickness of hair is decided. All at a reduced scale: regions are large.
"""

from typing import NamedTuple

import numpy as np
from scipy import ndimage

from wispcut.core import scale
from wispcut.core.checks import Array, check_image, check_number, check_plane
from wispcut.matting.colour_evidence import Flags, colour_log_odds
from wispcut.matting.edge_width import UNIT, edge_width, sharpest
from wispcut.matting.random_walker import random_walker

SIDE = 512
"""Long side at which regions are decided; larger costs its square and sees thinner ones."""

RAMPS = 10.0
"""And how many times the width of the mask's sharpest edges it must have at least: a blurred mask has wide ramps."""

THICKNESS = 12 * UNIT
"""Half the least width of an unsure area that is decided, as a share of the long side; lower decides hair, too."""

PIECE = 16 * UNIT
"""Half the least width of a decided piece of it: what is thinner is left to the matte."""

PLATEAU = 80.0
"""Width of the mask's edge, in units, above which it is no ramp between two certain sides; see :mod:`edge_width`."""

BORDER = 10 * UNIT
"""What stays open along the border of a decided region: there the matte finds the exact edge."""

CERTAIN = (0.01, 0.97)
"""Mask values below and above which a pixel is an example of background and of subject."""

AGREED = (0.45, 0.55)
"""Probabilities below and above which a pixel counts as decided."""

# Measured: share of subject among thick unsure pixels (solid and hairy composites, one network's masks).
MASK_VALUES = np.array(
    [0, 0.02, 0.035, 0.07, 0.15, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85, 0.925, 0.965, 1]
)
SUBJECT_SHARE = np.array(
    [0.005, 0.02, 0.1, 0.3, 0.36, 0.48, 0.49, 0.5, 0.54, 0.64, 0.76, 0.9, 0.96, 0.98, 0.998]
)

_PULL = 0.3  # confidence of the random walker's prior, where prior and mask are certain
_IDLE = 0.15  # and the share of it where they say nothing


class Regions(NamedTuple):
    """``belief`` ``(h, w)`` float32 in [0, 1]: probability of subject, the mask itself where that is certain.
    ``decided`` ``(h, w)`` float32: 0 or 1 where a region was decided as a whole, 0.5 elsewhere."""

    belief: Array
    decided: Array


def decide_regions(photo: Array, mask: Array, *, thickness: float = THICKNESS) -> Regions:
    """Decide the thick regions that ``mask`` ``(h, w)`` is unsure of in ``photo`` ``(h, w, 3)``; float32 in [0, 1].

    thickness: see :data:`THICKNESS`, (0, 0.5].

    Nothing is decided where no thick area is unsure, or without any certain subject or background.
    Cost: one distance transform of the reduced mask where nothing is thick; else about 0.3 s for 50,000 unsure pixels.

    Raises:
        TypeError, ValueError: naming the argument that does not fit.
    """
    check_image("photo", photo)
    check_plane("mask", mask, shape=photo.shape[:2])
    check_number("thickness", thickness, 0, 0.5, open_low=True)
    nothing = Regions(mask, np.full(mask.shape, 0.5, np.float32))
    factor = max(1, round(max(mask.shape) / SIDE))
    small = scale.mean_boxes(mask, factor)
    side = max(small.shape)
    unsure = _unsure(small)
    background, foreground = small < CERTAIN[0], small > CERTAIN[1]
    if not (unsure.any() and background.any() and foreground.any()):
        return nothing
    open_area = thick_unsure(small, thickness=thickness)
    if not open_area.any():
        return nothing
    colours = scale.mean_boxes(photo, factor)
    share = np.interp(small, MASK_VALUES, SUBJECT_SHARE)
    odds = np.log(share / (1 - share))
    odds[unsure] += colour_log_odds(colours, foreground, background, unsure)
    held = (small > 0.5).astype(np.float32)
    confidence = _PULL * (_IDLE + np.abs(np.tanh(odds / 2)))
    belief = random_walker(colours, 1 / (1 + np.exp(-odds)), confidence, held, unsure)
    decided = np.full(small.shape, 0.5, np.float32)
    for label, agreed in ((0, belief < AGREED[0]), (1, belief > AGREED[1])):
        decided[_opened(agreed, PIECE * side, BORDER * side) & open_area] = label
    belief = np.where(unsure, belief, small)
    height, width = mask.shape
    tall = (small.shape[0] * factor, small.shape[1] * factor)
    return Regions(*(scale.enlarge(plane, tall)[:height, :width] for plane in (belief, decided)))


def thick_unsure(mask: Array, *, thickness: float = THICKNESS) -> Flags:
    """Where ``mask`` ``(h, w)`` is unsure over a plateau thicker than hair, ``(h, w)``; at :data:`SIDE` for the figures
    above. thickness: see :data:`THICKNESS`."""
    unsure = _unsure(mask)
    if not unsure.any():
        return unsure
    width = edge_width(mask)
    plateau = max(PLATEAU, RAMPS * sharpest(mask, width))
    return _opened(unsure & (width > plateau), thickness * max(mask.shape), 0)


def _unsure(mask: Array) -> Flags:
    return np.asarray((mask > CERTAIN[0]) & (mask < 1 - CERTAIN[0]))


def _opened(flags: Flags, radius: float, border: float) -> Flags:
    """The parts of ``flags`` that a disc of this radius fits into, less a border."""
    core = ndimage.distance_transform_edt(flags) > radius if not flags.all() else flags
    if not core.any():
        return core
    return np.asarray(flags & (ndimage.distance_transform_edt(~core) <= max(radius - border, 0)))
