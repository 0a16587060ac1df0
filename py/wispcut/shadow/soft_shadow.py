"""A soft shadow from the matte: contact where the subject stands, cast along the ground behind or before it.

The ground is level and begins at the subject's lowest row; what is as thin as a whisker does not stand on it. The
contact shadow is the band of the matte just above the ground, blurred more across than down. The cast shadow is the
matte as a flat stencil, projected on the ground by light from one direction: a shear and a scaling (Blinn 1988, "Me and
My (Fake) Shadow", for a plane). Its penumbra widens with the distance from the ground, as that of a lamp of some size
does, and it grows fainter.
"""

import math

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from wispcut.core.checks import Array, check_number, check_plane

WHISKER = 0.012
"""Width of what is too thin to stand, as a share of the side of a square as large as the subject."""
CONTACT = 0.03
"""Height of the band that touches the ground, of the subject's height."""
ACROSS = 3.0
"""How much farther the contact shadow is blurred across than down: the ground is seen at a low angle."""
STEEPEST = 0.05
"""The least share of its height to which the cast shadow is flattened."""
NEAR = 0.2
"""Softness of the cast shadow where it begins, as a share of its softness at the subject's top."""
FADE = 0.6
"""How much of the cast shadow is gone at the subject's top."""
LEVELS = 4
"""Blurs between which the penumbra is interpolated."""


def soft_shadow(
    alpha: Array,
    *,
    contact: float = 1.0,
    cast: float = 1.0,
    softness: float = 0.05,
    angle: float = 40.0,
    length: float = 0.6,
) -> Array:
    """How dark the shadow of a matte is, before the subject is laid over it.

    Args:
        alpha: ``(H, W)`` float32 in [0, 1], the matte, with as much room around as the shadow needs.
        contact, cast: the strength of each, 0 to 1; 0 leaves it out.
        softness: blur at the subject's top, as a share of the subject's height, 0.002 to 0.5.
        angle: where the cast shadow falls, degrees, -180 to 180: 0 straight back, positive to the right, beyond 90 to
            the front.
        length: of the cast shadow, as a multiple of the subject's height, 0.05 to 4.

    Returns:
        ``(H, W)`` float32 in [0, 1]; zeros where the matte shows no subject (no alpha from 1/2 on).

    Raises:
        TypeError, ValueError: naming the argument that does not fit.

    Cost: an opening, five Gaussian blurs and one bilinear warp of the plane.

    >>> alpha = np.zeros((40, 60), np.float32)
    >>> alpha[10:30, 25:35] = 1
    >>> shadow = soft_shadow(alpha, cast=0, softness=0.2)
    >>> bool(shadow[30, 30] > 0.3 > shadow[36, 30]), float(shadow[5, 5]) < 1e-6
    (True, True)
    """
    check_plane("alpha", alpha)
    check_number("contact", contact, 0, 1)
    check_number("cast", cast, 0, 1)
    check_number("softness", softness, 0.002, 0.5)
    check_number("angle", angle, -180, 180)
    check_number("length", length, 0.05, 4)
    body = _without_whiskers(alpha)
    rows = np.flatnonzero((body >= 0.5).any(axis=1))
    light = np.ones(alpha.shape, np.float32)
    if rows.size == 0 or not (contact or cast):
        return 1 - light
    ground, height = float(rows[-1] + 1), float(rows[-1] + 1 - rows[0])
    if contact:
        light -= np.float32(contact) * _contact(body, ground, height, softness)
    if cast:
        light *= 1 - np.float32(cast) * _cast(alpha, ground, height, softness, math.radians(angle), length)
    return np.clip(1 - light, 0, 1)


def _without_whiskers(alpha: Array) -> Array:
    side = round(WHISKER * math.sqrt(float(alpha.sum(dtype=np.float64))))
    if side < 2:
        return alpha
    opened: Array = ndimage.grey_opening(alpha, (side, side), mode="nearest")
    return opened


def _contact(body: Array, ground: float, height: float, softness: float) -> Array:
    above = ground - (np.arange(body.shape[0]) + 0.5)
    touches = np.exp(-np.maximum(above, 0) / (CONTACT * height)).astype(np.float32)
    sigma = softness * height
    out = _blurred(body * touches[:, None], (sigma / ACROSS, sigma))
    return out / max(float(out.max()), 1e-6)


def _cast(alpha: Array, ground: float, height: float, softness: float, angle: float, length: float) -> Array:
    flat = length * math.cos(angle)
    flat = math.copysign(max(abs(flat), STEEPEST), flat)
    h, w = alpha.shape
    above = (ground - (np.arange(h) + 0.5)) / flat  # the height of what throws its shadow on each row
    columns = np.arange(w)[None, :] - above[:, None] * length * math.sin(angle)
    source = np.broadcast_to((ground - above - 0.5)[:, None], (h, w))
    stencil = ndimage.map_coordinates(alpha, [source, columns], order=1, mode="constant", prefilter=False)
    stencil[above < 0] = 0
    share = np.clip(above / height, 0, 1)
    steps = np.linspace(NEAR, 1, LEVELS)
    blurs = [_blurred(stencil, (step * softness * height,) * 2) for step in steps]
    fading: Array = (1 - FADE * share)[:, None].astype(np.float32)
    return _between(blurs, share) * fading


def _between(planes: list[Array], share: NDArray[np.float64]) -> Array:
    """Each row from the two planes on either side of its share of the way, 0 the first and 1 the last."""
    position = share * (len(planes) - 1)
    out = np.empty_like(planes[0])
    for row, at in enumerate(position):
        low = min(int(at), len(planes) - 2)
        weight = np.float32(at - low)
        out[row] = planes[low][row] * (1 - weight) + planes[low + 1][row] * weight
    return out


def _blurred(plane: Array, sigma: tuple[float, float]) -> Array:
    out: Array = ndimage.gaussian_filter(plane, sigma, output=np.float32, mode="constant", truncate=3)
    return out
