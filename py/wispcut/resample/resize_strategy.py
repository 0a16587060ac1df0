"""Which kernel makes which pixel: one for the whole picture, or one per region class.

Deviation from r3sizer: the classes are those of the Lanczos3 result, not of the source. They are the same classes that
sharpening uses, every target pixel has exactly one, and the source never has to stand in memory.
"""

from collections.abc import Iterator

import numpy as np

from wispcut.core.checks import Array
from wispcut.resample.downscale import Reduction
from wispcut.resample.params import KERNEL_TABLE, Params
from wispcut.resample.regions import CLASSES, REACH, classify, gradient_magnitude, local_variance
from wispcut.resample.sharpen import luma_of
from wispcut.resample.windows import windows


class Resize:
    """The linear (premultiplied) planes at the target size, block by block, as often as they are asked for."""

    def __init__(self, reduction: Reduction, params: Params):
        self._reduction, self._params = reduction, params
        self._counts: dict[str, int] = {}

    def blocks(self) -> Iterator[Array]:
        """Blocks ``(3 or 4, n, w)`` of all rows from the top."""
        if self._params.resize_strategy == "Uniform":
            self._counts = {self._params.kernel: self._reduction.target[0] * self._reduction.target[1]}
            return self._reduction.blocks(self._params.kernel)[0]
        self._counts = dict.fromkeys(self._params.kernels, 0)
        return self._by_content()

    def _by_content(self) -> Iterator[Array]:
        height, kernels = self._reduction.target[0], self._params.kernels
        blocks = dict(zip(kernels, self._reduction.blocks(*kernels), strict=True))
        reach = max(REACH, self._params.classification.variance_window // 2)
        guide = windows(blocks.pop("Lanczos3"), height, reach)
        others = {kernel: windows(each, height, 0) for kernel, each in blocks.items()}
        for window in guide:
            luma = luma_of(
                window.planes[:3]
            )  # premultiplied: the edge of a matte is an edge of the picture here
            regions = classify(gradient_magnitude(luma), local_variance(luma), self._params.classification)
            out, regions = window.planes[:, window.core], regions[window.core]
            for kernel in kernels:
                classes = [index for index, name in enumerate(CLASSES) if KERNEL_TABLE[name] == kernel]
                where = np.isin(regions, classes)
                self._counts[kernel] += int(np.count_nonzero(where))
                if kernel in others:
                    np.copyto(out, next(others[kernel]).planes, where=where)
            yield out

    def report(self) -> dict[str, object] | None:
        """``resize_strategy_diagnostics``; None by default. Known once all blocks have passed."""
        strategy = self._params.resize_strategy
        if strategy == "Uniform" and self._params.kernel == "Lanczos3":
            return None
        return {
            "strategy": strategy,
            "kernels_used": list(self._counts),
            "per_kernel_pixel_count": dict(self._counts),
        }
