"""Random walker with priors: probabilities that agree with their neighbours except across the photo's edges.

Source: Grady, "Multilabel Random Walker Image Segmentation Using Prior Models" (2005): minimise
``sum w_ij (x_i - x_j)² + sum c_i (x_i - q_i)²`` over the undecided pixels, the others held. Deviation: weights fall
with the colour distance itself, not its square (steps in a photo are few and large, noise is small and everywhere).
"""

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage, sparse

from wispcut.core.checks import Array
from wispcut.matting.solver import conjugate_gradients

SHARPNESS = 60.0  # weight = exp(-SHARPNESS · colour distance): larger lets fewer steps through
LEAST = 1e-4  # weight across any edge, so that no pixel stands alone
_BLUR = 0.7  # sigma of the blur before colours are compared
_TOLERANCE, _STEPS = 1e-3, 400


def random_walker(
    photo: Array, prior: Array, confidence: Array, held: Array, domain: NDArray[np.bool_]
) -> Array:
    """Return ``(h, w)`` float32 in [0, 1]: ``held`` outside the domain, the minimiser inside.

    photo: ``(h, w, 3)`` float32 in [0, 1]. prior: ``(h, w)`` in [0, 1], q. confidence: ``(h, w)`` > 0, c; against it
    stand edge weights of at most 1, so 0.05 smooths over some 5 pixels of a flat area and 1 hardly at all. held:
    ``(h, w)``. domain: ``(h, w)``, the pixels to solve for.
    Cost: five entries a pixel of the domain, some 50 conjugate gradient steps.
    """
    at = np.flatnonzero(domain.ravel()).astype(np.int32)
    out = held.astype(np.float32)
    if at.size == 0:
        return out
    smooth = ndimage.gaussian_filter(photo, (_BLUR, _BLUR, 0), mode="nearest")
    slot = np.full(domain.shape, -1, np.int32)
    slot.ravel()[at] = np.arange(at.size, dtype=np.int32)
    degree = np.zeros(at.size)
    pull = np.zeros(at.size)
    entries = []
    for axis in (0, 1):
        first = np.take(slot, range(domain.shape[axis] - 1), axis=axis)
        second = np.take(slot, range(1, domain.shape[axis]), axis=axis)
        step = np.diff(smooth, axis=axis)
        weight = LEAST + np.exp(-SHARPNESS * np.sqrt((step * step).sum(-1)))
        outer = [np.take(held, range(s, domain.shape[axis] - 1 + s), axis=axis) for s in (0, 1)]
        for mine, other, beyond in ((first, second, outer[1]), (second, first, outer[0])):
            inside = mine >= 0
            degree += np.bincount(mine[inside], weight[inside], at.size)
            edge = inside & (other < 0)
            pull += np.bincount(mine[edge], (weight * beyond)[edge], at.size)
            both = inside & (other >= 0)
            entries.append((mine[both], other[both], -weight[both]))
    rows, columns, values = (np.concatenate(part) for part in zip(*entries, strict=True))
    matrix = sparse.csr_array((values, (rows, columns)), shape=(at.size, at.size), dtype=np.float32)
    trusted = confidence.ravel()[at].astype(np.float64)
    matrix = (matrix + sparse.diags_array(degree.astype(np.float32))).tocsr()
    right = pull + trusted * prior.ravel()[at]
    solved, _ = conjugate_gradients(
        matrix, right, prior.ravel()[at], tolerance=_TOLERANCE, steps=_STEPS, extra=trusted
    )
    out.ravel()[at] = np.clip(solved, 0, 1)
    return out
