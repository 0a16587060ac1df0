"""The backdrop of a photo with its subject masked: colour map, noise, dominant colour, and whether it is smooth.

A first estimate on the mesh, then two that measure what is left over. So a tile that the subject half covers does not
keep the level at the middle of its uncovered half for the level at its own middle. Tiles behind the subject are
continued smoothly.
"""

from dataclasses import dataclass, replace
from math import ceil
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wispcut.backdrop.estimate import Backdrop, estimate
from wispcut.backdrop.fill import fill_smooth
from wispcut.backdrop.interpolation import natural_spline
from wispcut.backdrop.options import Options
from wispcut.backdrop.photo_colour import dominant_colour
from wispcut.backdrop.photo_noise import block_deviation, pixel_noise
from wispcut.backdrop.refine import grow
from wispcut.core.checks import Array, check_image, check_number, check_plane

_STEP = 1 / 255  # one grey level of an 8-bit photo
_CORRECTIONS = 2  # each takes away two thirds of what half-covered tiles get wrong
_ROUNDS = 4  # of clipping: the median hardly moves after them
_FEWEST = 64  # fewer uncovered pixels than this say nothing about a backdrop
_ENOUGH = 250_000  # samples that decide on a smooth backdrop; a larger photo gives every second (third, ...)


@dataclass(frozen=True)
class PhotoBackdrop:
    """The backdrop of a photo ``(h, w, 3)``, at the scale it was estimated at; plain numbers and arrays.

    ``mesh`` ``(ny, nx, 3)``, tile centres ``ys``, ``xs`` in pixels of that scale. ``noise``: sigma of the photo's pixel
    noise in each channel. ``colour``: the commonest backdrop colour, and ``share`` the part of the backdrop near it.
    ``coverage``: part of the photo that the subject leaves free. ``structure``: how much the free backdrop deviates
    from the map beyond pixel noise; ``residual``: a tile's distance from its neighbours' prediction (both: 0.95
    quantile, worst channel). ``smooth``: the map can serve as the known background of the matte; ``reason`` says why
    or why not.
    """

    shape: tuple[int, int]
    mesh: NDArray[np.float64]
    ys: NDArray[np.float64]
    xs: NDArray[np.float64]
    noise: tuple[float, float, float]
    colour: tuple[float, float, float]
    share: float
    coverage: float
    structure: float
    residual: float
    smooth: bool
    reason: str

    @property
    def map(self) -> Array:
        """The backdrop ``(h, w, 3)`` in [0, 1] at the scale it was estimated at."""
        return self.at(np.arange(self.shape[0]), np.arange(self.shape[1]))

    def at(self, rows: Any, columns: Any, factor: int = 1) -> Array:
        """The backdrop at rising pixel coordinates of a photo ``factor`` times as large.

        Returns ``(len(rows), len(columns), 3)``. A pixel here is the mean of ``factor`` x ``factor`` pixels there.
        Windows come out like the whole.
        """
        rows = (np.asarray(rows, np.float64) + 0.5) / factor - 0.5
        columns = (np.asarray(columns, np.float64) + 0.5) / factor - 0.5
        out = np.empty((len(rows), len(columns), 3), np.float32)
        for c in range(3):
            out[..., c] = natural_spline(self.mesh[..., c], self.ys, self.xs, rows, columns, np.float32)
        return np.clip(out, 0, 1, out=out)


def photo_backdrop(photo: Array, subject: NDArray[Any], *, margin: float = 0.01) -> PhotoBackdrop:
    """Estimate the backdrop of ``photo`` ``(h, w, 3)`` (float32, [0, 1]; meant for 1 MP and less).

    ``subject`` ``(h, w)``: bool, or an alpha in [0, 1] of which 0.02 and more counts as subject. It is grown by
    ``margin`` (fraction of the longer side) to keep hair and contact shadows out; raise it for loose masks.
    Tiles are a sixteenth of the longer side, 8 to 64 px. Always answers: where the subject leaves fewer than 64
    pixels free, with one constant colour and ``smooth`` False.
    """
    check_image("photo", photo)
    shape = (photo.shape[0], photo.shape[1])
    covered = _covered(subject, shape, check_number("margin", margin, 0, 0.5))
    free = ~covered
    coverage = float(free.mean())
    step = max(1, round(np.sqrt(free.size / _ENOUGH)))
    if np.count_nonzero(free[::step, ::step]) < _FEWEST:
        return _constant(photo, free if free.any() else np.ones_like(free), coverage)
    noise = pixel_noise(photo, free)  # of neighbouring pixels, before any are left out
    photo = photo[::step, ::step]
    covered, free = covered[::step, ::step], free[::step, ::step]
    tile = int(np.clip(round(max(free.shape) / 16), 8, 64))
    options = Options(
        tile_size=tile,
        rounds=_ROUNDS,
        location="median",
        scale="mad",
        fallback="smooth",
        min_unmasked=min(0.3, _best_tile(free, tile) / 2),
        refinements=1,
        detect_both=True,
        dilation=2,
    )
    first = estimate(photo, mask=covered, options=options)
    hidden = covered if first.objects is None else covered | first.objects
    if hidden.all():  # a drawing without noise: everything in it is an object
        hidden = covered
    again = replace(
        options, refinements=0, filter_size=1, min_unmasked=min(0.3, _best_tile(~hidden, tile) / 2)
    )
    mesh = first.mesh
    left: Array = np.subtract(photo, first.background, dtype=np.float32)
    for _ in range(_CORRECTIONS):
        more = estimate(left, mask=hidden, options=again)
        mesh = mesh + more.mesh
        np.subtract(left, more.background, out=left)

    structure = block_deviation(left, ~hidden, 8)
    residual = _residual(mesh, first)
    colour, share = dominant_colour(photo, free)
    smooth, reason = _verdict(noise, structure, residual, coverage, first)
    return PhotoBackdrop(
        shape=shape,
        mesh=mesh,
        ys=first.ys * step,
        xs=first.xs * step,
        noise=noise,
        colour=colour,
        share=share,
        coverage=coverage,
        structure=structure,
        residual=residual,
        smooth=smooth,
        reason=reason,
    )


