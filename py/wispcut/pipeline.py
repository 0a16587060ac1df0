"""The way of a photo: from its pixels, and a mask or marks, to the cutout. It reads from top to bottom."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from wispcut.core import scale, tiles
from wispcut.core.errors import WispcutError
from wispcut.core.marks import CODES, MARKED, box_marks
from wispcut.core.pixels import from_bytes, to_bytes, to_sixteen
from wispcut.resample import resize
from wispcut.settings import Settings, complete
from wispcut.steps.background import on_background
from wispcut.steps.coarse import survey_subject
from wispcut.steps.frame import Frame, frame_of, size_of, subject_box, window
from wispcut.steps.mask import tidy_mask
from wispcut.steps.tile import enhancement, refined
from wispcut.survey import Survey

if TYPE_CHECKING:
    from wispcut.formats.metadata import Metadata

Bytes = NDArray[np.uint8]
Progress = Callable[[str, int, int], object]
"""Called with a stage's name, the parts done and the parts there are."""


@dataclass(frozen=True)
class Cutout:
    """What :func:`cut_out` returns.

    ``rgba``: ``(H, W, 4)`` bytes, straight alpha, before any background. ``matte``: its alpha in 16 bits, ``(H, W)``,
    finer than ``rgba`` holds it. ``survey``: what was found on the whole photo. ``settings``: the complete ones that
    were used. ``seconds``: what each stage took. ``marks``: those that were given, ``(H, W)`` bytes, or None.
    ``background``: the picture for the background ``image``, bytes of any size, or None. ``metadata``: what
    :meth:`save` writes beside the pixels. ``notices``: sentences on what was read in another way than the files say of
    themselves.
    """

    rgba: Bytes
    matte: NDArray[np.uint16]
    survey: Survey
    settings: Settings
    seconds: dict[str, float]
    marks: Bytes | None = field(default=None, repr=False)
    background: Bytes | None = field(default=None, repr=False)
    metadata: "Metadata | None" = field(default=None, repr=False)
    notices: tuple[str, ...] = ()

    @property
    def alpha(self) -> Bytes:
        """The matte, ``(H, W)`` bytes."""
        return self.rgba[..., 3]

    @property
    def foreground(self) -> Bytes:
        """The subject's own colours, ``(H, W, 3)`` bytes, cleaned of the background's where alpha is soft."""
        return self.rgba[..., :3]

    @property
    def trimap(self) -> Bytes:
        """What was known and what was solved for: ``(H, W)`` bytes, 0 background, 128 unknown, 255 foreground."""
        k, (height, width) = self.survey.factor, self.survey.size
        large = np.repeat(np.repeat(self.survey.trimap, k, axis=0), k, axis=1)[:height, :width]
        if self.marks is not None:
            large = np.where(self.marks == 0, large, MARKED[self.marks])
        return to_bytes(large)

    @property
    def frame(self) -> Frame:
        """Which part of the photo is delivered, and in which size."""
        whole = (0, 0, *self.survey.size)
        return frame_of(subject_box(self.alpha), whole, self.settings.export)

    def picture(self) -> Bytes:
        """What is delivered: ``(h, w, 4)`` bytes on the background, in the frame and size that the settings name."""
        return self._delivered(window(self.rgba, self.frame.box))

    def _delivered(self, part: Bytes) -> Bytes:
        """A cutout of the frame on the background, in the size of the file."""
        frame, image = self.frame, None
        if self.settings.cutout.background == "image" and self.background is not None:
            from wispcut.formats.cover import cover  # Pillow is no part of the page's Python

            image = cover(self.background, size_of(frame.box))
        return self._resized(
            on_background(part, self.survey, self.settings, origin=frame.box[:2], image=image)
        )

    def _resized(self, made: Bytes) -> Bytes:
        (height, width), params = self.frame.size, self.settings.resize.params()
        return resize(made, height=height, width=width, params=params)[0] if self.frame.shrinks else made

    def _layers(self) -> tuple[Bytes, Bytes, Bytes | None]:
        """Of a PSD: what is seen, the subject with the matte as its alpha, and what lies below it, if anything."""
        merged = self.picture()
        if self.settings.cutout.mask_only:
            return merged, merged, None
        part = window(self.rgba, self.frame.box)
        below = self._delivered(np.zeros_like(part))
        return merged, self._resized(part), below if below[..., 3].any() else None

    def save(self, path: "str | PathLike[str]") -> None:
        """Write :meth:`picture` with the photo's resolution and EXIF.

        The name says the kind: PNG, lossless WebP, TIFF, JPEG or PSD.
        The mask alone, where the settings ask for it, has the bits that they say. Raises ``WispcutError``, before
        anything is written: ``jpeg_transparent`` for a JPEG without a background, ``frame_large`` for a frame of more
        than 200 megapixels, ``file_large`` for a file that ``export.max_kb`` does not allow.
        """
        from wispcut.formats import files

        target = Path(path)
        files.check_writable(target)
        check_kind(files.kind_of(target), self.settings)
        files.write_bytes(target, self.packed(files.kind_of(target)))

    def packed(self, kind: str = "PNG") -> bytes:
        """What :meth:`save` writes, as the bytes of a file: ``PNG``, ``WEBP``, ``TIFF``, ``JPEG`` or ``PSD``."""
        from wispcut.formats import files
        from wispcut.formats.limit import within
        from wispcut.formats.psd import encode_psd

        export, dpi = self.settings.export, None if self.metadata is None else self.metadata.dpi
        if kind == "PSD":
            layers = self._layers()
            return within(lambda _: encode_psd(*layers, dpi=dpi), export.quality, export.max_kb, kind)
        pixels = self._pixels()

        def made(quality: int) -> bytes:
            return files.packed(pixels, kind, self.metadata, quality=quality)

        return within(made, export.quality, export.max_kb, kind)

    def png(self) -> bytes:
        """:meth:`picture` as the bytes of a PNG file."""
        return self.packed()

    def _pixels(self) -> NDArray[np.uint8] | NDArray[np.uint16]:
        """:meth:`picture`, or the mask alone in 16 bits where its size stays."""
        frame = self.frame
        deep = self.settings.cutout.mask_only and self.settings.export.mask_bits == "16"
        return window(self.matte, frame.box) if deep and not frame.shrinks else self.picture()

    def _repr_png_(self) -> bytes:
        """For notebooks."""
        return self.png()


def check_kind(kind: str, settings: Settings) -> None:
    """Raise where a file of this kind cannot hold what the settings ask for; see :meth:`Cutout.save`."""
    from wispcut.formats import files

    section = settings.cutout
    if section.mask_only:
        files.check_depth(kind, 16 if settings.export.mask_bits == "16" else 8)
    elif kind == "JPEG" and section.background == "transparent":
        raise files.jpeg_transparent()


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
        matte = np.empty(size, np.uint16)
        enhanced = enhancement(survey, settings)
        for done, tile in enumerate(plan):
            run.tick("refine", done, len(plan))
            tile_marks = None if marks is None else tiles.cut(marks, tile.outer)
            pixels = refined(survey, tiles.cut(photo, tile.outer), tile, tile_marks, settings, enhanced)
            tiles.paste(rgba, tile.core, to_bytes(pixels))
            tiles.paste(matte, tile.core, to_sixteen(pixels[..., 3]))
        run.tick("refine", len(plan), len(plan))

    return Cutout(rgba, matte, survey, settings, run.seconds, marks)


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
