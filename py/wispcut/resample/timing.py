"""Time per stage, in microseconds of wall clock, under the names of the report."""

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

ALWAYS = (
    "resize_us",
    "contrast_us",
    "baseline_us",
    "base_quality_us",
    "probing_us",
    "fit_us",
    "robustness_us",
    "final_sharpen_us",
    "clamp_us",
    "total_us",
)
OPTIONAL = ("classification_us", "adaptive_validation_us", "ingress_us", "evaluator_us")


class Clock:
    """Adds up the time spent in named stages. Stages that never ran are 0, optional ones None."""

    def __init__(self) -> None:
        self._spent: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Account the time of the block to ``name``."""
        start = time.perf_counter()
        try:
            yield
        finally:
            self._spent[name] = self._spent.get(name, 0.0) + time.perf_counter() - start

    def timed(self, name: str, items: Iterable[Any]) -> Iterator[Any]:
        """The same items; the time to make each is accounted to ``name``."""
        supply, end = iter(items), object()
        while True:
            with self.stage(name):
                item = next(supply, end)
            if item is end:
                return
            yield item

    def report(self) -> dict[str, int | None]:
        """``timing`` of the report."""
        out: dict[str, int | None] = {name: round(1e6 * self._spent.get(name, 0.0)) for name in ALWAYS}
        for name in OPTIONAL:
            out[name] = round(1e6 * self._spent[name]) if name in self._spent else None
        return out
