"""Matting by single calls under the field's names: checked arrays and keywords in, arrays out.

Thin: the algorithms are :mod:`memory_limited`, :mod:`foreground` and :mod:`shared_matting`; these check what those
take on trust.
"""

from typing import NamedTuple

import numpy as np

from wispcut.core.checks import Array, check_choice, check_image, check_number, check_plane
from wispcut.matting.foreground import estimate_colours
from wispcut.matting.local_smoothing import MISFIT
from wispcut.matting.matte import EFFORT
from wispcut.matting.memory_limited import LIMIT, memory_limited_matte
from wispcut.matting.shared_matting import shared_matting as sample
from wispcut.matting.trimap import UNKNOWN

QUALITIES = tuple(EFFORT)
CONSISTENCIES = ("closed_form", "poisson")


class SampledMatte(NamedTuple):
    """What :func:`shared_matting` finds at every pixel; known pixels keep the trimap's alpha and the photo's colour.

    ``alpha``, ``confidence``: ``(H, W)``; ``foreground``, ``background``: ``(H, W, 3)``; float32 in [0, 1].
    """

    alpha: Array
    foreground: Array
    background: Array
    confidence: Array


def estimate_alpha(
    photo: Array,
    trimap: Array,
    *,
    mask: Array | None = None,
    quality: str = "balanced",
    consistency: str = "closed_form",
    limit: int = LIMIT,
) -> Array:
    """Estimate alpha at the unknown pixels of a trimap.

    Args:
        photo: ``(H, W, 3)`` float32 in [0, 1].
        trimap: ``(H, W)`` float32: 0 background, 0.5 unknown, 1 foreground.
        mask: ``(H, W)`` soft guess, a tie-break where nothing else speaks; or None.
        quality: ``fast``, ``balanced`` or ``best``; raising it looks at more samples and neighbours.
        consistency: ``closed_form`` (the matting Laplacian) or ``poisson`` (follows the photo's gradient; sooner done).
        limit: the most pixels solved for in one piece, 1 to 1e9; more are solved for at half the scale.

    Returns:
        ``(H, W)`` float32 in [0, 1]; known pixels keep 0 and 1.

    Raises:
        TypeError, ValueError: naming the argument, the rule and the value.

    Cost: some 10 microseconds and 700 bytes an unknown pixel.

    >>> photo = np.zeros((5, 9, 3), np.float32)
    >>> photo[:, 4] = 0.25
    >>> photo[:, 5:] = 1
    >>> trimap = np.repeat(np.float32([[0, 0, 0, 0, 0.5, 1, 1, 1, 1]]), 5, axis=0)
    >>> round(float(estimate_alpha(photo, trimap)[2, 4]), 1)
    0.2
    """
    _check(photo, trimap)
    if mask is not None:
        check_plane("mask", mask, shape=_size(photo))
    check_choice("quality", quality, QUALITIES)
    check_choice("consistency", consistency, CONSISTENCIES)
    check_number("limit", limit, 1, 1e9, integer=True)
    trust = np.ones_like(trimap)
    alpha, _ = memory_limited_matte(
        photo, trimap, trust=trust, mask=mask, quality=quality, consistency=consistency, limit=limit
    )
    return np.where(trimap == UNKNOWN, alpha, trimap)


def estimate_foreground(photo: Array, alpha: Array) -> Array:
    """The foreground's own colour at every pixel, ``(H, W, 3)`` float32 in [0, 1], from photo and matte.

    Arguments and cost as for :func:`estimate_colours`, which gives the background's colours as well.
    """
    foreground, _ = estimate_colours(photo, alpha)
    return foreground


def shared_matting(
    photo: Array, trimap: Array, *, rays: int = 3, every: int = 3, smooth: bool = True
) -> SampledMatte:
    """Sample colours for the unknown pixels along rays and share them (Gastal and Oliveira 2010).

    Args:
        photo: ``(H, W, 3)`` float32 in [0, 1].
        trimap: ``(H, W)`` float32 with 0, 0.5 and 1.
        rays: to each side, 1 to 16; more find better pairs, cost grows with its square.
        every: one in so many of the 113 neighbours shares its pair, 1 to 113; larger is faster and noisier.
        smooth: end with the paper's local smoothing.

    Raises:
        TypeError, ValueError: naming the argument; also for a trimap without foreground or without background.
    """
    _check(photo, trimap)
    check_number("rays", rays, 1, 16, integer=True)
    check_number("every", every, 1, 113, integer=True)
    for label, word in ((0, "background"), (1, "foreground")):
        if not (trimap == label).any():
            raise ValueError(f"trimap must have {word}: no pixel is {label}")
    at = np.flatnonzero(trimap == UNKNOWN).astype(np.int32)
    alpha, foreground, background = trimap.copy(), photo.reshape(-1, 3).copy(), photo.reshape(-1, 3).copy()
    confidence = np.ones_like(trimap)
    if at.size:
        planes = np.ascontiguousarray(photo.reshape(-1, 3).T)
        found = sample(planes, trimap, at, rays=rays, every=every, smooth=smooth)
        alpha.flat[at] = found.alpha
        foreground[at], background[at] = found.foreground.T, found.background.T
        confidence.flat[at] = np.exp(-found.residual / MISFIT)
    return SampledMatte(
        np.clip(alpha, 0, 1), foreground.reshape(photo.shape), background.reshape(photo.shape), confidence
    )


def _check(photo: Array, trimap: Array) -> None:
    check_image("photo", photo)
    check_plane("trimap", trimap, shape=_size(photo))
    labels = np.unique(trimap)
    if not np.isin(labels, np.array([0, UNKNOWN, 1], np.float32)).all():
        raise ValueError(f"trimap must hold 0, 0.5 and 1 only; got {labels[:4].tolist()}")


def _size(photo: Array) -> tuple[int, int]:
    return photo.shape[0], photo.shape[1]
