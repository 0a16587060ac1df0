"""Which strengths are tried, and what each of them measured.

Two passes: a coarse scan of evenly spaced strengths, which stops after three or more as soon as two neighbours
bracket the target; then a dense scan of the bracket, widened on both sides by a share of its width.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from wispcut.resample.params import ProbeConfig

SAME = 1e-5
Measure = Callable[[float], float]


@dataclass(frozen=True)
class ProbeSample:
    """One strength, the artifact ratio it gives, and the value that is compared with the target."""

    strength: float
    artifact_ratio: float
    metric_value: float


@dataclass(frozen=True)
class ProbePasses:
    """How the two passes went."""

    coarse_count: int
    coarse_used: int
    dense_count: int
    dense_window: tuple[float, float]
    bracket_found: bool


class Prober:
    """Measures strengths, each once; ``relative`` subtracts the ratio of the unsharpened picture."""

    def __init__(self, measure: Measure, baseline: float, relative: bool):
        self._measure, self._baseline, self._relative = measure, baseline, relative

    def sample(self, strength: float) -> ProbeSample:
        """Measure one strength."""
        ratio = self._measure(strength)
        return ProbeSample(strength, ratio, max(0.0, ratio - self._baseline) if self._relative else ratio)

    def run(self, config: ProbeConfig, target: float) -> tuple[list[ProbeSample], ProbePasses | None]:
        """Measure as configured; samples come sorted by strength, without duplicates."""
        if config.kind == "Explicit":
            return [self.sample(s) for s in sorted(config.strengths)], None
        if config.kind == "Range":
            spread = np.linspace(config.coarse_min, config.coarse_max, config.range_count)
            return [self.sample(float(s)) for s in spread], None

        coarse: list[ProbeSample] = []
        bracket = None
        for strength in np.linspace(config.coarse_min, config.coarse_max, config.coarse_count):
            coarse.append(self.sample(float(strength)))
            bracket = find_bracket(coarse, target)
            if bracket is not None and len(coarse) >= 3:
                break
        window = dense_window(coarse, bracket, target, config)
        dense = [self.sample(float(s)) for s in np.linspace(*window, config.dense_count)]
        passes = ProbePasses(
            config.coarse_count, len(coarse), config.dense_count, window, bracket is not None
        )
        return merge(coarse + dense), passes


def find_bracket(samples: list[ProbeSample], target: float) -> tuple[float, float] | None:
    """First neighbours of which the one is within the target and the next is not."""
    for left, right in pairwise(samples):
        if left.metric_value <= target < right.metric_value:
            return left.strength, right.strength
    return None


def dense_window(
    coarse: list[ProbeSample], bracket: tuple[float, float] | None, target: float, config: ProbeConfig
) -> tuple[float, float]:
    """Where the dense pass probes: around the bracket, or at the end where the crossing must lie."""
    low, high = config.coarse_min, config.coarse_max
    step = (high - low) / (config.coarse_count - 1)
    if bracket is not None:
        margin = config.window_margin * (bracket[1] - bracket[0])
        return max(low, bracket[0] - margin), min(high, bracket[1] + margin)
    if coarse[0].metric_value > target:  # over it from the start: search below
        return low / config.dense_count, low
    return high - step * config.window_margin, high


def merge(samples: list[ProbeSample]) -> list[ProbeSample]:
    """Sorted by strength; of samples nearer than 1e-5 the first stays."""
    out: list[ProbeSample] = []
    for sample in sorted(samples, key=lambda s: s.strength):
        if not out or sample.strength - out[-1].strength > SAME:
            out.append(sample)
    return out
