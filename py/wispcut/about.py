"""What Python tells the page about itself, once: versions, knobs, stages, and the numbers on which both must agree."""

import json
import platform
import sys

import numpy as np
import scipy

import wispcut
from wispcut import settings, stages
from wispcut.core import marks, scale, tiles
from wispcut.core.pixels import SUBJECT_LEVEL
from wispcut.steps.preview import PIXELS as PREVIEW_PIXELS
from wispcut.survey.summary import OPAQUE_LEVEL


def about() -> str:
    """JSON: versions, the JSON Schema of the settings, the stages, the constants and the presets."""
    return json.dumps(
        {
            "version": wispcut.__version__,
            "python": platform.python_version(),
            "platform": sys.platform,
            "numpy": np.__version__,
            "scipy": scipy.__version__,
            "schema": settings.schema(),
            "stages": stages.as_list(),
            "constants": constants(),
            "presets": {name: dict(preset) for name, preset in settings.PRESETS.items()},
            "preset_knobs": settings.PRESET_KNOBS,
        }
    )


def constants() -> dict[str, object]:
    """Plain JSON data: the numbers on which Python and the page must agree.

    ``ai_side``: side of the square that the AI sees, and of its mask. ``tile_core``, ``tile_gutter``: pixels; a changed
    mark reaches as far as a gutter. ``survey_pixels``, ``preview_pixels``: the most that each works on.
    ``subject_alpha``: the smallest alpha byte that counts as subject when cropping. ``opaque_trimap``: in an untouched
    tile a pixel whose trimap byte is at least this keeps the photo's alpha, any other becomes transparent. ``marks``:
    the codes of a plane of marks.
    """
    return {
        "ai_side": scale.AI_SIDE,
        "tile_core": tiles.CORE,
        "tile_gutter": tiles.GUTTER,
        "survey_pixels": scale.SURVEY_PIXELS,
        "preview_pixels": PREVIEW_PIXELS,
        "subject_alpha": SUBJECT_LEVEL,
        "opaque_trimap": OPAQUE_LEVEL,
        "marks": marks.CODES,
    }
