"""The survey, with an error for people where the mask shows no subject."""

import numpy as np
from numpy.typing import NDArray

from wispcut.core import scale
from wispcut.core.checks import Array
from wispcut.core.errors import WispcutError
from wispcut.core.progress import Tick, silent
from wispcut.settings import Settings
from wispcut.survey import Survey, survey


def survey_subject(
    reduced: Array,
    size: tuple[int, int],
    *,
    mask: Array | None,
    marks: NDArray[np.uint8] | None,
    settings: Settings,
    tick: Tick = silent,
) -> Survey:
    """The survey of a photo of ``size`` ``(H, W)``, reduced by its ``survey_factor``; arguments as for :func:`survey`.

    Raises ``WispcutError("no_foreground")`` when a mask shows no subject at all and no mark helps it.
    """
    factor = scale.survey_factor(*size)
    found = survey(reduced, size, factor, mask=mask, marks=marks, settings=settings, tick=tick)
    if mask is not None and not found.trimap.any():
        raise WispcutError("no_foreground", "No subject found. Mark the subject, or choose another photo.")
    return found
