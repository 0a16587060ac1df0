"""How far long work is: a share from 0 to 1 that never falls, told now and then to whoever listens.

The listener may raise an error to stop the work; nothing of the caller's has been changed then.
"""

from collections.abc import Callable

Tick = Callable[[float], object]


def silent(share: float) -> None:
    """Listen to nothing."""


def part(tick: Tick, start: float, end: float) -> Tick:
    """The listener of a step that is the part of a whole from ``start`` to ``end``."""
    return lambda share: tick(start + (end - start) * share)
