"""The enhancements in their order, from settings: smooth noise, chroma hint, local contrast, tone, saturation,
sharpen.

Noise goes first, so that nothing after it makes it stronger; the hint comes next, while colours are still those
that were picked in the photo; sharpening is last.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from wispcut.checks import Array, check_image
from wispcut.enhance.bilateral import RADIUS as bilateral_radius
from wispcut.enhance.bilateral import smoothed
from wispcut.enhance.chroma_hint import hinted
from wispcut.enhance.clahe import bent, fitted
from wispcut.enhance.sharpen import sharpened
from wispcut.enhance.tone import saturated, toned
from wispcut.settings import complete

REACH = bilateral_radius + 16
"""How far, in pixels, an enhanced pixel looks: the bilateral window and the largest sharpening radius."""

Section = Mapping[str, Any]


@dataclass(frozen=True)
class Step:
    """One enhancement: what it does with a picture, and the knob values at which it does nothing."""

    run: Callable[[Array, Section], Array]
    neutral: Section


def _hint(view: Array, section: Section) -> Array:
    red, green, blue = bytes.fromhex(section["hint_colour"][1:])
    return hinted(view, (red / 255, green / 255, blue / 255), section["hint_strength"])


BEFORE_CONTRAST = (
    Step(lambda view, s: smoothed(view, s["bilateral"]), {"bilateral": 0}),
    Step(_hint, {"hint_strength": 0}),
)
AFTER_CONTRAST = (
    Step(lambda view, s: toned(view, s["gamma"], s["gain"]), {"gamma": 1, "gain": 1}),
    Step(lambda view, s: saturated(view, s["saturation"]), {"saturation": 1}),
    Step(lambda view, s: sharpened(view, s["sharpen_sigma"], s["sharpen_radius"]), {"sharpen_sigma": 0}),
)


@dataclass(frozen=True)
class Enhancement:
    """Settings, and the local-contrast curves of one picture: all that a part of it needs to be enhanced alone.

    ``section`` is the complete ``enhance`` section; ``curves`` is None when local contrast is off.
    """

    section: Section
    curves: Array | None

    def part(self, part: Array, *, origin: tuple[int, int], size: tuple[int, int]) -> Array:
        """Enhance a part of a picture, ``(h, w, 3)`` float32 in [0, 1], whose first pixel is ``origin`` of ``size``.

        What is at least ``REACH`` pixels away from a cut equals the same pixels of the whole.
        """
        check_image("part", part)
        return _finish(_start(part, self.section), self.section, self.curves, origin, size)


def enhance(view: Array, section: Section) -> Array:
    """Apply the enhancements of ``section`` to a whole picture.

    view: ``(H, W, 3)`` float32 in [0, 1], sRGB-encoded. section: the ``enhance`` section of the settings; a knob
    that is left out has its default, which is off. Returns the same shape, with the channels apart in memory; when
    every knob is neutral, ``view`` itself.
    Raises ``SettingsError`` for a knob that does not fit. Cost: docs/decisions/0036-enhance-order-and-cost.md.
    """
    check_image("view", view)
    section = _completed(section)
    started = _start(view, section)
    return _finish(started, section, _fit(started, section), (0, 0), view.shape[:2])


def active(section: Section) -> bool:
    """Whether any knob of a complete section changes a picture at all."""
    return section["clahe_clip"] > 1 or any(_runs(step, section) for step in BEFORE_CONTRAST + AFTER_CONTRAST)


def prepare(view: Array, section: Section) -> Enhancement:
    """Fit the enhancements to a picture, or to a reduced copy of it, so that its parts can be enhanced one by one."""
    check_image("view", view)
    section = _completed(section)
    local = section["clahe_clip"] > 1
    return Enhancement(section, _fit(_start(view, section), section) if local else None)


def at_scale(section: Section, factor: int) -> Section:
    """A complete section for a picture ``factor`` times smaller than the one that it is meant for."""
    radius = max(1, round(section["sharpen_radius"] / factor))
    return {**section, "sharpen_sigma": section["sharpen_sigma"] / factor, "sharpen_radius": radius}


def _completed(section: Section) -> Section:
    return complete({"enhance": section})["enhance"]


def _start(view: Array, section: Section) -> Array:
    return _apply(BEFORE_CONTRAST, view, section)


def _fit(started: Array, section: Section) -> Array | None:
    return (
        fitted(started, section["clahe_clip"], section["clahe_grid"]) if section["clahe_clip"] > 1 else None
    )


def _finish(
    started: Array, section: Section, tables: Array | None, origin: tuple[int, int], size: tuple[int, int]
) -> Array:
    if tables is not None:
        started = bent(_apart(started), tables, origin=origin, size=size)
    return _apply(AFTER_CONTRAST, started, section)


def _runs(step: Step, section: Section) -> bool:
    return any(section[knob] != value for knob, value in step.neutral.items())


def _apply(steps: Sequence[Step], view: Array, section: Section) -> Array:
    for step in steps:
        if _runs(step, section):
            view = step.run(_apart(view), section)
    return view


def _apart(view: Array) -> Array:
    """The same picture with its channels apart in memory, where numpy is several times faster in a browser."""
    return np.ascontiguousarray(view.transpose(2, 0, 1)).transpose(1, 2, 0)
