"""FBA's view of a trimap: six channels of Gaussians of the distance to the known regions.

Forte and Pitié 2020 ("F, B, Alpha Matting"), after interactive segmentation's click maps (Le et al. 2018).
"""

import numpy as np
from scipy import ndimage

from wispcut.core.checks import Array, check_number, check_plane

SCALES = (0.02, 0.08, 0.16)
"""Standard deviations of the three Gaussians, as shares of ``length``."""


def encode_trimap(trimap: Array, *, length: float = 320.0) -> Array:
    """Return exp(−d² / 2σ²) for the distance d to the known background and to the known foreground.

    Args:
        trimap: ``(H, W)`` float32 with 0, 0.5 and 1.
        length: the picture side the Gaussians are made for, in pixels; larger spreads them. FBA uses 320.

    Returns:
        ``(H, W, 6)`` float32 in [0, 1]: background at the three ``SCALES``, then foreground. The channels of a
        class that does not occur are 0.

    Raises:
        TypeError, ValueError: naming the argument that does not fit.

    Cost: two exact distance transforms and six exponentials per pixel.
    """
    check_plane("trimap", trimap)
    check_number("length", length, 0, 1e6, open_low=True)
    out = np.zeros((*trimap.shape, 6), np.float32)
    for first, label in ((0, 0), (3, 1)):
        known = trimap == label
        if known.any():
            square = ndimage.distance_transform_edt(~known) ** 2
            for k, share in enumerate(SCALES):
                # Clipped where the result is 0 in float32 anyway: no underflow.
                out[..., first + k] = np.exp(np.maximum(-square / (2 * (share * length) ** 2), -100))
    return out
