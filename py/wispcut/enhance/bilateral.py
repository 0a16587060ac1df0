"""Bilateral filter: smooths noise, keeps edges (Tomasi & Manduchi 1998, eq. 3 to 5), on all three channels at once.

    out(p) = I(p) + sum_q w(p, q) (I(q) - I(p)) / sum_q w(p, q)
    w(p, q) = exp(-|p - q|^2 / (2 sigma_space^2)) (1 + x / 8)^-8,   x = |I(p) - I(q)|^2 / (2 sigma_range^2)

over the 13 pixels of a disc of radius 2. w is symmetric, so each of the 6 pairs of offsets is computed once and serves
both ends: brute force at half its price. Grids and histograms of layers (Paris & Durand 2006, Yang 2009) pay off for
wider windows than the noise of a photo asks for, and the separable form (Pham & van Vliet 2005) strays several times
further from the true filter; docs/decisions/0050-bilateral.md has the figures.

Deviation: (1 + x / 8)^-8 stands for exp(-x), which costs more than all the rest in a browser. It is never more than
0.034 above it and falls off like the eighth power; tests state how far the pictures differ.
"""

import math

import numpy as np

from wispcut.core.checks import Array, check_image, check_number

SIGMA_SPACE = 1.5  # pixels
RADIUS = 2  # pixels
RANGE_PER_STRENGTH = 0.02
RANGE_FLOOR = (
    0.002  # half an 8-bit step: the filter does nothing there, and the eighth power stays within float32
)

_WINDOW = [
    (dy, dx)
    for dy in range(RADIUS + 1)
    for dx in range(-RADIUS, RADIUS + 1)
    if (dy, dx) > (0, 0) and dy * dy + dx * dx <= RADIUS * RADIUS
]
_STRIPE_PIXELS = 1 << 18  # a stripe's temporaries then take about 12 MB
_NOWHERE = np.float32(-20)  # a scaled colour so far from any other that its weight is below 1e-20


def bilateral(picture: Array, strength: float) -> Array:
    """Smooth noise in ``picture`` and keep its edges.

    picture: ``(H, W, 3)`` float32 in [0, 1]. strength: 0 to 10; 0 is off, raising it smooths stronger contrasts
    (``sigma_range`` = 0.02 strength, a Euclidean distance between sRGB-encoded colours); edges well above it stay.
    Returns the same shape. Cost: 6 passes of about 20 operations, temporaries of one stripe. Windows are cut off at
    the picture's border. Reaches 2 pixels far.
    """
    check_image("picture", picture)
    check_number("strength", strength, 0, 10)
    return picture if strength == 0 else smoothed(picture, strength)


def smoothed(picture: Array, strength: float) -> Array:
    """:func:`bilateral` of what is already checked, with a strength above 0."""
    height, width = picture.shape[:2]
    sigma_range = max(RANGE_PER_STRENGTH * strength, RANGE_FLOOR)
    scale = np.float32(0.25 / sigma_range)  # the squared distance of scaled colours is x / 8
    out = np.empty_like(picture)
    step = max(1, _STRIPE_PIXELS // width)
    for top in range(0, height, step):
        bottom = min(top + step, height)
        first, last = max(top - RADIUS, 0), min(bottom + RADIUS, height)
        planes = np.zeros((3, last - first, width + RADIUS), np.float32)
        np.multiply(picture[first:last].transpose(2, 0, 1), scale, out=planes[:, :, :width])
        planes[0, :, width:] = _NOWHERE  # between the end of a row and the start of the next
        pull = _pull(planes.reshape(3, -1), width + RADIUS).reshape(planes.shape)
        pull = pull[:, top - first : bottom - first, :width].transpose(1, 2, 0)
        pull /= scale
        np.add(picture[top:bottom], pull, out=out[top:bottom])
    return np.clip(out, 0, 1, out=out)  # for rounding


def _pull(flat: Array, row: int) -> Array:
    """How far its window pulls each pixel: ``flat`` is ``(3, N)`` scaled colours of rows of length ``row``."""
    size = flat.shape[1]
    total = np.zeros_like(flat)
    weights = np.ones(size, np.float32)  # the pixel itself has weight 1 and does not pull
    for dy, dx in _WINDOW:
        offset = dy * row + dx
        if offset >= size:
            continue
        difference = flat[:, offset:] - flat[:, :-offset]
        weight = np.einsum("cn,cn->n", difference, difference)  # one pass for three products and their sum
        space = np.float32(math.exp((dy * dy + dx * dx) / (16 * SIGMA_SPACE**2)))  # to the -8th: the Gaussian
        weight += np.float32(1)
        weight *= space
        for _ in range(3):
            np.square(weight, out=weight)
        np.reciprocal(weight, out=weight)
        weights[:-offset] += weight
        weights[offset:] += weight
        difference *= weight
        total[:, :-offset] += difference
        total[:, offset:] -= difference
    total /= weights
    return total
