"""The mesh estimate under the names that astronomers know from photutils' ``Background2D``."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from wispcut.backdrop.estimate import Backdrop, Floats, estimate


class Background2D:
    """Background and noise of a picture, measured at once.

    Args:
        data: ``(H, W)`` or ``(H, W, C)`` float32 or float64 of any range.
        box_size: tile size in pixels, a number or (height, width); larger is smoother.
        mask: ``(H, W)`` bool, True where a pixel must not count.
        filter_size: odd number of tiles of the median filter on the mesh, or a pair; 1 filters nothing.
        sigma: clip beyond so many standard deviations; smaller drops more.
        choices: any other field of :class:`wispcut.backdrop.Options`.

    Raises ``TypeError`` or ``ValueError`` as :func:`wispcut.backdrop.estimate` does.

    >>> found = Background2D(np.full((60, 60), 7.0), 20)
    >>> float(found.background_median), found.background.shape
    (7.0, (60, 60))
    """

    def __init__(
        self,
        data: Floats,
        box_size: int | tuple[int, int] = 64,
        *,
        mask: NDArray[np.bool_] | None = None,
        filter_size: int | tuple[int, int] = 3,
        sigma: float = 3.0,
        **choices: Any,
    ):
        self.estimate: Backdrop = estimate(
            data, mask=mask, tile_size=box_size, filter_size=filter_size, kappa=sigma, **choices
        )

    @property
    def background(self) -> Floats:
        """The level, of the data's shape and dtype."""
        return self.estimate.background

    @property
    def background_rms(self) -> Floats:
        """The noise's standard deviation, of the data's shape and dtype."""
        return self.estimate.noise

    @property
    def background_mesh(self) -> NDArray[np.float64]:
        """The level of each tile."""
        return self.estimate.mesh

    @property
    def background_median(self) -> Any:
        """Median of the mesh: one number, or one a channel."""
        return self.estimate.level

    @property
    def background_rms_median(self) -> Any:
        """Median of the noise mesh: one number, or one a channel."""
        return self.estimate.level_noise
