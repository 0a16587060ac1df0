"""Metric breakdown and the evaluator's assessment of one strength, over evenly spaced bands of the picture."""

from wispcut.resample.breakdown import Band, Breakdown, sampled_tops
from wispcut.resample.evaluator import HeuristicEvaluator
from wispcut.resample.regions import gradient_magnitude, local_variance

LIMIT = 1e6  # pixels that are looked at


class Statistics:
    """Collects them over bands."""

    def __init__(self, height: int, width: int, strength: float, *, evaluator: bool, limit: float = LIMIT):
        self._strength = strength
        self._tops = set(sampled_tops(height, width, limit))
        self._breakdown = Breakdown(height, width, limit)
        self._evaluator = HeuristicEvaluator() if evaluator else None

    def wants(self, top: int) -> bool:
        """Whether the band that begins with this row is one of them."""
        return top in self._tops

    def add(self, band: Band) -> None:
        """Account for one band."""
        luma = band.sharpened(self._strength)
        variance = local_variance(luma)
        self._breakdown.add(band, luma, variance)
        if self._evaluator is not None:
            self._evaluator.add(band, luma, gradient_magnitude(luma), variance)

    def report(self, ratio: float) -> tuple[dict[str, float], dict[str, object] | None]:
        """``metric_components`` and ``evaluator_result`` for the artifact ratio measured at this strength."""
        assessment = None if self._evaluator is None else self._evaluator.report(self._strength, ratio)
        return self._breakdown.report(ratio), assessment
