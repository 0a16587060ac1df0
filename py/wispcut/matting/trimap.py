"""Trimaps: which pixels are surely subject, surely background, or still to be found out.

A trimap is an ``(H, W)`` float32 plane with the values 0 (background), 0.5 (unknown) and 1 (foreground).
"""

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from wispcut.core.checks import Array, check_number, check_plane

UNKNOWN = np.float32(0.5)


def trimap_from_mask(
    mask: Array, *, foreground: float = 240 / 255, background: float = 10 / 255, erode: float = 5.0
) -> Array:
    """Cut a soft mask at two thresholds and draw both sure regions back from each other.

    Args:
        mask: ``(H, W)`` float32 in [0, 1].
        foreground: values from here on are surely subject, in (0, 1]; lower keeps more as solid.
        background: values below are surely background, in [0, ``foreground``]; higher removes more.
        erode: how far both sure regions withdraw, in mask pixels (Euclidean); larger means a wider band.

    Returns:
        ``(H, W)`` float32 with 0, 0.5 and 1.

    Raises:
        TypeError, ValueError: naming the argument that does not fit.

    >>> step = np.repeat(np.float32([[0, 1]]), 4, axis=1)
    >>> trimap_from_mask(step, erode=1.0).tolist()
    [[0.0, 0.0, 0.0, 0.5, 0.5, 1.0, 1.0, 1.0]]
    """
    check_plane("mask", mask)
    check_number("foreground", foreground, 0, 1, open_low=True)
    check_number("background", background, 0, foreground)
    check_number("erode", erode, 0, 4096)
    return join(erode_disc(mask >= foreground, erode), erode_disc(mask < np.float32(background), erode))


def trimap_from_probability(
    probability: Array, *, size: int = 5, confidence: float = 0.95, background: float = 0.05
) -> Array:
    """Widen everything that might be subject; only confident pixels are surely subject.

    The recipe that feeds FBA matting from a segmentation network: pixels over ``background`` are dilated by a
    (2·size + 1)² square and become unknown, then pixels over ``confidence`` become foreground. Foreground is
    not eroded, so the band only grows outwards.

    Args:
        probability: ``(H, W)`` float32 in [0, 1].
        size: half the square in pixels, 0 to 4096; larger widens the band outwards.
        confidence: in [``background``, 1]; higher leaves more unknown.
        background: in [0, 1]; higher removes more.
    """
    check_plane("probability", probability)
    check_number("size", size, 0, 4096, integer=True)
    check_number("background", background, 0, 1)
    check_number("confidence", confidence, background, 1)
    maybe = probability > background
    near = ndimage.maximum_filter(maybe, size=2 * int(size) + 1, mode="constant", cval=0)
    return join(probability > confidence, ~near)


def trimap_from_bytes(values: NDArray[np.uint8], *, tolerance: int = 0) -> Array:
    """Read the grey levels of a trimap file: 0 is background, 255 foreground, anything else unknown.

    Args:
        values: ``(H, W)`` uint8.
        tolerance: levels by which 0 and 255 may be missed, 0 to 60, for files that went through JPEG.
    """
    if not isinstance(values, np.ndarray) or values.dtype != np.uint8:
        got = getattr(values, "dtype", type(values).__name__)
        raise TypeError(f"values must be a uint8 array; got {got}")
    if values.ndim != 2 or 0 in values.shape:
        raise ValueError(f"values must have shape (H, W) with H, W >= 1; got {values.shape}")
    check_number("tolerance", tolerance, 0, 60, integer=True)
    return join(values >= 255 - tolerance, values <= tolerance)


def scale_trimap(trimap: Array, size: tuple[int, int]) -> Array:
    """Bring a trimap to another ``(height, width)``: known only where all it covers is known alike.

    So enlarging never moves a border by more than one old pixel, and reducing never loses an unknown strand.
    """
    check_plane("trimap", trimap)
    for side, value in zip(("height", "width"), size, strict=True):
        check_number(f"size {side}", value, 1, 2**31, integer=True)
    return join(*(~_covers(trimap != sure, size) for sure in (1, 0)))


def join(foreground: NDArray[np.bool_], background: NDArray[np.bool_]) -> Array:
    """Two masks of sure pixels as one trimap; where both claim a pixel it is unknown."""
    difference = foreground.astype(np.float32) - background.astype(np.float32)
    return UNKNOWN + UNKNOWN * difference


def erode_disc(inside: NDArray[np.bool_], radius: float) -> NDArray[np.bool_]:
    """Keep the pixels farther than ``radius`` from all others; beyond the picture there are none."""
    if radius <= 0 or inside.all() or not inside.any():
        return inside
    return np.asarray(ndimage.distance_transform_edt(inside) > radius)


def _covers(flags: NDArray[np.bool_], size: tuple[int, int]) -> NDArray[np.bool_]:
    """Whether any flagged old pixel touches each new pixel; footprints in exact integer arithmetic."""
    for axis in (0, 1):
        old, new = flags.shape[axis], size[axis]
        index = np.arange(new, dtype=np.int64)
        first, last = index * old // new, ((index + 1) * old - 1) // new
        counts = np.insert(np.cumsum(flags, axis=axis, dtype=np.int32), 0, 0, axis=axis)
        flags = counts.take(last + 1, axis=axis) > counts.take(first, axis=axis)
    return flags
