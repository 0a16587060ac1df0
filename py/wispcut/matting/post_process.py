"""Tidying of a raw mask: stray islands go, small holes close, the outline gets smoother. Grey stays grey."""

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from wispcut.core.checks import Array, check_number, check_plane

SEEN = np.float32(
    0.04
)  # a mask value from here on belongs to an island; below is what networks leave everywhere


def post_process(
    mask: Array, *, islands: float = 0.02, holes: float = 0.002, smoothing: float = 0.0
) -> Array:
    """Return the tidied mask, ``(H, W)`` float32 in [0, 1].

    Args:
        mask: ``(H, W)`` float32 in [0, 1].
        islands: parts of the subject, soft rims included, whose weight is below this share of the whole
            subject's fade to 0; in [0, 1]; larger removes larger parts. The heaviest part always stays.
        holes: background enclosed by the subject whose weight is below this share of the subject's fills to 1;
            in [0, 1]; larger closes larger holes. What touches the picture's border is no hole.
        smoothing: standard deviation of a Gaussian in pixels, 0 to 100; larger rounds the outline more and
            makes it softer.

    Raises:
        TypeError, ValueError: naming the argument that does not fit.

    Cost: two connected-component labellings and one separable Gaussian.
    """
    check_plane("mask", mask)
    check_number("islands", islands, 0, 1)
    check_number("holes", holes, 0, 1)
    check_number("smoothing", smoothing, 0, 100)
    subject = float(mask.sum(dtype=np.float64))
    out = mask.copy()
    if islands > 0:
        labels, weights = _parts(mask)
        small = weights < islands * subject
        if weights.size:
            small[weights.argmax()] = False
        out[np.append(False, small)[labels]] = 0
    if holes > 0:
        rest = 1 - out
        labels, weights = _parts(rest)
        small = weights < holes * subject
        border = np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]])
        small[border[border > 0] - 1] = False
        out[np.append(False, small)[labels]] = 1
    if smoothing > 0:
        out = np.clip(ndimage.gaussian_filter(out, smoothing, mode="nearest"), 0, 1)
    return out


def _parts(mask: Array) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
    """Connected parts (8 neighbours): their labels from 1 on, and the sum of the mask over each."""
    labels, count = ndimage.label(mask >= SEEN, structure=np.ones((3, 3), int))
    weights = np.bincount(labels.ravel(), weights=mask.ravel(), minlength=count + 1)
    return labels, np.asarray(weights[1:], np.float64)
