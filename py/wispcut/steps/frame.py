"""The frame of the file: which part of the photo it shows, and how large it is made, in whole pixels."""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from wispcut.core.errors import WispcutError
from wispcut.core.pixels import SUBJECT_LEVEL
from wispcut.core.scale import Box
from wispcut.settings import Export

Size = tuple[int, int]
Item = TypeVar("Item", bound=np.generic)

LARGEST = 200_000_000
"""The most pixels of a frame: as many as of a photo."""


@dataclass(frozen=True)
class Frame:
    """``box``: the part of the photo, in its pixels; it may reach beyond. ``size``: (height, width) of the file."""

    box: Box
    size: Size

    @property
    def shrinks(self) -> bool:
        """Whether the file is smaller than the part that it shows."""
        return self.size != size_of(self.box)


def size_of(box: Box) -> Size:
    """Height and width of a box."""
    return box[2] - box[0], box[3] - box[1]


def frame_of(subject: Box | None, whole: Box, section: Export, size: Size | None = None) -> Frame:
    """The frame that the ``export`` settings ask for.

    subject: the box of what can be seen, or None for a file that follows ``whole`` whatever the settings. whole: what
    is shown without a frame. size: in which ``whole`` is made; its own, if None; a frame around the subject has its
    own. ``frame`` and ``margin`` put room around the subject, which stands in the middle (an odd pixel goes to the
    right and below); ``long_side`` makes smaller, never larger. Raises ``WispcutError("frame_large")``.
    """
    box = whole
    if subject is not None and section.frame != "none":
        height, width = size_of(subject)
        longer = max(height, width)
        side = -(-100 * longer // (100 - 2 * section.margin))
        room = side - longer
        tall, wide = (side, side) if section.frame == "square" else (height + room, width + room)
        top, left = subject[0] - (tall - height) // 2, subject[1] - (wide - width) // 2
        box, size = (top, left, top + tall, left + wide), None
        if tall * wide > LARGEST:
            raise WispcutError(
                "frame_large",
                f"The frame around the subject has {tall * wide / 1e6:.0f} megapixels ({wide} by {tall}); at most "
                f"{LARGEST // 10**6} fit. Make export.margin smaller, or set export.frame to none.",
            )
    height, width = size or size_of(box)
    longer = max(height, width)
    if 0 < section.long_side < longer:
        height, width = (
            max(1, (2 * side * section.long_side + longer) // (2 * longer)) for side in (height, width)
        )
    return Frame(box, (height, width))


def subject_box(alpha: NDArray[np.uint8]) -> Box:
    """The box of what can be seen in ``(H, W)`` bytes of alpha; the whole plane where nothing can."""
    seen = alpha >= SUBJECT_LEVEL
    rows, columns = np.flatnonzero(seen.any(axis=1)), np.flatnonzero(seen.any(axis=0))
    if not rows.size:
        return 0, 0, *alpha.shape
    return int(rows[0]), int(columns[0]), int(rows[-1]) + 1, int(columns[-1]) + 1


def window(pixels: NDArray[Item], box: Box) -> NDArray[Item]:
    """A box of ``(H, W[, C])`` pixels; beyond them are zeros. No copy where it lies within."""
    height, width = pixels.shape[:2]
    top, left = max(0, box[0]), max(0, box[1])
    bottom, right = max(top, min(height, box[2])), max(left, min(width, box[3]))
    inner = pixels[top:bottom, left:right]
    if (top, left, bottom, right) == box:
        return inner
    out = np.zeros((*size_of(box), *pixels.shape[2:]), pixels.dtype)
    out[top - box[0] : bottom - box[0], left - box[1] : right - box[1]] = inner
    return out
