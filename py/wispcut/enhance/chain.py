"""The enhancements in their order: smooth noise, chroma hint, local contrast, tone, saturation, sharpen.

Noise goes first, so that nothing after it makes it stronger; the hint comes next, while colours are still those
that were picked in the photo; sharpening is last.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from wispcut.core.checks import Array, check_image
from wispcut.enhance.bilateral import RADIUS as bilateral_radius
from wispcut.enhance.bilateral import smoothed
from wispcut.enhance.chroma_hint import hinted
from wispcut.enhance.clahe import bent, fitted
from wispcut.enhance.options import Options
from wispcut.enhance.sharpen import sharpened
from wispcut.enhance.tone import saturated, toned

REACH = bilateral_radius + 16
"""How far, in pixels, an enhanced pixel depends on others: the bilateral window and the largest sharpening radius."""


@dataclass(frozen=True)
class Step:
    """One enhancement: what it does with a picture, and whether the options ask for it."""

    run: Callable[[Array, Options], Array]
    wanted: Callable[[Options], bool]


BEFORE_CONTRAST = (
    Step(lambda picture, o: smoothed(picture, o.bilateral), lambda o: o.bilateral != 0),
    Step(lambda picture, o: hinted(picture, o.hint_colour, o.hint_strength), lambda o: o.hint_strength != 0),
)
AFTER_CONTRAST = (
    Step(lambda picture, o: toned(picture, o.gamma, o.gain), lambda o: (o.gamma, o.gain) != (1, 1)),
    Step(lambda picture, o: saturated(picture, o.saturation), lambda o: o.saturation != 1),
    Step(
        lambda picture, o: sharpened(picture, o.sharpen_sigma, o.sharpen_radius),
        lambda o: o.sharpen_sigma != 0,
    ),
)


@dataclass(frozen=True)
class Enhancement:
    """Options, and the local-contrast curves of one picture: all that a part of it needs to be enhanced alone.

    ``curves`` is None when local contrast is off.
    """

    options: Options
    curves: Array | None

    def part(self, part: Array, *, origin: tuple[int, int], size: tuple[int, int]) -> Array:
        """Enhance a part of a picture, ``(h, w, 3)`` float32 in [0, 1], whose first pixel is ``origin`` of ``size``.

        What is at least ``REACH`` pixels away from a cut equals the same pixels of the whole.
        """
        check_image("part", part)
        return _finish(_apply(BEFORE_CONTRAST, part, self.options), self.options, self.curves, origin, size)


def enhance(picture: Array, options: Options) -> Array:
    """Apply the enhancements to a whole picture.

    picture: ``(H, W, 3)`` float32 in [0, 1], sRGB-encoded. Returns the same shape, with the channels apart in memory;
    when every option is neutral, ``picture`` itself. Cost: docs/decisions/0054-enhance-order-and-cost.md.
    """
    check_image("picture", picture)
    started = _apply(BEFORE_CONTRAST, picture, options)
    return _finish(started, options, _fit(started, options), (0, 0), (picture.shape[0], picture.shape[1]))


def active(options: Options) -> bool:
    """Whether any option changes a picture at all."""
    return options.local_contrast or any(step.wanted(options) for step in BEFORE_CONTRAST + AFTER_CONTRAST)


def prepare(picture: Array, options: Options) -> Enhancement:
    """Fit the enhancements to a picture, or to a reduced copy of it, so that its parts can be enhanced one by one."""
    check_image("picture", picture)
    curves = _fit(_apply(BEFORE_CONTRAST, picture, options), options) if options.local_contrast else None
    return Enhancement(options, curves)


def _fit(started: Array, options: Options) -> Array | None:
    return fitted(started, options.clahe_clip, options.clahe_grid) if options.local_contrast else None


def _finish(
    started: Array, options: Options, tables: Array | None, origin: tuple[int, int], size: tuple[int, int]
) -> Array:
    if tables is not None:
        started = bent(_apart(started), tables, origin=origin, size=size)
    return _apply(AFTER_CONTRAST, started, options)


def _apply(steps: Sequence[Step], picture: Array, options: Options) -> Array:
    for step in steps:
        if step.wanted(options):
            picture = step.run(_apart(picture), options)
    return picture


def _apart(picture: Array) -> Array:
    """The same picture with its channels apart in memory, where numpy is several times faster in a browser."""
    return np.ascontiguousarray(picture.transpose(2, 0, 1)).transpose(1, 2, 0)
