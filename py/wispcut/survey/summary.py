"""A survey in a few numbers: enough to plan the tiles, without its planes."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from wispcut.core import scale, tiles
from wispcut.core.pixels import SUBJECT_LEVEL, to_bytes
from wispcut.matting.trimap import UNKNOWN
from wispcut.survey import Survey

OPAQUE_LEVEL = 128
"""The smallest trimap byte whose pixel keeps the photo's alpha in an untouched tile; below it is transparent."""


def summary(survey: Survey, *, colours_stay: bool) -> dict[str, Any]:
    """Plain JSON data: ``size``, ``factor``, ``unknown`` (pixels), ``subject`` (box or None), ``backdrop``, ``tiles``.

    A tile is ``untouched`` when its core has nothing unknown and its colours stay: nobody needs to refine it.
    """
    unknown = survey.trimap == UNKNOWN
    plan = []
    for tile in tiles.plan(survey.size):
        count = _count(unknown, tile.core, survey.factor)
        untouched = count == 0 and colours_stay
        plan.append({"core": tile.core, "outer": tile.outer, "unknown": count, "untouched": untouched})
    return {
        "size": survey.size,
        "factor": survey.factor,
        "unknown": int(unknown.sum()) * survey.factor**2,
        "subject": subject_box(survey),
        "backdrop": {
            "colour": _hex(survey.backdrop.colour),
            "noise": max(survey.backdrop.noise),
            "smooth": survey.backdrop.smooth,
        },
        "tiles": plan,
    }


def subject_box(survey: Survey) -> scale.Box | None:
    """The subject's bounding box in photo pixels, from the survey's matte; None when there is none."""
    seen = survey.alpha >= SUBJECT_LEVEL / 255
    if not seen.any():
        return None
    rows, columns = np.flatnonzero(seen.any(1)), np.flatnonzero(seen.any(0))
    k, (height, width) = survey.factor, survey.size
    return (
        int(rows[0]) * k,
        int(columns[0]) * k,
        min(height, int(rows[-1] + 1) * k),
        min(width, int(columns[-1] + 1) * k),
    )


def _count(unknown: NDArray[np.bool_], box: scale.Box, factor: int) -> int:
    row0, column0, row1, column1 = box
    inside = unknown[row0 // factor : -(-row1 // factor), column0 // factor : -(-column1 // factor)]
    return int(inside.sum()) * factor**2


def _hex(colour: tuple[float, float, float]) -> str:
    return "#" + to_bytes(np.array(colour, np.float32)).tobytes().hex()
