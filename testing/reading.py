"""One small photo at several depths, and how far what is read is from what it should be."""

import numpy as np
from wispcut.formats import icc
from wispcut.formats.pictures import read_photo

from testing import made

RGB = made.colours()
GREY = RGB[..., 1]
DEEP = (np.arange(48 * 64).reshape(48, 64) * 21 + 5).astype(np.uint16)
ALPHA = np.rint(np.linspace(0, 255, 48 * 64)).reshape(48, 64).astype(np.uint8)
P3 = icc.profile(icc.PRIMARIES[12], icc.SRGB_CURVE)
PLAIN = made.packed(RGB)


def off(source, wanted, alpha=255):
    """The largest difference of a photo from ``(H, W[, 3])``; its alpha must be exact."""
    found = read_photo(source)
    assert found.pixels.dtype == np.uint8
    wanted = np.asarray(wanted, float)
    wanted = wanted if wanted.ndim == 3 else np.repeat(wanted[..., None], 3, axis=2)
    assert found.pixels.shape == (*wanted.shape[:2], 4)
    assert (found.pixels[..., 3] == alpha).all()
    return np.abs(found.pixels[..., :3] - wanted).max()
