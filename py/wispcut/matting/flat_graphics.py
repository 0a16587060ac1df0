"""Logos, text and flat drawings before one plain colour: there alpha is a fact of colour, not a question.

A picture counts as a flat graphic where what the mask calls background is one colour, and where most of what differs
from that colour has one of few colours. Then each pixel is backdrop (alpha 0), one of these colours (alpha 1), or a
mixture of the backdrop and one of them nearby: I = a F + (1 - a) B with F and B known, the compositing equation
(Porter & Duff 1984) solved for a by least squares. The mask still says two things: whether an enclosed area of the
backdrop's colour is a hole or a part of the subject, and what an area without a sharp rim is, a soft shadow say.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from wispcut.core.checks import Array, check_image, check_plane
from wispcut.matting.colour_evidence import Flags

SAME = 4 / 255  # greatest difference of a channel that is no difference; higher forgives more compression
PLAIN = (
    0.8  # share of the mask's background that has the backdrop's colour, without what the mask may have lost
)
COLOURS = 12  # a flat graphic has at most so many
FLAT = 0.5  # and they make up this share of its even areas, those without edges
SHARE = 0.002  # a colour of the graphic has at least this share of them
STRONG = (
    0.15  # contrast of a printed colour, reached within REACH of a shape's rim; a shadow rises more slowly
)
REACH = 3  # pixels within which an edge pixel finds its pure colour, and the backdrop
_STEP = 1 / 51  # colours are counted in steps of 5 / 255
_EIGHT = np.ones((3, 3), bool)


class FlatGraphic(NamedTuple):
    """``backdrop`` ``(3,)`` and ``colours`` ``(n, 3)``, float32 in [0, 1]."""

    backdrop: Array
    colours: Array


class FlatMatte(NamedTuple):
    """``known`` ``(h, w)`` bool: where the rest holds. ``alpha`` ``(h, w)``; ``foreground`` ``(h, w, 3)``, float32."""

    known: Flags
    alpha: Array
    foreground: Array


def find_flat_graphic(photo: Array, mask: Array) -> FlatGraphic | None:
    """The colours of a flat graphic, or None where the picture is none.

    photo: ``(h, w, 3)``, mask: ``(h, w)``, float32 in [0, 1].
    Cost: a median and a histogram of the picture.
    """
    check_image("photo", photo)
    check_plane("mask", mask, shape=photo.shape[:2])
    background = mask < 0.5
    if not background.any() or background.all():
        return None
    backdrop = np.median(photo[background], axis=0).astype(np.float32)
    differs = ~_is(photo, backdrop)
    rim = ndimage.binary_dilation(differs & ~background, _EIGHT, iterations=REACH)
    plain = background & ~rim
    if not plain.any() or not differs.any() or (~differs[plain]).mean() < PLAIN:
        return None
    inner = photo[differs & _even(photo)]
    steps = np.rint(inner / np.float32(_STEP)).astype(np.int64)
    _, cell, counts = np.unique(steps @ np.array([1, 64, 4096]), return_inverse=True, return_counts=True)
    colours: list[Array] = []
    for most in np.argsort(-counts)[:COLOURS]:
        colour = np.median(inner[cell == most], axis=0).astype(np.float32)
        same, like = _is(inner, colour).sum(), _is(inner, colour, 4 * SAME).sum()
        strong = np.abs(colour - backdrop).max() > STRONG
        known = any(_is(colour, other) for other in colours)
        if strong and not known and same >= SHARE * len(inner) and same > like / 2:
            colours.append(colour)
    if not colours or np.any([_is(inner, c) for c in colours], axis=0).mean() < FLAT:
        return None
    return FlatGraphic(backdrop, np.stack(colours))


def subject_parts(photo: Array, graphic: FlatGraphic, mask: Array) -> tuple[Flags, Flags]:
    """Which areas the mask has to decide: ``(filled, soft)``, both ``(h, w)``.

    filled: enclosed areas of the backdrop's colour that are part of the subject, by the mask's mean; specks of it, as
    compression leaves beside edges, need a mask that is sure. soft: areas that differ from the backdrop
    without a sharp rim, as a shadow does, which colour alone cannot decide.
    """
    plain = _is(photo, graphic.backdrop)
    labels, count = ndimage.label(plain)
    share = _mean(mask, labels, count)
    wide = np.zeros(count + 1, bool)
    wide[labels[ndimage.binary_erosion(plain, _EIGHT, iterations=REACH)]] = True
    enclosed = share > np.where(wide, 0.5, 0.9)
    enclosed[np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]])] = False
    filled = enclosed[labels] & plain
    labels, count = ndimage.label(~plain, structure=_EIGHT)
    rim = ndimage.binary_dilation(plain, _EIGHT) & ~plain
    contrast = ndimage.maximum_filter(np.abs(photo - graphic.backdrop).max(-1), 2 * REACH + 1)
    weak = _mean((contrast <= STRONG)[rim], labels[rim], count) > 0.5
    return filled, weak[labels] & ~plain


def flat_matte(photo: Array, graphic: FlatGraphic, filled: Flags) -> FlatMatte:
    """Alpha and foreground of a flat graphic, from each pixel and its neighbours within :data:`REACH`.

    photo: ``(h, w, 3)`` float32 in [0, 1]. filled: see :func:`subject_parts`.
    Not known are pixels far from all of the graphic's colours, and mixtures that these do not explain.
    Cost: one maximum filter of the picture for each colour.
    """
    plain = _is(photo, graphic.backdrop)
    alpha = np.where(plain & ~filled, 0, 1).astype(np.float32)
    foreground = photo.copy()
    known = plain.copy()
    pure = np.stack([_is(photo, colour) for colour in graphic.colours])
    known |= pure.any(0)
    window = np.ones((2 * REACH + 1, 2 * REACH + 1), bool)
    near_backdrop = ndimage.binary_dilation(plain & ~filled, window)
    open_ = ~known
    best = np.full(int(open_.sum()), np.inf, np.float32)
    value = np.ones_like(best)
    chosen = photo[open_]
    pixels = photo[open_]
    for colour, there in zip(graphic.colours, pure, strict=True):
        step = colour - graphic.backdrop
        share = np.clip((pixels - graphic.backdrop) @ step / (step @ step), 0, 1)
        miss = np.abs(pixels - (graphic.backdrop + share[:, None] * step)).max(-1)
        better = ndimage.binary_dilation(there, window)[open_] & (miss < best)
        best[better], value[better], chosen[better] = miss[better], share[better], colour
    found = np.isfinite(best)
    explained, beside = best <= 2 * SAME, near_backdrop[open_]
    mixed = explained & beside
    at = np.flatnonzero(open_)
    another = found & ~explained & ~beside & (np.abs(pixels - graphic.backdrop).max(-1) > STRONG)
    known.ravel()[at[mixed | another]] = True
    alpha.ravel()[at[mixed]] = value[mixed]
    foreground.reshape(-1, 3)[at[mixed]] = chosen[mixed]
    return FlatMatte(known, alpha, foreground)


def _mean(values: Array | Flags, labels: NDArray[np.int32], count: int) -> NDArray[np.float64]:
    """Mean of the values of each label from 0 to ``count``; 0 where there is none."""
    length = count + 1
    total = np.bincount(labels.ravel(), values.ravel(), length)
    return total / np.maximum(np.bincount(labels.ravel(), minlength=length), 1)


def _even(photo: Array) -> Flags:
    """Pixels with a neighbour of the same colour to a side, and one above or below: on edges one of them is missing."""
    same: list[Flags] = []
    for axis in (0, 1):
        equal = (np.abs(np.diff(photo, axis=axis)) <= np.float32(SAME)).all(-1)
        before, after = np.zeros(photo.shape[:2], bool), np.zeros(photo.shape[:2], bool)
        first, rest = (np.s_[:-1], np.s_[1:]) if axis == 0 else (np.s_[:, :-1], np.s_[:, 1:])
        before[rest], after[first] = equal, equal
        same.append(before | after)
    return same[0] & same[1]


def _is(colours: Array, colour: Array, tolerance: float = SAME) -> Flags:
    """Which colours are this one."""
    return np.asarray((np.abs(colours - colour) <= np.float32(tolerance)).all(-1))
