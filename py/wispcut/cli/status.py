"""The line that tells how far the work is, and what is left of it in time; on a terminal it stays one line."""

import sys
import time
from collections import Counter

from wispcut.batch.work import Outcome


class Status:
    """Counts outcomes and tells them on standard error."""

    def __init__(self, total: int):
        self.total, self.counts = total, Counter[str]()
        self._began = time.monotonic()
        self._live = sys.stderr.isatty()

    def count(self, status: str) -> int:
        """How many outcomes have a status."""
        return self.counts[status]

    def skip(self, number: int) -> None:
        """Count photos that need no work."""
        self.counts["skipped"] += number

    def add(self, outcome: Outcome) -> None:
        """Tell one outcome: failures and notes always, what went well by the line alone."""
        self.counts[outcome.status] += 1
        if outcome.status == "failed":
            photo = str(outcome.photo)
            self.say(outcome.error if outcome.error.startswith(photo) else f"{photo}: {outcome.error}")
        for notice in outcome.notices:
            self.say(f"note: {' '.join(notice.split())}.")
        if self._live and self.total > 1:
            print(f"\r\x1b[K{self.line()}", end="", file=sys.stderr, flush=True)

    def line(self) -> str:
        """Such as ``12 of 40, 1 failed, 3 min left``."""
        ended = self.counts.total()
        bad = self.count("failed")
        worked = ended - self.count("skipped")
        left = ""
        if worked and ended < self.total:
            left = f", {_span((time.monotonic() - self._began) / worked * (self.total - ended))} left"
        return f"{ended} of {self.total}{f', {bad} failed' if bad else ''}{left}"

    def end(self) -> None:
        """Tell the sum of it, when it was more than one photo."""
        if self.total > 1:
            parts = [f"{self.count(s)} {s}" for s in ("done", "skipped", "failed") if self.count(s)]
            self.say(f"{', '.join(parts) or 'nothing to do'}, {_span(time.monotonic() - self._began)}.")

    def say(self, text: str) -> None:
        """Print a line of its own."""
        print(f"\r\x1b[Kwispcut: {text}" if self._live else f"wispcut: {text}", file=sys.stderr, flush=True)


def _span(seconds: float) -> str:
    if seconds < 90:
        return f"{round(seconds)} s"
    return f"{round(seconds / 60)} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"
