"""Samples with weights: the same questions as ``samples.Samples``, for tiles whose pixels differ in noise.

A weight w is an inverse variance up to a factor: a sample's noise is ``s / sqrt(w)`` with one ``s`` a tile. Locations
are weighted (mean, and the median at half of the total weight); spreads are those of the standardised residuals
``(x - centre) * sqrt(w)``, hence the noise of a sample of weight 1; clipping compares these residuals with ``kappa``
spreads. With equal weights everything equals the plain samples.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from wispcut.backdrop.samples import MAD_TO_SIGMA, Doubles, Floats, Ints


@dataclass(frozen=True)
class WeightedSamples:
    """Sorted ``values`` and their ``weights``, both ``(T, N)`` float64; weight 0 where masked or clipped."""

    values: Doubles
    weights: Doubles

    @cached_property
    def count(self) -> Ints:
        """Number of kept samples of each tile."""
        result: Ints = np.count_nonzero(self.weights, axis=1).astype(np.intp)
        return result

    @cached_property
    def median(self) -> Doubles:
        """The value at half of the total weight; where that falls between two samples, their mean."""
        return self._known(_weighted_median(self.values, self.weights))

    @cached_property
    def mean(self) -> Doubles:
        """Weighted mean."""
        pivot = np.where(self.count > 0, self.median, 0)[:, None]
        total = np.maximum(self.weights.sum(axis=1), np.finfo(np.float64).tiny)
        return self._known(pivot[:, 0] + (self.weights * (self.values - pivot)).sum(axis=1) / total)

    @cached_property
    def std(self) -> Doubles:
        """Root mean square of the standardised residuals from the mean, divisor n."""
        residual = self._residuals(self.mean)
        return self._known(np.sqrt(np.square(residual).sum(axis=1) / np.maximum(self.count, 1)))

    @cached_property
    def mad(self) -> Doubles:
        """Median absolute standardised residual from the median, not scaled."""
        distance = np.abs(self._residuals(self.median))
        order = np.argsort(distance, axis=1)
        kept = np.take_along_axis((self.weights > 0).astype(np.float64), order, axis=1)
        return self._known(_weighted_median(np.take_along_axis(distance, order, axis=1), kept))

    def parts(self) -> tuple[Doubles, Doubles]:
        """Values ``(T, N)`` and their weights; excluded samples have weight 0."""
        return self.values, self.weights

    def _residuals(self, centre: Doubles) -> Doubles:
        centre = np.where(self.count > 0, centre, 0)
        return (self.values - centre[:, None]) * np.sqrt(self.weights)

    def _known(self, values: Doubles) -> Doubles:
        return np.where(self.count > 0, values, np.nan)


def sort_weighted(values: Floats, weights: Floats) -> WeightedSamples:
    """Sort rows ``(T, N)`` with their weights; weight 0 and values that are not finite count as masked."""
    usable = np.isfinite(values) & (weights > 0)
    clean = np.where(usable, values, 0).astype(np.float64)
    order = np.argsort(clean, axis=1)
    kept = np.where(usable, weights, 0).astype(np.float64)
    return WeightedSamples(np.take_along_axis(clean, order, axis=1), np.take_along_axis(kept, order, axis=1))


def clip_weighted(
    samples: WeightedSamples, kappa: float, rounds: int | None, spread: str = "std"
) -> WeightedSamples:
    """Sigma-clip standardised residuals around the weighted median; the arguments are ``clip_samples``'."""
    whole = samples
    done = 0
    while rounds is None or done < rounds:
        sigma = samples.std if spread == "std" else samples.mad * MAD_TO_SIGMA
        limit = np.where(samples.count > 0, kappa * sigma, 0)[:, None]
        centre = np.where(samples.count > 0, samples.median, 0)[:, None]
        inside: NDArray[np.bool_] = np.abs(whole.values - centre) * np.sqrt(whole.weights) <= limit
        kept = inside & (samples.weights > 0)
        done += 1
        if done == rounds or np.array_equal(kept, samples.weights > 0):
            return WeightedSamples(whole.values, np.where(inside, whole.weights, 0))
        samples = WeightedSamples(whole.values, np.where(kept, whole.weights, 0))
    return samples


def _weighted_median(values: Doubles, weights: Doubles) -> Doubles:
    """Weighted median of rows sorted by value; rows without weight give a number that nobody uses."""
    running = np.cumsum(weights, axis=1)
    half = running[:, -1:] / 2
    # Excluded samples add nothing to the running weight, so the first index past a bound is always a kept one.
    lower = np.argmax(running >= np.maximum(half, np.finfo(np.float64).tiny), axis=1)
    upper = np.argmax(running > half, axis=1)
    row = np.arange(len(values))
    result: Doubles = (values[row, lower] + values[row, upper]) / 2
    return result
