"""A heuristic assessment of the sharpened picture; advice only, it does not change the strength.

Score: 0.6 × correlation of the Sobel magnitudes before and after + 0.3 × (1 - out-of-range penalty)
+ 0.1 × (1 - strength penalty). The suggested strength falls with the edge density of the base. Numbers: the
reference implementation, r3sizer-core.
"""

import numpy as np

from wispcut.core.checks import Array
from wispcut.resample.breakdown import EDGE, Band

BINS = 64


class _Moments:
    """Count, mean and variance of values that come in parts."""

    def __init__(self) -> None:
        self.n, self.total, self.squares = 0, 0.0, 0.0

    def add(self, values: Array) -> None:
        self.n += values.size
        self.total += float(values.sum(dtype=np.float64))
        self.squares += float((values * values).sum(dtype=np.float64))

    @property
    def mean(self) -> float:
        return self.total / max(self.n, 1)

    @property
    def variance(self) -> float:
        return max(0.0, self.squares / max(self.n, 1) - self.mean**2)


class ImageFeatures:
    """The features of one picture, collected over bands."""

    def __init__(self) -> None:
        self._gradient, self._variance, self._laplacian = _Moments(), _Moments(), _Moments()
        self._edges = 0
        self._histogram = np.zeros(BINS, np.int64)

    def add(self, luma: Array, gradient: Array, variance: Array, band: Band) -> None:
        """Account for a band of luminance with its Sobel magnitude and local variance, halo included."""
        g = band.of(gradient)
        self._gradient.add(g)
        self._variance.add(band.of(variance))
        self._edges += int(np.count_nonzero(g > EDGE))
        wide = np.pad(luma, 1, mode="edge")
        laplacian = wide[:-2, 1:-1] + wide[2:, 1:-1]
        laplacian += wide[1:-1, :-2]
        laplacian += wide[1:-1, 2:]
        laplacian -= 4 * luma
        self._laplacian.add(band.of(laplacian))
        shade = np.clip(band.of(luma), 0, 1)
        shade *= BINS - 1
        shade += np.float32(0.5)
        self._histogram += np.bincount(shade.astype(np.uint8).ravel(), minlength=BINS)

    @property
    def edge_density(self) -> float:
        """Share of pixels with a Sobel magnitude above 0.05."""
        return self._edges / max(self._gradient.n, 1)

    @property
    def entropy(self) -> float:
        """Shannon entropy of the 64-bin luminance histogram, in bits."""
        share = self._histogram[self._histogram > 0] / max(int(self._histogram.sum()), 1)
        return float(-(share * np.log2(share)).sum()) if share.size else 0.0

    def report(self) -> dict[str, float]:
        """The features under their names."""
        return {
            "edge_density": self.edge_density,
            "mean_gradient_magnitude": self._gradient.mean,
            "gradient_variance": self._gradient.variance,
            "mean_local_variance": self._variance.mean,
            "local_variance_variance": self._variance.variance,
            "laplacian_variance": self._laplacian.variance,
            "luminance_histogram_entropy": self.entropy,
        }


class HeuristicEvaluator:
    """Compares base and sharpened picture band by band."""

    def __init__(self) -> None:
        self.base, self.sharp = ImageFeatures(), ImageFeatures()
        self._sums = np.zeros(6)  # n, a, b, aa, bb, ab of the two gradient magnitudes

    def add(self, band: Band, luma: Array, gradient: Array, variance: Array) -> None:
        """Account for one band; the arrays are those of the sharpened rows, halo included."""
        self.base.add(band.luma, band.gradient, band.variance, band)
        self.sharp.add(luma, gradient, variance, band)
        a, b = band.of(band.gradient), band.of(gradient)
        total = [float(v.sum(dtype=np.float64)) for v in (a, b, a * a, b * b, a * b)]
        self._sums += (a.size, *total)

    def _correlation(self) -> float:
        n, a, b, aa, bb, ab = self._sums
        spread = (n * aa - a * a) * (n * bb - b * b)
        return float((n * ab - a * b) / np.sqrt(spread)) if spread > 1e-18 else 1.0

    def report(self, strength: float, out_of_range: float) -> dict[str, object]:
        """``evaluator_result`` of the report."""
        penalty = min(100 * out_of_range, 1.0)
        effort = min(max(strength - 2.0, 0.0) * 0.1, 1.0)
        score = 0.6 * self._correlation() + 0.3 * (1 - penalty) + 0.1 * (1 - effort)
        confidence = 2 * self.base.edge_density + self.base.entropy / 6
        return {
            "predicted_quality_score": float(np.clip(score, 0, 1)),
            "confidence": float(np.clip(confidence, 0.1, 0.9)),
            "suggested_strength": suggested_strength(self.base.edge_density),
            "features": self.sharp.report(),
        }


def suggested_strength(edge_density: float) -> float:
    """Piecewise linear: 1 below a density of 0.05, 0.5 at 0.15, 0.25 from 0.40 on."""
    return float(np.interp(edge_density, (0.05, 0.15, 0.40), (1.0, 0.5, 0.25)))
