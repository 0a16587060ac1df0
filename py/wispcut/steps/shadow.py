"""The shadow that the settings ask for, made small once and read back for any window of the picture."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wispcut.core.checks import Array
from wispcut.core.pixels import to_bytes
from wispcut.core.scale import Box, enlarge_boxes, mean_boxes
from wispcut.settings import Cutout
from wispcut.shadow import soft_shadow
from wispcut.survey import Survey

PIXELS = 150_000
"""The most pixels of a shadow's plane: soft edges need no more, and a moved slider is followed at once."""


@dataclass(frozen=True)
class Shadow:
    """How dark the ground is.

    ``plane``: ``(h, w)`` float32 in [0, 1]. ``factor``: how many pixels of the photo one of its pixels is wide.
    ``origin``: row and column of the photo where its first pixel's corner lies.
    """

    plane: Array
    factor: int
    origin: tuple[int, int]

    def window(self, box: Box) -> NDArray[np.uint8]:
        """The bytes of a window in photo pixels, ``(r1 - r0, c1 - c0)``."""
        row, column = self.origin
        return to_bytes(
            enlarge_boxes(
                self.plane, self.factor, (box[0] - row, box[1] - column, box[2] - row, box[3] - column)
            )
        )


def casts(section: Cutout) -> bool:
    """Whether the settings ask for a shadow: not alone on a transparent ground, unless they say so, nor on a mask."""
    bare = section.background == "transparent" and not section.shadow_on_transparent
    return section.shadow != "none" and section.shadow_strength > 0 and not section.mask_only and not bare


def shadow_of(survey: Survey, section: Cutout, box: Box | None = None) -> Shadow | None:
    """The shadow in ``box``, in photo pixels, which may reach beyond the photo, by default the photo; None without one.

    Cost: :func:`wispcut.shadow.soft_shadow` on at most :data:`PIXELS` pixels.
    """
    if not casts(section):
        return None
    r0, c0, r1, c1 = box or (0, 0, *survey.size)
    k, (h, w) = survey.factor, survey.alpha.shape
    room = [(max(0, -(low // k)), max(0, -(-high // k) - n)) for low, high, n in ((r0, r1, h), (c0, c1, w))]
    alpha = np.pad(np.clip(survey.alpha, 0, 1), room)
    factor = max(1, math.ceil(math.sqrt(alpha.size / PIXELS)))
    strength = section.shadow_strength
    plane = soft_shadow(
        np.clip(mean_boxes(alpha, factor), 0, 1),
        contact=strength if section.shadow in ("contact", "both") else 0,
        cast=strength if section.shadow in ("cast", "both") else 0,
        softness=section.shadow_softness / 100,
        angle=section.shadow_angle,
        length=section.shadow_length,
    )
    return Shadow(plane, k * factor, (-room[0][0] * k, -room[1][0] * k))
