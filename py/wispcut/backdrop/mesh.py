"""Measure every tile: gather, clip, estimate, fill the tiles that could not be measured, filter the mesh."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wispcut.backdrop.estimators import TileSamples
from wispcut.backdrop.fill import fill_neighbours, fill_smooth
from wispcut.backdrop.grid import Batch, TileGrid
from wispcut.backdrop.mesh_filter import median_filter_mesh
from wispcut.backdrop.options import Options
from wispcut.backdrop.samples import Ints, clip_samples, sort_samples
from wispcut.backdrop.weighted import clip_weighted, sort_weighted

Doubles = NDArray[np.float64]


class NothingToMeasure(ValueError):
    """No tile has enough pixels left to be measured."""


@dataclass(frozen=True)
class Mesh:
    """One value a tile, all ``(ny, nx)``.

    ``level`` and ``noise`` after filling and filtering; ``counts`` samples left after clipping, 0 for unmeasured
    tiles; ``unmasked`` the fraction of samples that were usable before clipping; ``filled`` marks tiles that got the
    fall-back.
    """

    level: Doubles
    noise: Doubles
    counts: Ints
    unmasked: Doubles
    filled: NDArray[np.bool_]


def measure_meshes(
    planes: NDArray[np.floating],
    mask: NDArray[np.bool_] | None,
    weights: NDArray[np.floating] | None,
    grid: TileGrid,
    options: Options,
) -> list[Mesh]:
    """Background and noise of each tile of ``planes`` ``(H, W, C)``, one mesh a channel; raises ``ValueError`` if no
    tile can be measured.

    Sigma clipping, estimators and fall-backs as ``options`` say. The channels of a tile are clipped side by side as if
    they were tiles of their own: of a photo, where tiles are few, calls cost more than samples. Memory: a few dozen MB
    a channel whatever the picture.
    """
    shape = (planes.shape[2], *grid.counts)
    level, noise = np.full(shape, np.nan), np.full(shape, np.nan)
    unmasked, counts = np.zeros(shape), np.zeros(shape, np.intp)
    for batch in grid.batches():
        values = _measure_batch(batch, planes, mask, weights, options)
        for target, value in zip((level, noise, counts, unmasked), values, strict=True):
            target[:, *batch.where] = value.reshape(shape[0], *batch.shape)
    return [
        _completed(Mesh(*channel, np.zeros(grid.counts, bool)), grid, options)
        for channel in zip(level, noise, counts, unmasked, strict=True)
    ]


def _completed(raw: Mesh, grid: TileGrid, options: Options) -> Mesh:
    """Fill what could not be measured, then filter the mesh."""
    level, noise, counts, unmasked = raw.level, raw.noise, raw.counts, raw.unmasked
    missing = ~(np.isfinite(level) & np.isfinite(noise))
    sparse = unmasked < options.min_unmasked
    if options.fallback != "all":
        missing |= sparse
    if missing.all():
        raise NothingToMeasure(
            f"image must have a tile with at least {options.min_unmasked:g} of its pixels finite and unmasked "
            f"(min_unmasked); the best has {unmasked.max():.3g}"
        )
    if missing.any():
        fill = fill_smooth if options.fallback == "smooth" else fill_neighbours
        ys, xs = grid.centres(0), grid.centres(1)
        quietest = noise[~missing].min()
        level = fill(level, ~missing, ys, xs)
        noise = np.maximum(fill(noise, ~missing, ys, xs), quietest)
    counts = np.where(missing, 0, counts)
    level, noise = median_filter_mesh(
        level, noise, options.window, options.filter_rule, options.filter_threshold, options.filter_edges
    )
    return Mesh(level, noise, counts, unmasked, missing | sparse)


def _measure_batch(
    batch: Batch,
    planes: NDArray[np.floating],
    mask: NDArray[np.bool_] | None,
    weights: NDArray[np.floating] | None,
    options: Options,
) -> tuple[Doubles, Doubles, Ints, Doubles]:
    """Level, noise, kept samples and usable fraction of the tiles of a batch, each ``(C T,)``, channel by channel."""
    channels = planes.shape[2]
    rows = np.concatenate([batch.gather(planes[..., c]) for c in range(channels)])
    usable = rows
    if mask is not None:
        usable = np.where(np.tile(batch.gather(mask), (channels, 1)), np.nan, rows)
    given = None if weights is None else np.tile(batch.gather(weights), (channels, 1))
    kept, fraction = _clipped(usable, given, options)
    if mask is not None and options.fallback == "all":
        sparse = fraction < options.min_unmasked
        kept, _ = _clipped(np.where(sparse[:, None], rows, usable), given, options)
    return options.locate(kept), options.spread(kept), kept.count, fraction


def _clipped(
    values: NDArray[np.floating], weights: NDArray[np.floating] | None, options: Options
) -> tuple[TileSamples, Doubles]:
    """The samples left after clipping, and the fraction that was usable before."""
    clip = (options.kappa, options.rounds, options.clip_spread)
    if weights is None:
        plain = sort_samples(values)
        return clip_samples(plain, *clip), plain.count / values.shape[1]
    weighted = sort_weighted(values, weights)
    return clip_weighted(weighted, *clip), weighted.count / values.shape[1]
