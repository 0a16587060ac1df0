"""Wispcut for callers that hold flat buffers: the same steps as ``pipeline``, one call each, whatever the language.

A buffer is anything with the buffer protocol; results are C-contiguous arrays, JSON strings, or a :class:`Handle`
on a survey. Settings arrive as JSON text. What is done to pixels is done elsewhere: here it is checked, reshaped,
handed on, and kept where the next call needs it again.
"""

import json
from collections.abc import Callable
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wispcut import settings
from wispcut.about import about as about
from wispcut.backdrop import fill_subject
from wispcut.core import marks as marking
from wispcut.core import plain_json, scale, tiles
from wispcut.core.checks import check_number
from wispcut.core.errors import SettingsError, WispcutError
from wispcut.core.pixels import from_bytes, from_flat, to_bytes, to_sixteen
from wispcut.core.progress import Tick, silent
from wispcut.enhance import Enhancement
from wispcut.enhance import enhance as _enhance
from wispcut.matting.closer_look import closer_box as _closer_box
from wispcut.matting.closer_look import merge_looks as _merge_looks
from wispcut.resample import shrink_rows
from wispcut.settings import Settings
from wispcut.steps.background import background_plane, on_background
from wispcut.steps.coarse import survey_subject
from wispcut.steps.frame import frame_of
from wispcut.steps.mask import tidy_mask
from wispcut.steps.preview import preview as _preview
from wispcut.steps.preview import small_marks, small_photo
from wispcut.steps.shadow import Shadow, shadow_of
from wispcut.steps.tile import enhancement, refine_tile, refined
from wispcut.survey import Survey, encoding
from wispcut.survey.summary import summary

Bytes = NDArray[np.uint8]

_LARGEST_FACTOR = 1 << 16


class Handle:
    """A survey and the settings it was made with, to be asked for planes and sent to other workers."""

    def __init__(self, survey: Survey, knobs: Settings):
        self.survey = survey
        self.knobs = knobs
        self._background: tuple[object, NDArray[np.float32] | None] | None = None
        self._shadow: tuple[object, Shadow | None] | None = None

    @cached_property
    def enhancement(self) -> Enhancement | None:
        """What to do to the cutout's own colours, if anything."""
        return enhancement(self.survey, self.knobs)

    def background(self, knobs: Settings) -> NDArray[np.float32] | None:
        """The background plane of these settings, made once for all stripes."""
        key = knobs.cutout, knobs.backdrop
        if self._background is None or self._background[0] != key:
            self._background = key, background_plane(self.survey, knobs)
        return self._background[1]

    def shadow(self, knobs: Settings, box: scale.Box) -> Shadow | None:
        """The shadow of these settings in a box of the photo's pixels, made once for all stripes."""
        key = knobs.cutout, box
        if self._shadow is None or self._shadow[0] != key:
            self._shadow = key, shadow_of(self.survey, knobs.cutout, box)
        return self._shadow[1]

    def summary(self) -> str:
        """JSON, see :func:`wispcut.survey.summary.summary`."""
        return json.dumps(summary(self.survey, colours_stay=self.enhancement is None))

    def plane(self, name: str) -> Bytes:
        """A plane to show, as bytes at survey scale: ``trimap``, ``decided``, ``alpha`` or ``backdrop`` (RGB)."""
        if name == "backdrop":
            return to_bytes(self.survey.backdrop.map)
        return to_bytes(getattr(self.survey, name))

    def to_bytes(self) -> Bytes:
        """Everything that another worker needs, in one buffer; ``survey_from_bytes`` reads it."""
        return encoding.write(self.survey, self.knobs)


def survey_factor(height: int, width: int) -> int:
    """The whole factor by which the page reduces a photo for the survey."""
    return scale.survey_factor(height, width)


def reduce_rows(rows: object, height: int, width: int, factor: int) -> NDArray[np.float32]:
    """Box-average a stripe of RGBA rows; the height is a multiple of ``factor`` but for the last stripe."""
    check_number("factor", factor, 1, _LARGEST_FACTOR, integer=True)
    return scale.box_average(from_flat(rows, height, width, 4)[..., :3], factor)


def reduce_marks(rows: object, height: int, width: int, factor: int) -> Bytes:
    """Reduce a stripe of marks in the same way."""
    check_number("factor", factor, 1, _LARGEST_FACTOR, integer=True)
    return marking.box_marks(from_flat(rows, height, width, 1)[..., 0], factor)


def enhance(view: object, height: int, width: int, settings_json: str, factor: int = 1) -> Bytes:
    """Enhance the picture for the AI: RGBA bytes in and out, alpha untouched.

    ``factor``: how much smaller this view is than the one that the settings' pixels count.
    """
    rgba = from_flat(view, height, width, 4).copy()
    check_number("factor", factor, 1, _LARGEST_FACTOR, integer=True)
    # channel by channel: numpy is several times faster in a browser where a channel lies in one piece
    seen = np.stack([from_bytes(rgba[..., channel]) for channel in range(3)]).transpose(1, 2, 0)
    better = _enhance(seen, _knobs(settings_json).enhance.options(factor))
    for channel in range(3):
        rgba[..., channel] = to_bytes(better[..., channel])
    return rgba


