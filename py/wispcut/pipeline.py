"""The way a photo travels through the Python part, as data: named stages, and one runner.

A stage is a function with the names of what it needs; what it returns is known by the stage's name from then on. The
runner times each stage, reports progress and stops when told. Adding a step means adding an entry to a tuple.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wispcut import settings
from wispcut.backdrop.photo import even_out
from wispcut.core import scale, tiles
from wispcut.core.checks import Array
from wispcut.core.errors import WispcutError
from wispcut.core.pixels import from_bytes, to_bytes
from wispcut.core.progress import Tick, silent
from wispcut.enhance.chain import Enhancement, active, prepare
from wispcut.matting.post_process import post_process
from wispcut.steps import compose as cutout
from wispcut.steps.refine import refine
from wispcut.survey import Survey, survey

Progress = Callable[[str, int, int], None]
"""Called with a stage's name, the parts done and the parts there are."""


@dataclass(frozen=True)
class Stage:
    """One step: ``run(**{name: value for name in needs})``; with ``counts`` it also gets ``tick(done, total)``."""

    name: str
    run: Callable[..., Any]
    needs: tuple[str, ...]
    counts: bool = False


def travel(
    stages: Sequence[Stage],
    given: Mapping[str, Any],
    *,
    progress: Progress | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> tuple[dict[str, Any], dict[str, float]]:
    """Run the stages in order and return everything known at the end, and the seconds that each stage took.

    ``stop`` is asked before each stage and each counted part; when it says yes, ``WispcutError("cancelled")`` is
    raised and nothing of the caller's has been changed.
    """
    known, seconds = dict(given), {}

    def tick(name: str, done: int, total: int) -> None:
        if stop():
            raise WispcutError("cancelled", "Cancelled. Start again when you like.")
        if progress is not None:
            progress(name, done, total)

    for stage in stages:
        tick(stage.name, 0, 1)
        began = time.perf_counter()
        needed = {name: known[name] for name in stage.needs}
        if stage.counts:
            needed["tick"] = lambda done, total, name=stage.name: tick(name, done, total)
        known[stage.name] = stage.run(**needed)
        seconds[stage.name] = time.perf_counter() - began
    return known, seconds


def _reduced(photo: NDArray[np.uint8]) -> Array:
    return scale.box_average(photo[..., :3], scale.survey_factor(*photo.shape[:2]))


def tidy_mask(mask: Array, settings: settings.Settings) -> Array:
    """The raw mask as the settings want it: unchanged, or without islands and holes, its outline smoothed."""
    knobs = settings["mask"]
    if not knobs["tidy"]:
        return mask
    return post_process(mask, islands=knobs["islands"], holes=knobs["holes"], smoothing=knobs["smoothing"])


def enhancement(survey: Survey, settings: settings.Settings) -> Enhancement | None:
    """What to do to the cutout's own colours; None when nothing was asked for."""
    knobs = settings["enhance"]
    return prepare(survey.photo, knobs) if knobs["in_result"] and active(knobs) else None


def refine_tile(
    survey: Survey,
    pixels: NDArray[np.uint8],
    tile: tiles.Tile,
    marks: NDArray[np.uint8] | None,
    settings: settings.Settings,
    better: Enhancement | None = None,
) -> NDArray[np.uint8]:
    """Refine one tile, bytes in and out: ``pixels`` ``(h, w, 3 or 4)`` of the outer box, straight RGBA of the core.

    What is transparent in the photo stays so: an alpha of its own is multiplied with the matte.
    ``better`` (see :func:`enhancement`) is applied as the difference that it makes to the photo, so that the matte and
    the cleaned colours of hair stay what they are. It looks less far than the gutter.
    """
    photo = from_bytes(pixels[..., :3])
    inside = tiles.inside(tile.core, tile.outer)
    out = refine(survey, photo, tile.outer, tile.core, marks=marks, settings=settings)
    if better is not None:
        change = better.part(photo, origin=tile.outer[:2], size=survey.size) - photo
        out[..., :3] += change[inside]
    if pixels.shape[-1] == 4:
        out[..., 3] *= from_bytes(pixels[..., 3][inside])
    return to_bytes(out)


def background_plane(survey: Survey, settings: settings.Settings) -> Array | None:
    """The plane that the backgrounds ``even`` and ``blur`` are enlarged from, at survey scale; None for the others."""
    section = settings["cutout"]
    if section["background"] == "even":
        height, width = survey.photo.shape[:2]
        keep = settings["backdrop"]["keep_gradient"]
        return even_out(survey.backdrop, np.arange(height), np.arange(width), keep_gradient=keep)
    if section["background"] == "blur":
        return cutout.blurred_backdrop(survey.photo, survey.alpha, section["blur"], survey.factor)
    return None


def on_background(
    pixels: NDArray[np.uint8],
    survey: Survey,
    settings: settings.Settings,
    *,
    row0: int = 0,
    image: NDArray[np.uint8] | None = None,
    plane: Array | None = None,
) -> NDArray[np.uint8]:
    """Put rows of the cutout, ``(h, W, 4)`` bytes from row ``row0`` on, on the background that the settings name.

    ``image``: the same rows of a background picture. ``plane``: from :func:`background_plane`, to make it only once.
    """
    section = settings["cutout"]
    plane = background_plane(survey, settings) if plane is None else plane
    rows = (row0, row0 + pixels.shape[0])
    background = cutout.background_rows(
        section, survey.size, rows, image=image, plane=plane, factor=survey.factor
    )
    return cutout.compose(pixels, background, mask_only=section["mask_only"])


def _raw_mask(mask: NDArray[np.uint8] | None, settings: settings.Settings) -> Array | None:
    return None if mask is None else tidy_mask(from_bytes(mask), settings)


def survey_subject(
    reduced: Array,
    size: tuple[int, int],
    *,
    mask: Array | None,
    marks: NDArray[np.uint8] | None,
    settings: settings.Settings,
    tick: Tick = silent,
) -> Survey:
    """The survey of a photo of ``size`` ``(H, W)``, reduced by its ``survey_factor``; arguments as for :func:`survey`.

    Raises ``WispcutError("no_foreground")`` when a mask shows no subject at all and no mark helps it.
    """
    factor = scale.survey_factor(*size)
    found = survey(reduced, size, factor, mask=mask, marks=marks, settings=settings, tick=tick)
    if mask is not None and not found.trimap.any():
        raise WispcutError("no_foreground", "No subject found. Paint one with Keep, or choose another photo.")
    return found


def _survey(
    photo: NDArray[np.uint8],
    reduced: Array,
    raw_mask: Array | None,
    marks: NDArray[np.uint8] | None,
    settings: settings.Settings,
    tick: Callable[[int, int], None],
) -> Survey:
    height, width = photo.shape[:2]
    small = None if marks is None else scale.box_marks(marks, scale.survey_factor(height, width))
    return survey_subject(
        reduced,
        (height, width),
        mask=raw_mask,
        marks=small,
        settings=settings,
        tick=lambda share: tick(round(100 * share), 100),
    )


def _refined(
    photo: NDArray[np.uint8],
    survey: Survey,
    plan: Sequence[tiles.Tile],
    marks: NDArray[np.uint8] | None,
    settings: settings.Settings,
    tick: Callable[[int, int], None],
) -> NDArray[np.uint8]:
    out = np.empty((*photo.shape[:2], 4), np.uint8)
    better = enhancement(survey, settings)
    for done, tile in enumerate(plan):
        tick(done, len(plan))
        pixels = tiles.cut(photo, tile.outer)
        hints = None if marks is None else tiles.cut(marks, tile.outer)
        tiles.paste(out, tile.core, refine_tile(survey, pixels, tile, hints, settings, better))
    tick(len(plan), len(plan))
    return out


CUTOUT = (
    Stage("reduced", _reduced, ("photo",)),
    Stage("raw_mask", _raw_mask, ("mask", "settings")),
    Stage("survey", _survey, ("photo", "reduced", "raw_mask", "marks", "settings"), counts=True),
    Stage("cutout", _refined, ("photo", "survey", "plan", "marks", "settings"), counts=True),
)
"""From photo bytes, mask bytes or marks, a tile plan and settings to straight RGBA bytes."""


def cut_out(
    photo: NDArray[np.uint8],
    *,
    mask: NDArray[np.uint8] | None = None,
    marks: NDArray[np.uint8] | None = None,
    given: Mapping[str, Any] | None = None,
    plan: Sequence[tiles.Tile] | None = None,
    progress: Progress | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> tuple[dict[str, Any], dict[str, float]]:
    """Cut the subject out of a photo.

    ``photo``: ``(H, W, 3)`` or ``(H, W, 4)`` bytes, sRGB. ``mask``: ``(h, w)`` bytes of any size, the AI's word for
    what the subject is. ``marks``: ``(H, W)`` bytes, 0 nothing said, 1 keep, 2 remove, 3 unsure; they win over the
    mask, and a full plane of them is a trimap. ``given``: settings, completed with the defaults. ``plan``: tiles, by
    default 1024 px cores with a 64 px gutter; the result does not depend on it. What is transparent in the photo
    stays so: the matte multiplies its alpha.

    Returns what is known at the end (``cutout``: ``(H, W, 4)`` straight RGBA bytes; ``survey``; ...) and the seconds
    of each stage. Raises ``ValueError`` for arrays that do not fit, ``SettingsError`` for settings that do not, and
    ``WispcutError("no_foreground")`` when a mask shows no subject at all and no mark helps it.
    """
    _check_photo(photo, mask, marks)
    known = {
        "photo": photo,
        "mask": mask,
        "marks": marks,
        "settings": settings.complete(given),
        "plan": tiles.plan(photo.shape[:2]) if plan is None else plan,
    }
    return travel(CUTOUT, known, progress=progress, stop=stop)


def _check_photo(photo: object, mask: object, marks: object) -> None:
    for name, value, dimensions in (("photo", photo, 3), ("mask", mask, 2), ("marks", marks, 2)):
        if value is None and name != "photo":
            continue
        if not isinstance(value, np.ndarray) or value.dtype != np.uint8:
            raise TypeError(
                f"{name} must be a numpy array of dtype uint8; got {getattr(value, 'dtype', type(value))}"
            )
        if value.ndim != dimensions or 0 in value.shape or (name == "photo" and value.shape[2] not in (3, 4)):
            shape = "(H, W, 3) or (H, W, 4)" if name == "photo" else "(H, W)"
            raise ValueError(f"{name} must have shape {shape} with H, W >= 1; got {value.shape}")
    assert isinstance(photo, np.ndarray)
    if mask is None and marks is None:
        raise ValueError("mask or marks must be given: without either, nothing says what the subject is")
    if isinstance(marks, np.ndarray):
        if marks.shape != photo.shape[:2]:
            raise ValueError(f"marks must have the photo's size {photo.shape[:2]}; got {marks.shape}")
        if marks.max() > 3:
            raise ValueError(f"marks must be 0, 1, 2 or 3; got {marks.max()}")
