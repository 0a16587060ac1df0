"""Processes that work off photos, each with its own memory; one that dies or hangs is replaced; its photo fails."""

import math
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait

from wispcut.batch.children import started
from wispcut.batch.work import Outcome, Task, died, too_long

Do = Callable[[Task], Outcome]
_START = 120.0  # seconds in which a process has to be ready


def crew(
    take: Callable[[], Task | None],
    jobs: int,
    do: Do,
    *,
    seconds: float | None = None,
    memory: int | None = None,
) -> Iterator[tuple[Task, Outcome]]:
    """Each task with its outcome, as they come.

    ``take``: gives the next task, or None when there is none now; it is asked again after each outcome. ``do``: a
    function of a module, done in a process. ``seconds``: a task that takes longer has its process ended. ``memory``: of
    each process, in bytes; more is a ``MemoryError`` there, where the system keeps such a limit.
    """
    idle: list[_Member] = []
    busy: list[_Member] = []
    try:
        while True:
            while len(busy) < jobs and (task := take()) is not None:
                member = idle.pop() if idle else _Member(do, memory)
                member.begin(task)
                busy.append(member)
            if not busy:
                return
            _wait(busy, seconds)
            for member in list(busy):
                ended = member.ended(seconds)
                if ended is None:
                    continue
                busy.remove(member)
                if member.alive:
                    idle.append(member)
                yield ended
    finally:
        for member in (*idle, *busy):
            member.kill()


def _wait(busy: "list[_Member]", seconds: float | None) -> None:
    """Until a process answers or dies, or the oldest task's time is over."""
    left = min(member.end(seconds) for member in busy) - time.monotonic()
    wait([member.pipe for member in busy], None if math.isinf(left) else max(0.0, left))


class _Member:
    """One process and what it is doing."""

    def __init__(self, do: Do, memory: int | None):
        self.pipe, theirs = Pipe()
        self._process = started(_serve, theirs, do, memory)
        theirs.close()  # so that the pipe ends when the process does
        self.alive = True
        self._ready, self._began = False, 0.0
        self._task: Task | None = None

    def begin(self, task: Task) -> None:
        self._task, self._began = task, time.monotonic()
        with suppress(BrokenPipeError, ConnectionResetError):  # it died while idle: told by ``ended``
            self.pipe.send(task)

    def end(self, seconds: float | None) -> float:
        """When the time of its task is over; that of its start does not count."""
        if not self._ready:
            return self._began + _START
        return math.inf if seconds is None else self._began + seconds

    def ended(self, seconds: float | None) -> tuple[Task, Outcome] | None:
        """The outcome of its task, or None while it works."""
        assert self._task is not None
        task = self._task
        if self.pipe.poll():
            try:
                outcome = self.pipe.recv()
                if outcome is not None:
                    return task, outcome
                self._ready, self._began = True, time.monotonic()
                return None
            except (EOFError, OSError):
                self.kill()
                return task, died(task)
        if time.monotonic() >= self.end(seconds):
            self.kill()
            return task, too_long(task, seconds or _START)
        return None

    def kill(self) -> None:
        self.alive = False
        self._process.kill()
        self._process.join()
        self.pipe.close()


def _serve(pipe: "Connection[Outcome | None, Task]", do: Do, memory: int | None) -> None:
    """What a process does: task in, outcome out, until the pipe ends with the process that began it."""
    if memory is not None:
        _limit(memory)
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        pipe.send(None)  # ready
        while True:
            pipe.send(do(pipe.recv()))


def _limit(memory: int) -> None:
    """Let what this process allocates never be more than ``memory`` bytes, where the system keeps such a limit."""
    try:
        import resource
    except ImportError:  # Windows
        return
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