def post_process(mask: object, height: int, width: int, settings_json: str) -> Bytes:
    """The raw mask, tidied as the settings say."""
    soft = from_bytes(from_flat(mask, height, width, 1)[..., 0])
    return to_bytes(tidy_mask(soft, _knobs(settings_json).mask))


def closer_box(mask: object, side: int, height: int, width: int) -> str:
    """JSON: the box of the photo that the AI should see once more, or null; see :mod:`wispcut.matting.closer_look`."""
    return json.dumps(_closer_box(from_flat(mask, side, side, 1)[..., 0], (height, width)))


def merge_looks(first: object, second: object, side: int, box: list[int], height: int, width: int) -> Bytes:
    """The raw mask after a second look at ``box``; both masks are squares of the AI's size."""
    planes = [from_flat(mask, side, side, 1)[..., 0] for mask in (first, second)]
    return _merge_looks(planes[0], planes[1], _box(box), (height, width))


def preview_photo(reduced: object, height: int, width: int) -> NDArray[np.float32]:
    """The photo that previews are made from, ``(h, w, 3)``: small, once and for all."""
    return np.ascontiguousarray(small_photo(_reduced(reduced, height, width)))


def preview_mask(mask: object, height: int, width: int) -> Bytes:
    """The raw mask that previews are made from, ``(h, w)``."""
    return to_bytes(small_photo(from_bytes(from_flat(mask, height, width, 1)[..., 0])))


def preview_marks(marks: object, height: int, width: int) -> Bytes:
    """The marks that previews are made from, at the size of the small photo."""
    return small_marks(from_flat(marks, height, width, 1)[..., 0])


def preview(
    photo: object,
    height: int,
    width: int,
    mask: object | None,
    mask_height: int,
    mask_width: int,
    marks: object | None,
    settings_json: str,
) -> Bytes:
    """Guided-filter alpha and trimap, ``(2, h, w)`` bytes, from what ``preview_photo`` and its like have made."""
    small, soft, labels = _inputs(photo, height, width, mask, mask_height, mask_width, marks)
    return to_bytes(np.stack(_preview(small, soft, labels, settings=_knobs(settings_json))))


def survey(
    reduced: object,
    height: int,
    width: int,
    full_height: int,
    full_width: int,
    mask: object | None,
    mask_height: int,
    mask_width: int,
    marks: object | None,
    settings_json: str,
    tick: Tick = silent,
) -> Handle:
    """The survey of a reduced photo. ``tick`` is called with the share that is done.

    Raises ``WispcutError("no_foreground")`` when nothing shows a subject.
    """
    reduced_photo, soft, labels = _inputs(reduced, height, width, mask, mask_height, mask_width, marks)
    knobs = _knobs(settings_json)
    size = (full_height, full_width)
    return Handle(
        survey_subject(reduced_photo, size, mask=soft, marks=labels, settings=knobs, tick=tick), knobs
    )


def survey_from_bytes(buffer: object) -> Handle:
    """Read what ``Handle.to_bytes`` wrote."""
    return Handle(*encoding.read(buffer))


def refine(
    handle: Handle, outer_rgba: object, core: list[int], outer: list[int], marks: object | None
) -> Bytes:
    """Refine one tile: RGBA bytes of the outer box in, straight RGBA bytes of the core out."""
    pixels, tile, labels = _tile(outer_rgba, core, outer, marks)
    return refine_tile(handle.survey, pixels, tile, labels, handle.knobs, handle.enhancement)


def refine_matte(
    handle: Handle, outer_rgba: object, core: list[int], outer: list[int], marks: object | None
) -> Bytes:
    """Refine one tile for its alpha alone: 16 bits, high byte first, ``(h, w, 2)``."""
    pixels, tile, labels = _tile(outer_rgba, core, outer, marks)
    fine = refined(handle.survey, pixels, tile, labels, handle.knobs)
    deep = to_sixteen(fine[..., 3]).astype(">u2")
    return np.ascontiguousarray(deep).view(np.uint8).reshape(*deep.shape, 2)


def surroundings(handle: Handle) -> Bytes:
    """The photo with its subject filled in from around, ``(h, w, 3)`` bytes at survey scale: what ``blur`` blurs."""
    return to_bytes(fill_subject(handle.survey.photo, handle.survey.alpha))


