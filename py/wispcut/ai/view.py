"""What the AI looks at: the photo, squeezed to a square by exact area averaging, as on the page."""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from wispcut.core.pixels import from_bytes, to_bytes
from wispcut.core.scale import AI_SIDE
from wispcut.enhance import active, enhance
from wispcut.settings import Settings

_ROWS = 64


def ai_view(photo: NDArray[np.uint8], settings: Settings) -> NDArray[np.uint8]:
    """A photo ``(H, W, 3 or 4)`` as the AI gets it: ``(1024, 1024, 3)`` bytes, enhanced as the settings say."""
    view = area_average(photo[..., :3], (AI_SIDE, AI_SIDE))
    options = settings.enhance.options()
    return to_bytes(enhance(from_bytes(view), options)) if active(options) else view


def area_average(pixels: NDArray[np.uint8], size: tuple[int, int]) -> NDArray[np.uint8]:
    """Squeeze or stretch ``(H, W, C)`` bytes to ``size``: each pixel is the mean of what it covers, rounded.

    Memory: a band of the picture in float64. Cost: two sparse products over the picture.
    """
    height, width, channels = pixels.shape
    rows, columns = _shares(height, size[0]), _shares(width, size[1])
    out = np.empty((*size, channels), np.uint8)
    for first in range(0, size[0], _ROWS):
        band = rows[first : first + _ROWS]
        used = band.indices
        low, high = int(used.min()), int(used.max()) + 1
        flat = pixels[low:high].reshape(high - low, -1)
        lines = (band[:, low:high] @ flat.astype(np.float64)).reshape(-1, width, channels)
        across = columns @ np.moveaxis(lines, 1, 0).reshape(width, -1)
        means = np.moveaxis(across.reshape(size[1], -1, channels), 0, 1)
        out[first : first + len(means)] = np.rint(means)
    return out


def _shares(source: int, target: int) -> sparse.csr_array:
    """How much of each source pixel falls into each target pixel: rows that add up to 1."""
    step = source / target
    start = np.arange(target) * step
    end = np.minimum(source, np.arange(1, target + 1) * step)
    first = np.floor(start).astype(int)
    last = np.maximum(first + 1, np.minimum(source, np.ceil(end - 1e-9).astype(int)))
    counts = last - first
    row = np.repeat(np.arange(target), counts)
    column = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts) + first[row]
    weight = np.minimum(end[row], column + 1) - np.maximum(start[row], column)
    return sparse.csr_array((weight / (end - start)[row], (row, column)), shape=(target, source))
