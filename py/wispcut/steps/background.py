"""The background of the settings and the shadow on it, for any window of the cutout."""

import numpy as np

from wispcut.backdrop import blurred_backdrop, even_out
from wispcut.core.checks import Array, check_image
from wispcut.core.pixels import to_bytes
from wispcut.core.scale import Box, enlarge, enlarge_boxes
from wispcut.settings import Cutout, Settings
from wispcut.steps.compose import Bytes, check_bytes, compose
from wispcut.steps.shadow import Shadow, shadow_of
from wispcut.survey import Survey


def on_background(
    pixels: Bytes,
    survey: Survey,
    settings: Settings,
    *,
    origin: tuple[int, int] = (0, 0),
    image: Bytes | None = None,
    plane: Array | None = None,
    shadow: Shadow | None = None,
) -> Bytes:
    """Put a part of the cutout, ``(h, w, 4)`` bytes, on the background that the settings name, its shadow between.

    ``origin``: the photo's row and column of the first pixel; the part may reach beyond the photo. ``image``: the same
    part of a background picture. ``plane``: from :func:`background_plane`, and ``shadow``: from :func:`shadow_of`, to
    make them only once for all parts.
    """
    section = settings.cutout
    plane = background_plane(survey, settings) if plane is None else plane
    box = (*origin, origin[0] + pixels.shape[0], origin[1] + pixels.shape[1])
    shadow = shadow_of(survey, section, box) if shadow is None else shadow
    background = background_window(section, survey.size, box, image=image, plane=plane, factor=survey.factor)
    return compose(
        pixels,
        background,
        mask_only=section.mask_only,
        shadow=None if shadow is None else shadow.window(box),
        shadow_colour=_rgb(section.shadow_colour),
    )


def _rgb(colour: str) -> tuple[int, int, int]:
    red, green, blue = bytes.fromhex(colour[1:])
    return red, green, blue


def background_plane(survey: Survey, settings: Settings) -> Array | None:
    """The plane that the backgrounds ``even`` and ``blur`` are enlarged from, at survey scale; None for the others."""
    section = settings.cutout
    if section.background == "even":
        height, width = survey.photo.shape[:2]
        keep = settings.backdrop.keep_gradient
        return even_out(survey.backdrop, np.arange(height), np.arange(width), keep_gradient=keep)
    if section.background == "blur":
        return blurred_backdrop(survey.photo, survey.alpha, section.blur, survey.factor)
    return None


def background_window(
    section: Cutout,
    size: tuple[int, int],
    window: Box,
    *,
    image: Bytes | None = None,
    plane: Array | None = None,
    factor: int | None = None,
) -> Bytes | None:
    """The background of the ``cutout`` settings: ``(h, w, 3)`` uint8, or None for transparent.

    size: ``(H, W)`` of the photo. window: the part wanted, ``h`` by ``w``, in the photo's pixels; beyond the photo its
    border goes on. image: for ``image``, this part of a picture, ``(h, w, 3)`` or with an alpha that is ignored.
    plane: for ``blur`` (from :func:`blurred_backdrop`) and ``even`` (the backdrop's map), ``(h, w, 3)`` float32 in
    [0, 1]. factor: how many pixels of the photo one of the plane's is wide, so that a last pixel that is cut off stays
    in its place; None stretches the plane to the photo.
    """
    choice = section.background
    shape = (window[2] - window[0], window[3] - window[1])
    if choice == "transparent":
        return None
    if choice == "image":
        if image is None:
            raise ValueError("image must be given for the background 'image'")
        return check_bytes("image", image, image.shape[-1] if image.shape[-1:] == (4,) else 3, shape)[..., :3]
    if choice in ("blur", "even"):
        if plane is None:
            raise ValueError(f"plane must be given for the background {choice!r}")
        check_image("plane", plane)
        return to_bytes(
            enlarge(plane, size, window) if factor is None else enlarge_boxes(plane, factor, window)
        )
    name = {"white": "#ffffff", "black": "#000000"}.get(choice, section.colour)
    return np.broadcast_to(np.array(_rgb(name), np.uint8), (*shape, 3)).copy()
