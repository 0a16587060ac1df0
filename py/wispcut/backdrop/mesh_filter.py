"""Median filter of the mesh: takes out tiles that a bright or large object has spoiled."""

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]

RULES = ("all", "level", "difference")
EDGES = ("symmetric", "cut")


def median_filter_mesh(
    mesh: Doubles,
    noise: Doubles,
    size: tuple[int, int],
    rule: str = "all",
    threshold: float = 0.0,
    edges: str = "symmetric",
) -> tuple[Doubles, Doubles]:
    """Filter the background mesh ``(ny, nx)`` and the noise mesh with a median over ``size`` (odd, odd) tiles.

    ``size`` (1, 1) filters nothing; larger windows remove larger objects, and structure. ``rule`` says which tiles are
    replaced, the same ones in both meshes: ``all``; ``level``, those whose background lies above ``threshold``
    (photutils' ``filter_threshold``); ``difference``, those that differ from their median by ``threshold`` or more
    (SExtractor's BACK_FILTTHRESH). ``edges`` says what happens to windows that reach over the edge: ``symmetric``
    shrinks them evenly on both sides (SExtractor, sep), so that a ramp passes unchanged; ``cut`` takes the tiles that
    exist (photutils), which pulls the edge of a ramp half a tile inwards.
    """
    if size == (1, 1):
        return mesh, noise
    smooth = _window_median(mesh, size, edges)
    quiet = _window_median(noise, size, edges)
    if rule == "all":
        return smooth, quiet
    chosen = mesh > threshold if rule == "level" else np.abs(smooth - mesh) >= threshold
    return np.where(chosen, smooth, mesh), np.where(chosen, quiet, noise)


def _window_median(mesh: Doubles, size: tuple[int, int], edges: str) -> Doubles:
    reach_y, reach_x = size[0] // 2, size[1] // 2
    padded = np.pad(mesh, ((reach_y, reach_y), (reach_x, reach_x)), constant_values=np.nan)
    windows = np.lib.stride_tricks.sliding_window_view(padded, size)
    if edges == "symmetric":
        inside = [
            _inside(length, reach) for length, reach in zip(mesh.shape, (reach_y, reach_x), strict=True)
        ]
        windows = np.where(inside[0][:, None, :, None] & inside[1][None, :, None, :], windows, np.nan)
    ordered = np.sort(windows.reshape(*mesh.shape, -1), axis=-1)  # NaN sorts last
    count = np.count_nonzero(~np.isnan(ordered), axis=-1)[..., None]
    lower = np.take_along_axis(ordered, (count - 1) // 2, axis=-1)
    upper = np.take_along_axis(ordered, count // 2, axis=-1)
    return ((lower + upper) / 2)[..., 0]


def _inside(length: int, reach: int) -> NDArray[np.bool_]:
    """For each tile along an axis, which of the 2 reach + 1 offsets its evenly shrunk window uses."""
    place = np.arange(length)
    room = np.minimum(place, length - 1 - place)
    return np.abs(np.arange(-reach, reach + 1)) <= room[:, None]
