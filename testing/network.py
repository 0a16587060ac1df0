"""How a segmentation network errs, as measured on ISNet's answers to composites with known alpha.

It answers in a square of 1024 pixels, stretched over the photo. On hard edges 10 to 90 % lie within 2 to 3 of its
pixels, the outline is off by up to 2 pixels in a smooth way, and where it is sure the inside is 254 or 255 and the
outside 0. In hair the transition is 8 to 16 pixels wide and shows thick locks only. What it doubts (limbs, light
cloth, things held) has wide, smooth, textured values from 0.2 to 0.9.

A `belief` is ``(H, W)`` float32 at the photo's scale: what the network holds for alpha before its own blur.
"""

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from testing.drawing import Plane, Rng, waves

MASK = 1024


def doubted(belief: Plane, region: Plane, value: Plane | float, soft: float = 3.0) -> Plane:
    """The belief, multiplied by ``value`` within a region whose border is ``soft`` pixels wide."""
    share = ndimage.gaussian_filter(np.asarray(region, np.float32), soft)
    return np.asarray(belief * (1 - share) + belief * share * value, np.float32)


def seen_hair(alpha: Plane) -> Plane:
    """What a network sees of hair: a wide transition, and thick locks in it."""
    coarse, fine = ndimage.gaussian_filter(alpha, 4.0), ndimage.gaussian_filter(alpha, 1.2)
    return np.clip((0.65 * coarse + 0.35 * fine - 0.12) / 0.8, 0, 1)


def as_mask(rng: Rng, belief: Plane, *, shift: float = 2.0, blur: float = 0.9) -> NDArray[np.uint8]:
    """Stretch to the network's square, move the outline smoothly by up to ``shift`` of its pixels, blur."""
    place = []
    for axis, grid in enumerate(np.ogrid[:MASK, :MASK]):
        drift = ndimage.zoom(2 * waves(rng, (32, 32), 1.3) - 1, MASK / 32, order=1)
        place.append((grid + 0.5 + shift * drift) * (belief.shape[axis] / MASK) - 0.5)
    moved = ndimage.map_coordinates(belief, place, order=1, mode="nearest")
    return to_bytes(ndimage.gaussian_filter(moved, blur))


def to_bytes(values: Plane) -> NDArray[np.uint8]:
    """Round [0, 1] to bytes."""
    return (np.clip(values, 0, 1) * 255 + 0.5).astype(np.uint8)
