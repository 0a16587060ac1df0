"""The work behind ``wispcut backdrop``: a picture and an optional mask in, two maps and a report out."""

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wispcut.backdrop.estimate import Backdrop, estimate
from wispcut.backdrop.options import Options
from wispcut.core.checks import check_choice
from wispcut.core.pixels import linear_to_srgb, luminance, srgb_to_linear

Floats = NDArray[np.floating]
CHANNELS = ("colour", "luminance")


def backdrop_maps(
    picture: Floats, mask: NDArray[np.bool_] | None, options: Options, *, channels: str = "colour"
) -> tuple[Floats, Floats, dict[str, Any]]:
    """Background map, noise map and diagnostics of a picture.

    ``picture``: ``(H, W)`` of any range (counts), or an RGB photo ``(H, W, 3)`` in [0, 1]; float32 or float64. ``mask``
    ``(H, W)``: True where the subject is. With ``channels`` = ``luminance`` a photo becomes its sRGB-encoded
    luminance first. No level lies beyond the picture's own values, however the spline between the tiles swings. The
    maps have the shape and dtype of what was measured. Raises as :func:`estimate` does.
    """
    check_choice("channels", channels, CHANNELS)
    if picture.ndim == 3 and channels == "luminance":
        picture = linear_to_srgb(luminance(srgb_to_linear(picture.astype(np.float32, copy=False))))
    found = estimate(picture, mask=mask, options=options)
    low, high = _limits(picture)
    backdrop = replace(found, mesh=np.clip(found.mesh, low, high))
    return np.clip(backdrop.background, low, high), backdrop.noise, diagnostics(backdrop)


def _limits(picture: Floats) -> tuple[Floats, Floats]:
    """Least and greatest finite value of each channel."""
    finite = np.isfinite(picture)
    low: Floats = np.min(picture, axis=(0, 1), where=finite, initial=np.inf)
    high: Floats = np.max(picture, axis=(0, 1), where=finite, initial=-np.inf)
    return low, high


def diagnostics(backdrop: Backdrop) -> dict[str, Any]:
    """What the report says about an estimate, as plain JSON data; ``mesh`` and ``noise`` by rows of tiles."""
    return {
        "shape": list(backdrop.shape),
        "tiles": list(backdrop.mesh.shape[:2]),
        "level": np.asarray(backdrop.level).tolist(),
        "level_noise": np.asarray(backdrop.level_noise).tolist(),
        "filled_tiles": int(backdrop.filled.reshape(*backdrop.mesh.shape[:2], -1).any(axis=2).sum()),
        "refinements": backdrop.rounds,
        "masked_objects": 0.0 if backdrop.objects is None else float(backdrop.objects.mean()),
        "centres": {"rows": backdrop.ys.tolist(), "columns": backdrop.xs.tolist()},
        "mesh": backdrop.mesh.tolist(),
        "mesh_noise": backdrop.mesh_noise.tolist(),
        "counts": backdrop.counts.tolist(),
    }
