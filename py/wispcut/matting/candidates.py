"""Where an unknown pixel may find its colours: the nearest known pixel and the first known pixels along rays.

Source: Gastal & Oliveira, "Shared Sampling for Real-Time Alpha Matting" (2010), section 4.1. Deviations: the
rays march by the distance field (sphere tracing) in place of pixel by pixel, and the nearest known pixel
always joins them, so a class that exists at all gives every pixel a candidate.
"""

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from wispcut.core.checks import Array

Index = NDArray[np.int32]

_GRID = 8  # the start angle changes over an 8 x 8 grid of picture coordinates
_STEPS = 40
_BLOCK = 1 << 15  # pixels whose rays march together: some 60 bytes a ray
_MARGIN = np.float32(
    0.7
)  # half a pixel's diagonal: a step this much shorter than the distance cannot jump over a pixel


def gather(
    known: NDArray[np.bool_], at: Index, rays: int, *, phase: float = 0.0, origin: tuple[int, int] = (0, 0)
) -> tuple[Index, Array]:
    """Find candidates of one class.

    ``known``: ``(h, w)``, true on pixels of the class, at least one. ``at``: flat indices ``(n,)`` of the
    pixels that ask. ``rays``: number of rays; more find more colours and cost in proportion. ``phase``: turns
    all rays, in units of the angle between two. ``origin``: picture coordinates of the array's first pixel
    (the dither is aligned to the picture).

    Returns flat indices ``(1 + rays, n)`` and distances ``(1 + rays, n)`` in pixels. Row 0 is the nearest
    pixel of the class. A ray that leaves the picture repeats row 0.
    """
    h, w = known.shape
    distance, nearest = ndimage.distance_transform_edt(~known, return_indices=True)
    field = distance.astype(np.float32).ravel()
    home = (nearest[0].ravel()[at] * w + nearest[1].ravel()[at]).astype(np.int32)
    found = np.repeat(home[None], 1 + rays, 0)
    far = np.repeat(field[at][None], 1 + rays, 0)
    if rays == 0 or at.size == 0:
        return found, far
    for start in range(0, at.size, _BLOCK):
        part = slice(start, start + _BLOCK)
        _march(field, (h, w), at[part], found[:, part], far[:, part], phase, origin)
    return found, far


def _march(
    field: Array,
    shape: tuple[int, int],
    at: Index,
    found: Index,
    far: Array,
    phase: float,
    origin: tuple[int, int],
) -> None:
    """Send the rays of the pixels ``at`` and write what they hit into ``found`` and ``far`` from row 1 on."""
    h, w = shape
    rays = found.shape[0] - 1
    row, col = np.divmod(at, np.int32(w))
    cell = ((row + np.int32(origin[0])) % _GRID) * _GRID + (col + np.int32(origin[1])) % _GRID
    angle = (_DITHER[cell] + np.float32(phase)) * np.float32(2 * np.pi / rays)
    angle = (
        angle[None] + (np.arange(rays, dtype=np.float32) * np.float32(2 * np.pi / rays))[:, None]
    ).ravel()
    walk = np.empty((7, rays * at.size), np.float32)  # y, x, their steps, where the ray began, distance here
    walk[0] = walk[4] = np.tile(row.astype(np.float32), rays)
    walk[1] = walk[5] = np.tile(col.astype(np.float32), rays)
    walk[2], walk[3] = np.sin(angle), np.cos(angle)
    walk[6] = np.tile(far[0], rays)
    slot = np.arange(rays * at.size, dtype=np.int32)
    hit, reach = found[1:].ravel(), far[1:].ravel()  # copies where a block's rows lie apart
    for _ in range(_STEPS):
        walk[:2] += walk[2:4] * np.maximum(walk[6] - _MARGIN, np.float32(1))
        r, c = np.rint(walk[:2]).astype(np.int32)
        inside = (r >= 0) & (c >= 0) & (r < h) & (c < w)
        place = np.where(inside, r * np.int32(w) + c, 0)
        walk[6] = field[place]
        done = inside & (walk[6] == 0)
        s = slot[done]
        hit[s] = place[done]
        reach[s] = np.hypot(r[done] - walk[4, done], c[done] - walk[5, done])
        on = inside & ~done
        slot, walk = slot[on], walk[:, on]
        if slot.size == 0:
            break
    found[1:], far[1:] = hit.reshape(rays, -1), reach.reshape(rays, -1)


def _bayer(size: int) -> Array:
    """Ordered dither matrix of Bayer: neighbours differ as much as they can; values in [0, 1)."""
    m = np.zeros((1, 1))
    while m.shape[0] < size:
        m = np.block([[4 * m, 4 * m + 2], [4 * m + 3, 4 * m + 1]])
    return (m / m.size).astype(np.float32)


_DITHER = _bayer(_GRID).ravel()
