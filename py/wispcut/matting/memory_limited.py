"""The matte within a memory bound: where too much is unknown, at half the scale and read back through colour.

A solve needs some hundreds of bytes an unknown pixel. An ordinary photo has tens of thousands of them at survey
scale; one that is nearly all unknown would outgrow a worker's heap. Then the matte is estimated on means of 2 x 2
pixels, again if need be, and each pixel is read from it as tiles are read from the survey (:mod:`upsampling`).
"""

import numpy as np

from wispcut.core.checks import Array
from wispcut.core.progress import Tick, part, silent
from wispcut.core.scale import mean_boxes
from wispcut.matting.foreground import estimate_colours
from wispcut.matting.matte import estimate_matte
from wispcut.matting.trimap import UNKNOWN
from wispcut.matting.upsampling import explain, linear_model, read_bilinear

LIMIT = 150_000
"""Pixels to be solved for in one piece: with everything around them they stay under 400 MB in a worker."""

_BLOCK = 1 << 16


def memory_limited_matte(
    photo: Array,
    trimap: Array,
    *,
    trust: Array,
    mask: Array | None = None,
    quality: str = "balanced",
    consistency: str = "closed_form",
    backdrop: Array | None = None,
    noise: float = 0.0,
    limit: int = LIMIT,
    tick: Tick = silent,
) -> tuple[Array, Array]:
    """Estimate alpha and confidence, ``(h, w)`` each; arguments as :func:`estimate_matte` takes them.

    ``limit``: the most pixels (unknown, or known with a trust under 1) to solve for in one piece; raising it costs
    memory, about 700 bytes a pixel, and keeps finer hair where nearly everything is unknown. Up to the limit the
    answer is ``estimate_matte``'s own.
    """
    open_pixels = int(np.count_nonzero((trimap == UNKNOWN) | (trust < 1)))
    if open_pixels <= limit or min(trimap.shape) < 4:
        return estimate_matte(
            photo,
            trimap,
            trust=trust,
            mask=mask,
            quality=quality,
            consistency=consistency,
            backdrop=backdrop,
            noise=noise,
            tick=tick,
        )
    small = mean_boxes(photo, 2)
    labels = mean_boxes(trimap, 2)
    labels = np.where((labels == 0) | (labels == 1), labels, UNKNOWN)
    coarse, confidence = memory_limited_matte(
        small,
        labels,
        trust=mean_boxes(trust, 2),
        mask=None if mask is None else mean_boxes(mask, 2),
        quality=quality,
        consistency=consistency,
        backdrop=None if backdrop is None else mean_boxes(backdrop, 2),
        noise=noise / 2,  # of the mean of four
        limit=limit,
        tick=part(tick, 0, 0.9),
    )
    layers = estimate_colours(small, coarse, wanted=labels == UNKNOWN)
    table = np.concatenate([linear_model(small, coarse), *layers], axis=-1)
    alpha = trimap.copy()
    at = np.flatnonzero(trimap == UNKNOWN)
    for start in range(0, at.size, _BLOCK):
        block = at[start : start + _BLOCK]
        rows, columns = np.divmod(block, trimap.shape[1])
        read = read_bilinear(table, rows, columns, 2, (0, 0))
        alpha.flat[block], _ = explain(photo.reshape(-1, 3)[block].T, read[:4], read[4:7], read[7:])
    known = np.where(trimap == UNKNOWN, np.float32(0), np.float32(1))
    height, width = trimap.shape
    return alpha, np.maximum(known, confidence.repeat(2, 0).repeat(2, 1)[:height, :width])
