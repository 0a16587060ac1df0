"""Many photos, one after the other or in several processes; one that fails does not stop the others."""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wispcut.api import cut_out
from wispcut.core.errors import SettingsError, WispcutError
from wispcut.formats import files
from wispcut.formats.metadata import Keep
from wispcut.settings import Settings


@dataclass(frozen=True)
class Task:
    """One photo and where its result goes."""

    photo: Path
    output: Path
    settings: Settings
    model: str
    model_dir: Path | None
    mask: Path | None
    trimap: Path | None
    metadata: Keep
    threads: int


@dataclass(frozen=True)
class Outcome:
    """What became of a photo: ``status`` is ``done``, ``skipped``, or ``failed`` with ``code`` and ``error``."""

    photo: Path
    output: Path
    status: str
    seconds: float = 0.0
    stages: dict[str, float] | None = None
    notices: tuple[str, ...] = ()
    code: str = ""
    error: str = ""

    def as_mapping(self) -> dict[str, Any]:
        """Plain JSON data."""
        told: dict[str, Any] = {"photo": str(self.photo), "output": str(self.output), "status": self.status}
        if self.status == "failed":
            return told | {"code": self.code, "error": self.error}
        stages = {name: round(value, 4) for name, value in (self.stages or {}).items()}
        return told | {"seconds": round(self.seconds, 4), "stages": stages, "notices": list(self.notices)}


def work(task: Task) -> Outcome:
    """Cut out one photo and write the result; what goes wrong is an outcome, too."""
    began = time.perf_counter()
    try:
        task.output.parent.mkdir(parents=True, exist_ok=True)
        made = cut_out(
            task.photo,
            mask=task.mask,
            trimap=task.trimap,
            model=task.model,
            settings=task.settings,
            metadata=task.metadata,
            model_dir=task.model_dir,
            threads=task.threads,
        )
        files.write_picture(task.output, made.picture(), made.metadata)
    except Exception as error:  # one photo never takes the others with it
        return failed(task, error)
    return Outcome(task.photo, task.output, "done", time.perf_counter() - began, made.seconds, made.notices)


def failed(task: Task, error: BaseException) -> Outcome:
    """The outcome of a photo that could not be cut out."""
    if isinstance(error, MemoryError):
        code, text = "out_of_memory", "the memory is full. Use fewer --jobs, or make the photo smaller."
    elif isinstance(error, (WispcutError, SettingsError)):
        code, text = getattr(error, "code", "bad_settings"), str(error)
    else:
        code, text = "unexpected", f"{type(error).__name__}: {error}"
    return Outcome(task.photo, task.output, "failed", code=code, error=" ".join(text.split()))


def died(task: Task) -> Outcome:
    """The outcome of a photo whose process died."""
    words = "its process died, often for want of memory. Use fewer --jobs."
    return Outcome(task.photo, task.output, "failed", code="worker_died", error=words)


def run(tasks: Iterable[Task], jobs: int, do: Callable[[Task], Outcome] = work) -> Iterator[Outcome]:
    """The outcome of each task as it comes. A process that dies takes its own photo with it and no other."""
    if jobs == 1:
        yield from map(do, tasks)
        return
    from wispcut.cli.pool import (
        pooled,
    )  # where there are no processes, in a browser, one photo at a time is done

    yield from pooled(tasks, jobs, do)
