"""The way of a photo: from its pixels, and a mask or marks, to the cutout. It reads from top to bottom."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wispcut.core import scale, tiles
from wispcut.core.errors import WispcutError
from wispcut.core.marks import CODES, box_marks
from wispcut.core.pixels import from_bytes
from wispcut.settings import Settings, complete
from wispcut.steps.coarse import survey_subject
from wispcut.steps.mask import tidy_mask
from wispcut.steps.tile import enhancement, refine_tile
from wispcut.survey import Survey

Bytes = NDArray[np.uint8]
Progress = Callable[[str, int, int], object]
"""Called with a stage's name, the parts done and the parts there are."""


@dataclass(frozen=True)
class Cutout:
    """What :func:`cut_out` returns.

    ``rgba``: ``(H, W, 4)`` bytes, straight alpha, before any background. ``survey``: what was found on the whole
    photo. ``settings``: the complete ones that were used. ``seconds``: what each stage took.
    """

    rgba: Bytes
    survey: Survey
    settings: Settings
    seconds: dict[str, float]


def cut_out(
    photo: Bytes,
    *,
    mask: Bytes | None = None,
    marks: Bytes | None = None,
    settings: Settings | Mapping[str, object] | None = None,
    plan: Sequence[tiles.Tile] | None = None,
    progress: Progress | None = None,
    stop: Callable[[], bool] | None = None,
) -> Cutout:
    """Cut the subject out of a photo.

    ``photo``: ``(H, W, 3)`` or ``(H, W, 4)`` bytes, sRGB. ``mask``: ``(h, w)`` bytes of any size, the AI's guess of
    what the subject is. ``marks``: ``(H, W)`` bytes, see :mod:`wispcut.core.marks`; they win over the mask, and a full
    plane of them is a trimap. ``settings``: completed with the defaults. ``plan``: tiles, by default 1024 px cores with
    a 64 px gutter; the result does not depend on it. What is transparent in the photo stays so: the matte multiplies
    its alpha. ``progress``: called as the work goes on. ``stop``: asked before each stage and each counted part of it;
    when it says yes, ``WispcutError("cancelled")`` is raised and nothing of the caller's has been changed.

    Raises ``ValueError`` for arrays that do not fit, ``SettingsError`` for settings that do not, and
    ``WispcutError("no_foreground")`` when a mask shows no subject at all and no mark helps it.
    """
    _check(photo, mask, marks)
    settings = complete(settings)
    size = (photo.shape[0], photo.shape[1])
    plan = tiles.plan(size) if plan is None else plan
    run = _Run(progress, stop)

    with run.stage("mask"):
        soft = None if mask is None else tidy_mask(from_bytes(mask), settings.mask)

    with run.stage("reduce"):
        factor = scale.survey_factor(*size)
        reduced = scale.box_average(photo[..., :3], factor)
        reduced_marks = None if marks is None else box_marks(marks, factor)

    with run.stage("survey"):
        survey = survey_subject(
            reduced,
            size,
            mask=soft,
            marks=reduced_marks,
            settings=settings,
            tick=lambda share: run.tick("survey", round(100 * share), 100),
        )

    with run.stage("refine"):
        rgba = np.empty((*size, 4), np.uint8)
        enhanced = enhancement(survey, settings)
        for done, tile in enumerate(plan):
            run.tick("refine", done, len(plan))
            tile_marks = None if marks is None else tiles.cut(marks, tile.outer)
            pixels = refine_tile(survey, tiles.cut(photo, tile.outer), tile, tile_marks, settings, enhanced)
            tiles.paste(rgba, tile.core, pixels)
        run.tick("refine", len(plan), len(plan))

    return Cutout(rgba, survey, settings, run.seconds)


class _Run:
    """The times of a run's stages; reports progress, and raises when the run is to stop."""

    def __init__(self, progress: Progress | None, stop: Callable[[], bool] | None):
        self._progress, self._stop = progress, stop
        self.seconds: dict[str, float] = {}

    def tick(self, stage: str, done: int, total: int) -> None:
        if self._stop is not None and self._stop():
            raise WispcutError("cancelled", "Cancelled. Start again when you like.")
        if self._progress is not None:
            self._progress(stage, done, total)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        self.tick(name, 0, 1)
        began = time.perf_counter()
        yield
        self.seconds[name] = time.perf_counter() - began


def _check(photo: object, mask: object, marks: object) -> None:
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
        if marks.max() > max(CODES.values()):
            raise ValueError(f"marks must be 0, 1, 2 or 3; got {marks.max()}")
