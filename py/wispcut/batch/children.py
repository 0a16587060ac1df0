"""Processes beside the first one. Ctrl+C goes to the first one alone, from their first moment on; it ends them."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.context import SpawnProcess


def started(target: Callable[..., object], *given: object) -> SpawnProcess:
    """A new process that does ``target(*given)`` and ends with this one at the latest."""
    process = get_context("spawn").Process(target=_deaf, args=(target, *given), daemon=True)
    with _held():
        process.start()
    return process


def _deaf(target: Callable[..., object], *given: object) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    target(*given)


@contextmanager
def _held() -> Iterator[None]:
    """Hold Ctrl+C back: a process inherits that, and would get it while it still imports. None is lost here."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    from multiprocessing import resource_tracker

    resource_tracker.ensure_running()  # as it begins, it lets Ctrl+C through
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