def compose(
    handle: Handle,
    cutout_rgba: object,
    image_rgba: object | None,
    height: int,
    width: int,
    row0: int,
    frame: list[int],
    settings_json: str,
) -> Bytes:
    """Put a stripe of the cutout on its background; ``image_rgba``: the same rows of a background picture.

    ``frame``: the whole picture that is made, a box in the photo's pixels or beyond it; ``row0``: the stripe's first
    row in it.
    """
    knobs = _knobs(settings_json)
    image = None if image_rgba is None else from_flat(image_rgba, height, width, 4)
    pixels = from_flat(cutout_rgba, height, width, 4)
    box = _box(frame, beyond=True)
    return on_background(
        pixels,
        handle.survey,
        knobs,
        origin=(box[0] + row0, box[1]),
        image=image,
        plane=handle.background(knobs),
        shadow=handle.shadow(knobs, box),
    )


def frame(subject: list[int] | None, whole: list[int], size: list[int] | None, settings_json: str) -> str:
    """JSON: ``box``, the part of the photo that a file shows, and ``size``, its height and width.

    See :func:`wispcut.steps.frame.frame_of` for what is given.
    """
    section = _knobs(settings_json).export
    found = frame_of(
        None if subject is None else _box(subject),
        _box(whole),
        section,
        None if size is None else (int(size[0]), int(size[1])),
    )
    return json.dumps({"box": found.box, "size": found.size})


def shadow(handle: Handle, settings_json: str) -> Bytes:
    """How dark the shadow in the photo's frame is, ``(h, w)`` bytes at a small scale; one zero where there is none."""
    knobs = _knobs(settings_json)
    found = handle.shadow(knobs, (0, 0, *handle.survey.size))
    return np.zeros((1, 1), np.uint8) if found is None else to_bytes(found.plane)


class Shrunk:
    """A picture made smaller, ``pixels`` ``(h, w, channels)``, and how its sharpness was found."""

    def __init__(self, pixels: Bytes, report: dict[str, Any]):
        self._pixels, self._report = pixels, report

    def pixels(self) -> Bytes:
        """The small picture."""
        return self._pixels

    def report(self) -> str:
        """JSON, see ``resample/report.schema.json``."""
        return json.dumps(self._report, allow_nan=False)


def shrink(
    read: Callable[[int, int], object],
    height: int,
    width: int,
    channels: int,
    new_height: int,
    new_width: int,
    settings_json: str,
) -> Shrunk:
    """Make a picture smaller; ``read(first, last)`` answers with a buffer of its rows, grey (one channel) or RGBA."""
    grey = channels == 1
    knobs = _knobs(settings_json)

    def rows(first: int, last: int) -> Bytes:
        part = from_flat(read(first, last), last - first, width, channels)
        return np.repeat(part, 3, axis=2) if grey else part

    size, target = (height, width), (new_height, new_width)
    try:
        pixels, report = shrink_rows(
            rows, size, target, knobs.resize.params(), channels=3 if grey else channels
        )
    except SettingsError as error:
        raise WispcutError("bad_settings", str(error)) from error
    except ValueError as error:
        raise WispcutError("bad_size", str(error)) from error
    return Shrunk(np.ascontiguousarray(pixels[..., :1]) if grey else pixels, report)


def _tile(
    outer_rgba: object, core: list[int], outer: list[int], marks: object | None
) -> tuple[Bytes, tiles.Tile, Bytes | None]:
    height, width = outer[2] - outer[0], outer[3] - outer[1]
    labels = None if marks is None else from_flat(marks, height, width, 1)[..., 0]
    return from_flat(outer_rgba, height, width, 4), tiles.Tile(_box(core), _box(outer)), labels


def _box(values: list[int], *, beyond: bool = False) -> scale.Box:
    """A box within the photo, or reaching ``beyond`` its top and left."""
    row0, column0, row1, column1 = (int(value) for value in values)
    if not (row0 < row1 and column0 < column1) or (min(row0, column0) < 0 and not beyond):
        raise ValueError(
            f"a box must be row0, column0, row1, column1, each end after its start; got {list(values)}"
        )
    return row0, column0, row1, column1


def _reduced(buffer: object, height: int, width: int) -> NDArray[np.float32]:
    result: NDArray[np.float32] = np.frombuffer(buffer, np.float32).reshape(height, width, 3)  # type: ignore[call-overload]
    return result


def _inputs(
    reduced: object,
    height: int,
    width: int,
    mask: object | None,
    mask_height: int,
    mask_width: int,
    marks: object | None,
) -> tuple[NDArray[np.float32], NDArray[np.float32] | None, Bytes | None]:
    photo = _reduced(reduced, height, width)
    soft = None if mask is None else from_bytes(from_flat(mask, mask_height, mask_width, 1)[..., 0])
    labels = None if marks is None else from_flat(marks, height, width, 1)[..., 0]
    return photo, soft, labels


def _knobs(text: str) -> Settings:
    try:
        return settings.complete(plain_json.parse(text))
    except ValueError as error:
        raise WispcutError("bad_settings", str(error)) from error
