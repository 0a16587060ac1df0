"""Progress of long work: a callback gets the share done, from 0 to 1, never falling, now and then.

The callback may raise an error to stop the work; nothing of the caller's has been changed then.
"""

from collections.abc import Callable

Tick = Callable[[float], object]


def silent(share: float) -> None:
    """The callback that does nothing."""


def part(tick: Tick, start: float, end: float) -> Tick:
    """The callback for a step that takes up the share of a whole from ``start`` to ``end``."""
    return lambda share: tick(start + (end - start) * share)
