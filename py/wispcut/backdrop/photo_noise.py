"""The noise of a photo's pixels apart from its structure, and its structure apart from its noise."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from wispcut.backdrop.samples import clip_samples, sort_samples
from wispcut.core.checks import Array

_CAP = 1 << 16  # differences used per channel: sigma to 0.4 %


def pixel_noise(photo: Array, free: NDArray[np.bool_]) -> tuple[float, float, float]:
    """Noise sigma of each channel where ``free``: clipped spread of neighbours' differences, over the root of 2.

    ``photo`` ``(h, w, 3)``, any range; some 65,536 differences, evenly spread. Both neighbours must be free. Structure
    larger than a few pixels cancels; noise that neighbours share (JPEG, resizing) is underestimated. 0 without
    pairs.
    """
    pairs = np.flatnonzero(free[:, 1:] & free[:, :-1])
    pairs = pairs[:: max(1, len(pairs) // _CAP)]
    if len(pairs) == 0:
        return 0.0, 0.0, 0.0
    row, column = np.unravel_index(pairs, (free.shape[0], free.shape[1] - 1))
    steps = photo[row, column + 1] - photo[row, column]
    sigma = clip_samples(sort_samples(steps.T), 3.0, None).std / np.sqrt(2)
    return float(sigma[0]), float(sigma[1]), float(sigma[2])


def block_deviation(residual: Array, free: NDArray[np.bool_], size: int) -> float:
    """0.95 quantile of the absolute block means of ``residual`` ``(h, w, 3)``, worst channel.

    Blocks are ``size`` x ``size``; those with half of their pixels free or more count, by their free pixels. Averaging
    takes pixel noise down by ``size``, so what stays is structure. 0 where no block counts.
    """
    rows, columns = (np.arange(0, n, size) for n in free.shape)

    def sums(plane: NDArray[Any]) -> NDArray[np.float64]:
        down = np.add.reduceat(plane.astype(np.float64), rows, axis=0)
        return np.add.reduceat(down, columns, axis=1)

    count = sums(free)
    used = count >= size * size / 2
    if not used.any():
        return 0.0
    means = [np.abs(sums(residual[..., c] * free)[used] / count[used]) for c in range(3)]
    return float(max(np.quantile(mean, 0.95) for mean in means))
