"""Several processes for many photos; one that dies is told from the others."""

import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context

from wispcut.cli.many import Outcome, Task, died


def pooled(tasks: Iterable[Task], jobs: int, do: Callable[[Task], Outcome]) -> Iterator[Outcome]:
    """The outcome of each task as it comes, by as many processes as there are jobs."""
    queue = deque(tasks)
    while queue:
        suspects = yield from _pooled(queue, jobs, do)
        for task in suspects:  # one of them killed its process: each alone, to know which
            for left in (yield from _pooled(deque([task]), 1, do)):
                yield died(left)


def _pooled(
    queue: deque[Task], jobs: int, do: Callable[[Task], Outcome]
) -> Generator[Outcome, None, list[Task]]:
    """Work off the queue in processes; ends early when one dies, and returns what was under way then."""
    pool = ProcessPoolExecutor(min(jobs, len(queue)), get_context("spawn"), initializer=_ignore_interrupts)
    open_tasks: dict[Future[Outcome], Task] = {}
    broken: list[Task] = []
    try:
        while not broken and (queue or open_tasks):
            while queue and len(open_tasks) < jobs:
                open_tasks[pool.submit(do, queue[0])] = queue[0]
                queue.popleft()
            for future in wait(open_tasks, return_when=FIRST_COMPLETED).done:
                task = open_tasks.pop(future)
                if isinstance(future.exception(), BrokenProcessPool):
                    broken.append(task)
                else:
                    yield future.result()
        return broken + list(open_tasks.values())
    except BrokenProcessPool:  # it died between two photos
        return broken + list(open_tasks.values())
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _ignore_interrupts() -> None:
    """Ctrl+C is the first process's to hear; it ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
