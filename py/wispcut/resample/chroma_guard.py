"""What the chroma guard did: how far sharpening would have moved chroma, and where it was held back.

The guard itself is part of :meth:`Sharpener.render`, because probes and final picture must see the same values.
The shift of a pixel is the length of the move of (Cb, Cr); it may be at most ``max_chroma_shift`` times the length of
the pixel's own chroma (at least 0.01).
"""

import numpy as np

from wispcut.resample.regions import Mask
from wispcut.resample.sharpen import Sharpener


class ChromaGuardAccount:
    """Collects the diagnostics over rows."""

    def __init__(self) -> None:
        self._pixels = self._clamped = 0
        self._total, self._largest = 0.0, 0.0

    def add(self, rows: Sharpener, strength: float, visible: Mask | None) -> None:
        """Account for some rows at the final strength."""
        _, speed = rows.chroma()
        shift = speed * np.float32(abs(strength))
        clamped = strength > rows.reach()
        if visible is not None:
            shift, clamped = shift[visible], clamped[visible]
        if shift.size:
            self._pixels += shift.size
            self._clamped += int(np.count_nonzero(clamped))
            self._total += float(shift.sum(dtype=np.float64))
            self._largest = max(self._largest, float(shift.max()))

    def report(self) -> dict[str, float]:
        """``chroma_guard`` of the report; shifts are those before clamping."""
        return {
            "pixels_clamped_fraction": self._clamped / max(self._pixels, 1),
            "mean_chroma_shift": self._total / max(self._pixels, 1),
            "max_chroma_shift": self._largest,
        }
