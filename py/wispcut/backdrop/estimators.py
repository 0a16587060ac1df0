"""Location and scale estimators: small interchangeable callables, each over all tiles at once.

An estimator takes the clipped samples of T tiles and returns ``(T,)`` float64, NaN for a tile without samples. What it
may ask is ``count``, ``mean``, ``median``, ``std``, ``mad`` and ``parts()`` (values and weights). Any callable of that
kind can be given to :func:`wispcut.backdrop.estimate` in place of a name.
"""

from collections.abc import Callable
from typing import Protocol

import numpy as np

from wispcut.backdrop.samples import MAD_TO_SIGMA, Doubles, Ints


class TileSamples(Protocol):
    """What plain and weighted samples have in common."""

    @property
    def count(self) -> Ints: ...  # noqa: D102
    @property
    def mean(self) -> Doubles: ...  # noqa: D102
    @property
    def median(self) -> Doubles: ...  # noqa: D102
    @property
    def std(self) -> Doubles: ...  # noqa: D102
    @property
    def mad(self) -> Doubles: ...  # noqa: D102
    def parts(self) -> tuple[Doubles, Doubles]: ...  # noqa: D102


Estimator = Callable[[TileSamples], Doubles]


def mean(samples: TileSamples) -> Doubles:
    """Clipped mean: the least noisy without contamination, the most biased with it."""
    return samples.mean


def median(samples: TileSamples) -> Doubles:
    """Clipped median: robust; 25 % noisier than the mean on Gaussian noise."""
    return samples.median


def sextractor_mode(samples: TileSamples) -> Doubles:
    """Mode 2.5 median - 1.5 mean (Bertin & Arnouts 1996), for crowded tiles.

    Falls back to the median where ``|mean - median| / std >= 0.3``, and to the mean where std is 0. The absolute value
    and ``>=`` are chosen: SExtractor's and sep's C code take the mode only below 0.3 of the absolute difference.
    """
    skew = np.abs(samples.mean - samples.median)
    mode = np.where(skew < 0.3 * samples.std, 2.5 * samples.median - 1.5 * samples.mean, samples.median)
    return np.where(samples.std == 0, samples.mean, mode)


def mmm(samples: TileSamples) -> Doubles:
    """Mode 3 median - 2 mean, DAOPHOT's MMM (Stetson 1987, PASP 99, 191); no fall-back."""
    return 3 * samples.median - 2 * samples.mean


def biweight_location(samples: TileSamples, c: float = 6.0) -> Doubles:
    """Tukey's biweight location (Beers, Flynn & Gebhardt 1990, AJ 100, 32, eq. 5).

    Samples further than ``c`` MADs from the median count nothing; a larger ``c`` comes closer to the mean. Where the
    MAD is 0 the median is returned. 6 is Beers et al.'s and photutils' constant.
    """
    centre = np.where(samples.count > 0, samples.median, 0)
    values, weights = samples.parts()
    distance = values - centre[:, None]
    bend = np.square(1 - np.square(_reach(samples, distance, weights, c))) * weights
    total = bend.sum(axis=1)
    shift = (bend * distance).sum(axis=1) / np.where(total > 0, total, 1)
    return np.where(samples.mad > 0, samples.median + shift, samples.median)


def std(samples: TileSamples) -> Doubles:
    """Clipped standard deviation, divisor n: SExtractor's noise; 1.4 % low on Gaussian noise clipped at 3 sigma."""
    return samples.std


def mad_std(samples: TileSamples) -> Doubles:
    """Median absolute deviation x 1.4826: holds up to half of the samples being wrong."""
    return samples.mad * MAD_TO_SIGMA


def biweight_scale(samples: TileSamples, c: float = 9.0) -> Doubles:
    """Square root of the biweight midvariance (Beers, Flynn & Gebhardt 1990, eq. 9); 0 where the MAD is 0."""
    centre = np.where(samples.count > 0, samples.median, 0)
    values, weights = samples.parts()
    residual = (values - centre[:, None]) * np.sqrt(weights)
    u2 = np.square(_reach(samples, values - centre[:, None], weights, c))
    used = (weights > 0) & (u2 < 1)
    upper = (np.square(residual) * (1 - u2) ** 4).sum(axis=1)
    lower = np.abs(np.where(used, (1 - u2) * (1 - 5 * u2), 0).sum(axis=1))
    scale = np.sqrt(samples.count * upper) / np.where(lower > 0, lower, 1)
    return np.where(samples.count > 0, np.where(samples.mad > 0, scale, 0.0), np.nan)


def _reach(samples: TileSamples, distance: Doubles, weights: Doubles, c: float) -> Doubles:
    """Standardised distance in units of ``c`` MADs, held at 1, where the biweight's bend ends."""
    limit = c * np.where(samples.mad > 0, samples.mad, 1.0)
    return np.minimum(np.abs(distance) * np.sqrt(weights) / limit[:, None], 1.0)


LOCATIONS: dict[str, Estimator] = {
    "mean": mean,
    "median": median,
    "sextractor": sextractor_mode,
    "mmm": mmm,
    "biweight": biweight_location,
}
SCALES: dict[str, Estimator] = {"std": std, "mad": mad_std, "biweight": biweight_scale}
