"""Which kernel makes which pixel: one for the whole picture, or one per region class.

Deviation from r3sizer: the classes are those of the Lanczos3 result, not of the source. They are the same classes that
sharpening uses, every target pixel has exactly one, and the source never has to stand in memory.
"""

import numpy as np

from wispcut.checks import Array
from wispcut.resample.downscale import Reducer
from wispcut.resample.params import KERNEL_TABLE, Params
from wispcut.resample.regions import CLASSES, classify, gradient_magnitude, local_variance
from wispcut.resample.sharpen import luma_of


def at_target(reducer: Reducer, params: Params) -> tuple[Array, dict[str, object] | None]:
    """The linear (premultiplied) planes at the target size and ``resize_strategy_diagnostics``, None by default."""
    if params.resize_strategy == "Uniform":
        planes = reducer.finish(params.kernel)
        if params.kernel == "Lanczos3":
            return planes, None
        return planes, _report("Uniform", {params.kernel: planes[0].size})

    guide = reducer.finish("Lanczos3")
    luma = luma_of(guide[:3])  # premultiplied: the edge of a matte is an edge of the picture here
    regions = classify(gradient_magnitude(luma), local_variance(luma), params.classification)
    out = guide
    counts: dict[str, int] = {}
    for kernel in params.kernels:
        classes = [index for index, name in enumerate(CLASSES) if KERNEL_TABLE[name] == kernel]
        where = np.isin(regions, classes)
        counts[kernel] = int(np.count_nonzero(where))
        if kernel != "Lanczos3" and counts[kernel]:
            np.copyto(out, reducer.finish(kernel), where=where)
    return out, _report("ContentAdaptive", counts)


def _report(strategy: str, counts: dict[str, int]) -> dict[str, object]:
    return {"strategy": strategy, "kernels_used": list(counts), "per_kernel_pixel_count": counts}