def even_out(
    backdrop: PhotoBackdrop, rows: Any, columns: Any, factor: int = 1, *, keep_gradient: float = 0.0
) -> Array:
    """The photo's own backdrop without noise, and with only ``keep_gradient`` (0 to 1) of its gradient.

    ``rows``, ``columns``, ``factor`` as for :meth:`PhotoBackdrop.at`. 0 gives one even colour, 1 the smooth map. The
    gradient is taken around ``backdrop.colour``.
    """
    keep = np.float32(check_number("keep_gradient", keep_gradient, 0, 1))
    colour = np.array(backdrop.colour, np.float32)
    if keep == 0:
        return np.broadcast_to(colour, (len(rows), len(columns), 3)).copy()
    out = backdrop.at(rows, columns, factor)
    out -= colour
    out *= keep
    out += colour
    return out


def _covered(subject: NDArray[Any], size: tuple[int, int], margin: float) -> NDArray[np.bool_]:
    if isinstance(subject, np.ndarray) and subject.dtype == np.bool_:
        if subject.shape != size:
            raise ValueError(f"subject must have shape {size}; got {subject.shape}")
        solid = subject
    else:
        solid = check_plane("subject", subject, shape=size) >= np.float32(0.02)
    return grow(solid, ceil(margin * max(size)))


def _best_tile(free: NDArray[np.bool_], tile: int) -> float:
    """The largest free fraction of any tile; more than 0 because something is free."""
    starts = [np.arange(0, n, tile) for n in free.shape]
    sums = np.add.reduceat(np.add.reduceat(free.astype(np.int64), starts[0], axis=0), starts[1], axis=1)
    sizes = [np.diff(np.append(start, n)) for start, n in zip(starts, free.shape, strict=True)]
    return float((sums / np.outer(*sizes)).max())


def _constant(photo: Array, seen: NDArray[np.bool_], coverage: float) -> PhotoBackdrop:
    red, green, blue = (float(value) for value in np.median(photo[seen], axis=0))
    h, w = photo.shape[:2]
    return PhotoBackdrop(
        shape=(h, w),
        mesh=np.array([[[red, green, blue]]]),
        ys=np.array([(h - 1) / 2]),
        xs=np.array([(w - 1) / 2]),
        noise=(0.0, 0.0, 0.0),
        colour=(red, green, blue),
        share=0.0,
        coverage=coverage,
        structure=1.0,
        residual=1.0,
        smooth=False,
        reason="the subject leaves almost nothing of the backdrop free",
    )


def _residual(mesh: NDArray[np.float64], first: Backdrop) -> float:
    """0.95 quantile of how far measured tiles lie from what their surroundings foretell; every fourth one hidden."""
    valid = ~first.filled.any(axis=2)
    errors = []
    for corner in range(4):
        hidden = np.zeros_like(valid)
        hidden[corner // 2 :: 2, corner % 2 :: 2] = True
        hidden &= valid
        if hidden.any() and (valid & ~hidden).any():
            guess = [fill_smooth(mesh[..., c], valid & ~hidden, first.ys, first.xs) for c in range(3)]
            errors.append(np.abs(np.stack(guess, axis=-1) - mesh)[hidden])
    return float(np.quantile(np.concatenate(errors), 0.95, axis=0).max()) if errors else 1.0


def _verdict(
    noise: tuple[float, float, float], structure: float, residual: float, coverage: float, first: Backdrop
) -> tuple[bool, str]:
    """Smooth: what the map misses hides in the noise, or under two grey levels; half as strict about foretelling,
    because there a whole tile was hidden, more than ever lies between a subject's edge and the free backdrop."""
    tolerance = max(2 * _STEP, max(noise))
    measured = int((~first.filled.any(axis=2)).sum())
    if coverage < 0.05 or measured < 6:
        return False, f"only {100 * coverage:.0f} % of the photo shows the backdrop"
    if max(noise) > 10 * _STEP:
        return False, f"too rough: its pixels scatter by {255 * max(noise):.0f} grey levels"
    if structure > tolerance:
        return False, f"not even: it deviates from a smooth map by {255 * structure:.1f} grey levels"
    if residual > 2 * tolerance:
        return False, f"not predictable: neighbouring places differ by {255 * residual:.1f} grey levels"
    return True, f"smooth to {255 * max(structure, residual):.1f} grey levels"
