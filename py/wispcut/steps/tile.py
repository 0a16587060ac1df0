"""One tile of the cutout, bytes in and bytes out: refined, enhanced where the settings ask for it."""

import numpy as np
from numpy.typing import NDArray

from wispcut.core import tiles
from wispcut.core.checks import Array
from wispcut.core.pixels import from_bytes, to_bytes
from wispcut.enhance import Enhancement, active, prepare
from wispcut.settings import Settings
from wispcut.steps.refine import refine
from wispcut.survey import Survey


def enhancement(survey: Survey, settings: Settings) -> Enhancement | None:
    """What to do to the cutout's own colours; None when nothing was asked for."""
    options = settings.enhance.options()
    return prepare(survey.photo, options) if settings.enhance.in_result and active(options) else None


def refine_tile(
    survey: Survey,
    pixels: NDArray[np.uint8],
    tile: tiles.Tile,
    marks: NDArray[np.uint8] | None,
    settings: Settings,
    better: Enhancement | None = None,
) -> NDArray[np.uint8]:
    """Refine one tile, bytes in and out: :func:`refined`, rounded."""
    return to_bytes(refined(survey, pixels, tile, marks, settings, better))


def refined(
    survey: Survey,
    pixels: NDArray[np.uint8],
    tile: tiles.Tile,
    marks: NDArray[np.uint8] | None,
    settings: Settings,
    better: Enhancement | None = None,
) -> Array:
    """Refine one tile: ``pixels`` ``(h, w, 3 or 4)`` bytes of the outer box in, straight RGBA of the core out, float32.

    What is transparent in the photo stays so: an alpha of its own is multiplied with the matte.
    ``better`` (see :func:`enhancement`) is applied as the difference that it makes to the photo, so that the matte and
    the cleaned colours of hair stay what they are. It reaches less far than the gutter.
    """
    photo = from_bytes(pixels[..., :3])
    inside = tiles.inside(tile.core, tile.outer)
    out = refine(survey, photo, tile.outer, tile.core, marks=marks, settings=settings)
    if better is not None:
        change = better.part(photo, origin=tile.outer[:2], size=survey.size) - photo
        out[..., :3] += change[inside]
    if pixels.shape[-1] == 4:
        out[..., 3] *= from_bytes(pixels[..., 3][inside])
    return out
