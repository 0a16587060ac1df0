"""The photo without its subject: what surrounds it, continued by push-pull (Gortler et al. 1996), and blurred."""

import numpy as np
from scipy import ndimage

from wispcut.core.checks import Array, check_image, check_number, check_plane
from wispcut.core.scale import enlarge_boxes

_BELOW = 0.02  # alpha of pixels that show nothing of the subject
_WIDE = 3  # pixels; a blur wider than this is made from a picture of half the size


def blurred_backdrop(photo: Array, alpha: Array, sigma: float, factor: int) -> Array:
    """The photo's own backdrop, blurred, at the scale of the reduced photo.

    photo: ``(h, w, 3)`` float32 in [0, 1], the photo reduced by ``factor``. alpha: ``(h, w)``, the matte at the same
    scale. sigma: 0 to 256, in pixels of the full photo; raising it blurs more; nothing gets sharper than the reduced
    photo is. Returns ``(h, w, 3)``. Where the subject is, its surroundings are continued before the blur, so that none
    of its colour shines around it (:func:`fill_subject`). Wide blurs are made from a picture of half the size, and so
    on. Cost: one Gaussian of the reduced photo, less for wide blurs.
    """
    check_number("sigma", sigma, 0, 256)
    check_number("factor", factor, 1, 1 << 16, integer=True)
    known = _backdrop(photo, alpha)
    size, cell, spread = known.shape, 1, sigma / factor
    while spread > _WIDE and min(known.shape) > 1:
        photo, known = _halved(photo, known)
        cell *= 2
        spread = (spread**2 - 0.25) ** 0.5 / 2  # averaging two pixels is itself a blur of variance 1/4
    filled = _push_pull(photo, known)
    blurred = ndimage.gaussian_filter(filled, (spread, spread, 0), mode="reflect")
    return np.clip(blurred if cell == 1 else enlarge_boxes(blurred, cell, (0, 0, *size)), 0, 1)


def fill_subject(photo: Array, alpha: Array) -> Array:
    """Replace what shows the subject by what surrounds it, smoothly: push-pull (Gortler et al. 1996, sect. 3.4).

    photo: ``(h, w, 3)`` float32 in [0, 1]. alpha: ``(h, w)`` float32 in [0, 1]; 0.02 and more counts as subject.
    Pixels of the backdrop stay as they are, and so does a photo that is all subject.
    """
    return _push_pull(photo, _backdrop(photo, alpha))


def _backdrop(photo: Array, alpha: Array) -> Array:
    """1 where the photo shows nothing of the subject, else 0; 1 everywhere when all of it does."""
    check_image("photo", photo)
    check_plane("alpha", alpha, shape=photo.shape[:2])
    known = (alpha < _BELOW).astype(np.float32)
    return known if known.any() else np.ones_like(known)


def _push_pull(colour: Array, known: Array) -> Array:
    """Keep colours where ``known`` is 1, fill those where it is 0 from the next coarser scale."""
    if known.all():
        return colour
    coarse = _push_pull(*_halved(colour, known))
    return np.where(known[..., None] > 0, colour, enlarge_boxes(coarse, 2, (0, 0, *known.shape)))


def _halved(colour: Array, known: Array) -> tuple[Array, Array]:
    """The mean of what is known in every 2 x 2, and where there is anything; odd sizes end in halves."""
    odd = ((0, known.shape[0] % 2), (0, known.shape[1] % 2))
    counts = _sum_of_four(np.pad(known, odd))
    sums = _sum_of_four(np.pad(colour * known[..., None], (*odd, (0, 0))))
    means: Array = np.divide(sums, np.maximum(counts, 1)[..., None], dtype=np.float32)
    return means, np.minimum(counts, np.float32(1))


def _sum_of_four(plane: Array) -> Array:
    rows = plane[::2] + plane[1::2]
    return rows[:, ::2] + rows[:, 1::2]
