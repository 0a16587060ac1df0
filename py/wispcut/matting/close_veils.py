"""Close veils: what came out half-transparent over an area thicker than hair is decided after all.

A matte may leave alpha near one half where both layers' colours explain a pixel equally well. Over the width of a
strand that is right; over a body it shows as a ghost. Such areas are pulled to the side that alpha and the prior
together lean to; a steep curve keeps their borders smooth.
"""

import numpy as np
from scipy import ndimage

from wispcut.core.checks import Array, check_number, check_plane
from wispcut.matting.edge_width import UNIT

THICKNESS = 18 * UNIT
"""Half the least width of a veil, as a share of the long side; lower closes thinner ones, and eats soft hair."""

TRANSLUCENT = (0.05, 0.95)
STEEP = 4.0  # slope of the curve at one half


def close_veils(alpha: Array, prior: Array, *, thickness: float = THICKNESS) -> Array:
    """Return alpha ``(h, w)`` with thick half-transparent areas made (nearly) 0 or 1; elsewhere unchanged.

    alpha, prior: ``(h, w)`` float32 in [0, 1]; prior says what the area is taken to be, and counts as much as alpha.
    thickness: see :data:`THICKNESS`, (0, 0.5]. Cost: two exact distance transforms.

    Raises:
        TypeError, ValueError: naming the argument that does not fit.
    """
    check_plane("alpha", alpha)
    check_plane("prior", prior, shape=(alpha.shape[0], alpha.shape[1]))
    check_number("thickness", thickness, 0, 0.5, open_low=True)
    veil = (alpha > TRANSLUCENT[0]) & (alpha < TRANSLUCENT[1])
    radius = thickness * max(alpha.shape)
    if not veil.any() or veil.all():
        return alpha
    core = ndimage.distance_transform_edt(veil) > radius
    if not core.any():
        return alpha
    thick = veil & (ndimage.distance_transform_edt(~core) <= radius)
    lean = (alpha[thick] + prior[thick]) / 2
    out = alpha.copy()
    out[thick] = np.clip(np.float32(STEEP) * (lean - np.float32(0.5)) + np.float32(0.5), 0, 1)
    return out
