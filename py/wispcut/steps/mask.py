"""The raw mask, tidied as the settings ask."""

from wispcut.core.checks import Array
from wispcut.matting.post_process import post_process
from wispcut.settings import Mask


def tidy_mask(mask: Array, settings: Mask) -> Array:
    """Return the mask ``(h, w)`` float32 unchanged, or without islands and holes and with a smoother outline."""
    if not settings.tidy:
        return mask
    return post_process(mask, islands=settings.islands, holes=settings.holes, smoothing=settings.smoothing)
