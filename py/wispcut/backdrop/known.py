"""A smooth backdrop makes the trimap better: what equals it is background, and thin things that differ come back.

Two steps, both in units of the photo's noise around the backdrop map. Recovered: thin structures (hair, strings)
in what the trimap calls background, if they hang together with the subject, and if far from the subject there is next
to nothing thin: before lattice towers nothing is recovered. Thin is what differs from the background around it, the
subject left out, so a small hole in the subject stays a hole. Soft shadows are not thin, and objects that stand apart
are not recovered. Confirmed: unknown pixels whose colour is the backdrop's alone, if they hang
together with the background.
"""

from math import ceil

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import binary_erosion, binary_propagation, uniform_filter1d

from wispcut.backdrop.photo import PhotoBackdrop
from wispcut.backdrop.refine import grow
from wispcut.core.checks import Array, check_image, check_plane
from wispcut.matting.adaptive_trimap import ring

_AROUND = 15  # px: what is wider than about half of this is not thin
_THIN_PIXEL, _THIN_MEAN = (
    3.5,
    2.0,
)  # differs from its surroundings by so many sigmas: one pixel, the mean of 3 x 3
_FAR, _RARE = 0.1, 0.01  # from this far on (of the longer side), at most this share of the pixels may be thin
_SAME_PIXEL, _SAME_MEAN = 3.5, 1.2  # lies so close to the map: one pixel, the mean of 3 x 3
_GAP, _ROOM = 3, 2  # px: a strand may be interrupted by so much; what is recovered gets so much room
_SKIN = 2  # px that stay unknown along what is not background
_RING = 2  # px of confirmed background next to the skin whose trust is less than full


def know_backdrop(
    photo: Array, trimap: Array, trust: Array | None, backdrop: PhotoBackdrop
) -> tuple[Array, Array | None]:
    """Return the trimap and its trust after the two steps; unchanged ones where the backdrop is not smooth.

    ``photo`` ``(h, w, 3)`` is what ``backdrop`` was estimated from. ``trimap`` ``(h, w)``: 0, 0.5, 1. ``trust``
    ``(h, w)`` in [0, 1], or None: 0 where the new trimap is unknown; where a pixel became background it rises to 1 over
    2 px, as any label's does next to the band (fixed labels up to the skin pull a subject of the backdrop's colour
    with them). Foreground never changes. Cost: about 0.2 s a megapixel, native.
    """
    check_image("photo", photo)
    shape = (photo.shape[0], photo.shape[1])
    check_plane("trimap", trimap, shape=shape)
    if trust is not None:
        check_plane("trust", trust, shape=shape)
    if backdrop.shape != shape:
        raise ValueError(f"backdrop must be estimated at the photo's size {shape}; got {backdrop.shape}")
    if not backdrop.smooth:
        return trimap, trust

    away = (photo - backdrop.map) / _spread(backdrop)
    around, here = (_background_mean(away, trimap == 0, size) for size in (_AROUND, 3))
    thin = (_length(away - around) > _THIN_PIXEL) | (_length(here - around) > _THIN_MEAN)
    out = trimap.copy()
    out[_recovered(thin, trimap)] = 0.5
    same = (_length(away) < _SAME_PIXEL) & (_length(_box(away, 3)) < _SAME_MEAN)
    confirmed = _confirmed(same, out)
    out[confirmed] = 0
    if trust is not None:
        trust = np.where(confirmed, ring(out, _RING), np.where(out == 0.5, np.float32(0), trust))
    return out, trust


def _recovered(thin: NDArray[np.bool_], trimap: Array) -> NDArray[np.bool_]:
    """Background pixels in or next to thin structures that are linked to the subject by gaps of at most 3 px.

    None where the backdrop itself holds thin structures, or too little of it lies far enough away to tell.
    """
    far = (trimap == 0) & ~grow(trimap > 0, ceil(_FAR * max(trimap.shape)))
    if far.mean() < _RARE or thin[far].mean() > _RARE:
        return np.zeros_like(thin)
    subject = grow(trimap > 0, _GAP)
    bridged = grow(thin, _GAP // 2)
    linked = binary_propagation(subject, structure=np.ones((3, 3)), mask=bridged | subject)
    result: NDArray[np.bool_] = grow(linked & thin & (trimap == 0), _ROOM) & (trimap == 0)
    return result


def _confirmed(same: NDArray[np.bool_], trimap: Array) -> NDArray[np.bool_]:
    """Unknown pixels like the backdrop, linked to the background, but for a skin along everything else."""
    known = trimap == 0
    linked = binary_propagation(known, mask=known | (same & (trimap == 0.5)))
    inner = binary_erosion(linked, iterations=_SKIN, border_value=1)
    result: NDArray[np.bool_] = inner & (trimap == 0.5)
    return result


def _spread(backdrop: PhotoBackdrop) -> Array:
    """Sigma of a channel around the map: its noise, but no less than the map's own error or one grey level."""
    return np.maximum(np.array(backdrop.noise, np.float32), max(backdrop.structure, 1 / 255)).astype(
        np.float32
    )


def _background_mean(values: Array, background: NDArray[np.bool_], size: int) -> Array:
    """Mean over the background pixels of the ``size`` x ``size`` around, where there are any."""
    free = background[..., None].astype(np.float32)
    least = np.float32(0.5 / size**2)
    return np.divide(_box(values * free, size), np.maximum(_box(free, size), least), dtype=np.float32)


def _box(values: Array, size: int) -> Array:
    for axis in (0, 1):
        values = uniform_filter1d(values, size, axis=axis, mode="nearest")
    return values


def _length(values: Array) -> Array:
    """Root mean square over the channels."""
    result: Array = np.sqrt(np.einsum("ijk,ijk->ij", values, values) / np.float32(3))
    return result
