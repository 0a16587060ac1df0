"""The background of the settings, for any stripe of rows of the cutout."""

import numpy as np

from wispcut.backdrop import blurred_backdrop, even_out
from wispcut.core.checks import Array, check_image
from wispcut.core.pixels import to_bytes
from wispcut.core.scale import enlarge, enlarge_boxes
from wispcut.settings import Cutout, Settings
from wispcut.steps.compose import Bytes, check_bytes, compose
from wispcut.survey import Survey


def on_background(
    pixels: Bytes,
    survey: Survey,
    settings: Settings,
    *,
    row0: int = 0,
    image: Bytes | None = None,
    plane: Array | None = None,
) -> Bytes:
    """Put rows of the cutout, ``(h, W, 4)`` bytes from row ``row0`` on, on the background that the settings name.

    ``image``: the same rows of a background picture. ``plane``: from :func:`background_plane`, to make it only once.
    """
    section = settings.cutout
    plane = background_plane(survey, settings) if plane is None else plane
    rows = (row0, row0 + pixels.shape[0])
    background = background_rows(section, survey.size, rows, image=image, plane=plane, factor=survey.factor)
    return compose(pixels, background, mask_only=section.mask_only)


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


def background_rows(
    section: Cutout,
    size: tuple[int, int],
    rows: tuple[int, int],
    *,
    image: Bytes | None = None,
    plane: Array | None = None,
    factor: int | None = None,
) -> Bytes | None:
    """The background of the ``cutout`` settings: ``(h, W, 3)`` uint8, or None for transparent.

    size: ``(H, W)`` of the photo. rows: first row, and the row after the last, ``h`` of them. image: for ``image``,
    these rows of a picture of the photo's size, ``(h, W, 3)`` or with an alpha that is ignored. plane: for ``blur``
    (from :func:`blurred_backdrop`) and ``even`` (the backdrop's map), ``(h, w, 3)`` float32 in [0, 1]. factor: how
    many pixels of the photo one of the plane's is wide, so that a last pixel that is cut off stays in its place; None
    stretches the plane to the photo.
    """
    choice = section.background
    first, last = rows
    shape = (last - first, size[1])
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
        window = (first, 0, last, size[1])
        return to_bytes(
            enlarge(plane, size, window) if factor is None else enlarge_boxes(plane, factor, window)
        )
    name = {"white": "#ffffff", "black": "#000000"}.get(choice, section.colour)
    colour = np.frombuffer(bytes.fromhex(name[1:]), np.uint8)
    return np.broadcast_to(colour, (*shape, 3)).copy()
