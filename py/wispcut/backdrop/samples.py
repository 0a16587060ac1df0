"""Samples of many tiles at once, kept as sorted rows so that clipping only moves two indices a row.

A tile's samples are one row, sorted; what is masked or not finite stands last as NaN. After sigma clipping a row's
survivors are one contiguous range ``[first, last)``: the median is a look-up, the median absolute deviation a binary
search, and the moments are range sums. The weighted twin with the same properties is in ``weighted.py``.

The clipping is the usual one (e.g. Bertin & Arnouts 1996, A&AS 117, 393): drop what lies further than ``kappa``
spreads from the median, measure again, until nothing changes or ``rounds`` are done. As in astropy, the bounds of the
last round decide, also about samples that an earlier round had dropped.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating]
Doubles = NDArray[np.float64]
Ints = NDArray[np.intp]

MAD_TO_SIGMA = 1.482602218505602  # 1 / Phi^-1(3/4): makes the MAD of Gaussian noise its sigma


@dataclass(frozen=True)
class Samples:
    """Sorted rows ``(T, N)`` and the kept range ``[first, last)`` of each row, both ``(T,)``.

    A row with an empty range answers NaN to every question except ``count``.
    """

    rows: Floats
    first: Ints
    last: Ints

    @cached_property
    def count(self) -> Ints:
        """Number of kept samples of each tile."""
        return self.last - self.first

    @cached_property
    def median(self) -> Doubles:
        """Middle sample, or the mean of the two middle ones."""
        lower = self._pick(self.first + (self.count - 1) // 2)
        upper = self._pick(self.first + self.count // 2)
        return self._known(lower + (upper - lower) / 2)

    @cached_property
    def mean(self) -> Doubles:
        """Arithmetic mean."""
        return self._known(self._pivot + self._moment(self._offsets))

    @cached_property
    def std(self) -> Doubles:
        """Standard deviation with divisor n."""
        spread = self._moment(self._squares) - self._moment(self._offsets) ** 2
        return self._known(np.sqrt(np.maximum(spread, 0)))

    @cached_property
    def mad(self) -> Doubles:
        """Median absolute deviation from the median, not scaled."""
        lower = self._kth_deviation((self.count + 1) // 2)
        upper = self._kth_deviation(self.count // 2 + 1)
        return self._known(lower + (upper - lower) / 2)

    def parts(self) -> tuple[Doubles, Doubles]:
        """Values ``(T, N)`` and their weights: 1 where kept; excluded samples have value 0 and weight 0."""
        column = np.arange(self.rows.shape[1])
        kept = (column >= self.first[:, None]) & (column < self.last[:, None])
        return np.where(kept, self.rows, 0).astype(np.float64), kept.astype(np.float64)

    def narrowed(self, first: Ints, last: Ints) -> "Samples":
        """The same rows with other ranges; sums already prepared are handed on."""
        other = Samples(self.rows, first, last)
        for name in ("_pivot", "_offsets", "_squares"):
            if name in self.__dict__:
                other.__dict__[name] = self.__dict__[name]
        return other

    @cached_property
    def _pivot(self) -> Doubles:
        """A value near the middle of each row; sums are taken around it so that nothing cancels."""
        pivot = self._pick((self.first + self.last) // 2)
        return np.where(self.count > 0, pivot, 0.0)

    @cached_property
    def _offsets(self) -> Doubles:
        """Rows minus their pivot, with one spare column so that a range may end where its row ends."""
        tiles, length = self.rows.shape
        offsets = np.zeros((tiles, length + 1))
        np.subtract(self.rows, self._pivot[:, None], out=offsets[:, :length])
        return offsets

    @cached_property
    def _squares(self) -> Doubles:
        with np.errstate(over="ignore"):
            return np.square(self._offsets)

    def _moment(self, values: Doubles) -> Doubles:
        base = np.arange(len(values)) * values.shape[1]
        edges = np.stack([base + self.first, base + self.last], axis=1).ravel()
        sums = np.add.reduceat(values.ravel(), edges)[::2]
        return np.where(self.count > 0, sums, 0) / np.maximum(self.count, 1)

    def _pick(self, column: Ints) -> Doubles:
        column = np.clip(column, 0, self.rows.shape[1] - 1)
        return np.take_along_axis(self.rows, column[:, None], axis=1)[:, 0].astype(np.float64)

    def _known(self, values: Doubles) -> Doubles:
        return np.where(self.count > 0, values, np.nan)

    def _kth_deviation(self, k: Ints) -> Doubles:
        """The k-th smallest distance to the median: the k nearest samples are neighbours in the sorted row."""
        k = np.maximum(k, 1)
        low, high = self.first, np.maximum(self.last - k, self.first)
        for _ in range(self.rows.shape[1].bit_length()):
            middle = (low + high) // 2
            shift = (low < high) & (self.median - self._pick(middle) > self._pick(middle + k) - self.median)
            low, high = np.where(shift, middle + 1, low), np.where(shift, high, middle)
        return np.maximum(self.median - self._pick(low), self._pick(low + k - 1) - self.median)


def sort_samples(values: Floats) -> Samples:
    """Sort rows ``(T, N)`` of float32 or float64; what is not finite counts as masked. The input is kept."""
    rows = np.where(np.isfinite(values), values, values.dtype.type(np.nan))
    _sort_rows(rows)
    if np.isnan(rows[:, -1]).any():
        count = np.count_nonzero(~np.isnan(rows), axis=1).astype(np.intp)
    else:
        count = np.full(len(rows), rows.shape[1], np.intp)
    return Samples(rows, np.zeros_like(count), count)


def _sort_rows(rows: Floats) -> None:
    """Sort in place by the bits as integers: twice as fast as floats in the browser, the same order.

    Floats of the same sign order as their bits do; flipping all but the sign bit of the negative ones mends those.
    """
    narrow = rows.dtype.itemsize == 4
    bits: NDArray[Any] = rows.view(np.int32 if narrow else np.int64)
    sign, others = (31, 2**31 - 1) if narrow else (63, 2**63 - 1)
    bits ^= (bits >> sign) & others
    bits.sort(axis=1)
    bits ^= (bits >> sign) & others


def clip_samples(samples: Samples, kappa: float, rounds: int | None, spread: str = "std") -> Samples:
    """Sigma-clip every tile around its median.

    ``kappa`` in spreads: smaller drops more. ``rounds``: the most rounds to do; ``None`` goes on until no range
    changes; 0 does not clip. ``spread`` is ``"std"`` (SExtractor, photutils) or ``"mad"`` (MAD x 1.4826, converges
    in fewer rounds). Cost: some thirty array operations of length T a round, and two passes over the samples.
    """
    whole = samples
    done = 0
    while rounds is None or done < rounds:
        sigma = samples.std if spread == "std" else samples.mad * MAD_TO_SIGMA
        lower, upper = samples.median - kappa * sigma, samples.median + kappa * sigma
        first, last = _search(whole, lower, upper)
        inner_first, inner_last = np.maximum(first, samples.first), np.minimum(last, samples.last)
        done += 1
        if done == rounds or (
            np.array_equal(inner_first, samples.first) and np.array_equal(inner_last, samples.last)
        ):
            return whole.narrowed(first, np.maximum(first, last))
        samples = whole.narrowed(inner_first, np.maximum(inner_first, inner_last))
    return samples


def _search(samples: Samples, lower: Doubles, upper: Doubles) -> tuple[Ints, Ints]:
    """Per row, where samples >= ``lower`` begin and where samples <= ``upper`` end: one vectorised binary search."""
    tiles, length = samples.rows.shape
    flat = samples.rows.ravel()
    bound = np.concatenate([lower, np.nextafter(upper, np.inf)])
    base = np.tile(np.arange(tiles) * length, 2)
    low, high = np.tile(samples.first, 2), np.tile(samples.last, 2)
    for _ in range(length.bit_length()):
        middle = (low + high) // 2
        below = (low < high) & (flat[base + np.minimum(middle, length - 1)] < bound)
        low, high = np.where(below, middle + 1, low), np.where(below, high, middle)
    return low[:tiles], low[tiles:]
