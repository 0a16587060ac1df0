"""Photos worked off by a Dask cluster: workers that die, hang or cannot write lose no photo."""

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib import import_module
from importlib.util import find_spec
from pickle import dumps
from pydoc import locate
from typing import Any

import wispcut
from wispcut.batch.work import Outcome, Task, failed, too_long
from wispcut.core.errors import WispcutError

_LOOK = 1.0  # seconds between two looks at what takes too long, and at workers that came or went
_ANSWER = 10.0  # seconds in which the scheduler has to answer
_PATIENCE = 60.0  # seconds in which the first worker has to be there


def cluster(
    take: Callable[[], Task | None],
    scheduler: str,
    do: Callable[[Task], Outcome],
    *,
    seconds: float | None = None,
) -> Iterator[tuple[Task, Outcome]]:
    """Each task with its outcome, as they come.

    ``take``: as for :func:`wispcut.batch.crew.crew`. ``scheduler``: its address, ``tcp://…``. ``do``: done by a worker,
    where this version of wispcut is installed. ``seconds``: of a task; then its worker is started again.
    No more tasks are given away than there are threads. A worker that cannot write gets no more while there are others.

    Workers must have this version of wispcut. Where one has not as the work begins, ``other_version`` is raised; one
    that comes later gets no tasks.

    Raises ``WispcutError``: ``no_dask``, ``no_scheduler``, ``no_workers``, ``other_version``.
    """
    if find_spec("distributed") is None:
        raise WispcutError("no_dask", "--scheduler needs Dask. Install wispcut[dask].")
    dask: Any = import_module("distributed")
    try:
        client = dask.Client(scheduler, timeout=_ANSWER)
    except (OSError, ValueError, TypeError) as error:
        raise WispcutError(
            "no_scheduler",
            f"No Dask scheduler answers at {scheduler} ({error}). Start it, or mend the address.",
        ) from None
    with client:
        try:
            client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError:
            raise WispcutError(
                "no_workers", f"{scheduler} has no workers. Start some: dask worker."
            ) from None
        _refuse_others(client)
        yield from _Work(dask, client, do, seconds).outcomes(take)


def _refuse_others(client: Any) -> None:
    """Raise where a worker has not this version of wispcut, or none."""
    # By a function of Python itself: one of ours could not be read where there is no wispcut.
    # A worker that does not answer is not waited for: each task looks at the version, too.
    try:
        told = client.run(locate, "wispcut.version.__version__", on_error="return", callback_timeout=_ANSWER)
    except TimeoutError:
        return
    # An OSError: the worker has just gone.
    others = {w: v for w, v in told.items() if v != wispcut.__version__ and not isinstance(v, OSError)}
    if others:
        named = ", ".join(f"{worker} has {version or 'none'}" for worker, version in list(others.items())[:3])
        more = f" and {len(others) - 3} more" if len(others) > 3 else ""
        raise _other_version(f"{named}{more}")


def _other_version(named: str) -> WispcutError:
    return WispcutError(
        "other_version",
        f"Workers must have wispcut {wispcut.__version__}, as this machine; {named}. Install it there.",
    )


def _by_worker() -> Callable[[str, bytes], tuple[str, Any]]:
    """What a worker does with a version and a pickled ``(do, task)``: gives its address and the outcome.

    Where the worker has another version, ``None`` stands for the outcome, and nothing is unpickled. A function within
    a function is sent by its code: one of this module could not be read there.
    """

    def done(version: str, packed: bytes) -> tuple[str, Any]:
        from importlib import import_module
        from pickle import loads
        from pydoc import locate

        address = str(import_module("distributed").get_worker().address)
        if locate("wispcut.version.__version__") != version:
            return address, None
        do, task = loads(packed)
        return address, do(task)

    return done


class _Work:
    """Tasks that were given away, and workers that get none."""

    def __init__(self, dask: Any, client: Any, do: Callable[[Task], Outcome], seconds: float | None):
        self._dask, self._client, self._do, self._seconds = dask, client, do, seconds
        self._open: dict[Any, tuple[Task, float]] = {}
        # Those that cannot write or are hung: taken where there are no others.
        self._shunned: set[str] = set()
        self._refused: set[str] = set()  # those of another version: never taken
        self._done = _by_worker()

    def outcomes(self, take: Callable[[], Task | None]) -> Iterator[tuple[Task, Outcome]]:
        while True:
            good = self._workers()
            while len(self._open) < max(1, sum(good.values())) and (task := take()) is not None:
                self._give(task, list(good))
            if not self._open:
                return
            with suppress(TimeoutError):
                self._dask.wait(list(self._open), timeout=_LOOK, return_when="FIRST_COMPLETED")
            for future in [future for future in self._open if future.done()]:
                task, _ = self._open.pop(future)
                outcome = self._outcome(future, task)
                if outcome is None:
                    self._give(task, list(self._workers()))
                else:
                    yield task, outcome
            yield from self._late()

    def _workers(self) -> dict[str, int]:
        """The threads of each worker that gets tasks; of the shunned ones, too, where no other is left."""
        late = time.monotonic() + _PATIENCE
        while True:
            there: dict[str, int] = self._client.nthreads()
            self._shunned &= set(there)
            self._refused &= set(there)
            allowed = {name: n for name, n in there.items() if name not in self._refused}
            if allowed or not self._refused:
                return {name: n for name, n in allowed.items() if name not in self._shunned} or allowed
            if time.monotonic() >= late:
                raise _other_version(f"those that are left ({', '.join(sorted(self._refused)[:3])}) have not")
            time.sleep(_LOOK)

    def _give(self, task: Task, workers: list[str]) -> None:
        chosen = {"workers": workers} if self._shunned or self._refused else {}
        packed = dumps((self._do, task))
        future = self._client.submit(self._done, wispcut.__version__, packed, pure=False, **chosen)
        self._open[future] = task, time.monotonic()

    def _outcome(self, future: Any, task: Task) -> Outcome | None:
        """What became of a task; None when it is to be done again by another worker."""
        if future.status == "cancelled":  # its only workers are gone, or the scheduler was started again
            return None
        error = future.exception()
        if isinstance(error, self._dask.KilledWorker):
            words = f"the workers that had it died ({error.allowed_failures + 1}), often for want of memory."
            return Outcome(task.photo, task.output, "failed", code="workers_died", error=words)
        if error is not None:
            return failed(task, error)
        worker, outcome = future.result()
        if outcome is None:
            self._refused.add(worker)
            return None
        if outcome.code == "not_written" and self._shun(worker):
            return None
        told: Outcome = outcome
        return told

    def _shun(self, worker: str) -> bool:
        """Give a worker no more tasks; whether there are others."""
        self._shunned.add(worker)
        return any(name not in self._shunned | self._refused for name in self._client.nthreads())

    def _late(self) -> Iterator[tuple[Task, Outcome]]:
        """End what takes too long, and start its worker again: a task that runs cannot be stopped otherwise."""
        if self._seconds is None:
            return
        late = [f for f, (_, began) in self._open.items() if time.monotonic() - began >= self._seconds]
        if not late:
            return
        at = {key: worker for worker, keys in self._client.processing().items() for key in keys}
        hung = {at[future.key] for future in late if future.key in at}
        for future in late:
            task, _ = self._open.pop(future)
            future.cancel(reason="it took too long")
            yield task, too_long(task, self._seconds)
        for worker in hung:
            self._shunned.add(worker)  # until it is gone: it comes back under another name
            with suppress(Exception):  # one without a nanny cannot be started again, and stays shunned
                self._client.restart_workers([worker], timeout=10, raise_for_error=False)
